//! Booking by the way every application comes in.

use futures_util::future::join_all;
use madoguchi::db::entity::submission;
use madoguchi::db::entity::values::Role;
use madoguchi::slots::change::{self, By, ChangeError};
use madoguchi::slots::terms::NoPlace;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::json;

use super::{a_second_later, active, book, case, document};
use crate::harness::calendars::at;

const NINE: &str = "2026-04-08T09:00:00+09:00";
const TEN: &str = "2026-04-08T10:00:00+09:00";
const ELEVEN: &str = "2026-04-08T11:00:00+09:00";

on_both_databases! {
    /// Ten at once want the last place: one gets it, nine are offered the nearest, and asking again changes nothing.
    async fn ten_at_once_for_the_last_place(app) {
        let slots = app.add_calendar("hall", &["中央公民館", "北公民館"], &[NINE, TEN, ELEVEN], 1).await;
        app.publish("visit", document()).await;
        let keys: Vec<String> = (0..10).map(|number| format!("k{number}")).collect();
        let answers = join_all(keys.iter().map(|key| book(app, key, slots[1].id, json!({})))).await;
        let won = answers.iter().position(|answer| answer.status == 201).unwrap();
        assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
        for answer in answers.iter().filter(|answer| answer.status != 201) {
            assert_eq!(answer.status, 409, "{}", answer.text());
            let refused = answer.json();
            assert_eq!((&refused["code"], &refused["reason"]), (&json!("slot-taken"), &json!("taken")), "{refused}");
            assert_eq!(refused["field"], "visit");
            let nearest = refused["nearest"].as_array().unwrap();
            assert!(nearest.len() >= 4 && nearest.len() <= 5, "{nearest:?}");
            assert_eq!(nearest[0]["slot"], json!(slots[0].id), "the same place first");
            assert_eq!((&nearest[0]["place"], &nearest[0]["start"]), (&json!("中央公民館"), &json!(NINE)));
            assert_eq!(nearest[0]["room"], "free");
        }
        let bookings = active(app).await;
        assert_eq!((bookings.len(), bookings[0].slot_id, bookings[0].persons), (1, slots[1].id, 1));
        let slot = app.slot(slots[1].id).await;
        assert_eq!((slot.taken, slot.taken_online), (1, 1));

        // Full in memory too: whoever has it gets the receipt again, a stranger is refused, nothing is written.
        a_second_later(app).await;
        let again = book(app, &keys[won], slots[1].id, json!({})).await.expect(201).json();
        assert_eq!(again, answers[won].json());
        book(app, "late", slots[1].id, json!({})).await.expect_problem(409, "slot-taken");
        book(app, &keys[won], slots[0].id, json!({})).await.expect_problem(422, "idempotency-key-reused");
        assert_eq!(submission::Entity::find().count(app.app.db.read()).await.unwrap(), 1);
        let stored = case(app, &again).await.answers;
        assert_eq!(stored["visit"], json!({ "slot": slots[1].id, "place": "中央公民館", "start": TEN,
            "end": "2026-04-08T10:30:00+09:00" }));
        app.run_jobs().await;
    }

    /// What is claimed about place and time is not believed, and a slot that is none is refused at its field.
    async fn only_the_identifier_is_believed(app) {
        let slots = app.add_calendar("hall", &["中央公民館"], &[NINE], 5).await;
        app.publish("visit", document()).await;
        let claimed = json!({ "slot": slots[0].id, "place": "お城", "start": TEN, "end": ELEVEN });
        let receipt = app.resident().submit("visit", "a", &json!({ "visit": claimed })).await.expect(201).json();
        let stored = case(app, &receipt).await.answers;
        assert_eq!((&stored["visit"]["place"], &stored["visit"]["start"]), (&json!("中央公民館"), &json!(NINE)));
        for wrong in [json!("slt_00000000000070008000000000000009"), json!({ "slot": "x", "place": "お城" })] {
            let refused = app.resident().submit("visit", "b", &json!({ "visit": wrong })).await;
            let refused = refused.expect_problem(422, "answers-invalid").json();
            assert_eq!((&refused["violations"][0]["at"], &refused["violations"][0]["code"]), (&json!("/visit"), &json!("slot")));
        }
        app.run_jobs().await;
    }

    /// A booking takes as many places as people come, and leaves what is reserved.
    async fn people_are_counted_and_reserved_places_left(app) {
        let slots = app.add_calendar("hall", &["中央公民館"], &[NINE], 5).await;
        app.publish("visit", document()).await;
        book(app, "a", slots[0].id, json!({ "people": 3 })).await.expect(201);
        book(app, "b", slots[0].id, json!({ "people": 3 })).await.expect_problem(409, "slot-taken");
        book(app, "c", slots[0].id, json!({ "people": 2 })).await.expect(201);
        let many = book(app, "d", slots[0].id, json!({ "people": 11 })).await.expect_problem(409, "slot-taken").json();
        assert_eq!((&many["reason"], &many["max_persons"]), (&json!("too-many"), &json!(10)));
        assert_eq!(app.slot(slots[0].id).await.taken, 5);
        app.run_jobs().await;
    }

    /// Nothing can be booked before the opening, and from that second on everything.
    async fn the_opening_is_kept_to_the_second(app) {
        let opening = at("2026-04-01T10:00:10+09:00");
        let slots = app.add_calendar_with("hall", &["中央公民館"], &[NINE], 5, |row| row.opens_at = Some(opening)).await;
        app.publish("visit", document()).await;
        app.app.clock.advance(9);
        let early = book(app, "a", slots[0].id, json!({})).await.expect_problem(409, "slot-taken").json();
        assert_eq!((&early["reason"], &early["opens_at"]), (&json!("not-yet"), &json!("2026-04-01T01:00:10Z")));
        app.app.clock.advance(1);
        book(app, "a", slots[0].id, json!({})).await.expect(201);
        app.run_jobs().await;
    }

    /// One active appointment for each telephone number, however it is typed; cancelling frees the number and the place.
    async fn one_booking_for_each_key(app) {
        let slots = app
            .add_calendar_with("hall", &["中央公民館"], &[NINE, TEN], 5, |row| row.one_per_field = Some("phone".to_owned()))
            .await;
        app.publish("visit", document()).await;
        let first = book(app, "a", slots[0].id, json!({ "phone": "090-0000-1234" })).await.expect(201).json();
        let refused = book(app, "b", slots[1].id, json!({ "phone": "０９０００００１２３４" })).await;
        assert_eq!(refused.expect_problem(409, "already-submitted").json()["field"], "phone");
        book(app, "c", slots[1].id, json!({ "phone": "090-0000-9999" })).await.expect(201);

        let opened = case(app, &first).await;
        change::cancel(&app.app, By::Applicant, &opened, None).await.unwrap();
        assert!(matches!(change::cancel(&app.app, By::Applicant, &opened, None).await, Err(ChangeError::NoBooking)));
        assert_eq!(app.slot(slots[0].id).await.taken, 0);
        book(app, "b", slots[1].id, json!({ "phone": "０９０００００１２３４" })).await.expect(201);

        // The same wish ten times at once, under ten keys: one.
        let wishes = (0..10).map(|number| (format!("n{number}"), json!({ "phone": "03-0000-0001" })));
        let wishes: Vec<_> = wishes.collect();
        let answers = join_all(wishes.iter().map(|(key, more)| book(app, key, slots[0].id, more.clone()))).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
        app.run_jobs().await;
    }

    /// Moving takes the new place and frees the old one, or does neither; the case says where the appointment is.
    async fn an_appointment_is_moved_whole_or_not_at_all(app) {
        let slots = app.add_calendar("hall", &["中央公民館"], &[NINE, TEN, ELEVEN], 1).await;
        app.publish("visit", document()).await;
        let receipt = book(app, "a", slots[0].id, json!({})).await.expect(201).json();
        book(app, "b", slots[1].id, json!({})).await.expect(201);
        let opened = case(app, &receipt).await;
        let refused = change::move_to(&app.app, By::Applicant, &opened, slots[1].id, None).await;
        assert!(matches!(refused, Err(ChangeError::NoPlace(NoPlace::Taken))), "{refused:?}");
        let taken = async || {
            let mut taken = Vec::new();
            for slot in &slots {
                taken.push(app.slot(slot.id).await.taken);
            }
            taken
        };
        assert_eq!(taken().await, [1, 1, 0]);
        change::move_to(&app.app, By::Applicant, &opened, slots[2].id, None).await.unwrap();
        assert_eq!(taken().await, [0, 1, 1]);
        let moved = case(app, &receipt).await;
        assert_eq!((&moved.answers["visit"]["slot"], &moved.answers["visit"]["start"]), (&json!(slots[2].id), &json!(ELEVEN)));
        // The same final post still finds its receipt.
        assert_eq!(book(app, "a", slots[0].id, json!({})).await.expect(201).json(), receipt);
        book(app, "c", slots[0].id, json!({})).await.expect(201);
        app.run_jobs().await;
    }

    /// The appointment can be put into one's own calendar, with its end and its place, while it is there.
    async fn the_calendar_file_has_place_and_end(app) {
        let slots = app.add_calendar("hall", &["中央公民館"], &[NINE, TEN], 5).await;
        let mut form = document();
        form["properties"]["visit"]["x-calendar"] = json!("窓口相談");
        app.publish("visit", form).await;
        let receipt = book(app, "a", slots[0].id, json!({})).await.expect(201).json();
        let url = receipt["receipt_url"].as_str().unwrap().strip_prefix(app.organization.base_url.as_str()).unwrap();
        let path = format!("{url}/calendar.ics");
        let file = app.resident().get(&path).await.expect(200).text();
        for line in ["DTSTART;TZID=Asia/Tokyo:20260408T090000", "DTEND;TZID=Asia/Tokyo:20260408T093000", "LOCATION:中央公民館"] {
            assert!(file.contains(line), "{file}");
        }
        let opened = case(app, &receipt).await;
        change::move_to(&app.app, By::Applicant, &opened, slots[1].id, None).await.unwrap();
        assert!(app.resident().get(&path).await.expect(200).text().contains("20260408T100000"));
        change::cancel(&app.app, By::Applicant, &opened, None).await.unwrap();
        app.resident().get(&path).await.expect(404);
        app.run_jobs().await;
    }

    /// The applicant may change until the cut-off, staff at any time.
    async fn the_cut_off_binds_the_applicant(app) {
        let slots = app.add_calendar_with("hall", &["中央公民館"], &[NINE, TEN], 5, |row| row.cutoff_minutes = 60).await;
        app.publish("visit", document()).await;
        let receipt = book(app, "a", slots[0].id, json!({})).await.expect(201).json();
        let opened = case(app, &receipt).await;
        // From ten o'clock on the first of April to eight on the eighth.
        app.app.clock.advance(7 * 24 * 3600 - 2 * 3600);
        let refused = change::cancel(&app.app, By::Applicant, &opened, None).await;
        assert!(matches!(refused, Err(ChangeError::PastCutOff)), "{refused:?}");
        let refused = change::move_to(&app.app, By::Applicant, &opened, slots[1].id, None).await;
        assert!(matches!(refused, Err(ChangeError::PastCutOff)), "{refused:?}");
        let person = app.add_account(Role::Clerk, &[app.department]).await;
        let scope = madoguchi::staff::scope::load(&app.app, app.organization.id, person).await.unwrap().unwrap();
        change::cancel(&app.app, By::Staff(&scope), &opened, Some("電話で取消し".to_owned())).await.unwrap();
        assert_eq!(app.slot(slots[0].id).await.taken, 0);
        app.run_jobs().await;
    }
}
