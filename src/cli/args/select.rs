//! The arguments that select what a report shows.

use clap::Args;

/// Selects what a report shows. Dates are always those of the whole workspace.
#[derive(Debug, Args)]
pub(in crate::cli) struct Select {
    /// Programs, milestones (`cutover`, `checkout/cutover`) or program files [default: everything]
    #[arg(value_name = "SELECT")]
    pub(in crate::cli) select: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) labelled: Labelled,
}

/// Selects by owner, team, tag or workstream.
#[derive(Debug, Default, Args)]
#[command(
    next_help_heading = "Selection (repeat a flag to match any of its values; different flags must all match)"
)]
pub(in crate::cli) struct Labelled {
    /// Only milestones that this owner answers for or can unblock, their risks and asks, and their
    /// programs as a whole
    #[arg(long, value_name = "ID")]
    pub(in crate::cli) owner: Vec<String>,
    /// The same for everyone in this team
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) team: Vec<String>,
    /// Only milestones with this tag, and the risks and asks that affect them
    #[arg(long, value_name = "TAG")]
    pub(in crate::cli) tag: Vec<String>,
    /// Only milestones of this workstream, and the risks and asks that affect them
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) workstream: Vec<String>,
}

impl Labelled {
    /// Whether none of the flags is given.
    pub(in crate::cli) fn is_empty(&self) -> bool {
        self.typed().is_empty()
    }

    /// Returns the given values as `owner=bo`, in the order of the flags.
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
