//! PostgreSQL that is cut off in the middle of a commit, away, or locked by somebody, and two processes that share one.

use std::collections::BTreeSet;

use futures_util::future::join_all;
use madoguchi::db::Condition;
use madoguchi::db::entity::submission;
use reqwest::Method;
use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait};
use serde_json::json;

use super::{number, submit, written};
use crate::harness::proxy::{Cut, Proxy};
use crate::harness::{Backend, Binary, Database, TestApp, connect, fixtures, run_on, run_with};

/// A PostgreSQL of one's own behind a proxy.
async fn behind_a_proxy(scenario: impl AsyncFnOnce(&TestApp, &Proxy)) {
    let database = Database::create(Backend::Postgres).await;
    let proxy = Proxy::before(database.host()).await;
    let database = database.at(&proxy.address);
    run_on(database, "", async |app: &TestApp| scenario(app, &proxy).await).await;
}

/// The connection breaks in the middle of a commit, before the server has seen it or after: everybody is received, once,
/// and finds the same receipt again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_cut_at_commit_is_decided_by_the_key() {
    behind_a_proxy(async |app, proxy| {
        let form = app.publish("short", fixtures::short_form()).await;
        let editor = app.editor().await;
        let path = format!("/api/v1/staff/forms/{form}");
        editor.send(editor.request(Method::PATCH, &path).json(&json!({ "capacity": 1000 }))).await.expect(200);
        for (round, cut) in [Cut::Before, Cut::After, Cut::After, Cut::Before].into_iter().enumerate() {
            let before = written(app).await;
            proxy.cut_at_commit(cut);
            let keys: Vec<String> = (0..20).map(|index| format!("{round}-{index}")).collect();
            let answers = join_all(keys.iter().map(|key| submit(app, key))).await;
            assert_eq!(proxy.cuts(), round + 1);
            assert_eq!(written(app).await, before + 20, "{cut:?}");
            for (key, answer) in keys.iter().zip(answers) {
                let receipt = number(&answer.expect(201));
                assert_eq!(number(&submit(app, key).await.expect(201)), receipt, "{cut:?} {key}");
            }
        }
        let taken = editor.get(&path).await.expect(200).json()["accepted"].clone();
        assert_eq!(taken, 80, "every place is counted once");
        app.resident().get("/readyz").await.expect(200);
        app.run_jobs().await;
    })
    .await;
}

/// The database is away: told within a bounded time, not ready until it is back, and nothing is there twice.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_is_away_is_told_and_comes_back() {
    behind_a_proxy(async |app, proxy| {
        app.publish("short", fixtures::short_form()).await;
        let first = number(&submit(app, "a").await.expect(201));
        proxy.close();
        let answer = submit(app, "b").await.expect_problem(503, "unavailable");
        assert!(answer.header("retry-after").parse::<u32>().unwrap() >= 2);
        app.resident().get("/readyz").await.expect_problem(503, "unavailable");
        proxy.open();
        app.app.db.probe().await.unwrap();
        app.resident().get("/readyz").await.expect(200);
        assert_eq!(number(&submit(app, "a").await.expect(201)), first);
        submit(app, "b").await.expect(201);
        assert_eq!(written(app).await, 2);
        app.run_jobs().await;
    })
    .await;
}

/// Two processes on one PostgreSQL, each with its own journal: the same key at both at once is one submission with one
/// answer, and the places of a form are exactly as many as they are.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_share_one_postgres() {
    let database = Database::create(Backend::Postgres).await;
    let binary = Binary::new(database.url());
    let form = binary.folder().join("short.json");
    std::fs::write(&form, fixtures::short_form().to_string()).unwrap();
    let (one, two) = (binary.serve(), binary.serve());
    binary.run(&["form", "import", form.to_str().unwrap(), "--publish"]).expect(0);
    let residents = [one.resident(), two.resident()];
    let keys: Vec<String> = (0..60).map(|index| format!("k{index}")).collect();
    let pairs = join_all(keys.iter().map(async |key| {
        let answers = json!({ "name": format!("見本 {key}") });
        let both = join_all(residents.iter().map(|resident| resident.submit("short", key, &answers))).await;
        both.into_iter().map(|answer| number(&answer.expect(201))).collect::<Vec<_>>()
    }))
    .await;
    assert!(pairs.iter().all(|pair| pair[0] == pair[1]), "{pairs:?}");
    let different: BTreeSet<&String> = pairs.iter().map(|pair| &pair[0]).collect();
    assert_eq!(different.len(), keys.len());
    let other = json!({ "name": "別の 名前" });
    for resident in &residents {
        resident.submit("short", "k0", &other).await.expect_problem(422, "idempotency-key-reused");
    }
    let db = connect(database.url()).await;
    assert_eq!(submission::Entity::find().count(&db).await.unwrap(), 60);
    db.execute_unprepared("UPDATE form SET capacity = 100, accepted = 60 WHERE slug = 'short'").await.unwrap();
    let answers = join_all((0..120).map(|index| {
        let (resident, answers) = (&residents[index % 2], json!({ "name": "見本 花子" }));
        async move { resident.submit("short", &format!("place{index}"), &answers).await.status }
    }))
    .await;
    let count = |status| answers.iter().filter(|answer| **answer == status).count();
    assert_eq!((count(201), count(409)), (40, 80), "{answers:?}");
    assert_eq!(submission::Entity::find().count(&db).await.unwrap(), 100);
    db.close().await.unwrap();
    one.stop();
    two.stop();
    database.remove().await;
}

/// Somebody holds a lock on PostgreSQL for longer than anybody waits: told within a bounded time, and received afterwards.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_is_locked_is_told_and_goes_on() {
    run_with(Backend::Postgres, "", async |app: &TestApp| {
        app.publish("short", fixtures::short_form()).await;
        let other = connect(&app.app.config.database_url).await;
        other.execute_unprepared("BEGIN; LOCK TABLE submission IN SHARE MODE").await.unwrap();
        let answer = submit(app, "a").await.expect_problem(503, "unavailable");
        assert!(answer.header("retry-after").parse::<u32>().unwrap() >= 2);
        assert_eq!(app.app.db.condition(), Condition::Refusing);
        other.execute_unprepared("ROLLBACK").await.unwrap();
        other.close().await.unwrap();
        submit(app, "a").await.expect(201);
        assert_eq!(written(app).await, 1);
        app.run_jobs().await;
    })
    .await;
}
