//! What is kept elsewhere is worth something only when it comes back: a backup made under load becomes an installation in a
//! new folder, and an installation on SQLite goes on on PostgreSQL. Receipts, PDFs, files and accounts are all there.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use madoguchi_migrations::{Migrator, MigratorTrait};
use serde_json::{Value, json};

use crate::harness::{Actor, Backend, Binary, Database, Serving, connect, fixtures};

const ADMIN: [&str; 6] = ["staff", "add", "--email", "keeper@example.jp", "--role", "admin"];
const PASSWORD: &str = "a password for tests";

/// What a resident was told, and who it is.
struct Sent {
    key: String,
    answers: Value,
    number: String,
    path: String,
    /// The receipt as it was printed, when it was asked for.
    pdf: Option<Vec<u8>>,
}

/// The program with a form that takes a picture, and an administrator.
fn installation() -> Binary {
    let binary = Binary::new("");
    let mut document = fixtures::short_form();
    document["properties"]["photo"] =
        json!({ "type": "array", "title": "写真", "x-kind": "file", "items": { "type": "string" }, "maxItems": 1 });
    let form = binary.folder().join("keep.json");
    std::fs::write(&form, document.to_string()).unwrap();
    binary.prepare();
    binary.run(&["form", "import", form.to_str().unwrap(), "--publish"]).expect(0);
    binary.run_with(&ADMIN, &[], PASSWORD).expect(0);
    binary
}

async fn submit(resident: &Actor, key: &str) -> Sent {
    let token = resident.upload("keep", "photo", "家.png", fixtures::picture()).await;
    let answers = json!({ "name": format!("見本 {key}"), "photo": [token] });
    let receipt = resident.submit("keep", key, &answers).await.expect(201).json();
    let url = receipt["receipt_url"].as_str().unwrap();
    let path = url[url.find("/r/").unwrap()..].to_owned();
    Sent {
        key: key.to_owned(),
        answers,
        number: receipt["receipt_number"].as_str().unwrap().to_owned(),
        path,
        pdf: None,
    }
}

/// Everything these residents and the staff know of is there: receipt, PDF, file, and the same receipt for the same key.
async fn assert_there(binary: &Binary, serving: &Serving, sent: &[Sent]) {
    let resident = serving.resident();
    let token = binary.run(&["token", "issue", "--email", "keeper@example.jp"]).expect(0).stdout;
    let staff = Actor::new(&serving.base_url, Some(token.trim().to_owned()));
    let forms = staff.get("/api/v1/staff/forms").await.expect(200).json();
    let form = forms["forms"].as_array().unwrap().iter().find(|form| form["slug"] == "keep").unwrap()["id"].clone();
    let list = format!("/api/v1/staff/forms/{}/submissions?limit=200", form.as_str().unwrap());
    let rows = staff.get(&list).await.expect(200).json();
    for one in sent {
        let page = resident.get(&one.path).await.expect(200);
        assert!(page.text().contains(&one.number), "{}: {}", one.key, page.text());
        let pdf = resident.get(&format!("{}/receipt.pdf", one.path)).await.expect(200);
        assert!(pdf.body.starts_with(b"%PDF"), "{}", one.key);
        if let Some(printed) = &one.pdf {
            assert!(pdf.body == *printed, "{} was printed again", one.key);
        }
        let again = resident.submit("keep", &one.key, &one.answers).await.expect(201).json();
        assert_eq!(again["receipt_number"], one.number.as_str());
        let row =
            rows["submissions"].as_array().unwrap().iter().find(|row| row["receipt_number"] == one.number.as_str());
        let id = row.unwrap_or_else(|| panic!("{} is not in the list", one.number))["id"].as_str().unwrap().to_owned();
        let case = staff.get(&format!("/api/v1/staff/submissions/{id}")).await.expect(200).json();
        let file = case["files"][0]["id"].as_str().unwrap();
        let picture = staff.get(&format!("/api/v1/staff/submissions/{id}/files/{file}")).await.expect(200);
        assert!(picture.body.starts_with(b"\x89PNG"), "{}", one.key);
    }
}

/// A folder that has the key of another installation and nothing else.
fn folder_with_key_of(binary: &Binary) -> Binary {
    let other = Binary::new("");
    std::fs::create_dir(other.folder().join("data")).unwrap();
    std::fs::copy(binary.folder().join("data/installation.key"), other.folder().join("data/installation.key")).unwrap();
    other
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn a_backup_under_load_has_everything_that_was_acknowledged_before() {
    let binary = installation();
    let serving = binary.serve();
    let mut sent = Vec::new();
    for number in 0..6 {
        let mut one = submit(&serving.resident(), &format!("before{number}")).await;
        one.pdf = Some(serving.resident().get(&format!("{}/receipt.pdf", one.path)).await.expect(200).body.to_vec());
        sent.push(one);
    }
    let (is_over, meanwhile) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let load: Vec<_> = (0..4)
        .map(|writer| {
            let (resident, is_over, meanwhile) = (serving.resident(), is_over.clone(), meanwhile.clone());
            tokio::spawn(async move {
                while !is_over.load(Ordering::SeqCst) {
                    let key = format!("during{writer}-{}", meanwhile.fetch_add(1, Ordering::SeqCst));
                    submit(&resident, &key).await;
                }
            })
        })
        .collect();
    while meanwhile.load(Ordering::SeqCst) < 20 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let folder = binary.folder().join("backups/tonight");
    let said = binary.run(&["backup", text(&folder)]).expect(0).stdout;
    is_over.store(true, Ordering::SeqCst);
    for one in load {
        one.await.unwrap();
    }
    serving.stop();
    assert!(said.contains("submissions") && !folder.join("installation.key").exists(), "{said}");
    assert!(binary.run(&["backup", text(&folder)]).expect_sentence(2).contains("not empty"));

    let restored = folder_with_key_of(&binary);
    // What another database left behind would be replayed onto this one.
    for left in ["madoguchi.db-wal", "madoguchi.db-shm", "madoguchi.db-journal", "other.db"] {
        let left = restored.folder().join("data").join(left);
        std::fs::write(&left, b"left").unwrap();
        assert!(restored.run(&["restore", text(&folder)]).expect_sentence(2).contains("is there already"));
        std::fs::remove_file(left).unwrap();
    }
    restored.run(&["restore", text(&folder)]).expect(0);
    assert!(restored.run(&["restore", text(&folder)]).expect_sentence(2).contains("is there already"));
    let serving = restored.serve();
    assert_there(&restored, &serving, &sent).await;
    serving.stop();

    // The database goes where the settings say.
    let elsewhere = folder_with_key_of(&binary);
    let place = elsewhere.folder().join("databases/here.db");
    let elsewhere = elsewhere.with_database(&format!("sqlite:{}?mode=rwc", place.display()));
    elsewhere.run(&["restore", text(&folder)]).expect(0);
    assert!(place.exists() && !elsewhere.folder().join("data/madoguchi.db").exists());
    assert_private(&folder);

    // Without the key, with another one, or with a byte changed: nothing happens, and it is said why.
    let without = Binary::new("");
    assert!(without.run(&["restore", text(&folder)]).expect_sentence(2).contains("is missing"));
    let other = Binary::new("");
    other.prepare();
    std::fs::remove_file(other.folder().join("data/madoguchi.db")).unwrap();
    assert!(other.run(&["restore", text(&folder)]).expect_sentence(2).contains("another database"));
    let database = folder.join("madoguchi.db");
    let mut bytes = std::fs::read(&database).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&database, bytes).unwrap();
    let damaged = folder_with_key_of(&binary);
    assert!(damaged.run(&["restore", text(&folder)]).expect_sentence(2).contains("no complete backup"));
    assert!(!damaged.folder().join("data/madoguchi.db").exists());
}

/// Nobody but the owner reads anything below.
fn assert_private(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{} is {mode:o}", entry.path().display());
        if entry.path().is_dir() {
            assert_private(&entry.path());
        }
    }
}

/// A backup takes the tables as they are, says which they are, and goes back only where its files are whole.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_migrates_nothing_and_a_restore_checks_everything() {
    let binary = installation();
    let serving = binary.serve();
    submit(&serving.resident(), "a").await;
    serving.stop();
    let url = format!("sqlite:{}", binary.folder().join("data/madoguchi.db").display());
    let db = connect(&url).await;
    Migrator::down(&db, Some(1)).await.unwrap();
    db.close().await.unwrap();
    // A folder that is there already may be open to others.
    let folder = binary.folder().join("old");
    std::fs::create_dir(&folder).unwrap();
    binary.run(&["backup", text(&folder)]).expect(0);
    assert_private(&folder);
    let db = connect(&url).await;
    let applied = Migrator::get_applied_migrations_read_only(&db).await.unwrap();
    db.close().await.unwrap();
    assert_eq!(applied.len() + 1, Migrator::migrations().len(), "the backup migrated the database");
    let manifest = std::fs::read_to_string(folder.join("backup.json")).unwrap();
    let last = applied.last().unwrap().name();
    assert!(manifest.contains(last), "{manifest}");

    let newer = folder_with_key_of(&binary);
    std::fs::write(folder.join("backup.json"), manifest.replace(last, "m29991231_000001_later")).unwrap();
    assert!(newer.run(&["restore", text(&folder)]).expect_sentence(2).contains("newer version"));
    std::fs::write(folder.join("backup.json"), manifest).unwrap();
    let list = std::fs::read_to_string(folder.join("files.sha256")).unwrap();
    let file = list.lines().next().unwrap().split_once("  ").unwrap().1;
    let mut sealed = std::fs::read(folder.join(file)).unwrap();
    sealed[30] ^= 1;
    std::fs::write(folder.join(file), &sealed).unwrap();
    assert!(newer.run(&["restore", text(&folder)]).expect_sentence(2).contains(file));
    assert_eq!(std::fs::read_dir(newer.folder().join("data")).unwrap().count(), 1, "nothing but the key");
    sealed[30] ^= 1;
    std::fs::write(folder.join(file), &sealed).unwrap();
    newer.run(&["restore", text(&folder)]).expect(0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_of_a_lost_file_is_refused() {
    let binary = installation();
    let serving = binary.serve();
    submit(&serving.resident(), "a").await;
    serving.stop();
    let organization = std::fs::read_dir(binary.folder().join("data/files")).unwrap().next().unwrap().unwrap().path();
    let file = std::fs::read_dir(organization).unwrap().next().unwrap().unwrap().path();
    let sealed = std::fs::read(&file).unwrap();
    for (number, change) in [Some(sealed[..sealed.len() - 1].to_vec()), None].into_iter().enumerate() {
        match change {
            Some(shorter) => std::fs::write(&file, shorter).unwrap(),
            None => std::fs::remove_file(&file).unwrap(),
        }
        let folder = binary.folder().join(format!("backup{number}"));
        assert!(binary.run(&["backup", text(&folder)]).expect_sentence(2).contains("missing or damaged"));
        assert!(!folder.join("backup.json").exists(), "half a backup is none");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_installation_goes_on_on_postgres() {
    let binary = installation();
    let serving = binary.serve();
    let mut sent = Vec::new();
    for number in 0..4 {
        sent.push(submit(&serving.resident(), &format!("old{number}")).await);
    }
    let database = Database::create_bare().await;
    let from = format!("sqlite:{}", binary.folder().join("data/madoguchi.db").display());
    let move_it = ["migrate-data", "--from", &from, "--to", database.url()];
    assert!(binary.run(&move_it).expect_sentence(1).contains("stop the server first"));
    serving.stop();
    let exported = |settings: &[(&str, &str)]| {
        let target = binary.folder().join("out.json");
        binary.run_with(&["export", "keep", "--format", "json", "--out", text(&target)], settings, "").expect(0);
        fixtures::read(&target)
    };
    let before = exported(&[]);
    let said = binary.run(&move_it).expect(0).stdout;
    assert!(said.lines().any(|line| line == "submission\t4") && said.contains("each compared"), "{said}");
    assert!(binary.run(&move_it).expect_sentence(1).contains("is not empty"));
    assert_eq!(exported(&[]), before, "the source is untouched");

    let settings = [("MADOGUCHI_DATABASE_URL", database.url())];
    assert_eq!(exported(&settings), before);
    // The data folder stays, with the key and the files.
    let moved = binary.with_database(database.url());
    let serving = moved.serve();
    let sign_in = json!({ "email": "keeper@example.jp", "password": PASSWORD });
    serving.resident().post("/api/v1/staff/session", &sign_in).await.expect(200);
    assert_there(&moved, &serving, &sent).await;
    submit(&serving.resident(), "new").await;
    serving.stop();
    assert!(moved.run(&["backup", text(&moved.folder().join("b"))]).expect_sentence(2).contains("pg_dump"));
    drop(moved);
    database.remove().await;
}

/// The other way round, between other kinds, from nothing, or into what is in use: one sentence, and nothing done.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn data_moves_only_where_it_is_asked_to() {
    let binary = Binary::new("");
    let database = Database::create(Backend::Postgres).await;
    let url = database.url();
    let missing = format!("sqlite:{}", binary.folder().join("nothing.db").display());
    for (from, to, says) in [
        (url, url, "from sqlite:"),
        ("sqlite:a.db", "sqlite:b.db", "to postgres://"),
        (missing.as_str(), url, "cannot open the database to move from"),
    ] {
        let sentence = binary.run(&["migrate-data", "--from", from, "--to", to]).expect_sentence(2);
        assert!(sentence.contains(says), "{sentence}");
    }
    assert!(!binary.folder().join("nothing.db").exists());
    database.remove().await;
}
