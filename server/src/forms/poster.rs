//! What stands on the poster of a published form: turns the form, its settings and its period into what `pdf` draws.
//! Words come from `poster.ftl`, `start.ftl` and the form itself.

use jiff::Zoned;
use madoguchi_schema::{PublishedForm, Settings};

use crate::pdf::poster::Poster;
use crate::prose;
use crate::words::{Words, plain};

/// What stands on a poster besides the form itself.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    /// Whose form it is.
    pub organization: &'a str,
    /// The address of the form online.
    pub address: &'a str,
    /// From when until when it takes submissions, in the words of the poster.
    pub period: Option<String>,
    /// When the version was published, in the zone in which it is to be told.
    pub published_at: Zoned,
}

/// The poster of `form`, whose words are those of `words`.
#[must_use]
pub fn compose(form: &PublishedForm, words: Words, about: &Facts<'_>) -> Poster {
    let told = |text: &str| plain(text.trim()).into_owned();
    let say = |id: &str| words.text(id, &[]);
    let settings = form.settings();
    let title = told(form.title());
    Poster {
        language: words.language.html_tag().to_owned(),
        organization: about.organization.to_owned(),
        kicker: say("poster-kicker"),
        description: told(&prose::plain(form.description().unwrap_or_default())),
        steps: ["poster-step-scan", "poster-step-open", "poster-step-send"].map(say).to_vec(),
        address_lead: say("poster-address"),
        address: about.address.to_owned(),
        facts: facts(settings, words, about),
        contact_title: say("poster-contact"),
        contact: contact(settings, words),
        published_at: about.published_at.clone(),
        identity: format!("poster\n{}\n{}\n{}", about.address, words.language.tag(), about.published_at.timestamp()),
        title,
    }
}

fn facts(settings: &Settings, words: Words, about: &Facts<'_>) -> Vec<(String, String)> {
    let told = |text: &Option<String>| text.as_deref().map(|text| plain(text.trim()).into_owned());
    let minutes = settings.minutes.map(|minutes| words.text("start-minutes", &[("minutes", minutes.into())]));
    let period = about.period.as_deref().map(|text| plain(text).into_owned());
    let prepare: Vec<String> = settings.prepare.iter().map(|thing| plain(thing.trim()).into_owned()).collect();
    let prepare = (!prepare.is_empty()).then(|| prepare.join(&words.text("poster-separator", &[])));
    [
        ("start-audience", told(&settings.audience)),
        ("start-period", period),
        ("start-deadline", told(&settings.deadline)),
        ("start-fee", told(&settings.fee)),
        ("start-prepare", prepare),
        ("start-time", minutes),
        ("start-other-ways", told(&settings.other_ways.as_deref().map(prose::plain))),
    ]
    .into_iter()
    .filter_map(|(id, text)| Some((words.text(id, &[]), text?)))
    .collect()
}

fn contact(settings: &Settings, words: Words) -> Vec<String> {
    let Some(contact) = &settings.contact else { return Vec::new() };
    let line = |id: &str, text: &Option<String>| {
        text.as_deref().map(|text| format!("{}{}", words.text(id, &[]), plain(text.trim())))
    };
    [
        contact.name.as_deref().map(|name| plain(name.trim()).into_owned()),
        line("common-contact-phone", &contact.phone),
        line("common-contact-email", &contact.email),
    ]
    .into_iter()
    .flatten()
    .collect()
}
