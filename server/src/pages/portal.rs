//! The list of procedures, grouped by category, and what a search in it has found.

use askama::Template;
use jiff::tz::TimeZone;

use super::{Chrome, moment};
use crate::forms::availability::Availability;
use crate::forms::live::LiveForm;
use crate::words::Words;

/// One listed form.
#[derive(Clone, Debug)]
pub struct PortalForm {
    /// Where it begins.
    url: String,
    title: String,
    /// The first line of its description.
    description: Option<String>,
    /// The group it stands in, in the document's own words.
    category: Option<String>,
    /// The group in the reader's words, where the form has them.
    category_here: Option<String>,
    /// What to know before going there: when it opens or ends, that it is full.
    note: Option<String>,
}

impl PortalForm {
    /// A form as it stands, in these words; none when it is over.
    #[must_use]
    pub fn of(words: Words, live: &LiveForm, availability: Availability, time_zone: &TimeZone) -> Option<Self> {
        let note = match availability {
            Availability::Closed { .. } => return None,
            Availability::NotYet { at } => {
                let at = moment::beginning(words, at, time_zone);
                Some(words.tell("portal-opens", &[("at", at.into())]))
            }
            Availability::Full => Some(words.say("portal-full")),
            Availability::Open => live.terms.closes_at.map(|at| {
                let until = moment::end(words, at, time_zone);
                words.tell("portal-closes", &[("until", until.into())])
            }),
        };
        let form = live.version.in_language(words.language);
        Some(Self {
            url: words.link(&format!("/f/{}", live.slug)),
            title: form.title().to_owned(),
            description: form
                .description()
                .and_then(|text| crate::prose::plain(text).lines().next().map(str::to_owned)),
            category: live.version.form.settings().category.clone(),
            category_here: form.settings().category.clone(),
            note,
        })
    }
}

struct Group {
    title: String,
    forms: Vec<PortalForm>,
}

/// What a search has found.
struct Found {
    heading: String,
    sentences: Vec<String>,
    forms: Vec<PortalForm>,
}

#[derive(Template)]
#[template(path = "resident/portal.html")]
struct PortalTemplate<'a> {
    chrome: Chrome,
    lang: Option<String>,
    query: &'a str,
    result: Option<Found>,
    groups: Vec<Group>,
    all_url: String,
}

impl PortalTemplate<'_> {
    fn words(&self) -> Words {
        self.chrome.words
    }

    /// Who has found something need not look through everything.
    fn shows_all(&self) -> bool {
        self.result.as_ref().is_none_or(|result| result.forms.is_empty())
    }
}

/// Draws the list; categories in the order in which they first appear, forms without one last.
///
/// # Errors
/// When the template cannot be written.
pub fn page(words: Words, organization: &str, forms: Vec<PortalForm>) -> askama::Result<String> {
    draw(words, organization, words.say("portal-title"), "", None, forms)
}

/// Draws what a search has found, best first; with nothing found, what to try, and everything there is.
///
/// # Errors
/// When the template cannot be written.
pub fn found(
    words: Words,
    organization: &str,
    query: &str,
    found: Vec<PortalForm>,
    all: Vec<PortalForm>,
) -> askama::Result<String> {
    let about = |id: &str| words.tell(id, &[("query", query.into()), ("count", found.len().into())]);
    let (heading, sentences) = if found.is_empty() {
        let advice = ["portal-not-found-shorter", "portal-not-found-below"].map(|id| words.say(id));
        (words.tell("portal-not-found", &[("query", query.into())]), advice.into())
    } else {
        (about("portal-found"), Vec::new())
    };
    let title = heading.clone();
    draw(words, organization, title, query, Some(Found { heading, sentences, forms: found }), all)
}

fn draw(
    words: Words,
    organization: &str,
    title: String,
    query: &str,
    result: Option<Found>,
    all: Vec<PortalForm>,
) -> askama::Result<String> {
    let template = PortalTemplate {
        chrome: Chrome { query: query_of(query), ..Chrome::plain(words, organization, title) },
        lang: words.must_be_named().then(|| words.tag()),
        query,
        result,
        groups: groups(words, all),
        all_url: words.link("/"),
    };
    super::finished(words, &template)
}

fn groups(words: Words, forms: Vec<PortalForm>) -> Vec<Group> {
    let mut groups: Vec<(Option<String>, Vec<PortalForm>)> = Vec::new();
    for form in forms {
        match groups.iter_mut().find(|(category, _)| *category == form.category) {
            Some((_, group)) => group.push(form),
            None => groups.push((form.category.clone(), vec![form])),
        }
    }
    groups.sort_by_key(|(category, _)| category.is_none());
    groups
        .into_iter()
        .map(|(category, forms)| {
            // One form that has been translated names the group for all of them.
            let translated = forms.iter().find(|form| form.category_here != form.category);
            let title = translated.and_then(|form| form.category_here.clone()).or(category);
            Group { title: title.unwrap_or_else(|| words.say("portal-other")), forms }
        })
        .collect()
}

/// The search in an address, so that it survives the choice of another language.
fn query_of(query: &str) -> String {
    if query.is_empty() {
        String::new()
    } else {
        url::form_urlencoded::Serializer::new(String::new()).append_pair("q", query).finish()
    }
}
