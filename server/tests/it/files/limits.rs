//! Limits per form: over them a page that keeps everything, and when to come back.

use serde_json::json;

use super::{document, send};
use crate::harness::{Backend, TestApp, fixtures, run_with};
use crate::residents::Page;

async fn uploads(app: &TestApp) {
    app.publish("short", document()).await;
    app.publish("other", document()).await;
    let (resident, path) = (app.resident(), "/f/short");
    let first = Page::of(&resident.get(path).await.expect(200));
    let picture = |name| ("photo", name, fixtures::picture());
    let typed = [("name", "髙橋 﨑子")];
    let page = send(&first, &resident, path, &typed, vec![picture("1.png"), picture("2.png")], "attach:photo").await;
    let page = Page::of(&page.expect(200));
    let proof = vec![("proof", "3.png", fixtures::picture())];
    let busy = send(&page, &resident, path, &typed, proof, "next").await.expect(503);
    let wait: u32 = busy.header("retry-after").parse().unwrap();
    assert!((1..60).contains(&wait), "{wait}");
    let busy = Page::of(&busy);
    for kept in ["髙橋 﨑子", "1.png", "2.png", "「3.png」をいま受け取れませんでした"] {
        assert!(busy.text.contains(kept), "{kept}: {}", busy.text);
    }
    let refused = resident.try_upload("short", "photo", "4.png", fixtures::picture()).await;
    let refused = refused.expect_problem(503, "unavailable");
    assert!(!refused.header("retry-after").is_empty());
    resident.upload("other", "photo", "5.png", fixtures::picture()).await;
    app.app.clock.advance(60);
    let proof = vec![("proof", "3.png", fixtures::picture())];
    let page = Page::of(&send(&busy, &resident, path, &typed, proof, "next").await.expect(200));
    assert!(page.text.contains("入力内容の確認") && page.text.contains("3.png"), "{}", page.text);
}

async fn submissions(app: &TestApp) {
    app.publish("short", fixtures::short_form()).await;
    let (resident, path) = (app.resident(), "/f/short");
    resident.submit("short", "one", &json!({ "name": "a" })).await.expect(201);
    let refused = resident.submit("short", "two", &json!({ "name": "a" })).await.expect_problem(503, "unavailable");
    assert!(!refused.header("retry-after").is_empty());
    let first = Page::of(&resident.get(path).await.expect(200));
    let confirmation = Page::of(&first.send(&resident, path, &[("name", "髙橋 﨑子")], "next").await.expect(200));
    let busy = confirmation.send(&resident, path, &[], "submit").await.expect(503);
    assert!(busy.header("retry-after").parse::<u32>().unwrap() < 120);
    let busy = Page::of(&busy);
    app.app.clock.advance(60);
    busy.send(&resident, path, &[], "submit").await.expect(303);
    app.run_jobs().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn more_files_than_a_form_may_take_lose_nothing() {
    run_with(Backend::Sqlite, "form_uploads_per_minute = 2", uploads).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn more_submissions_than_a_form_may_take_lose_nothing() {
    run_with(Backend::Sqlite, "form_submissions_per_minute = 1", submissions).await;
}
