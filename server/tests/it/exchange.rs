//! How forms begin and travel: files between two organizations, foreign schemas, lists of questions, copies, templates to
//! look at; and whatever strangers may put into a file.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Actor, Answer, TestApp, fixtures};

const FORMS: &str = "/api/v1/staff/forms";

async fn read(actor: &Actor, kind: &str, text: &str) -> Answer {
    actor.post(&format!("{FORMS}/import"), &json!({ "kind": kind, "text": text })).await
}

/// Makes a form of what was understood, as the page does.
async fn create(app: &TestApp, actor: &Actor, understood: &Value) -> Value {
    let body = json!({ "department_id": app.department, "document": understood["document"],
        "origin": understood["origin"], "settings": understood["settings"] });
    actor.post(FORMS, &body).await.expect(201).json()
}

async fn draft(actor: &Actor, form: &Value) -> Value {
    let id = form["id"].as_str().unwrap();
    actor.get(&format!("{FORMS}/{id}/draft")).await.expect(200).json()["document"].clone()
}

async fn file(actor: &Actor, form: &str, of: &str) -> Answer {
    actor.get(&format!("{FORMS}/{form}/file?of={of}")).await.expect(200)
}

on_both_databases! {
    /// Out of one organization and into another: the same document, the settings that travel, and where it came from.
    async fn a_form_travels_to_another_organization(app) {
        let there = TestApp::spawn(app.backend(), "").await;
        // A template in the current language of forms: documents of earlier ones are upgraded on the way.
        let document = madoguchi::forms::templates::by_id("dog-registration").unwrap().document;
        let form = app.publish("dog-registration", document.clone()).await.to_string();
        let (editor, receiver) = (app.editor().await, there.editor().await);
        let settings = json!({ "capacity": 50, "is_listed": false, "notification_emails": ["secret-clerk@example.jp"] });
        editor.send(editor.request(Method::PATCH, &format!("{FORMS}/{form}")).json(&settings)).await.expect(200);

        let answer = file(&editor, &form, "live").await;
        assert!(answer.header("content-disposition").contains("dog-registration.madoguchi.json"));
        let text = answer.text();
        assert!(!text.contains("secret-clerk"), "addresses of staff stay");
        let exported = answer.json();
        assert_eq!(exported["madoguchi"], 1);
        assert_eq!(exported["origin"]["version"], 1);
        assert_eq!(exported["origin"]["exported_at"], "2026-04-01T01:00:00Z");

        let understood = read(&receiver, "file", &text).await.expect(200).json();
        assert_eq!(understood["origin"]["is_unchanged"], true, "{}", understood["origin"]);
        assert_eq!(understood["document"], exported["document"]);
        assert!(understood["problems"].as_array().unwrap().iter().all(|problem| problem["severity"] != "error"));
        assert!(understood["report"].as_array().unwrap().iter().any(|note| note["code"] == "contactOfOrigin"));
        assert_eq!(receiver.get(FORMS).await.json()["forms"], json!([]), "looking makes no form");

        let made = create(&there, &receiver, &understood).await;
        assert_eq!((&made["slug"], &made["capacity"], &made["is_listed"]), (&json!("dog-registration"), &json!(50), &json!(false)));
        assert_eq!(made["notification_emails"], json!([]));
        assert_eq!(made["state"], "draft");
        assert_eq!(made["origin"]["kind"], "file");
        assert_eq!(made["origin"]["organization"], exported["origin"]["organization"]);
        assert_eq!(made["origin"]["sha256"], exported["sha256"]);
        assert_eq!(draft(&receiver, &made).await, document);
        // A second time it gets an address of its own.
        assert_eq!(create(&there, &receiver, &understood).await["slug"], "dog-registration-2");
        there.finish().await;
    }

    /// Somebody edited the file on its way: it can be taken, and says so for good. A damaged one cannot.
    async fn a_changed_file_says_so_and_a_damaged_one_is_refused(app) {
        let form = app.publish("short", fixtures::short_form()).await.to_string();
        let editor = app.editor().await;
        let text = file(&editor, &form, "live").await.text();
        let mut changed: Value = serde_json::from_str(&text).unwrap();
        changed["document"]["title"] = "別の名前".into();
        let understood = read(&editor, "file", &changed.to_string()).await.expect(200).json();
        assert_eq!(understood["origin"]["is_unchanged"], false);
        assert_eq!(create(app, &editor, &understood).await["origin"]["is_unchanged"], false);
        // Formatted anew it is the same.
        let compact = serde_json::from_str::<Value>(&text).unwrap().to_string();
        assert_eq!(read(&editor, "file", &compact).await.json()["origin"]["is_unchanged"], true);

        for (part, value) in [
            ("sha256", json!("no hash")), ("sha256", Value::Null), ("document", json!("x")), ("settings", json!({ "capacity": -5 })),
            ("settings", json!({ "access_secret": "x" })), ("origin", json!([])), ("madoguchi", json!("one")),
        ] {
            let mut damaged: Value = serde_json::from_str(&text).unwrap();
            damaged[part] = value;
            let answer = read(&editor, "file", &damaged.to_string()).await.expect_problem(422, "file-damaged");
            assert_eq!(answer.json()["detail"], part);
        }
        changed["madoguchi"] = json!(2);
        read(&editor, "file", &changed.to_string()).await.expect_problem(422, "file-too-new");
        let cut = text.chars().take(text.chars().count() / 2).collect::<String>();
        let answer = read(&editor, "file", &cut).await.expect_problem(422, "file-unreadable");
        assert!(answer.json()["line"].as_u64().unwrap() > 1);
    }

    /// What a stranger may put into a file, a schema or a list.
    async fn hostile_files_are_refused_or_kept_as_text(app) {
        let editor = app.editor().await;
        let twice = r#"{"title": "a", "title": "b", "properties": {}}"#;
        read(&editor, "file", twice).await.expect_problem(422, "file-unreadable");
        for deep in ["[".repeat(100_000), "{\"a\":".repeat(50_000)] {
            read(&editor, "schema", &deep).await.expect_problem(422, "file-unreadable");
        }
        let depth = format!("{}1{}", "{\"allOf\":[".repeat(60), "]}".repeat(60));
        assert_eq!(read(&editor, "schema", &depth).await.status, 422);
        read(&editor, "schema", "[1, 2]").await.expect_problem(422, "import-refused");
        read(&editor, "schema", "\"text\"").await.expect_problem(422, "import-refused");
        let recursive = json!({ "type": "object", "required": ["next"], "properties": { "next": { "$ref": "#" } } });
        let refused = read(&editor, "schema", &recursive.to_string()).await.expect_problem(422, "import-refused");
        assert!(!refused.json()["problems"].as_array().unwrap().is_empty());
        read(&editor, "questions", " \n\u{3000}").await.expect_problem(422, "import-refused");
        read(&editor, "questions", &"氏名\n".repeat(5_000)).await.expect_problem(422, "import-refused");
        read(&editor, "file", &"x".repeat(1_500_001)).await.expect(422);
        read(&editor, "file", &"x".repeat(42_000_000)).await.expect_problem(413, "payload-too-large");
        for body in [json!({ "kind": "program", "text": "" }), json!({ "kind": "file" }), json!({ "kind": "file", "text": 5 }), json!([])] {
            editor.post(&format!("{FORMS}/import"), &body).await.expect(400);
        }

        // Markup is text, in the answer and on the resident's page.
        let script = "<script>alert(1)</script>";
        let understood = read(&editor, "questions", script).await.expect(200).json();
        assert_eq!(understood["questions"][0]["label"], script);
        let form = create(app, &editor, &understood).await;
        let page = editor.get(&format!("{FORMS}/{}/preview", form["id"].as_str().unwrap())).await.expect(200).text();
        assert!(!page.contains(script) && page.contains("&#60;script&#62;alert"), "{page}");
    }

    /// A form cannot be made of two things, of nothing that is there, or with settings nobody could set.
    async fn what_a_form_begins_with_is_checked(app) {
        let editor = app.editor().await;
        let other = app.add_department("別の課").await;
        let foreign = madoguchi::forms::import::import(&app.app, app.organization.id, other, "foreign", fixtures::short_form());
        let foreign = foreign.await.unwrap().to_string();
        let document = fixtures::short_form();
        for (body, at) in [
            (json!({ "copy_of": foreign }), "/copy_of"),
            (json!({ "template_id": "nothing" }), "/template_id"),
            (json!({ "template_id": "staff-survey", "document": document }), "/document"),
            (json!({ "template_id": "staff-survey", "copy_of": foreign }), "/copy_of"),
            (json!({ "document": [1] }), "/document"),
            (json!({ "document": document, "settings": { "capacity": 0 } }), "/settings"),
            (json!({ "document": document, "origin": { "kind": "file", "organization": "長".repeat(201) } }), "/origin/organization"),
        ] {
            let mut body = body;
            body["department_id"] = json!(app.department);
            let answer = editor.post(FORMS, &body).await.expect_problem(422, "invalid-request");
            assert_eq!(answer.json()["violations"][0]["at"], at);
        }
        let twice = format!(r#"{{"department_id": "{}", "document": {{"a": 1, "a": 2}}}}"#, app.department);
        let request = editor.request(Method::POST, FORMS).header("Content-Type", "application/json").body(twice);
        editor.send(request).await.expect(400);
        assert_eq!(editor.get(FORMS).await.json()["forms"], json!([]));
    }

    /// A copy has the draft and what says how the form works, but no address, no secrets and no life of its own.
    async fn an_own_form_can_be_copied(app) {
        let form = app.publish("short", fixtures::short_form()).await.to_string();
        let editor = app.editor().await;
        let settings = json!({ "capacity": 7, "notification_emails": ["a@example.jp"], "closes_at": "2026-05-01T00:00:00Z" });
        editor.send(editor.request(Method::PATCH, &format!("{FORMS}/{form}")).json(&settings)).await.expect(200);
        let copy = editor.post(FORMS, &json!({ "department_id": app.department, "copy_of": form })).await.expect(201).json();
        let title = fixtures::short_form()["title"].as_str().unwrap().to_owned();
        assert_eq!(copy["title"], format!("{title}の写し"));
        assert_eq!((&copy["state"], &copy["capacity"], &copy["closes_at"]), (&json!("draft"), &json!(7), &Value::Null));
        assert_eq!(copy["notification_emails"], json!([]));
        assert_ne!(copy["slug"], "short");
        assert_eq!((&copy["origin"]["kind"], &copy["origin"]["form"]), (&json!("copy"), &json!("short")));
        assert_eq!(draft(&editor, &copy).await["properties"], draft(&editor, &json!({ "id": form })).await["properties"]);
    }

    /// A list of questions and somebody's schema become drafts that can be published; a file of a draft names no version.
    async fn lists_and_schemas_become_forms(app) {
        let editor = app.editor().await;
        let list = "1. 氏名（ふりがな）【必須】\n2. 生年月日\n3. 交付の方法：窓口・郵送\n4. ふわふわ";
        let understood = read(&editor, "questions", list).await.expect(200).json();
        let kinds: Vec<&str> = understood["questions"].as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["personName", "date", "choice", "shortText"]);
        assert_eq!(understood["guesses"][3]["is_sure"], false);
        let form = create(app, &editor, &understood).await;
        assert_eq!(form["origin"]["kind"], "questions");
        let id = form["id"].as_str().unwrap();
        editor.post(&format!("{FORMS}/{id}/publish"), &json!({ "revision": 1 })).await.expect(200);
        let exported = file(&editor, id, "draft").await.json();
        assert_eq!(exported["origin"]["version"], Value::Null);
        assert_eq!(file(&editor, id, "live").await.json()["origin"]["version"], 1);

        let foreign = fixtures::read(&fixtures::path("fixtures/foreign/api-component.json"));
        let understood = read(&editor, "schema", &foreign["schema"].to_string()).await.expect(200).json();
        assert_eq!(understood["origin"]["kind"], "schema");
        assert!(!understood["report"].as_array().unwrap().is_empty());
        assert!(understood["problems"].as_array().unwrap().iter().all(|problem| problem["severity"] != "error"));
        create(app, &editor, &understood).await;
    }

    /// The pages of a template can be walked through before a form is made of it; nothing is stored.
    async fn a_template_can_be_looked_at(app) {
        let viewer = app.viewer().await;
        let path = "/api/v1/staff/templates/vaccine-booking/preview";
        let page = viewer.get(path).await.expect(200);
        assert!(page.text().contains("接種券番号") && page.header("cache-control") == "no-store");
        assert!(page.header("content-security-policy").contains("frame-ancestors 'self'"));
        let next = viewer.send(viewer.request(Method::POST, path).form(&[("_action", "next")])).await.expect(200).text();
        assert!(next.contains("接種券番号"), "the first page again, with what is missing");
        viewer.get("/api/v1/staff/templates/nothing/preview").await.expect(404);
        assert_eq!(viewer.get(FORMS).await.json()["forms"], json!([]));
    }
}
