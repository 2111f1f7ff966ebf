//! Two people and one draft: each is told of the other, and what each made of it can be compared without being stored.

use madoguchi::db::entity::values::Role;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Actor, Answer, fixtures};

fn names(answer: &Answer) -> Vec<String> {
    let body = answer.json();
    let editors = body["editors"].as_array().unwrap();
    editors.iter().map(|editor| editor["name"].as_str().unwrap().to_owned()).collect()
}

async fn own_name(actor: &Actor) -> String {
    let session = actor.get("/api/v1/staff/session").await.expect(200).json();
    session["staff"]["name"].as_str().unwrap().to_owned()
}

on_both_databases! {
    /// The second learns of the first at once, the first of the second with the next message; who is silent for a minute
    /// or says so has left. Nobody hears of other forms' editors.
    async fn editors_hear_of_each_other(app) {
        let form = app.publish("short", fixtures::short_form()).await;
        let other = app.publish("other", fixtures::short_form()).await;
        let path = format!("/api/v1/staff/forms/{form}/editors");
        let (first, second) = (app.editor().await, app.admin().await);
        let (first_name, second_name) = (own_name(&first).await, own_name(&second).await);

        let alone = first.post(&path, &Value::Null).await.expect(200);
        assert_eq!((names(&alone), alone.header("cache-control")), (vec![], "no-store"));
        let told = second.post(&path, &Value::Null).await.expect(200);
        assert_eq!(names(&told), [first_name.as_str()]);
        assert!(told.json()["editors"][0]["seen_at"].is_string());
        assert_eq!(names(&first.post(&path, &Value::Null).await.expect(200)), [second_name.as_str()]);
        let elsewhere = format!("/api/v1/staff/forms/{other}/editors");
        assert!(names(&second.post(&elsewhere, &Value::Null).await.expect(200)).is_empty());

        app.app.clock.advance(59);
        assert_eq!(names(&first.post(&path, &Value::Null).await.expect(200)), [second_name.as_str()]);
        app.app.clock.advance(2);
        assert!(names(&first.post(&path, &Value::Null).await.expect(200)).is_empty());

        second.post(&path, &Value::Null).await.expect(200);
        second.send(second.request(Method::DELETE, &path)).await.expect(204);
        second.send(second.request(Method::DELETE, &path)).await.expect(204);
        assert!(names(&first.post(&path, &Value::Null).await.expect(200)).is_empty());
    }

    /// Another department's form has no editors for anybody who does not reach it.
    async fn the_editors_of_a_hidden_form_are_hidden(app) {
        let form = app.publish("short", fixtures::short_form()).await;
        let path = format!("/api/v1/staff/forms/{form}/editors");
        let department = app.add_department("福祉課").await;
        let stranger = app.staff(Role::Editor, &[department]).await;
        stranger.post(&path, &Value::Null).await.expect_problem(404, "not-found");
        stranger.send(stranger.request(Method::DELETE, &path)).await.expect_problem(404, "not-found");
    }

    /// The documents come with the request; they are compared as versions are, and the draft stays.
    async fn two_documents_are_compared(app) {
        let form = app.publish("short", fixtures::short_form()).await;
        let viewer = app.viewer().await;
        let path = format!("/api/v1/staff/forms/{form}/changes");
        let draft = || async { viewer.get(&format!("/api/v1/staff/forms/{form}/draft")).await.expect(200).json() };
        let before = draft().await;
        let mut changed = fixtures::short_form();
        changed["properties"]["name"]["title"] = json!("申込者の氏名");
        let body = json!({ "from": fixtures::short_form(), "to": changed });
        let answer = viewer.post(&path, &body).await.expect(200).json();
        let changes = answer["changes"].as_array().unwrap();
        assert_eq!(changes.len(), 1, "{answer}");
        assert_eq!((&changes[0]["code"], &changes[0]["after"]), (&json!("labelChanged"), &json!("申込者の氏名")));
        let same = json!({ "from": changed, "to": changed });
        assert_eq!(viewer.post(&path, &same).await.expect(200).json()["changes"], json!([]));
        assert_eq!(draft().await, before);

        viewer.post(&path, &json!({ "from": [], "to": {} })).await.expect_problem(422, "invalid-request");
        viewer.post(&path, &json!({ "from": {}, "to": "x" })).await.expect_problem(422, "invalid-request");
        let unreadable = json!({ "from": { "properties": 1 }, "to": changed });
        assert_eq!(viewer.post(&path, &unreadable).await.expect(200).json()["changes"], Value::Null);
    }
}
