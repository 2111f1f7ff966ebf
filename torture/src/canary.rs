//! Nobody's answers reach anybody else: residents side by side, each with a canary of their own, look at their page, their
//! PDF and their mail, and everybody's export, while PDFs are given up half-way, mails are taken without an answer, and the
//! database stands still for a while. Wherever a canary is seen, it is one's own. One process on SQLite, two on PostgreSQL,
//! half of the residents on each.
//! Each of these troubles is counted: a run in which one of them did not happen has failed.

use std::collections::HashSet;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use futures_util::{StreamExt, stream};
use sea_orm::{ConnectOptions, ConnectionTrait, Database};
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;
use tokio::process::Command;
use tokio::sync::watch;
use tokio::time::timeout;

use crate::client::{Answer, Client, Receipt, document};
use crate::kill::finish_mails;
use crate::ledger::Ledger;
use crate::postgres::{Postgres, address};
use crate::program::{Program, Serving, folder};
use crate::smtp::{MailServer, Mood};
use crate::{DatabaseKind, Missing, Plan};

const SLUG: &str = "canary";
/// Residents side by side.
const SIDE_BY_SIDE: usize = 32;
/// Every so-many-th resident gives up a PDF before asking for it again, and every so-many-th mail is not answered.
const IMPATIENT: usize = 7;
const UNANSWERED: usize = 11;
/// How many mails of a run hang until the server gives them up.
const HANGING: usize = 3;
/// How long the database stands still, longer than anybody waits for it even behind another write, and how often.
const STILL: Duration = Duration::from_secs(16);
const STILL_EVERY: Duration = Duration::from_secs(60);
/// How long one resident may take.
const PATIENCE: Duration = Duration::from_secs(300);

pub(crate) async fn run(plan: &Plan) -> anyhow::Result<()> {
    let has_reader = Command::new("pdftotext").arg("-v").stderr(Stdio::null()).status().await.is_ok();
    ensure!(has_reader, Missing("pdftotext is not installed (poppler-utils)".to_owned()));
    let place = folder("canary")?;
    let program = Program::new(&plan.program, &place.path().join("sqlite"))?;
    let file = format!("sqlite:{}", program.data().join("madoguchi.db").display());
    if plan.is_on(DatabaseKind::Sqlite) {
        on(plan, "SQLite, one process", program, 1, &file).await?;
    }
    if !plan.is_on(DatabaseKind::Postgres) {
        return Ok(());
    }
    let postgres = Postgres::start(place.path()).await?;
    let database = address(postgres.port, "madoguchi");
    let program = Program::new(&plan.program, &place.path().join("on-postgres"))?;
    on(plan, "PostgreSQL, two processes", program.with("MADOGUCHI_DATABASE_URL", &database), 2, &database).await
}

/// What a run shares, and what went wrong in it as it should.
struct Town {
    clients: Vec<Client>,
    ledger: Ledger,
    /// PDFs that somebody stopped waiting for.
    given_up: AtomicUsize,
    /// Answers that said: not now.
    put_off: AtomicUsize,
}

async fn on(plan: &Plan, what: &str, program: Program, processes: usize, database: &str) -> anyhow::Result<()> {
    let mails = MailServer::start().await?;
    mails.turns(Mood { drops: UNANSWERED, hangs: (plan.count / HANGING).max(2), ..Mood::default() });
    let program = program.with("MADOGUCHI_SMTP_URL", &mails.url());
    let mut form = document();
    form["x-settings"] = json!({ "receiptMail": { "subject": "{{title}}", "body": "{{answers.name}} 様\n{{number}}\n{{answers.memo}}" } });
    program.publish(SLUG, &form).await?;
    let (mut serving, clients) = open(&program, processes).await?;
    let town = Arc::new(Town { clients, ledger: Ledger::default(), given_up: 0.into(), put_off: 0.into() });
    let over = watch::Sender::new(false);
    let still = tokio::spawn(stand_still(database.to_owned(), town.clone(), over.subscribe()));
    let mut ended = stream::iter(0..plan.count)
        .map(|number| timeout(PATIENCE, town.resident(number)))
        .buffer_unordered(SIDE_BY_SIDE);
    while let Some(ended) = ended.next().await {
        ended.context("a resident waits too long")??;
        ensure!(!still.is_finished(), "the database stands still no more");
    }
    drop(ended);
    over.send_replace(true);
    let still = still.await??;
    for server in &mut serving {
        server.kill().await?;
    }
    finish_mails(&program, database).await?;
    let figures = town.ledger.compare(&program.export(SLUG).await?)?;
    ensure!(figures.acknowledged == plan.count, "{figures}");
    let seen = town.check_mails(&mails)?;
    let (given_up, put_off) = (town.given_up.load(Ordering::SeqCst), town.put_off.load(Ordering::SeqCst));
    let (dropped, hung) = mails.failed();
    println!(
        "{what}: {figures}; {seen} mails, pages, PDFs and the export show one's own canary only; {given_up} PDFs given up, \
         {dropped} mails unanswered, {hung} hung, the database stood still {still} times and {put_off} answers put off"
    );
    let all = [given_up, put_off, dropped, hung, still];
    ensure!(all.iter().all(|count| *count > 0), "something that should go wrong did not: this proves nothing");
    Ok(())
}

async fn open(program: &Program, processes: usize) -> anyhow::Result<(Vec<Serving>, Vec<Client>)> {
    let (mut serving, mut clients) = (Vec::new(), Vec::new());
    for number in 0..processes {
        let process = if number == 0 { program.clone() } else { program.another()? };
        serving.push(process.serve().await?);
        clients.push(Client::new(&process.base_url())?);
    }
    Ok((serving, clients))
}

/// What nobody else has. The letter at its end keeps 1 from being seen in 12.
fn canary(number: usize) -> String {
    format!("canary-{number}-end")
}

/// An address that shows no canary: what is seen in a mail stands in its text.
fn address_of(number: usize) -> String {
    format!("resident{number}@example.jp")
}

/// All canaries in a text, however its lines are broken.
fn canaries(text: &str) -> HashSet<String> {
    let whole: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
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

impl Town {
    async fn resident(&self, number: usize) -> anyhow::Result<()> {
        let key = canary(number);
        let answers: Value =
            json!({ "name": format!("見本 {key}"), "email": address_of(number), "memo": format!("{key} です") });
        self.ledger.sends(&key, &answers);
        let receipt = self.received(&key, &answers, number).await?;
        self.ledger.acknowledged(&key, receipt.clone())?;
        // At the other process, where there are two.
        let client = &self.clients[(number + 1) % self.clients.len()];
        let page = self.page_of(client, &receipt.path).await?;
        let page = String::from_utf8_lossy(&page);
        ensure_own(number, "the page", &page)?;
        ensure!(page.contains(&receipt.number), "the page of {key} has another number");
        let path = format!("{}/receipt.pdf", receipt.path);
        if number.is_multiple_of(IMPATIENT) {
            let patience = Duration::from_millis((number % 40) as u64);
            if timeout(patience, client.get(&path)).await.is_err() {
                self.given_up.fetch_add(1, Ordering::SeqCst);
            }
        }
        let text = text_of(self.page_of(client, &path).await?).await?;
        ensure_own(number, "the PDF", &text)
    }

    async fn received(&self, key: &str, answers: &Value, number: usize) -> anyhow::Result<Receipt> {
        for attempt in number.. {
            match self.clients[attempt % self.clients.len()].submit(SLUG, key, answers).await {
                Answer::Received(receipt) => return Ok(receipt),
                Answer::Refused(503, _) => self.is_put_off().await,
                Answer::Nothing(_) | Answer::Refused(408, _) => tokio::time::sleep(PAUSE).await,
                Answer::Refused(status, code) => bail!("{key} was refused: {status} {code}"),
            }
        }
        bail!("{key} is never received")
    }

    /// Bounded by the patience of the one who asks.
    async fn page_of(&self, client: &Client, path: &str) -> anyhow::Result<Vec<u8>> {
        loop {
            match client.get(path).await {
                Some((200, body)) => return Ok(body),
                Some((503, _)) => self.is_put_off().await,
                // Or the request did not come in time, on a machine that had no time to send it.
                None | Some((408, _)) => tokio::time::sleep(PAUSE).await,
                Some((status, _)) => bail!("{path} is answered {status}"),
            }
        }
    }

    async fn is_put_off(&self) {
        self.put_off.fetch_add(1, Ordering::SeqCst);
        tokio::time::sleep(PAUSE).await;
    }

    /// Every resident's mail shows the own canary and the own number, and nobody else is told of anybody.
    fn check_mails(&self, mails: &MailServer) -> anyhow::Result<usize> {
        let receipts = self.ledger.receipts();
        let mut told = HashSet::new();
        for mail in mails.mails() {
            let body = mail.body()?;
            let Some(number) = mail.to.strip_prefix("resident").and_then(|tail| tail.strip_suffix("@example.jp"))
            else {
                ensure!(canaries(&body).is_empty(), "{} is told of somebody", mail.to);
                continue;
            };
            let number = number.parse()?;
            ensure_own(number, "the mail", &body)?;
            let receipt = receipts.get(&canary(number)).context("a mail to somebody without a receipt")?;
            ensure!(body.contains(&receipt.number), "the mail of resident {number} has another number");
            told.insert(number);
        }
        ensure!(told.len() == receipts.len(), "only {} of {} got a mail", told.len(), receipts.len());
        Ok(told.len())
    }
}

/// Pause after an answer that was none.
const PAUSE: Duration = Duration::from_millis(100);

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

/// Takes the lock that every write needs, for longer than anybody waits, again and again until it is over. Returns how often.
async fn stand_still(database: String, town: Arc<Town>, mut over: watch::Receiver<bool>) -> anyhow::Result<usize> {
    let mut options = ConnectOptions::new(&database);
    options.max_connections(1).sqlx_logging(false);
    let db = Database::connect(options).await?;
    let lock = if database.starts_with("sqlite:") { "BEGIN IMMEDIATE" } else { "BEGIN; LOCK TABLE submission" };
    // In the middle of things, however few there are.
    while town.ledger.receipts().len() < SIDE_BY_SIDE {
        ensure!(
            !*over.borrow(),
            "it is over before the database could stand still: more than {SIDE_BY_SIDE} are needed"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let mut count = 0;
    loop {
        db.execute_unprepared(lock).await.context("the database cannot be held still")?;
        tokio::time::sleep(STILL).await;
        db.execute_unprepared("ROLLBACK").await?;
        count += 1;
        if timeout(STILL_EVERY, over.wait_for(|is_over| *is_over)).await.is_ok() {
            return Ok(count);
        }
    }
}
