//! How cost grows with what is stored: submissions per second and the time of a list page with 10,000, 100,000 and 1,000,000
//! submissions in the form; and what 20 editors who save all the time and a full outbox do to submitting.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context, ensure};
use madoguchi::db::entity::values::Role;
use madoguchi::ids::{FormId, StaffId};
use madoguchi::staff::accounts::{self, NewAccount};
use madoguchi::staff::{store, tokens};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use serde_json::Value;

use crate::load::{self, Load};
use crate::report::{Figure, Report};
use crate::stand::{SLUG, Stand};
use crate::submissions::posts;

const CONNECTIONS: usize = 64;
/// Least share of the first rate that the last one is to keep.
const GOAL: f64 = 0.8;
const EDITORS: usize = 20;
/// How many times the idle p99 the busy one may be.
const BUSY: u32 = 2;

/// Measures and reports.
pub async fn measure(stand: &Stand, database: &str, most: u64, span: Duration, report: &Report) -> anyhow::Result<()> {
    let body = stand.answers.to_string();
    let token = administrator(stand).await?;
    let db = Database::connect(stand.app.config.database_url()).await?;
    let idle = posts(stand.address, &body, CONNECTIONS, span).await?;
    busy(stand, &token, &body, span, database, &idle, report).await?;
    let mut firsts: Option<(Figure, Figure)> = None;
    for stored in [most / 100, most / 10, most] {
        fill(&db, stand.form, stored).await?;
        let rate = posts(stand.address, &body, CONNECTIONS, span).await?;
        let rate = Figure { what: format!("{stored} stored"), ..rate };
        let page = lists(stand, &token, span, stored).await?;
        if let Some((first_rate, first_page)) = &firsts {
            report.compare(&format!("submitting as the form fills, {database}"), "submissions", &rate, first_rate);
            report.goal(&rate, first_rate, GOAL);
            report.compare(&format!("list pages as the form fills, {database}"), "pages", &page, first_page);
            report.goal(&page, first_page, GOAL);
        } else {
            firsts = Some((rate, page));
        }
    }
    Ok(())
}

async fn administrator(stand: &Stand) -> anyhow::Result<String> {
    let department = store::departments(stand.app.db.read(), stand.organization).await?[0].id;
    let account = NewAccount {
        email: "bench@example.jp".to_owned(),
        name: "計測 担当".to_owned(),
        role: Role::Admin,
        department_ids: vec![department],
    };
    let id: StaffId = accounts::add(&stand.app, stand.organization, None, account, "a password for figures").await?;
    tokens::issue(&stand.app, stand.organization, id).await.context("no token")
}

async fn lists(stand: &Stand, token: &str, span: Duration, stored: u64) -> anyhow::Result<Figure> {
    let request = format!(
        "GET /api/v1/staff/forms/{}/submissions HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {token}\r\n\r\n",
        stand.form, stand.address
    );
    let request = move |_, _| request.clone().into_bytes();
    load::run(&format!("{stored} stored"), Load { address: stand.address, connections: 4, span, request, status: 200 })
        .await
}

/// Twenty editors save, and the worker sends what the submissions so far have left in the outbox.
async fn busy(
    stand: &Stand,
    token: &str,
    body: &str,
    span: Duration,
    database: &str,
    idle: &Figure,
    report: &Report,
) -> anyhow::Result<()> {
    let is_over = Arc::new(AtomicBool::new(false));
    let department = store::departments(stand.app.db.read(), stand.organization).await?[0].id;
    let begin = serde_json::json!({ "template_id": SLUG, "department_id": department.to_string() }).to_string();
    let mut editors = Vec::new();
    for _ in 0..EDITORS {
        editors.push(tokio::spawn(edit(stand.address.to_string(), token.to_owned(), begin.clone(), is_over.clone())));
    }
    let worker = tokio::spawn(madoguchi::jobs::work(stand.app.clone()));
    let busy = posts(stand.address, body, CONNECTIONS, span).await?;
    is_over.store(true, Ordering::SeqCst);
    let mut saved = 0;
    for editor in editors {
        saved += editor.await??;
    }
    worker.abort();
    ensure!(saved > 0, "no editor saved anything");
    let busy = Figure { what: format!("{EDITORS} editors saved {saved} times, mails going out"), ..busy };
    report.compare(&format!("submitting while others write, {database}"), "submissions", &busy, idle);
    let most = idle.latency.map(|(_, worst)| worst * BUSY).unwrap_or_default();
    report.at_most("p99", busy.latency.map(|(_, worst)| worst), most);
    Ok(())
}

/// One editor with a draft of their own, who saves it again and again. Returns how often.
async fn edit(host: String, token: String, begin: String, is_over: Arc<AtomicBool>) -> anyhow::Result<u64> {
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
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    Ok(saved)
}

/// Copies submissions of the form, over a year back, until there are so many. Numbers, keys and identifiers are new.
async fn fill(db: &DatabaseConnection, form: FormId, stored: u64) -> anyhow::Result<()> {
    let is_sqlite = db.get_database_backend() == DbBackend::Sqlite;
    let columns = if is_sqlite {
        "SELECT name FROM pragma_table_info('submission')"
    } else {
        "SELECT CAST(column_name AS text) FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = 'submission'"
    };
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), columns)).await?;
    let columns: Vec<String> = rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?;
    let (id, text, number) = if is_sqlite {
        ("randomblob(16)", "hex(randomblob(12))", "abs(random())")
    } else {
        ("gen_random_uuid()", "md5(random()::text || clock_timestamp()::text)", "CAST(random() * 1e18 AS bigint)")
    };
    let values = columns.iter().map(|column| match column.as_str() {
        "id" => id.to_owned(),
        "receipt_number" | "idempotency_key" => text.to_owned(),
        "received_at" => format!("received_at - ({number} % 31536000000000)"),
        other => format!("\"{other}\""),
    });
    let values = values.collect::<Vec<_>>().join(", ");
    let names = columns.iter().map(|column| format!("\"{column}\"")).collect::<Vec<_>>().join(", ");
    loop {
        let there = count(db, form).await?;
        if there >= stored {
            break;
        }
        let more = (stored - there).min(there).min(50_000);
        ensure!(more > 0, "there is nothing to copy");
        db.execute_unprepared(&format!(
            "INSERT INTO submission ({names}) SELECT {values} FROM submission LIMIT {more}"
        ))
        .await?;
    }
    db.execute_unprepared(if is_sqlite { "PRAGMA wal_checkpoint(TRUNCATE)" } else { "ANALYZE submission" }).await?;
    Ok(())
}

async fn count(db: &DatabaseConnection, form: FormId) -> anyhow::Result<u64> {
    let sql = if db.get_database_backend() == DbBackend::Sqlite {
        "SELECT count(*) FROM submission WHERE form_id = ?"
    } else {
        "SELECT count(*) FROM submission WHERE form_id = $1"
    };
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [form.0.into()]);
    let row = db.query_one_raw(statement).await?.context("a count")?;
    Ok(u64::try_from(row.try_get_by_index::<i64>(0)?)?)
}
