//! The PDF of a receipt is printed once: the same bytes for everybody who asks later, sealed, and gone with the case.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::harness::{TestApp, fixtures};

fn document() -> Value {
    let mut document = fixtures::short_form();
    document["properties"]["email"] =
        json!({ "type": "string", "format": "email", "title": "メールアドレス", "x-kind": "email" });
    document["x-language"] = json!(3);
    document["x-settings"] = json!({ "receiptMail": { "to": "email", "answers": "pdf" } });
    document
}

async fn submit(app: &TestApp) -> (String, String) {
    let answers = json!({ "name": "見本 花子", "email": "resident0@example.jp" });
    let receipt = app.resident().submit("short", "key", &answers).await.expect(201).json();
    let path = receipt["receipt_url"].as_str().unwrap().strip_prefix(&app.organization.base_url).unwrap().to_owned();
    let (id, _) = app.app.vault.open_token(path.rsplit('/').next().unwrap()).unwrap();
    (format!("{path}/receipt.pdf"), id.to_string())
}

/// What lies in the file store.
fn files(app: &TestApp) -> Vec<PathBuf> {
    let folder = app.folder().join("files").join(app.organization.id.to_string());
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    entries.map(|entry| entry.unwrap().path()).collect()
}

on_both_databases! {
    /// Residents and staff get the very same bytes, a mail and another language one of their own.
    async fn a_receipt_is_printed_once(app) {
        app.publish("short", document()).await;
        let (path, case) = submit(app).await;
        app.run_jobs().await;
        assert_eq!(files(app).len(), 1, "the mail's");
        let first = app.resident().get(&path).await.expect(200).body;
        assert!(first.starts_with(b"%PDF"));
        assert_eq!(files(app).len(), 2);
        let clerk = app.clerk().await;
        let staff = clerk.get(&format!("/api/v1/staff/submissions/{case}/receipt.pdf")).await.expect(200).body;
        assert_eq!(app.resident().get(&path).await.expect(200).body, first);
        assert_eq!(staff, first);
        assert_eq!(files(app).len(), 2, "nothing was printed again");
        for file in files(app) {
            assert!(!std::fs::read(file).unwrap().starts_with(b"%PDF"), "sealed");
        }
        // Ten at once that nobody has asked for before: all get the one that is kept.
        let english = format!("{path}?lang=en");
        let asked = (0..10).map(|_| async { app.resident().get(&english).await.expect(200).body });
        let got = futures_util::future::join_all(asked).await;
        assert!(got.iter().all(|pdf| *pdf != first));
        let again = app.resident().get(&english).await.expect(200).body;
        assert_eq!(files(app).len(), 3);
        assert!(got.contains(&again));
    }

    /// What was changed in the store is not served, but printed again.
    async fn what_lies_there_changed_is_not_served(app) {
        app.publish("short", document()).await;
        let (path, _) = submit(app).await;
        app.run_jobs().await;
        let mailed = files(app);
        app.resident().get(&path).await.expect(200);
        let kept = files(app).into_iter().find(|file| !mailed.contains(file)).unwrap();
        let mut bytes = std::fs::read(&kept).unwrap();
        bytes[20] ^= 1;
        std::fs::write(&kept, bytes).unwrap();
        let pdf = app.resident().get(&path).await.expect(200).body;
        assert!(pdf.starts_with(b"%PDF"));
        assert!(!kept.exists());
        assert_eq!(app.resident().get(&path).await.expect(200).body, pdf);
        assert_eq!(files(app).len(), 2);
    }
}
