//! One application for each answer to a question: decided in the journal, freed by a withdrawal, taken again by a return.

use futures_util::future::join_all;
use madoguchi::db::entity::{submission, used_key};
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};

use crate::harness::{Actor, Answer, TestApp, fixtures};
use crate::residents::Page;

const PATH: &str = "/f/short";

fn document() -> Value {
    let mut document = fixtures::short_form();
    document["properties"]["email"] =
        json!({ "type": "string", "format": "email", "title": "メールアドレス", "x-kind": "email" });
    document["required"] = json!(["name", "email"]);
    document["x-settings"] = json!({ "onePer": "email", "receiptMail": { "to": null } });
    document
}

async fn submit(app: &TestApp, key: &str, email: &str) -> Answer {
    app.resident().submit("short", key, &json!({ "name": format!("見本 {key}"), "email": email })).await
}

async fn written(app: &TestApp) -> (u64, u64) {
    let db = app.app.db.read();
    (submission::Entity::find().count(db).await.unwrap(), used_key::Entity::find().count(db).await.unwrap())
}

async fn move_to(clerk: &Actor, case: &str, state: &str) -> Answer {
    clerk.post(&format!("/api/v1/staff/submissions/{case}/state"), &json!({ "state": state })).await
}

async fn only_case(app: &TestApp) -> String {
    submission::Entity::find().one(app.app.db.read()).await.unwrap().unwrap().id.to_string()
}

on_both_databases! {
    /// A hundred at once with one address: exactly one is received, its own repetition gets its receipt, others stay free.
    async fn a_hundred_at_once_are_one(app) {
        app.publish("short", document()).await;
        let keys: Vec<String> = (0..100).map(|number| format!("k{number}")).collect();
        let answers = join_all(keys.iter().map(|key| submit(app, key, "hanako@example.jp"))).await;
        let status = |wanted: u16| answers.iter().filter(|answer| answer.status == wanted).count();
        assert_eq!((status(201), status(409)), (1, 99));
        for (key, answer) in keys.iter().zip(&answers) {
            let body = answer.json();
            if answer.status == 201 {
                assert_eq!(submit(app, key, "hanako@example.jp").await.expect(201).json(), body);
            } else {
                assert_eq!((&body["code"], &body["field"]), (&json!("already-submitted"), &json!("email")));
                assert!(body.get("receipt_number").is_none() && !body.to_string().contains("hanako"), "{body}");
            }
        }
        assert_eq!(written(app).await, (1, 1));
        submit(app, "other", "taro@example.jp").await.expect(201);
        submit(app, "case", "HANAKO@Example.JP").await.expect_problem(409, "already-submitted");
        submit(app, "wide", "ｈａｎａｋｏ@example.jp").await.expect_problem(409, "already-submitted");
        assert_eq!(written(app).await, (2, 2));
        app.run_jobs().await;
    }

    /// The page says so kindly, gives nothing of the other application away, and keeps everything typed.
    async fn the_page_gives_nothing_away(app) {
        app.publish("short", document()).await;
        let number = submit(app, "first", "hanako@example.jp").await.expect(201).json()["receipt_number"].as_str().unwrap().to_owned();
        let resident = app.resident();
        let answers = [("name", "別の 人"), ("email", "hanako@example.jp")];
        let first = Page::of(&resident.get("/f/short/form").await.expect(200));
        let confirmation = Page::of(&first.send(&resident, PATH, &answers, "next").await.expect(200));
        let refused = confirmation.send(&resident, PATH, &[], "submit").await.expect(200);
        let refused = Page::of(&refused);
        assert!(refused.text.contains("すでに受け付けています") && refused.text.contains("「メールアドレス」"), "{}", refused.text);
        assert!(!refused.text.contains(&number) && !refused.text.contains("見本 first") && !refused.text.contains("/r/"));
        let again = Page::of(&refused.send(&resident, PATH, &[], "refresh").await.expect(200));
        assert!(again.text.contains("入力内容の確認") && again.text.contains("別の 人"), "nothing typed is lost");
        let edit = Page::of(&again.send(&resident, PATH, &[], "back").await.expect(200));
        let other = [("name", "別の 人"), ("email", "taro@example.jp")];
        let confirmation = Page::of(&edit.send(&resident, PATH, &other, "next").await.expect(200));
        confirmation.send(&resident, PATH, &[], "submit").await.expect(303);
        assert_eq!(written(app).await, (2, 2));
        app.run_jobs().await;
    }

    /// 取下げ frees the key, a return takes it again, unless somebody else has it meanwhile; then the case stays withdrawn.
    async fn a_withdrawal_frees_the_key(app) {
        app.publish("short", document()).await;
        submit(app, "first", "hanako@example.jp").await.expect(201);
        let (clerk, case) = (app.clerk().await, only_case(app).await);
        move_to(&clerk, &case, "in_progress").await.expect(200);
        submit(app, "second", "hanako@example.jp").await.expect_problem(409, "already-submitted");
        move_to(&clerk, &case, "withdrawn").await.expect(200);
        assert_eq!(written(app).await, (1, 0));
        move_to(&clerk, &case, "in_progress").await.expect(200);
        assert_eq!(written(app).await, (1, 1));
        submit(app, "second", "hanako@example.jp").await.expect_problem(409, "already-submitted");
        move_to(&clerk, &case, "withdrawn").await.expect(200);
        submit(app, "second", "hanako@example.jp").await.expect(201);
        move_to(&clerk, &case, "in_progress").await.expect_problem(409, "already-submitted");
        let state = clerk.get(&format!("/api/v1/staff/submissions/{case}")).await.expect(200).json()["state"].clone();
        assert_eq!((state, written(app).await), (json!("withdrawn"), (2, 1)));
        app.run_jobs().await;
    }

    /// Counted from the version on that says so; forms do not know each other's keys; what was left out counts for nothing.
    async fn only_where_the_version_says_so(app) {
        let mut before = document();
        before["x-settings"] = json!({});
        app.publish("short", before).await;
        submit(app, "a", "hanako@example.jp").await.expect(201);
        submit(app, "b", "hanako@example.jp").await.expect(201);
        let mut optional = document();
        optional["required"] = json!(["name"]);
        app.publish("short", optional).await;
        submit(app, "c", "hanako@example.jp").await.expect(201);
        submit(app, "d", "hanako@example.jp").await.expect_problem(409, "already-submitted");
        for key in ["e", "f"] {
            app.resident().submit("short", key, &json!({ "name": "見本" })).await.expect(201);
        }
        app.publish("other", document()).await;
        app.resident().submit("other", "a", &json!({ "name": "見本", "email": "hanako@example.jp" })).await.expect(201);
        assert_eq!(written(app).await, (6, 2));
        app.run_jobs().await;
    }
}
