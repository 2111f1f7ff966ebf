//! Translations of words that have changed since (`x-i18n-source`). Only said, never acted on: residents read the old
//! translation until somebody has looked at it.

use super::{is_word, translations};
use crate::pointer;
use crate::problem::Problem;
use serde_json::{Map, Value};

/// Nobody reads more.
const ENOUGH: usize = 1000;

/// Texts that changed after they were translated: said at the text, with the language and the words it was translated from.
pub fn lint_stale(document: &Value, problems: &mut Vec<Problem>) {
    let stale = translations(document).flat_map(|(language, texts)| {
        let sources = sources(document, language);
        sources.into_iter().flatten().filter_map(move |(place, source)| {
            let source = source.as_str()?;
            let is_translated = texts.get(place)?.as_str().is_some_and(|text| !text.trim().is_empty());
            let now = if is_word(document, place) { document.pointer(place)?.as_str()? } else { return None };
            let problem = || Problem::warning("staleTranslation", place.as_str()).with("language", language.as_str());
            (is_translated && now != source).then(|| problem().with("source", source).suggesting("translate"))
        })
    });
    problems.extend(stale.take(ENOUGH));
}

fn sources<'a>(document: &'a Value, language: &str) -> Option<&'a Map<String, Value>> {
    document.pointer(&pointer::join("/x-i18n-source", language))?.as_object()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn said(document: &Value) -> Vec<String> {
        let mut problems = Vec::new();
        lint_stale(document, &mut problems);
        let told = problems
            .iter()
            .map(|problem| format!("{} {} {}", problem.at, problem.params["language"], problem.params["source"]));
        told.collect()
    }

    #[test]
    fn a_translation_is_stale_while_the_original_differs_from_what_it_was_made_of() {
        let mut document = json!({
            "title": "新しい申請", "description": "同じ",
            "x-i18n": { "en": { "/title": "Application", "/description": "Same" }, "fr": { "/title": "Demande" },
                        "ja-easy": { "/title": " " } },
            "x-i18n-source": { "en": { "/title": "申請", "/description": "同じ" }, "ja-easy": { "/title": "申請" } }
        });
        assert_eq!(said(&document), ["/title \"en\" \"申請\""]);
        document["x-i18n-source"]["en"]["/title"] = json!("新しい申請");
        assert_eq!(said(&document), [""; 0]);
    }

    #[test]
    fn residents_and_machines_never_see_what_it_was_made_of() {
        let document = json!({ "type": "object", "title": "新", "x-settings": { "contact": { "name": "見本課" } },
            "properties": { "a": { "type": "string", "title": "氏名", "x-kind": "shortText", "maxLength": 9 } },
            "x-i18n": { "en": { "/title": "New" } }, "x-i18n-source": { "en": { "/title": "旧" } } });
        let problems = crate::lint(&document);
        assert!(!problems.iter().any(|problem| problem.code == "unknownKeyword"), "{problems:#?}");
        assert_eq!(crate::localized(&document, "en")["title"], json!("New"));
        let form = crate::publish(document).unwrap();
        assert!(!form.contract().to_string().contains('旧'));
    }

    #[test]
    fn notes_about_nothing_say_nothing() {
        for sources in [
            json!(null),
            json!([]),
            json!({ "en": 5 }),
            json!({ "en": { "/ghost/title": "x", "/x-i18n/en/title": "x", "/title": 4, "": "x", "title": "x" } }),
            json!({ "fr": { "/title": "x" } }),
        ] {
            let document = json!({ "title": "申請", "x-i18n": { "en": { "/title": "A", "/ghost/title": "G" }, "xx": 5 },
                "x-i18n-source": sources });
            assert_eq!(said(&document), [""; 0], "{sources}");
        }
    }
}
