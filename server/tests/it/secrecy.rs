//! Nobody's answers reach anybody else: not by the database, not by its journal, not by the data folder, not by the
//! logs, not by an address that was made up; and without the right key the program does not start.

use std::path::{Path, PathBuf};

use madoguchi::app::App;
use madoguchi::ids::Random;
use reqwest::Method;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};

use crate::harness::{Backend, TestApp, clock, config, fixtures, logs};

/// What no file and no log may contain, in any of the encodings in which it would pass through the program.
fn needles(planted: &str) -> Vec<Vec<u8>> {
    let escaped: String = planted.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
    let percent: String = planted.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let hex: String = planted.bytes().map(|byte| format!("{byte:02x}")).collect();
    vec![planted.as_bytes().to_vec(), escaped.into_bytes(), percent.into_bytes(), hex.into_bytes()]
}

fn holds(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

/// Every row of every table of a PostgreSQL database, as text.
async fn dump(app: &TestApp) -> String {
    let db = app.app.db.read();
    let of = |sql: String| Statement::from_string(db.get_database_backend(), sql);
    let tables = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'".to_owned();
    let mut dump = String::new();
    for table in db.query_all_raw(of(tables)).await.unwrap() {
        let table: String = table.try_get("", "table_name").unwrap();
        let rows = db.query_all_raw(of(format!("SELECT t::text AS line FROM \"{table}\" t"))).await.unwrap();
        for row in rows {
            dump.push_str(&row.try_get::<String>("", "line").unwrap());
            dump.push('\n');
        }
    }
    dump
}

on_both_databases! {
    /// A planted name is found in no file of the data folder, in no row, in no log line.
    async fn answers_are_stored_and_logged_nowhere_in_clear(app) {
        logs::keep();
        app.publish("short", fixtures::short_form()).await;
        let planted = format!("鬱金香{}", app.app.random.text(b"ABCDEFGHJK", 12));
        let machine = app.resident();
        let answers = json!({ "name": planted, "memo": format!("{planted}です") });
        let receipt = machine.submit("short", "secret", &answers).await.expect(201).json();
        machine.submit("short", "secret", &json!({ "name": planted })).await.expect_problem(422, "idempotency-key-reused");
        machine.submit("short", "wrong", &json!({ "name": planted, "count": planted })).await.expect(422);
        let request = machine.request(Method::POST, "/api/v1/forms/short/submissions").header("Idempotency-Key", "x");
        machine.send(request.header("content-type", "application/json").body(format!("{{\"name\":\"{planted}\""))).await.expect(400);
        app.run_jobs().await;

        let logged = logs::kept();
        assert!(logged.contains("/api/v1/forms/{slug}/submissions"), "the log is being kept");
        let token = receipt["receipt_url"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        assert!(!logged.contains(&token), "a receipt's address is in the log");
        let mut places = vec![("the log".to_owned(), logged.into_bytes())];
        if app.backend() == Backend::Postgres {
            let dump = dump(app).await;
            assert!(dump.contains(receipt["receipt_number"].as_str().unwrap()), "the dump holds the submission");
            places.push(("the database".to_owned(), dump.into_bytes()));
        }
        let mut paths = Vec::new();
        files(app.folder(), &mut paths);
        for path in paths {
            places.push((path.display().to_string(), std::fs::read(&path).unwrap()));
        }
        if app.backend() == Backend::Sqlite {
            let number = receipt["receipt_number"].as_str().unwrap().as_bytes();
            assert!(places.iter().any(|(_, bytes)| holds(bytes, number)), "the files hold the submission");
        }
        for (place, bytes) in &places {
            for needle in needles(&planted) {
                assert!(!holds(bytes, &needle), "{place} holds an answer in clear");
            }
        }
    }

    /// A receipt is found by its own address only.
    async fn a_forged_receipt_address_leads_nowhere(app) {
        app.publish("short", fixtures::short_form()).await;
        let resident = app.resident();
        let receipt = resident.submit("short", "k", &json!({ "name": "見本 花子" })).await.expect(201).json();
        let url = receipt["receipt_url"].as_str().unwrap();
        let path = url.strip_prefix(app.organization.base_url.as_str()).unwrap().to_owned();
        let page = resident.get(&path).await.expect(200);
        assert!(page.text().contains(receipt["receipt_number"].as_str().unwrap()));
        assert!(page.header("cache-control").contains("no-store"));
        let pdf = resident.get(&format!("{path}/receipt.pdf")).await.expect(200);
        assert!(pdf.body.starts_with(b"%PDF-"));
        assert_eq!(pdf.header("content-type"), "application/pdf");

        let (head, token) = path.rsplit_once('/').unwrap();
        for index in [0, token.len() / 2, token.len() - 2] {
            let mut forged: Vec<u8> = token.bytes().collect();
            forged[index] = if forged[index] == b'A' { b'B' } else { b'A' };
            let forged = format!("{head}/{}", String::from_utf8(forged).unwrap());
            for path in [forged.clone(), format!("{forged}/receipt.pdf")] {
                let answer = resident.get(&path).await;
                assert_eq!(answer.status, 404, "{path}");
                assert!(!answer.text().contains("見本 花子"));
            }
        }
        for path in ["/r/", "/r/x", "/r/../api", &format!("{path}x"), &format!("/r/{}", &token[1..])] {
            assert_eq!(resident.get(path).await.status, 404, "{path}");
        }
        app.run_jobs().await;
    }

    /// Without the key, with a damaged one or with another one the program does not start, and makes no new one.
    async fn a_missing_or_wrong_key_refuses_to_start(app) {
        let key_file = app.app.config.key_file();
        let key = std::fs::read_to_string(&key_file).unwrap();
        let another_key: String = format!("{}=", "A".repeat(43));
        let attempts: [(&str, Option<&str>); 3] =
            [("missing", None), ("damaged", Some("not a key")), ("another", Some(&another_key))];
        for (state, content) in attempts {
            match content {
                Some(content) => std::fs::write(&key_file, content).unwrap(),
                None => std::fs::remove_file(&key_file).unwrap(),
            }
            let settings = config(app.folder(), app.app.config.listen, &app.app.config.database_url);
            let error = App::start(settings, clock(), Random::system()).await.err();
            let error = error.unwrap_or_else(|| panic!("it started with a key that is {state}")).to_string();
            assert!(error.contains("installation.key"), "{state}: {error}");
            assert_eq!(key_file.exists(), content.is_some(), "a key was made up");
        }
        std::fs::write(&key_file, key).unwrap();
        let settings = config(app.folder(), app.app.config.listen, &app.app.config.database_url);
        let again = App::start(settings, clock(), Random::system()).await;
        assert!(again.is_ok(), "with its own key it starts again");
    }
}

/// What is sealed does not tell what it is: the same answers twice look different.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_answers_are_sealed_differently() {
    crate::harness::run(Backend::Sqlite, async |app: &TestApp| {
        use sea_orm::EntityTrait;
        app.publish("short", fixtures::short_form()).await;
        let answers: Value = json!({ "name": "見本 花子" });
        for key in ["a", "b"] {
            app.resident().submit("short", key, &answers).await.expect(201);
        }
        let rows = madoguchi::db::entity::submission::Entity::find().all(app.app.db.read()).await.unwrap();
        assert_ne!(rows[0].sealed_answers, rows[1].sealed_answers);
        assert_ne!(rows[0].wrapped_key, rows[1].wrapped_key);
        app.run_jobs().await;
    })
    .await;
}
