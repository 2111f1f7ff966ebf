//! Calendars as staff make and keep them.

use madoguchi::db::entity::values::SubmissionEventKind;
use madoguchi::db::entity::{audit_event, slot, submission_event};
use madoguchi::ids::SlotId;
use madoguchi::slots::reconcile::reconcile;
use reqwest::Method;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};

use super::{a_second_later, active, book, case, document};
use crate::harness::{Actor, Answer, TestApp};
use crate::mails::read;

/// A calendar with two places, from nine to half past ten on two days.
pub(super) fn draft(app: &TestApp) -> Value {
    json!({
        "key": "hall", "title": "集会所", "department_id": app.department, "max_persons": 4, "cutoff_minutes": 60,
        "places": [{ "title": "中央公民館", "note": "入口は南側です。" }, { "title": "北公民館" }],
        "rules": { "blocks": [{ "weekdays": [2, 3], "from": "2026-04-07", "until": "2026-04-08", "begins": "09:00",
            "ends": "10:30", "minutes": 30, "capacity": 4, "reserved": 1 }] }
    })
}

pub(super) async fn send(actor: &Actor, method: Method, path: &str, revision: Option<i64>, body: &Value) -> Answer {
    let request = actor.request(method, &format!("/api/v1/staff/{path}")).json(body);
    actor
        .send(match revision {
            Some(revision) => request.header("If-Match", format!("\"{revision}\"")),
            None => request,
        })
        .await
}

/// A request over what was looked at.
pub(super) async fn over(actor: &Actor, method: Method, path: &str, version: &Value, body: &Value) -> Answer {
    let request = actor.request(method, &format!("/api/v1/staff/{path}")).json(body);
    actor.send(request.header("If-Match", format!("\"{}\"", version.as_str().unwrap()))).await
}

/// What staff have made of the slots of a day, and who comes.
pub(super) async fn day(actor: &Actor, path: &str, place: &Value) -> Value {
    actor.get(&format!("/api/v1/staff/{path}?place_id={}", place.as_str().unwrap())).await.expect(200).json()
}

/// The calendar with its slots, by place and time.
pub(super) async fn made(app: &TestApp) -> (Actor, String, Value, Vec<Value>) {
    let editor = app.editor().await;
    let calendar = editor.post("/api/v1/staff/calendars", &draft(app)).await.expect(201).json();
    let path = format!("calendars/{}", calendar["id"].as_str().unwrap());
    let would = editor.get(&format!("/api/v1/staff/{path}/changes")).await.expect(200).json();
    assert_eq!((&would["created"], &would["created_between"]), (&json!(12), &json!(["2026-04-07", "2026-04-08"])));
    let done = send(&editor, Method::POST, &format!("{path}/apply"), Some(1), &json!({})).await.expect(200).json();
    assert_eq!(done, would);
    let slots = grid(&editor, &path, &calendar).await;
    (editor, path, calendar, slots)
}

pub(super) async fn grid(actor: &Actor, path: &str, calendar: &Value) -> Vec<Value> {
    let places = calendar["places"].as_array().unwrap();
    let position = |slot: &Value| places.iter().position(|place| place["id"] == slot["place_id"]);
    let grid = actor.get(&format!("/api/v1/staff/{path}/slots?from=2026-04-01&until=2026-05-31")).await.expect(200);
    let mut slots = grid.json()["slots"].as_array().unwrap().clone();
    slots.sort_by_key(|slot| (position(slot), slot["starts_at"].to_string()));
    slots
}

pub(super) fn id(slot: &Value) -> SlotId {
    slot["id"].as_str().unwrap().parse().unwrap()
}

on_both_databases! {
    /// Rules make slots once; applying them again changes nothing; what is booked stays whatever they say.
    async fn rules_never_take_an_appointment_away(app) {
        let (editor, path, calendar, slots) = made(app).await;
        assert_eq!(slots.len(), 12);
        assert_eq!((&slots[0]["starts_at"], &slots[0]["reserved"]), (&json!("2026-04-07T00:00:00Z"), &json!(1)));
        let again = send(&editor, Method::POST, &format!("{path}/apply"), Some(1), &json!({})).await.expect(200).json();
        assert_eq!((&again["created"], &again["removed"], &again["unchanged"]), (&json!(0), &json!(0), &json!(12)));

        app.publish("visit", document()).await;
        book(app, "a", id(&slots[0]), json!({ "people": 2 })).await.expect(201);
        let mut fewer = draft(app);
        fewer["places"] = calendar["places"].clone();
        fewer["rules"]["blocks"][0]["until"] = json!("2026-04-07");
        fewer["rules"]["blocks"][0]["capacity"] = json!(1);
        fewer["rules"]["blocks"][0]["reserved"] = json!(0);
        send(&editor, Method::PUT, &path, Some(7), &fewer).await.expect_problem(409, "conflict");
        send(&editor, Method::PUT, &path, None, &fewer).await.expect_problem(428, "precondition-required");
        let changed = send(&editor, Method::PUT, &path, Some(1), &fewer).await.expect(200).json();
        assert_eq!(changed["revision"], 2);
        let done = send(&editor, Method::POST, &format!("{path}/apply"), Some(2), &json!({})).await.expect(200).json();
        assert_eq!((&done["changed"], &done["removed"], &done["kept_booked"]), (&json!(5), &json!(6), &json!(1)));
        let kept = grid(&editor, &path, &calendar).await;
        assert_eq!((kept.len(), &kept[0]["capacity"], &kept[0]["taken"]), (6, &json!(4), &json!(2)));
        // A place with slots stays too.
        let mut without = fewer.clone();
        without["places"] = json!([calendar["places"][0]]);
        let refused = send(&editor, Method::PUT, &path, Some(2), &without).await.expect(422).json();
        assert_eq!(refused["violations"][0], json!({ "at": "/places", "code": "inUse", "params": {} }));
        app.run_jobs().await;
    }

    /// A draft that makes no sense is refused by name, and nothing is written.
    async fn what_cannot_be_is_refused_by_name(app) {
        let editor = app.editor().await;
        let refused = async |change: &dyn Fn(&mut Value)| {
            let mut body = draft(app);
            change(&mut body);
            let refused = editor.post("/api/v1/staff/calendars", &body).await.expect(422).json();
            let one = &refused["violations"][0];
            format!("{} {}", one["at"].as_str().unwrap(), one["code"].as_str().unwrap())
        };
        assert_eq!(refused(&|body| body["key"] = json!("集会所")).await, "/key slug");
        assert_eq!(refused(&|body| body["max_persons"] = json!(0)).await, "/max_persons range");
        assert_eq!(refused(&|body| body["places"] = json!([])).await, "/places length");
        assert_eq!(refused(&|body| body["places"][1]["title"] = json!("中央公民館")).await, "/places/1/title duplicate");
        assert_eq!(refused(&|body| body["rules"]["blocks"][0]["ends"] = json!("08:00")).await, "/rules/blocks/0/ends order");
        editor.post("/api/v1/staff/calendars", &draft(app)).await.expect(201);
        editor.post("/api/v1/staff/calendars", &draft(app)).await.expect_problem(409, "calendar-key-taken");
    }

    /// Slots are changed by hand: never below what is taken, and rules leave them alone then.
    async fn a_slot_is_changed_by_hand(app) {
        let (editor, path, _, slots) = made(app).await;
        app.publish("visit", document()).await;
        book(app, "a", id(&slots[0]), json!({ "people": 3 })).await.expect(201);
        let slot = format!("{path}/slots/{}", slots[0]["id"].as_str().unwrap());
        let version = &slots[0]["version"];
        let refused = over(&editor, Method::PATCH, &slot, version, &json!({ "capacity": 3 })).await;
        let refused = refused.expect_problem(409, "slot-in-use").json();
        assert_eq!((&refused["taken"], &refused["taken_online"]), (&json!(3), &json!(3)), "one is reserved");
        let change = json!({ "capacity": 3, "reserved": 0, "is_closed": true });
        send(&editor, Method::PATCH, &slot, None, &change).await.expect_problem(428, "precondition-required");
        let edited = over(&editor, Method::PATCH, &slot, version, &change).await.expect(200).json();
        assert_eq!(edited["is_edited"], true);
        let late = over(&editor, Method::PATCH, &slot, version, &json!({ "capacity": 9 })).await;
        assert_eq!(late.expect_problem(409, "conflict").json()["version"], edited["version"]);
        let done = send(&editor, Method::POST, &format!("{path}/apply"), Some(1), &json!({})).await.expect(200).json();
        assert_eq!((&done["kept_edited"], &done["unchanged"]), (&json!(1), &json!(11)));
        let refused = book(app, "b", id(&slots[0]), json!({})).await.expect_problem(409, "slot-taken").json();
        assert_eq!(refused["reason"], "closed");
        let back = json!({ "is_closed": false, "capacity": 4 });
        over(&editor, Method::PATCH, &slot, &edited["version"], &back).await.expect(200);
        book(app, "b", id(&slots[0]), json!({})).await.expect(201);
        app.run_jobs().await;
    }

    /// Staff see what is free for a caller, book what is reserved, move and cancel; each step stands in the timeline.
    async fn a_clerk_moves_cancels_and_books_for_a_caller(app) {
        let (_, path, calendar, slots) = made(app).await;
        app.publish("visit", document()).await;
        let receipt = book(app, "a", id(&slots[0]), json!({ "people": 3 })).await.expect(201).json();
        book(app, "b", id(&slots[1]), json!({ "people": 3 })).await.expect(201);
        a_second_later(app).await;
        let clerk = app.clerk().await;
        let free = clerk.get(&format!("/api/v1/staff/{path}/free?from=2026-04-07&until=2026-04-07&persons=1")).await.expect(200).json();
        let left: Vec<&Value> = free["slots"].as_array().unwrap().iter().map(|slot| &slot["left"]).collect();
        assert_eq!(left, [&json!(1), &json!(1), &json!(4), &json!(4), &json!(4), &json!(4)]);

        let opened = case(app, &receipt).await;
        let booking = format!("submissions/{}/booking", opened.row.id);
        let to = |slot: &Value| json!({ "slot_id": slot["id"], "note": "電話で変更" });
        let refused = send(&clerk, Method::PUT, &booking, None, &to(&slots[1])).await.expect_problem(409, "slot-taken");
        let refused = refused.json();
        assert_eq!(refused["reason"], "taken");
        let nearest: Vec<&Value> = refused["nearest"].as_array().unwrap().iter().map(|one| &one["slot"]).collect();
        assert_eq!(nearest[..2], [&slots[2]["id"], &slots[3]["id"]], "not the one it has");
        let moved = send(&clerk, Method::PUT, &booking, None, &to(&slots[2])).await.expect(200).json();
        assert_eq!((&moved["slot_id"], &moved["channel"]), (&slots[2]["id"], &json!("online")));
        assert_eq!((&moved["place"], &moved["place_id"]), (&json!("中央公民館"), &slots[2]["place_id"]));
        let day = format!("/api/v1/staff/{path}/days/2026-04-07");
        let place = calendar["places"][0]["id"].as_str().unwrap();
        let list = clerk.get(&format!("{day}?place_id={place}")).await.expect(200).json();
        let entries = list["entries"].as_array().unwrap();
        assert_eq!((entries.len(), &entries[1]["case"]["receipt_number"]), (2, &receipt["receipt_number"]));
        let csv = clerk.get(&format!("{day}/list.csv?place_id={place}")).await.expect(200).text();
        assert!(csv.starts_with("\u{feff}開始,終了,受付番号") && csv.contains("10:00,10:30"), "{csv}");

        send(&clerk, Method::POST, &format!("{booking}/cancel"), None, &json!({ "note": "来られない" })).await.expect(204);
        send(&clerk, Method::POST, &format!("{booking}/cancel"), None, &json!({})).await.expect_problem(404, "no-appointment");
        // One place is left online, three with what is reserved: only staff can book it again there.
        book(app, "c", id(&slots[2]), json!({})).await.expect(201);
        let again = send(&clerk, Method::PUT, &booking, None, &to(&slots[2])).await.expect(200).json();
        assert_eq!((&again["channel"], &again["persons"]), (&json!("counter"), &json!(3)));
        assert_eq!((app.slot(id(&slots[2])).await.taken, app.slot(id(&slots[2])).await.taken_online), (4, 1));
        let steps = submission_event::Entity::find()
            .filter(submission_event::COLUMN.submission_id.eq(opened.row.id))
            .all(app.app.db.read())
            .await
            .unwrap();
        for kind in [SubmissionEventKind::BookingMoved, SubmissionEventKind::BookingCancelled, SubmissionEventKind::Booked] {
            assert!(steps.iter().any(|step| step.kind == kind && step.staff_id.is_some() && step.sealed_note.is_some()));
        }
        // 取下げ frees the place.
        let state = json!({ "state": "withdrawn" });
        send(&clerk, Method::POST, &format!("submissions/{}/state", opened.row.id), None, &state).await.expect(200);
        assert_eq!(app.slot(id(&slots[2])).await.taken, 1);
        app.run_jobs().await;
    }

    /// Closing a day cancels its appointments and tells everybody who gave an address; the other place goes on.
    async fn closing_a_day_tells_everybody(app) {
        let (editor, path, calendar, slots) = made(app).await;
        app.publish("visit", document()).await;
        let first = book(app, "a", id(&slots[0]), json!({ "email": "hanako@example.jp" })).await.expect(201).json();
        book(app, "b", id(&slots[1]), json!({})).await.expect(201);
        book(app, "c", id(&slots[6]), json!({})).await.expect(201);
        app.run_jobs().await;
        let before = app.mails().len();
        let today = format!("{path}/days/2026-04-07");
        let place = json!({ "place_id": calendar["places"][0]["id"] });
        let list = day(&editor, &today, &place["place_id"]).await;
        let mut said = place.clone();
        said["message"] = json!("空調が\n壊れたためです。");
        let close = format!("{today}/close");
        send(&editor, Method::POST, &close, None, &said).await.expect_problem(428, "precondition-required");
        let closed = over(&editor, Method::POST, &close, &list["version"], &said).await.expect(200).json();
        let cancelled = closed["cancelled"].as_array().unwrap();
        let reached: Vec<&Value> = cancelled.iter().map(|entry| &entry["case"]["has_mail"]).collect();
        assert_eq!(reached, [&json!(true), &json!(false)], "whom to telephone");
        assert_eq!(cancelled[0]["case"]["receipt_number"], first["receipt_number"]);
        // What a colleague has closed meanwhile is not closed over it.
        over(&editor, Method::POST, &close, &list["version"], &place).await.expect_problem(409, "conflict");
        // Applying the rules does not open it, a day that is over has nothing to close, and a place is one of the calendar's.
        let done = send(&editor, Method::POST, &format!("{path}/apply"), Some(1), &json!({})).await.expect(200).json();
        assert_eq!((&done["created"], &done["removed"], &done["unchanged"]), (&json!(0), &json!(0), &json!(12)));
        let past = format!("{path}/days/2026-03-31/close");
        over(&editor, Method::POST, &past, &list["version"], &place).await.expect(422);
        let unknown = json!({ "place_id": "place_00000000000070008000000000000009" });
        over(&editor, Method::POST, &close, &list["version"], &unknown).await.expect(404);
        app.run_jobs().await;
        let mails = app.mails();
        assert_eq!(mails.len(), before + 1, "one gave an address");
        assert_eq!(mails[before].0, "hanako@example.jp");
        assert!(read(&mails[before].1).1.contains("空調が 壊れたためです。"));
        assert_eq!(active(app).await.len(), 1);
        book(app, "d", id(&slots[2]), json!({})).await.expect_problem(409, "slot-taken");
        assert!(case(app, &first).await.answers.contains_key("visit"));
        send(&editor, Method::POST, &format!("{today}/reopen"), None, &place).await.expect(204);
        book(app, "d", id(&slots[0]), json!({ "people": 3 })).await.expect(201);
        app.run_jobs().await;
    }

    /// What slots say is taken is what is booked; when somebody meddled, it is told, and repaired only when asked.
    async fn a_difference_is_an_alarm(app) {
        let (_, _, _, slots) = made(app).await;
        app.publish("visit", document()).await;
        book(app, "a", id(&slots[0]), json!({ "people": 2 })).await.expect(201);
        let organization = app.organization.id;
        assert_eq!(reconcile(&app.app, organization, false).await.unwrap(), []);
        let meddle = app.app.db.write::<_, sea_orm::DbErr, _>(|transaction| {
            Box::pin(async move {
                transaction.execute_unprepared("UPDATE slot SET taken = 1, taken_online = 1 WHERE taken = 2").await?;
                Ok(())
            })
        });
        meddle.await.unwrap();
        let found = reconcile(&app.app, organization, false).await.unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].taken, found[0].booked), (1, 2));
        assert_eq!(reconcile(&app.app, organization, true).await.unwrap().len(), 1);
        assert_eq!(reconcile(&app.app, organization, false).await.unwrap(), []);
        let row = slot::Entity::find_by_id(id(&slots[0])).one(app.app.db.read()).await.unwrap().unwrap();
        assert_eq!((row.taken, row.taken_online), (2, 2));
        let lines = audit_event::Entity::find().filter(audit_event::COLUMN.action.eq("slot.differs"));
        assert_eq!(lines.count(app.app.db.read()).await.unwrap(), 1);
        app.run_jobs().await;
    }

    /// A reminder goes out once, on the morning, to those who booked before that day and still have the appointment.
    async fn reminders_go_out_once(app) {
        let (editor, path, calendar, slots) = made(app).await;
        let mut reminding = draft(app);
        reminding["places"] = calendar["places"].clone();
        reminding["reminder_days"] = json!(1);
        send(&editor, Method::PUT, &path, Some(1), &reminding).await.expect(200);
        app.publish("visit", document()).await;
        let first = book(app, "a", id(&slots[0]), json!({ "email": "hanako@example.jp" })).await.expect(201).json();
        book(app, "b", id(&slots[5]), json!({ "email": "taro@example.jp" })).await.expect(201);
        app.run_jobs().await;
        let plan = async || madoguchi::slots::reminders::plan(&app.app).await.unwrap();
        assert_eq!(plan().await, 0, "a week ahead");
        // To six in the morning of the day before.
        app.app.clock.advance(5 * 24 * 3600 - 4 * 3600);
        assert_eq!(plan().await, 0, "nobody is woken");
        app.app.clock.advance(3 * 3600);
        assert_eq!((plan().await, plan().await), (1, 0));
        let before = app.mails().len();
        app.run_jobs().await;
        let mails = app.mails();
        assert_eq!((mails.len(), mails[before].0.as_str()), (before + 1, "hanako@example.jp"));
        assert!(case(app, &first).await.mail_address().is_some());
    }
}
