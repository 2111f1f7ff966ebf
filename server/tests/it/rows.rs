//! Repeating groups and calculated values over HTTP, as a browser without JavaScript and a machine meet them.

use madoguchi::db::entity::submission;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};

use crate::harness::TestApp;
use crate::residents::Page;

/// Children, each with a name and an age, and what the office pays for them.
fn document() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "title": "給付金の申請",
        "properties": {
            "children": { "type": "array", "title": "お子さん", "x-item-title": "お子さん", "minItems": 1, "maxItems": 3,
                "items": { "type": "object", "required": ["name", "age"], "properties": {
                    "name": { "type": "string", "title": "名前", "maxLength": 20 },
                    "age": { "type": "integer", "title": "年齢", "minimum": 0, "maximum": 17, "x-unit": "歳" }
                } } },
            "total": { "type": "integer", "title": "給付額", "x-kind": "money", "x-value": "count(children) * 10000" }
        },
        "required": ["children"]
    })
}

async fn submissions(app: &TestApp) -> u64 {
    submission::Entity::find().count(app.app.db.read()).await.unwrap()
}

/// The tokens of the rows on a page, in their order.
fn rows(page: &Page) -> Vec<&str> {
    page.hiddens.iter().filter(|(name, _)| name == "children").map(|(_, token)| token.as_str()).collect()
}

on_both_databases! {
    /// A row is added, filled in, moved and taken away, mistakes are named by their row, and what is sent is in the order
    /// of the page.
    async fn rows_without_javascript(app) {
        app.publish("family", document()).await;
        let (resident, path) = (app.resident(), "/f/family/form");
        let first = Page::of(&resident.get(path).await.expect(200));
        assert_eq!(rows(&first), ["1"], "one row is there to begin with");

        let typed = [("children.1.name", "  花子"), ("children.1.age", "七つ")];
        let two = Page::of(&first.send(&resident, path, &typed, "add-row:children").await.expect(200));
        assert_eq!(rows(&two), ["1", "2"]);
        assert!(two.text.contains("value=\"  花子\"") && two.text.contains("value=\"七つ\""), "kept as typed");
        assert!(two.text.contains("id=\"q-children.2\" data-key=\"r-children.2\" tabindex=\"-1\" autofocus"));
        assert!(!two.text.contains("role=\"alert\""), "nothing is complained about yet");

        let typed = [("children.1.name", "花子"), ("children.1.age", "七つ"), ("children.2.age", "３")];
        let wrong = Page::of(&two.send(&resident, path, &typed, "next").await.expect(200));
        assert!(wrong.text.contains("入力内容を確かめてください（2件）"), "{}", wrong.text);
        for entry in [
            "<a href=\"#q-children.1.age\">お子さん 1の年齢は整数（例：3）を数字で入力してください。</a>",
            "<a href=\"#q-children.2.name\">お子さん 2の名前を入力してください。</a>",
        ] {
            assert!(wrong.text.contains(entry), "{entry} is missing from {}", wrong.text);
        }

        let typed =
            [("children.1.name", "花子"), ("children.1.age", "7"), ("children.2.name", "太郎"), ("children.2.age", "３")];
        let moved = Page::of(&wrong.send(&resident, path, &typed, "row-up:children:2").await.expect(200));
        assert_eq!(rows(&moved), ["2", "1"]);
        let three = Page::of(&moved.send(&resident, path, &typed, "add-row:children").await.expect(200));
        assert_eq!(rows(&three), ["2", "1", "3"]);
        assert!(three.text.contains("これ以上は追加できません") && !three.text.contains("add-row:children"));
        let gone = Page::of(&three.send(&resident, path, &typed, "remove-row:children:3").await.expect(200));
        assert_eq!(rows(&gone), ["2", "1"]);

        let confirmation = Page::of(&gone.send(&resident, path, &typed, "next").await.expect(200));
        assert!(confirmation.text.contains("入力内容の確認"), "{}", confirmation.text);
        let place = |text: &str| confirmation.text.find(text).unwrap_or_else(|| panic!("{text}: {}", confirmation.text));
        assert!(place("太郎") < place("花子"), "in the order of the page");
        place("20,000円");
        let sent = confirmation.send(&resident, path, &[], "submit").await.expect(303);
        let location = sent.header("location");
        let receipt_path = location.strip_prefix(app.organization.base_url.as_str()).unwrap_or(location);
        let receipt = resident.get(receipt_path).await.expect(200).text();
        assert!(receipt.contains("お子さん 2") && receipt.contains("花子") && receipt.contains("20,000円"));
        assert_eq!(submissions(app).await, 1);
        app.run_jobs().await;
    }

    /// Rows nobody filled in are left out, so that the numbers of the others are those of the page.
    async fn a_blank_row_is_no_answer(app) {
        app.publish("family", document()).await;
        let (resident, path) = (app.resident(), "/f/family/form");
        let first = Page::of(&resident.get(path).await.expect(200));
        let two = Page::of(&first.send(&resident, path, &[], "add-row:children").await.expect(200));
        let wrong = Page::of(&two.send(&resident, path, &[("children.2.name", "太郎")], "next").await.expect(200));
        assert!(wrong.text.contains("<a href=\"#q-children.2.age\">お子さん 2の年齢を入力してください。</a>"), "{}", wrong.text);
        let typed = [("children.1.name", "　"), ("children.2.name", "太郎"), ("children.2.age", "3")];
        let confirmation = Page::of(&wrong.send(&resident, path, &typed, "next").await.expect(200));
        assert!(confirmation.text.contains("10,000円"), "{}", confirmation.text);
        confirmation.send(&resident, path, &[], "submit").await.expect(303);
        app.run_jobs().await;
    }

    /// The server's value wins, whoever sends another.
    async fn a_calculated_value_cannot_be_sent(app) {
        app.publish("family", document()).await;
        let (resident, path) = (app.resident(), "/f/family/form");
        let answers = json!({ "children": [{ "name": "花子", "age": 7 }], "total": 99_999_999 });
        let receipt = resident.submit("family", "k", &answers).await.expect(201).json();
        let url = receipt["receipt_url"].as_str().unwrap().to_owned();
        let page = resident.get(url.strip_prefix(app.organization.base_url.as_str()).unwrap()).await.expect(200).text();
        assert!(page.contains("10,000円") && !page.contains("99,999,999"), "{page}");

        let mut first = Page::of(&resident.get(path).await.expect(200));
        for (name, value) in &mut first.hiddens {
            if name == "_shown" {
                value.push_str(" total");
            }
        }
        let typed = [("children.1.name", "花子"), ("children.1.age", "7"), ("total", "99999999")];
        let confirmation = Page::of(&first.send(&resident, path, &typed, "next").await.expect(200));
        assert!(confirmation.text.contains("10,000円") && !confirmation.text.contains("99,999,999"));
        app.run_jobs().await;
    }

    /// Machines are told in the language they ask for, with the row in words.
    async fn refusals_are_worded_in_the_language_asked_for(app) {
        app.publish("family", document()).await;
        let machine = app.resident();
        let answers = json!({ "children": [{ "name": "花子", "age": 7 }, { "age": 3 }] });
        for (language, text) in [
            ("", "お子さん 2の名前を入力してください。"),
            ("ja-easy", "お子さん 2の名前を書いてください。"),
            ("en-US,en;q=0.8", "お子さん 2, 名前: enter an answer."),
        ] {
            let request = machine
                .request(reqwest::Method::POST, "/api/v1/forms/family/submissions")
                .header("idempotency-key", "k")
                .header("accept-language", language)
                .json(&answers);
            let problem = machine.send(request).await.expect_problem(422, "answers-invalid").json();
            let violation = &problem["violations"][0];
            assert_eq!((violation["at"].as_str(), violation["message"].as_str()), (Some("/children/1/name"), Some(text)));
        }
    }
}
