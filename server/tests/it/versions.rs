//! Looking at the texts of a form: versions, what changed between them, the ways through them, the preview, the poster.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Actor, TestApp, fixtures};

/// A form that asks about a dog, and sends people without one away.
fn document() -> Value {
    json!({
        "type": "object", "title": "犬の登録", "description": "新しく犬を飼い始めた方へ。",
        "properties": {
            "name": { "type": "string", "title": "氏名", "x-kind": "shortText", "maxLength": 50 },
            "has": { "type": "string", "title": "犬がいますか", "x-kind": "choice",
                "oneOf": [{ "const": "yes", "title": "いる" }, { "const": "no", "title": "いない" }] },
            "born": { "type": "string", "format": "date", "title": "生年月日", "x-kind": "date" },
            "photo": { "type": "array", "title": "写真", "x-kind": "file", "maxItems": 1, "items": { "type": "string" } }
        },
        "required": ["name", "has", "photo"],
        "x-settings": { "saveDays": 14, "minutes": 5, "contact": { "name": "環境衛生課", "phone": "000-000-0000" } },
        "x-pages": [
            { "id": "who", "title": "あなた", "blocks": [{ "field": "name" }, { "field": "has" }],
              "x-exits": [{ "when": { "properties": { "has": { "const": "no" } }, "required": ["has"] },
                "title": "登録は要りません", "message": "犬を飼い始めたら、登録してください。" }] },
            { "id": "dog", "title": "犬", "blocks": [{ "field": "born" }, { "field": "photo" }] }
        ]
    })
}

async fn save(editor: &Actor, form: &str, document: &Value) {
    let path = format!("/api/v1/staff/forms/{form}/draft");
    let revision = editor.get(&path).await.expect(200).json()["revision"].clone();
    let request = editor.request(Method::PUT, &path).header("If-Match", format!("\"{revision}\"")).json(document);
    editor.send(request).await.expect(200);
}

async fn published(app: &TestApp) -> String {
    app.publish("dog", document()).await.to_string()
}

on_both_databases! {
    /// Live, draft and numbered versions are compared in any direction; what cannot be compared later says so.
    async fn what_changed_is_told(app) {
        let (form, editor) = (published(app).await, app.editor().await);
        let path = format!("/api/v1/staff/forms/{form}/changes");
        let same = editor.get(&path).await.expect(200).json();
        assert_eq!((&same["changes"], &same["from"]["number"], &same["to"]["number"]), (&json!([]), &json!(1), &Value::Null));

        let mut changed = document();
        changed["properties"]["has"]["oneOf"].as_array_mut().unwrap().pop();
        changed["properties"]["name"]["title"] = json!("飼い主の氏名");
        changed["x-pages"][0]["x-exits"] = json!([]);
        save(&editor, &form, &changed).await;
        let told = app.viewer().await.get(&path).await.expect(200).json();
        let said: Vec<(&str, &Value, &Value)> = told["changes"].as_array().unwrap().iter()
            .map(|one| (one["code"].as_str().unwrap(), &one["before"], &one["comparable"])).collect();
        assert_eq!(said, [
            ("exitRemoved", &json!("登録は要りません"), &json!(true)),
            ("labelChanged", &json!("氏名"), &json!(true)),
            ("choiceRemoved", &json!("いない"), &json!(false)),
        ]);
        assert_eq!(told["changes"][2]["warning"], "choiceGone");

        app.publish("dog", changed).await;
        let back = editor.get(&format!("{path}?from=2&to=1")).await.expect(200).json();
        assert_eq!((&back["from"]["number"], &back["to"]["number"]), (&json!(2), &json!(1)));
        assert!(back["changes"].as_array().unwrap().iter().any(|one| one["code"] == "choiceAdded"));
        assert_eq!(editor.get(&format!("{path}?from=live&to=2")).await.expect(200).json()["changes"], json!([]));
    }

    /// A draft that is no form yet is compared as far as that goes: not at all, and without an error.
    async fn a_draft_that_cannot_be_read_is_compared_with_nothing(app) {
        let (form, editor) = (published(app).await, app.editor().await);
        save(&editor, &form, &json!({ "properties": [] })).await;
        let told = editor.get(&format!("/api/v1/staff/forms/{form}/changes")).await.expect(200).json();
        assert_eq!(told["changes"], Value::Null);
        let paths = format!("/api/v1/staff/forms/{form}/paths");
        editor.get(&paths).await.expect_problem(422, "form-not-ready");
        editor.get(&format!("{paths}?version=live")).await.expect(200);
    }

    /// A version comes with its document, ready to be copied to the draft. What names nothing is refused in words.
    async fn a_version_is_looked_at(app) {
        let (form, editor) = (published(app).await, app.editor().await);
        let path = |rest: &str| format!("/api/v1/staff/forms/{form}{rest}");
        let version = editor.get(&path("/versions/1")).await.expect(200).json();
        assert_eq!((&version["number"], &version["document"]["title"]), (&json!(1), &json!("犬の登録")));
        for none in ["/versions/2", "/versions/0", "/versions/-1", "/changes?from=9", "/preview?version=9", "/preview?way=99"] {
            editor.get(&path(none)).await.expect_problem(404, "not-found");
        }
        for odd in ["/changes?from=newest", "/changes?to=1%27", "/paths?version=", "/paths?today=2026-02-30",
            "/preview?today=soon", "/preview?script=maybe", "/preview?way=-1", "/preview?start=perhaps"] {
            editor.get(&path(odd)).await.expect_problem(400, "invalid-request");
        }
        // Never published: there is nothing live.
        let created = editor.post("/api/v1/staff/forms", &json!({ "department_id": app.department })).await.expect(201).json();
        let fresh = created["id"].as_str().unwrap();
        editor.get(&format!("/api/v1/staff/forms/{fresh}/changes")).await.expect_problem(404, "not-found");
        editor.get(&format!("/api/v1/staff/forms/{fresh}/poster.pdf")).await.expect_problem(409, "conflict");
    }

    /// The ways are named with answers, and each can be clicked through to its end with them.
    async fn ways_are_walked_in_the_preview(app) {
        let (form, editor) = (published(app).await, app.editor().await);
        let path = |rest: &str| format!("/api/v1/staff/forms/{form}{rest}");
        let told = editor.get(&path("/paths?today=2026-05-01")).await.expect(200).json();
        assert_eq!((&told["today"], &told["is_cut"]), (&json!("2026-05-01"), &json!(false)));
        let ways = told["ways"].as_array().unwrap();
        assert_eq!(ways.len(), 2, "{told}");
        for (number, way) in ways.iter().enumerate() {
            assert_eq!(way["number"], number);
            let pages: Vec<&str> = way["pages"].as_array().unwrap().iter().map(|page| page["title"].as_str().unwrap()).collect();
            let decides = way["answers"].as_array().unwrap().iter().find(|answer| answer["label"] == "犬がいますか").unwrap();
            assert_eq!(decides["decides"], true);
            let end = editor.get(&path(&format!("/preview?way={number}&end=true&today=2026-05-01"))).await.expect(200).text();
            if way["exit"].is_null() {
                assert_eq!((pages, &decides["lines"]), (vec!["あなた", "犬"], &json!(["いる"])));
                assert!(end.contains("見本のファイル") && end.contains("いる"), "{end}");
            } else {
                assert_eq!((pages, &decides["lines"]), (vec!["あなた"], &json!(["いない"])));
                assert!(end.contains("犬を飼い始めたら"), "{end}");
            }
            let first = editor.get(&path(&format!("/preview?way={number}&page=0&today=2026-05-01"))).await.expect(200).text();
            assert!(first.contains("checked"), "the sample answers are filled in: {first}");
        }
        // Nothing was received, and no file was stored.
        let list = editor.get(&path("/submissions")).await.expect(200).json();
        assert_eq!(list["submissions"], json!([]));
    }

    /// A version as it was published, as of a day, without script; and on the next page still.
    async fn a_preview_keeps_what_it_shows_from_page_to_page(app) {
        let (form, editor) = (published(app).await, app.editor().await);
        let mut second = document();
        second["properties"]["name"]["title"] = json!("飼い主の氏名");
        app.publish("dog", second).await;
        let path = |rest: &str| format!("/api/v1/staff/forms/{form}/preview{rest}");
        let old = editor.get(&path("?version=1&today=2026-05-01&script=off")).await.expect(200);
        let policy: Vec<&str> = old.headers.get_all("content-security-policy").iter().map(|one| one.to_str().unwrap()).collect();
        assert!(policy.iter().any(|one| one.starts_with("sandbox ") && !one.contains("allow-scripts")), "{policy:?}");
        assert_eq!(old.header("cache-control"), "no-store");
        let html = old.text();
        assert!(!html.contains("飼い主の氏名") && html.contains("氏名"));
        let action = "action=\"/api/v1/staff/forms/";
        assert!(html.contains(action) && html.contains("/preview?version=1&#38;today=2026-05-01&#38;script=off\"")
            || html.contains("/preview?version=1&amp;today=2026-05-01&amp;script=off\""), "{html}");
        assert!(editor.get(&path("")).await.expect(200).text().contains("飼い主の氏名"), "the draft is the second version");
        assert!(editor.get(&path("?version=live")).await.expect(200).text().contains("飼い主の氏名"));
        let post = editor.request(Method::POST, &path("?version=1&script=off")).form(&[("_page", "who"), ("name", "")]);
        let next = editor.send(post).await.expect(200);
        assert!(next.headers.get_all("content-security-policy").iter().count() > 1);
        assert!(!next.text().contains("飼い主の氏名"));
    }

    /// The start page leads to the questions of the preview and nowhere else.
    async fn the_start_page_is_previewed(app) {
        let (form, editor) = (published(app).await, app.editor().await);
        editor.send(editor.request(Method::PATCH, &format!("/api/v1/staff/forms/{form}"))
            .json(&json!({ "opens_at": "2026-05-01T00:00:00Z" }))).await.expect(200);
        let path = |rest: &str| format!("/api/v1/staff/forms/{form}/preview?start=true{rest}");
        let waiting = editor.get(&path("")).await.expect(200).text();
        assert!(waiting.contains("受付はまだ始まっていません"), "{waiting}");
        let open = editor.get(&path("&today=2026-05-02")).await.expect(200).text();
        assert!(open.contains("入力を始める") && open.contains(&format!("/api/v1/staff/forms/{form}/preview\"")), "{open}");
        assert!(open.contains("name=\"today\" value=\"2026-05-02\""));
        assert!(!open.contains("/f/dog"), "{open}");
        let english = editor.get(&path("&lang=en&today=2026-05-02")).await.expect(200).text();
        assert!(english.contains("Start now") && english.contains("name=\"lang\" value=\"en\""));
    }

    /// The poster is one page for the wall, in every language.
    async fn a_poster_is_drawn(app) {
        let (form, viewer) = (published(app).await, app.viewer().await);
        let path = format!("/api/v1/staff/forms/{form}/poster.pdf");
        let poster = viewer.get(&path).await.expect(200);
        assert_eq!(poster.header("content-type"), "application/pdf");
        assert_eq!(poster.header("content-disposition"), "inline; filename=\"poster-dog-ja.pdf\"");
        assert!(poster.body.starts_with(b"%PDF-1.7"));
        let link = format!("/URI({}", app.organization.form_url("dog"));
        assert!(poster.body.windows(link.len()).any(|window| window == link.as_bytes()));
        let easy = viewer.get(&format!("{path}?lang=ja-easy")).await.expect(200);
        let english = viewer.get(&format!("{path}?lang=en")).await.expect(200);
        assert!(easy.body != poster.body && english.body != poster.body);
        app.resident().get(&path).await.expect_problem(401, "unauthenticated");
    }

    /// Every template of the gallery has ways and a poster.
    async fn every_template_has_ways_and_a_poster(app) {
        let viewer = app.viewer().await;
        for slug in fixtures::slugs().into_iter().take(6) {
            let form = app.publish_fixture(&slug).await;
            let ways = viewer.get(&format!("/api/v1/staff/forms/{form}/paths?version=live&today=2026-04-01")).await.expect(200).json();
            assert!(!ways["ways"].as_array().unwrap().is_empty(), "{slug}");
            viewer.get(&format!("/api/v1/staff/forms/{form}/preview?version=live&way=0&end=true&today=2026-04-01")).await.expect(200);
            viewer.get(&format!("/api/v1/staff/forms/{form}/poster.pdf")).await.expect(200);
        }
    }
}
