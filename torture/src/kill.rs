//! SIGKILL, over and over, under clients that try again: nothing acknowledged is lost, nothing is doubled, every submission
//! gets its mail, and no more mails come twice than there were kills. On SQLite and on PostgreSQL.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::ensure;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use sea_orm::{ConnectionTrait, Database, Statement};

use crate::client::document;
use crate::crowd::{self, Crowd, Manner};
use crate::ledger::Ledger;
use crate::postgres::{Postgres, address};
use crate::program::{Program, folder};
use crate::smtp::MailServer;
use crate::{DatabaseKind, Plan};

const SLUG: &str = "kill";
const MANNER: Manner = Manner { clients: 16, is_patient: true, pictures: 8 };
/// How long mails may take to come before a kill.
const MAIL: Duration = Duration::from_secs(300);
/// So many more submissions than mails, at most.
const AHEAD: usize = 500;

pub(crate) async fn run(plan: &Plan) -> anyhow::Result<()> {
    let place = folder("kill")?;
    let program = Program::new(&plan.program, &place.path().join("sqlite"))?;
    let file = format!("sqlite:{}", program.data().join("madoguchi.db").display());
    if plan.is_on(DatabaseKind::Sqlite) {
        on(plan, "SQLite", program, &file).await?;
    }
    if !plan.is_on(DatabaseKind::Postgres) {
        return Ok(());
    }
    let postgres = Postgres::start(place.path()).await?;
    let database = address(postgres.port, "madoguchi");
    let program = Program::new(&plan.program, &place.path().join("on-postgres"))?;
    on(plan, "PostgreSQL", program.with("MADOGUCHI_DATABASE_URL", &database), &database).await
}

async fn on(plan: &Plan, what: &str, program: Program, database: &str) -> anyhow::Result<()> {
    let mails = MailServer::start().await?;
    let program = program.with("MADOGUCHI_SMTP_URL", &mails.url());
    program.publish(SLUG, &document()).await?;
    let mut chance = StdRng::seed_from_u64(plan.seed);
    let ledger = Arc::new(Ledger::default());
    let mut serving = program.serve().await?;
    let crowd = Crowd::begins((&[program.base_url()], SLUG, "k"), &ledger, MANNER)?;
    for _ in 0..plan.count {
        let letters = mails.count();
        crowd.has_received(crowd.received() + chance.random_range(1..20)).await?;
        let more = letters + chance.random_range(1..8);
        let began = Instant::now();
        while mails.count() < more {
            ensure!(began.elapsed() < MAIL, "no mail in {MAIL:?}");
            // So many come in that mails would fall behind more and more; but the kill meets both, and what was under way
            // at the kills before waits for its leases: without new ones there would be nothing to send.
            crowd.rests(crowd.received() > mails.count() + AHEAD);
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        crowd.rests(false);
        tokio::time::sleep(Duration::from_micros(chance.random_range(0..50_000))).await;
        serving.kill().await?;
        crowd.rests(true);
        serving = program.serve().await?;
        crowd.rests(false);
    }
    crowd.ends().await?;
    crowd::settle(&program.base_url(), SLUG, &ledger).await?;
    serving.kill().await?;
    let figures = ledger.compare(&program.export(SLUG).await?)?;
    ensure!(figures.acknowledged == figures.sent, "not everybody has a receipt: {figures}");
    finish_mails(&program, database).await?;
    // The end was one, too.
    let kills = plan.count + 1;
    let repeated = check_mails(&mails, &ledger, kills)?;
    println!("{what}: {kills} kills, each while mails went out: {figures}; {repeated} mails came once more");
    Ok(())
}

/// How long the worker may take for what is left, before another job must have been done.
const FINISH: Duration = Duration::from_secs(300);

/// The leases of those that were killed run out by themselves within minutes; here their time is let pass at once. Then
/// the server runs until the outbox is empty.
pub(crate) async fn finish_mails(program: &Program, database: &str) -> anyhow::Result<()> {
    let db = Database::connect(database).await?;
    db.execute_unprepared("UPDATE job SET lease_until_at = NULL, run_at = 0 WHERE state = 'waiting'").await?;
    let mut serving = program.serve().await?;
    let backend = db.get_database_backend();
    let count = async |state: &str| -> anyhow::Result<i64> {
        let sql = format!("SELECT count(*) FROM job WHERE state {state}");
        let row = db.query_one_raw(Statement::from_string(backend, sql)).await?;
        Ok(row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default())
    };
    let (mut left, mut moved) = (i64::MAX, Instant::now());
    loop {
        // Nobody is told of new cases here: what is enqueued for that has nobody to go to.
        let waiting = count("= 'waiting' AND kind <> 'notify_department'").await?;
        if waiting == 0 {
            break;
        }
        if waiting < left {
            (left, moved) = (waiting, Instant::now());
        }
        ensure!(moved.elapsed() < FINISH, "{waiting} jobs wait, and none was done in {FINISH:?}");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    ensure!(count("= 'dead'").await? == 0, "a job was given up");
    serving.kill().await?;
    db.close().await?;
    Ok(())
}

/// Everybody has one mail, told apart by its Message-ID, that names the number on the receipt. Returns how often one came
/// again, which may be so often at most.
pub(crate) fn check_mails(mails: &MailServer, ledger: &Ledger, most: usize) -> anyhow::Result<usize> {
    let receipts = ledger.receipts();
    let mut ids: HashMap<String, HashSet<String>> = HashMap::new();
    for mail in mails.mails() {
        let Some(key) = mail.to.strip_suffix("@example.jp") else { continue };
        if let Some(receipt) = receipts.get(key) {
            ensure!(mail.body()?.contains(&receipt.number), "the mail of {key} does not name {}", receipt.number);
            ids.entry(key.to_owned()).or_default().insert(mail.message_id);
        }
    }
    for key in receipts.keys() {
        let own = ids.get(key).map_or(0, HashSet::len);
        ensure!(own == 1, "{key} got {own} different mails");
    }
    let repeated = mails.repeated();
    ensure!(repeated <= most, "mails came once more {repeated} times, which is more than {most}");
    Ok(repeated)
}
