//! The list of procedures and the search in it, over HTTP: everyday words, kana, what opens later, what is not listed.

use reqwest::Method;
use serde_json::json;

use crate::harness::{TestApp, fixtures};

/// The addresses of the forms on a page, in its order.
fn listed(page: &str) -> Vec<String> {
    let links = page.split("<li><a href=\"/f/").skip(1);
    links.map(|rest| rest.split(['"', '?']).next().unwrap().to_owned()).collect()
}

async fn search(app: &TestApp, query: &str) -> Vec<String> {
    let resident = app.resident();
    let query: String = url::form_urlencoded::Serializer::new(String::new()).append_pair("q", query).finish();
    let answer = resident.get(&format!("/?{query}")).await.expect(200);
    assert_eq!(answer.header("cache-control"), "private, no-cache");
    assert_eq!(answer.header("set-cookie"), "");
    let page = answer.text();
    if page.contains("に合う手続は見つかりませんでした") { Vec::new() } else { listed(&page) }
}

on_both_databases! {
    /// Whoever types what people say finds what offices call otherwise; nothing found still shows the way.
    async fn people_find_procedures_in_their_own_words(app) {
        for slug in ["moving-out", "vaccine-booking", "dog-registration", "tax-certificate", "child-allowance", "road-damage-report"] {
            app.publish_fixture(slug).await;
        }
        for (typed, expected) in [
            ("ひっこし", "moving-out"),
            ("ヒッコシ", "moving-out"),
            ("よぼうせっしゅ", "vaccine-booking"),
            ("ﾜｸﾁﾝ", "vaccine-booking"),
            ("いぬ", "dog-registration"),
            ("ペット", "dog-registration"),
            ("しょうめい　ぜい", "tax-certificate"),
            ("子ども 手当", "child-allowance"),
            ("道に穴があいている", "road-damage-report"),
        ] {
            assert_eq!(search(app, typed).await.first().map(String::as_str), Some(expected), "{typed}");
        }
        assert_eq!(search(app, "パスポート").await, [""; 0]);
        let resident = app.resident();
        let nothing = resident.get("/?q=%3Cscript%3Ealert(1)%3C/script%3E").await.expect(200).text();
        assert!(!nothing.contains("<script>alert") && listed(&nothing).len() == 6, "{nothing}");
        let english = resident.get("/?q=moving&lang=en").await.expect(200).text();
        assert_eq!(listed(&english).first().map(String::as_str), Some("moving-out"));
        assert!(english.contains("href=\"/f/moving-out?lang=en\"") && english.contains("name=\"lang\" value=\"en\""));
    }

    /// What opens later is listed with its date, what is over or not to be listed is not, and a change is seen at once.
    async fn the_list_tells_what_opens_later(app) {
        let form = app.publish("short", fixtures::short_form()).await;
        let (resident, editor) = (app.resident(), app.editor().await);
        let set = async |change: serde_json::Value| {
            let path = format!("/api/v1/staff/forms/{form}");
            editor.send(editor.request(Method::PATCH, &path).json(&change)).await.expect(200);
            resident.get("/").await.expect(200).text()
        };
        assert_eq!(listed(&resident.get("/").await.expect(200).text()), ["short"]);
        let soon = set(json!({ "opens_at": "2999-04-01T09:00" })).await;
        assert!(listed(&soon) == ["short"] && soon.contains("2999年4月1日（月）9時から受け付けます"), "{soon}");
        assert!(listed(&set(json!({ "opens_at": null, "closes_at": "2001-04-01T09:00" })).await).is_empty());
        assert!(set(json!({ "closes_at": null, "capacity": 1 })).await.contains("/f/short"));
        resident.submit("short", "a", &json!({ "name": "見本 花子" })).await.expect(201);
        app.app.live_forms.refresh(&app.app.db).await.unwrap();
        assert!(resident.get("/").await.expect(200).text().contains("定員に達したため"));
        assert!(listed(&set(json!({ "is_listed": false })).await).is_empty());
        assert!(search(app, "試験用").await.is_empty());
        app.publish("other", fixtures::short_form()).await;
        assert_eq!(listed(&resident.get("/").await.expect(200).text()), ["other"]);
        app.run_jobs().await;
    }

    /// A category is one group, whichever of its forms have been translated.
    async fn a_category_is_one_group_in_every_language(app) {
        for (slug, translated) in [("short", false), ("other", true)] {
            let mut document = fixtures::short_form();
            document["x-settings"]["category"] = json!("くらし");
            if translated {
                document["x-i18n"] = json!({ "en": { "/x-settings/category": "Daily life" } });
            }
            app.publish(slug, document).await;
        }
        let page = app.resident().get("/?lang=en").await.expect(200).text();
        assert_eq!((page.matches("Daily life").count(), listed(&page).len()), (1, 2), "{page}");
        assert!(!page.contains("くらし"), "{page}");
    }
}
