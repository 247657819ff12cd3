//! Who does the work, and when they are away.

use super::OwnerId;
use crate::syntax::Capacity;
use crate::time::Day;

/// A person, a team or a vendor.
#[derive(Debug, Clone)]
pub struct Owner {
    /// The id.
    pub id: String,
    /// The full name.
    pub name: Option<String>,
    /// The team.
    pub team: Option<String>,
    /// The account name on GitHub.
    pub github: Option<String>,
    /// The email address.
    pub email: Option<String>,
    /// Who stands in.
    pub deputy: Option<OwnerId>,
    /// Days and ranges of leave, both ends inclusive.
    pub away: Vec<(Day, Day)>,
    /// Whether the owner is external: a vendor or a customer.
    pub external: bool,
    /// How many pieces of work the owner does at once; `None` if overload is not looked for.
    pub capacity: Option<Capacity>,
    /// The last day on which the owner was here.
    pub left: Option<Day>,
}

impl Owner {
    /// Returns an owner of whom only the id is known.
    pub(super) fn named(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            name: None,
            team: None,
            github: None,
            email: None,
            deputy: None,
            away: Vec::new(),
            external: false,
            capacity: None,
            left: None,
        }
    }
}
