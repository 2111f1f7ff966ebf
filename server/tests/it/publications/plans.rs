//! Planned publications: at their time and not before, also after a restart, and never of something else.

use madoguchi::app::App;
use madoguchi::clock::Clock;
use madoguchi::ids::Random;
use madoguchi::jobs;

use super::*;

const TIME: &str = "2026-04-02T09:00";
/// From the beginning of every scenario to [`TIME`].
const SECONDS_TO_TIME: i64 = 23 * 60 * 60;

async fn plan(app: &TestApp, actor: &Actor, form: FormId) -> Value {
    let body = json!({ "revision": revision(app, form).await, "publish_at": TIME });
    actor.post(&format!("{}/publish", of(form)), &body).await.expect(200).json()["publication"].clone()
}

on_both_databases! {
    /// A second before its time nothing is there; then it is.
    async fn a_plan_becomes_live_at_its_time(app) {
        let author = editor(app).await;
        let form = draft(app, "trial").await;
        let planned = plan(app, &author, form).await;
        assert_eq!((&planned["state"], &planned["publish_at"]), (&json!("planned"), &json!("2026-04-02T00:00:00Z")));
        app.app.clock.advance(SECONDS_TO_TIME - 1);
        app.run_jobs().await;
        app.resident().get("/api/v1/forms/trial").await.expect(404);
        assert_eq!(versions(app, form).await, 0);
        app.app.clock.advance(1);
        app.run_jobs().await;
        assert_eq!(live_title(app, "trial").await, "試験用の手続");
        let live = detail(&author, form).await;
        assert_eq!((&live["state"], &live["publication"]), (&json!("open"), &Value::Null));
        // Once is once, whatever the queue does.
        jobs::run_until_idle(&app.app).await.unwrap();
        assert_eq!(versions(app, form).await, 1);
    }

    /// Another process does it when the first one has ended before the time.
    async fn a_plan_outlives_the_process(app) {
        let author = editor(app).await;
        let form = draft(app, "trial").await;
        plan(app, &author, form).await;
        let clock = Clock::fixed(app.app.clock.now().plus_seconds(SECONDS_TO_TIME));
        let next = App::start(app.app.config.clone(), clock, Random::system()).await.unwrap();
        jobs::run_until_idle(&next).await.unwrap();
        assert_eq!(versions(app, form).await, 1);
        assert_eq!(detail(&author, form).await["state"], "open");
    }

    /// An edit, a change of settings, closing and publishing at once void a plan: at its time nothing happens.
    async fn what_changes_meanwhile_voids_a_plan(app) {
        let author = editor(app).await;
        for (number, reason) in ["draft-changed", "settings-changed", "closed", "published"].into_iter().enumerate() {
            let form = app.publish(&format!("trial-{number}"), fixtures::short_form()).await;
            edit(app, &author, form, "第2版").await;
            plan(app, &author, form).await;
            match reason {
                "draft-changed" => edit(app, &author, form, "第3版").await,
                "settings-changed" => drop(patch(&author, form, json!({ "capacity": 10 })).await.expect(200)),
                "closed" => drop(author.post(&format!("{}/close", of(form)), &json!({})).await.expect(200)),
                _ => {
                    let body = json!({ "revision": revision(app, form).await });
                    author.post(&format!("{}/publish", of(form)), &body).await.expect(200);
                }
            }
            let after = detail(&author, form).await;
            if reason != "published" {
                assert_eq!((&after["publication"]["state"], &after["publication"]["reason"]), (&json!("void"), &json!(reason)));
            }
        }
        app.app.clock.advance(SECONDS_TO_TIME);
        app.run_jobs().await;
        for (number, expected) in [1, 1, 1, 2].into_iter().enumerate() {
            let form = store::by_slug(app.app.db.read(), app.organization.id, &format!("trial-{number}")).await.unwrap();
            assert_eq!(versions(app, form.unwrap().id).await, expected, "trial-{number}");
        }
        app.resident().get("/f/trial-2").await.expect(200);
        assert!(!app.resident().get("/f/trial-2").await.text().contains("入力をはじめる"));
    }

    /// With the rule a plan waits for its approval first; approved late, it becomes live at once.
    async fn an_approved_plan_waits_for_its_time(app) {
        set_four_eyes(app, true).await;
        let (author, approver) = (editor(app).await, editor(app).await);
        let form = draft(app, "trial").await;
        let late = draft(app, "late").await;
        let mut asked = Vec::new();
        for form in [form, late] {
            let body = json!({ "revision": 1, "publish_at": TIME });
            let answer = author.post(&format!("{}/publications", of(form)), &body).await.expect(201).json();
            asked.push(answer["publication"].clone());
        }
        let planned = approve(&approver, &asked[0]).await.expect(200).json();
        assert_eq!((&planned["state"], &planned["publication"]["state"]), (&json!("draft"), &json!("planned")));
        app.run_jobs().await;
        assert_eq!(versions(app, form).await, 0);
        app.app.clock.advance(SECONDS_TO_TIME);
        app.run_jobs().await;
        assert_eq!((versions(app, form).await, versions(app, late).await), (1, 0), "what nobody approved is not live");
        approve(&approver, &asked[1]).await.expect(200);
        assert_eq!(versions(app, late).await, 1);
    }

    /// What one person planned alone does not slip past a rule that is switched on before its time.
    async fn the_rule_voids_what_was_planned_alone(app) {
        let author = editor(app).await;
        let form = draft(app, "trial").await;
        plan(app, &author, form).await;
        set_four_eyes(app, true).await;
        let after = detail(&author, form).await;
        assert_eq!((&after["publication"]["reason"], &after["needs_approval"]), (&json!("four-eyes"), &json!(true)));
        app.app.clock.advance(SECONDS_TO_TIME);
        app.run_jobs().await;
        assert_eq!(versions(app, form).await, 0);
    }

    /// Who has begun before the time ends in the version begun with, also after it; who begins then gets the new one.
    async fn a_plan_leaves_who_has_begun_alone(app) {
        let author = editor(app).await;
        let form = app.publish("trial", fixtures::short_form()).await;
        let mut begun = Browser::begin(&app.resident(), "/f/trial").await;
        let mut confirming = begun.another_tab();
        confirming.fill("name", "見本 花子");
        confirming.press("next").await;
        assert_eq!(confirming.sheet.hidden("_page"), "_confirmation", "{}", confirming.sheet.text);
        let mut next = fixtures::short_form();
        next["properties"]["town"] = json!({ "type": "string", "title": "町名", "maxLength": 100 });
        next["required"] = json!(["name", "town"]);
        save(app, &author, form, &next).await;
        plan(app, &author, form).await;
        app.app.clock.advance(SECONDS_TO_TIME);
        app.run_jobs().await;
        assert_eq!(versions(app, form).await, 2);

        assert!(Browser::begin(&app.resident(), "/f/trial").await.sheet.has("town"), "who begins now is asked more");
        begun.fill("name", "見本 太郎");
        begun.press("next").await;
        assert_eq!(begun.sheet.hidden("_page"), "_confirmation", "{}", begun.sheet.text);
        for (mut browser, name) in [(begun, "見本 太郎"), (confirming, "見本 花子")] {
            browser.press("submit").await;
            assert!(browser.path.starts_with("/r/") && browser.sheet.text.contains(name), "{}", browser.sheet.text);
            assert!(!browser.sheet.text.contains("町名"), "{}", browser.sheet.text);
        }
        app.run_jobs().await;
    }

    /// Settings can be planned, and need a time where nobody has to approve them.
    async fn settings_change_at_their_time(app) {
        let author = editor(app).await;
        let form = app.publish("trial", fixtures::short_form()).await;
        let path = format!("{}/publications", of(form));
        let settings = json!({ "notification_emails": ["kakari@example.jp"], "capacity": 3 });
        author.post(&path, &json!({ "settings": settings })).await.expect(422);
        author.post(&path, &json!({ "settings": settings, "publish_at": TIME })).await.expect(201);
        assert_eq!(detail(&author, form).await["capacity"], Value::Null);
        app.resident().submit("trial", "first", &json!({ "name": "見本 花子" })).await.expect(201);
        app.app.clock.advance(SECONDS_TO_TIME);
        app.run_jobs().await;
        let after = detail(&author, form).await;
        assert_eq!((&after["capacity"], &after["accepted"]), (&json!(3), &json!(1)), "what came before counts");
        assert_eq!(versions(app, form).await, 1);
    }
}
