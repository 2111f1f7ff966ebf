//! The two ends of a step: what the pressed button asks for, and the one sentence a page may begin with.

use jiff::civil::Date;

use crate::pages::rows::Change;

/// What the pressed button asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Complete this page.
    Next,
    /// The page before, nothing validated.
    Back,
    /// The same page again, nothing validated.
    Refresh,
    /// From the confirmation to this page.
    Edit(String),
    /// Send.
    Submit,
    /// Keep everything as it is, to go on later; nothing validated.
    Save,
    /// The same page again, with the files that were chosen for this field received; nothing validated.
    Attach(String),
    /// The same page again in the other language, nothing validated.
    Language,
    /// Take a received file off again.
    RemoveFile {
        /// Its field.
        field: String,
        /// Its place in the list.
        index: usize,
    },
    /// Look up the postcode of the address at this seat.
    Address(String),
    /// Add, move or take away a row of a repeating group.
    Rows {
        /// The group.
        group: String,
        /// What happens.
        change: Change,
    },
    /// Look around in the calendar of an appointment, or pick from it.
    Slot {
        /// The field.
        field: String,
        /// What is asked for.
        ask: Ask,
    },
}

/// What is asked of a calendar of appointments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// What is free now; nothing moves.
    Look,
    /// The place that was chosen.
    Place,
    /// The month that begins with this day.
    Month(Date),
    /// The times of this day.
    Day(Date),
    /// Pick this slot, and go on.
    Take(String),
    /// Pick none.
    Forget,
}

impl Ask {
    /// `look:`, `month:2026-12-01`, `day:2026-12-01`, `take:slt_…`
    fn parse(text: &str) -> Option<Self> {
        let (verb, what) = text.split_once(':')?;
        Some(match verb {
            "look" => Self::Look,
            "place" => Self::Place,
            "month" => Self::Month(what.parse::<Date>().ok()?.first_of_month()),
            "day" => Self::Day(what.parse().ok()?),
            "take" => Self::Take(what.to_owned()),
            "forget" => Self::Forget,
            _ => return None,
        })
    }
}

impl Action {
    /// Whether the page is to be completed: by the button below it, or by picking what is offered on it.
    #[must_use]
    pub const fn completes(&self) -> bool {
        matches!(self, Self::Next | Self::Slot { ask: Ask::Take(_), .. })
    }

    /// Reads `_action`; without one (a post made by hand) the page is to be completed.
    #[must_use]
    pub fn parse(text: Option<&str>) -> Self {
        match text.unwrap_or("next") {
            "back" => Self::Back,
            "refresh" => Self::Refresh,
            "submit" => Self::Submit,
            "save" => Self::Save,
            text => match text.split_once(':') {
                Some(("language", _)) => Self::Language,
                Some(("edit", page)) => Self::Edit(page.to_owned()),
                Some(("attach", field)) => Self::Attach(field.to_owned()),
                Some(("remove-file", rest)) => match rest.rsplit_once(':').map(|(field, n)| (field, n.parse())) {
                    Some((field, Ok(index))) => Self::RemoveFile { field: field.to_owned(), index },
                    _ => Self::Refresh,
                },
                Some(("address", seat)) => Self::Address(seat.to_owned()),
                Some(("slot", rest)) => match rest.split_once(':') {
                    Some((field, ask)) => {
                        Ask::parse(ask).map_or(Self::Refresh, |ask| Self::Slot { field: field.to_owned(), ask })
                    }
                    None => Self::Refresh,
                },
                Some(("add-row", group)) => Self::Rows { group: group.to_owned(), change: Change::Add },
                Some((verb, rest)) => Self::of_row(verb, rest).unwrap_or(Self::Next),
                _ => Self::Next,
            },
        }
    }

    /// `remove-row:children:3`, `row-up:children:3`, `row-down:children:3`.
    fn of_row(verb: &str, rest: &str) -> Option<Self> {
        let (group, token) = rest.rsplit_once(':')?;
        let change = match verb {
            "remove-row" => Change::Remove(token.to_owned()),
            "row-up" => Change::Up(token.to_owned()),
            "row-down" => Change::Down(token.to_owned()),
            _ => return None,
        };
        Some(Self::Rows { group: group.to_owned(), change })
    }
}

/// Something to tell above the questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// New questions appeared on this page.
    MoreOnPage,
    /// A change made a page necessary that was not shown before.
    MorePages,
    /// What would be sent is no longer what was shown.
    Changed,
    /// Sent sooner after the first post than people fill in a form.
    TooFast,
    /// The input that people do not see was filled in.
    Trapped,
    /// The server could not keep it for later.
    NotSaved,
    /// There is more than is kept for later.
    TooMuchToSave,
}

impl Notice {
    /// The id of the sentence.
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            Self::MoreOnPage => "journey-more-on-page",
            Self::MorePages => "journey-more-pages",
            Self::Changed => "journey-changed",
            Self::TooFast => "script-too-fast",
            Self::Trapped => "script-trapped",
            Self::NotSaved => "save-busy",
            Self::TooMuchToSave => "save-too-much",
        }
    }
}
