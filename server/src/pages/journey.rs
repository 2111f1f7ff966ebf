//! A page of a form with its questions, and the page on which a journey ends early. The same functions draw the live
//! form and the staff's preview of a draft; only `action_url` and `is_preview` differ.

use askama::Template;
use madoguchi_schema::{BlockContent, Evaluation, Field, Picture, PublishedForm, RawAnswers, Violation, Widget};

use super::address::Found;
use super::control::Appointments;
use super::field::{self, FieldErrors, FieldView, Question};
use super::group::{self, GroupView};
use super::languages::{Switch, theirs};
use super::seat::Seat;
use super::steps::{Been, Step, steps};
use super::{Chrome, FileLabels, posted, prose, summary};
use crate::words::{Words, value};

/// The name of the confirmation page in `_page`; no page of a form can be called so.
pub const CONFIRMATION: &str = "_confirmation";

/// Everything a page of the journey is made of.
pub struct JourneyView<'a> {
    /// The words it is written in; `form` speaks the same language where it can.
    pub words: Words,
    /// Name of the organization.
    pub organization: &'a str,
    /// The form in the version of this journey.
    pub form: &'a PublishedForm,
    /// What the form engine decided about the answers.
    pub evaluation: &'a Evaluation,
    /// The answers exactly as typed.
    pub raw: &'a RawAnswers,
    /// Where pages are posted to.
    pub action_url: &'a str,
    /// Id of the version, as the handler wants it back in `_version`.
    pub version: &'a str,
    /// The sealed state; empty on the shared first page.
    pub state: &'a str,
    /// The resident came from the confirmation to change something and returns there.
    pub is_returning: bool,
    /// A draft shown to staff: banner, and nothing can be sent.
    pub is_preview: bool,
    /// What stands over the pages where staff fill in: counter mode and tests; none for residents.
    pub banner: Option<&'a str>,
    /// Names of stored files.
    pub files: FileLabels<'a>,
    /// The id of the row of a repeating group, or of the input, to go on with.
    pub focus: Option<&'a str>,
    /// What the posts before left behind.
    pub traces: Traces<'a>,
}

impl JourneyView<'_> {
    /// Whether it can be saved to go on later: a resident's own journey, where the form allows it.
    #[must_use]
    pub fn can_save(&self) -> bool {
        !self.is_preview && self.banner.is_none() && self.form.settings().save_days > 0
    }
}

/// What only the posts of a journey leave behind; nothing of it on the shared first page.
#[derive(Clone, Copy, Default)]
pub struct Traces<'a> {
    /// Where the resident has been.
    pub been: Option<Been<'a>>,
    /// What the look-up of a postcode led to.
    pub found: Option<&'a Found>,
    /// What appointments are shown from; none where the form has none.
    pub slots: Option<&'a Appointments<'a>>,
    /// What was typed into the input that people do not see.
    pub trap: &'a str,
    /// The mark of the day, on the first page that everybody gets; empty elsewhere.
    pub entered: &'a str,
    /// The period is over, and those who began in time may send until then; empty at any other time.
    pub grace: &'a str,
}

/// The name of the input that people do not see and programs fill in. A form that asks for a field of this name has none.
pub const TRAP: &str = "homepage";

#[derive(Template)]
#[template(path = "resident/hiddens.html")]
struct Hiddens<'a> {
    page: &'a str,
    lang: String,
    version: &'a str,
    state: &'a str,
    shown: String,
    words: Words,
    trap: Option<&'a str>,
    entered: &'a str,
}

#[derive(Template)]
#[template(path = "resident/intro.html")]
struct Intro {
    words: Words,
    /// For the form's own texts, where they are in another language than the page.
    lang: &'static str,
    privacy: String,
}

#[derive(Template)]
#[template(path = "resident/page.html")]
struct PageTemplate<'a> {
    chrome: Chrome,
    form_title: &'a str,
    page_title: &'a str,
    is_first: bool,
    step: usize,
    steps: Vec<Step>,
    summary: Vec<summary::Entry>,
    intro: Option<String>,
    notice: Option<&'a str>,
    description: String,
    action_url: &'a str,
    version: &'a str,
    has_files: bool,
    hiddens: String,
    blocks: Vec<String>,
    is_returning: bool,
    can_go_back: bool,
    can_save: bool,
}

impl PageTemplate<'_> {
    fn step_count(&self) -> String {
        step_count(self.chrome.words, self.step, self.steps.len())
    }

    fn summary_heading(&self) -> String {
        self.chrome.words.tell("journey-summary", &[("count", self.summary.len().into())])
    }
}

#[derive(Template)]
#[template(path = "resident/exit.html")]
struct ExitTemplate<'a> {
    chrome: Chrome,
    form_title: &'a str,
    title: &'a str,
    message: String,
    link: Option<madoguchi_schema::Link>,
    action_url: &'a str,
    hiddens: String,
}

/// Draws a page. `violations` are those to show now (none on a fresh page), `notice` one sentence above the questions.
///
/// # Errors
/// When the template cannot be written.
pub fn page(
    view: &JourneyView<'_>,
    page: usize,
    violations: &[Violation],
    notice: Option<&str>,
) -> askama::Result<String> {
    let Some(place) = view.form.pages().get(page) else { return Err(askama::Error::Fmt) };
    let first = view.evaluation.next_page(None);
    let is_first = first == Some(page);
    let steps = steps(view, Some(page), !violations.is_empty());
    let (blocks, shown) = blocks(view, page, violations)?;
    let title = if is_first { "" } else { place.title.as_str() };
    let template = PageTemplate {
        chrome: Chrome { has_errors: !violations.is_empty(), ..chrome(view, title) },
        form_title: view.form.title(),
        page_title: &place.title,
        is_first,
        step: steps.iter().position(|step| step.class == "now").map_or(1, |at| at + 1),
        steps,
        summary: summary::entries(view, violations),
        intro: if is_first { intro(view)? } else { None },
        notice,
        description: place.description.as_deref().map(prose::html).unwrap_or_default(),
        action_url: view.action_url,
        version: view.version,
        has_files: shown.iter().any(|name| view.form.field(name).is_some_and(Field::takes_files)),
        hiddens: hiddens(view, &place.id, shown.join(" "))?,
        blocks,
        is_returning: view.is_returning,
        can_go_back: !is_first || view.is_returning,
        can_save: view.can_save(),
    };
    super::finished(view.words, &template)
}

/// Draws the page on which a journey ends without anything being sent.
///
/// # Errors
/// When the template cannot be written.
pub fn exit(view: &JourneyView<'_>, page: usize, exit: usize) -> askama::Result<String> {
    let place = view.form.pages().get(page);
    let (Some(place), Some(end)) = (place, place.and_then(|place| place.exits.get(exit))) else {
        return Err(askama::Error::Fmt);
    };
    let template = ExitTemplate {
        chrome: chrome(view, &end.title),
        form_title: view.form.title(),
        title: &end.title,
        message: prose::html(&end.message),
        link: end.link.clone().filter(|link| prose::safe_href(&link.href).is_some()),
        action_url: view.action_url,
        hiddens: hiddens(view, &place.id, String::new())?,
    };
    super::finished(view.words, &template)
}

pub(super) fn chrome(view: &JourneyView<'_>, title: &str) -> Chrome {
    Chrome {
        is_preview: view.is_preview,
        banner: view.banner.map(str::to_owned),
        switch: Switch::Buttons,
        grace: (!view.traces.grace.is_empty()).then(|| view.traces.grace.to_owned()),
        ..Chrome::of_form(view.words, view.organization, view.form, title)
    }
}

pub(super) fn hiddens(view: &JourneyView<'_>, page: &str, shown: String) -> askama::Result<String> {
    let trap = view.form.field(TRAP).is_none().then_some(view.traces.trap);
    let (words, lang) = (view.words, view.words.tag());
    let entered = view.traces.entered;
    Hiddens { page, lang, version: view.version, state: view.state, shown, words, trap, entered }.render()
}

/// 「ステップ 2 / 5」
pub(super) fn step_count(words: Words, step: usize, steps: usize) -> String {
    words.tell("step-of", &[("step", step.into()), ("steps", steps.into())])
}

/// A picture with its place kept, so that nothing jumps when it comes.
fn figure(index: usize, picture: &Picture) -> String {
    let Picture { sha256, width, height, alt, caption } = picture;
    let caption = caption.as_ref().map(|caption| format!("<figcaption>{}</figcaption>", prose::escape(caption)));
    format!(
        "<figure class=\"picture\" data-key=\"b-{index}\"><img src=\"/images/{}\" alt=\"{}\" width=\"{width}\" \
         height=\"{height}\" loading=\"lazy\" decoding=\"async\">{}</figure>",
        prose::escape(sha256),
        prose::escape(alt),
        caption.unwrap_or_default()
    )
}

/// The visible blocks as HTML, and the names of the fields among them.
fn blocks(view: &JourneyView<'_>, page: usize, violations: &[Violation]) -> askama::Result<(Vec<String>, Vec<String>)> {
    let (mut html, mut shown) = (Vec::new(), Vec::new());
    let Some(place) = view.form.pages().get(page) else { return Ok((html, shown)) };
    // Below the form's title and the page's on the first page, below the page's title on the others.
    let is_first = view.evaluation.next_page(None) == Some(page);
    let level = if is_first && place.title != view.form.title() { 3 } else { 2 };
    for (i, block) in place.blocks.iter().enumerate() {
        if !view.evaluation.is_block_shown(page, i) {
            continue;
        }
        match &block.content {
            BlockContent::Heading(text) => {
                html.push(format!("<h{level} data-key=\"b-{i}\">{}</h{level}>", prose::escape(text)))
            }
            BlockContent::Text(text) => html.push(format!("<div data-key=\"b-{i}\">{}</div>", prose::html(text))),
            BlockContent::Image(picture) => html.push(figure(i, picture)),
            BlockContent::Field(name) => {
                let Some(field) = view.form.field(name).filter(|_| view.evaluation.is_shown(name)) else { continue };
                // Hidden answers come with the address or the link; nothing of them stands on a page.
                if field.widget() == Widget::Hidden {
                    continue;
                }
                html.push(match field.group() {
                    Some(group) => GroupView::new(view, field, group, violations)?.render()?,
                    None => question(view, field, violations)?,
                });
                if field::is_asked(field) {
                    shown.push(name.clone());
                }
                // Each question of each row: what newly appears in a row is asked before it is complained about.
                if let Some(group) = field.group() {
                    shown.extend(group::seats(field, group, view.raw, view.evaluation));
                }
            }
        }
    }
    Ok((html, shown))
}

fn question(view: &JourneyView<'_>, field: &Field, violations: &[Violation]) -> askama::Result<String> {
    let worked_out = field.is_calculated().then(|| worked_out(view, field));
    let question = Question {
        words: view.words,
        field,
        seat: Seat::of(field),
        is_required: view.evaluation.is_required(field.name()),
        raw: view.raw.0.get(field.name()),
        errors: FieldErrors::of(view.words, field, violations),
        files: view.files,
        worked_out: worked_out.as_deref(),
        found: view.traces.found,
        slots: view.traces.slots,
        affects: field.affects() || counts_people(view.form, field),
    };
    FieldView::new(&question).render()
}

/// Whether the free appointments on the same page change with this answer.
fn counts_people(form: &PublishedForm, field: &Field) -> bool {
    let asks = |other: &Field| other.appointments().is_some_and(|(_, persons)| persons == Some(field.name()));
    form.fields().any(|other| other.page() == field.page() && asks(other))
}

/// The value of a calculated field as people read it; nothing while it cannot be worked out.
fn worked_out(view: &JourneyView<'_>, field: &Field) -> Vec<String> {
    view.evaluation.answers.get(field.name()).map(|value| value::lines(view.words, field, value)).unwrap_or_default()
}

/// What the start page has told already stays within reach where the questions begin.
fn intro(view: &JourneyView<'_>) -> askama::Result<Option<String>> {
    let notice = view.form.settings().privacy_notice.as_deref();
    notice
        .map(|text| {
            Intro { words: view.words, lang: theirs(view.words, view.form), privacy: prose::html(text) }.render()
        })
        .transpose()
}

/// The fields of `_shown` that really stand on this page: what the post may change. A post made by hand has no such
/// list and means every field of the page.
#[must_use]
pub fn shown_fields<'a>(form: &'a PublishedForm, page: usize, params: &posted::Params) -> Vec<&'a Field> {
    let on_page = form.fields().filter(|field| field.page() == page);
    match params.get("_shown") {
        Some(listed) => {
            on_page.filter(|field| listed.split_ascii_whitespace().any(|name| name == field.name())).collect()
        }
        None => on_page.collect(),
    }
}

#[cfg(test)]
mod tests;

#[cfg(test)]
mod languages;
