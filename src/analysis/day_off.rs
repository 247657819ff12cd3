//! Whether anybody works on a day.

use super::selection::Selection;
use crate::model::Workspace;
use crate::time::Day;

/// Whether a day is worked by the base calendar of no unfinished milestone that is selected. Leave and freezes do not
/// count: somebody else may have to act. Not so where nothing unfinished is selected: nobody's calendar says so.
pub fn is_day_off(workspace: &Workspace, selection: &Selection, day: Day) -> bool {
    let selected = workspace.milestone_ids().filter(|id| selection.has(*id));
    let mut unfinished = selected.filter(|id| workspace.milestone(*id).is_unfinished()).peekable();
    unfinished.peek().is_some() && unfinished.all(|id| !workspace.base(id).works(day))
}
