use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fluent_bundle::FluentResource;

use super::*;

/// The messages of one language, by area: their ids and the variables each uses.
fn messages(language: Language) -> BTreeMap<String, BTreeMap<String, BTreeSet<String>>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(language.tag());
    let mut areas = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let resource = FluentResource::try_new(text).unwrap_or_else(|(_, errors)| panic!("{path:?}: {errors:?}"));
        let mut ids = BTreeMap::new();
        let mut last = String::new();
        for line in resource.source().lines() {
            if let Some((id, _)) = line.split_once(" =").filter(|(id, _)| !id.is_empty() && !id.starts_with([' ', '#']))
            {
                last = id.to_owned();
                assert!(ids.insert(last.clone(), BTreeSet::new()).is_none(), "{path:?}: {id} stands twice");
            }
            let variables = line.split('$').skip(1).map(|rest| {
                rest.chars()
                    .take_while(|sign| sign.is_ascii_alphanumeric() || *sign == '_' || *sign == '-')
                    .collect::<String>()
            });
            if let Some(known) = ids.get_mut(&last).filter(|_| !line.starts_with('#')) {
                known.extend(variables);
            }
        }
        areas.insert(path.file_name().unwrap().to_string_lossy().into_owned(), ids);
    }
    areas
}

#[test]
fn every_language_has_every_message_and_no_variable_of_its_own() {
    let japanese = messages(Language::JAPANESE);
    assert!(!japanese.is_empty());
    for language in Language::all() {
        let own = messages(language);
        assert_eq!(own.keys().collect::<Vec<_>>(), japanese.keys().collect::<Vec<_>>(), "{}", language.tag());
        for (area, ids) in &japanese {
            let own = &own[area];
            assert_eq!(own.keys().collect::<Vec<_>>(), ids.keys().collect::<Vec<_>>(), "{} {area}", language.tag());
            for (id, variables) in ids {
                let foreign: Vec<_> = own[id].difference(variables).collect();
                assert!(foreign.is_empty(), "{} {area} {id}: {foreign:?}", language.tag());
            }
        }
    }
}

#[test]
fn no_id_stands_in_two_areas() {
    let mut seen = BTreeMap::new();
    for (area, ids) in messages(Language::JAPANESE) {
        for id in ids.into_keys() {
            if let Some(other) = seen.insert(id.clone(), area.clone()) {
                panic!("{id} stands in {other} and in {area}");
            }
        }
    }
}

#[test]
fn a_tag_leads_back_to_its_words() {
    for language in Language::all() {
        for words in [Words::of(language), Words { hides_readings: true, ..Words::of(language) }] {
            assert_eq!(Words::of_tag(&words.tag()), Some(words));
        }
    }
    assert_eq!(Words::of_tag("en-GB"), Some(Words::of(Language::ENGLISH)));
    assert_eq!(Words::of_tag("ja-JP"), Some(Words::of(Language::JAPANESE)));
    assert_eq!((Words::of_tag("fr"), Words::of_tag("")), (None, None));
    assert_eq!(Language::all()[0], Language::JAPANESE);
    assert_eq!((Language::EASY_JAPANESE.html_tag(), Language::ENGLISH.html_tag()), ("ja", "en"));
}

#[test]
fn a_message_is_filled_in() {
    assert_eq!(Words::default().say("language-name"), "日本語");
    let step = |language| Words::of(language).text("step-of", &[("step", 2.into()), ("steps", 5.into())]);
    assert_eq!(
        (step(Language::JAPANESE), step(Language::ENGLISH)),
        ("ステップ 2 / 5".to_owned(), "Step 2 of 5".to_owned())
    );
}
