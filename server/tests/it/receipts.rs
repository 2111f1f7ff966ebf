//! The receipt's address after the first day: messages of the office, the declared answer, calendar files.

use madoguchi::db::entity::{submission, submission_event};
use reqwest::Method;
use sea_orm::EntityTrait;
use serde_json::{Value, json};

use crate::harness::{Actor, Answer, TestApp, fixtures};

const DAY: i64 = 24 * 60 * 60;

/// A form with a birth date, an address for mails, and an appointment.
fn document() -> Value {
    let mut document = fixtures::short_form();
    let fields = document["properties"].as_object_mut().unwrap();
    fields.insert(
        "birthday".to_owned(),
        json!({
            "type": "string", "format": "date", "title": "生年月日", "x-kind": "date", "x-autocomplete": "bday"
        }),
    );
    fields.insert(
        "email".to_owned(),
        json!({ "type": "string", "format": "email", "title": "メールアドレス", "x-kind": "email" }),
    );
    fields.insert(
        "visit".to_owned(),
        json!({
            "type": "string", "title": "来庁日時", "x-kind": "dateTime", "x-calendar": "市役所に行く, 試験用の手続"
        }),
    );
    document["x-settings"] = json!({ "contact": { "name": "試験課", "phone": "03-0000-0000" } });
    document
}

fn answers() -> Value {
    json!({ "name": "髙橋 﨑子", "birthday": "1980-04-02", "email": "hanako@example.jp", "visit": "2026-04-10T10:30:00+09:00" })
}

/// Sends these answers; the receipt's path and the case.
async fn received(app: &TestApp, key: &str, answers: &Value) -> (String, String) {
    let receipt = app.resident().submit("short", key, answers).await.expect(201).json();
    let path = receipt["receipt_url"].as_str().unwrap().strip_prefix(app.organization.base_url.as_str()).unwrap();
    let (id, _) = app.app.vault.open_token(path.strip_prefix("/r/").unwrap()).unwrap();
    (path.to_owned(), id.to_string())
}

/// The path that mails of a case lead to.
fn mailed(app: &TestApp, case: &str) -> String {
    format!("/r/{}", app.app.vault.status_token(case.parse().unwrap()))
}

async fn post(actor: &Actor, path: &str, fields: &[(&str, &str)]) -> Answer {
    actor.send(actor.request(Method::POST, path).form(fields)).await
}

/// Tries a birthday as it is typed into the three inputs.
async fn born(actor: &Actor, path: &str, year: &str, month: &str, day: &str) -> String {
    let fields = [("birthday.year", year), ("birthday.month", month), ("birthday.day", day)];
    post(actor, path, &fields).await.expect(200).text()
}

/// A page without what differs from request to request.
fn without_typed(page: &str) -> String {
    let mut rest = page;
    let mut plain = String::new();
    while let Some((before, after)) = rest.split_once(" value=\"") {
        plain.push_str(before);
        rest = after.split_once('"').unwrap().1;
    }
    plain + rest
}

on_both_databases! {
    /// A message is sealed, stands in the timeline, is shown to who has the receipt's address, and makes a mail that
    /// does not hold it. The mailed address shows it only with the declared answer. A note stays inside.
    async fn a_message_reaches_the_applicant_and_nobody_else(app) {
        app.publish("short", document()).await;
        let (path, case) = received(app, "k", &answers()).await;
        app.run_jobs().await;
        let (clerk, resident) = (app.clerk().await, app.resident());
        let review = format!("/api/v1/staff/submissions/{case}/state");
        let body = json!({ "state": "in_progress", "from": "received", "note": "内部のメモ", "message": "住民票の写しを\nお持ちください。" });
        let detail = clerk.post(&review, &body).await.expect(200).json();
        let step = detail["timeline"].as_array().unwrap().iter().find(|step| step["kind"] == "state_changed").unwrap();
        assert_eq!((&step["note"], &step["message"]), (&json!("内部のメモ"), &json!("住民票の写しを\nお持ちください。")));
        assert_eq!(detail["has_mail_address"], true);
        app.app.clock.advance(60);
        let only = json!({ "state": "in_progress", "message": "2つめのお知らせ" });
        let detail = clerk.post(&review, &only).await.expect(200).json();
        assert_eq!(detail["timeline"].as_array().unwrap().last().unwrap()["kind"], "message");
        clerk.post(&review, &json!({ "state": "in_progress", "message": "  " })).await.expect(422);
        clerk.post(&review, &json!({ "state": "in_progress", "message": "あ".repeat(2001) })).await.expect(422);

        for row in submission_event::Entity::find().all(app.app.db.read()).await.unwrap() {
            let sealed = [row.sealed_note.unwrap_or_default(), row.sealed_message.unwrap_or_default()].concat();
            assert!(!String::from_utf8_lossy(&sealed).contains("お"), "nothing readable is stored");
        }
        let page = resident.get(&path).await.expect(200).text();
        assert!(page.contains("住民票の写しを\nお持ちください。") && page.contains("処理中") && !page.contains("内部のメモ"));
        let (first, second) = (page.find("2つめ").unwrap(), page.find("住民票").unwrap());
        assert!(first < second, "the newest first");

        let before = app.mails().len();
        app.run_jobs().await;
        let news: Vec<_> = app.mails().into_iter().skip(before).collect();
        assert_eq!(news.len(), 2, "one for each message");
        assert!(news.iter().all(|(to, mail)| to == "hanako@example.jp" && !mail.contains("住民票") && !mail.contains("お持ち")));
        let stranger = mailed(app, &case);
        let page = resident.get(&stranger).await.expect(200).text();
        assert!(!page.contains("住民票") && !page.contains("2つめ") && page.contains("生年月日"));
        let opened = born(&resident, &stranger, "昭和55", "4", "２").await;
        assert!(opened.contains("住民票") && opened.contains("髙橋 﨑子") && !opened.contains("内部のメモ"));
        let kinds = clerk.get(&format!("/api/v1/staff/submissions/{case}")).await.expect(200).json();
        let sent = kinds["timeline"].as_array().unwrap().iter().filter(|step| step["kind"] == "mail_sent").count();
        assert_eq!(sent, 3, "the receipt and two messages");
    }

    /// Without an address there is a message and no mail.
    async fn without_an_address_nothing_is_mailed(app) {
        app.publish("short", document()).await;
        let (path, case) = received(app, "k", &json!({ "name": "見本 花子" })).await;
        app.run_jobs().await;
        let body = json!({ "state": "received", "message": "お電話ください。" });
        let clerk = app.clerk().await;
        let detail = clerk.post(&format!("/api/v1/staff/submissions/{case}/state"), &body).await.expect(200).json();
        assert_eq!(detail["has_mail_address"], false);
        let before = app.mails().len();
        app.run_jobs().await;
        assert_eq!(app.mails().len(), before);
        app.app.clock.advance(2 * DAY);
        assert!(app.resident().get(&path).await.expect(200).text().contains("お電話ください。"), "messages stay");
    }

    /// After the first day the declared answer opens everything again, however it is typed; files come by POST with the
    /// pass of that page, for half an hour.
    async fn the_declared_answer_opens_everything_again(app) {
        app.publish("short", document()).await;
        let (path, _) = received(app, "k", &answers()).await;
        let resident = app.resident();
        post(&resident, &path, &[]).await.expect(303);
        app.app.clock.advance(DAY + 1);
        let page = resident.get(&path).await.expect(200).text();
        assert!(page.contains("生年月日") && page.contains("birthday.year") && !page.contains("髙橋"));
        for file in ["receipt.pdf", "calendar.ics"] {
            let away = resident.get(&format!("{path}/{file}")).await.expect(303);
            assert_eq!(away.header("location"), path);
            let refused = post(&resident, &format!("{path}/{file}"), &[("_pass", "x")]).await.expect(200);
            assert!(refused.header("content-type").starts_with("text/html"));
        }
        let opened = post(&resident, &path, &[("birthday.year", "S55"), ("birthday.month", "４"), ("birthday.day", "02")]).await;
        assert_eq!(opened.header("cache-control"), "no-store");
        let opened = opened.expect(200).text();
        assert!(opened.contains("髙橋 﨑子") && opened.contains("1980") && !opened.contains("href=\"/r/"), "{opened}");
        let pass = opened.split_once("name=\"_pass\" value=\"").unwrap().1.split_once('"').unwrap().0;
        let pdf = post(&resident, &format!("{path}/receipt.pdf"), &[("_pass", pass)]).await.expect(200);
        assert!(pdf.body.starts_with(b"%PDF") && pdf.header("cache-control") == "no-store");
        let ics = post(&resident, &format!("{path}/calendar.ics"), &[("_pass", pass)]).await.expect(200);
        assert!(ics.header("content-type").starts_with("text/calendar"));
        let (other, _) = received(app, "other", &answers()).await;
        app.app.clock.advance(DAY + 1);
        for (path, what) in [(&other, "another submission's"), (&path, "an old one")] {
            let refused = post(&resident, &format!("{path}/receipt.pdf"), &[("_pass", pass)]).await.expect(200);
            assert!(!refused.body.starts_with(b"%PDF"), "{what}");
        }
        app.run_jobs().await;
    }

    /// Five wrong tries, then a day's pause for every answer; a right one forgets earlier mistakes. Nothing tells a wrong
    /// answer from a question that was never answered.
    async fn wrong_tries_pause_and_tell_nothing(app) {
        app.publish("short", document()).await;
        let (path, _) = received(app, "k", &answers()).await;
        let (silent, _) = received(app, "silent", &json!({ "name": "髙橋 﨑子" })).await;
        let resident = app.resident();
        app.app.clock.advance(DAY + 1);
        for _ in 0..4 {
            assert!(born(&resident, &path, "1980", "4", "3").await.contains("合いませんでした"));
        }
        assert!(born(&resident, &path, "1980", "4", "2").await.contains("髙橋"), "the fifth was right");
        for _ in 0..5 {
            let wrong = born(&resident, &path, "1980", "4", "3").await;
            assert!(wrong.contains("合いませんでした") && !wrong.contains("髙橋"));
            let never = born(&resident, &silent, "1980", "4", "3").await;
            let numbers: Vec<String> = submission::Entity::find().all(app.app.db.read()).await.unwrap()
                .into_iter().map(|row| row.receipt_number).collect();
            let same = |page: &str, path: &str| {
                let token = path.strip_prefix("/r/").unwrap();
                numbers.iter().fold(without_typed(page), |page, number| page.replace(number, "N")).replace(token, "T")
            };
            assert_eq!(same(&wrong, &path), same(&never, &silent));
        }
        assert!(born(&resident, &path, "1980", "4", "2").await.contains("24時間"), "right, but too late");
        assert!(post(&resident, &silent, &[]).await.expect(200).text().contains("続いたため"));
        app.app.clock.advance(DAY - 60);
        assert!(!born(&resident, &path, "1980", "4", "2").await.contains("髙橋"));
        app.app.clock.advance(120);
        assert!(born(&resident, &path, "1980", "4", "2").await.contains("髙橋"));
        app.run_jobs().await;
    }

    /// Tries at the same instant are counted one by one.
    async fn tries_at_the_same_time_are_all_counted(app) {
        app.publish("short", document()).await;
        let (path, _) = received(app, "k", &answers()).await;
        let resident = app.resident();
        app.app.clock.advance(DAY + 1);
        let tries = (0..12).map(|_| born(&resident, &path, "1999", "1", "1"));
        let pages = futures_util::future::join_all(tries).await;
        assert_eq!(pages.iter().filter(|page| page.contains("合いませんでした")).count(), 5);
        assert_eq!(pages.iter().filter(|page| page.contains("続いたため")).count(), 7);
        let row = submission::Entity::find().one(app.app.db.read()).await.unwrap().unwrap();
        assert_eq!(row.unlock_failures, 5);
        app.run_jobs().await;
    }

    /// A form without such a question asks for nothing and opens nothing.
    async fn without_a_declared_question_nothing_is_asked(app) {
        app.publish("short", fixtures::short_form()).await;
        let (path, _) = received(app, "k", &json!({ "name": "髙橋 﨑子" })).await;
        app.app.clock.advance(DAY + 1);
        let resident = app.resident();
        let page = resident.get(&path).await.expect(200).text();
        assert!(!page.contains("method=\"post\"") && page.contains("問い合わせ先に"));
        let away = post(&resident, &path, &[("name", "髙橋 﨑子")]).await.expect(303);
        assert_eq!(away.header("location"), path);
        app.run_jobs().await;
    }

    /// The calendar file names the appointment, the form, the number and the office, and no other answer; it is the same
    /// at every request. A submission without an appointment has none.
    async fn the_appointment_goes_into_a_calendar(app) {
        app.publish("short", document()).await;
        let (path, case) = received(app, "k", &answers()).await;
        let resident = app.resident();
        assert!(resident.get(&path).await.expect(200).text().contains(&format!("{path}/calendar.ics")));
        let file = resident.get(&format!("{path}/calendar.ics")).await.expect(200);
        assert_eq!(file.header("content-type"), "text/calendar; charset=utf-8");
        assert_eq!(file.header("cache-control"), "no-store");
        assert!(file.header("content-disposition").ends_with(".ics\""));
        let text = file.text().replace("\r\n ", "");
        let number = submission::Entity::find().one(app.app.db.read()).await.unwrap().unwrap().receipt_number;
        assert!(text.contains("DTSTART;TZID=Asia/Tokyo:20260410T103000\r\n"), "{text}");
        assert!(text.contains("SUMMARY:市役所に行く\\, 試験用の手続\r\n") && text.contains(&number) && text.contains("試験課"));
        assert!(!text.contains("髙橋") && !text.contains("1980") && !text.contains("hanako") && !text.contains(&case));
        app.app.clock.advance(60);
        assert_eq!(resident.get(&format!("{path}/calendar.ics")).await.expect(200).body, file.body);
        let (without, _) = received(app, "without", &json!({ "name": "見本 花子" })).await;
        assert!(!resident.get(&without).await.expect(200).text().contains("calendar.ics"));
        resident.get(&format!("{without}/calendar.ics")).await.expect(404);
        resident.get(&format!("{}/calendar.ics", mailed(app, &case))).await.expect(303);
        app.run_jobs().await;
    }
}
