//! A mail server that does everything wrong: for some mails it hangs, to some it answers 4xx or 5xx, of some it breaks off
//! after it has them, and then it is down for an hour. Every mail goes out at least once, under one Message-ID however
//! often it comes; those it refuses for good are given up, and go out once somebody sends them again; and a mail that
//! nothing is wrong with waits for five seconds at most, whatever the others do.

use std::collections::{HashMap, HashSet};
use std::time::{Duration, Instant};

use anyhow::{bail, ensure};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use tokio::task::JoinSet;

use crate::Plan;
use crate::client::{Answer, Client, document};
use crate::ledger::{Ledger, answers};
use crate::program::{Program, folder};
use crate::smtp::{MailServer, Mood, TRICKS};

const SLUG: &str = "mail";
/// The longest that anybody may be held up by other people's mails.
const HELD_UP: Duration = Duration::from_secs(5);
/// How long the outbox may take until nothing is due any more: what hangs is given time.
const PATIENCE: Duration = Duration::from_secs(600);
/// A round of sound and poisoned mails, and every so-many-th with one that hangs: so many hang at a time as the program
/// can let lie. With more everything seems to hang to it, and it begins one after the other.
const ROUND: Duration = Duration::from_secs(1);
const HANGS_EVERY: usize = 6;

pub(crate) async fn run(plan: &Plan) -> anyhow::Result<()> {
    let place = folder("mail")?;
    let mails = MailServer::start().await?;
    let program = Program::new(&plan.program, place.path())?.with("MADOGUCHI_SMTP_URL", &mails.url());
    program.publish(SLUG, &document()).await?;
    mails.turns(Mood { has_tricks: true, ..Mood::default() });
    let ledger = Ledger::default();
    let mut serving = program.serve().await?;
    let client = Client::new(&program.base_url())?;
    let db = Database::connect(format!("sqlite:{}", program.data().join("madoguchi.db").display())).await?;

    let waits = mixed(plan, &client, &ledger, &mails).await?;
    let slowest = waits.iter().copied().max().unwrap_or_default();
    println!("{} sound mails among poisoned ones: the slowest took {slowest:?}", waits.len());

    // Down for an hour: some of what is due is tried in vain again and again while its time is let pass.
    mails.turns(Mood { is_down: true, ..Mood::default() });
    for number in 0..plan.count {
        send(&client, &ledger, &format!("down-{number}")).await?;
    }
    for _ in 0..12 {
        idle(&db).await?;
        pass_time(&db, 300).await?;
    }
    mails.turns(Mood::default());
    let dead_before = dead(&db).await?;
    ensure!(dead_before == plan.count, "{dead_before} were given up instead of {} that were refused", plan.count);
    let began = Instant::now();
    while waiting(&db).await? > 0 {
        ensure!(began.elapsed() < PATIENCE, "the outbox is not empty after {PATIENCE:?}");
        pass_time(&db, 6 * 60 * 60).await?;
        idle(&db).await?;
    }
    ensure!(dead(&db).await? == dead_before, "a mail that could have been delivered was given up");
    // What staff do with what was given up.
    db.execute_unprepared(
        "UPDATE job SET state = 'waiting', attempts = 0, run_at = 0, finished_at = NULL WHERE state = 'dead'",
    )
    .await?;
    idle(&db).await?;
    serving.kill().await?;
    every_mail_came(&ledger, &mails)?;
    ensure!(slowest <= HELD_UP, "a sound mail waited for {slowest:?}");
    let counted = mails.tricked();
    ensure!(counted.len() == TRICKS.len(), "something that should go wrong did not: {counted:?}");
    println!(
        "{} mails, each at least once: {counted:?}, down for an hour; {} came once more",
        ledger.receipts().len(),
        mails.repeated()
    );
    Ok(())
}

/// Sends everything mixed; how long each sound mail took from its receipt.
async fn mixed(plan: &Plan, client: &Client, ledger: &Ledger, mails: &MailServer) -> anyhow::Result<Vec<Duration>> {
    let mut arriving = JoinSet::new();
    for number in 0..plan.count {
        for (trick, _) in TRICKS {
            if trick != "hangs" || number.is_multiple_of(HANGS_EVERY) {
                send(client, ledger, &format!("{trick}-{number}")).await?;
            }
        }
        let key = format!("sound-{number}");
        send(client, ledger, &key).await?;
        arriving.spawn(arrival(mails.clone(), key, Instant::now()));
        tokio::time::sleep(ROUND).await;
    }
    let mut waits = Vec::new();
    while let Some(wait) = arriving.join_next().await {
        waits.push(wait??);
    }
    Ok(waits)
}

async fn arrival(mails: MailServer, key: String, since: Instant) -> anyhow::Result<Duration> {
    let to = format!("{key}@example.jp");
    while !mails.has_one_to(&to) {
        ensure!(since.elapsed() < PATIENCE, "the mail to {to} does not come");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    Ok(since.elapsed())
}

async fn send(client: &Client, ledger: &Ledger, key: &str) -> anyhow::Result<()> {
    let answers = answers(key);
    ledger.sends(key, &answers);
    match client.submit(SLUG, key, &answers).await {
        Answer::Received(receipt) => ledger.acknowledged(key, receipt),
        other => bail!("{key}: {other:?}"),
    }
}

fn every_mail_came(ledger: &Ledger, mails: &MailServer) -> anyhow::Result<()> {
    let mut ids: HashMap<String, HashSet<String>> = HashMap::new();
    for mail in mails.mails() {
        ids.entry(mail.to).or_default().insert(mail.message_id);
    }
    for key in ledger.receipts().keys() {
        let own = ids.get(&format!("{key}@example.jp")).map_or(0, HashSet::len);
        ensure!(own == 1, "{key} got {own} different mails");
    }
    Ok(())
}

async fn count(db: &DatabaseConnection, of: &str) -> anyhow::Result<usize> {
    let statement = Statement::from_string(DbBackend::Sqlite, format!("SELECT count(*) FROM job WHERE {of}"));
    let row = db.query_one_raw(statement).await?;
    let count: i64 = row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default();
    Ok(usize::try_from(count)?)
}

async fn waiting(db: &DatabaseConnection) -> anyhow::Result<usize> {
    count(db, "state = 'waiting'").await
}

async fn dead(db: &DatabaseConnection) -> anyhow::Result<usize> {
    count(db, "state = 'dead'").await
}

/// Waits until nothing is due and nothing is under way.
async fn idle(db: &DatabaseConnection) -> anyhow::Result<()> {
    let began = Instant::now();
    let due = "state = 'waiting' AND (lease_until_at IS NOT NULL OR run_at <= CAST(unixepoch('subsec') * 1000000 AS INTEGER))";
    while count(db, due).await? > 0 {
        ensure!(began.elapsed() < PATIENCE, "something is still due after {PATIENCE:?}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Ok(())
}

/// Lets so many seconds pass for everything that waits and is not under way.
async fn pass_time(db: &DatabaseConnection, seconds: i64) -> anyhow::Result<()> {
    let sql = format!(
        "UPDATE job SET run_at = run_at - {} WHERE state = 'waiting' AND lease_until_at IS NULL",
        seconds * 1_000_000
    );
    db.execute_unprepared(&sql).await?;
    Ok(())
}
