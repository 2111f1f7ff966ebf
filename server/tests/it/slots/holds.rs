//! Places kept for those who are still filling in.

use madoguchi::ids::{FormId, SlotId};
use madoguchi::slots::holds;
use madoguchi::slots::reconcile::reconcile;
use madoguchi::slots::terms::NoPlace;
use serde_json::json;

use super::{a_second_later, active, book, document};
use crate::harness::{Backend, TestApp, run_with};

const BEGINS: [&str; 3] = ["2026-04-08T09:00:00+09:00", "2026-04-08T10:00:00+09:00", "2026-04-08T11:00:00+09:00"];

/// Keeps a slot for the journey that will be submitted under this key.
pub(super) async fn keep(app: &TestApp, form: FormId, key: &str, slot: SlotId) -> Result<(), NoPlace> {
    let live = app.app.live_forms.by_id(&app.app.db, &app.app.vault, app.organization.id, form).await.unwrap().unwrap();
    let answers = json!({ "visit": { "slot": slot } });
    let of = (app.organization.id, form);
    let key = format!("api:{key}");
    holds::keep(&app.app, of, &live.version.form, answers.as_object().unwrap(), &key).await.unwrap()
}

on_both_databases! {
    /// Nobody else gets what is held; who holds it books it, and it counts once.
    async fn what_is_held_is_kept_for_its_journey(app) {
        let slots = app.add_calendar_with("hall", &["中央公民館"], &BEGINS, 1, |row| row.hold_minutes = 5).await;
        let form = app.publish("visit", document()).await;
        let (nine, ten) = (slots[0].id, slots[1].id);
        assert_eq!(keep(app, form, "a", nine).await, Ok(()));
        assert_eq!(keep(app, form, "a", nine).await, Ok(()), "once more is the same hold");
        assert_eq!((app.slot(nine).await.taken, app.slot(nine).await.taken_online), (1, 1));
        assert_eq!(keep(app, form, "b", nine).await, Err(NoPlace::Taken));
        book(app, "b", nine, json!({})).await.expect_problem(409, "slot-taken");
        assert_eq!(reconcile(&app.app, app.organization.id, false).await.unwrap(), []);
        book(app, "a", nine, json!({})).await.expect(201);
        assert_eq!((app.slot(nine).await.taken, active(app).await.len()), (1, 1));
        assert_eq!(reconcile(&app.app, app.organization.id, false).await.unwrap(), []);
        // From slot to slot: the old one is free at once.
        keep(app, form, "c", ten).await.unwrap();
        keep(app, form, "c", slots[2].id).await.unwrap();
        assert_eq!((app.slot(ten).await.taken, app.slot(slots[2].id).await.taken), (0, 1));
        assert_eq!(keep(app, form, "c", nine).await, Err(NoPlace::Taken));
        assert_eq!(app.slot(slots[2].id).await.taken, 1, "who cannot have another slot keeps the one that is held");
        book(app, "d", ten, json!({})).await.expect(201);
        assert_eq!(reconcile(&app.app, app.organization.id, false).await.unwrap(), []);
        app.run_jobs().await;
    }

    /// What expired is nobody's: the next one gets it at once, and the sweep lets the rest go.
    async fn what_expired_is_free(app) {
        let slots = app.add_calendar_with("hall", &["中央公民館"], &BEGINS, 1, |row| row.hold_minutes = 5).await;
        let form = app.publish("visit", document()).await;
        for (key, slot) in ["a", "b", "c"].iter().zip(&slots) {
            keep(app, form, key, slot.id).await.unwrap();
        }
        app.app.clock.advance(5 * 60 - 1);
        book(app, "x", slots[0].id, json!({})).await.expect_problem(409, "slot-taken");
        assert_eq!(holds::sweep(&app.app).await.unwrap(), 0);
        app.app.clock.advance(1);
        book(app, "x", slots[0].id, json!({})).await.expect(201);
        book(app, "a", slots[0].id, json!({})).await.expect_problem(409, "slot-taken");
        assert_eq!(keep(app, form, "y", slots[1].id).await, Ok(()), "the next hold releases it too");
        assert_eq!(holds::sweep(&app.app).await.unwrap(), 1);
        assert_eq!(app.slot(slots[2].id).await.taken, 0);
        assert_eq!(reconcile(&app.app, app.organization.id, false).await.unwrap(), []);
        app.run_jobs().await;
    }

    /// Machines see what is offered and how free it is.
    async fn what_is_offered_can_be_asked_for(app) {
        let slots = app.add_calendar("hall", &["中央公民館", "北公民館"], &BEGINS, 1).await;
        app.publish("visit", document()).await;
        book(app, "a", slots[0].id, json!({})).await.expect(201);
        a_second_later(app).await;
        let offered = app.resident().get("/api/v1/forms/visit/slots").await.expect(200).json();
        assert_eq!((&offered["field"], offered["places"].as_array().unwrap().len()), (&json!("visit"), 2));
        let listed = offered["slots"].as_array().unwrap();
        assert_eq!(listed.len(), 6);
        assert_eq!((&listed[0]["room"], &listed[1]["room"], &listed[1]["start"]), (&json!("none"), &json!("free"), &json!(BEGINS[1])));
        book(app, "b", listed[1]["slot"].as_str().unwrap().parse().unwrap(), json!({})).await.expect(201);
        let none = app.resident().get("/api/v1/forms/visit/slots?from=2026-05-01&until=2026-05-02").await.expect(200).json();
        assert_eq!(none["slots"], json!([]));
        app.resident().get("/api/v1/forms/visit/slots?from=2026-05-01&until=2026-07-02").await.expect_problem(400, "invalid-request");
        app.run_jobs().await;
    }

    /// Whoever books another slot than the one that is held lets that one go.
    async fn booking_another_slot_ends_the_hold(app) {
        let slots = app.add_calendar_with("hall", &["中央公民館"], &BEGINS, 1, |row| row.hold_minutes = 5).await;
        let form = app.publish("visit", document()).await;
        keep(app, form, "a", slots[0].id).await.unwrap();
        book(app, "a", slots[1].id, json!({})).await.expect(201);
        assert_eq!((app.slot(slots[0].id).await.taken, app.slot(slots[1].id).await.taken), (0, 1));
        // What was full a moment ago in memory too.
        keep(app, form, "b", slots[0].id).await.unwrap();
        a_second_later(app).await;
        book(app, "b", slots[0].id, json!({})).await.expect(201);
        assert_eq!(reconcile(&app.app, app.organization.id, false).await.unwrap(), []);
        app.run_jobs().await;
    }
}

/// A flood of journeys that pick a slot cannot keep all the places of a form: beyond a minute's worth nothing is held, and
/// who sends the form is decided as anywhere else.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_keeps_a_minutes_worth_of_places() {
    run_with(Backend::Sqlite, "form_submissions_per_minute = 2", async |app| {
        let slots = app.add_calendar_with("hall", &["中央公民館"], &BEGINS, 10, |row| row.hold_minutes = 5).await;
        let form = app.publish("visit", document()).await;
        for key in ["a", "b", "a", "c", "d"] {
            assert_eq!(keep(app, form, key, slots[0].id).await, Ok(()));
        }
        assert_eq!(app.slot(slots[0].id).await.taken, 2);
        app.app.clock.advance(30);
        assert_eq!(keep(app, form, "c", slots[0].id).await, Ok(()));
        assert_eq!(app.slot(slots[0].id).await.taken, 3);
        book(app, "d", slots[0].id, json!({})).await.expect(201);
        app.run_jobs().await;
    })
    .await;
}
