//! Picking an appointment on the pages residents use, in a browser without JavaScript.

use futures_util::future::join_all;
use serde_json::json;

use super::{a_second_later, active, book, document};
use crate::harness::calendars::at;
use crate::harness::{Browser, TestApp};

const NINE: &str = "2026-04-08T09:00:00+09:00";
const TEN: &str = "2026-04-08T10:00:00+09:00";
const IN_MAY: &str = "2026-05-11T09:00:00+09:00";

/// The form with a second page, on which something else is asked.
fn two_pages() -> serde_json::Value {
    let mut document = document();
    document["required"] = json!(["visit", "phone"]);
    document["x-pages"] = json!([
        { "id": "when", "title": "日時", "blocks": [{ "field": "people" }, { "field": "visit" }] },
        { "id": "who", "title": "連絡先", "blocks": [{ "field": "phone" }, { "field": "email" }] }
    ]);
    document
}

/// Somebody who has picked this slot of the only day and filled in the rest, before sending.
async fn before_sending(app: &TestApp, slot: &str, phone: &str) -> Browser {
    let mut browser = Browser::begin(&app.resident(), "/f/visit").await;
    browser.fill("people", "1");
    browser.press("slot:visit:day:2026-04-08").await;
    browser.tick("visit", &[slot]);
    browser.press("next").await;
    browser.fill("phone", phone);
    browser.press("next").await;
    assert_eq!(browser.sheet.hidden("_page"), "_confirmation", "{}", browser.sheet.text);
    browser
}

/// The same as soon as the sweep has released what is over.
async fn before_sending_after_a_hold(app: &TestApp, slot: &str) -> Browser {
    madoguchi::slots::holds::sweep(&app.app).await.unwrap();
    before_sending(app, slot, "03-0000-0003").await
}

/// The first slot that is offered.
fn offered(browser: &Browser) -> Option<String> {
    let mut actions = browser.sheet.controls.iter().map(|control| control.value.clone());
    actions.find(|action| action.starts_with("slot:visit:take:"))
}

on_both_databases! {
    /// Place, month and day are looked at one after the other; what was typed and picked stays.
    async fn looking_around_keeps_what_was_typed(app) {
        let slots = app.add_calendar("hall", &["中央公民館", "北公民館"], &[NINE, TEN, IN_MAY], 3).await;
        app.publish("visit", two_pages()).await;
        let mut browser = Browser::begin(&app.resident(), "/f/visit").await;
        browser.fill("people", "２");
        let places: Vec<String> =
            browser.sheet.controls.iter().filter(|control| control.name == "visit.place").map(|c| c.value.clone()).collect();
        assert_eq!(places.len(), 2);
        browser.tick("visit.place", &[places[1].as_str()]);
        browser.press("slot:visit:place:").await;
        assert!(browser.sheet.errors.is_empty() && browser.sheet.text.contains("2026年4月"));
        browser.press("slot:visit:month:2026-05-01").await;
        assert!(browser.sheet.text.contains("2026年5月") && browser.sheet.has_button("slot:visit:month:2026-04-01"));
        browser.press("slot:visit:day:2026-05-11").await;
        assert!(browser.sheet.text.contains("5月11日 月曜日の時間"));
        // The times are those of the place that was chosen.
        let may = slots[5].id.to_string();
        browser.tick("visit", &[may.as_str()]);
        browser.press("slot:visit:month:2026-04-01").await;
        assert!(browser.sheet.text.contains("選んでいる日時") && browser.sheet.text.contains("北公民館 令和8年5月11日"));
        assert_eq!(browser.sheet.hidden("visit"), may, "it travels on");
        browser.press("next").await;
        browser.press("back").await;
        assert!(browser.sheet.text.contains("5月11日 月曜日の時間"), "back at what was picked");
        let people = browser.sheet.controls.iter().find(|control| control.name == "people").unwrap();
        assert_eq!(people.value, "２");
        // Another one in the place of the hidden one.
        browser.press("slot:visit:day:2026-04-08").await;
        let april = slots[4].id.to_string();
        browser.tick("visit", &[april.as_str()]);
        browser.press("next").await;
        browser.fill("phone", "03-0000-0001");
        browser.press("next").await;
        assert!(browser.sheet.text.contains("北公民館 令和8年4月8日（2026年4月8日） 10時00分〜10時30分"), "{}", browser.sheet.text);
        browser.press("submit").await;
        assert!(browser.path.starts_with("/r/"), "{}", browser.sheet.text);
        let booked = active(app).await;
        assert_eq!((booked.len(), booked[0].slot_id, booked[0].persons), (1, slots[4].id, 2));
        app.run_jobs().await;
    }

    /// Ten residents want the last place. One is booked; nine are led back, told why, and offered what is near; one of them
    /// takes it with one press and is booked too.
    async fn ten_residents_want_the_last_place(app) {
        let slots = app.add_calendar("hall", &["中央公民館", "北公民館"], &[NINE, TEN], 1).await;
        app.publish("visit", two_pages()).await;
        let wanted = slots[0].id.to_string();
        let mut browsers = Vec::new();
        for number in 0..10 {
            browsers.push(before_sending(app, &wanted, &format!("03-0000-00{number:02}")).await);
        }
        join_all(browsers.iter_mut().map(|browser| browser.press("submit"))).await;
        let (won, mut lost): (Vec<_>, Vec<_>) = browsers.into_iter().partition(|browser| browser.path.starts_with("/r/"));
        assert_eq!((won.len(), lost.len(), active(app).await.len()), (1, 9, 1));
        for browser in &lost {
            assert_eq!(browser.sheet.status, 200);
            assert_eq!(browser.sheet.hidden("_page"), "when");
            assert_eq!(browser.sheet.errors.len(), 1);
            assert!(browser.sheet.errors[0].contains("ほかの方の予約で埋まりました"), "{:?}", browser.sheet.errors);
            // The same place first.
            assert_eq!(offered(browser), Some(format!("slot:visit:take:{}", slots[1].id)));
        }
        let mut second = lost.pop().unwrap();
        let offer = offered(&second).unwrap();
        second.press(&offer).await;
        assert_eq!(second.sheet.hidden("_page"), "_confirmation", "{}", second.sheet.text);
        assert!(second.sheet.text.contains("10時00分〜10時30分") && second.sheet.text.contains("03-0000-00"));
        second.press("submit").await;
        assert!(second.path.starts_with("/r/"), "{}", second.sheet.text);
        let mut booked: Vec<_> = active(app).await.into_iter().map(|booking| booking.slot_id).collect();
        booked.sort();
        let mut both = vec![slots[0].id, slots[1].id];
        both.sort();
        assert_eq!(booked, both);

        // Whoever picks it now from an old page is told on that page, before anything else is asked.
        a_second_later(app).await;
        let mut third = lost.pop().unwrap();
        third.set_hidden("visit.day", "2026-04-08");
        third.press(&format!("slot:visit:take:{}", slots[1].id)).await;
        assert_eq!(third.sheet.hidden("_page"), "when");
        assert_eq!(third.sheet.errors.len(), 1, "{}", third.sheet.text);
        assert_eq!(offered(&third), Some(format!("slot:visit:take:{}", slots[3].id)), "the same time elsewhere");
        app.run_jobs().await;
    }

    /// The page that everybody gets is finished in memory, and still shows what is taken within a second; a form that is
    /// looked at with a tag of a moment ago gets the new page.
    async fn the_shared_page_is_never_stale(app) {
        let slots = app.add_calendar("hall", &["中央公民館"], &[NINE], 1).await;
        app.publish("visit", document()).await;
        let resident = app.resident();
        let first = resident.get("/f/visit/form").await.expect(200);
        assert!(first.text().contains("4月8日 水曜日 空きあり"));
        let tag = first.header("etag").to_owned();
        let again = |tag: String| {
            let request = resident.request(reqwest::Method::GET, "/f/visit/form").header("if-none-match", tag);
            resident.send(request)
        };
        assert_eq!(again(tag.clone()).await.status, 304);
        book(app, "a", slots[0].id, json!({})).await.expect(201);
        a_second_later(app).await;
        let full = again(tag).await.expect(200);
        assert!(full.text().contains("4月8日 水曜日 満員") && !full.text().contains("4月8日 水曜日 空きあり"));
        app.run_jobs().await;
    }

    /// Before the opening there is a sentence with the second, and from that second on the calendar.
    async fn the_opening_is_told_to_the_second(app) {
        let opening = at("2026-04-01T10:00:05+09:00");
        app.add_calendar_with("hall", &["中央公民館"], &[NINE], 1, |row| row.opens_at = Some(opening)).await;
        app.publish("visit", document()).await;
        let mut early = Browser::begin(&app.resident(), "/f/visit").await;
        assert!(early.sheet.text.contains("2026年4月1日 水曜日 10時00分05秒に始まります"), "{}", early.sheet.text);
        early.fill("people", "3");
        early.press("slot:visit:look:").await;
        assert!(!early.sheet.has_button("slot:visit:day:2026-04-08"));
        app.app.clock.advance(5);
        let fresh = Browser::begin(&app.resident(), "/f/visit").await;
        assert!(fresh.sheet.has_button("slot:visit:day:2026-04-08"), "the finished page too");
        early.press("slot:visit:look:").await;
        assert!(early.sheet.has_button("slot:visit:day:2026-04-08"));
        assert_eq!(early.sheet.controls.iter().find(|control| control.name == "people").unwrap().value, "3");
    }

    /// One appointment for each telephone number: the second is led back to the question, and loses nothing.
    async fn a_second_booking_of_the_same_number_is_told_at_the_question(app) {
        let slots = app
            .add_calendar_with("hall", &["中央公民館"], &[NINE, TEN], 3, |row| row.one_per_field = Some("phone".to_owned()))
            .await;
        app.publish("visit", two_pages()).await;
        let mut first = before_sending(app, &slots[0].id.to_string(), "03-0000-0001").await;
        first.press("submit").await;
        assert!(first.path.starts_with("/r/"));
        let mut second = before_sending(app, &slots[1].id.to_string(), "03-0000-0009").await;
        second.press("back").await;
        second.fill("phone", "03 0000 0001");
        second.press("next").await;
        second.press("submit").await;
        assert_eq!((second.sheet.status, second.sheet.hidden("_page")), (200, "who"));
        assert!(second.sheet.errors[0].contains("すでに予約があります"), "{:?}", second.sheet.errors);
        second.fill("phone", "03-0000-0002");
        second.press("next").await;
        second.press("submit").await;
        assert!(second.path.starts_with("/r/"), "{}", second.sheet.text);
        assert_eq!(active(app).await.len(), 2);
        app.run_jobs().await;
    }

    /// Where the calendar holds places, the picked one is kept from the moment its page is completed: the pages say until
    /// when, others find it full, and it is booked by its own journey. When the time is over it is anybody's.
    async fn a_picked_slot_is_held(app) {
        let slots = app
            .add_calendar_with("hall", &["中央公民館"], &[NINE, TEN], 1, |row| row.hold_minutes = 10)
            .await;
        app.publish("visit", two_pages()).await;
        let nine = slots[0].id.to_string();
        let mut first = before_sending(app, &nine, "03-0000-0001").await;
        assert!(first.sheet.text.contains("10時10分まで、この枠をほかの方が予約できないようにしています"), "{}", first.sheet.text);
        assert_eq!(app.slot(slots[0].id).await.taken, 1);
        let mut second = Browser::begin(&app.resident(), "/f/visit").await;
        second.press("slot:visit:day:2026-04-08").await;
        assert!(second.sheet.text.contains("9時00分から9時30分 × 満員"), "{}", second.sheet.text);
        // Its own journey does not find it full, and is booked.
        first.press("edit:when").await;
        assert_eq!(first.sheet.hidden("visit"), "", "the radio button is there");
        first.press("next").await;
        assert!(first.sheet.errors.is_empty(), "{:?}", first.sheet.errors);
        first.press("submit").await;
        assert!(first.path.starts_with("/r/"), "{}", first.sheet.text);
        assert_eq!((app.slot(slots[0].id).await.taken, active(app).await.len()), (1, 1));

        // A hold that is over keeps nobody away, and whoever had it is told at the end.
        let ten = slots[1].id.to_string();
        let mut slow = before_sending(app, &ten, "03-0000-0002").await;
        app.app.clock.advance(11 * 60);
        let mut quick = before_sending_after_a_hold(app, &ten).await;
        quick.press("submit").await;
        assert!(quick.path.starts_with("/r/"), "{}", quick.sheet.text);
        slow.press("submit").await;
        assert_eq!((slow.sheet.hidden("_page"), slow.sheet.errors.len()), ("when", 1), "{}", slow.sheet.text);
        app.run_jobs().await;
    }

    /// A form whose calendar does not exist, or is empty, says so; and nothing is booked before a place is picked.
    async fn no_calendar_is_no_dead_end(app) {
        app.add_calendar("hall", &["中央公民館"], &[NINE], 1).await;
        app.publish("visit", document()).await;
        app.forget_calendars().await;
        let mut browser = Browser::begin(&app.resident(), "/f/visit").await;
        assert!(browser.sheet.text.contains("予約できる日時を表示できません"), "{}", browser.sheet.text);
        browser.press("next").await;
        assert_eq!(browser.sheet.errors.len(), 1);
        app.add_calendar("hall", &["中央公民館"], &[NINE], 1).await;
        // That there is none is remembered for a second.
        let began = std::time::Instant::now();
        while !browser.sheet.has_button("slot:visit:day:2026-04-08") {
            assert!(began.elapsed().as_secs() < 20, "{}", browser.sheet.text);
            browser.press("slot:visit:look:").await;
        }
    }
}
