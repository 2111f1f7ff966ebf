//! Half-filled forms that are saved, and gone on with: on another device, in another version, in another language, too
//! late, twice, with a wrong code, and with files.

use madoguchi::db::entity::values::JobState;
use madoguchi::db::entity::{saved_journey, stored_file, submission};
use madoguchi::journeys;
use madoguchi::submissions::orphans;
use reqwest::Method;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};

use crate::harness::{Actor, Answer, Browser, TestApp, fixtures};

pub const PATH: &str = "/f/steps";
const RESUME: &str = "/f/steps/resume";
const DAY: i64 = 24 * 60 * 60;
/// What a code that opens nothing is answered.
pub const NOTHING: &str = "このコードで続けられる内容がありません。";

/// Two pages and a picture, in English as well; kept for ten days.
pub fn document() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "title": "見本の届出",
        "properties": {
            "name": { "type": "string", "title": "氏名", "maxLength": 100 },
            "count": { "type": "integer", "title": "人数", "minimum": 0, "maximum": 9 },
            "photo": { "type": "array", "title": "写真", "x-kind": "file", "maxItems": 2, "items": { "type": "string" } }
        },
        "required": ["name", "count"],
        "x-pages": [
            { "id": "who", "title": "届け出る方", "blocks": [{ "field": "name" }] },
            { "id": "rest", "title": "人数と写真", "blocks": [{ "field": "count" }, { "field": "photo" }] }
        ],
        "x-settings": { "saveDays": 10 },
        "x-i18n": { "en": { "/title": "Example notice", "/properties/name/title": "Name", "/properties/count/title": "People" } }
    })
}

/// The second page, with something typed that will not do.
pub async fn halfway(app: &TestApp, address: &str) -> Browser {
    let mut browser = Browser::begin(&app.resident(), address).await;
    browser.fill("name", "髙橋 見本");
    browser.press("next").await;
    browser.fill("count", "百人くらい");
    browser
}

/// The code on the page that says it is saved.
#[track_caller]
pub fn code(browser: &Browser) -> String {
    let (_, rest) =
        browser.sheet.html.split_once("<dd class=\"code\">").unwrap_or_else(|| panic!("{}", browser.sheet.text));
    let code = rest.split('<').next().unwrap().to_owned();
    assert_eq!(code.split('-').map(str::len).collect::<Vec<_>>(), [4, 4, 4, 4]);
    code
}

pub async fn resume(resident: &Actor, code: &str) -> Browser {
    let mut browser = Browser::open(resident, RESUME).await;
    browser.fill("code", code);
    browser.press("").await;
    browser
}

#[track_caller]
fn assert_opens_nothing(browser: &Browser) {
    assert_eq!(browser.sheet.status, 200);
    assert!(browser.sheet.text.contains(NOTHING) && browser.sheet.has("code"), "{}", browser.sheet.text);
    assert!(!browser.sheet.html.contains("髙橋"), "{}", browser.sheet.html);
}

pub async fn saved(app: &TestApp) -> Vec<saved_journey::Model> {
    saved_journey::Entity::find().all(app.app.db.read()).await.unwrap()
}

async fn submissions(app: &TestApp) -> u64 {
    submission::Entity::find().count(app.app.db.read()).await.unwrap()
}

/// Asks for the mail from the page with the code.
pub async fn ask_for_mail(browser: &Browser, resident: &Actor, address: &str) -> Answer {
    let hidden = ["_page", "_lang", "_version", "_state", "_shown"].map(|name| (name, browser.sheet.hidden(name)));
    let fields: Vec<(&str, &str)> = hidden.into_iter().chain([("address", address)]).collect();
    resident.send(resident.request(Method::POST, "/f/steps/saved-mail").form(&fields)).await
}

on_both_databases! {
    /// On another device the same page shows what was typed, good or not; what is saved again keeps its code; after it
    /// was sent, nothing is left.
    async fn a_journey_goes_on_on_another_device(app) {
        app.publish("steps", document()).await;
        let mut browser = halfway(app, PATH).await;
        browser.press("save").await;
        assert_eq!(browser.sheet.heading, "入力した内容を保存しました");
        assert!(browser.sheet.text.contains("2026年4月11日（土）24時まで"), "{}", browser.sheet.text);
        let first_code = code(&browser);
        let [row] = &saved(app).await[..] else { panic!("one row") };
        let bare = first_code.replace('-', "");
        for hidden in ["髙橋", bare.as_str(), first_code.as_str()] {
            assert!(!format!("{row:?}").contains(hidden) && !row.sealed_state.windows(hidden.len()).any(|part| part == hidden.as_bytes()));
        }

        // The same window goes back and on.
        browser.press("refresh").await;
        assert_eq!(browser.sheet.hidden("_page"), "rest");
        assert!(browser.sheet.errors.is_empty() && browser.sheet.html.contains("百人くらい"));

        let typed = format!("　{} ", first_code.to_lowercase().replace('-', " "));
        let mut elsewhere = resume(&app.resident(), &typed).await;
        assert_eq!((elsewhere.path.as_str(), elsewhere.sheet.hidden("_page")), (RESUME, "rest"));
        assert!(elsewhere.sheet.errors.is_empty(), "nothing is complained about yet");
        assert!(elsewhere.sheet.html.contains("value=\"百人くらい\""), "{}", elsewhere.sheet.html);
        elsewhere.fill("count", "2");
        app.app.clock.advance(DAY);
        elsewhere.press("save").await;
        assert_eq!(code(&elsewhere), first_code);
        assert!(elsewhere.sheet.text.contains("2026年4月12日（日）24時まで"), "{}", elsewhere.sheet.text);
        assert_eq!(saved(app).await.len(), 1);

        let mut third = resume(&app.resident(), &first_code).await;
        third.press("next").await;
        assert_eq!(third.sheet.hidden("_page"), "_confirmation", "{}", third.sheet.text);
        third.press("save").await;
        let mut fourth = resume(&app.resident(), &first_code).await;
        assert_eq!(fourth.sheet.hidden("_page"), "_confirmation", "{}", fourth.sheet.text);
        fourth.press("submit").await;
        assert!(fourth.path.starts_with("/r/"), "{}", fourth.sheet.text);
        assert_eq!((submissions(app).await, saved(app).await.len()), (1, 0));
        assert_opens_nothing(&resume(&app.resident(), &first_code).await);

        // Another window still has the journey: it is told that it was sent, and gets no code that would open nothing.
        third.press("refresh").await;
        third.press("save").await;
        assert_eq!(third.sheet.heading, "すでに受け付けています");
        assert!(third.sheet.text.contains("続きとして保存することはできません"), "{}", third.sheet.text);
        assert!(!third.sheet.html.contains(&first_code), "{}", third.sheet.html);
        assert_opens_nothing(&resume(&app.resident(), &first_code).await);
        assert_eq!((submissions(app).await, saved(app).await.len()), (1, 0));
        third.press("submit").await;
        assert!(third.path.starts_with("/r/"), "a new application: {}", third.sheet.text);
        assert_eq!(submissions(app).await, 2);
        app.run_jobs().await;
    }

    /// Whoever saved goes on in the version and the language in which it was begun.
    async fn version_and_language_stay(app) {
        app.publish("steps", document()).await;
        let mut browser = halfway(app, "/f/steps?lang=en").await;
        browser.press("save").await;
        assert_eq!(browser.sheet.heading, "Your answers are saved");
        let mut next = document();
        next["properties"]["count"]["title"] = json!("世帯の人数");
        app.publish("steps", next).await;
        let mut elsewhere = resume(&app.resident(), &code(&browser)).await;
        assert_eq!((elsewhere.sheet.hidden("_lang"), elsewhere.sheet.hidden("_page")), ("en", "rest"));
        assert!(elsewhere.sheet.text.contains("People") && !elsewhere.sheet.text.contains("世帯"), "{}", elsewhere.sheet.text);
        elsewhere.press("language:ja").await;
        assert!(elsewhere.sheet.text.contains("人数") && !elsewhere.sheet.text.contains("世帯の人数"), "{}", elsewhere.sheet.text);
    }

    /// A version that was withdrawn meanwhile says so, and leads on under the same code with what fits.
    async fn a_withdrawn_version_leads_on(app) {
        let form = app.publish("steps", document()).await;
        let mut browser = halfway(app, PATH).await;
        browser.press("save").await;
        let code = code(&browser);
        let mut next = document();
        next["properties"]["town"] = json!({ "type": "string", "title": "町名", "maxLength": 50 });
        next["x-pages"][0]["blocks"] = json!([{ "field": "name" }, { "field": "town" }]);
        app.publish("steps", next).await;
        let versions = format!("/api/v1/staff/forms/{form}/versions/1/withdraw");
        app.editor().await.post(&versions, &json!({ "reason": "町名が必要になりました。" })).await.expect(200);
        let mut elsewhere = resume(&app.resident(), &code).await;
        assert_eq!(elsewhere.sheet.heading, "この手続の内容が変わりました", "{}", elsewhere.sheet.text);
        elsewhere.press("refresh").await;
        assert!(elsewhere.sheet.html.contains("value=\"髙橋 見本\"") && elsewhere.sheet.has("town"));
        elsewhere.fill("town", "本町");
        elsewhere.press("save").await;
        assert_eq!(self::code(&elsewhere), code);
        let again = resume(&app.resident(), &code).await;
        assert!(again.sheet.html.contains("value=\"本町\""), "{}", again.sheet.text);
        assert_eq!(saved(app).await.len(), 1);
    }

    /// The last day counts in full; then it is gone, from the page at once and from the table with the next sweep.
    async fn what_is_saved_expires(app) {
        app.publish("steps", document()).await;
        let mut browser = halfway(app, PATH).await;
        browser.press("save").await;
        let code = code(&browser);
        // Saved at ten in the morning of 1 April: the last instant is the end of 11 April.
        app.app.clock.advance(10 * DAY + 14 * 60 * 60 - 1);
        assert_eq!(journeys::sweep(&app.app).await.unwrap(), 0);
        assert_eq!(resume(&app.resident(), &code).await.sheet.hidden("_page"), "rest");
        app.app.clock.advance(1);
        assert_opens_nothing(&resume(&app.resident(), &code).await);
        assert_eq!(journeys::sweep(&app.app).await.unwrap(), 1);
        assert!(saved(app).await.is_empty());
        // What still stands in a window can be saved once more, under the code that is written down.
        browser.press("refresh").await;
        browser.press("save").await;
        assert_eq!(self::code(&browser), code);
        assert_eq!(resume(&app.resident(), &code).await.sheet.hidden("_page"), "rest");
    }

    /// One sentence for whatever opens nothing, and patience for nobody who guesses; a right code is never kept waiting.
    async fn wrong_codes_open_nothing(app) {
        app.publish("steps", document()).await;
        app.publish("other", fixtures::short_form()).await;
        let mut browser = halfway(app, PATH).await;
        browser.press("save").await;
        let (code, resident) = (code(&browser), app.resident());
        let mut of_other = Browser::begin(&resident, "/f/other").await;
        of_other.press("save").await;
        let other = self::code(&of_other);
        for wrong in ["", "1234", "<script>", &code[..18], &other, &format!("{}-{}", &code[5..], &code[..4])] {
            let answer = resume(&resident, wrong).await;
            assert_opens_nothing(&answer);
            assert!(!answer.sheet.html.contains("value=\"<script>"));
        }
        let guess = || resident.send(resident.request(Method::POST, RESUME).form(&[("code", "3333-3333-3333-3333")]));
        let mut waits = None;
        for _ in 0..60 {
            let answer = guess().await;
            if answer.status == 503 {
                waits = Some(answer);
                break;
            }
        }
        let waits = waits.expect("guesses are slowed down");
        assert!(waits.header("retry-after").parse::<u32>().unwrap() > 0);
        assert!(waits.text().contains("1分ほど待ってから"));
        assert_eq!(resume(&resident, &code).await.sheet.hidden("_page"), "rest");
        app.app.clock.advance(60);
        guess().await.expect(200);
    }

    /// A form that takes nothing keeps what was saved, and says until when.
    async fn a_closed_form_keeps_what_was_saved(app) {
        let form = app.publish("steps", document()).await;
        let mut browser = halfway(app, PATH).await;
        browser.press("save").await;
        let code = code(&browser);
        app.switch(form, false).await;
        let stopped = resume(&app.resident(), &code).await;
        assert_eq!(stopped.sheet.heading, "いまは受け付けていません");
        assert!(stopped.sheet.text.contains("2026年4月11日（土）24時まで"), "{}", stopped.sheet.text);
        assert!(!stopped.sheet.html.contains("髙橋"));
        app.switch(form, true).await;
        assert_eq!(resume(&app.resident(), &code).await.sheet.hidden("_page"), "rest");
    }

    /// Files are there as long as what was saved, although a token alone is good for three days only.
    async fn files_wait_too(app) {
        app.publish("steps", document()).await;
        let mut browser = halfway(app, PATH).await;
        browser.choose_files("photo", vec![("表.png".to_owned(), fixtures::picture())]);
        browser.press("save").await;
        assert!(browser.sheet.text.contains("選んだファイルも"), "{}", browser.sheet.text);
        let code = code(&browser);
        // Somebody else's, who saved nothing.
        let mut other = halfway(app, PATH).await;
        other.choose_files("photo", vec![("裏.png".to_owned(), fixtures::picture())]);
        other.press("refresh").await;

        app.app.clock.advance(10 * DAY);
        assert_eq!(orphans::sweep(&app.app).await.unwrap(), 1);
        let mut elsewhere = resume(&app.resident(), &code).await;
        assert!(elsewhere.sheet.text.contains("表.png"), "{}", elsewhere.sheet.text);
        elsewhere.fill("count", "3");
        elsewhere.press("next").await;
        elsewhere.press("submit").await;
        assert!(elsewhere.path.starts_with("/r/"), "{}", elsewhere.sheet.text);
        app.app.clock.advance(30 * DAY);
        assert_eq!(orphans::sweep(&app.app).await.unwrap(), 0);
        let [file] = &stored_file::Entity::find().all(app.app.db.read()).await.unwrap()[..] else { panic!("one file") };
        assert!(file.submission_id.is_some());
        app.run_jobs().await;
    }

    /// What was saved and never sent goes with its files.
    async fn files_of_an_expired_journey_go(app) {
        app.publish("steps", document()).await;
        let mut browser = halfway(app, PATH).await;
        browser.choose_files("photo", vec![("表.png".to_owned(), fixtures::picture())]);
        browser.press("save").await;
        app.app.clock.advance(11 * DAY);
        assert_eq!(orphans::sweep(&app.app).await.unwrap(), 0, "a day longer than the journey");
        app.app.clock.advance(DAY);
        assert_eq!(orphans::sweep(&app.app).await.unwrap(), 1);
    }

    /// The mail says where and until when, and opens nothing; the address stands nowhere in the outbox.
    async fn a_mail_says_where_to_go_on(app) {
        app.publish("steps", document()).await;
        let (resident, mut browser) = (app.resident(), halfway(app, "/f/steps?lang=en").await);
        browser.press("save").await;
        let code = code(&browser);
        for wrong in ["", "hanako", "hanako@example", "a b@example.jp"] {
            let answer = ask_for_mail(&browser, &resident, wrong).await.expect(200).text();
            assert!(answer.contains("This is not an email address.") && answer.contains(&code), "{answer}");
        }
        assert_eq!(app.jobs(JobState::Waiting).await, 0);
        let answer = ask_for_mail(&browser, &resident, "ｈａｎａｋｏ@example.com").await.expect(200).text();
        assert!(answer.contains("An email is on its way to") && answer.contains(&code), "{answer}");
        let jobs = madoguchi::db::entity::job::Entity::find().all(app.app.db.read()).await.unwrap();
        assert!(jobs.iter().all(|job| !job.payload.contains("hanako") && !job.payload.contains("example.com")));
        app.run_jobs().await;
        let [(to, mail)] = &app.mails()[..] else { panic!("one mail: {:?}", app.mails()) };
        let mail = mail.replace("=\r\n", "").replace("=3D", "=");
        assert_eq!(to, "hanako@example.com");
        assert!(mail.contains("/f/steps/resume?lang=en") && mail.contains("11 April 2026"), "{mail}");
        for secret in [code.as_str(), &code.replace('-', ""), "見本", browser.sheet.hidden("_state")] {
            assert!(!mail.contains(secret), "{secret} in {mail}");
        }
        // Made by hand, or of a journey that was never saved: no mail.
        let mut unsaved = Browser::begin(&resident, PATH).await;
        unsaved.press("refresh").await;
        let answer = ask_for_mail(&unsaved, &resident, "taro@example.com").await.expect(200);
        assert!(answer.text().contains(NOTHING));
        assert_eq!(app.jobs(JobState::Waiting).await, 0);
    }

    /// Where a form says so, nothing can be saved; a preview saves nothing either.
    async fn saving_can_be_switched_off(app) {
        let mut form = document();
        let mut offered = Browser::begin(&app.resident(), PATH).await;
        assert_eq!(offered.sheet.status, 404);
        app.publish("steps", form.clone()).await;
        offered = Browser::begin(&app.resident(), PATH).await;
        assert!(offered.sheet.has_button("save"));
        form["x-settings"]["saveDays"] = json!(0);
        let id = app.publish("steps", form).await;
        let mut browser = halfway(app, PATH).await;
        assert!(!browser.sheet.has_button("save"));
        browser.press("save").await;
        assert_eq!(browser.sheet.hidden("_page"), "rest");
        assert!(browser.sheet.html.contains("百人くらい"));
        let preview = app.editor().await.get(&format!("/api/v1/staff/forms/{id}/preview")).await.expect(200).text();
        assert!(!preview.contains("value=\"save\""));
        assert!(saved(app).await.is_empty());
    }
}
