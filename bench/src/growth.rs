//! How cost grows with what is stored: submissions per second and the time of a list page with 10,000, 100,000 and 1,000,000
//! submissions in the form; and what 20 editors who save all the time and a full outbox do to submitting.

mod fill;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Context, ensure};
use madoguchi::staff::store;
use sea_orm::{ConnectOptions, Database, DatabaseConnection};
use serde_json::Value;
use tokio::sync::Semaphore;

use crate::load::{self, Load};
use crate::report::{Figure, Report};
use crate::stand::{SLUG, Stand};
use crate::submissions::{self, posts};

const CONNECTIONS: usize = 64;
/// Least share of the first rate that the last one is to keep.
const GOAL: f64 = 0.8;
const EDITORS: usize = 20;
/// How long they may take to begin.
const PATIENCE: Duration = Duration::from_secs(60);
/// Receipts that wait to be mailed while others write.
const RECEIPTS: u64 = 10_000;
/// Figures of less time only show that everything works.
const QUICK: Duration = Duration::from_secs(2);
/// How many times the idle p99 the busy one may be.
const BUSY: u32 = 2;

/// Measures and reports.
pub async fn measure(
    stand: &Stand,
    token: &str,
    database: &str,
    most: u64,
    span: Duration,
    report: &Report,
) -> anyhow::Result<()> {
    let db = connect(stand).await?;
    // Something to copy: fewer than the first step.
    posts(stand.address, &stand.answers.to_string(), CONNECTIONS, span / 6).await?;
    let mut firsts: Option<(Figure, Figure)> = None;
    for stored in [most / 100, most / 10, most] {
        fill::fill(&db, stand.form, stored).await?;
        let there = fill::counts(&db).await?;
        let rate = posts(stand.address, &stand.answers.to_string(), CONNECTIONS, span).await?;
        let rate = Figure { what: format!("on top of {there}"), ..rate };
        let page = lists(stand, token, span, &format!("{} submissions", fill::count(&db, stand.form).await?)).await?;
        if let Some((first_rate, first_page)) = &firsts {
            report.compare(&format!("submitting as the form fills, {database}"), "submissions", &rate, first_rate);
            report.goal(&rate, first_rate, GOAL);
            report.compare(&format!("list pages as the form fills, {database}"), "pages", &page, first_page);
            report.goal(&page, first_page, GOAL);
        } else {
            firsts = Some((rate, page));
        }
    }
    busy(stand, &db, token, span, database, report).await
}

async fn connect(stand: &Stand) -> anyhow::Result<DatabaseConnection> {
    let mut options = ConnectOptions::new(stand.app.config.database_url());
    // One connection: a temporary table is of one.
    options.max_connections(1).sqlx_logging(false);
    Ok(Database::connect(options).await?)
}

async fn lists(stand: &Stand, token: &str, span: Duration, stored: &str) -> anyhow::Result<Figure> {
    let request = format!(
        "GET /api/v1/staff/forms/{}/submissions HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {token}\r\n\r\n",
        stand.form, stand.address
    );
    let request = move |_, _| request.clone().into_bytes();
    load::run(stored, Load { address: stand.address, connections: 4, span, request, status: 200 }).await
}

/// Twenty editors save, and the worker sends what waits in the outbox: at least ten thousand receipts.
async fn busy(
    stand: &Stand,
    db: &DatabaseConnection,
    token: &str,
    span: Duration,
    database: &str,
    report: &Report,
) -> anyhow::Result<()> {
    fill::only_new_work(db).await?;
    let people = People::default();
    let most = if span < QUICK { 500 } else { RECEIPTS };
    while fill::waiting(db).await? < most {
        people.post(stand, span).await?;
    }
    let idle = people.post(stand, span).await?;
    let queued = fill::waiting(db).await?;
    let is_over = Arc::new(AtomicBool::new(false));
    let department = store::departments(stand.app.db.read(), stand.organization).await?[0].id;
    let begin = serde_json::json!({ "template_id": SLUG, "department_id": department.to_string() }).to_string();
    let (mut editors, ready) = (Vec::new(), Arc::new(Semaphore::new(0)));
    for _ in 0..EDITORS {
        let editor = edit(stand.address.to_string(), token.to_owned(), begin.clone(), is_over.clone(), ready.clone());
        editors.push(tokio::spawn(editor));
    }
    // Each has a form and has saved it once.
    tokio::time::timeout(PATIENCE, ready.acquire_many(EDITORS as u32))
        .await
        .context("the editors do not begin")??
        .forget();
    let worker = tokio::spawn(madoguchi::jobs::work(stand.app.clone()));
    let busy = people.post(stand, span).await?;
    is_over.store(true, Ordering::SeqCst);
    let mut saved = 0;
    for editor in editors {
        saved += editor.await??;
    }
    worker.abort();
    let sent = fill::sent(db).await?;
    ensure!(saved >= EDITORS as u64, "the editors saved {saved} times");
    ensure!(sent > 0 || span < QUICK, "no receipt was sent meanwhile");
    let what = format!("{EDITORS} editors saved {saved} times, {sent} of {queued} receipts sent");
    let busy = Figure { what, ..busy };
    report.compare(&format!("submitting while others write, {database}"), "submissions", &busy, &idle);
    let most = idle.latency.map(|(_, worst)| worst * BUSY).unwrap_or_default();
    report.at_most("p99", busy.latency.map(|(_, worst)| worst), most);
    Ok(())
}

/// Everybody with a mail address of their own: nobody gets more mails a day than somebody would.
#[derive(Default)]
struct People(AtomicU64);

impl People {
    async fn post(&self, stand: &Stand, span: Duration) -> anyhow::Result<Figure> {
        let round = self.0.fetch_add(1, Ordering::Relaxed);
        let (host, answers) = (stand.address, stand.answers.clone());
        let request = move |connection: usize, number: u64| {
            let mut answers = answers.clone();
            answers["email"] = Value::String(format!("p{round}-{connection}-{number}@example.jp"));
            submissions::request(host, &format!("p{round}-{connection}-{number}"), &answers.to_string())
        };
        let load = Load { address: host, connections: CONNECTIONS, span, request, status: 201 };
        load::run("with an idle outbox", load).await
    }
}

/// One editor with a draft of their own, who saves it again and again. Returns how often.
async fn edit(
    host: String,
    token: String,
    begin: String,
    is_over: Arc<AtomicBool>,
    ready: Arc<Semaphore>,
) -> anyhow::Result<u64> {
    let head = |method: &str, path: &str, more: &str, body: &str| {
        format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n\
             {more}Content-Length: {}\r\n\r\n{body}",
            body.len()
        )
    };
    let mut talk = load::Talk::with(host.parse()?).await?;
    let made: Value =
        serde_json::from_slice(&talk.say(head("POST", "/api/v1/staff/forms", "", &begin).as_bytes()).await?.1)?;
    let path = format!("/api/v1/staff/forms/{}/draft", made["id"].as_str().context("no form was made")?);
    let draft: Value = serde_json::from_slice(&talk.say(head("GET", &path, "", "").as_bytes()).await?.1)?;
    let (mut document, mut revision) = (draft["document"].clone(), draft["revision"].as_i64().context("no revision")?);
    let mut saved = 0;
    while !is_over.load(Ordering::SeqCst) {
        document["description"] = Value::String(format!("{saved} 回目の保存"));
        let body = document.to_string();
        let (status, answer) =
            talk.say(head("PUT", &path, &format!("If-Match: \"{revision}\"\r\n"), &body).as_bytes()).await?;
        ensure!(status == 200, "a draft is answered {status}: {}", String::from_utf8_lossy(&answer));
        revision = serde_json::from_slice::<Value>(&answer)?["revision"].as_i64().context("no revision")?;
        saved += 1;
        if saved == 1 {
            ready.add_permits(1);
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    Ok(saved)
}
