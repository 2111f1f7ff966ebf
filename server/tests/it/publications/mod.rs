//! Publications that are requested, approved and planned; the four-eyes rule of an organization; the archive.

mod archive;
mod four_eyes;
mod plans;
mod readiness;

use madoguchi::db::entity::values::Role;
use madoguchi::db::entity::{audit_event, form_version};
use madoguchi::forms::{import, store};
use madoguchi::ids::FormId;
use reqwest::Method;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};

use crate::harness::{Actor, Answer, Browser, TestApp, fixtures};

/// An editor of the first department whose name and rights are their own.
async fn editor(app: &TestApp) -> Actor {
    app.staff(Role::Editor, &[app.department]).await
}

/// Switches the rule on or off, as an administrator does.
async fn set_four_eyes(app: &TestApp, has_four_eyes: bool) {
    let admin = app.admin().await;
    let request = admin.request(Method::PATCH, "/api/v1/staff/organization");
    let answer = admin.send(request.json(&json!({ "has_four_eyes": has_four_eyes }))).await.expect(200).json();
    assert_eq!(answer["has_four_eyes"], has_four_eyes);
}

/// A draft that was never published.
async fn draft(app: &TestApp, slug: &str) -> FormId {
    import::import(&app.app, app.organization.id, app.department, slug, fixtures::short_form()).await.unwrap()
}

fn of(form: FormId) -> String {
    format!("/api/v1/staff/forms/{form}")
}

async fn detail(actor: &Actor, form: FormId) -> Value {
    actor.get(&of(form)).await.expect(200).json()
}

async fn revision(app: &TestApp, form: FormId) -> i64 {
    let row = store::by_id(app.app.db.read(), app.organization.id, form).await.unwrap();
    row.unwrap().draft_revision
}

/// Saves the draft with another title, as any keystroke in the builder does.
async fn edit(app: &TestApp, actor: &Actor, form: FormId, title: &str) {
    let mut document = fixtures::short_form();
    document["title"] = json!(title);
    save(app, actor, form, &document).await;
}

/// Saves the draft as the builder does.
async fn save(app: &TestApp, actor: &Actor, form: FormId, document: &Value) {
    let revision = revision(app, form).await;
    let request = actor.request(Method::PUT, &format!("{}/draft", of(form)));
    actor.send(request.header("If-Match", format!("\"{revision}\"")).json(document)).await.expect(200);
}

async fn patch(actor: &Actor, form: FormId, change: Value) -> Answer {
    actor.send(actor.request(Method::PATCH, &of(form)).json(&change)).await
}

/// Asks for the publication of the draft as it is.
async fn request(app: &TestApp, actor: &Actor, form: FormId) -> Value {
    // Each at a time of its own: the last one is the last one.
    app.app.clock.advance(1);
    let body = json!({ "revision": revision(app, form).await, "note": "確認をお願いします" });
    let answer = actor.post(&format!("{}/publications", of(form)), &body).await.expect(201).json();
    answer["publication"].clone()
}

async fn decide(actor: &Actor, publication: &Value, verb: &str, body: Value) -> Answer {
    let id = publication["id"].as_str().unwrap();
    actor.post(&format!("/api/v1/staff/publications/{id}/{verb}"), &body).await
}

async fn approve(actor: &Actor, publication: &Value) -> Answer {
    decide(actor, publication, "approve", json!({ "hash": publication["hash"] })).await
}

/// How many versions residents have got.
async fn versions(app: &TestApp, form: FormId) -> u64 {
    form_version::Entity::find().filter(form_version::COLUMN.form_id.eq(form)).count(app.app.db.read()).await.unwrap()
}

/// The details of the lines of the audit log with this action.
async fn audited(app: &TestApp, action: &str) -> Vec<Value> {
    let rows = audit_event::Entity::find().filter(audit_event::Column::Action.eq(action));
    let rows = rows.all(app.app.db.read()).await.unwrap();
    rows.iter().map(|row| serde_json::from_str(&row.detail).unwrap()).collect()
}

async fn live_title(app: &TestApp, slug: &str) -> String {
    let answer = app.resident().get(&format!("/api/v1/forms/{slug}")).await.expect(200).json();
    answer["schema"]["title"].as_str().unwrap().to_owned()
}
