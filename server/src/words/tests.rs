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
        // What a message says through another one (`{ violation-pieces }`) it says itself.
        let mut last = String::new();
        for line in resource.source().lines() {
            if let Some((id, _)) = line.split_once(" =").filter(|(id, _)| ids.contains_key(*id)) {
                last = id.to_owned();
            }
            let named = line.split("{ ").skip(1).filter_map(|rest| rest.split_once(" }")).map(|(name, _)| name);
            let variables: Vec<String> = named.filter_map(|name| ids.get(name)).flatten().cloned().collect();
            if let Some(known) = ids.get_mut(&last) {
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
                // A count comes with every limit, for languages that choose a word by it.
                let is_known =
                    |name: &&String| variables.contains(*name) || (*name == "count" && variables.contains("limit"));
                let foreign: Vec<_> = own[id].iter().filter(|name| !is_known(name)).collect();
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
        for words in [Words::of(language), Words { hides_readings: language.has_readings(), ..Words::of(language) }] {
            assert_eq!(Words::of_tag(&words.tag()), Some(words));
        }
    }
    assert_eq!(Words::of_tag("en-GB"), Some(Words::of(Language::ENGLISH)));
    assert_eq!(Words::of_tag("ja-JP"), Some(Words::of(Language::JAPANESE)));
    assert_eq!((Words::of_tag("fr"), Words::of_tag("")), (None, None));
    assert_eq!(Words::of_tag("en-x-plain"), Some(Words::of(Language::ENGLISH)));
    for hostile in ["-", "--", "en\0", "en\r\n", "ja-easy-x-plain-x-plain-x", "../ja", &"a-".repeat(50_000), "\u{FDD0}"]
    {
        assert!(Words::of_tag(hostile).is_none_or(|words| words.tag().is_ascii()), "{hostile:?}");
    }
    assert_eq!(Language::all()[0], Language::JAPANESE);
    assert_eq!((Language::EASY_JAPANESE.html_tag(), Language::ENGLISH.html_tag()), ("ja", "en"));
}

#[test]
fn links_name_the_language_where_the_browser_would_get_another() {
    let english = Words::of(Language::ENGLISH);
    assert_eq!(english.link("/f/x"), "/f/x?lang=en");
    assert_eq!(english.link("/?q=a#b"), "/?q=a&lang=en#b");
    assert_eq!(Words::default().link("/f/x"), "/f/x");
    assert_eq!(Words { is_insisted_on: true, ..Words::default() }.link("/f/x"), "/f/x?lang=ja");
    let plain = Words { hides_readings: true, ..Words::of(Language::EASY_JAPANESE) };
    assert_eq!(plain.link("/r/t"), "/r/t?lang=ja-easy-x-plain");
}

#[test]
fn moments_are_told_as_people_say_them() {
    let at: jiff::Zoned = "2026-04-01T09:05:00+09:00[Asia/Tokyo]".parse().unwrap();
    let told = |language| super::plain(&Words::of(language).moment(&at)).into_owned();
    assert_eq!(told(Language::JAPANESE), "2026年4月1日 9時05分");
    assert_eq!(told(Language::EASY_JAPANESE), "2026年4月1日 9時05分");
    assert_eq!(told(Language::ENGLISH), "1 April 2026, 9:05");
}

/// Areas whose messages are named in full wherever they are said.
const NAMED: [&str; 6] = ["common-", "notice-", "journey-", "confirm-", "mail-", "receipt-pdf-"];

#[test]
fn every_message_that_is_asked_for_exists_and_none_is_forgotten() {
    let known = messages(Language::JAPANESE);
    let ids: BTreeSet<&str> = known.values().flat_map(|ids| ids.keys().map(String::as_str)).collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut asked, mut quoted) = (BTreeSet::new(), BTreeSet::new());
    for path in ["src", "templates"].iter().flat_map(|folder| sources(&root.join(folder))) {
        let text = std::fs::read_to_string(&path).unwrap();
        let parts: Vec<&str> = text.split('"').collect();
        for pair in parts.windows(2) {
            if [".say(", ".tell(", ".text("].iter().any(|call| pair[0].ends_with(call)) {
                asked.insert(pair[1].to_owned());
            }
        }
        quoted.extend(parts.into_iter().map(str::to_owned));
    }
    assert!(asked.len() > 50);
    let missing: Vec<_> = asked.iter().filter(|id| !ids.contains(id.as_str())).collect();
    assert!(missing.is_empty(), "no such message: {missing:?}");
    let forgotten: Vec<_> =
        ids.iter().filter(|id| NAMED.iter().any(|area| id.starts_with(area)) && !quoted.contains(**id)).collect();
    assert!(forgotten.is_empty(), "nobody says: {forgotten:?}");
}

/// The program's files and the templates below a folder.
fn sources(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let found = entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] });
    found
        .filter(|path| {
            !path.ends_with("tests.rs") && path.extension().is_some_and(|ending| ending == "rs" || ending == "html")
        })
        .collect()
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
