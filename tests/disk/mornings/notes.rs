//! The notes of a program manager on each morning, worked out on paper from the plan language.
//!
//! `7..17 (9)` are nine working days from the 7th through the 17th. September begins on a Tuesday;
//! the 14th, 12 October, 9 November and 14 December are Mondays. Nils has the calendar of Spain, in
//! which 12 October is a holiday. Nothing with the tag `release` is done from 16 to 27 November.

/// What must be told on one morning.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Morning {
    pub(crate) day: &'static str,
    /// What was written into the plans before the reports were read: file, old text, new text.
    pub(crate) edits: &'static [(&'static str, &'static str, &'static str)],
    /// The forecasts that moved since the morning before only because a day went by.
    pub(crate) overnight: &'static [(&'static str, &'static str)],
    /// The forecasts that the edits moved.
    pub(crate) moved: &'static [(&'static str, &'static str)],
    /// Whether the edits break a promise that was kept until then.
    pub(crate) breaks_a_promise: bool,
    /// The healths of audit, billing and platform, and the milestone that the reason names, if only
    /// one has the least room.
    pub(crate) programs: [(&'static str, &'static str); 3],
    pub(crate) late: &'static [&'static str],
    pub(crate) at_risk: &'static [&'static str],
    /// The list of `status`, in order.
    pub(crate) needs: &'static [&'static str],
    /// The asks, and for how many days each is overdue.
    pub(crate) asks: &'static [(&'static str, i64)],
    pub(crate) due_today: &'static [&'static str],
    pub(crate) due_soon: &'static [&'static str],
    /// What is late against its first promise, in order.
    pub(crate) slipped: &'static [Slipped],
    /// Words that `slippage` must have.
    pub(crate) because: &'static [&'static str],
    /// Owner, own days, most on one promise, number of promises.
    pub(crate) by_owner: &'static [(&'static str, i64, i64, i64)],
    /// What the gate finds, and whether it is red.
    pub(crate) errors: &'static [&'static str],
    pub(crate) warnings: &'static [&'static str],
    /// Those of them that were not in the last commit.
    pub(crate) new: &'static [&'static str],
    /// Words that `status` must have.
    pub(crate) says: &'static [&'static str],
    /// What is marked since the working day before, with the mark.
    pub(crate) marked: &'static [(&'static str, &'static str)],
    /// What left the lists since then.
    pub(crate) gone: &'static [&'static str],
}

/// A late promise: its days, and its causes as milestone, days, and those of them that days off
/// added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Slipped {
    pub(crate) id: &'static str,
    pub(crate) late: i64,
    pub(crate) own: i64,
    pub(crate) carried: i64,
    pub(crate) never_fitted: i64,
    pub(crate) room_used: i64,
    pub(crate) causes: &'static [(&'static str, i64, i64)],
}

const fn slipped(
    id: &'static str,
    late: i64,
    [own, carried, never_fitted, room_used]: [i64; 4],
    causes: &'static [(&'static str, i64, i64)],
) -> Slipped {
    Slipped { id, late, own, carried, never_fitted, room_used, causes }
}

const CONTRACT: &str = "billing/payment-contract";

/// A morning without news and with everything on track.
const CALM: Morning = Morning {
    day: "",
    edits: &[],
    overnight: &[],
    moved: &[],
    breaks_a_promise: false,
    programs: [("on-track", ""); 3],
    late: &[],
    at_risk: &[],
    needs: &[],
    asks: &[],
    due_today: &[],
    due_soon: &[],
    slipped: &[],
    because: &[],
    by_owner: &[],
    errors: &[],
    warnings: &[],
    new: &[],
    says: &[],
    marked: &[],
    gone: &[],
};

/// The mornings of two weeks, with the weekend between.
pub(crate) const MORNINGS: [Morning; 12] =
    [MON_7, TUE_8, WED_9, THU_10, FRI_11, SAT_12, SUN_13, MON_14, TUE_15, WED_16, THU_17, FRI_18];

// The plan as it was committed on Fri 4 Sep.
//   posting       30d, 53% for 28 Aug: 14 left from 31 Aug, 5 assumed worked: 7..17 Sep (9)
//   db-cluster    12 left: 7..22 Sep          access-logs  14..23 Sep (8)
//   observability 12 left, rosa away 14..18: 7..11 (5), 21..29 (7): 29 Sep
//   training      9 left: 7..17 Sep           supplier-review 5 left: 7..11 Sep
//   adapter       contract 16 Sep; 17..18 (2), 21 Sep..7 Oct (13): 7 Oct
//   rehearsal     23 Sep..6 Oct (10)          dunning 18 Sep..1 Oct (10), manual 2..6 Oct (3)
//   parallel-run  8..28 Oct (15)              care-trained from 15 Oct: 15..21 Oct (5)
//   live          29 Oct..4 Nov (5)           revenue-report the same
//   old-off       ten days after live, 18 Nov: 19 Nov..2 Dec (10)
//   backup 23 Sep..6 Oct, cost-report 7..9 Oct
//   service-wave-1 30 Sep..20 Oct (15), load-test 21..27 Oct, failover the same
//   service-wave-2 28 Oct..13 Nov (13), freeze, 30 Nov..1 Dec (15); lights-out 2..8 Dec
//   log-evidence  24..30 Sep; internal-audit 1..7 Oct; management-review 8 Oct
//   pentest 21..25 Sep, pentest-fixes 28 Sep..9 Oct (10)
//   stage-1 in the slots 19, 20 Oct; its fixes 21..27 Oct; stage-2 in the slots 5, 6 Nov
//   nonconformities 9..20 Nov (10); certificate 23 Nov..18 Dec (20)
// Rooms of milestones that are near their thresholds: posting 18, 21, 22 Sep: 3 of 2. rehearsal
// 7..9 Oct: 3 of 2.2 (12 + 10 of work). adapter 8, 9 Oct: 2 of 2. parallel-run 29 Oct..6 Nov: 7 of
// 3.7 (12 + 10 + 15). log-evidence 1, 2 Oct: 2 of 2. internal-audit 8, 9 Oct: 2 of 2.
// service-wave-1 21..23 Oct: 3 of 2.7. Least rooms towards the programs' promises: billing 7 of 5.2
// (12 + 10 + 15 + 5 + 10): live must be done by 13 Nov, before the freeze, so parallel-run by 6 Nov
// and adapter by 16 Oct. audit 6 of 5.7 (8 + 5 + 5 + 2 + 5 + 2 + 10 + 20): the fixes of stage-1 by
// 4 Nov; internal-audit by 16 Oct, 7. platform 8 of 5.2 (12 + 15 + 5 + 15 + 5). Everything is on
// track.

// A word on posting. 70% for 4 Sep: 9 left, 7..17 Sep: nothing moves.
const MON_7: Morning = Morning {
    day: "2026-09-07",
    edits: &[("billing", "progress: 53%\n    updated: 2026-08-28", "progress: 70%\n    updated: 2026-09-04")],
    asks: &[("billing/counsel", 0)],
    due_soon: &["platform/change-board"],
    says: &["3 programs: 3 on track", "65 milestones, 27 done"],
    ..CALM
};

// Nils is away from 21 to 25 Sep. adapter: 17..18 (2), 28 Sep..9 Oct (12), not on the 12th, 13..15
// Oct (15): 12..15 Oct is 4wd late. Held, the contract is signed on 16 Sep and adapter is done on
// the 15th all the same: it never fitted. The contract would have to be signed by 11 Sep, for
// 14..18 (5), 28 Sep..9 Oct (15).
//   parallel-run 16 Oct..5 Nov (15), 1 of room; care-trained from 23 Oct: 23..29 Oct, 1
//   live and revenue-report 6..12 Nov, 1
//   old-off ten days after live, 26 Nov: 27 Nov..10 Dec, room 11..18 Dec: 6 of 5.2
// Vera reported green: that contradicts at risk.
const TUE_8: Morning = Morning {
    day: "2026-09-08",
    edits: &[(
        "tpm",
        "team: ledger, calendar: es}",
        "team: ledger, calendar: es, away: [2026-09-21..2026-09-25]}",
    )],
    moved: &[
        ("billing/adapter", "2026-10-15"),
        ("billing/care-trained", "2026-10-29"),
        ("billing/live", "2026-11-12"),
        ("billing/old-off", "2026-12-10"),
        ("billing/parallel-run", "2026-11-05"),
        ("billing/revenue-report", "2026-11-12"),
    ],
    breaks_a_promise: true,
    programs: [("on-track", ""), ("at-risk", "billing/adapter"), ("on-track", "")],
    late: &["billing/adapter"],
    at_risk: &[
        "billing/care-trained",
        "billing/live",
        "billing/parallel-run",
        CONTRACT,
        "billing/revenue-report",
    ],
    needs: &["billing/adapter", "billing"],
    asks: &[("billing/counsel", 0)],
    due_soon: &["platform/change-board", "audit/supplier-review"],
    slipped: &[slipped("billing/adapter", 4, [0, 0, 4, 0], &[])],
    because: &["never fitted 4: needs payment-contract, promised 16 Sep"],
    warnings: &["billing", "billing/adapter"],
    new: &["billing", "billing/adapter"],
    says: &[
        "1 at risk, 2 on track",
        "4wd late against 9 Oct, now 15 Oct",
        "never fitted 4",
        "reported green on 1 Sep",
    ],
    marked: &[("billing", "new"), ("billing/adapter", "new")],
    gone: &[],
    ..CALM
};

// No news.
const WED_9: Morning = Morning {
    day: "2026-09-09",
    edits: &[],
    moved: &[],
    breaks_a_promise: false,
    due_soon: &["platform/change-board", "audit/supplier-review", CONTRACT],
    new: &[],
    marked: &[],
    gone: &[],
    ..TUE_8
};

// The promise of adapter moves to 16 Oct, and Vera reports amber. db-cluster still has 12 left, for
// 9 Sep: 10..25 Sep, its promised day.
//   rehearsal 28 Sep..9 Oct, its promised day; parallel-run waits for adapter: nothing behind moves
//   backup 28 Sep..9 Oct, room 12, 13 Oct: 2 of 2.2 (12 + 10)
//   cost-report 12..14 Oct, room 2 of 2.5 (12 + 10 + 3); service-wave-1 waits for 29 Sep as before
//   adapter 1 of room; the contract is in time until 17 Sep: 18 Sep, 28 Sep..16 Oct (15)
// Against the first promise, adapter is as late as before; nothing that is promised now is late.
const THU_10: Morning = Morning {
    day: "2026-09-10",
    edits: &[
        (
            "billing",
            "    depends_on: [payment-contract, sandbox]\n    due: 2026-10-09",
            "    depends_on: [payment-contract, sandbox]\n    due: 2026-10-16\n    moved: [{from: 2026-10-09, on: 2026-09-10, cause: leave, why: Nils is away for a week, agreed: dana}]",
        ),
        (
            "billing",
            "{rag: green, note: On plan, on: 2026-09-01",
            "{rag: amber, note: One day of room, on: 2026-09-10",
        ),
        ("platform", "remaining: 12d\n    updated: 2026-09-04", "remaining: 12d\n    updated: 2026-09-09"),
    ],
    moved: &[
        ("billing/migration-rehearsal", "2026-10-09"),
        ("platform/backup", "2026-10-09"),
        ("platform/cost-report", "2026-10-14"),
        ("platform/db-cluster", "2026-09-25"),
    ],
    breaks_a_promise: false,
    late: &[],
    at_risk: &[
        "billing/adapter",
        "billing/care-trained",
        "billing/live",
        "billing/migration-rehearsal",
        "billing/parallel-run",
        "billing/revenue-report",
        "platform/backup",
        "platform/cost-report",
        "platform/db-cluster",
    ],
    needs: &[],
    due_soon: &["platform/change-board", "audit/supplier-review", CONTRACT],
    warnings: &[],
    new: &[],
    says: &["1 at risk, 2 on track"],
    // The contract has room again, since adapter is promised for later.
    marked: &[(CONTRACT, "better")],
    gone: &["billing", "billing/adapter"],
    ..WED_9
};

// supplier-review was done yesterday, a day early. The contract is blocked since yesterday, with no
// end: a floor, on which everything behind it rests. The lawyer was asked for by yesterday. CloudCo
// said something a week ago, and 25 Sep is near: quiet.
const FRI_11: Morning = Morning {
    day: "2026-09-11",
    edits: &[
        (
            "audit",
            "    updated: 2026-09-04\n    due: 2026-09-15",
            "    updated: 2026-09-04\n    done: 2026-09-10\n    due: 2026-09-15",
        ),
        (
            "audit",
            "not_before: 2026-09-21, updated: 2026-09-04",
            "not_before: 2026-09-21, updated: 2026-09-11",
        ),
        (
            "billing",
            "    owner: paymate\n    updated: 2026-09-04",
            "    owner: paymate\n    blocked: {since: 2026-09-10, why: Redlines on data protection, waiting_on: judith}\n    updated: 2026-09-04",
        ),
    ],
    moved: &[("audit/supplier-review", "2026-09-10")],
    at_risk: &[
        "billing/adapter",
        "billing/care-trained",
        "billing/live",
        "billing/migration-rehearsal",
        "billing/parallel-run",
        CONTRACT,
        "billing/revenue-report",
        "platform/backup",
        "platform/cost-report",
        "platform/db-cluster",
    ],
    needs: &[CONTRACT, "billing/counsel", "platform/capacity-order"],
    asks: &[("billing/counsel", 1)],
    due_today: &["platform/change-board"],
    due_soon: &[],
    warnings: &["billing/counsel", CONTRACT, "platform/capacity-order"],
    new: &[CONTRACT],
    says: &[
        "65 milestones, 28 done",
        "blocked 1wd: Redlines on data protection, waiting on judith",
        "quiet since 4 Sep",
    ],
    marked: &[("billing/counsel", "new"), (CONTRACT, "new"), ("platform/capacity-order", "new")],
    gone: &["audit/supplier-review"],
    ..THU_10
};

// Nobody works. The change board has not been heard of: it is a day overdue, and as long as that
// lasts, expected today.
const SAT_12: Morning = Morning {
    day: "2026-09-12",
    edits: &[],
    overnight: &[("platform/change-board", "2026-09-12")],
    moved: &[],
    programs: [("on-track", ""), ("at-risk", "billing/adapter"), ("at-risk", "platform/change-board")],
    late: &["platform/change-board"],
    needs: &["platform/change-board", CONTRACT, "billing/counsel", "platform/capacity-order"],
    asks: &[("billing/counsel", 2)],
    due_today: &[],
    errors: &["platform/change-board"],
    new: &[],
    says: &["2 at risk, 1 on track", "missed 11 Sep by 1 day"],
    marked: &[("platform/change-board", "new")],
    gone: &[],
    ..FRI_11
};

const SUN_13: Morning = Morning {
    day: "2026-09-13",
    overnight: &[("platform/change-board", "2026-09-13")],
    asks: &[("billing/counsel", 3)],
    says: &["missed 11 Sep by 2 days"],
    // Since Friday, as on Saturday.
    marked: &[("platform/change-board", "new")],
    gone: &[],
    ..SAT_12
};

// A round of updates for Fri 11 Sep, none of which moves anything: posting 87%, 4 left: 14..17;
// training 73%, 4 left: 14..17; observability 53%, 7 left: 21..29. The change board had agreed on
// Friday. The contract comes on 23 Sep: 17..23 is 5wd late.
//   adapter 28 Sep..9 Oct (10), 13..16 (14), 19 Oct (15): 1wd late, 6wd against 9 Oct
//   parallel-run 20 Oct..9 Nov: 1wd late
//   care-trained from 27 Oct: 27 Oct..2 Nov: 1wd late; revenue-report 10..16 Nov: 1wd late
//   live 10..13 Nov (4), freeze, 30 Nov (5): 16..20, 23..27, 30 Nov is 11wd late
//   old-off ten days after live, 14 Dec: 15..28 Dec: 21..25, 28 Dec is 6wd late
// Held: contract 16 Sep, adapter 15 Oct, parallel-run 5 Nov, care-trained 29 Oct, live and
// revenue-report 12 Nov, old-off 10 Dec, as above.
//   adapter       never fitted 4, carried 16, 19 Oct: 2
//   parallel-run  carried 6, 9 Nov: 2, room 1. care-trained, revenue-report: the same
//   live          carried 13 Nov..30 Nov: 12, room 1; its input slipped 2, so 10 were added by the
//                 freeze; of 12 days 11 are late: 2 + 10 become 2 + 9
//   old-off       carried 11..28 Dec: 12, room 6: 2 + 10 become 1 + 5
// So the contract costs live 11wd, and all of it is PayMate's. old-off has no promise of its own:
// it is at risk, and its program late.
const MON_14: Morning = Morning {
    day: "2026-09-14",
    edits: &[
        (
            "billing",
            "waiting_on: judith}\n    updated: 2026-09-04",
            "waiting_on: judith, until: 2026-09-22}\n    eta: 2026-09-23\n    updated: 2026-09-14",
        ),
        (
            "billing",
            "\nasks:\n  counsel: {ask: A lawyer for the PayMate contract, of: dana, by: 2026-09-10, unlocks: [payment-contract]}\n",
            "",
        ),
        ("billing", "progress: 70%\n    updated: 2026-09-04", "progress: 87%\n    updated: 2026-09-11"),
        ("audit", "progress: 40%\n    updated: 2026-09-04", "progress: 73%\n    updated: 2026-09-11"),
        (
            "audit",
            "not_before: 2026-09-21, updated: 2026-09-11",
            "not_before: 2026-09-21, updated: 2026-09-14",
        ),
        ("platform", "progress: 20%\n    updated: 2026-09-04", "progress: 53%\n    updated: 2026-09-11"),
        ("platform", "owner: cloudco, updated: 2026-09-04", "owner: cloudco, updated: 2026-09-14"),
        ("platform", "owner: ivo, due: 2026-09-11", "owner: ivo, due: 2026-09-11, done: 2026-09-11"),
    ],
    overnight: &[("platform/change-board", "2026-09-14")],
    moved: &[
        ("billing/adapter", "2026-10-19"),
        ("billing/care-trained", "2026-11-02"),
        ("billing/live", "2026-11-30"),
        ("billing/old-off", "2026-12-28"),
        ("billing/parallel-run", "2026-11-09"),
        (CONTRACT, "2026-09-23"),
        ("billing/revenue-report", "2026-11-16"),
        ("platform/change-board", "2026-09-11"),
    ],
    breaks_a_promise: true,
    programs: [("on-track", ""), ("late", ""), ("on-track", "")],
    late: &[
        "billing/adapter",
        "billing/care-trained",
        "billing/live",
        "billing/parallel-run",
        CONTRACT,
        "billing/revenue-report",
    ],
    at_risk: &[
        "billing/migration-rehearsal",
        "billing/old-off",
        "platform/backup",
        "platform/cost-report",
        "platform/db-cluster",
    ],
    needs: &[CONTRACT, "billing"],
    due_soon: &[],
    slipped: &[
        slipped("billing/live", 11, [0, 12, 0, 1], &[(CONTRACT, 11, 9)]),
        slipped("billing/adapter", 6, [0, 2, 4, 0], &[(CONTRACT, 2, 0)]),
        slipped("billing/old-off", 6, [0, 12, 0, 6], &[(CONTRACT, 6, 5)]),
        slipped(CONTRACT, 5, [5, 0, 0, 0], &[(CONTRACT, 5, 0)]),
        slipped("billing/care-trained", 1, [0, 2, 0, 1], &[(CONTRACT, 1, 0)]),
        slipped("billing/parallel-run", 1, [0, 2, 0, 1], &[(CONTRACT, 1, 0)]),
        slipped("billing/revenue-report", 1, [0, 2, 0, 1], &[(CONTRACT, 1, 0)]),
    ],
    because: &["paymate 2 (payment-contract expected later) + 9 freeze Peak season", "never fitted 4"],
    by_owner: &[("paymate", 5, 11, 7)],
    errors: &["billing/live"],
    warnings: &[
        "billing",
        "billing/adapter",
        "billing/care-trained",
        "billing/parallel-run",
        CONTRACT,
        "billing/revenue-report",
    ],
    new: &[
        "billing",
        "billing/adapter",
        "billing/care-trained",
        "billing/live",
        "billing/parallel-run",
        CONTRACT,
        "billing/revenue-report",
    ],
    says: &[
        "1 late, 2 on track",
        "65 milestones, 29 done",
        "5wd late against 16 Sep, now 23 Sep",
        "costs live (firm, Norrland) 11wd",
    ],
    marked: &[("billing", "new"), (CONTRACT, "worse")],
    gone: &["billing/counsel", "platform/capacity-order", "platform/change-board"],
    ..CALM
};

// Hana left yesterday and had not begun access-logs, which could have begun that day: 15..24 Sep, 1
// of room. log-evidence 25 Sep..1 Oct, 1; internal-audit 2..8 Oct, 1; management-review 9 Oct, 5.
// Towards the promise of the program there are 6 of 5.7.
// The risk of posting occurred. With 5d more, posting would be done on 24 Sep, 2wd late; dunning on
// 8 Oct, in time.
const TUE_15: Morning = Morning {
    day: "2026-09-15",
    edits: &[
        (
            "tpm",
            "hana: {name: Hana Sato, team: data}",
            "hana: {name: Hana Sato, team: data, left: 2026-09-14, deputy: kim}",
        ),
        ("billing", "    reviewed: 2026-09-01\n", "    reviewed: 2026-09-01\n    occurred: 2026-09-14\n"),
    ],
    overnight: &[
        ("audit/internal-audit", "2026-10-08"),
        ("audit/log-evidence", "2026-10-01"),
        ("audit/management-review", "2026-10-09"),
        ("platform/access-logs", "2026-09-24"),
    ],
    moved: &[],
    breaks_a_promise: false,
    at_risk: &[
        "audit/internal-audit",
        "audit/log-evidence",
        "billing/migration-rehearsal",
        "billing/old-off",
        "platform/access-logs",
        "platform/backup",
        "platform/cost-report",
        "platform/db-cluster",
    ],
    needs: &[CONTRACT, "billing/posting", "billing"],
    warnings: &[
        "billing",
        "billing/adapter",
        "billing/care-trained",
        "billing/parallel-run",
        CONTRACT,
        "billing/perf",
        "billing/revenue-report",
        "platform/access-logs",
    ],
    new: &["billing/perf", "platform/access-logs"],
    says: &["1 late, 2 on track", "costs live (firm, Norrland) 11wd", "occurred"],
    marked: &[("billing/posting", "new")],
    gone: &[],
    ..MON_14
};

// Kim takes access-logs over and begins: 16..25 Sep, its promised day, as it would have been
// without that. log-evidence 28 Sep..2 Oct and internal-audit 5..9 Oct, their promised days;
// management-review 12 Oct. Towards the promise of the program these three have 5 of 5.7.
// db-cluster has 8 left for 15 Sep: 16..25 Sep, as before. backup 2 of 2 (8 + 10); cost-report 2 of
// 2.1 (8 + 10 + 3). Nils is away on the 21st and 22nd only. adapter: 24..25 (2), 28 Sep..9 Oct
// (12), 13..15 Oct (15); all behind it is as it was on the 8th, and kept. Held, the contract is
// signed on 16 Sep, and adapter is 17..18 (2), 23..25 (5), 28 Sep..9 Oct (15): it would have
// fitted. So 12..15 Oct are PayMate's 4.
const WED_16: Morning = Morning {
    day: "2026-09-16",
    edits: &[
        ("tpm", "away: [2026-09-21..2026-09-25]}", "away: [2026-09-21..2026-09-22]}"),
        ("platform", "    owner: hana\n", "    owner: kim\n    started: 2026-09-16\n"),
        ("platform", "remaining: 12d\n    updated: 2026-09-09", "remaining: 8d\n    updated: 2026-09-15"),
    ],
    overnight: &[
        ("audit/internal-audit", "2026-10-09"),
        ("audit/log-evidence", "2026-10-02"),
        ("audit/management-review", "2026-10-12"),
        ("platform/access-logs", "2026-09-25"),
    ],
    moved: &[
        ("billing/adapter", "2026-10-15"),
        ("billing/care-trained", "2026-10-29"),
        ("billing/live", "2026-11-12"),
        ("billing/old-off", "2026-12-10"),
        ("billing/parallel-run", "2026-11-05"),
        ("billing/revenue-report", "2026-11-12"),
    ],
    programs: [("at-risk", ""), ("at-risk", "billing/adapter"), ("on-track", "")],
    late: &[CONTRACT],
    at_risk: &[
        "audit/internal-audit",
        "audit/log-evidence",
        "billing/adapter",
        "billing/care-trained",
        "billing/live",
        "billing/migration-rehearsal",
        "billing/parallel-run",
        "billing/revenue-report",
        "platform/access-logs",
        "platform/cost-report",
        "platform/db-cluster",
    ],
    needs: &[CONTRACT, "billing/posting"],
    due_today: &[CONTRACT],
    due_soon: &["audit/training"],
    slipped: &[
        slipped(CONTRACT, 5, [5, 0, 0, 0], &[(CONTRACT, 5, 0)]),
        slipped("billing/adapter", 4, [0, 4, 0, 0], &[(CONTRACT, 4, 0)]),
    ],
    because: &["paymate 4 (payment-contract expected later)"],
    by_owner: &[("paymate", 5, 5, 2)],
    errors: &[],
    warnings: &[CONTRACT, "billing/perf"],
    new: &[],
    says: &[
        "3 programs: 2 at risk, 1 on track",
        "5wd late against 16 Sep, now 23 Sep",
        "blocked 4wd",
        "occurred",
    ],
    // It costs live nothing any more.
    marked: &[(CONTRACT, "better")],
    gone: &["billing"],
    ..TUE_15
};

// A signature of the tax office is needed too: 18..22 Sep, 6 of room. training was done yesterday.
// The contract was due yesterday.
const THU_17: Morning = Morning {
    day: "2026-09-17",
    edits: &[
        (
            "billing",
            "  dunning: {",
            "  tax-signoff: {owner: judith, duration: 3d, depends_on: posting, due: 2026-09-30}\n  dunning: {",
        ),
        (
            "billing",
            "invoice-print, audit/pentest-fixes]",
            "invoice-print, tax-signoff, audit/pentest-fixes]",
        ),
        ("audit", "progress: 73%\n    updated: 2026-09-11\n", "done: 2026-09-16\n"),
    ],
    overnight: &[],
    moved: &[("audit/training", "2026-09-16"), ("billing/tax-signoff", "2026-09-22")],
    due_today: &[],
    due_soon: &[],
    errors: &[CONTRACT],
    warnings: &["billing/perf"],
    says: &[
        "3 programs: 2 at risk, 1 on track",
        "66 milestones, 30 done",
        "missed 16 Sep by 1wd, now 23 Sep",
        "occurred",
    ],
    // Late became missed.
    marked: &[(CONTRACT, "worse")],
    gone: &["audit/training"],
    ..WED_16
};

// No news, not even of posting, of which nothing is left: it is done today at the earliest, and
// what waits for it a day later. tax-signoff 21..23 Sep, dunning 21 Sep..2 Oct, manual 5..7 Oct.
const FRI_18: Morning = Morning {
    day: "2026-09-18",
    edits: &[],
    overnight: &[
        ("billing/dunning", "2026-10-02"),
        ("billing/manual", "2026-10-07"),
        ("billing/posting", "2026-09-18"),
        ("billing/tax-signoff", "2026-09-23"),
    ],
    moved: &[],
    at_risk: &[
        "audit/internal-audit",
        "audit/log-evidence",
        "billing/adapter",
        "billing/care-trained",
        "billing/live",
        "billing/migration-rehearsal",
        "billing/parallel-run",
        "billing/posting",
        "billing/revenue-report",
        "platform/access-logs",
        "platform/cost-report",
        "platform/db-cluster",
    ],
    due_soon: &["platform/access-logs", "platform/capacity-order", "platform/db-cluster"],
    says: &["3 programs: 2 at risk, 1 on track", "missed 16 Sep by 2wd, now 23 Sep", "occurred"],
    // A day was missed: the work that Omar said was left is used up.
    marked: &[("billing/posting", "worse")],
    gone: &[],
    ..THU_17
};
