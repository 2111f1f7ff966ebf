//! The start page of a form: what it is for, who can use it, what to have at hand, how long it takes, and one button. The
//! same page says when the form opens, that it is over or full, and what to do instead.

use askama::Template;
use jiff::tz::TimeZone;
use madoguchi_schema::{PublishedForm, Settings};

use super::languages::Switch;
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
    /// How those come in who had to show something: the sealed journey that begins here. None where everybody may.
    pub entry: Option<Entry<'a>>,
    /// The resident was filling it in and was stopped: says that nothing was sent, and leaves out what is past.
    pub was_filling: bool,
    /// Staff try the form out; none for residents.
    pub trial: Option<Trial<'a>>,
    /// Where the questions of a preview are; none for residents. A preview leads nowhere else.
    pub preview: Option<&'a str>,
}

/// A journey that begins on the start page, because the form is not for everybody.
#[derive(Clone, Copy)]
pub struct Entry<'a> {
    /// Id of its version.
    pub version: &'a str,
    /// Its sealed state: the grant.
    pub state: &'a str,
    /// The key of the secret link they came by just now: the paper form shows it to whom it is not news.
    pub key: Option<&'a str>,
}

/// The input that takes the key along to the paper form; it stands in no address.
pub const KEY: &str = "_key";

/// The name of the start page in `_page`, where it is posted; no page of a form can be called so.
pub const START: &str = "_start";
/// The start page of a test: it stands elsewhere, and leads to nothing that residents have.
pub struct Trial<'a> {
    /// What stands over the page.
    pub banner: &'a str,
    /// Where the page itself is, without parameters.
    pub url: &'a str,
}

/// The parameter that leads from the start page of a test to its questions, and its value.
const QUESTIONS: (&str, &str) = ("at", "questions");

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
    entry: Option<Entry<'a>>,
    form_url: String,
    lang: String,
    resume_url: Option<String>,
    next_steps: Option<String>,
    other_ways: Option<String>,
    /// None where it cannot be filled in now, and in a test, which has no paper.
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
    let (is_trial, banner) = (view.trial.is_some(), view.trial.as_ref().map(|trial| trial.banner.to_owned()));
    // What is looked at or tried out leads to nothing that residents have.
    let is_real = !is_trial && !is_preview;
    let chrome = Chrome::of_form(words, view.organization, form, heading);
    let template = StartTemplate {
        chrome: Chrome {
            // Without it the other languages of a preview would lead to its questions.
            query: if is_preview { format!("start=true&{}", query_of(view.carried)) } else { query_of(view.carried) },
            // A link would ask for the password again.
            switch: if view.entry.is_some() && stopped.is_none() { Switch::Buttons } else { Switch::Links },
            is_preview,
            banner,
            ..chrome
        },
        form_title: form.title(),
        description: form.description().filter(|_| told).map(prose::html).unwrap_or_default(),
        facts: if told { facts(view, settings) } else { Vec::new() },
        prepare: if told { settings.prepare.clone() } else { Vec::new() },
        files: if told { prepare::files(words, form) } else { Vec::new() },
        numbers: if told { prepare::numbers(words, form) } else { Vec::new() },
        privacy: html(&settings.privacy_notice),
        questions_url: match (&view.trial, view.preview) {
            (Some(trial), _) => trial.url.to_owned(),
            (None, Some(url)) => url.to_owned(),
            (None, None) => format!("/f/{}/form", view.slug),
        },
        carried: carried(view),
        entry: view.entry,
        form_url: format!("/f/{}", view.slug),
        lang: words.tag(),
        resume_url: (settings.save_days > 0 && is_real).then(|| path("/resume")),
        next_steps: html(&settings.next_steps).filter(|_| stopped.is_none()),
        other_ways: settings.other_ways.as_deref().map(prose::html),
        paper_url: (stopped.is_none() && is_real).then(|| path("/paper.pdf")),
        portal_url: is_real.then(|| words.link("/")),
        stopped,
    };
    super::finished(words, &template)
}

/// What goes on to the questions: the language, and what the address brought along.
fn carried(view: &StartView<'_>) -> Vec<(String, String)> {
    let language = view.words.must_be_named().then(|| ("lang".to_owned(), view.words.tag()));
    let on = view.trial.as_ref().map(|_| (QUESTIONS.0.to_owned(), QUESTIONS.1.to_owned()));
    language.into_iter().chain(view.carried.iter().cloned()).chain(on).collect()
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
        fact("start-grace", grace(view)),
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

/// What those may count on who are filling it in when the period ends.
fn grace(view: &StartView<'_>) -> Option<String> {
    let terms = view.terms;
    terms.closes_at.filter(|_| terms.grace_seconds > 0)?;
    let length = moment::length(view.words, terms.grace_seconds);
    Some(prose::escape(&view.words.tell("start-grace-text", &[("length", length.into())])))
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
