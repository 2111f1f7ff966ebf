//! The JSON interface for machines: what is accepted, what is refused and how, and that one key is one submission.

use std::collections::HashSet;

use futures_util::future::join_all;
use madoguchi::db::entity::submission;
use reqwest::Method;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::json;

use crate::harness::{TestApp, fixtures};

async fn submissions(app: &TestApp) -> u64 {
    submission::Entity::find().count(app.app.db.read()).await.unwrap()
}

on_both_databases! {
    /// A submission is answered with its receipt; sent again, with the same one.
    async fn one_key_is_one_submission(app) {
        app.publish("short", fixtures::short_form()).await;
        let machine = app.resident();
        let first = machine.submit("short", "key-1", &json!({ "name": "窓口 太郎", "memo": "よろしく" })).await.expect(201);
        assert_eq!(first.header("cache-control"), "no-store");
        let receipt = first.json();
        assert_eq!(receipt["received_at"], "2026-04-01T01:00:00Z");
        assert!(receipt["receipt_url"].as_str().unwrap().starts_with(&app.organization.receipt_url("")));

        app.app.clock.advance(60);
        let again = machine.submit("short", "key-1", &json!({ "memo": "よろしく", "name": " 窓口 太郎 " })).await;
        assert_eq!(again.expect(201).json(), receipt, "the same answers in other words are the same submission");

        let other = machine.submit("short", "key-1", &json!({ "name": "見本 花子" })).await;
        other.expect_problem(422, "idempotency-key-reused");
        let next = machine.submit("short", "key-2", &json!({ "name": "窓口 太郎", "memo": "よろしく" })).await.expect(201);
        assert_ne!(next.json()["receipt_number"], receipt["receipt_number"]);
        assert_eq!(submissions(app).await, 2);
        app.run_jobs().await;
    }

    /// Fifty impatient clicks give one submission and fifty times the same receipt.
    async fn simultaneous_posts_with_one_key_give_one_submission(app) {
        app.publish("short", fixtures::short_form()).await;
        let (machine, answers) = (app.resident(), json!({ "name": "見本 花子" }));
        let posts = (0..50).map(|_| machine.submit("short", "the-same", &answers));
        let numbers: HashSet<String> =
            join_all(posts).await.into_iter().map(|answer| answer.expect(201).json().to_string()).collect();
        assert_eq!(numbers.len(), 1);
        assert_eq!(submissions(app).await, 1);
        app.run_jobs().await;
    }

    /// Many at once, each with a key of its own, are all received, under different numbers.
    async fn simultaneous_posts_with_many_keys_are_all_received(app) {
        app.publish("short", fixtures::short_form()).await;
        let (machine, answers) = (app.resident(), json!({ "name": "見本 花子" }));
        let keys: Vec<String> = (0..100).map(|number| format!("key-{number}")).collect();
        let receipts = join_all(keys.iter().map(|key| machine.submit("short", key, &answers))).await;
        let numbers: HashSet<String> =
            receipts.into_iter().map(|answer| answer.expect(201).json()["receipt_number"].to_string()).collect();
        assert_eq!(numbers.len(), 100);
        assert_eq!(submissions(app).await, 100);
        app.run_jobs().await;
    }

    /// Answers that are not acceptable are named with place and code, and nothing is stored.
    async fn wrong_answers_are_refused_with_their_places(app) {
        app.publish("short", fixtures::short_form()).await;
        let wrong = json!({ "name": "　", "count": "百人", "unknown": 1 });
        let problem = app.resident().submit("short", "key", &wrong).await.expect_problem(422, "answers-invalid").json();
        let mut found: Vec<(String, String)> = Vec::new();
        for violation in problem["violations"].as_array().unwrap() {
            found.push((violation["at"].as_str().unwrap().to_owned(), violation["code"].as_str().unwrap().to_owned()));
        }
        assert_eq!(found.iter().map(|(at, _)| at.as_str()).collect::<Vec<_>>(), ["/name", "/count", "/unknown"]);
        assert_eq!(found[0].1, "required");
        assert_eq!(submissions(app).await, 0);
    }

    /// A request that is no submission is told so, each in its own words.
    async fn malformed_requests_are_refused(app) {
        app.publish("short", fixtures::short_form()).await;
        let machine = app.resident();
        let path = "/api/v1/forms/short/submissions";
        let answers = json!({ "name": "見本 花子" });
        machine.post(path, &answers).await.expect_problem(400, "invalid-request");
        let too_long = "k".repeat(129);
        for key in ["", " ", "a b", too_long.as_str()] {
            machine.submit("short", key, &answers).await.expect_problem(400, "invalid-request");
        }
        machine.submit("short", &"k".repeat(128), &answers).await.expect(201);
        let request = machine.request(Method::POST, path).header("idempotency-key", "k").header("content-type", "application/json");
        machine.send(request.body("{\"name\": ")).await.expect_problem(400, "invalid-request");
        let request = machine.request(Method::POST, path).header("idempotency-key", "k").header("content-type", "application/json");
        machine.send(request.body("[1]")).await.expect_problem(400, "invalid-request");
        let request = machine.request(Method::POST, path).header("idempotency-key", "k").header("content-type", "application/json");
        machine.send(request.body("{\"name\": \"a\", \"name\": \"b\"}")).await.expect_problem(400, "invalid-request");
        let huge = json!({ "name": "あ".repeat(1024 * 1024) });
        machine.submit("short", "huge", &huge).await.expect_problem(413, "payload-too-large");
        machine.submit("no-such-form", "k", &answers).await.expect_problem(404, "not-found");
        machine.get("/api/v1/forms/no-such-form").await.expect_problem(404, "not-found");
        machine.get("/api/v1/nothing").await.expect_problem(404, "not-found");
        app.run_jobs().await;
    }

    /// The published contract is plain JSON Schema with the form's name and state.
    async fn the_contract_is_public(app) {
        app.publish_fixture("vaccine-booking").await;
        let form = app.resident().get("/api/v1/forms/vaccine-booking").await.expect(200).json();
        assert_eq!((&form["slug"], &form["version"], &form["is_open"]), (&json!("vaccine-booking"), &json!(1), &json!(true)));
        assert!(!form["schema"].to_string().contains("\"x-"), "no extension keyword leaves the house");
        assert_eq!(form["schema"]["type"], "object");
    }

    /// A form that was never published is not there at all.
    async fn drafts_are_not_public(app) {
        let document = fixtures::short_form();
        madoguchi::forms::import::import(&app.app, app.organization.id, app.department, "draft", document).await.unwrap();
        app.resident().get("/api/v1/forms/draft").await.expect_problem(404, "not-found");
        app.resident().submit("draft", "k", &json!({ "name": "x" })).await.expect_problem(404, "not-found");
    }

    /// Publishing, closing and opening are visible to the very next request.
    async fn changes_are_visible_at_once(app) {
        let form = app.publish("short", fixtures::short_form()).await;
        let machine = app.resident();
        let before = machine.submit("short", "before", &json!({ "name": "早い 人" })).await.expect(201).json();

        let mut next = fixtures::short_form();
        next["properties"]["town"] = json!({ "type": "string", "title": "町名", "maxLength": 50 });
        next["required"] = json!(["name", "town"]);
        app.publish("short", next).await;
        assert_eq!(machine.get("/api/v1/forms/short").await.expect(200).json()["version"], 2);
        machine.submit("short", "k", &json!({ "name": "見本 花子" })).await.expect_problem(422, "answers-invalid");

        app.switch(form, false).await;
        assert_eq!(machine.get("/api/v1/forms/short").await.expect(200).json()["is_open"], false);
        let answers = json!({ "name": "見本 花子", "town": "中央" });
        machine.submit("short", "late", &answers).await.expect_problem(409, "form-closed");
        let repeated = machine.submit("short", "before", &json!({ "name": "早い 人" })).await.expect(201).json();
        assert_eq!(repeated, before, "who sends again after closing still gets the receipt");

        app.switch(form, true).await;
        machine.submit("short", "late", &answers).await.expect(201);
        app.run_jobs().await;
    }

    /// Every answer carries the headers that keep browsers from harm, errors too.
    async fn answers_carry_security_headers(app) {
        for path in ["/healthz", "/readyz", "/metrics", "/nothing", "/api/v1/forms/x"] {
            let answer = app.resident().get(path).await;
            assert!(answer.header("content-security-policy").contains("default-src 'none'"), "{path}");
            assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
            assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
            assert!(!answer.header("x-request-id").is_empty(), "{path}");
        }
        app.resident().get("/healthz").await.expect(200);
        app.resident().get("/readyz").await.expect(200);
    }
}
