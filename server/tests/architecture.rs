//! Keeps the direction of the rooms: who may import what. Reads the `use` lines and paths of the sources.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::{Path, PathBuf};

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found
}

/// Lines of code that mention `name::`, outside comments, in files for which `is_allowed` is false.
fn offenders(name: &str, is_allowed: impl Fn(&str) -> bool) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let needle = format!("{name}::");
    let mut offenders = Vec::new();
    for path in sources(&root) {
        let place = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        if is_allowed(&place) {
            continue;
        }
        for (number, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            let code = line.trim_start();
            let is_mentioned = code
                .match_indices(&needle)
                .any(|(start, _)| !code[..start].ends_with(|before: char| before.is_alphanumeric() || before == '_'));
            if is_mentioned && !code.starts_with("//") {
                offenders.push(format!("{place}:{}: {line}", number + 1));
            }
        }
    }
    offenders
}

fn assert_only(name: &str, is_allowed: impl Fn(&str) -> bool) {
    let offenders = offenders(name, is_allowed);
    assert!(offenders.is_empty(), "{name} is imported outside its room:\n{}", offenders.join("\n"));
}

fn is_test(place: &str) -> bool {
    place.ends_with("/tests.rs")
}

fn is_store(place: &str) -> bool {
    place.ends_with("store.rs") || place.contains("/store/")
}

#[test]
fn only_webhooks_speak_to_other_peoples_servers() {
    assert_only("reqwest", |place| place == "webhooks/client.rs");
}

#[test]
fn the_database_library_stays_in_db_and_store_files() {
    // Typed ids and timestamps are what columns hold; unit tests look at the rows themselves.
    assert_only("sea_orm", |place| {
        place.starts_with("db/") || is_store(place) || is_test(place) || ["ids.rs", "clock.rs"].contains(&place)
    });
}

#[test]
fn entities_are_touched_by_stores_only_and_words_by_everyone() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for path in sources(&root) {
        let place = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        if place.starts_with("http/") {
            let text = fs::read_to_string(&path).unwrap();
            let touched = text.lines().find(|line| {
                line.contains("db::entity::")
                    && !line.contains("db::entity::values")
                    && !line.trim_start().starts_with("//")
            });
            assert!(touched.is_none(), "{place} touches an entity: {touched:?}");
        }
    }
}

#[test]
fn the_web_framework_stays_at_the_edge() {
    assert_only("actix_web", |place| place.starts_with("http/"));
    assert_only("actix_multipart", |place| place.starts_with("http/"));
}

#[test]
fn libraries_with_one_room_stay_there() {
    assert_only("lettre", |place| place == "mail.rs" || place.starts_with("mail/"));
    assert_only("printpdf", |place| place.starts_with("pdf/"));
    assert_only("object_store", |place| place == "files.rs");
    assert_only("jsonschema", |_| false);
    assert_only("aes_gcm", |place| place == "vault.rs" || place.starts_with("vault/"));
}

#[test]
fn machinery_knows_no_feature_and_features_know_no_edge() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let machinery = ["db/", "queue/", "pdf/", "mail", "files.rs", "vault", "config.rs", "clock.rs", "ids.rs"];
    let features =
        ["crate::forms", "crate::submissions", "crate::staff", "crate::exports", "crate::jobs", "crate::pages"];
    for path in sources(&root) {
        let place = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(&path).unwrap();
        let code = || text.lines().filter(|line| !line.trim_start().starts_with("//"));
        if machinery.iter().any(|room| place.starts_with(room)) {
            let known = code().find(|line| features.iter().any(|feature| line.contains(feature)));
            assert!(known.is_none(), "{place} knows a feature: {known:?}");
        }
        let is_edge = place.starts_with("http/") || place.starts_with("command/") || place == "lib.rs";
        if !is_edge {
            let known = code().find(|line| line.contains("crate::http"));
            assert!(known.is_none(), "{place} knows the edge: {known:?}");
        }
    }
}
