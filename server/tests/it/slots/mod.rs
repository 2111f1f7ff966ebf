//! Appointments: no place is sold twice, and no free place is refused.

mod booking;
mod desk;
mod holds;
mod model;
mod nine;
mod pages;
mod staff;
mod yours;

use madoguchi::db::entity::booking as bookings;
use madoguchi::db::entity::values::BookingState;
use madoguchi::ids::{OrganizationId, SlotId, SubmissionId};
use madoguchi::submissions::open::{OpenedSubmission, open};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use crate::harness::{Answer, TestApp};

/// A form that books, for a name, a number of people and a telephone number.
pub fn document() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema", "x-language": 3, "type": "object", "title": "窓口相談の予約",
        "properties": {
            "visit": { "type": "object", "title": "予約の日時", "x-kind": "slot", "x-slots": "hall", "x-persons": "people" },
            "people": { "type": "integer", "title": "人数", "minimum": 1, "maximum": 20 },
            "phone": { "type": "string", "title": "電話番号", "x-kind": "phone" },
            "email": { "type": "string", "title": "メールアドレス", "x-kind": "email" }
        },
        "required": ["visit"]
    })
}

/// Books a slot as machines do.
pub async fn book(app: &TestApp, key: &str, slot: SlotId, more: Value) -> Answer {
    let mut answers = json!({ "visit": slot });
    answers.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    app.resident().submit("visit", key, &answers).await
}

/// The case with this receipt number.
pub async fn case(app: &TestApp, receipt: &Value) -> OpenedSubmission {
    use madoguchi::db::entity::submission;
    let number = receipt["receipt_number"].as_str().unwrap();
    let rows = submission::Entity::find().all(app.app.db.read()).await.unwrap();
    let id: SubmissionId = rows.into_iter().find(|row| row.receipt_number == number).unwrap().id;
    let organization: OrganizationId = app.organization.id;
    open(&app.app, organization, id).await.unwrap().unwrap()
}

/// The active bookings.
pub async fn active(app: &TestApp) -> Vec<bookings::Model> {
    bookings::Entity::find()
        .filter(bookings::Column::State.eq(BookingState::Active))
        .all(app.app.db.read())
        .await
        .unwrap()
}

/// As the watcher of every process does each second.
pub async fn a_second_later(app: &TestApp) {
    app.app.slots.refresh(&app.app.db, app.app.clock.now()).await.unwrap();
}
