//! Texts of mails: placeholders that are none, answers that must not stand in a mail, and mails that go nowhere. The
//! translations of a text are looked at like the text.

use crate::document::Parsed;
use crate::mails;
use crate::pointer;
use crate::problem::Problem;
use crate::template::{Piece, Placeholder, Template};
use serde_json::{Map, Value};

pub fn lint(document: &Value, parsed: &Parsed, problems: &mut Vec<Problem>) {
    let languages = document.get("x-i18n").and_then(Value::as_object);
    for place in mails::places() {
        let Some(text) = document.pointer(&place).and_then(Value::as_str) else { continue };
        look(text, &place, parsed, problems);
        for (language, texts) in languages.into_iter().flat_map(Map::iter) {
            if let Some(text) = texts.get(&place).and_then(Value::as_str) {
                let at = pointer::join(&pointer::join("/x-i18n", language), &place);
                look(text, &at, parsed, problems);
            }
        }
    }
    if parsed.settings.receipt_mail.to.is_none() && !parsed.settings.status_mails.is_empty() {
        problems.push(Problem::warning("mailNowhere", "/x-settings/statusMails"));
    }
}

fn look(text: &str, at: &str, parsed: &Parsed, problems: &mut Vec<Problem>) {
    let wrong = |piece: &Piece| match piece {
        Piece::Text(_) => None,
        Piece::Unclosed => Some(("unclosed", String::new())),
        Piece::Unknown(name) => Some(("unknown", name.trim().to_owned())),
        Piece::Placeholder(Placeholder::Answer(name)) => refused(parsed, name).map(|reason| (reason, name.clone())),
        Piece::Placeholder(_) => None,
    };
    let told = Template::read(text).pieces().iter().filter_map(wrong).collect::<std::collections::BTreeSet<_>>();
    problems.extend(
        told.into_iter()
            .take(ENOUGH)
            .map(|(reason, name)| Problem::error("mailPlaceholder", at).with("reason", reason).with("name", name)),
    );
}

/// Nobody reads more about one text.
const ENOUGH: usize = 20;

/// Why the answer of a field cannot stand in a text.
fn refused(parsed: &Parsed, name: &str) -> Option<&'static str> {
    match parsed.names.get(name).and_then(|index| parsed.fields.get(*index)) {
        None => Some("field"),
        Some(field) if !field.may_be_mailed() => Some("sensitive"),
        Some(field) if field.takes_files() => Some("file"),
        Some(field) if field.group().is_some() => Some("group"),
        // Who reads a mistyped address's mail would learn what opens the page that its link leads to.
        Some(_) => (parsed.settings.declared.as_deref() == Some(name)).then_some("declared"),
    }
}
