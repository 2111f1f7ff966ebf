//! The appointment of an application after it was sent: on the page of the receipt, while another one is picked, before it
//! is cancelled, and afterwards.

use askama::Template;
use madoguchi_schema::{Field, PublishedForm, Violation};
use serde_json::Value;

use super::Chrome;
use super::control::Appointments;
use super::field::{FieldErrors, FieldView, Question};
use super::seat::Seat;
use super::wording;
use crate::words::Words;

/// What stands on the page of the receipt.
#[derive(Clone, Debug, Default)]
pub struct Visit {
    /// Place, day and time; empty for who may not see them.
    pub lines: Vec<String>,
    /// Until when it can be changed, or why it cannot.
    pub said: Option<String>,
    /// It is not booked any more.
    pub is_cancelled: bool,
    /// Whether it can be changed from here.
    pub can_change: bool,
    /// Where that is.
    pub path: String,
    /// What has to come along.
    pub pass: Option<String>,
}

/// Where an appointment is changed.
pub struct Place<'a> {
    /// The words of the pages.
    pub words: Words,
    /// Name of the organization.
    pub organization: &'a str,
    /// The question it answers.
    pub field: &'a Field,
    /// The receipt number.
    pub number: &'a str,
    /// The page of the receipt.
    pub path: String,
    /// What has to come along; none on the first day.
    pub pass: Option<&'a str>,
}

impl Place<'_> {
    fn chrome(&self, form: &PublishedForm, title: &str) -> Chrome {
        Chrome::of_form(self.words, self.organization, form, title)
    }

    fn action(&self) -> String {
        self.words.link(&format!("{}/appointment", self.path))
    }
}

#[derive(Template)]
#[template(path = "resident/appointment_change.html")]
struct Change<'a> {
    chrome: Chrome,
    form_title: &'a str,
    number: &'a str,
    now: &'a [String],
    error: Option<String>,
    target: String,
    action_url: String,
    pass: Option<&'a str>,
    question: String,
}

#[derive(Template)]
#[template(path = "resident/appointment.html")]
struct Told<'a> {
    chrome: Chrome,
    form_title: &'a str,
    heading: String,
    number: &'a str,
    label: String,
    lines: &'a [String],
    paragraphs: Vec<String>,
    is_question: bool,
    is_done: bool,
    calendar: Option<String>,
    back: String,
    action_url: String,
    pass: Option<&'a str>,
}

/// Why a slot cannot be booked, in words.
#[must_use]
pub fn why_not(words: Words, field: &Field, violation: &Violation) -> String {
    wording::message(words, field, violation)
}

/// Draws the page on which another appointment is picked. `picked` is what was picked so far and what is wrong with it.
///
/// # Errors
/// When the template cannot be written.
pub fn change(
    form: &PublishedForm,
    place: &Place<'_>,
    now: &[String],
    (raw, error): (Option<&Value>, Option<String>),
    appointments: &Appointments<'_>,
) -> askama::Result<String> {
    let (words, seat) = (place.words, Seat::of(place.field));
    let target = seat.id.clone();
    let question = Question {
        words,
        field: place.field,
        seat,
        is_required: true,
        raw,
        errors: FieldErrors { whole: error.clone(), ..FieldErrors::default() },
        files: &|_| None,
        worked_out: None,
        found: None,
        slots: Some(appointments),
        affects: false,
    };
    let chrome = place.chrome(form, &words.say("slot-change-title"));
    let template = Change {
        chrome: Chrome { has_errors: error.is_some(), ..chrome },
        form_title: form.title(),
        number: place.number,
        now,
        error,
        target,
        action_url: place.action(),
        pass: place.pass,
        question: FieldView::new(&question).labelled(words.say("slot-change-field")).render()?,
    };
    super::finished(words, &template)
}

fn template<'a>(form: &'a PublishedForm, place: &Place<'a>, heading: &str) -> Told<'a> {
    let words = place.words;
    let heading = words.say(heading);
    Told {
        chrome: place.chrome(form, &heading),
        form_title: form.title(),
        heading,
        number: place.number,
        label: String::new(),
        lines: &[],
        paragraphs: Vec::new(),
        is_question: false,
        is_done: false,
        calendar: None,
        back: words.link(&place.path),
        action_url: place.action(),
        pass: place.pass,
    }
}

/// Draws the page that asks whether to cancel.
///
/// # Errors
/// When the template cannot be written.
pub fn ask_cancel(form: &PublishedForm, place: &Place<'_>, lines: &[String]) -> askama::Result<String> {
    let words = place.words;
    let (label, paragraphs) = (words.say("slot-change-now"), vec![words.say("slot-cancel-what")]);
    let page = Told { label, lines, paragraphs, is_question: true, ..template(form, place, "slot-cancel-title") };
    super::finished(words, &page)
}

/// Draws the page that says what has happened. `was` is a label and the appointment it is about.
///
/// # Errors
/// When the template cannot be written.
pub fn told(
    form: &PublishedForm,
    place: &Place<'_>,
    heading: &str,
    others: &[&str],
    was: Option<(&str, &[String])>,
) -> askama::Result<String> {
    let words = place.words;
    let (label, lines) = was.map_or((String::new(), &[][..]), |(label, lines)| (words.say(label), lines));
    let paragraphs = others.iter().map(|id| words.say(id)).collect();
    let page = Told { label, lines, paragraphs, is_done: was.is_some(), ..template(form, place, heading) };
    super::finished(words, &page)
}

/// Draws the page that says that it was moved, with the new entry for the applicant's own calendar.
///
/// # Errors
/// When the template cannot be written.
pub fn moved(form: &PublishedForm, place: &Place<'_>, heading: &str, lines: &[String]) -> askama::Result<String> {
    let words = place.words;
    let calendar = Some(words.link(&format!("{}/calendar.ics", place.path)));
    let label = words.say("slot-changed-now");
    let page = Told { label, lines, calendar, is_done: true, ..template(form, place, heading) };
    super::finished(words, &page)
}
