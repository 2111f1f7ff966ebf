//! SIGKILL, over and over, under clients that try again: nothing acknowledged is lost, nothing is doubled, every submission
//! gets its mail, and no more mails come twice than were under way when the server was killed.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use anyhow::ensure;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use sea_orm::{ConnectionTrait, Database, Statement};

use crate::Plan;
use crate::client::document;
use crate::crowd::{self, Crowd, Manner};
use crate::ledger::Ledger;
use crate::program::{Program, folder};
use crate::smtp::MailServer;

const SLUG: &str = "kill";
const MANNER: Manner = Manner { clients: 16, is_patient: true, pictures: 8 };

pub(crate) async fn run(plan: &Plan) -> anyhow::Result<()> {
    let place = folder("kill")?;
    let mails = MailServer::start().await?;
    let program = Program::new(&plan.program, place.path())?.with("MADOGUCHI_SMTP_URL", &mails.url());
    program.publish(SLUG, &document()).await?;
    let mut chance = StdRng::seed_from_u64(plan.seed);
    let ledger = Arc::new(Ledger::default());
    let mut serving = program.serve().await?;
    let crowd = Crowd::begins((&[program.base_url()], SLUG, "k"), &ledger, MANNER)?;
    for _ in 0..plan.count {
        let until = crowd.received() + chance.random_range(1..60);
        crowd.has_received(until).await?;
        serving.kill().await?;
        serving = program.serve().await?;
    }
    crowd.ends().await?;
    crowd::settle(&program.base_url(), SLUG, &ledger).await?;
    serving.kill().await?;
    let figures = ledger.compare(&program.export(SLUG).await?)?;
    ensure!(figures.acknowledged == figures.sent, "not everybody has a receipt: {figures}");
    let database = format!("sqlite:{}", program.data().join("madoguchi.db").display());
    finish_mails(&program, &database).await?;
    // The last one kills it too.
    let doubled = check_mails(&mails, &ledger, (plan.count + 1) * UNDER_WAY)?;
    println!("{} kills: {figures}; {doubled} mails came twice", plan.count);
    Ok(())
}

/// Mails that one process sends at the same time: each may have been taken by the mail server and not yet written down.
pub(crate) const UNDER_WAY: usize = 4;
/// How long the worker may take for what is left.
const FINISH: Duration = Duration::from_secs(300);

/// The leases of those that were killed run out by themselves within minutes; here their time is let pass at once. Then
/// the server runs until the outbox is empty.
pub(crate) async fn finish_mails(program: &Program, database: &str) -> anyhow::Result<()> {
    let db = Database::connect(database).await?;
    db.execute_unprepared("UPDATE job SET lease_until_at = NULL, run_at = 0 WHERE state = 'waiting'").await?;
    let mut serving = program.serve().await?;
    let waiting =
        Statement::from_string(db.get_database_backend(), "SELECT 1 FROM job WHERE state = 'waiting' LIMIT 1");
    let emptied = tokio::time::timeout(FINISH, async {
        while db.query_one_raw(waiting.clone()).await?.is_some() {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        anyhow::Ok(())
    });
    emptied.await.map_err(|_| anyhow::anyhow!("the outbox is not empty after {FINISH:?}"))??;
    let dead = Statement::from_string(db.get_database_backend(), "SELECT kind FROM job WHERE state <> 'done' LIMIT 1");
    ensure!(db.query_one_raw(dead).await?.is_none(), "a job was given up");
    serving.kill().await?;
    db.close().await?;
    Ok(())
}

/// Everybody has one mail, told apart by its Message-ID, that names the number on the receipt. Returns how many came twice.
pub(crate) fn check_mails(mails: &MailServer, ledger: &Ledger, most: usize) -> anyhow::Result<usize> {
    let receipts = ledger.receipts();
    let mut ids: HashMap<String, HashSet<String>> = HashMap::new();
    for mail in mails.mails() {
        let Some(key) = mail.to.strip_suffix("@example.jp") else { continue };
        if let Some(receipt) = receipts.get(key) {
            ensure!(mail.text.contains(&receipt.number), "the mail of {key} does not name {}", receipt.number);
            ids.entry(key.to_owned()).or_default().insert(mail.message_id);
        }
    }
    for key in receipts.keys() {
        let own = ids.get(key).map_or(0, HashSet::len);
        ensure!(own == 1, "{key} got {own} different mails");
    }
    let doubled = mails.counted().into_values().filter(|count| *count > 1).count();
    ensure!(doubled <= most, "{doubled} mails came twice");
    Ok(doubled)
}
