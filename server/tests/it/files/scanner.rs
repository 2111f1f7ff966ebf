//! The virus scanner: found at the upload, away at the upload, found later.

use madoguchi::submissions::rescan::{self, Pass};
use serde_json::{Value, json};

use super::document;
use crate::harness::clamd::{Clamd, EICAR};
use crate::harness::{Backend, TestApp, fixtures, run_with};

/// A document with the test virus where it survives: in a string that nobody runs.
fn infected() -> Vec<u8> {
    format!("%PDF-1.7\n1 0 obj\n({})\nendobj\nstartxref\n9\n%%EOF\n", EICAR.concat()).into_bytes()
}

async fn case(app: &TestApp, form: &str) -> (String, Value) {
    let clerk = app.clerk().await;
    let list = clerk.get(&format!("/api/v1/staff/forms/{form}/submissions")).await.expect(200).json();
    let id = list["submissions"][0]["id"].as_str().unwrap_or_else(|| panic!("{list}")).to_owned();
    let case = clerk.get(&format!("/api/v1/staff/submissions/{id}")).await.expect(200).json();
    (id, case)
}

async fn scenario(app: &TestApp, clamd: &Clamd) {
    let form = app.publish("short", document()).await.to_string();
    let (resident, clerk) = (app.resident(), app.clerk().await);
    // Found at once: refused with a sentence.
    let refused = resident.try_upload("short", "proof", "診断書.pdf", infected()).await.expect(422).json();
    assert_eq!(refused["violations"][0]["code"], "fileInfected");
    assert!(refused["violations"][0]["message"].as_str().unwrap().contains("「診断書.pdf」"), "{refused}");
    let clean = resident.upload("short", "photo", "表.png", fixtures::picture()).await;

    // Away: accepted, and nobody sees it.
    clamd.switch(false);
    let waiting = resident.upload("short", "proof", "診断書.pdf", infected()).await;
    let harmless = resident.upload("short", "photo", "裏.png", fixtures::picture()).await;
    let ready = resident.get("/readyz").await.expect(200).text();
    assert!(ready.contains("warning"), "{ready}");
    let answers = json!({ "name": "髙橋 﨑子", "photo": [clean, harmless], "proof": [waiting] });
    resident.submit("short", "one", &answers).await.expect(201);
    app.run_jobs().await;
    let (id, before) = case(app, &form).await;
    let states = |case: &Value| -> Vec<String> {
        case["files"].as_array().unwrap().iter().map(|file| file["scan_state"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(states(&before), ["clean", "pending", "pending"]);
    let path = |case: &Value, file: usize| {
        format!("/api/v1/staff/submissions/{id}/files/{}", case["files"][file]["id"].as_str().unwrap())
    };
    clerk.get(&path(&before, 0)).await.expect(200);
    for held in [1, 2] {
        clerk.get(&path(&before, held)).await.expect_problem(409, "file-held");
    }
    clerk.get(&format!("{}/thumbnail", path(&before, 1))).await.expect_problem(409, "file-held");
    let archive = clerk.get(&format!("/api/v1/staff/submissions/{id}/files.zip")).await.expect(200).body;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(archive)).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.rsplit('/').next().unwrap().to_owned()).collect();
    assert_eq!(names, ["表.png", "入っていないファイル.txt"]);
    let mut told = String::new();
    std::io::Read::read_to_string(&mut archive.by_index(1).unwrap(), &mut told).unwrap();
    assert!(told.contains("裏.png") && told.contains("診断書.pdf"), "{told}");

    // Still away, and back again.
    let pass = rescan::pass(&app.app).await.unwrap();
    assert!(pass.is_away && pass.decided == 0);
    clamd.switch(true);
    assert_eq!(rescan::pass(&app.app).await.unwrap(), Pass { decided: 2, waiting: 0, is_away: false });
    assert_eq!(resident.get("/readyz").await.expect(200).text(), "ready\n");
    let (_, after) = case(app, &form).await;
    assert_eq!(states(&after), ["clean", "clean", "infected"]);
    clerk.get(&path(&after, 1)).await.expect(200);
    clerk.get(&path(&after, 2)).await.expect_problem(409, "file-held");
    let kinds: Vec<&str> =
        after["timeline"].as_array().unwrap().iter().map(|step| step["kind"].as_str().unwrap()).collect();
    assert!(kinds.contains(&"file_infected"), "{kinds:?}");
    let left = walk(&app.folder().join("files"));
    assert_eq!(left, 2, "the content of the infected file is gone");

    // One that nobody claimed yet cannot be sent any more.
    clamd.switch(false);
    let waiting = resident.upload("short", "proof", "診断書.pdf", infected()).await;
    clamd.switch(true);
    assert_eq!(rescan::pass(&app.app).await.unwrap().decided, 1);
    let refused = resident.submit("short", "two", &json!({ "name": "a", "proof": [waiting] })).await.expect(422).json();
    assert_eq!(refused["violations"][0]["code"], "file");
}

fn walk(folder: &std::path::Path) -> usize {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| if path.is_dir() { walk(&path) } else { 1 }).sum()
}

async fn on(backend: Backend) {
    let clamd = Clamd::start().await;
    let settings = format!("clamd_address = \"{}\"", clamd.address);
    run_with(backend, &settings, async |app: &TestApp| scenario(app, &clamd).await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_infected_is_passed_on_sqlite() {
    on(Backend::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_infected_is_passed_on_postgres() {
    on(Backend::Postgres).await;
}
