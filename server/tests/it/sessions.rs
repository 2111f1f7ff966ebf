//! How long somebody is signed in, how fast passwords may be guessed, and what a department hides.

use madoguchi::db::DbErr;
use madoguchi::db::entity::{staff, staff_department};
use madoguchi::installation;
use madoguchi::staff::scope::Scope;
use madoguchi::staff::sign_in::{Attempt, SignInError, sign_in};
use madoguchi::staff::{sessions, store};
use reqwest::Method;
use sea_orm::EntityTrait;
use serde_json::json;

use crate::harness::{TestApp, fixtures};

const HOUR: i64 = 60 * 60;

async fn try_password(app: &TestApp, email: &str, password: &str) -> Result<String, SignInError> {
    let attempt = Attempt { email, password, client: "192.0.2.1" };
    sign_in(&app.app, app.organization.id, attempt).await
}

async fn scope_of(app: &TestApp, secret: &str) -> Option<Scope> {
    sessions::scope_of(&app.app, app.organization.id, secret).await.unwrap()
}

on_both_databases! {
    /// Four wrong passwords cost nothing; from the fifth on the account waits, even with the right one, and whether there
    /// is an account at all cannot be told.
    async fn the_fifth_failure_blocks_for_a_while(app) {
        let (email, password) = (app.first_start.admin_email.clone(), app.first_start.admin_password.clone());
        for address in [email.as_str(), "nobody@example.jp"] {
            for _ in 0..5 {
                assert!(matches!(try_password(app, address, "not the password").await, Err(SignInError::Wrong)));
            }
            let blocked = try_password(app, address, &password).await;
            assert!(matches!(blocked, Err(SignInError::TooMany { retry_after: 15 })), "{blocked:?}");
        }
        app.app.clock.advance(15);
        for address in [email.as_str(), "nobody@example.jp"] {
            assert!(matches!(try_password(app, address, "still not").await, Err(SignInError::Wrong)));
            let blocked = try_password(app, address, &password).await;
            assert!(matches!(blocked, Err(SignInError::TooMany { retry_after: 30 })), "{blocked:?}");
        }
        app.app.clock.advance(30);
        try_password(app, &email.to_uppercase(), &password).await.unwrap();
        let account = store::by_email(app.app.db.read(), app.organization.id, &email).await.unwrap().unwrap();
        assert_eq!((account.failed_sign_ins, account.blocked_until_at), (0, None));
        assert_eq!(account.last_sign_in_at, Some(app.app.clock.now()));
    }

    /// One client cannot try many addresses without end.
    async fn one_client_is_slowed_down_over_all_addresses(app) {
        for number in 0..30 {
            let outcome = try_password(app, &format!("nobody-{number}@example.jp"), "x").await;
            assert!(matches!(outcome, Err(SignInError::Wrong)), "{number}: {outcome:?}");
        }
        let outcome = try_password(app, "nobody-30@example.jp", "x").await;
        assert!(matches!(outcome, Err(SignInError::TooMany { .. })), "{outcome:?}");
        app.app.clock.advance(20);
        assert!(matches!(try_password(app, "nobody-30@example.jp", "x").await, Err(SignInError::Wrong)));
    }

    /// A session ends when it is not used for twelve hours, and after a week however much it is used.
    async fn sessions_end_unused_and_old(app) {
        let (email, password) = (app.first_start.admin_email.clone(), app.first_start.admin_password.clone());
        let unused = try_password(app, &email, &password).await.unwrap();
        app.app.clock.advance(12 * HOUR - 1);
        let used = try_password(app, &email, &password).await.unwrap();
        assert!(scope_of(app, &unused).await.is_some());
        app.app.clock.advance(12 * HOUR);
        assert!(scope_of(app, &unused).await.is_none());
        let fresh = try_password(app, &email, &password).await.unwrap();
        assert!(scope_of(app, &used).await.is_none());
        let mut hours = 0;
        while hours + 11 < 7 * 24 {
            app.app.clock.advance(11 * HOUR);
            hours += 11;
            assert!(scope_of(app, &fresh).await.is_some(), "after {hours} hours");
        }
        app.app.clock.advance(11 * HOUR);
        assert!(scope_of(app, &fresh).await.is_none(), "after {} hours", hours + 11);
    }

    /// Being disabled ends what is going on, at once and for good.
    async fn a_disabled_person_is_out(app) {
        let admin = app.admin().await;
        let new = json!({ "email": "kakari@example.jp", "name": "係員", "role": "viewer", "department_ids": [] });
        let added = admin.post("/api/v1/staff/accounts", &new).await.expect(201).json();
        let password = added["password"].as_str().unwrap();
        let secret = try_password(app, "kakari@example.jp", password).await.unwrap();
        let path = format!("/api/v1/staff/accounts/{}", added["account"]["id"].as_str().unwrap());
        let change = async |is_disabled: bool| {
            let request = admin.request(Method::PATCH, &path).json(&json!({ "is_disabled": is_disabled }));
            admin.send(request).await.expect(200);
        };
        change(true).await;
        assert!(scope_of(app, &secret).await.is_none());
        assert!(matches!(try_password(app, "kakari@example.jp", password).await, Err(SignInError::Wrong)));
        change(false).await;
        assert!(scope_of(app, &secret).await.is_none());
        try_password(app, "kakari@example.jp", password).await.unwrap();
    }

    /// A disabled department's forms are an administrator's only, and nothing new is given to it.
    async fn a_disabled_department_is_out_of_reach(app) {
        let form = app.publish("short", fixtures::short_form()).await;
        let (admin, editor) = (app.admin().await, app.editor().await);
        let path = format!("/api/v1/staff/forms/{form}");
        editor.get(&path).await.expect(200);
        let department = format!("/api/v1/staff/departments/{}", app.department);
        admin.send(admin.request(Method::PATCH, &department).json(&json!({ "is_disabled": true }))).await.expect(200);
        editor.get(&path).await.expect_problem(404, "not-found");
        assert_eq!(editor.get("/api/v1/staff/forms").await.expect(200).json()["forms"], json!([]));
        admin.get(&path).await.expect(200);
        let new = json!({ "department_id": app.department });
        admin.post("/api/v1/staff/forms", &new).await.expect_problem(422, "invalid-request");
    }

    /// Pages of cases follow each other without gap or repetition.
    async fn lists_page_by_key(app) {
        let form = app.publish("short", fixtures::short_form()).await;
        for number in 0..5 {
            let answers = json!({ "name": format!("見本 {number}") });
            app.resident().submit("short", &format!("k{number}"), &answers).await.expect(201);
        }
        app.run_jobs().await;
        let viewer = app.viewer().await;
        let (mut seen, mut cursor) = (Vec::new(), String::new());
        loop {
            let path = format!("/api/v1/staff/forms/{form}/submissions?state=&limit=2&cursor={cursor}");
            let page = viewer.get(&path).await.expect(200).json();
            let rows = page["submissions"].as_array().unwrap();
            assert!(rows.len() <= 2);
            seen.extend(rows.iter().map(|row| row["id"].as_str().unwrap().to_owned()));
            match page["next_cursor"].as_str() {
                Some(next) => next.clone_into(&mut cursor),
                None => break,
            }
        }
        assert_eq!(seen.len(), 5);
        assert!(seen.is_sorted_by(|newer, older| newer > older), "{seen:?}");
    }

    /// A second start makes no second administrator; one that was interrupted before the administrator is taken up again.
    async fn the_first_start_happens_once_and_whole(app) {
        assert!(installation::bootstrap(&app.app).await.unwrap().is_none());
        let nobody = app.app.db.write::<_, DbErr, _>(|transaction| Box::pin(async move {
            staff_department::Entity::delete_many().exec(transaction).await?;
            staff::Entity::delete_many().exec(transaction).await
        }));
        assert_eq!(nobody.await.unwrap().rows_affected, 1);
        let again = installation::bootstrap(&app.app).await.unwrap().expect("there was no account");
        try_password(app, &again.admin_email, &again.admin_password).await.unwrap();
        assert_eq!(store::departments(app.app.db.read(), app.organization.id).await.unwrap().len(), 1);
        assert!(installation::bootstrap(&app.app).await.unwrap().is_none());
    }
}
