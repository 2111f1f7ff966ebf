//! The start page of a form: what it is for, who can use it, what to have at hand, how long it takes, and one button. The
//! same page says when the form opens, that it is over or full, and what to do instead.

use askama::Template;
use jiff::tz::TimeZone;
use madoguchi_schema::{PublishedForm, Settings};

use super::{Chrome, prepare, prose};
use crate::forms::availability::{Availability, Standing, Terms};
use crate::pages::moment;
use crate::words::Words;

/// Everything a start page is made of.
pub struct StartView<'a> {
    /// The words it is written in; `form` speaks the same language where it can.
    pub words: Words,
    /// Name of the organization.
    pub organization: &'a str,
    /// Its address.
    pub slug: &'a str,
    /// When it takes submissions, and how many.
    pub terms: &'a Terms,
    /// The form in the language of `words`.
    pub form: &'a PublishedForm,
    /// Whether it takes submissions.
    pub standing: Standing,
    /// The zone whose clock its moments are told by.
    pub time_zone: &'a TimeZone,
    /// What the address brought along for the questions.
    pub carried: &'a [(String, String)],
    /// The resident was filling it in and was stopped: says that nothing was sent, and leaves out what is past.
    pub was_filling: bool,
    /// Where the questions of a preview are; none for residents. A preview leads nowhere else.
    pub preview: Option<&'a str>,
}

struct Fact {
    name: String,
    html: String,
}

/// Why nobody can begin now.
struct Stopped {
    heading: String,
    sentences: Vec<String>,
}

#[derive(Template)]
#[template(path = "resident/start.html")]
struct StartTemplate<'a> {
    chrome: Chrome,
    form_title: &'a str,
    stopped: Option<Stopped>,
    description: String,
    facts: Vec<Fact>,
    prepare: Vec<String>,
    files: Vec<String>,
    numbers: Vec<String>,
    privacy: Option<String>,
    questions_url: String,
    carried: Vec<(String, String)>,
    resume_url: Option<String>,
    next_steps: Option<String>,
    other_ways: Option<String>,
    paper_url: Option<String>,
    portal_url: Option<String>,
}

impl StartTemplate<'_> {
    fn words(&self) -> Words {
        self.chrome.words
    }

    fn has_anything_to_prepare(&self) -> bool {
        !(self.prepare.is_empty() && self.files.is_empty() && self.numbers.is_empty())
    }
}

/// Draws the page.
///
/// # Errors
/// When the template cannot be written.
pub fn page(view: &StartView<'_>) -> askama::Result<String> {
    let (words, form, settings) = (view.words, view.form, view.form.settings());
    let stopped = stopped(view);
    let heading = stopped.as_ref().map_or("", |stopped| stopped.heading.as_str());
    // Who was stopped on the way has read the rest before.
    let told = !view.was_filling;
    let html = |text: &Option<String>| text.as_deref().filter(|_| told).map(prose::html);
    let path = |rest: &str| words.link(&format!("/f/{}{rest}", view.slug));
    let is_preview = view.preview.is_some();
    let template = StartTemplate {
        chrome: Chrome {
            // Without it the other languages of a preview would lead to its questions.
            query: if is_preview { format!("start=true&{}", query_of(view.carried)) } else { query_of(view.carried) },
            is_preview,
            ..Chrome::of_form(words, view.organization, form, heading)
        },
        form_title: form.title(),
        description: form.description().filter(|_| told).map(prose::html).unwrap_or_default(),
        facts: if told { facts(view, settings) } else { Vec::new() },
        prepare: if told { settings.prepare.clone() } else { Vec::new() },
        files: if told { prepare::files(words, form) } else { Vec::new() },
        numbers: if told { prepare::numbers(words, form) } else { Vec::new() },
        privacy: html(&settings.privacy_notice),
        questions_url: view.preview.map_or_else(|| format!("/f/{}/form", view.slug), str::to_owned),
        carried: carried(view),
        resume_url: (settings.save_days > 0 && !is_preview).then(|| path("/resume")),
        next_steps: html(&settings.next_steps).filter(|_| stopped.is_none()),
        other_ways: settings.other_ways.as_deref().map(prose::html),
        paper_url: (!is_preview).then(|| path("/paper.pdf")),
        portal_url: (!is_preview).then(|| words.link("/")),
        stopped,
    };
    super::finished(words, &template)
}

/// What goes on to the questions: the language, and what the address brought along.
fn carried(view: &StartView<'_>) -> Vec<(String, String)> {
    let language = view.words.must_be_named().then(|| ("lang".to_owned(), view.words.tag()));
    language.into_iter().chain(view.carried.iter().cloned()).collect()
}

/// What the address brought along, so that it survives the choice of another language.
fn query_of(carried: &[(String, String)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(carried).finish()
}

fn facts(view: &StartView<'_>, settings: &Settings) -> Vec<Fact> {
    let words = view.words;
    let fact = |id: &str, html: Option<String>| html.map(|html| Fact { name: words.say(id), html });
    let text = |text: &Option<String>| text.as_deref().map(prose::html);
    let minutes = settings.minutes.map(|minutes| words.tell("start-minutes", &[("minutes", minutes.into())]));
    [
        fact("start-audience", text(&settings.audience)),
        fact("start-deadline", text(&settings.deadline)),
        fact("start-period", period(view)),
        fact("start-places", places(view)),
        fact("start-fee", text(&settings.fee)),
        fact("start-time", minutes),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// From when until when, and how many days that leaves.
fn period(view: &StartView<'_>) -> Option<String> {
    let said = period_in_words(view.words, view.terms, view.time_zone)?;
    Some(prose::escape(&(said + &days_left(view).unwrap_or_default())))
}

/// From when until when a form takes submissions; none where it always does.
#[must_use]
pub fn period_in_words(words: Words, terms: &Terms, time_zone: &TimeZone) -> Option<String> {
    let from = terms.opens_at.map(|at| moment::beginning(words, at, time_zone));
    let until = terms.closes_at.map(|at| moment::end(words, at, time_zone));
    Some(match (from, until) {
        (Some(from), Some(until)) => words.tell("start-period-both", &[("from", from.into()), ("until", until.into())]),
        (Some(from), None) => words.tell("start-period-from", &[("from", from.into())]),
        (None, Some(until)) => words.tell("start-period-until", &[("until", until.into())]),
        (None, None) => return None,
    })
}

/// From when on the days that are left are counted out.
const SOON_DAYS: i32 = 14;

fn days_left(view: &StartView<'_>) -> Option<String> {
    let closes_at = view.terms.closes_at.filter(|_| view.standing.availability == Availability::Open)?;
    let days = (moment::last_day(closes_at, view.time_zone) - view.standing.today).get_days();
    match days {
        0 => Some(view.words.say("start-last-day")),
        1..=SOON_DAYS => Some(view.words.tell("start-days-left", &[("days", days.into())])),
        _ => None,
    }
}

fn places(view: &StartView<'_>) -> Option<String> {
    let (capacity, left) = (view.terms.capacity?, view.standing.remaining?);
    Some(prose::escape(&view.words.tell("start-places-left", &[("capacity", capacity.into()), ("left", left.into())])))
}

fn stopped(view: &StartView<'_>) -> Option<Stopped> {
    let words = view.words;
    let (heading, why) = match view.standing.availability {
        Availability::Open => return None,
        Availability::NotYet { at } => {
            let at = moment::beginning(words, at, view.time_zone);
            ("start-not-yet", words.tell("start-not-yet-when", &[("at", at.into())]))
        }
        Availability::Closed { at: None } => ("start-closed", words.say("start-closed-now")),
        Availability::Closed { at: Some(at) } => {
            let until = moment::end(words, at, view.time_zone);
            ("start-over", words.tell("start-over-when", &[("until", until.into())]))
        }
        Availability::Full => {
            let capacity = view.terms.capacity.unwrap_or_default();
            ("start-full", words.tell("start-full-why", &[("capacity", capacity.into())]))
        }
    };
    let has_other_ways = view.form.settings().other_ways.is_some();
    let instead = words.say(if has_other_ways { "start-instead-below" } else { "start-instead" });
    let unsent = ["start-unsent", "start-unsent-look"].into_iter().filter(|_| view.was_filling);
    let sentences = [why].into_iter().chain(unsent.map(|id| words.say(id))).chain([instead]).collect();
    Some(Stopped { heading: words.say(heading), sentences })
}
