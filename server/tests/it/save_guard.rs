//! What saving must not be good for: overwriting what another window saved, filling somebody's letter box or the disk, and
//! taking away somebody's receipts.

use madoguchi::db::DbErr;
use madoguchi::db::entity::values::JobState;
use madoguchi::db::entity::{job, saved_journey, submission};
use madoguchi::ids::SavedJourneyId;
use madoguchi::{allowance, journeys};
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait};
use serde_json::json;

use crate::harness::{Actor, Backend, Browser, TestApp, fixtures, run_with};
use crate::save_and_resume::{PATH, ask_for_mail, code, document, halfway, resume, saved};

const DAY: i64 = 24 * 60 * 60;
const APART: &str = "新しいコードを付けました";
const USED_UP: &str = "送れる回数に達したため";

async fn reminders(app: &TestApp) -> u64 {
    job::Entity::find().count(app.app.db.read()).await.unwrap()
}

async fn run_sql(app: &TestApp, sql: &'static str) {
    let write = app.app.db.write::<_, DbErr, _>(move |transaction| {
        Box::pin(async move { transaction.execute_unprepared(sql).await.map(|_| ()) })
    });
    write.await.unwrap();
}

/// A form with an address for the receipt.
async fn publish_short(app: &TestApp) {
    let mut short = fixtures::short_form();
    short["properties"]["email"] =
        json!({ "type": "string", "format": "email", "title": "メールアドレス", "x-kind": "email" });
    app.publish("short", short).await;
}

async fn submit(app: &TestApp, resident: &Actor, key: &str, address: &str) {
    let answers = json!({ "name": "見本 花子", "email": address });
    resident.submit("short", key, &answers).await.expect(201);
    app.run_jobs().await;
}

/// Mails that ended up in hanako's letter box.
fn got(app: &TestApp) -> usize {
    app.mails().iter().filter(|(to, _)| to.to_lowercase().starts_with("hanako")).count()
}

on_both_databases! {
    /// A window that is older than what was saved meanwhile gets a code of its own; both can be continued.
    async fn an_old_window_overwrites_nothing(app) {
        app.publish("steps", document()).await;
        let mut desk = halfway(app, PATH).await;
        desk.press("save").await;
        let first = code(&desk);
        desk.press("refresh").await;
        let mut phone = resume(&app.resident(), &first).await;
        phone.fill("count", "7");
        phone.press("save").await;
        assert_eq!(code(&phone), first);
        assert!(!phone.sheet.text.contains(APART));

        desk.fill("count", "3");
        desk.press("save").await;
        let second = code(&desk);
        assert_ne!(second, first);
        assert!(desk.sheet.text.contains(APART), "{}", desk.sheet.text);
        assert_eq!(saved(app).await.len(), 2);
        let there = resume(&app.resident(), &first).await;
        assert!(there.sheet.html.contains("value=\"7\""), "{}", there.sheet.html);
        let mut own = resume(&app.resident(), &second).await;
        assert!(own.sheet.html.contains("value=\"3\""), "{}", own.sheet.html);

        // From here on each has its own, and says nothing about it.
        for (browser, code_of) in [(&mut desk, &second), (&mut phone, &first)] {
            browser.press("refresh").await;
            browser.fill("count", "5");
            browser.press("save").await;
            assert_eq!(&code(browser), code_of);
            assert!(!browser.sheet.text.contains(APART));
        }
        // Nothing was changed since the other saved: there is nothing to keep apart.
        own.fill("count", "5");
        own.press("save").await;
        assert_eq!(code(&own), second);
        assert_eq!(saved(app).await.len(), 2);
    }

    /// A saved form has three mails in all, however often its page is sent, and the code stays on the page.
    async fn a_saved_form_has_few_reminders(app) {
        app.publish("steps", document()).await;
        let (resident, mut browser) = (app.resident(), halfway(app, PATH).await);
        browser.press("save").await;
        let code = code(&browser);
        for number in 0..8 {
            let answer = ask_for_mail(&browser, &resident, &format!("a{number}@example.com")).await.expect(200).text();
            assert_eq!(answer.contains(USED_UP), number >= 3, "{number}: {answer}");
            assert!(!answer.contains("name=\"address\""), "{number}: {answer}");
            assert!(answer.contains(&code));
        }
        assert_eq!(reminders(app).await, 3);
        // Saving once more begins no new count.
        browser.press("refresh").await;
        browser.press("save").await;
        let answer = ask_for_mail(&browser, &resident, "b@example.com").await.expect(200).text();
        assert!(answer.contains(USED_UP), "{answer}");
        assert_eq!(reminders(app).await, 3);
        app.run_jobs().await;
        assert_eq!(app.mails().len(), 3);
    }

    /// Reminders have a small share of their own, whatever is written behind a plus sign; receipts have theirs.
    async fn reminders_take_nothing_from_receipts(app) {
        publish_short(app).await;
        app.publish("steps", document()).await;
        let resident = app.resident();
        for number in 0..5 {
            let mut browser = halfway(app, PATH).await;
            browser.press("save").await;
            let address = if number == 0 { "hanako@example.com".to_owned() } else { format!("Hanako+{number}@example.com") };
            ask_for_mail(&browser, &resident, &address).await.expect(200);
            app.run_jobs().await;
        }
        assert_eq!(got(app), 3);
        assert_eq!(app.jobs(JobState::Waiting).await, 0, "a reminder too many is not sent tomorrow either");
        for number in 0..10 {
            submit(app, &resident, &format!("key-{number}"), &format!("hanako+{number}@example.com")).await;
        }
        assert_eq!(got(app), 13);
        app.app.clock.advance(14 * 60 * 60);
        allowance::sweep(&app.app).await.unwrap();
        let mut browser = halfway(app, PATH).await;
        browser.press("save").await;
        ask_for_mail(&browser, &resident, "hanako@example.com").await.expect(200);
        app.run_jobs().await;
        assert_eq!(got(app), 14, "tomorrow is another day");
    }

    /// The eleventh receipt of a day comes on the next; of hundreds, those that would wait for longer than three days do not
    /// come, and the timeline says so.
    async fn a_receipt_too_many_waits_for_tomorrow(app) {
        publish_short(app).await;
        let (resident, clerk) = (app.resident(), app.clerk().await);
        for number in 0..42 {
            submit(app, &resident, &format!("key-{number}"), "hanako@example.com").await;
        }
        submit(app, &resident, "another", "taro@example.com").await;
        assert_eq!(got(app), 10);
        assert!(app.mails().iter().any(|(to, _)| to == "taro@example.com"), "others still get theirs");
        assert_eq!(app.jobs(JobState::Waiting).await, 32);
        // Ten in the morning: a moment before midnight, and midnight.
        app.app.clock.advance(14 * 60 * 60 - 1);
        app.run_jobs().await;
        assert_eq!(got(app), 10);
        app.app.clock.advance(1);
        app.run_jobs().await;
        assert_eq!(got(app), 20);
        for day in 3..=4 {
            app.app.clock.advance(DAY);
            app.run_jobs().await;
            assert_eq!(got(app), day * 10);
        }
        assert_eq!((app.jobs(JobState::Waiting).await, app.jobs(JobState::Dead).await), (0, 2));
        let mut kinds = Vec::new();
        for row in submission::Entity::find().all(app.app.db.read()).await.unwrap() {
            let case = clerk.get(&format!("/api/v1/staff/submissions/{}", row.id)).await.expect(200).text();
            kinds.push((case.contains("\"mail_sent\""), case.contains("\"mail_failed\"")));
        }
        assert_eq!(kinds.iter().filter(|kinds| **kinds == (true, false)).count(), 41, "{kinds:?}");
        assert_eq!(kinds.iter().filter(|kinds| **kinds == (false, true)).count(), 2, "{kinds:?}");
    }

    /// What a robot fills in is not kept, on a page of questions and on the confirmation, and a person can go on.
    async fn the_trap_holds_back_saving(app) {
        app.publish("steps", document()).await;
        let mut browser = halfway(app, PATH).await;
        browser.fill("homepage", "http://example.com");
        browser.press("save").await;
        assert_eq!(browser.sheet.hidden("_page"), "rest");
        assert!(browser.sheet.text.contains("もう一度") && browser.sheet.html.contains("百人くらい"), "{}", browser.sheet.text);
        browser.fill("homepage", "");
        browser.fill("count", "3");
        browser.press("next").await;
        browser.fill("homepage", "x");
        browser.press("save").await;
        assert_eq!(browser.sheet.hidden("_page"), "_confirmation", "{}", browser.sheet.text);
        assert!(saved(app).await.is_empty());
        browser.fill("homepage", "");
        browser.press("save").await;
        code(&browser);
        assert_eq!(saved(app).await.len(), 1);
    }

    /// There is an end to what is kept; nothing typed is lost by it.
    async fn only_so_much_is_kept(app) {
        app.publish("steps", document()).await;
        let mut browser = halfway(app, PATH).await;
        let text = app.app.random.text(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_", 100_000);
        browser.fill("count", &text);
        browser.press("save").await;
        assert_eq!((browser.sheet.status, browser.sheet.hidden("_page")), (200, "rest"));
        assert!(browser.sheet.text.contains("多すぎるため、保存できません"), "{}", browser.sheet.text);
        assert!(browser.sheet.html.contains(&text) && saved(app).await.is_empty());
        browser.fill("count", &text[..50_000]);
        browser.press("save").await;
        let elsewhere = resume(&app.resident(), &code(&browser)).await;
        assert!(elsewhere.sheet.html.contains(&text[..50_000]));
    }

    /// A database that is away costs nobody the page with the code.
    async fn a_mail_that_cannot_be_planned_leaves_the_code(app) {
        app.publish("steps", document()).await;
        let (resident, mut browser) = (app.resident(), halfway(app, PATH).await);
        browser.press("save").await;
        let code = code(&browser);
        run_sql(app, "ALTER TABLE saved_journey RENAME TO saved_elsewhere").await;
        let answer = ask_for_mail(&browser, &resident, "hanako@example.com").await.expect(503);
        assert!(!answer.header("retry-after").is_empty());
        let text = answer.text();
        for kept in ["ただいまメールをお送りできませんでした", &code, "2026年4月11日", "value=\"hanako@example.com\""] {
            assert!(text.contains(kept), "{kept}: {text}");
        }
        run_sql(app, "ALTER TABLE saved_elsewhere RENAME TO saved_journey").await;
        let answer = ask_for_mail(&browser, &resident, "hanako@example.com").await.expect(200).text();
        assert!(answer.contains("hanako@example.com にメールを送ります"), "{answer}");
        app.run_jobs().await;
    }

    /// However much has expired, all of it goes, and nothing else.
    async fn the_sweep_goes_on_until_all_is_gone(app) {
        app.publish("steps", document()).await;
        let mut browser = halfway(app, PATH).await;
        browser.press("save").await;
        let row = saved(app).await.remove(0);
        let (random, now) = (app.app.random.clone(), app.app.clock.now());
        let copies = (0_u32..1100).map(|number| saved_journey::Model {
            id: SavedJourneyId::new(&random, now),
            code_hmac: number.to_be_bytes().to_vec(),
            expires_at: now.plus_seconds(60),
            ..row.clone()
        });
        let copies: Vec<_> = copies.map(IntoActiveModel::into_active_model).collect();
        let write = app.app.db.write::<_, DbErr, _>(move |transaction| {
            Box::pin(async move { saved_journey::Entity::insert_many(copies).exec_without_returning(transaction).await })
        });
        write.await.unwrap();
        app.app.clock.advance(60);
        assert_eq!(journeys::sweep(&app.app).await.unwrap(), 1100);
        assert_eq!(saved(app).await.len(), 1);
        assert_eq!(journeys::sweep(&app.app).await.unwrap(), 0);
    }
}

/// New codes are few; who has one saves as before; and nothing typed is lost.
async fn new_codes_are_few(app: &TestApp) {
    app.publish("steps", document()).await;
    app.publish("short", fixtures::short_form()).await;
    let mut first = halfway(app, PATH).await;
    first.press("save").await;
    let kept = code(&first);
    let mut second = halfway(app, PATH).await;
    second.press("save").await;
    assert_eq!(second.sheet.status, 503);
    assert!(second.sheet.text.contains("ただいま保存できませんでした"), "{}", second.sheet.text);
    assert!(second.sheet.html.contains("百人くらい"));
    for _ in 0..3 {
        first.press("refresh").await;
        first.fill("count", "4");
        first.press("save").await;
        assert_eq!(code(&first), kept);
    }
    let mut other = Browser::begin(&app.resident(), "/f/short").await;
    other.press("save").await;
    code(&other);
    // So are the mails anybody can have sent.
    let resident = app.resident();
    ask_for_mail(&first, &resident, "hanako@example.com").await.expect(200);
    let busy = ask_for_mail(&first, &resident, "taro@example.com").await.expect(503).text();
    assert!(busy.contains("ただいまメールをお送りできませんでした") && busy.contains(&kept), "{busy}");
    app.app.clock.advance(60);
    second.press("save").await;
    code(&second);
    assert_eq!(saved(app).await.len(), 3);
    app.run_jobs().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_gives_out_so_many_codes_sqlite() {
    run_with(Backend::Sqlite, "form_saves_per_minute = 1", new_codes_are_few).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_gives_out_so_many_codes_postgres() {
    run_with(Backend::Postgres, "form_saves_per_minute = 1", new_codes_are_few).await;
}
