//! What the desk does with a calendar: who comes, to whom that is told, moves with what follows from them, and putting a
//! calendar away.

use madoguchi::db::entity::values::{Channel, JobState, Role};
use madoguchi::db::entity::{audit_event, submission};
use madoguchi::forms::import;
use madoguchi::slots::reconcile::{plan, reconcile};
use reqwest::Method;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};

use super::holds;
use super::staff::{day, id, made, over, send};
use super::{a_second_later, active, book, case, document};
use crate::harness::TestApp;
use crate::mails::read;

async fn lines(app: &TestApp, action: &str) -> u64 {
    let lines = audit_event::Entity::find().filter(audit_event::COLUMN.action.eq(action));
    lines.count(app.app.db.read()).await.unwrap()
}

/// A form that calculates something from the slot.
fn calculating() -> Value {
    let mut document = document();
    let properties = document["properties"].as_object_mut().unwrap();
    properties.insert(
        "where".into(),
        json!({ "type": "string", "title": "持ち物の提出先", "x-kind": "shortText", "x-value": "visit.place" }),
    );
    document
}

on_both_databases! {
    /// Whoever sits at the desk sees how many come, and the names of the own department's people alone. One case that
    /// cannot be opened leaves the others readable. What leaves the screen stands in the audit log.
    async fn names_are_for_those_who_may_see_the_case(app) {
        let (_, path, calendar, slots) = made(app).await;
        app.publish("visit", document()).await;
        let other = app.add_department("国保年金課").await;
        let foreign = import::import(&app.app, app.organization.id, other, "visit2", document()).await.unwrap();
        import::publish_now(&app.app, app.organization.id, foreign).await.unwrap();
        let phone = |number: &str| json!({ "phone": number, "people": 2 });
        let own = book(app, "a", id(&slots[0]), json!({ "phone": "03-0000-0001", "email": "hanako@example.jp" })).await.expect(201).json();
        let broken = book(app, "b", id(&slots[1]), phone("03-0000-0002")).await.expect(201).json();
        let mut theirs = phone("03-0000-0003");
        theirs["visit"] = slots[2]["id"].clone();
        app.resident().submit("visit2", "c", &theirs).await.expect(201);
        let meddled = case(app, &broken).await.row.id;
        let meddle = app.app.db.write::<_, sea_orm::DbErr, _>(move |transaction| {
            Box::pin(async move {
                submission::Entity::update_many()
                    .col_expr(submission::Column::SealedAnswers, Expr::value(vec![0_u8; 40]))
                    .filter(submission::COLUMN.id.eq(meddled))
                    .exec(transaction)
                    .await
            })
        });
        meddle.await.unwrap();

        let clerk = app.clerk().await;
        let today = format!("{path}/days/2026-04-07");
        let place = &calendar["places"][0]["id"];
        let list = day(&clerk, &today, place).await;
        let entries = list["entries"].as_array().unwrap();
        assert_eq!(entries.len(), 3);
        let first = &entries[0]["case"];
        assert_eq!((&first["receipt_number"], &first["has_mail"]), (&own["receipt_number"], &json!(true)));
        assert_eq!(first["people"], json!([{ "label": "電話番号", "text": "03-0000-0001" }]));
        let second = &entries[1]["case"];
        assert_eq!((&second["receipt_number"], &second["people"]), (&broken["receipt_number"], &json!([])));
        assert_eq!((&second["has_mail"], &entries[1]["persons"]), (&Value::Null, &json!(2)));
        assert_eq!((&entries[2]["case"], &entries[2]["persons"]), (&Value::Null, &json!(2)), "another department's");
        assert!(!list.to_string().contains("03-0000-0003"));

        assert_eq!(lines(app, "calendar.day_exported").await, 0);
        let at = place.as_str().unwrap();
        let csv = clerk.get(&format!("/api/v1/staff/{today}/list.csv?place_id={at}")).await.expect(200).text();
        assert!(csv.contains("03-0000-0001") && csv.contains("10:00,10:30,他部署の申請,,2,,"), "{csv}");
        assert!(!csv.contains("03-0000-0003"));
        assert_eq!(lines(app, "calendar.day_exported").await, 1);
        let printed = json!({ "place_id": place, "count": 3 });
        send(&clerk, Method::POST, &format!("{today}/printed"), None, &printed).await.expect(204);
        assert_eq!(lines(app, "calendar.day_printed").await, 1);
        // Who belongs to both sees both.
        let both = app.staff(Role::Viewer, &[app.department, other]).await;
        let list = day(&both, &today, place).await;
        assert_eq!(list["entries"][2]["case"]["people"][0]["text"], "03-0000-0003");
        app.run_jobs().await;
    }

    /// What the form calculates from the slot goes with it, whoever moves it; staff are not bound by the most people of one
    /// booking; and whoever is booked anew is told so.
    async fn what_follows_from_the_slot_moves_with_it(app) {
        let (_, _, _, slots) = made(app).await;
        app.publish("visit", calculating()).await;
        let receipt = book(app, "a", id(&slots[0]), json!({ "email": "hanako@example.jp", "people": 2 })).await.expect(201).json();
        assert_eq!(case(app, &receipt).await.answers["where"], "中央公民館");
        let clerk = app.clerk().await;
        let booking = format!("submissions/{}/booking", case(app, &receipt).await.row.id);
        let to = |slot: &Value| json!({ "slot_id": slot["id"] });
        send(&clerk, Method::PUT, &booking, None, &to(&slots[6])).await.expect(200);
        let moved = case(app, &receipt).await.answers;
        assert_eq!((&moved["where"], &moved["visit"]["place"]), (&json!("北公民館"), &json!("北公民館")));
        assert_eq!(moved["people"], 2);

        // The calendar takes two people in one booking from now on: nobody loses an appointment by it.
        let less = app.app.db.write::<_, sea_orm::DbErr, _>(|transaction| {
            Box::pin(async move {
                sea_orm::ConnectionTrait::execute_unprepared(transaction, "UPDATE calendar SET max_persons = 1").await
            })
        });
        less.await.unwrap();
        let again = send(&clerk, Method::PUT, &booking, None, &to(&slots[7])).await.expect(200).json();
        assert_eq!((&again["channel"], &again["persons"]), (&json!("online"), &json!(2)));
        assert_eq!(active(app).await[0].channel, Channel::Online);

        app.run_jobs().await;
        send(&clerk, Method::POST, &format!("{booking}/cancel"), None, &json!({})).await.expect(204);
        app.run_jobs().await;
        let before = app.mails().len();
        send(&clerk, Method::PUT, &booking, None, &to(&slots[0])).await.expect(200);
        assert_eq!(case(app, &receipt).await.answers["where"], "中央公民館");
        app.run_jobs().await;
        let mails = app.mails();
        let (_, mail) = read(&mails[before].1);
        assert!(mail.contains("予約を、次の会場と日時でお取りしました"), "{mail}");
        assert_eq!(reconcile(&app.app, app.organization.id, false).await.unwrap(), []);
    }

    /// Whatever a test has booked goes with it.
    async fn an_erased_test_gives_its_place_back(app) {
        let (_, _, _, slots) = made(app).await;
        app.publish("visit", document()).await;
        let receipt = book(app, "a", id(&slots[0]), json!({ "people": 2 })).await.expect(201).json();
        book(app, "b", id(&slots[0]), json!({})).await.expect(201);
        let test = case(app, &receipt).await.row.id;
        // Nobody books for a test any more; an earlier version of the program did.
        let mark = app.app.db.write::<_, sea_orm::DbErr, _>(move |transaction| {
            Box::pin(async move {
                submission::Entity::update_many()
                    .col_expr(submission::Column::IsTest, Expr::value(true))
                    .filter(submission::COLUMN.id.eq(test))
                    .exec(transaction)
                    .await
            })
        });
        mark.await.unwrap();
        let editor = app.editor().await;
        editor.send(editor.request(Method::DELETE, &format!("/api/v1/staff/submissions/{test}"))).await.expect(204);
        assert_eq!((app.slot(id(&slots[0])).await.taken, active(app).await.len()), (1, 1));
        assert_eq!(reconcile(&app.app, app.organization.id, false).await.unwrap(), []);
        app.run_jobs().await;
    }

    /// Several processes plan the same night; one job is there, and the next night another one.
    async fn slots_are_compared_once_a_night(app) {
        let (_, _, _, slots) = made(app).await;
        app.publish("visit", document()).await;
        book(app, "a", id(&slots[0]), json!({ "people": 2 })).await.expect(201);
        app.run_jobs().await;
        assert_eq!((plan(&app.app).await.unwrap(), plan(&app.app).await.unwrap()), (1, 0));
        let both = futures_util::future::join(plan(&app.app), plan(&app.app));
        // To two in the morning, and past three.
        app.app.clock.advance(16 * 3600);
        assert_eq!(plan(&app.app).await.unwrap(), 0);
        app.app.clock.advance(3600 + 1);
        let (one, other) = both.await;
        assert_eq!(one.unwrap() + other.unwrap(), 1);
        let meddle = app.app.db.write::<_, sea_orm::DbErr, _>(|transaction| {
            Box::pin(async move {
                sea_orm::ConnectionTrait::execute_unprepared(transaction, "UPDATE slot SET taken = 1, taken_online = 1 WHERE taken = 2").await
            })
        });
        meddle.await.unwrap();
        app.run_jobs().await;
        assert_eq!(lines(app, "slot.differs").await, 2, "two jobs looked: of the first night and of the second");
        assert_eq!(app.jobs(JobState::Dead).await, 2, "a difference stands in what did not get through");
        assert_eq!(reconcile(&app.app, app.organization.id, true).await.unwrap().len(), 1);
    }

    /// A calendar is put away when no form names it and nobody is still to come; then it is not there for forms.
    async fn a_calendar_that_nobody_uses_is_put_away(app) {
        let (editor, path, _, slots) = made(app).await;
        let form = import::import(&app.app, app.organization.id, app.department, "visit", document()).await.unwrap();
        let put = async |verb: &str| send(&editor, Method::POST, &format!("{path}/{verb}"), None, &json!({})).await;
        let refused = put("archive").await.expect_problem(409, "calendar-in-use").json();
        assert_eq!((&refused["forms"], &refused["bookings"]), (&json!(1), &json!(0)), "a draft counts");
        import::publish_now(&app.app, app.organization.id, form).await.unwrap();
        book(app, "a", id(&slots[0]), json!({})).await.expect(201);
        app.switch(form, false).await;
        send(&editor, Method::POST, &format!("forms/{form}/archive"), None, &json!({})).await.expect(200);
        let refused = put("archive").await.expect_problem(409, "calendar-in-use").json();
        assert_eq!((&refused["forms"], &refused["bookings"]), (&json!(0), &json!(1)));
        app.app.clock.advance(7 * 24 * 3600);
        assert_eq!(put("archive").await.expect(200).json()["is_archived"], true);
        let listed = async |query: &str| {
            let list = editor.get(&format!("/api/v1/staff/calendars{query}")).await.expect(200).json();
            list["calendars"].as_array().unwrap().len()
        };
        assert_eq!((listed("").await, listed("?archived=true").await), (0, 1));
        a_second_later(app).await;
        assert!(app.app.slots.snapshot(&app.app, app.organization.id, "hall").await.unwrap().is_none());
        put("unarchive").await.expect(200);
        assert_eq!(listed("").await, 1);
        assert!(app.app.slots.snapshot(&app.app, app.organization.id, "hall").await.unwrap().is_some());
        assert_eq!((lines(app, "calendar.archived").await, lines(app, "calendar.unarchived").await), (1, 1));
        app.run_jobs().await;
    }

    /// Places that are held for people who are filling in are told apart from what is booked.
    async fn what_is_held_is_not_told_as_booked(app) {
        let begins = ["2026-04-08T09:00:00+09:00", "2026-04-08T10:00:00+09:00"];
        let slots = app.add_calendar_with("hall", &["中央公民館"], &begins, 3, |row| row.hold_minutes = 5).await;
        let form = app.publish("visit", document()).await;
        holds::keep(app, form, "a", slots[0].id).await.unwrap();
        book(app, "b", slots[0].id, json!({})).await.expect(201);
        let editor = app.editor().await;
        let path = format!("calendars/{}", slots[0].calendar_id);
        let grid = async || {
            let grid = editor.get(&format!("/api/v1/staff/{path}/slots?from=2026-04-08&until=2026-04-08")).await;
            grid.expect(200).json()["slots"][0].clone()
        };
        let slot = grid().await;
        assert_eq!((&slot["taken"], &slot["taken_online"], &slot["held"]), (&json!(1), &json!(1), &json!(1)));
        let at = format!("{path}/slots/{}", slots[0].id);
        let small = json!({ "capacity": 1 });
        let refused = over(&editor, Method::PATCH, &at, &slot["version"], &small).await;
        let refused = refused.expect_problem(409, "slot-in-use").json();
        assert_eq!((&refused["taken"], &refused["held"]), (&json!(1), &json!(1)));
        // What has expired is in nobody's way.
        app.app.clock.advance(5 * 60 + 1);
        let done = over(&editor, Method::PATCH, &at, &slot["version"], &small).await.expect(200).json();
        assert_eq!((&done["capacity"], &done["taken"], &done["held"]), (&json!(1), &json!(1), &json!(0)));
        app.run_jobs().await;
    }
}
