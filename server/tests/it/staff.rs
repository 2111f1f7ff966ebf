//! A staff member's afternoon over HTTP: sign in, build, publish, work on a case, export; and what must not happen.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Actor, Answer, PASSWORD, TestApp, fixtures};

/// A browser that signed in keeps its cookie.
struct Browser {
    actor: Actor,
    cookie: String,
}

impl Browser {
    async fn sign_in(app: &TestApp, email: &str, password: &str) -> (Answer, Option<Self>) {
        let actor = app.resident();
        let answer = actor.post("/api/v1/staff/session", &json!({ "email": email, "password": password })).await;
        let cookie = answer.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
        let browser = (answer.status == 200).then_some(Self { actor, cookie });
        (answer, browser)
    }

    async fn send(&self, method: Method, path: &str, origin: Option<&str>) -> Answer {
        let mut request = self.actor.request(method, path).header("cookie", &self.cookie);
        if let Some(origin) = origin {
            request = request.header("origin", origin);
        }
        self.actor.send(request).await
    }
}

async fn put_draft(editor: &Actor, form: &str, revision: i64, document: &Value) -> Answer {
    let path = format!("/api/v1/staff/forms/{form}/draft");
    editor.send(editor.request(Method::PUT, &path).header("If-Match", format!("\"{revision}\"")).json(document)).await
}

on_both_databases! {
    /// The first administrator signs in with the password that was shown once, and out again.
    async fn signing_in_and_out(app) {
        let (email, password) = (&app.first_start.admin_email, &app.first_start.admin_password);
        let (answer, browser) = Browser::sign_in(app, email, password).await;
        let browser = browser.unwrap_or_else(|| panic!("{}", answer.text()));
        let cookie = answer.header("set-cookie").to_owned();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
        assert_eq!(answer.json()["staff"]["role"], "admin");
        assert!(!answer.text().contains("password_hash"));
        browser.send(Method::GET, "/api/v1/staff/session", None).await.expect(200);
        browser.send(Method::DELETE, "/api/v1/staff/session", None).await.expect(204);
        browser.send(Method::GET, "/api/v1/staff/session", None).await.expect_problem(401, "unauthenticated");
    }

    /// A wrong password and an unknown address are told apart by nothing, and many attempts are slowed down.
    async fn wrong_passwords_are_refused_and_slowed_down(app) {
        let email = app.first_start.admin_email.clone();
        let (wrong, _) = Browser::sign_in(app, &email, "not the password").await;
        let wrong = wrong.expect_problem(401, "sign-in-failed").json();
        let (unknown, _) = Browser::sign_in(app, "nobody@example.jp", "not the password").await;
        let unknown = unknown.expect_problem(401, "sign-in-failed").json();
        assert_eq!((&wrong["title"], &wrong["detail"]), (&unknown["title"], &unknown["detail"]));
        let mut slowed = None;
        for _ in 0..30 {
            let (answer, _) = Browser::sign_in(app, &email, "not the password").await;
            if answer.status == 429 {
                slowed = Some(answer);
                break;
            }
        }
        let slowed = slowed.expect("attempts without end are slowed down").expect_problem(429, "too-many-attempts");
        assert!(slowed.header("retry-after").parse::<i64>().unwrap() > 0);
        app.app.clock.advance(24 * 60 * 60);
        let (answer, _) = Browser::sign_in(app, &email, &app.first_start.admin_password).await;
        answer.expect(200);
    }

    /// A page of another site cannot act with a signed-in browser's cookie.
    async fn other_sites_cannot_act(app) {
        let (_, browser) = Browser::sign_in(app, &app.first_start.admin_email, &app.first_start.admin_password).await;
        let browser = browser.unwrap();
        let path = "/api/v1/staff/session";
        browser.send(Method::DELETE, path, Some("https://evil.example.com")).await.expect_problem(403, "cross-site");
        let request = browser.actor.request(Method::DELETE, path).header("cookie", &browser.cookie);
        browser.actor.send(request.header("sec-fetch-site", "cross-site")).await.expect_problem(403, "cross-site");
        browser.send(Method::GET, path, None).await.expect(200);
        browser.send(Method::DELETE, path, Some(&app.organization.base_url)).await.expect(204);
    }

    /// From a template to a published form that takes submissions, and on to its next version.
    async fn building_and_publishing(app) {
        let editor = app.editor().await;
        let templates = editor.get("/api/v1/staff/templates").await.expect(200).json();
        assert_eq!(templates["templates"].as_array().unwrap().len(), fixtures::slugs().len());
        let new = json!({ "department_id": app.department, "template_id": "road-damage-report" });
        let form = editor.post("/api/v1/staff/forms", &new).await.expect(201).json();
        assert_eq!((&form["state"], &form["version"]), (&json!("draft"), &Value::Null));
        let id = form["id"].as_str().unwrap().to_owned();
        let slug = form["slug"].as_str().unwrap().to_owned();
        let draft = editor.get(&format!("/api/v1/staff/forms/{id}/draft")).await.expect(200).json();
        let template = fixtures::form("road-damage-report");
        assert_eq!(draft["document"], *madoguchi_schema::upgrade(&template), "in the current language");

        let saved = put_draft(&editor, &id, 1, &fixtures::short_form()).await.expect(200).json();
        assert_eq!((&saved["revision"], saved["problems"].is_array()), (&json!(2), true));
        app.resident().get(&format!("/f/{slug}")).await.expect(404);
        let publish = format!("/api/v1/staff/forms/{id}/publish");
        editor.post(&publish, &json!({ "revision": 1 })).await.expect_problem(409, "conflict");
        let published = editor.post(&publish, &json!({ "revision": 2 })).await.expect(200).json();
        assert_eq!((&published["state"], &published["version"]), (&json!("open"), &json!(1)));
        assert_eq!(published["public_url"], app.organization.form_url(&slug));
        app.resident().get(&format!("/f/{slug}")).await.expect(200);
        app.resident().submit(&slug, "k", &json!({ "name": "見本 花子" })).await.expect(201);

        let closed = editor.post(&format!("/api/v1/staff/forms/{id}/close"), &json!({})).await.expect(200).json();
        assert_eq!(closed["state"], "closed");
        app.resident().submit(&slug, "late", &json!({ "name": "見本 花子" })).await.expect_problem(409, "form-closed");
        app.run_jobs().await;
    }

    /// Two editors: the second save loses nothing and is told who was first.
    async fn a_conflicting_save_is_told_who_was_first(app) {
        let (first, second) = (app.editor().await, app.editor().await);
        let form = first.post("/api/v1/staff/forms", &json!({ "department_id": app.department })).await.expect(201).json();
        let id = form["id"].as_str().unwrap();
        put_draft(&first, id, 1, &fixtures::short_form()).await.expect(200);
        let mut other = fixtures::short_form();
        other["title"] = json!("別の題");
        let conflict = put_draft(&second, id, 1, &other).await.expect_problem(409, "conflict").json();
        assert_eq!(conflict["revision"], 2);
        assert!(conflict["edited_by"].to_string().contains("試験 担当"), "{conflict}");
        let draft = first.get(&format!("/api/v1/staff/forms/{id}/draft")).await.expect(200).json();
        assert_eq!(draft["document"]["title"], "試験用の手続");
        let path = format!("/api/v1/staff/forms/{id}/draft");
        second.send(second.request(Method::PUT, &path).json(&other)).await.expect_problem(428, "precondition-required");
    }

    /// A document with problems is saved, lists them, and is not published.
    async fn problems_are_listed_and_stop_publishing(app) {
        let editor = app.editor().await;
        let form = editor.post("/api/v1/staff/forms", &json!({ "department_id": app.department })).await.expect(201).json();
        let id = form["id"].as_str().unwrap();
        let mut broken = fixtures::short_form();
        broken["required"] = json!(["nobody"]);
        let saved = put_draft(&editor, id, 1, &broken).await.expect(200).json();
        let is_error = |problem: &Value| problem["severity"] == "error";
        assert!(saved["problems"].as_array().unwrap().iter().any(is_error), "{saved}");
        let path = format!("/api/v1/staff/forms/{id}/publish");
        let refused = editor.post(&path, &json!({ "revision": 2 })).await.expect_problem(422, "form-not-ready").json();
        assert!(refused["problems"].as_array().unwrap().iter().any(is_error), "{refused}");
    }

    /// A case is read, moved, noted and exported; its timeline says by whom.
    async fn working_on_a_case(app) {
        let form = app.publish("short", fixtures::short_form()).await;
        let receipt = app.resident().submit("short", "k", &json!({ "name": "髙橋 﨑子" })).await.expect(201).json();
        app.run_jobs().await;
        let clerk = app.clerk().await;
        let list = clerk.get(&format!("/api/v1/staff/forms/{form}/submissions")).await.expect(200).json();
        assert_eq!(list["counts"]["received"], 1);
        assert_eq!(list["submissions"][0]["receipt_number"], receipt["receipt_number"]);
        assert!(!list.to_string().contains("髙橋"), "a list shows no answers");
        let id = list["submissions"][0]["id"].as_str().unwrap();
        let case = clerk.get(&format!("/api/v1/staff/submissions/{id}")).await.expect(200);
        assert!(case.header("cache-control").contains("no-store"));
        assert!(case.text().contains("髙橋 﨑子"));
        let path = format!("/api/v1/staff/submissions/{id}/state");
        let moved = clerk.post(&path, &json!({ "state": "in_progress", "note": "電話で確認" })).await.expect(200).json();
        assert_eq!(moved["state"], "in_progress");
        assert!(moved["timeline"].to_string().contains("電話で確認"), "{moved}");
        assert!(moved["timeline"].to_string().contains("試験 担当"), "{moved}");
        let back = clerk.post(&path, &json!({ "state": "completed" })).await.expect(200).json();
        assert_eq!(back["next_states"], json!(["in_progress"]));
        assert_eq!(clerk.post(&path, &json!({ "state": "withdrawn" })).await.status / 100, 4, "完了 cannot become 取下げ");
        let csv = clerk.get(&format!("/api/v1/staff/forms/{form}/export?format=csv")).await.expect(200);
        assert!(csv.header("content-disposition").starts_with("attachment"));
        assert!(csv.text().contains("髙橋 﨑子") && csv.text().contains("完了"));
        let pdf = clerk.get(&format!("/api/v1/staff/submissions/{id}/receipt.pdf")).await.expect(200);
        assert!(pdf.body.starts_with(b"%PDF-"));
    }

    /// The last administrator remains, whatever is tried.
    async fn the_last_administrator_remains(app) {
        let (_, browser) = Browser::sign_in(app, &app.first_start.admin_email, &app.first_start.admin_password).await;
        let browser = browser.unwrap();
        let session = browser.send(Method::GET, "/api/v1/staff/session", None).await.expect(200).json();
        let path = format!("/api/v1/staff/accounts/{}", session["staff"]["id"].as_str().unwrap());
        for change in [json!({ "is_disabled": true }), json!({ "role": "editor" })] {
            let request = browser.actor.request(Method::PATCH, &path).header("cookie", &browser.cookie).json(&change);
            browser.actor.send(request).await.expect_problem(409, "last-admin");
        }
    }

    /// A password that was reset or changed ends what was signed in with the old one.
    async fn a_new_password_ends_old_sessions(app) {
        let admin = app.admin().await;
        let new = json!({ "email": "kakari@example.jp", "name": "係員", "role": "clerk", "department_ids": [app.department] });
        let added = admin.post("/api/v1/staff/accounts", &new).await.expect(201).json();
        let (_, browser) = Browser::sign_in(app, "kakari@example.jp", added["password"].as_str().unwrap()).await;
        let browser = browser.expect("the generated password signs in");
        let path = format!("/api/v1/staff/accounts/{}/password", added["account"]["id"].as_str().unwrap());
        let reset = admin.post(&path, &json!({})).await.expect(200).json();
        browser.send(Method::GET, "/api/v1/staff/session", None).await.expect_problem(401, "unauthenticated");
        let (_, browser) = Browser::sign_in(app, "kakari@example.jp", reset["password"].as_str().unwrap()).await;
        let browser = browser.expect("the new password signs in");
        let change = json!({ "current_password": reset["password"], "new_password": PASSWORD });
        let request = browser.actor.request(Method::PUT, "/api/v1/staff/password").header("cookie", &browser.cookie);
        browser.actor.send(request.json(&change)).await.expect(204);
        let (answer, _) = Browser::sign_in(app, "kakari@example.jp", PASSWORD).await;
        answer.expect(200);
    }
}
