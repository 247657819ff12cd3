//! The forms that a value may take.

use super::Table;

/// What kind of value a key takes.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Form {
    Text,
    /// A text that is not blank.
    Reason,
    Id,
    /// The id of a person, a team or a vendor.
    Owner,
    /// The id of a calendar.
    Calendar,
    Reference,
    /// The name of a rule of the gate, or of a set of them.
    Rule,
    /// The level of a rule's findings.
    Level,
    /// The lowest level at which the gate fails.
    FailOn,
    Date,
    DateOrTbd,
    Dates,
    /// One estimate or three, working or elapsed; the table has the keys of three named ones.
    Duration(&'static Table),
    /// The same, working time only.
    Impact(&'static Table),
    /// One amount of time, working or elapsed.
    Amount,
    /// Whole working days, for settings that no calendar applies to.
    Days,
    /// Civil days as a plain number.
    Count,
    Bands,
    Progress,
    Percent,
    /// A whole percentage of 100 or more.
    PercentAbove,
    /// How often a promise is kept: a whole percentage from 1 to 99.
    Odds,
    /// How often a plan is simulated.
    Runs,
    Distribution,
    Probability,
    Number,
    /// How many pieces of work at once: a number above 0.
    Capacity,
    /// Versions of `tpm`.
    Version,
    Flag,
    Rag,
    Response,
    Weekdays,
    Words,
    References,
    Ids,
    Dependencies,
    /// Names chosen by the user, each with a text.
    UrlLinks,
    /// Keys and values.
    Section(&'static Table),
    /// Entries by id, each with keys and values.
    Entries(&'static Table),
    /// A list, each item of which has keys and values.
    List(&'static Table),
}

impl Form {
    /// Returns the table for the mappings under a key of this form.
    pub(crate) fn table(self) -> Option<&'static Table> {
        match self {
            Self::Section(table)
            | Self::Entries(table)
            | Self::List(table)
            | Self::Duration(table)
            | Self::Impact(table) => Some(table),
            _ => None,
        }
    }

    /// Whether it is a list whose order does not matter.
    pub(crate) fn is_list(self) -> bool {
        matches!(
            self,
            Self::Dates
                | Self::Bands
                | Self::Words
                | Self::References
                | Self::Ids
                | Self::UrlLinks
                | Self::List(_)
        )
    }

    /// Returns what to write, to end the sentence "write …".
    pub(crate) fn wanted(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Reason => "a reason, in a few words",
            Self::Id => "an id such as `api-freeze`",
            Self::Owner => "an owner such as `ana`",
            Self::Calendar => "the id of a calendar, such as `us`",
            Self::Reference => "a milestone such as `cutover` or `checkout/cutover`",
            Self::Rule => "the name of a rule such as `overdue-milestone`",
            Self::Level => "`off`, `warn` or `error`",
            Self::FailOn => "`error`, `warn` or `never`",
            Self::Date => "a date such as `2026-09-18`",
            Self::DateOrTbd => "a date such as `2026-09-18`, or `tbd`",
            Self::Dates => "a list of dates such as `[2026-12-25, 2026-12-28..2027-01-01]`",
            Self::Duration(_) => {
                "working time such as `5d` or `2w`, three points such as `[4w, 6w, 11w]`, or elapsed days such as `30ed`"
            }
            Self::Impact(_) => "working time such as `5d` or `2w`, or three points such as `[3d, 5d, 15d]`",
            Self::Amount => "working time such as `5d` or `2w`",
            Self::Days => "working days such as `5d`",
            Self::Count => "a number of days such as `14`",
            Self::Bands => "four limits such as `[2d, 5d, 10d, 20d]`",
            Self::Progress => "`40%` or `34/84`",
            Self::Percent => "a percentage such as `10%`",
            Self::PercentAbove => "a percentage of 100 or more, such as `150%`",
            Self::Odds => "a percentage from 1 to 99, such as `80%`",
            Self::Runs => "a number from 100 to 1000000, such as `10000`",
            Self::Distribution => "`pert` or `triangular`",
            Self::Probability => "`30%`, or one of very-low, low, medium, high, very-high",
            Self::Number => "a number",
            Self::Capacity => "a number above 0, such as `1` or `0.5`",
            Self::Version => "the versions of tpm that fit, such as `\">=0.1\"`",
            Self::Flag => "`true` or `false`",
            Self::Rag => "`green`, `amber` or `red`",
            Self::Response => "avoid, mitigate, transfer, accept or escalate",
            Self::Weekdays => "a list of weekdays such as `[mon, tue, wed, thu, fri]`",
            Self::Words => "a list such as `[release, security]`",
            Self::References => "a list of milestones such as `[ledger, checkout/cutover]`",
            Self::Ids => "a list of ids such as `[old-id]`",
            Self::Dependencies => "a list such as `[api-freeze, ledger +2d]`",
            Self::UrlLinks => "names and addresses such as `{jira: ABC-12}`",
            Self::Section(_) => "keys and values, indented under it",
            Self::Entries(_) => "named entries, indented under it",
            Self::List(_) => "a list of entries, each after a `-`",
        }
    }
}
