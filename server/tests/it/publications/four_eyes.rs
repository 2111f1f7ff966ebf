//! The four-eyes rule: exactly what was asked for is approved, by another person with the right, or nothing is.

use madoguchi::db::entity::{form, submission};
use madoguchi::forms::publication::Warrant;
use madoguchi::forms::publish::{self, PublishError, SwitchError};

use super::*;

on_both_databases! {
    /// A request fixes the draft: an edit voids it, an old hash approves nothing, and what is approved is what was seen.
    async fn an_edit_voids_a_request(app) {
        set_four_eyes(app, true).await;
        let (author, approver) = (editor(app).await, editor(app).await);
        let form = draft(app, "trial").await;
        let first = request(app, &author, form).await;
        assert_eq!(first["state"], "requested", "{first}");
        let again = author.post(&format!("{}/publications", of(form)), &json!({ "revision": 1 })).await;
        again.expect_problem(409, "publication-open");

        edit(app, &author, form, "直した手続").await;
        let seen = detail(&approver, form).await["publication"].clone();
        assert_eq!((&seen["state"], &seen["reason"]), (&json!("void"), &json!("draft-changed")), "{seen}");
        approve(&approver, &first).await.expect_problem(409, "publication-changed");
        assert_eq!(versions(app, form).await, 0);

        let second = request(app, &author, form).await;
        assert_ne!(first["hash"], second["hash"]);
        let stale = json!({ "hash": first["hash"] });
        decide(&approver, &second, "approve", stale).await.expect_problem(409, "publication-changed");
        decide(&approver, &second, "approve", json!({ "hash": "" })).await.expect(422);
        let live = approve(&approver, &second).await.expect(200).json();
        assert_eq!((&live["state"], &live["version"]), (&json!("open"), &json!(1)), "{live}");
        assert_eq!(live["publication"], Value::Null);
        assert_eq!(live_title(app, "trial").await, "直した手続");
        approve(&approver, &second).await.expect_problem(409, "publication-changed");
        assert_eq!(versions(app, form).await, 1);
        let told = &audited(app, "form.published").await[0];
        assert_eq!(told["hash"], second["hash"]);
        assert_ne!(told["requested_by"], told["approved_by"]);
    }

    /// Settings that change between request and approval void it too, also those that need nobody.
    async fn a_change_of_settings_voids_a_request(app) {
        set_four_eyes(app, true).await;
        let (author, approver) = (editor(app).await, editor(app).await);
        let form = draft(app, "trial").await;
        let asked = request(app, &author, form).await;
        // The same settings again are no change.
        patch(&author, form, json!({ "slug": "trial", "is_listed": true })).await.expect(200);
        assert_eq!(detail(&author, form).await["publication"]["state"], "requested");
        patch(&author, form, json!({ "notification_emails": ["kakari@example.jp"] })).await.expect(200);
        assert_eq!(detail(&author, form).await["publication"]["reason"], "settings-changed");
        approve(&approver, &asked).await.expect_problem(409, "publication-changed");
        assert_eq!(versions(app, form).await, 0);
    }

    /// Whoever asks does not approve; whoever may not publish there does not either.
    async fn another_person_with_the_right_approves(app) {
        set_four_eyes(app, true).await;
        let author = editor(app).await;
        let foreign = app.add_department("別の課").await;
        let foreigner = app.staff(Role::Editor, &[foreign]).await;
        let form = draft(app, "trial").await;
        let asked = request(app, &author, form).await;
        approve(&author, &asked).await.expect_problem(403, "own-request");
        decide(&author, &asked, "refuse", json!({ "reason": "やめた" })).await.expect_problem(403, "own-request");
        for (actor, status) in [(app.viewer().await, 403), (app.clerk().await, 403), (foreigner.clone(), 404), (app.resident(), 401)] {
            approve(&actor, &asked).await.expect(status);
            decide(&actor, &asked, "refuse", json!({ "reason": "だめ" })).await.expect(status);
            decide(&actor, &asked, "withdraw", json!({})).await.expect(status);
        }
        let waiting = |answer: Value| answer["publications"].as_array().unwrap().clone();
        assert!(waiting(foreigner.get("/api/v1/staff/publications").await.expect(200).json()).is_empty());
        let mine = waiting(author.get("/api/v1/staff/publications").await.expect(200).json());
        assert_eq!((&mine[0]["is_mine"], &mine[0]["can_approve"]), (&json!(true), &json!(false)));
        let approver = app.admin().await;
        let theirs = waiting(approver.get("/api/v1/staff/publications").await.expect(200).json());
        assert_eq!((theirs.len(), &theirs[0]["can_approve"], &theirs[0]["note"]), (1, &json!(true), &json!("確認をお願いします")));

        decide(&approver, &asked, "refuse", json!({ "reason": " " })).await.expect(422);
        decide(&approver, &asked, "refuse", json!({ "reason": "あ".repeat(501) })).await.expect(422);
        let refused = decide(&approver, &asked, "refuse", json!({ "reason": "連絡先が古いです。" })).await.expect(200).json();
        assert_eq!(refused["publication"]["reason"], "連絡先が古いです。");
        approve(&approver, &asked).await.expect_problem(409, "publication-changed");
        let second = request(app, &author, form).await;
        assert_eq!(decide(&author, &second, "withdraw", json!({})).await.expect(200).json()["publication"], Value::Null);
        approve(&approver, &second).await.expect_problem(409, "publication-changed");
        let third = request(app, &author, form).await;
        approve(&approver, &third).await.expect(200);
        assert_eq!(versions(app, form).await, 1);
    }

    /// Two people approve at the same moment: one version.
    async fn two_approvals_make_one_version(app) {
        set_four_eyes(app, true).await;
        let author = editor(app).await;
        let form = draft(app, "trial").await;
        let asked = request(app, &author, form).await;
        let (one, other) = (editor(app).await, app.admin().await);
        let (one, other) = tokio::join!(approve(&one, &asked), approve(&other, &asked));
        let mut statuses = [one.status, other.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409], "{} {}", one.text(), other.text());
        assert_eq!(versions(app, form).await, 1);
    }

    /// What opens a published form further is refused alone, in every way; what takes something away is not.
    async fn bound_settings_need_a_request_and_closing_needs_nobody(app) {
        let form = app.publish("trial", fixtures::short_form()).await;
        let (author, approver) = (editor(app).await, editor(app).await);
        patch(&author, form, json!({ "closes_at": "2026-06-01T00:00:00+09:00" })).await.expect(200);
        set_four_eyes(app, true).await;
        let other = app.add_department("別の課").await;
        let admin = app.admin().await;
        for (setting, change) in [
            ("slug", json!({ "slug": "other" })),
            ("notification_emails", json!({ "notification_emails": ["kakari@example.jp"] })),
            ("notification_mode", json!({ "notification_mode": "daily" })),
            ("opens_at", json!({ "opens_at": "2026-05-01T00:00:00+09:00" })),
            ("closes_at", json!({ "closes_at": "2026-07-01T00:00:00+09:00" })),
            ("closes_at", json!({ "closes_at": null })),
            ("embed_origins", json!({ "embed_origins": ["https://www.example.jp"] })),
            ("webhook_url", json!({ "webhook_url": "https://hooks.example.jp/" })),
            ("department_id", json!({ "department_id": other })),
        ] {
            let refused = patch(&admin, form, change.clone()).await.expect_problem(409, "approval-required").json();
            assert_eq!(refused["settings"], json!([setting]), "{change}");
        }
        let publish = format!("{}/publish", of(form));
        let revision = revision(app, form).await;
        author.post(&publish, &json!({ "revision": revision })).await.expect_problem(409, "approval-required");
        let later = json!({ "revision": revision, "publish_at": "2026-04-02T09:00" });
        author.post(&publish, &later).await.expect_problem(409, "approval-required");
        assert_eq!(versions(app, form).await, 1);

        // Nobody is needed for these.
        patch(&author, form, json!({ "closes_at": "2026-05-01T00:00:00+09:00", "capacity": 5, "is_listed": false })).await.expect(200);
        author.post(&format!("{}/close", of(form)), &json!({})).await.expect(200);
        author.post(&format!("{}/open", of(form)), &json!({})).await.expect_problem(409, "approval-required");
        let open = author.post(&format!("{}/publications", of(form)), &json!({ "open": true })).await.expect(201).json();
        let live = approve(&approver, &open["publication"]).await.expect(200).json();
        assert_eq!((&live["state"], &live["version"]), (&json!("open"), &json!(1)));
        author.post(&format!("{}/close", of(form)), &json!({})).await.expect(200);
        author.post(&format!("{}/archive", of(form)), &json!({})).await.expect(200);
    }

    /// In an emergency one person closes, whatever waits: the request and the approved plan come to nothing, and who is in
    /// the middle of the form is told, with nothing received.
    async fn one_person_closes_in_an_emergency(app) {
        let asked = app.publish("asked", fixtures::short_form()).await;
        let planned = app.publish("planned", fixtures::short_form()).await;
        set_four_eyes(app, true).await;
        let (author, approver) = (editor(app).await, editor(app).await);
        edit(app, &author, asked, "第2版").await;
        edit(app, &author, planned, "第2版").await;
        let waiting = request(app, &author, asked).await;
        let body = json!({ "revision": revision(app, planned).await, "publish_at": "2026-04-02T09:00" });
        let later = author.post(&format!("{}/publications", of(planned)), &body).await.expect(201).json();
        approve(&approver, &later["publication"]).await.expect(200);

        let mut browsers = Vec::new();
        for slug in ["asked", "planned"] {
            let mut browser = Browser::begin(&app.resident(), &format!("/f/{slug}")).await;
            browser.fill("name", "見本 花子");
            browser.press("next").await;
            assert_eq!(browser.sheet.hidden("_page"), "_confirmation", "{}", browser.sheet.text);
            browsers.push(browser);
        }
        for form in [asked, planned] {
            author.post(&format!("{}/close", of(form)), &json!({})).await.expect(200);
            let after = detail(&author, form).await;
            let told = (&after["state"], &after["publication"]["state"], &after["publication"]["reason"]);
            assert_eq!(told, (&json!("closed"), &json!("void"), &json!("closed")), "{after}");
        }
        for mut browser in browsers {
            browser.press("submit").await;
            assert!(!browser.path.starts_with("/r/"), "{}", browser.sheet.text);
            assert!(browser.sheet.text.contains("受け付けていません"), "{}", browser.sheet.text);
        }
        approve(&approver, &waiting).await.expect_problem(409, "publication-changed");
        app.app.clock.advance(24 * 60 * 60);
        app.run_jobs().await;
        for form in [asked, planned] {
            assert_eq!((versions(app, form).await, &detail(&author, form).await["state"]), (1, &json!("closed")));
        }
        let closed = audited(app, "form.closed").await;
        assert_eq!(closed.len(), 2, "{closed:?}");
        assert_eq!(submission::Entity::find().count(app.app.db.read()).await.unwrap(), 0);
    }

    /// Settings that were asked for are shown to the approver and then live, together with the draft.
    async fn approved_settings_become_live(app) {
        let form = app.publish("trial", fixtures::short_form()).await;
        set_four_eyes(app, true).await;
        let (author, approver) = (editor(app).await, editor(app).await);
        edit(app, &author, form, "第2版の手続").await;
        let settings = json!({ "slug": "renamed", "notification_emails": ["kakari@example.jp"], "is_listed": true });
        let body = json!({ "revision": revision(app, form).await, "settings": settings });
        let asked = author.post(&format!("{}/publications", of(form)), &body).await.expect(201).json();
        assert_eq!(asked["slug"], "trial", "nothing has changed yet");
        let asked = asked["publication"].clone();
        assert_eq!(asked["changes"], json!([
            { "setting": "slug", "from": "trial", "to": "renamed" },
            { "setting": "notification_emails", "from": [], "to": ["kakari@example.jp"] },
        ]));
        let live = approve(&approver, &asked).await.expect(200).json();
        assert_eq!((&live["slug"], &live["version"]), (&json!("renamed"), &json!(2)));
        assert_eq!(live["notification_emails"], json!(["kakari@example.jp"]));
        assert_eq!(live_title(app, "renamed").await, "第2版の手続");
        app.resident().get("/api/v1/forms/trial").await.expect(404);
        let told = audited(app, "form.settings_changed").await;
        assert!(!told[0].to_string().contains("kakari@example.jp"), "addresses are not for the audit log: {told:?}");
    }

    /// What is told once a day and what is told at once changes hands at the moment of approval: nothing is told twice or never.
    async fn an_approved_mode_of_notification_becomes_live(app) {
        let form = app.publish("trial", fixtures::short_form()).await;
        set_four_eyes(app, true).await;
        let (author, approver) = (editor(app).await, editor(app).await);
        let row = || async { form::Entity::find_by_id(form).one(app.app.db.read()).await.unwrap().unwrap() };
        for (mode, digested) in [("daily", true), ("at_once", false)] {
            let body = json!({ "revision": revision(app, form).await, "settings": { "notification_mode": mode } });
            let asked = author.post(&format!("{}/publications", of(form)), &body).await.expect(201).json();
            assert_ne!(asked["notification_mode"], mode, "nothing has changed yet");
            let live = approve(&approver, &asked["publication"]).await.expect(200).json();
            assert_eq!(live["notification_mode"], mode);
            assert_eq!(row().await.digest_sent_at.is_some(), digested, "{mode}");
        }
        app.run_jobs().await;
    }

    /// An address that was taken meanwhile is told when it is approved; nothing is half done.
    async fn a_taken_address_is_told(app) {
        let form = app.publish("trial", fixtures::short_form()).await;
        set_four_eyes(app, true).await;
        let (author, approver) = (editor(app).await, editor(app).await);
        let path = format!("{}/publications", of(form));
        let other = draft(app, "taken").await;
        author.post(&path, &json!({ "settings": { "slug": "taken" } })).await.expect_problem(409, "slug-taken");
        patch(&author, other, json!({ "slug": "free" })).await.expect(200);
        let asked = author.post(&path, &json!({ "settings": { "slug": "taken" } })).await.expect(201).json();
        patch(&author, other, json!({ "slug": "taken" })).await.expect(200);
        approve(&approver, &asked["publication"]).await.expect_problem(409, "slug-taken");
        let after = detail(&author, form).await;
        assert_eq!((&after["slug"], &after["publication"]["state"]), (&json!("trial"), &json!("requested")));
    }

    /// Requests that cannot be.
    async fn hostile_requests_are_refused(app) {
        set_four_eyes(app, true).await;
        let author = editor(app).await;
        let form = draft(app, "trial").await;
        let path = format!("{}/publications", of(form));
        for (body, status) in [
            (json!({}), 422),
            (json!({ "settings": {} }), 422),
            (json!({ "settings": { "slug": "../../etc" } }), 422),
            (json!({ "settings": { "slug": "x".repeat(65) } }), 422),
            (json!({ "open": true }), 422),
            (json!({ "revision": 0 }), 422),
            (json!({ "revision": 7 }), 409),
            (json!({ "revision": 1, "note": "長".repeat(1001) }), 422),
            (json!({ "revision": 1, "publish_at": "2026-04-01T10:00" }), 422),
            (json!({ "revision": 1, "publish_at": "2999-01-01T00:00" }), 422),
            (json!({ "revision": 1, "publish_at": "tomorrow" }), 422),
            (json!({ "revision": "1" }), 400),
            (json!([]), 400),
        ] {
            let answer = author.post(&path, &body).await;
            assert_eq!(answer.status, status, "{body}: {}", answer.text());
        }
        for id in ["pub_1", "form_00000000000000000000000000000000", "pub_00000000000000000000000000000000"] {
            let path = format!("/api/v1/staff/publications/{id}/approve");
            author.post(&path, &json!({ "hash": "x" })).await.expect(404);
        }
        assert_eq!(detail(&author, form).await["publication"], Value::Null);
        let mut broken = fixtures::short_form();
        broken["required"] = json!(["nobody"]);
        let put = author.request(Method::PUT, &format!("{}/draft", of(form))).header("If-Match", "\"1\"").json(&broken);
        author.send(put).await.expect(200);
        author.post(&path, &json!({ "revision": 2 })).await.expect_problem(422, "form-not-ready");
    }

    /// The command line and the program itself are bound too; a reason passes over the rule and is kept.
    async fn an_override_is_audited(app) {
        let form = draft(app, "trial").await;
        set_four_eyes(app, true).await;
        let refused = import::publish_now(&app.app, app.organization.id, form).await;
        assert!(matches!(refused, Err(PublishError::ApprovalRequired)), "{refused:?}");
        let word = || Warrant { by: None, override_reason: Some("災害の対応".to_owned()) };
        import::publish_on(&app.app, app.organization.id, form, word()).await.unwrap();
        assert_eq!(audited(app, "form.published").await[0]["override"], "災害の対応");
        app.switch(form, false).await;
        let refused = publish::switch(&app.app, app.organization.id, form, true, None).await;
        assert!(matches!(refused, Err(SwitchError::ApprovalRequired)), "{refused:?}");
        publish::switch(&app.app, app.organization.id, form, true, word()).await.unwrap();
        assert_eq!(audited(app, "form.opened").await[0]["override"], "災害の対応");
    }
}
