//! The reports: one list, from which each layer makes what it needs of them.

/// Calls a macro with every report, in the order in which they are listed.
///
/// A report is a module of the same name in `view`, in `render/json` and in `cli`; the modules are
/// declared from this list, so `cargo fmt` does not see them and `.ci/run` formats them by name. A
/// row holds that name, the command, the type of the JSON data, and for the overview of `tpm` an
/// example and the question it answers.
macro_rules! reports {
    ($declare:ident) => {
        $declare! {
            status(Status, StatusData, "tpm status", "where does everything stand, and whom do I call?")
            critical_path(CriticalPath, CriticalPathData, "tpm critical-path checkout", "what drives the finish, and what comes next behind it?")
            cliffs(Cliffs, CliffsData, "tpm cliffs", "where does a day more cost weeks?")
            slippage(Slippage, SlippageData, "tpm slippage", "what slipped against its promise, and who caused it?")
            risks(Risks, RisksData, "tpm risks", "what could hurt which promise, and what is neglected?")
            odds(Odds, OddsData, "tpm odds checkout", "how likely is each date, and which risks cost most?")
            handoffs(Handoffs, HandoffsData, "tpm handoffs", "which team waits on which: needed by, promised, gap, last update?")
            ask(Ask, AskData, "tpm ask", "what to ask which owner today, three things at most?")
            load(Load, LoadData, "tpm load", "who has more to do than they can, and when?")
            week(Week, WeekData, "tpm week", "what starts, ends and must be decided in the next five days?")
            why(Why, WhyData, "tpm why checkout/cutover", "why this date, hop by hop to file and line?")
            recover(Recover, RecoverData, "tpm recover checkout/cutover", "what would bring a late date back?")
            what_if(WhatIf, WhatIfData, "tpm what-if ledger.eta=+2w", "what would a change do? `--each +5d`: what must not slip?")
            check(Check, CheckData, "tpm check", "may this be merged, is anything overdue?")
            diff(Diff, DiffData, "tpm diff main", "what does this change do to the dates we promised?")
            changes(Changes, ChangesData, "tpm changes", "what changed since yesterday, and why?")
            trend(Trend, TrendData, "tpm trend", "how did the dates move from week to week, and which recede?")
            promises(Promises, PromisesData, "tpm promises", "which promises of the last quarter were kept?")
            brief(Brief, BriefData, "tpm brief checkout", "what does somebody need to know who reads one page?")
            gantt(Gantt, GanttData, "tpm gantt checkout", "what does the plan look like on a timeline?")
            graph(Graph, GraphData, "tpm graph checkout", "who waits on whom, team by team?")
            schedule(Schedule, Schedule, "tpm schedule --format json", "every calculated number of every milestone")
        }
    };
}
pub(crate) use reports;
