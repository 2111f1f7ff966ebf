//! What happens to a journey in between: the server is killed and started again, a new version is published, pages are
//! sent twice, stale or forged, a sent application is changed. Nothing is lost, nothing is received twice, no answer gets
//! into another journey, and every page says something helpful.

use futures_util::future::join_all;
use madoguchi::db::entity::submission;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};

use crate::harness::{Backend, Binary, Browser, Database, TestApp, fixtures};

/// Three pages, one question each.
fn document() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "title": "届出",
        "properties": {
            "name": { "type": "string", "title": "氏名", "maxLength": 100 },
            "town": { "type": "string", "title": "町名", "maxLength": 100 },
            "memo": { "type": "string", "title": "連絡事項", "x-kind": "longText", "maxLength": 500 }
        },
        "required": ["name", "town"],
        "x-pages": [
            { "id": "who", "title": "届け出る方", "blocks": [{ "field": "name" }] },
            { "id": "place", "title": "場所", "blocks": [{ "field": "town" }] },
            { "id": "rest", "title": "そのほか", "blocks": [{ "field": "memo" }] }
        ]
    })
}

const PAGES: [(&str, &str); 3] = [("who", "name"), ("place", "town"), ("rest", "memo")];

async fn submissions(app: &TestApp) -> u64 {
    submission::Entity::find().count(app.app.db.read()).await.unwrap()
}

/// Goes on from the first page, with answers that begin with `who`, until this page is shown.
async fn go_to(browser: &mut Browser, who: &str, page: &str) {
    let begun = PAGES.iter().position(|(id, _)| *id == browser.sheet.hidden("_page")).unwrap_or(PAGES.len());
    for (id, field) in &PAGES[begun..] {
        if browser.sheet.hidden("_page") == page {
            return;
        }
        assert_eq!(browser.sheet.hidden("_page"), *id, "{}", browser.sheet.text);
        browser.fill(field, &format!("{who} {field}"));
        browser.press("next").await;
    }
    assert_eq!(browser.sheet.hidden("_page"), page);
}

fn receipt_number(browser: &Browser) -> String {
    assert!(browser.path.starts_with("/r/"), "{} {}", browser.path, browser.sheet.text);
    let mut words = browser.sheet.text.split_whitespace();
    words.find(|word| word.split('-').map(str::len).eq([4, 4, 1])).expect("a receipt number").to_owned()
}

on_both_databases! {
    /// 「戻る」 on every page keeps what was typed and not yet checked, and brings back what stood there before.
    async fn back_loses_nothing(app) {
        app.publish("steps", document()).await;
        let mut browser = Browser::begin(&app.resident(), "/f/steps").await;
        browser.press("next").await;
        assert!(browser.sheet.title.starts_with("エラー：") && browser.sheet.errors.len() == 1, "{}", browser.sheet.title);
        go_to(&mut browser, "窓口", "rest").await;
        browser.fill("memo", "  途中の\r\n文章 ");
        browser.press("back").await;
        assert_eq!(browser.sheet.hidden("_page"), "place");
        // What would be refused is kept as well.
        browser.fill("town", "");
        browser.press("back").await;
        assert_eq!(browser.sheet.hidden("_page"), "who");
        assert!(browser.sheet.html.contains("value=\"窓口 name\""));
        browser.press("next").await;
        assert!(browser.sheet.errors.is_empty() && browser.sheet.html.contains("name=\"town\""));
        browser.fill("town", "中央町");
        browser.press("next").await;
        assert!(browser.sheet.html.contains("  途中の\r\n文章 ") || browser.sheet.html.contains("  途中の\n文章 "), "{}", browser.sheet.html);
        browser.press("next").await;
        assert_eq!(browser.sheet.hidden("_page"), "_confirmation");
        browser.press("back").await;
        assert_eq!(browser.sheet.hidden("_page"), "rest");
    }

    /// Two windows on the same page go their own ways: each sends what was typed in it.
    async fn two_tabs_at_every_step(app) {
        app.publish("steps", document()).await;
        let mut expected = 0;
        for (page, field) in PAGES {
            let mut one = Browser::begin(&app.resident(), "/f/steps").await;
            go_to(&mut one, "一つ目", page).await;
            let mut two = one.another_tab();
            one.fill(field, "左の窓");
            two.fill(field, "右の窓");
            one.press("next").await;
            two.press("next").await;
            go_to(&mut one, "一つ目", "_confirmation").await;
            go_to(&mut two, "一つ目", "_confirmation").await;
            assert!(one.sheet.text.contains("左の窓") && !one.sheet.text.contains("右の窓"), "{page}");
            assert!(two.sheet.text.contains("右の窓") && !two.sheet.text.contains("左の窓"), "{page}");
            one.press("submit").await;
            receipt_number(&one);
            expected += 1;
            assert_eq!(submissions(app).await, expected);
            // From the same beginning: one journey. What differs is not received silently, and not lost either.
            two.press("submit").await;
            // The first post mints the journey, so windows that part before it are two applications.
            if page != "who" {
                assert!(two.sheet.text.contains("すでに受け付けています"), "{page}: {}", two.sheet.text);
                two.press("submit").await;
            }
            receipt_number(&two);
            expected += 1;
            assert_eq!(submissions(app).await, expected, "{page}");
        }
        app.run_jobs().await;
    }

    /// The last post ten times at once is one application with one receipt.
    async fn ten_final_posts_are_one(app) {
        app.publish("steps", document()).await;
        let mut browser = Browser::begin(&app.resident(), "/f/steps").await;
        go_to(&mut browser, "見本", "_confirmation").await;
        let answers = join_all((0..10).map(|_| browser.press_only("submit"))).await;
        let places: Vec<&str> = answers.iter().map(|answer| answer.header("location")).collect();
        assert!(answers.iter().all(|answer| answer.status == 303), "{places:?}");
        assert!(places.iter().all(|place| *place == places[0]), "{places:?}");
        assert_eq!(submissions(app).await, 1);
        app.run_jobs().await;
    }

    /// Whoever goes back after the receipt and changes something is told, and may send it as a new application.
    async fn a_change_after_the_receipt_is_a_new_application_or_nothing(app) {
        app.publish("steps", document()).await;
        let mut browser = Browser::begin(&app.resident(), "/f/steps").await;
        go_to(&mut browser, "見本", "_confirmation").await;
        let mut again = browser.another_tab();
        browser.press("submit").await;
        let first = receipt_number(&browser);
        again.press("edit:place").await;
        again.fill("town", "別の町");
        again.press("next").await;
        assert_eq!(again.sheet.hidden("_page"), "_confirmation", "{}", again.sheet.text);
        again.press("submit").await;
        assert!(again.sheet.text.contains("すでに受け付けています") && again.sheet.text.contains(&first), "{}", again.sheet.text);
        assert_eq!(submissions(app).await, 1, "nothing is sent without being asked for");
        again.press("submit").await;
        assert_ne!(receipt_number(&again), first);
        assert_eq!(submissions(app).await, 2);
        app.run_jobs().await;
    }

    /// Fifty residents are on their way, at different pages, when version 2 comes: each ends in the version begun with.
    async fn fifty_journeys_outlive_a_new_version(app) {
        app.publish("steps", document()).await;
        let mut browsers = Vec::new();
        for number in 0..50 {
            let mut browser = Browser::begin(&app.resident(), "/f/steps").await;
            let page = ["who", "place", "rest", "_confirmation"][number % 4];
            go_to(&mut browser, &format!("第{number}号"), page).await;
            browsers.push(browser);
        }
        let mut next = document();
        next["properties"]["phone"] = json!({ "type": "string", "title": "電話番号", "x-kind": "phone" });
        next["required"] = json!(["name", "town", "phone"]);
        next["x-pages"][0]["blocks"] = json!([{ "field": "name" }, { "field": "phone" }]);
        app.publish("steps", next).await;
        let mut numbers = Vec::new();
        for (number, browser) in browsers.iter_mut().enumerate() {
            go_to(browser, &format!("第{number}号"), "_confirmation").await;
            assert!(!browser.sheet.text.contains("電話番号"), "{}", browser.sheet.text);
            browser.press("submit").await;
            numbers.push(receipt_number(browser));
            assert!(browser.sheet.text.contains(&format!("第{number}号 name")), "{}", browser.sheet.text);
            let other = format!("第{}号 ", (number + 1) % 50);
            assert!(!browser.sheet.text.contains(&other), "somebody else's answers");
        }
        numbers.sort();
        numbers.dedup();
        assert_eq!((numbers.len(), submissions(app).await), (50, 50));
        let begun_now = Browser::begin(&app.resident(), "/f/steps").await;
        assert!(begun_now.sheet.has("phone"), "who begins now gets the new version");
        app.run_jobs().await;
    }

    /// A state with any byte changed, of another form, or of an earlier page: never received as something else, always a
    /// page that helps.
    async fn forged_and_stale_states_are_answered_with_a_page(app) {
        app.publish("steps", document()).await;
        app.publish("other", document()).await;
        let mut browser = Browser::begin(&app.resident(), "/f/steps").await;
        go_to(&mut browser, "見本", "place").await;
        let stale = browser.sheet.hidden("_state").to_owned();
        go_to(&mut browser, "見本", "_confirmation").await;
        let good = browser.sheet.hidden("_state").to_owned();
        let mut forged: Vec<String> = (0..good.len()).step_by(good.len() / 24 + 1).map(|place| {
            let mut bytes = good.clone().into_bytes();
            bytes[place] = if bytes[place] == b'A' { b'B' } else { b'A' };
            String::from_utf8(bytes).unwrap()
        }).collect();
        forged.extend([String::from("x"), good[..good.len() / 2].to_owned(), format!("{good}{good}"), "é".repeat(1000)]);
        for state in forged {
            let mut tab = browser.another_tab();
            tab.set_hidden("_state", &state);
            tab.press("submit").await;
            assert_eq!(tab.sheet.status, 200, "{}", tab.sheet.text);
            assert!(!tab.path.starts_with("/r/") && tab.sheet.heading.contains("続きを表示できません"), "{}", tab.sheet.text);
        }
        // The confirmation of an earlier state: nothing was shown of the rest, so it is asked for.
        let mut tab = browser.another_tab();
        tab.set_hidden("_state", &stale);
        tab.press("submit").await;
        assert_eq!(tab.sheet.hidden("_page"), "place", "{}", tab.sheet.text);
        // Pages, versions and lists of questions that do not exist.
        for (name, value) in [("_page", "nowhere"), ("_shown", "ghost _state name"), ("_lang", "\"><script>"), ("_version", "ver_0")] {
            let mut tab = browser.another_tab();
            tab.set_hidden(name, value);
            tab.press("submit").await;
            assert!(!tab.sheet.heading.is_empty() && tab.sheet.status < 500, "{name}: {}", tab.sheet.text);
            assert!(!tab.sheet.html.contains("<script>"), "{name}");
        }
        let elsewhere = { let mut tab = browser.another_tab(); tab.send_to("/f/other"); tab.press("submit").await; tab };
        assert!(!elsewhere.path.starts_with("/r/"), "a state of another form was taken");
        // Only what was really sent from the good page was received: at most the tabs whose forgery did not matter.
        let received = submissions(app).await;
        browser.press("submit").await;
        receipt_number(&browser);
        assert!(submissions(app).await <= received.max(1), "one journey is one application");
        app.run_jobs().await;
    }
}

/// The server is killed (SIGKILL) between any two pages and started again: the pages in the browsers go on as if nothing
/// had happened, files that were taken are still there, and each journey is received once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_server_loses_no_half_filled_page() {
    let mut form = document();
    form["properties"]["photo"] =
        json!({ "type": "array", "title": "写真", "x-kind": "file", "items": { "type": "string" }, "maxItems": 1 });
    form["x-pages"][1]["blocks"] = json!([{ "field": "town" }, { "field": "photo" }]);
    let database = Database::create(Backend::Sqlite).await;
    let binary = Binary::new(database.url());
    let file = binary.folder().join("steps.json");
    std::fs::write(&file, form.to_string()).unwrap();
    let mut serving = binary.serve();
    binary.run(&["form", "import", file.to_str().unwrap(), "--slug", "steps", "--publish"]).expect(0);
    let mut browser = Browser::begin(&serving.resident(), "/f/steps").await;
    for (page, field) in PAGES {
        assert_eq!(browser.sheet.hidden("_page"), page);
        browser.fill(field, &format!("再起動 {field}"));
        if page == "place" {
            browser.choose_files("photo", vec![("家.png".to_owned(), fixtures::picture())]);
        }
        serving.kill();
        serving = binary.serve();
        browser.moves_to(&serving.resident());
        browser.press("next").await;
        assert!(browser.sheet.errors.is_empty(), "{:?}", browser.sheet.errors);
    }
    assert!(
        browser.sheet.text.contains("再起動 name") && browser.sheet.text.contains("家.png"),
        "{}",
        browser.sheet.text
    );
    serving.kill();
    serving = binary.serve();
    browser.moves_to(&serving.resident());
    let again = browser.another_tab();
    browser.press("submit").await;
    let number = receipt_number(&browser);
    serving.kill();
    let serving = binary.serve();
    let mut again = again;
    again.moves_to(&serving.resident());
    again.press("submit").await;
    assert_eq!(receipt_number(&again), number);
    let target = binary.folder().join("out.json");
    binary.run(&["export", "steps", "--format", "json", "--out", target.to_str().unwrap()]).expect(0);
    let rows = fixtures::read(&target);
    assert_eq!(rows.as_array().unwrap().len(), 1);
    assert_eq!(rows[0]["answers"]["town"], "再起動 town");
    assert_eq!(rows[0]["answers"]["photo"].as_array().unwrap().len(), 1);
    serving.stop();
    database.remove().await;
}
