//! When a form takes submissions and how many: the period to the second, the places to the last one, on both databases; and
//! who may show it in a frame.

use futures_util::future::join_all;
use madoguchi::db::entity::{audit_event, form, submission};
use madoguchi::ids::FormId;
use reqwest::Method;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};

use crate::harness::{Actor, TestApp, fixtures};
use crate::residents::Page;

const PATH: &str = "/f/short";

async fn set(app: &TestApp, form: FormId, change: Value) -> Value {
    let editor = app.editor().await;
    let path = format!("/api/v1/staff/forms/{form}");
    editor.send(editor.request(Method::PATCH, &path).json(&change)).await.expect(200).json()
}

async fn accepted(app: &TestApp, id: FormId) -> i64 {
    form::Entity::find_by_id(id).one(app.app.db.read()).await.unwrap().unwrap().accepted
}

async fn written(app: &TestApp) -> u64 {
    submission::Entity::find().count(app.app.db.read()).await.unwrap()
}

/// As the watcher of every process does each second.
async fn a_second_later(app: &TestApp) {
    app.app.live_forms.refresh(&app.app.db).await.unwrap();
}

async fn submit(app: &TestApp, key: &str) -> crate::harness::Answer {
    app.resident().submit("short", key, &json!({ "name": format!("見本 {key}") })).await
}

async fn confirmation(resident: &Actor) -> Page {
    let first = Page::of(&resident.get("/f/short/form").await.expect(200));
    Page::of(&first.send(resident, PATH, &[("name", "見本 花子")], "next").await.expect(200))
}

on_both_databases! {
    /// The first second of the period counts, the instant it ends does not; pages and machines are told why and when.
    async fn a_period_is_kept_to_the_second(app) {
        let form = app.publish("short", fixtures::short_form()).await;
        let resident = app.resident();
        let open = resident.get(PATH).await.expect(200);
        let now = app.app.clock.now();
        let at = |seconds| now.plus_seconds(seconds).to_jiff().to_string();
        let set = set(app, form, json!({ "opens_at": at(10), "closes_at": at(20) })).await;
        assert_eq!((&set["opens_at"], &set["time_zone"]), (&json!(at(10)), &json!("Asia/Tokyo")));

        let early = resident.get(PATH).await.expect(200);
        assert!(early.text().contains("受付はまだ始まっていません") && early.header("etag") != open.header("etag"));
        assert_eq!(resident.get("/f/short/form").await.expect(200).body, early.body);
        let refused = submit(app, "a").await.expect_problem(409, "form-not-open").json();
        assert_eq!(refused["opens_at"], at(10));

        app.app.clock.advance(9);
        submit(app, "a").await.expect_problem(409, "form-not-open");
        app.app.clock.advance(1);
        assert!(resident.get(PATH).await.expect(200).text().contains("入力を始める"));
        let confirmation = confirmation(&resident).await;
        submit(app, "a").await.expect(201);
        app.app.clock.advance(9);
        submit(app, "b").await.expect(201);
        app.app.clock.advance(1);

        let late = resident.get(PATH).await.expect(200).text();
        assert!(late.contains("受付は終わりました") && !late.contains("入力を始める"), "{late}");
        submit(app, "c").await.expect_problem(409, "form-closed");
        submit(app, "a").await.expect(201);
        let stopped = confirmation.send(&resident, PATH, &[], "submit").await.expect(200).text();
        assert!(stopped.contains("入力された内容は送信されていません"), "{stopped}");
        assert_eq!(written(app).await, 2);
        app.run_jobs().await;
    }

    /// Two hundred at once for fifty places: exactly fifty get one, and the same fifty get their receipt again.
    async fn no_place_is_sold_twice_and_none_is_left_over(app) {
        let form = app.publish("short", fixtures::short_form()).await;
        set(app, form, json!({ "capacity": 50 })).await;
        let keys: Vec<String> = (0..200).map(|number| format!("k{number}")).collect();
        let answers = join_all(keys.iter().map(|key| submit(app, key))).await;
        let status = |wanted: u16| answers.iter().filter(|answer| answer.status == wanted).count();
        assert_eq!((status(201), status(409)), (50, 150));
        assert!(answers.iter().filter(|answer| answer.status == 409).all(|answer| answer.json()["code"] == "form-full"));
        assert_eq!((written(app).await, accepted(app, form).await), (50, 50));

        for (key, answer) in keys.iter().zip(&answers).filter(|(_, answer)| answer.status == 201).take(3) {
            assert_eq!(submit(app, key).await.expect(201).json(), answer.json());
        }
        a_second_later(app).await;
        let full = app.resident().get(PATH).await.expect(200).text();
        assert!(full.contains("定員に達しました") && full.contains("50件"), "{full}");
        assert_eq!(app.resident().get("/api/v1/forms/short").await.expect(200).json()["places_left"], 0);
        app.run_jobs().await;
    }

    /// A capacity that is set later counts what is there; more places are open at once; without one nothing is counted.
    async fn places_can_be_set_raised_and_taken_away(app) {
        let form = app.publish("short", fixtures::short_form()).await;
        for key in ["a", "b", "c"] {
            submit(app, key).await.expect(201);
        }
        assert_eq!(accepted(app, form).await, 0, "nobody asked to count");
        assert_eq!(set(app, form, json!({ "capacity": 3 })).await["accepted"], 3);
        submit(app, "d").await.expect_problem(409, "form-full");
        assert_eq!(set(app, form, json!({ "capacity": 4 })).await["accepted"], 3);
        let page = app.resident().get(PATH).await.expect(200).text();
        assert!(page.contains("4件（残り1件）"), "{page}");
        submit(app, "d").await.expect(201);
        submit(app, "e").await.expect_problem(409, "form-full");
        assert_eq!(set(app, form, json!({ "capacity": null })).await["accepted"], Value::Null);
        submit(app, "e").await.expect(201);
        assert_eq!(set(app, form, json!({ "capacity": 5 })).await["accepted"], 5);
        submit(app, "f").await.expect_problem(409, "form-full");
        app.run_jobs().await;
    }

    /// Places are set while the last of them are being taken: whatever was there first, never more than the limit.
    async fn a_capacity_set_in_the_rush_is_kept(app) {
        let form = app.publish("short", fixtures::short_form()).await;
        let keys: Vec<String> = (0..60).map(|number| format!("k{number}")).collect();
        let rush = join_all(keys.iter().map(|key| submit(app, key)));
        let (answers, _) = tokio::join!(rush, set(app, form, json!({ "capacity": 30 })));
        let taken = answers.iter().filter(|answer| answer.status == 201).count() as u64;
        assert_eq!(taken, written(app).await);
        assert_eq!(accepted(app, form).await, i64::try_from(taken).unwrap());
        // What was received before the limit was set stays; of the rest, as many as there was room for.
        assert!((30..=60).contains(&taken), "{taken}");
        submit(app, "late").await.expect_problem(409, "form-full");
        app.run_jobs().await;
    }

    /// Fifty are filling in when the form closes: nobody is received, and everybody is told that nothing was sent.
    async fn closing_while_fifty_fill_in(app) {
        let form = app.publish("short", fixtures::short_form()).await;
        let residents: Vec<Actor> = (0..50).map(|_| app.resident()).collect();
        let pages = join_all(residents.iter().map(confirmation)).await;
        let now = app.app.clock.now();
        set(app, form, json!({ "closes_at": now.plus_seconds(60).to_jiff().to_string() })).await;
        app.app.clock.advance(60);
        let buttons = ["submit", "back", "edit:main", "refresh"];
        let sent = pages.iter().zip(&residents).enumerate().map(|(number, (page, resident))| {
            page.send(resident, PATH, &[], buttons[number % buttons.len()])
        });
        for answer in join_all(sent).await {
            let text = answer.expect(200).text();
            assert!(text.contains("受付は終わりました") && text.contains("入力された内容は送信されていません"), "{text}");
        }
        assert_eq!(written(app).await, 0);
    }

    /// Only the sites that the settings name may show the form, and only its own pages.
    async fn a_form_is_shown_by_the_sites_its_settings_name(app) {
        let form = app.publish("short", fixtures::short_form()).await;
        app.publish("other", fixtures::short_form()).await;
        let resident = app.resident();
        let nobody = resident.get(PATH).await.expect(200).header("content-security-policy").to_owned();
        assert!(nobody.contains("frame-ancestors 'none'"), "{nobody}");
        let origins = json!({ "embed_origins": ["https://WWW.city.example.jp/", "https://kosodate.example.jp:8443"] });
        let changed = set(app, form, origins).await;
        assert_eq!(changed["embed_origins"], json!(["https://www.city.example.jp", "https://kosodate.example.jp:8443"]));

        let page = confirmation(&resident).await;
        let sent = page.send(&resident, PATH, &[], "submit").await.expect(303);
        let receipt = sent.header("location").to_owned();
        let expected = nobody.replace(
            "frame-ancestors 'none'",
            "frame-ancestors https://www.city.example.jp https://kosodate.example.jp:8443",
        );
        for path in [PATH, "/f/short/form", receipt.as_str()] {
            assert_eq!(resident.get(path).await.expect(200).header("content-security-policy"), expected, "{path}");
        }
        let wrong = page.send(&resident, PATH, &[("name", "")], "edit:main").await.expect(200);
        assert_eq!(wrong.header("content-security-policy"), expected);
        for path in ["/", "/f/other", "/f/other/form", "/admin/"] {
            assert_eq!(resident.get(path).await.header("content-security-policy"), nobody, "{path}");
        }
        app.run_jobs().await;
    }

    /// What cannot be is refused where it stands, changes nothing, and what is changed is in the audit trail.
    async fn settings_are_checked_and_audited(app) {
        let form = app.publish("short", fixtures::short_form()).await;
        let editor = app.editor().await;
        let path = format!("/api/v1/staff/forms/{form}");
        for (change, at, code) in [
            (json!({ "opens_at": "soon" }), "/opens_at", "instant"),
            (json!({ "closes_at": "0001-01-01T00:00" }), "/closes_at", "instant"),
            (json!({ "opens_at": "2026-04-02T09:00", "closes_at": "2026-04-02T09:00" }), "/closes_at", "order"),
            (json!({ "capacity": 0 }), "/capacity", "range"),
            (json!({ "capacity": 10_000_001 }), "/capacity", "range"),
            (json!({ "embed_origins": ["https://a.example.jp", "http://b.example.jp"] }), "/embed_origins/1", "origin"),
        ] {
            let answer = editor.send(editor.request(Method::PATCH, &path).json(&change)).await;
            let violations = answer.expect_problem(422, "invalid-request").json()["violations"].clone();
            assert_eq!((&violations[0]["at"], &violations[0]["code"]), (&json!(at), &json!(code)), "{change}");
        }
        let local = set(app, form, json!({ "opens_at": "2020-04-01T09:00", "is_listed": false })).await;
        assert_eq!(local["opens_at"], "2020-04-01T00:00:00Z", "the clock of the organization");
        assert!(!app.resident().get("/").await.expect(200).text().contains("/f/short"), "not listed");
        app.resident().get(PATH).await.expect(200);
        let events = audit_event::Entity::find().filter(audit_event::Column::Action.eq("form.settings_changed"));
        let events = events.all(app.app.db.read()).await.unwrap();
        assert_eq!(events.len(), 1);
        assert!(events[0].detail.contains("is_listed") && events[0].detail.contains("opens_at"), "{}", events[0].detail);
        assert_eq!(set(app, form, json!({ "opens_at": null })).await["opens_at"], Value::Null);
    }
}
