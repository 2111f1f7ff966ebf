//! Where the words of a document stand that a translation can replace. The one list of them: editors ask here, and what is
//! missing or out of date is counted here.

use crate::field::TEXTS;
use crate::{lint, mails, pointer};
use serde_json::Value;

/// Members whose values residents read, besides what stands around a question ([`TEXTS`]).
const WORDS: [&str; 10] =
    ["title", "heading", "text", "alt", "caption", "message", "category", "gallery", "nextSteps", "privacyNotice"];

/// Settings that are words; fields may have the same names.
const SETTINGS: [&str; 6] = [
    "/x-settings/contact/name",
    "/x-settings/audience",
    "/x-settings/deadline",
    "/x-settings/fee",
    "/x-settings/otherWays",
    "/x-settings/pdf/note",
];

/// Members that hold no words.
const SILENT: [&str; 9] =
    ["x-i18n", "x-i18n-source", "x-show-when", "x-required-when", "when", "const", "enum", "default", "examples"];
/// What people look for in another language need not be a translation of what they look for in the document's own.
const OWN_WORDS: &str = "/x-settings/keywords/";
/// Read by those who choose a template.
const GALLERY: &str = "/x-settings/gallery";

/// A text that can be said in another language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translatable {
    /// Where it stands, as a JSON Pointer; the key of its translation in `x-i18n`.
    pub at: String,
    /// What it says in the document's own language.
    pub text: String,
    /// Whether residents are shown it. Where not, a begun translation need not have it.
    pub is_shown: bool,
}

/// Every text of a document that can be translated, in the order of the document; none of a document beyond the bounds.
/// Blank texts say nothing and are left out.
#[must_use]
pub fn translatable(document: &Value) -> Vec<Translatable> {
    let mut found = Vec::new();
    if lint::is_within_bounds(document) {
        collect(document, "", &mut found);
    }
    found
}

/// The places of all texts that pages show.
pub(super) fn shown(document: &Value) -> Vec<String> {
    let mut found = Vec::new();
    collect(document, "", &mut found);
    found.into_iter().filter(|text| text.is_shown).map(|text| text.at).collect()
}

fn collect(value: &Value, at: &str, found: &mut Vec<Translatable>) {
    match value {
        Value::Object(members) => {
            // Fields may be called like a keyword.
            let are_fields = at.ends_with("/properties");
            for (name, member) in members.iter().filter(|(name, _)| are_fields || !SILENT.contains(&name.as_str())) {
                collect(member, &pointer::join(at, name), found);
            }
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(position, item)| collect(item, &pointer::index(at, position), found));
        }
        Value::String(text) if !text.trim().is_empty() && is_named_as_word(at) => {
            found.push(Translatable { at: at.to_owned(), text: text.clone(), is_shown: is_shown(at) });
        }
        _ => {}
    }
}

/// `description` is shown of the form and of pages only.
fn is_shown(at: &str) -> bool {
    let is_description = at.ends_with("/description");
    let is_silent = is_description && at != "/description" && !at.starts_with("/x-pages/");
    !is_silent && at != GALLERY && !at.starts_with(OWN_WORDS)
}

/// Whether a place is an item of a list of the settings.
fn is_setting_list(place: &str, list: &str) -> bool {
    place
        .strip_prefix("/x-settings/")
        .and_then(|rest| rest.strip_prefix(list))
        .is_some_and(|rest| rest.starts_with('/'))
}

pub(super) fn is_named_as_word(place: &str) -> bool {
    let mut tokens = place.rsplit('/');
    let (last, parent) = (tokens.next().unwrap_or_default(), tokens.next().unwrap_or_default());
    WORDS.contains(&last)
        || TEXTS.contains(&last)
        || (matches!(parent, "prepare" | "keywords") && is_setting_list(place, parent))
        || SETTINGS.contains(&place)
        || (matches!(last, "subject" | "body") && mails::places().any(|mail| mail == place))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_text_is_listed_in_the_order_of_the_document() {
        let document = json!({
            "type": "object", "title": "申請", "description": "説明",
            "properties": {
                "name": { "type": "string", "title": "氏名", "description": "内部", "x-help": " ", "x-kind": "shortText",
                    "oneOf": [{ "const": "title", "title": "あ" }],
                    "x-show-when": { "properties": { "x": { "title": "条件" } } } },
                "when": { "type": "string", "title": "いつ", "default": { "title": "既定" } }
            },
            "x-pages": [{ "id": "a", "title": "はじめに", "description": "頁", "blocks": [{ "heading": "見出し" }] }],
            "x-settings": { "gallery": "使う時", "keywords": ["犬"], "prepare": ["印鑑"], "receipt": { "prefix": "AB" },
                "receiptMail": { "subject": "受付" } },
            "x-i18n": { "en": { "/title": "Application" } },
            "x-i18n-source": { "en": { "/title": "古い" } }
        });
        let told = translatable(&document);
        let told: Vec<(&str, &str, bool)> =
            told.iter().map(|text| (text.at.as_str(), text.text.as_str(), text.is_shown)).collect();
        let mut expected = vec![
            ("/title", "申請", true),
            ("/description", "説明", true),
            ("/properties/name/title", "氏名", true),
            ("/properties/name/description", "内部", false),
            ("/properties/name/oneOf/0/title", "あ", true),
            ("/properties/when/title", "いつ", true),
            ("/x-pages/0/title", "はじめに", true),
            ("/x-pages/0/description", "頁", true),
            ("/x-pages/0/blocks/0/heading", "見出し", true),
            ("/x-settings/gallery", "使う時", false),
            ("/x-settings/keywords/0", "犬", false),
            ("/x-settings/prepare/0", "印鑑", true),
            ("/x-settings/receiptMail/subject", "受付", true),
        ];
        assert_eq!(told, expected);
        expected.retain(|(_, _, is_shown)| *is_shown);
        assert_eq!(shown(&document), expected.iter().map(|(at, _, _)| *at).collect::<Vec<_>>());
    }

    #[test]
    fn what_is_no_document_has_no_texts() {
        let mut deep = json!({ "title": "x" });
        for _ in 0..60 {
            deep = json!({ "title": "x", "not": deep });
        }
        for hostile in [json!([]), json!("title"), json!(null), deep] {
            assert_eq!(translatable(&hostile), [], "{hostile}");
        }
    }
}
