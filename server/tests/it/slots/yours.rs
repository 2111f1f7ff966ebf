//! Changing and cancelling an appointment from the page of its receipt.

use reqwest::Method;
use serde_json::json;

use super::{active, book, document};
use crate::harness::{Actor, Answer, Browser, TestApp};

const NINE: &str = "2026-04-08T09:00:00+09:00";
const TEN: &str = "2026-04-08T10:00:00+09:00";
const ELEVEN: &str = "2026-04-08T11:00:00+09:00";
const DAY: i64 = 24 * 60 * 60;

/// Books this slot; the path of the receipt, and the one that a mail leads to.
async fn booked(app: &TestApp, key: &str, slot: madoguchi::ids::SlotId) -> (String, String) {
    let receipt = book(app, key, slot, json!({ "phone": "090-0000-1234" })).await.expect(201).json();
    let path = receipt["receipt_url"].as_str().unwrap().strip_prefix(app.organization.base_url.as_str()).unwrap();
    let (id, _) = app.app.vault.open_token(path.strip_prefix("/r/").unwrap()).unwrap();
    (path.to_owned(), format!("/r/{}", app.app.vault.status_token(id)))
}

async fn post(actor: &Actor, path: &str, fields: &[(&str, &str)]) -> Answer {
    actor.send(actor.request(Method::POST, path).form(fields)).await
}

fn declared() -> serde_json::Value {
    let mut document = document();
    document["required"] = json!(["visit", "phone"]);
    document["x-settings"] = json!({ "receipt": { "declared": "phone" }, "contact": { "name": "相談課" } });
    document
}

on_both_databases! {
    /// On the first day the address of the receipt is enough: the same picker, the present one marked, then the new one in
    /// its place; the calendar file says when it ends and where it is.
    async fn an_appointment_is_changed_from_the_receipt(app) {
        let slots = app.add_calendar("hall", &["中央公民館"], &[NINE, TEN, ELEVEN], 1).await;
        app.publish("visit", declared()).await;
        let (path, _) = booked(app, "a", slots[0].id).await;
        booked(app, "b", slots[1].id).await;
        let mut browser = Browser::open(&app.resident(), &path).await;
        assert!(browser.sheet.text.contains("中央公民館 令和8年4月8日（2026年4月8日） 9時00分〜9時30分"));
        assert!(browser.sheet.text.contains("変更と取消しは、2026年4月8日（水）9時までできます"), "{}", browser.sheet.text);
        browser.press("change").await;
        assert_eq!(browser.sheet.heading, "予約の変更");
        assert!(browser.sheet.text.contains("9時00分から9時30分 いまの予約"), "{}", browser.sheet.text);
        browser.press("move").await;
        assert_eq!(browser.sheet.errors, ["新しい日時を選んでください。"]);
        // Somebody has it already: what is free is offered.
        let mut late = browser.another_tab();
        late.tick("visit", &[slots[1].id.to_string().as_str()]);
        late.press("move").await;
        assert!(late.sheet.errors[0].contains("埋まりました"), "{}", late.sheet.text);
        late.press(&format!("slot:visit:take:{}", slots[2].id)).await;
        assert_eq!(active(app).await.iter().filter(|booking| booking.slot_id == slots[0].id).count(), 1, "nothing moved yet");
        late.press("move").await;
        assert_eq!(late.sheet.heading, "予約を変更しました", "{}", late.sheet.text);
        assert!(late.sheet.text.contains("11時00分〜11時30分"));
        let mut now: Vec<_> = active(app).await.into_iter().map(|booking| booking.slot_id).collect();
        now.sort();
        let mut both = vec![slots[1].id, slots[2].id];
        both.sort();
        assert_eq!(now, both);
        let file = app.resident().get(&format!("{path}/calendar.ics")).await.expect(200).text();
        assert!(file.contains("DTSTART;TZID=Asia/Tokyo:20260408T110000\r\n") && file.contains("DTEND;TZID=Asia/Tokyo:20260408T113000\r\n"));
        assert!(file.contains("LOCATION:中央公民館\r\n"), "{file}");
        app.run_jobs().await;
    }

    /// Cancelling asks first, frees the place, and takes the date out of the calendar file; a second time says so.
    async fn an_appointment_is_cancelled_once(app) {
        let slots = app.add_calendar("hall", &["中央公民館"], &[NINE], 1).await;
        app.publish("visit", declared()).await;
        let (path, _) = booked(app, "a", slots[0].id).await;
        let mut browser = Browser::open(&app.resident(), &path).await;
        browser.press("cancel").await;
        assert_eq!(browser.sheet.heading, "予約を取り消しますか");
        assert_eq!(app.slot(slots[0].id).await.taken, 1);
        let mut again = browser.another_tab();
        browser.press("cancel-yes").await;
        assert_eq!(browser.sheet.heading, "予約を取り消しました");
        assert_eq!((app.slot(slots[0].id).await.taken, active(app).await.len()), (0, 0));
        again.press("cancel-yes").await;
        assert!(again.sheet.text.contains("取り消されています"), "{}", again.sheet.text);
        let receipt = app.resident().get(&path).await.expect(200).text();
        assert!(receipt.contains("取り消されています") && !receipt.contains("calendar.ics") && !receipt.contains("value=\"cancel\""));
        app.resident().get(&format!("{path}/calendar.ics")).await.expect(404);
        book(app, "b", slots[0].id, json!({ "phone": "03-0000-0001" })).await.expect(201);
        app.run_jobs().await;
    }

    /// A mailed address opens nothing by itself: neither when nor where, nor a way to change it. The declared answer does,
    /// for half an hour; and so it is with the receipt's own address after the first day.
    async fn a_stranger_cannot_cancel(app) {
        let slots = app.add_calendar("hall", &["中央公民館"], &[NINE, TEN], 1).await;
        app.publish("visit", declared()).await;
        let (path, mailed) = booked(app, "a", slots[0].id).await;
        let resident = app.resident();
        let page = resident.get(&mailed).await.expect(200).text();
        assert!(!page.contains("中央公民館") && !page.contains("value=\"cancel\"") && page.contains("本人であることを確かめます"));
        for pass in ["", "x", "AAAA"] {
            let refused = post(&resident, &format!("{mailed}/appointment"), &[("_action", "cancel-yes"), ("_pass", pass)]).await;
            assert!(refused.expect(200).text().contains("続けられませんでした"));
        }
        assert_eq!(active(app).await.len(), 1);

        app.app.clock.advance(DAY + 1);
        let page = resident.get(&path).await.expect(200).text();
        assert!(page.contains("中央公民館") && !page.contains("value=\"cancel\""), "who kept the receipt sees when it is");
        post(&resident, &format!("{path}/appointment"), &[("_action", "cancel-yes")]).await.expect(200);
        assert_eq!(active(app).await.len(), 1);

        let mut browser = Browser::open(&resident, &mailed).await;
        browser.fill("phone", "090 0000 1234");
        browser.press("unlock").await;
        assert!(browser.sheet.text.contains("中央公民館"), "{}", browser.sheet.text);
        let pass = browser.sheet.html.split("name=\"_pass\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let at = format!("{mailed}/appointment");
        let asked = post(&resident, &at, &[("_action", "change"), ("_pass", &pass)]).await.expect(200).text();
        assert!(asked.contains("予約の変更") && asked.contains("name=\"_pass\""));
        app.app.clock.advance(31 * 60);
        let late = post(&resident, &at, &[("_action", "cancel-yes"), ("_pass", &pass)]).await.expect(200).text();
        assert!(late.contains("続けられませんでした"));
        assert_eq!(active(app).await.len(), 1);
        app.run_jobs().await;
    }

    /// After the cut-off there is a sentence and whom to ask, and no way around it.
    async fn the_cut_off_is_kept(app) {
        let slots = app.add_calendar_with("hall", &["中央公民館"], &[NINE, TEN], 1, |row| row.cutoff_minutes = 7 * 24 * 60).await;
        app.publish("visit", declared()).await;
        let (path, _) = booked(app, "a", slots[0].id).await;
        let page = app.resident().get(&path).await.expect(200).text();
        assert!(page.contains("変更と取消しができる時間を過ぎました") && !page.contains("value=\"change\""), "{page}");
        let id = slots[1].id.to_string();
        for fields in [vec![("_action", "cancel-yes")], vec![("_action", "move"), ("visit", id.as_str())]] {
            let refused = post(&app.resident(), &format!("{path}/appointment"), &fields).await.expect(200).text();
            assert!(refused.contains("変更と取消しができる時間を過ぎました"));
        }
        assert_eq!(active(app).await[0].slot_id, slots[0].id);
        app.run_jobs().await;
    }
}
