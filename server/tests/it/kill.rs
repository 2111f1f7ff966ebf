//! A receipt is a fact: the server is killed (SIGKILL) the moment the first of several simultaneous submissions is
//! answered, over and over. Whatever was acknowledged is there afterwards, once, with the same number; whatever was not
//! can be sent again with the same key; and every submission gets its mail.
//!
//! `MADOGUCHI_KILL_ROUNDS` changes the number of rounds (`make torture`).

use std::collections::BTreeMap;
use std::path::Path;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use madoguchi::app::App;
use madoguchi::clock::Clock;
use madoguchi::db::entity::job;
use madoguchi::db::entity::values::JobState;
use madoguchi::ids::Random;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};

use crate::harness::{Actor, Backend, Binary, Database, Serving, config, fixtures};

/// Submissions under way when the server is killed.
const SIDE_BY_SIDE: usize = 6;

fn rounds() -> usize {
    std::env::var("MADOGUCHI_KILL_ROUNDS").map_or(20, |text| text.parse().expect("MADOGUCHI_KILL_ROUNDS is a number"))
}

/// The short form with an address for the receipt mail.
fn document() -> Value {
    let mut document = fixtures::short_form();
    document["properties"]["email"] =
        json!({ "type": "string", "format": "email", "title": "メールアドレス", "x-kind": "email" });
    document
}

fn answers(key: &str) -> Value {
    json!({ "name": format!("窓口 {key}"), "email": format!("{key}@example.jp") })
}

/// One submission, or nothing when the server died before it answered.
async fn try_submit(resident: &Actor, key: String) -> Option<(String, String)> {
    let path = "/api/v1/forms/kill/submissions";
    let request = resident.request(reqwest::Method::POST, path).header("Idempotency-Key", &key).json(&answers(&key));
    let response = request.send().await.ok()?;
    assert_eq!(response.status(), 201);
    let receipt: Value = response.json().await.ok()?;
    Some((key, receipt["receipt_number"].as_str().unwrap().to_owned()))
}

/// Sends several at once and kills the server at the first receipt. Returns what was acknowledged.
async fn round(serving: &mut Serving, keys: &[String]) -> Vec<(String, String)> {
    let resident = serving.resident();
    let mut posts: FuturesUnordered<_> = keys.iter().map(|key| try_submit(&resident, key.clone())).collect();
    let mut acknowledged = Vec::new();
    while let Some(answer) = posts.next().await {
        if acknowledged.is_empty() {
            serving.kill();
        }
        acknowledged.extend(answer);
    }
    acknowledged
}

async fn survives(database: Database) {
    let binary = Binary::new(database.url());
    let form = binary.folder().join("kill.json");
    std::fs::write(&form, document().to_string()).unwrap();
    let mut serving = binary.serve();
    binary.run(&["form", "import", form.to_str().unwrap(), "--publish"]).expect(0);
    let mut receipts = BTreeMap::new();
    for number in 0..rounds() {
        let keys: Vec<String> = (0..SIDE_BY_SIDE).map(|index| format!("r{number}-{index}")).collect();
        let acknowledged = round(&mut serving, &keys).await;
        assert!(!acknowledged.is_empty(), "round {number}: nothing was received");
        serving = binary.serve();
        let before: BTreeMap<String, String> = acknowledged.into_iter().collect();
        for key in keys {
            let (key, again) = try_submit(&serving.resident(), key).await.expect("the server answers");
            if let Some(first) = before.get(&key) {
                assert_eq!(first, &again, "round {number}: an acknowledged submission has become another one");
            }
            receipts.insert(again, key);
        }
    }
    assert_eq!(receipts.len(), rounds() * SIDE_BY_SIDE);
    serving.stop();
    finish_jobs(&binary, database.url()).await;
    assert_mailed(&binary, &receipts);
    assert_exported(&binary, &receipts);
    database.remove().await;
}

/// Every submission once, under the number on its receipt, with its own answers.
fn assert_exported(binary: &Binary, receipts: &BTreeMap<String, String>) {
    let target = binary.folder().join("out.json");
    binary.run(&["export", "kill", "--format", "json", "--out", target.to_str().unwrap()]).expect(0);
    let rows = fixtures::read(&target);
    let found: BTreeMap<String, Value> = rows
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["receipt_number"].as_str().unwrap().to_owned(), row["answers"].clone()))
        .collect();
    assert_eq!(rows.as_array().unwrap().len(), receipts.len());
    for (number, key) in receipts {
        assert_eq!(found.get(number), Some(&answers(key)), "{number}");
    }
}

/// Does what is still to be done, as a worker does that comes when the leases of the killed ones have run out.
async fn finish_jobs(binary: &Binary, database_url: &str) {
    let listen = "127.0.0.1:0".parse().unwrap();
    let settings = config(&binary.folder().join("data"), listen, database_url);
    let later = Clock::fixed(Clock::System.now().plus_seconds(60 * 60));
    let app = App::start(settings, later, Random::system()).await.unwrap();
    madoguchi::jobs::run_until_idle(&app).await.unwrap();
    let undone = job::Entity::find().filter(job::Column::State.ne(JobState::Done)).count(app.db.read()).await.unwrap();
    assert_eq!(undone, 0, "work is left");
}

/// For each applicant exactly one mail (told apart by its Message-ID: a repetition after a crash is the same mail), with
/// the number on the receipt; and no mail to anybody else.
fn assert_mailed(binary: &Binary, receipts: &BTreeMap<String, String>) {
    let mails = mails(&binary.mail_dir());
    for (number, key) in receipts {
        let own = mails.get(&format!("{key}@example.jp")).unwrap_or_else(|| panic!("{key} got no mail"));
        assert_eq!(own.len(), 1, "{key} got different mails: {:?}", own.keys());
        assert!(own.values().all(|text| text.contains(number.as_str())), "the mail of {key} does not name {number}");
    }
    let applicants = mails.keys().filter(|address| address.starts_with('r')).count();
    assert_eq!(applicants, receipts.len());
}

/// Mails by recipient and Message-ID.
fn mails(folder: &Path) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut found: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.extension().is_none_or(|extension| extension != "eml") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let header = |name: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(name));
            line.unwrap_or_else(|| panic!("no {name} in {text}")).trim().trim_matches(['<', '>']).to_owned()
        };
        found.entry(header("To:")).or_default().insert(header("Message-ID:"), text.clone());
    }
    found
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite_loses_nothing_when_killed() {
    survives(Database::create(Backend::Sqlite).await).await;
}

/// The server process is killed, not the database; whether the database's own disk is safe is its own business.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_loses_nothing_when_killed() {
    survives(Database::create(Backend::Postgres).await).await;
}
