//! A document in another language (`x-i18n`): the same form with other words. Only words can be replaced, never what
//! decides anything: a translation cannot change which answers are accepted. `x-i18n-source` remembers which words a
//! translation was made of; residents never see it.

mod places;
mod stale;

use crate::pointer;
use crate::problem::Problem;
use places::{is_named_as_word, shown};
use serde_json::{Map, Value};

pub use places::{Translatable, translatable};
pub use stale::lint_stale;

/// The languages a document has beside its own, as BCP 47 tags in its order (`en`, `ja-easy`).
#[must_use]
pub fn languages(document: &Value) -> Vec<String> {
    translations(document).filter(|(_, texts)| texts.is_object()).map(|(language, _)| language.clone()).collect()
}

/// How much of what residents read a form says in a language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Translation {
    /// Nothing: all is in the document's own words.
    #[default]
    Nothing,
    /// Some texts are in the document's own words.
    Part,
    /// Everything.
    Whole,
}

/// How much a document says in each of its languages.
pub(crate) fn translations_of(document: &Value) -> Vec<(String, Translation)> {
    let languages = languages(document);
    let places = if languages.is_empty() { Vec::new() } else { shown(document) };
    let told = |language: &String| {
        let texts = texts(document, language);
        let is_said = |place: &String| {
            texts.and_then(|texts| texts.get(place)?.as_str()).is_some_and(|text| !text.trim().is_empty())
        };
        match places.iter().filter(|place| is_said(place)).count() {
            0 => Translation::Nothing,
            said if said == places.len() => Translation::Whole,
            _ => Translation::Part,
        }
    };
    languages.iter().map(|language| (language.clone(), told(language))).collect()
}

/// Finds a language, or its shorter forms (`en-GB`, `en`).
pub(crate) fn of_language<'a, T>(known: &'a [(String, T)], language: &str) -> Option<&'a T> {
    let mut wanted = language;
    loop {
        let found = known.iter().find(|(known, _)| known.eq_ignore_ascii_case(wanted));
        if let Some((_, found)) = found {
            return Some(found);
        }
        wanted = wanted.rsplit_once('-')?.0;
    }
}

/// The document in one of its languages: every translated text in its place, everything else as it was. A tag that the
/// document does not have falls back to its shorter forms (`en-GB`, `en`), and at last to the document's own words.
#[must_use]
pub fn localized(document: &Value, language: &str) -> Value {
    let mut localized = document.clone();
    for (place, text) in texts(document, language).into_iter().flatten() {
        if is_word(document, place)
            && let Some(word) = localized.pointer_mut(place)
            && text.as_str().is_some_and(|text| !text.trim().is_empty())
        {
            *word = text.clone();
            if place.ends_with(UNIT) {
                keep_unit(&mut localized, document, place, text);
            }
        }
    }
    localized
}

/// A unit may be typed behind a number, in whatever language the page was then.
const UNIT: &str = "/x-unit";

/// The document's own word for a unit takes the place of the translation that took its own: in every language of a form, its
/// units are the same set.
fn keep_unit(localized: &mut Value, document: &Value, place: &str, translation: &Value) {
    let Some(own) = document.pointer(place) else { return };
    let languages = localized.get_mut("x-i18n").and_then(Value::as_object_mut);
    let same = languages.into_iter().flat_map(Map::values_mut).filter_map(|texts| texts.get_mut(place));
    same.filter(|text| *text == translation).for_each(|text| *text = own.clone());
}

/// What the languages say at one place of the document.
pub fn each<'a>(document: &'a Value, place: &str) -> Vec<&'a str> {
    translations(document).filter_map(|(_, texts)| texts.get(place)?.as_str()).collect()
}

/// Translations of what is no text of the document.
pub fn lint(document: &Value, problems: &mut Vec<Problem>) {
    for (language, texts) in translations(document) {
        let at = pointer::join("/x-i18n", language);
        for place in texts.as_object().into_iter().flat_map(Map::keys).filter(|place| !is_word(document, place)) {
            problems.push(Problem::warning("i18nPointer", pointer::join(&at, place)).with("pointer", place.as_str()));
        }
    }
}

/// Texts that residents of another language would read in the document's own. Said only of languages that have been begun.
pub fn lint_missing(document: &Value, problems: &mut Vec<Problem>) {
    let begun: Vec<(&String, &Map<String, Value>)> =
        translations(document).filter_map(|(language, texts)| Some((language, texts.as_object()?))).collect();
    if begun.is_empty() {
        return;
    }
    let places = shown(document);
    let missing = places.iter().flat_map(|place| {
        let lacks = move |(_, texts): &&(&String, &Map<String, Value>)| {
            texts.get(place).and_then(Value::as_str).is_none_or(|text| text.trim().is_empty())
        };
        begun.iter().filter(lacks).map(move |(language, _)| {
            let problem = Problem::warning("untranslated", place.as_str()).with("language", language.as_str());
            problem.suggesting("translate")
        })
    });
    problems.extend(missing.take(ENOUGH_MISSING));
}

/// Nobody reads more; texts times languages may be very many.
const ENOUGH_MISSING: usize = 1000;

fn translations(document: &Value) -> impl Iterator<Item = (&String, &Value)> {
    document.get("x-i18n").and_then(Value::as_object).into_iter().flatten()
}

fn texts<'a>(document: &'a Value, language: &str) -> Option<&'a Map<String, Value>> {
    let mut wanted = language;
    loop {
        let found = translations(document).find(|(known, _)| known.eq_ignore_ascii_case(wanted));
        if let Some((_, texts)) = found {
            return texts.as_object();
        }
        wanted = wanted.rsplit_once('-')?.0;
    }
}

/// Whether a pointer leads to something that residents read.
fn is_word(document: &Value, place: &str) -> bool {
    let is_note = place.starts_with("/x-i18n/") || place.starts_with("/x-i18n-source/");
    is_named_as_word(place) && !is_note && document.pointer(place).is_some_and(Value::is_string)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn document() -> Value {
        json!({
            "title": "申請",
            "properties": { "name": { "type": "string", "title": "氏名", "x-kind": "shortText", "oneOf": [{ "const": "a", "title": "あ" }] } },
            "x-settings": { "prepare": ["印鑑"], "contact": { "name": "窓口課" }, "receipt": { "prefix": "AB" } },
            "x-i18n": {
                "en": {
                    "/title": "Application", "/properties/name/title": "Name", "/properties/name/oneOf/0/title": "A",
                    "/properties/name/oneOf/0/const": "b", "/properties/name/x-kind": "longText", "/properties/ghost/title": "?",
                    "/x-settings/prepare/0": "Seal", "/x-settings/contact/name": "Front desk", "/x-settings/receipt/prefix": "X",
                    "/x-i18n/ja-easy/~1title": "loop", "/x-help": " "
                },
                "ja-easy": { "/title": "おねがい" },
                "xx": 5
            }
        })
    }

    #[test]
    fn what_is_not_translated_is_named() {
        let mut document = document();
        let missing = |document: &Value| {
            let mut problems = Vec::new();
            lint_missing(document, &mut problems);
            let told = problems.iter().map(|problem| format!("{} {}", problem.params["language"], problem.at));
            told.collect::<Vec<_>>()
        };
        let prefix = "\"ja-easy\" ";
        let of_easy: Vec<String> = [
            "/properties/name/title",
            "/properties/name/oneOf/0/title",
            "/x-settings/prepare/0",
            "/x-settings/contact/name",
        ]
        .iter()
        .map(|place| format!("{prefix}{place}"))
        .collect();
        assert_eq!(missing(&document), of_easy);
        document["x-i18n"]["ja-easy"] = json!({});
        assert_eq!(missing(&document).len(), 5);
        document.as_object_mut().unwrap().remove("x-i18n");
        assert_eq!(missing(&document), [""; 0]);
    }

    #[test]
    fn words_change_and_nothing_else() {
        let english = localized(&document(), "en");
        assert_eq!(
            (&english["title"], &english["properties"]["name"]["title"]),
            (&json!("Application"), &json!("Name"))
        );
        assert_eq!(
            english["properties"]["name"]["oneOf"][0],
            json!({ "const": "a", "title": "A" }),
            "what is stored stays"
        );
        assert_eq!(english["properties"]["name"]["x-kind"], json!("shortText"));
        assert_eq!(
            english["x-settings"],
            json!({ "prepare": ["Seal"], "contact": { "name": "Front desk" }, "receipt": { "prefix": "AB" } })
        );
        assert_eq!(english["x-i18n"], document()["x-i18n"]);
    }

    #[test]
    fn a_unit_is_understood_in_every_language_of_the_form() {
        let document = json!({ "title": "申請", "type": "object",
            "properties": { "area": { "type": "integer", "title": "広さ", "x-unit": "平方メートル" } },
            "x-i18n": { "en": { "/properties/area/x-unit": "square metres" }, "fr": { "/properties/area/x-unit": "m2" } } });
        let answers = |typed: &str| match json!({ "area": typed }) {
            Value::Object(map) => crate::RawAnswers(map),
            _ => unreachable!(),
        };
        for language in ["ja", "en", "fr"] {
            let form = crate::publish(localized(&document, language)).unwrap();
            for typed in ["５平方メートル", "5 square metres", "5 Square Metres", "5m2", "5"] {
                let accepted = form.accept(&answers(typed), jiff::civil::date(2026, 4, 1)).unwrap();
                assert_eq!(accepted.into_map()["area"], json!(5), "{typed} in {language}");
            }
            assert!(form.accept(&answers("5 acres"), jiff::civil::date(2026, 4, 1)).is_err());
        }
    }

    #[test]
    fn it_is_known_how_much_is_translated() {
        let mut document = json!({ "title": "申請", "properties": { "name": { "type": "string", "title": "氏名" } },
            "x-i18n": { "en": { "/title": "Application", "/properties/name/title": "Name" },
                        "ja-easy": { "/title": "おねがい" }, "fr": { "/title": " " } } });
        let known = translations_of(&document);
        let of = |language| of_language(&known, language).copied();
        assert_eq!((of("en"), of("en-GB")), (Some(Translation::Whole), Some(Translation::Whole)));
        assert_eq!((of("ja-easy"), of("fr")), (Some(Translation::Part), Some(Translation::Nothing)));
        assert_eq!((of("de"), of("ja")), (None, None));
        document["properties"]["name"]["x-help"] = json!("戸籍のとおりに");
        assert_eq!(translations_of(&document)[0].1, Translation::Part);
    }

    #[test]
    fn languages_are_tags() {
        assert_eq!(languages(&document()), ["en", "ja-easy"]);
        assert_eq!(localized(&document(), "JA-Easy")["title"], json!("おねがい"));
        assert_eq!(localized(&document(), "en-Latn-GB")["title"], json!("Application"));
        for other in ["fr", "ja", "", "-", "xx"] {
            assert_eq!(localized(&document(), other), document(), "{other}");
        }
        assert_eq!((languages(&json!(3)), localized(&json!([1]), "en")), (vec![], json!([1])));
    }

    #[test]
    fn pointers_that_lead_to_no_text_are_problems() {
        let mut problems = Vec::new();
        lint(&document(), &mut problems);
        let at: Vec<&str> = problems.iter().map(|problem| problem.at.as_str()).collect();
        let expected = [
            "/x-i18n/en/~1properties~1name~1oneOf~10~1const",
            "/x-i18n/en/~1properties~1name~1x-kind",
            "/x-i18n/en/~1properties~1ghost~1title",
            "/x-i18n/en/~1x-settings~1receipt~1prefix",
            "/x-i18n/en/~1x-i18n~1ja-easy~1~01title",
            "/x-i18n/en/~1x-help",
        ];
        assert_eq!(at, expected);
    }
}
