//! What a report is about, as it is typed.

use clap::Args;

/// What a report is about. The dates are those of the whole workspace, whatever is selected.
#[derive(Debug, Args)]
pub(in crate::cli) struct Select {
    /// Programs, milestones (`cutover`, `checkout/cutover`) or program files [default: everything]
    #[arg(value_name = "SELECT")]
    pub(in crate::cli) select: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) labelled: Labelled,
}

/// What a report is about, by what the plans say of it.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Selection (each may be repeated: any of its values; of several flags, all)")]
pub(in crate::cli) struct Labelled {
    /// Only what this owner answers for or is waited for, their risks and asks, and their programs
    /// as such
    #[arg(long, value_name = "ID")]
    pub(in crate::cli) owner: Vec<String>,
    /// The same for everybody in this team
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) team: Vec<String>,
    /// Only milestones with this tag, and what threatens or unlocks them
    #[arg(long, value_name = "TAG")]
    pub(in crate::cli) tag: Vec<String>,
    /// Only milestones of this stream of work, and what threatens or unlocks them
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) workstream: Vec<String>,
}

impl Labelled {
    /// Whether nothing is selected by it.
    pub(in crate::cli) fn is_empty(&self) -> bool {
        self.typed().is_empty()
    }

    /// Returns what was typed: `owner=bo`, in the order of the flags.
    pub(in crate::cli) fn typed(&self) -> Vec<String> {
        let flags = [
            ("owner", &self.owner),
            ("team", &self.team),
            ("tag", &self.tag),
            ("workstream", &self.workstream),
        ];
        let values =
            flags.into_iter().flat_map(|(flag, values)| values.iter().map(move |value| (flag, value)));
        values.map(|(flag, value)| format!("{flag}={value}")).collect()
    }
}
