//! Nobody's answers reach anybody else: residents side by side, each with a canary of their own, look at their page, their
//! PDF and their mail, and everybody's export, while PDFs are given up half-way, mails are taken without an answer, and the
//! database stands still for a while. Wherever a canary is seen, it is one's own. One process on SQLite, two on PostgreSQL.

use std::collections::HashSet;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use futures_util::StreamExt;
use futures_util::stream;
use sea_orm::{ConnectOptions, ConnectionTrait, Database};
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

use crate::client::{Answer, Client, Receipt, document};
use crate::kill::finish_mails;
use crate::ledger::Ledger;
use crate::postgres::{Postgres, address};
use crate::program::{Program, folder};
use crate::smtp::MailServer;
use crate::{Missing, Plan};

const SLUG: &str = "canary";
/// Residents side by side.
const SIDE_BY_SIDE: usize = 32;
/// Every so-many-th resident gives up a PDF before asking for it again, and every so-many-th mail is not answered.
const IMPATIENT: usize = 7;
const UNANSWERED: usize = 11;
/// How long the database stands still, longer than anybody waits for it, and how often.
const STILL: Duration = Duration::from_millis(5500);
const STILL_EVERY: Duration = Duration::from_secs(20);

pub(crate) async fn run(plan: &Plan) -> anyhow::Result<()> {
    let has_reader = Command::new("pdftotext").arg("-v").stderr(Stdio::null()).status().await.is_ok();
    ensure!(has_reader, Missing("pdftotext is not installed (poppler-utils)".to_owned()));
    let place = folder("canary")?;
    let program = Program::new(&plan.program, &place.path().join("sqlite"))?;
    let file = format!("sqlite:{}", program.data().join("madoguchi.db").display());
    on(plan, "SQLite, one process", program, 1, &file).await?;
    let postgres = Postgres::start(place.path()).await?;
    let database = address(postgres.port, "madoguchi");
    let program = Program::new(&plan.program, &place.path().join("on-postgres"))?;
    on(plan, "PostgreSQL, two processes", program.with("MADOGUCHI_DATABASE_URL", &database), 2, &database).await
}

async fn on(plan: &Plan, what: &str, program: Program, processes: usize, database: &str) -> anyhow::Result<()> {
    let mails = MailServer::start().await?;
    mails.drop_every(UNANSWERED);
    let program = program.with("MADOGUCHI_SMTP_URL", &mails.url());
    let mut form = document();
    form["x-settings"] = json!({ "receiptMail": { "subject": "{{title}}", "body": "{{answers.name}} 様\n{{number}}\n{{answers.memo}}" } });
    program.publish(SLUG, &form).await?;
    let (mut serving, mut clients) = (Vec::new(), Vec::new());
    for number in 0..processes {
        let process = if number == 0 { program.clone() } else { program.another()? };
        serving.push(process.serve().await?);
        clients.push(Client::new(&process.base_url())?);
    }
    let ledger = Arc::new(Ledger::default());
    let standstill = tokio::spawn(stand_still(database.to_owned()));
    let mut ended =
        stream::iter(0..plan.count).map(|number| resident(&clients, &ledger, number)).buffer_unordered(SIDE_BY_SIDE);
    while let Some(ended) = ended.next().await {
        ended?;
    }
    drop(ended);
    standstill.abort();
    for server in &mut serving {
        server.kill().await?;
    }
    mails.drop_every(0);
    finish_mails(&program, database).await?;
    let figures = ledger.compare(&program.export(SLUG).await?)?;
    ensure!(figures.acknowledged == plan.count, "{figures}");
    let seen = check_mails(&mails, plan.count)?;
    println!("{what}: {figures}; {seen} mails, pages, PDFs and the export show one's own canary only");
    Ok(())
}

/// What nobody else has. The letter at its end keeps 1 from being seen in 12.
fn canary(number: usize) -> String {
    format!("canary-{number}-end")
}

/// All canaries in a text, however its lines are broken.
fn canaries(text: &str) -> HashSet<String> {
    let whole: String = text.replace("=\n", "").chars().filter(|letter| !letter.is_whitespace()).collect();
    let each = whole.match_indices("canary-").filter_map(|(place, _)| {
        let tail = &whole[place..];
        Some(tail[..tail.find("-end")? + 4].to_owned())
    });
    each.collect()
}

fn ensure_own(number: usize, what: &str, text: &str) -> anyhow::Result<()> {
    let seen = canaries(text);
    ensure!(seen == HashSet::from([canary(number)]), "resident {number} sees {seen:?} in {what}");
    Ok(())
}

async fn resident(clients: &[Client], ledger: &Ledger, number: usize) -> anyhow::Result<()> {
    let key = canary(number);
    let answers: Value =
        json!({ "name": format!("見本 {key}"), "email": format!("{key}@example.jp"), "memo": format!("{key} です") });
    ledger.sends(&key, &answers);
    let receipt = received(clients, &key, &answers, number).await?;
    ledger.acknowledged(&key, receipt.clone())?;
    // At the other process, where there are two.
    let client = &clients[(number + 1) % clients.len()];
    let page = page_of(client, &receipt.path).await?;
    ensure_own(number, "the page", &String::from_utf8_lossy(&page))?;
    ensure!(String::from_utf8_lossy(&page).contains(&receipt.number), "the page of {key} has another number");
    let path = format!("{}/receipt.pdf", receipt.path);
    if number.is_multiple_of(IMPATIENT) {
        let _ = tokio::time::timeout(Duration::from_millis((number % 40) as u64), client.get(&path)).await;
    }
    let text = text_of(page_of(client, &path).await?).await?;
    ensure_own(number, "the PDF", &text)
}

async fn received(clients: &[Client], key: &str, answers: &Value, number: usize) -> anyhow::Result<Receipt> {
    for attempt in 0..1000 {
        match clients[(number + attempt) % clients.len()].submit(SLUG, key, answers).await {
            Answer::Received(receipt) => return Ok(receipt),
            Answer::Refused(503, _) | Answer::Nothing => tokio::time::sleep(Duration::from_millis(100)).await,
            Answer::Refused(status, code) => bail!("{key} was refused: {status} {code}"),
        }
    }
    bail!("{key} is never received")
}

async fn page_of(client: &Client, path: &str) -> anyhow::Result<Vec<u8>> {
    for _ in 0..600 {
        match client.get(path).await {
            Some((200, body)) => return Ok(body),
            Some((503, _)) | None => tokio::time::sleep(Duration::from_millis(100)).await,
            Some((status, _)) => bail!("{path} is answered {status}"),
        }
    }
    bail!("{path} is never answered")
}

/// The text of a PDF.
async fn text_of(pdf: Vec<u8>) -> anyhow::Result<String> {
    let mut child =
        Command::new("pdftotext").args(["-raw", "-", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let mut input = child.stdin.take().context("no standard input")?;
    input.write_all(&pdf).await?;
    drop(input);
    let output = child.wait_with_output().await?;
    ensure!(output.status.success(), "a PDF cannot be read");
    Ok(String::from_utf8(output.stdout)?)
}

fn check_mails(mails: &MailServer, count: usize) -> anyhow::Result<usize> {
    let mut told = HashSet::new();
    for mail in mails.mails() {
        let Some(number) = mail.to.strip_prefix("canary-").and_then(|tail| tail.strip_suffix("-end@example.jp")) else {
            ensure!(canaries(&mail.text).is_empty(), "{} is told of somebody", mail.to);
            continue;
        };
        let number = number.parse()?;
        ensure_own(number, "the mail", &mail.text)?;
        told.insert(number);
    }
    ensure!(told.len() == count, "only {} of {count} got a mail", told.len());
    Ok(told.len())
}

/// Takes the lock that every write needs, for longer than anybody waits, again and again.
async fn stand_still(database: String) -> anyhow::Result<()> {
    let mut options = ConnectOptions::new(&database);
    options.max_connections(1).sqlx_logging(false);
    let db = Database::connect(options).await?;
    let lock = if database.starts_with("sqlite:") { "BEGIN IMMEDIATE" } else { "BEGIN; LOCK TABLE submission" };
    loop {
        tokio::time::sleep(Duration::from_secs(2)).await;
        db.execute_unprepared(lock).await?;
        tokio::time::sleep(STILL).await;
        db.execute_unprepared("ROLLBACK").await?;
        tokio::time::sleep(STILL_EVERY).await;
    }
}
