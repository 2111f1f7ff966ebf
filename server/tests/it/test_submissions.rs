//! Test submissions: staff try a draft out to the end, and nobody else notices.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use madoguchi::db::entity::values::{JobState, Role};
use madoguchi::db::entity::{audit_event, form, form_version, job, stored_file, submission, submission_event};
use madoguchi::exports::{Format, export};
use madoguchi::forms::import;
use madoguchi::ids::FormId;
use reqwest::Method;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};

use crate::harness::{Actor, Browser, TestApp, fixtures};
use crate::residents::Page;

/// What a tester types where an applicant's address is asked for: it must never get a mail.
const TYPED: &str = "stranger@example.com";

/// The short form with an address, a photo, and its receipts numbered with a prefix of their own.
fn document() -> Value {
    let mut document = fixtures::short_form();
    document["properties"]["email"] =
        json!({ "type": "string", "format": "email", "title": "メールアドレス", "x-kind": "email" });
    document["properties"]["photo"] = json!({
        "type": "array", "title": "写真", "x-kind": "file", "items": { "type": "string" }, "maxItems": 1
    });
    document["x-settings"] = json!({ "receipt": { "prefix": "WK" }, "saveDays": 14 });
    document
}

async fn draft(app: &TestApp, slug: &str) -> FormId {
    import::import(&app.app, app.organization.id, app.department, slug, document()).await.unwrap()
}

async fn freeze(editor: &Actor, form: FormId, revision: i64) -> String {
    let path = format!("/api/v1/staff/forms/{form}/test-versions");
    let frozen = editor.post(&path, &json!({ "revision": revision })).await.expect(201).json();
    frozen["url"].as_str().unwrap().to_owned()
}

async fn revision(app: &TestApp, id: FormId) -> i64 {
    form::Entity::find_by_id(id).one(app.app.db.read()).await.unwrap().unwrap().draft_revision
}

/// Goes through a test up to its confirmation.
async fn confirmation(editor: &Actor, url: &str) -> Browser {
    let mut browser = Browser::begin(editor, url).await;
    browser.fill("name", "試験 太郎");
    browser.fill("email", TYPED);
    browser.choose_files("photo", vec![("写真.png".to_owned(), fixtures::picture())]);
    browser.press("next").await;
    assert!(browser.sheet.text.contains("入力内容の確認"), "{}", browser.sheet.text);
    browser
}

/// Sends a test; the browser shows its receipt.
async fn send(editor: &Actor, url: &str) -> Browser {
    let mut browser = confirmation(editor, url).await;
    browser.press("submit").await;
    assert!(browser.path.starts_with("/r/"), "{} {}", browser.path, browser.sheet.text);
    browser
}

async fn list(actor: &Actor, form: FormId, query: &str) -> Value {
    actor.get(&format!("/api/v1/staff/forms/{form}/submissions?{query}")).await.expect(200).json()
}

/// Whether the list of what is still to be done has the test done.
async fn is_tested(actor: &Actor, form: FormId) -> bool {
    let readiness = actor.get(&format!("/api/v1/staff/forms/{form}/readiness")).await.expect(200).json();
    let task = readiness["tasks"].as_array().unwrap().iter().find(|task| task["code"] == "test").unwrap();
    task["is_done"].as_bool().unwrap()
}

/// Saves the draft under another title.
async fn edit(app: &TestApp, actor: &Actor, form: FormId, title: &str) {
    let mut changed = document();
    changed["title"] = json!(title);
    let path = format!("/api/v1/staff/forms/{form}/draft");
    let request = actor.request(Method::PUT, &path).header("If-Match", format!("\"{}\"", revision(app, form).await));
    actor.send(request.json(&changed)).await.expect(200);
}

async fn address_of(actor: &Actor) -> String {
    let session = actor.get("/api/v1/staff/session").await.expect(200).json();
    session["staff"]["email"].as_str().unwrap().to_owned()
}

/// The subject of a mail, decoded (RFC 2047).
fn subject(mail: &str) -> String {
    let (_, rest) = mail.split_once("Subject: ").unwrap();
    let lines = rest.split("\r\n").enumerate().take_while(|(index, line)| *index == 0 || line.starts_with(' '));
    let words = lines.flat_map(|(_, line)| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
    words
        .map(|word| match word.strip_prefix("=?utf-8?b?").and_then(|word| word.strip_suffix("?=")) {
            Some(encoded) => String::from_utf8(STANDARD.decode(encoded).unwrap()).unwrap(),
            None => word,
        })
        .collect()
}

/// How many objects lie in the file store.
fn stored(app: &TestApp) -> usize {
    fn count(folder: &std::path::Path) -> usize {
        let entries = std::fs::read_dir(folder).map(|entries| entries.map(Result::unwrap).collect::<Vec<_>>());
        entries
            .unwrap_or_default()
            .iter()
            .map(|entry| if entry.path().is_dir() { count(&entry.path()) } else { 1 })
            .sum()
    }
    count(&app.folder().join("files"))
}

on_both_databases! {
    /// From the start page to the receipt with PDF and mail: with a number of its own, and only to the tester.
    async fn a_test_goes_all_the_way(app) {
        let form = draft(app, "short").await;
        let editor = app.editor().await;
        let me = address_of(&editor).await;
        let patch = json!({ "notification_emails": ["kakari@example.jp"] });
        editor.send(editor.request(Method::PATCH, &format!("/api/v1/staff/forms/{form}")).json(&patch)).await.expect(200);
        let url = freeze(&editor, form, revision(app, form).await).await;
        assert_eq!(freeze(&editor, form, revision(app, form).await).await, url, "the same revision is the same version");

        let start = Browser::open(&editor, &url).await;
        assert!(start.sheet.text.contains("テスト送信：実際の申請にはなりません") && start.sheet.text.contains("試験用の手続"));
        for theirs in ["/f/short", "href=\"/\"", "resume", "paper.pdf"] {
            assert!(!start.sheet.html.contains(theirs), "{theirs} leads away from the test");
        }
        let mut questions = Browser::begin(&editor, &url).await;
        assert!(!questions.sheet.has_button("save"), "a test is not saved");
        questions.press("next").await;
        assert!(questions.sheet.text.contains("（1件）") && questions.sheet.text.contains("テスト送信："), "{}", questions.sheet.text);

        let confirmation = confirmation(&editor, &url).await;
        let sent = confirmation.press_only("submit").await.expect(303);
        assert_eq!(sent.header("cache-control"), "no-store");
        let again = confirmation.press_only("submit").await.expect(303);
        assert_eq!(sent.header("location"), again.header("location"), "a double click is one test");
        let receipt = Browser::open(&app.resident(), sent.header("location")).await.sheet;
        let row = submission::Entity::find().one(app.app.db.read()).await.unwrap().unwrap();
        assert!(row.is_test && row.receipt_number.starts_with("TEST-") && row.receipt_number.len() == "TEST-7K3M-PX4R-D".len());
        for text in [row.receipt_number.as_str(), "テスト送信：", "これはテスト送信の受付です", "試験 太郎", &me] {
            assert!(receipt.text.contains(text), "{text} is missing: {}", receipt.text);
        }
        assert!(receipt.html.contains(&format!("/admin/submissions/{}", row.id)));
        let pdf = editor.get(&format!("/api/v1/staff/submissions/{}/receipt.pdf", row.id)).await.expect(200);
        assert!(pdf.body.starts_with(b"%PDF"));

        app.run_jobs().await;
        let mails = app.mails();
        assert_eq!(mails.len(), 1, "neither the typed address nor the department: {mails:?}");
        assert_eq!(mails[0].0, me);
        let subject = subject(&mails[0].1);
        assert!(subject.starts_with("【テスト】") && subject.contains(&row.receipt_number), "{subject}");

        // A message is announced to the tester too.
        let step = json!({ "state": "in_progress", "message": "確認しています。" });
        editor.post(&format!("/api/v1/staff/submissions/{}/state", row.id), &step).await.expect(200);
        app.run_jobs().await;
        let mails = app.mails();
        assert_eq!((mails.len(), &mails[1].0), (2, &me));
        assert!(crate::test_submissions::subject(&mails[1].1).starts_with("【テスト】"));
        let event = audit_event::Entity::find().filter(audit_event::Column::Action.eq("submission.received"));
        let event = event.one(app.app.db.read()).await.unwrap().unwrap();
        assert_eq!((event.staff_id, event.detail.as_str()), (row.entered_by, "{\"is_test\":true}"));
    }

    /// Places, counts, lists, versions, exports and the public interface are the same before and after.
    async fn a_test_counts_nowhere(app) {
        let form = draft(app, "short").await;
        let editor = app.editor().await;
        import::publish_now(&app.app, app.organization.id, form).await.unwrap();
        let patch = json!({ "capacity": 2 });
        editor.send(editor.request(Method::PATCH, &format!("/api/v1/staff/forms/{form}")).json(&patch)).await.expect(200);
        app.resident().submit("short", "k", &json!({ "name": "見本 花子" })).await.expect(201);
        let mut next = document();
        next["properties"]["town"] = json!({ "type": "string", "title": "町名", "maxLength": 50 });
        import::import(&app.app, app.organization.id, app.department, "short", next).await.unwrap();
        app.app.live_forms.refresh(&app.app.db).await.unwrap();

        let seen = async || {
            let detail = editor.get(&format!("/api/v1/staff/forms/{form}")).await.expect(200).json();
            let versions = editor.get(&format!("/api/v1/staff/forms/{form}/versions")).await.expect(200).json();
            let target = app.folder().join("export.csv");
            let count = export(&app.app, app.organization.id, form, Format::Csv, &target).await.unwrap();
            app.app.live_forms.refresh(&app.app.db).await.unwrap();
            let public = app.resident().get("/api/v1/forms/short").await.expect(200).text();
            let start = app.resident().get("/f/short").await.expect(200).text();
            let portal = app.resident().get("/").await.expect(200).text();
            let mut list = list(&editor, form, "").await;
            list.as_object_mut().unwrap().remove("test_count");
            (detail, versions, count, std::fs::read_to_string(target).unwrap(), public, start, portal, list)
        };
        let before = seen().await;
        let url = freeze(&editor, form, revision(app, form).await).await;
        for _ in 0..3 {
            send(&editor, &url).await;
        }
        assert_eq!(seen().await, before);
        let tests = list(&editor, form, "test=true").await;
        assert_eq!((&tests["test_count"], tests["submissions"].as_array().unwrap().len()), (&json!(3), 3));
        assert_eq!((&tests["counts"]["received"], &tests["submissions"][0]["is_test"]), (&json!(3), &json!(true)));
        assert_eq!(list(&editor, form, "").await["test_count"], 3);
        assert_eq!(list(&editor, form, "test=true&state=completed").await["submissions"], json!([]));
        // The capacity that is set anew counts what was received, and no test.
        for capacity in [json!(null), json!(2)] {
            let patch = json!({ "capacity": capacity });
            editor.send(editor.request(Method::PATCH, &format!("/api/v1/staff/forms/{form}")).json(&patch)).await.expect(200);
        }
        app.resident().submit("short", "l", &json!({ "name": "見本 花子" })).await.expect(201);
        app.resident().submit("short", "m", &json!({ "name": "見本 花子" })).await.expect_problem(409, "form-full");
        // Full, and closed: it can still be tried out, as before it opens.
        send(&editor, &url).await;
        app.switch(form, false).await;
        send(&editor, &url).await;
        app.run_jobs().await;
    }

    /// What was frozen stays as it was frozen; a draft with problems is not frozen, nor one that has moved on.
    async fn a_test_version_is_frozen(app) {
        let form = draft(app, "short").await;
        let editor = app.editor().await;
        let url = freeze(&editor, form, 1).await;
        let path = format!("/api/v1/staff/forms/{form}/test-versions");
        let put = async |revision: i64, document: &Value| {
            let path = format!("/api/v1/staff/forms/{form}/draft");
            let request = editor.request(Method::PUT, &path).header("If-Match", format!("\"{revision}\""));
            editor.send(request.json(document)).await.expect(200);
        };
        let mut next = document();
        next["title"] = json!("新しい手続");
        put(1, &next).await;
        assert!(Browser::open(&editor, &url).await.sheet.text.contains("試験用の手続"));
        let newer = freeze(&editor, form, 2).await;
        assert!(newer != url && Browser::open(&editor, &newer).await.sheet.text.contains("新しい手続"));
        assert_eq!(freeze(&editor, form, 1).await, url, "an earlier one can be gone through again");
        next["properties"]["name"]["pattern"] = json!("(");
        put(2, &next).await;
        editor.post(&path, &json!({ "revision": 9 })).await.expect_problem(409, "conflict");
        let problem = editor.post(&path, &json!({ "revision": 3 })).await.expect_problem(422, "form-not-ready");
        assert!(!problem.json()["problems"].as_array().unwrap().is_empty());
        editor.post(&path, &json!({ "revision": -1 })).await.expect(422);
        let both = json!({ "revision": 2 });
        let (one, other) = tokio::join!(editor.post(&path, &both), editor.post(&path, &both));
        assert_eq!(one.expect(201).json(), other.expect(201).json());
        assert_eq!(form_version::Entity::find().count(app.app.db.read()).await.unwrap(), 2);
    }

    /// A test version is nothing at the residents' address, and a resident's state is nothing in a test.
    async fn residents_never_get_into_a_test(app) {
        let form = draft(app, "short").await;
        import::publish_now(&app.app, app.organization.id, form).await.unwrap();
        let (editor, resident) = (app.editor().await, app.resident());
        let url = freeze(&editor, form, revision(app, form).await).await;
        let version = url.split_once("version=").unwrap().1.to_owned();
        let mut stolen = confirmation(&editor, &url).await;
        let live = {
            let first = Page::of(&resident.get("/f/short/form").await.expect(200));
            Page::of(&first.send(&resident, "/f/short", &[("name", "見本 花子")], "next").await.expect(200))
        };
        let live_version = live.hiddens.iter().find(|(name, _)| name == "_version").unwrap().1.clone();
        assert_ne!(live_version, version);

        stolen.send_to("/f/short");
        assert_eq!(stolen.press_only("submit").await.status, 404, "the version is nobody's there");
        stolen.set_hidden("_version", &live_version);
        let page = stolen.press_only("submit").await.expect(200).text();
        assert!(!page.contains("試験 太郎"), "a state of a test does not open: {page}");
        // From the very first page, without a state.
        let forged = [("_version", version.as_str()), ("_page", "page-1"), ("name", "見本 花子"), ("_action", "next")];
        let answer = resident.send(resident.request(Method::POST, "/f/short").form(&forged)).await;
        assert_eq!(answer.status, 404);
        // And the other way round: what a resident has cannot be sent as a test, nor keyed in at the counter.
        let answer = live.send(&editor, &url, &[], "submit").await.expect(200);
        assert!(!answer.text().contains("見本 花子"));
        let counter = format!("/api/v1/staff/forms/{form}/counter");
        assert_eq!(confirmation(&editor, &url).await.sheet.controls.len(), stolen.sheet.controls.len());
        let mut keyed = confirmation(&editor, &url).await;
        keyed.send_to(&counter);
        assert_eq!(keyed.press_only("submit").await.status, 404);
        keyed.set_hidden("_version", &live_version);
        keyed.press_only("submit").await.expect(200);
        assert_eq!(submission::Entity::find().count(app.app.db.read()).await.unwrap(), 0);
        let minus = format!("/api/v1/staff/forms/{form}/versions/-1/withdraw");
        editor.post(&minus, &json!({ "reason": "消す" })).await.expect_problem(404, "not-found");
        live.send(&resident, "/f/short", &[], "submit").await.expect(303);
        app.run_jobs().await;
    }

    /// Editors of the department only; a browser is told by a page, and another form's version is not there.
    async fn only_editors_within_reach(app) {
        let form = draft(app, "short").await;
        let editor = app.editor().await;
        let url = freeze(&editor, form, 1).await;
        let foreign = app.add_department("別の課").await;
        let stranger = app.staff(Role::Editor, &[foreign]).await;
        stranger.get(&url).await.expect_problem(404, "not-found");
        let browser = confirmation(&editor, &url).await;
        let mut strange = browser.another_tab();
        strange.moves_to(&stranger);
        assert_eq!(strange.press_only("submit").await.status, 404);
        let page = |actor: &Actor| actor.request(Method::GET, &url).header("accept", "text/html,*/*;q=0.8");
        let clerk = app.clerk().await;
        let told = clerk.send(page(&clerk)).await.expect(403);
        assert!(told.header("content-type").starts_with("text/html") && told.text().contains("編集者以上の権限が必要です"));
        assert!(app.resident().send(page(&app.resident())).await.expect(401).text().contains("ログインが必要です"));
        assert!(stranger.send(page(&stranger)).await.expect(404).text().contains("このテスト版はありません"));

        let other = draft(app, "other").await;
        let misplaced = url.replace(&form.to_string(), &other.to_string());
        editor.get(&misplaced).await.expect_problem(404, "not-found");
        import::publish_now(&app.app, app.organization.id, form).await.unwrap();
        let version = form_version::Entity::find().filter(form_version::Column::IsTest.eq(false));
        let published = version.one(app.app.db.read()).await.unwrap().unwrap().id;
        let path = format!("/api/v1/staff/forms/{form}/test");
        editor.get(&format!("{path}?version={published}")).await.expect_problem(404, "not-found");
        for nonsense in ["", "?version=", "?version=ver_x", "?version=' or 1=1"] {
            editor.get(&format!("{path}{nonsense}")).await.expect_problem(400, "invalid-request");
        }
        assert_eq!(submission::Entity::find().count(app.app.db.read()).await.unwrap(), 0);
    }

    /// One click, and nothing is left: rows, timelines, files, mails that wait, test versions. What residents sent stays.
    async fn erasing_leaves_nothing_of_a_test(app) {
        let form = draft(app, "short").await;
        import::publish_now(&app.app, app.organization.id, form).await.unwrap();
        let (editor, resident, db) = (app.editor().await, app.resident(), app.app.db.read());
        let token = resident.upload("short", "photo", "本物.png", fixtures::picture()).await;
        let theirs = resident.submit("short", "k", &json!({ "name": "見本 花子", "photo": [token] })).await.expect(201);
        let theirs = theirs.json()["receipt_number"].as_str().unwrap().to_owned();
        app.run_jobs().await;
        let left = async || {
            let (files, versions) = (stored_file::Entity::find().count(db), form_version::Entity::find().count(db));
            let (steps, jobs) = (submission_event::Entity::find().count(db), job::Entity::find().count(db));
            let rows = submission::Entity::find().count(db).await.unwrap();
            (rows, files.await.unwrap(), versions.await.unwrap(), steps.await.unwrap(), jobs.await.unwrap(), stored(app))
        };
        let before = left().await;
        assert_eq!((before.0, before.1, before.5), (1, 1, 1));

        let url = freeze(&editor, form, revision(app, form).await).await;
        assert!(!is_tested(&editor, form).await);
        send(&editor, &url).await;
        assert!(is_tested(&editor, form).await);
        app.run_jobs().await;
        let receipt = send(&editor, &url).await;
        send(&editor, &url).await;
        assert!(app.jobs(JobState::Waiting).await > 0, "mails wait");
        let tests = list(&editor, form, "test=true").await;
        let one = tests["submissions"][0]["id"].as_str().unwrap().to_owned();
        let path = format!("/api/v1/staff/submissions/{one}");
        let detail = editor.get(&path).await.expect(200).json();
        assert_eq!((&detail["is_test"], &detail["can"]["erase"]), (&json!(true), &json!(true)));
        assert_eq!((&detail["entered_by"]["name"], detail["version"].as_i64().unwrap() < 0), (&json!("試験 担当"), true));
        assert_eq!(app.clerk().await.get(&path).await.expect(200).json()["can"]["erase"], false);
        let step = json!({ "state": "in_progress", "message": "確認しています。", "note": "内部" });
        editor.post(&format!("{path}/state"), &step).await.expect(200);
        let printed = stored(app);
        editor.get(&format!("{path}/receipt.pdf")).await.expect(200);
        assert_eq!(stored(app), printed + 1, "its receipt is kept");

        editor.send(editor.request(Method::DELETE, &path)).await.expect(204);
        editor.send(editor.request(Method::DELETE, &path)).await.expect_problem(404, "not-found");
        editor.get(&path).await.expect_problem(404, "not-found");
        let all = format!("/api/v1/staff/forms/{form}/test-submissions");
        let stranger = app.staff(Role::Editor, &[app.add_department("別の課").await]).await;
        stranger.send(stranger.request(Method::DELETE, &all)).await.expect_problem(404, "not-found");
        let erased = editor.send(editor.request(Method::DELETE, &all)).await.expect(200).json();
        assert_eq!(erased, json!({ "erased": 2 }));
        assert_eq!(left().await, before);
        assert!(is_tested(&editor, form).await, "what was tried out stays tried out");
        assert_eq!((app.jobs(JobState::Waiting).await, app.jobs(JobState::Dead).await), (0, 0));
        assert_eq!(resident.get(&receipt.path).await.status, 404, "its receipt is gone too");
        editor.get(&url).await.expect_problem(404, "not-found");
        let erased = editor.send(editor.request(Method::DELETE, &all)).await.expect(200).json();
        assert_eq!(erased, json!({ "erased": 0 }));

        // A resident's submission stays, whatever is asked.
        let real = list(&editor, form, "").await["submissions"][0].clone();
        assert_eq!(real["receipt_number"], theirs);
        let path = format!("/api/v1/staff/submissions/{}", real["id"].as_str().unwrap());
        editor.send(editor.request(Method::DELETE, &path)).await.expect_problem(409, "conflict");
        editor.get(&path).await.expect(200);
        // After all that, the same draft can be tried out again.
        send(&editor, &freeze(&editor, form, revision(app, form).await).await).await;
        editor.send(editor.request(Method::DELETE, &all)).await.expect(200);
    }

    /// Erasing does not undo what was tried out, in whatever order; another edit asks for another test.
    async fn an_erased_test_stays_done_until_the_next_edit(app) {
        let form = draft(app, "short").await;
        let editor = app.editor().await;
        let all = format!("/api/v1/staff/forms/{form}/test-submissions");
        let other_than = async |known: &str| {
            let tests = list(&editor, form, "test=true").await;
            let mut ids = tests["submissions"].as_array().unwrap().iter().map(|test| test["id"].as_str().unwrap().to_owned());
            ids.find(|id| id != known).unwrap()
        };
        send(&editor, &freeze(&editor, form, revision(app, form).await).await).await;
        let of_first = other_than("").await;
        edit(app, &editor, form, "書き直した手続").await;
        assert!(!is_tested(&editor, form).await, "the draft is another one");
        send(&editor, &freeze(&editor, form, revision(app, form).await).await).await;
        let of_second = other_than(&of_first).await;
        assert!(is_tested(&editor, form).await);
        for test in [&of_second, &of_first] {
            editor.send(editor.request(Method::DELETE, &format!("/api/v1/staff/submissions/{test}"))).await.expect(204);
            assert!(is_tested(&editor, form).await);
        }

        edit(app, &editor, form, "もう一度書き直した手続").await;
        assert!(!is_tested(&editor, form).await);
        send(&editor, &freeze(&editor, form, revision(app, form).await).await).await;
        edit(app, &editor, form, "三度書き直した手続").await;
        send(&editor, &freeze(&editor, form, revision(app, form).await).await).await;
        editor.send(editor.request(Method::DELETE, &all)).await.expect(200);
        assert!(is_tested(&editor, form).await, "the newer of two that go together counts");
    }

    /// Who was disabled meanwhile gets no mail about a test, and neither does anybody else.
    async fn a_disabled_tester_gets_no_mail(app) {
        let form = draft(app, "short").await;
        let (admin, id) = (app.admin().await, app.add_account(Role::Editor, &[app.department]).await);
        let token = madoguchi::staff::tokens::issue(&app.app, app.organization.id, id).await.unwrap();
        let editor = Actor::new(&app.organization.base_url, Some(token));
        let url = freeze(&editor, form, 1).await;
        send(&editor, &url).await;
        let path = format!("/api/v1/staff/accounts/{id}");
        admin.send(admin.request(Method::PATCH, &path).json(&json!({ "is_disabled": true }))).await.expect(200);
        app.run_jobs().await;
        assert!(app.mails().is_empty(), "{:?}", app.mails());
        let all = format!("/api/v1/staff/forms/{form}/test-submissions");
        admin.send(admin.request(Method::DELETE, &all)).await.expect(200);
    }
}
