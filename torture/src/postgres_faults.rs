//! PostgreSQL that is killed and started again, and connections that break in the middle of anything, under two server
//! processes and clients that try again at the other one: nothing lost, nothing doubled, the places of a form exact.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use anyhow::{bail, ensure};
use futures_util::{StreamExt, TryStreamExt, stream};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::Plan;
use crate::client::{Answer, Client, document};
use crate::crowd::{Crowd, Manner};
use crate::kill;
use crate::ledger::{Figures, Ledger, answers};
use crate::postgres::{Postgres, address};
use crate::program::{Program, Serving, folder};
use crate::proxy::Proxy;
use crate::smtp::MailServer;

const SLUG: &str = "pg";
const MANNER: Manner = Manner { clients: 16, is_patient: true, pictures: 8 };
/// The longest that a connection lives behind the chaos proxy.
const LIFE: Duration = Duration::from_millis(1500);
/// Places enough for everybody while things break, so that each receipt is counted.
const PLENTY: i64 = 1_000_000;
/// The last places, and how many want them.
const LAST_PLACES: usize = 200;
const WANT_THEM: usize = 260;
/// How long any one phase may take.
const PATIENCE: Duration = Duration::from_secs(900);

pub(crate) async fn run(plan: &Plan) -> anyhow::Result<()> {
    let place = folder("postgres")?;
    let mut postgres = Postgres::start(place.path()).await?;
    let mails = MailServer::start().await?;
    let database = address(postgres.port, "madoguchi");
    let one = Program::new(&plan.program, &place.path().join("work"))?
        .with("MADOGUCHI_SMTP_URL", &mails.url())
        .with("MADOGUCHI_DATABASE_URL", &database);
    one.publish(SLUG, &document()).await?;
    set_places(&postgres, PLENTY).await?;
    let two = one.another()?;
    let ledger = Arc::new(Ledger::default());

    for count in [1, 2] {
        kills(plan, &mut postgres, &[&one, &two][..count], &ledger).await?;
    }
    let proxy = Proxy::before(postgres.port, LIFE, plan.seed).await?;
    let behind = one.clone().with("MADOGUCHI_DATABASE_URL", &address(proxy.port, "madoguchi"));
    cuts(plan, &proxy, [&behind, &two], &ledger).await?;
    let turned_away = last_places(&postgres, &proxy, [&behind, &two], &ledger).await?;
    let figures = check(&postgres, &one, &ledger).await?;
    ensure!(figures.acknowledged + turned_away == figures.sent, "not everybody has an answer: {figures}");
    kill::finish_mails(&one, &database).await?;
    // Those of the database, and each of our own processes at the end of its phase.
    let kills = plan.count * 2 + 1 + 2 + 2 + 2;
    let repeated = kill::check_mails(&mails, &ledger, kills)?;
    println!(
        "{} kills of PostgreSQL, half of them under two processes, {} connections cut: {figures}; the last {LAST_PLACES} \
         places went to {LAST_PLACES} of {WANT_THEM}; {repeated} mails came once more",
        plan.count * 2,
        proxy.cuts()
    );
    Ok(())
}

/// The database server is killed under these processes.
async fn kills(
    plan: &Plan,
    postgres: &mut Postgres,
    programs: &[&Program],
    ledger: &Arc<Ledger>,
) -> anyhow::Result<()> {
    let mut chance = StdRng::seed_from_u64(plan.seed + programs.len() as u64);
    let mut serving = start(programs).await?;
    let urls: Vec<String> = programs.iter().map(|program| program.base_url()).collect();
    let crowd = Crowd::begins((&urls, SLUG, &format!("p{}", urls.len())), ledger, MANNER)?;
    for _ in 0..plan.count {
        received(&crowd, chance.random_range(10..100)).await?;
        postgres.killed_and_restarted().await?;
        ensure!(running(&mut serving)?, "a server ended when the database did");
    }
    received(&crowd, 10).await?;
    crowd.ends().await?;
    stop(serving).await
}

/// One of the two reaches it through connections that break.
async fn cuts(plan: &Plan, proxy: &Proxy, programs: [&Program; 2], ledger: &Arc<Ledger>) -> anyhow::Result<()> {
    let mut serving = start(&programs).await?;
    proxy.rages(true);
    let crowd = Crowd::begins((&programs.map(Program::base_url), SLUG, "c"), ledger, MANNER)?;
    let enough = proxy.cuts() + plan.count * 4;
    let cut = tokio::time::timeout(PATIENCE, async {
        while proxy.cuts() < enough {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    cut.await.map_err(|_| anyhow::anyhow!("only {} connections were cut", proxy.cuts()))?;
    proxy.rages(false);
    ensure!(running(&mut serving)?, "a server ended when its connection did");
    crowd.ends().await?;
    stop(serving).await
}

/// More people than places, through connections that still break. Returns how many were told that there is none left.
async fn last_places(
    postgres: &Postgres,
    proxy: &Proxy,
    programs: [&Program; 2],
    ledger: &Ledger,
) -> anyhow::Result<usize> {
    set_places(postgres, i64::try_from(ledger.receipts().len() + LAST_PLACES)?).await?;
    let serving = start(&programs).await?;
    proxy.rages(true);
    let clients: Vec<Client> =
        programs.iter().map(|program| Client::new(&program.base_url())).collect::<anyhow::Result<_>>()?;
    let full = AtomicUsize::new(0);
    let (clients, full) = (&clients, &full);
    let everybody = stream::iter(0..WANT_THEM).map(|number| async move {
        let key = format!("last-{number}");
        let answers = answers(&key);
        ledger.sends(&key, &answers);
        for attempt in number.. {
            match clients[attempt % 2].submit(SLUG, &key, &answers).await {
                Answer::Received(receipt) => return ledger.acknowledged(&key, receipt),
                Answer::Refused(503, _) | Answer::Nothing(_) => tokio::time::sleep(Duration::from_millis(20)).await,
                Answer::Refused(409, _) => {
                    full.fetch_add(1, Ordering::SeqCst);
                    return Ok(());
                }
                Answer::Refused(status, code) => bail!("{key} was refused: {status} {code}"),
            }
        }
        Ok(())
    });
    let all = tokio::time::timeout(PATIENCE, everybody.buffer_unordered(32).try_collect::<Vec<()>>()).await;
    all.map_err(|_| anyhow::anyhow!("the last places are not gone after {PATIENCE:?}"))??;
    proxy.rages(false);
    stop(serving).await?;
    let full = full.load(Ordering::SeqCst);
    ensure!(full == WANT_THEM - LAST_PLACES, "{full} of {WANT_THEM} found no place, {LAST_PLACES} there were");
    Ok(full)
}

/// Everything that was acknowledged is there, and the form has counted each.
async fn check(postgres: &Postgres, program: &Program, ledger: &Ledger) -> anyhow::Result<Figures> {
    let figures = ledger.compare(&program.export(SLUG).await?)?;
    let db = postgres.connect("madoguchi").await?;
    let sql = format!("SELECT accepted, capacity FROM form WHERE slug = '{SLUG}'");
    let row = db.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await?;
    let Some(row) = row else { bail!("the form is gone") };
    let (accepted, places): (i64, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
    ensure!(
        (accepted, accepted) == (i64::try_from(figures.acknowledged)?, places),
        "{figures}, but the form counts {accepted} of {places}"
    );
    Ok(figures)
}

/// While no server runs.
async fn set_places(postgres: &Postgres, places: i64) -> anyhow::Result<()> {
    let db = postgres.connect("madoguchi").await?;
    let sql = format!("UPDATE form SET capacity = {places} WHERE slug = '{SLUG}'");
    ensure!(db.execute_unprepared(&sql).await?.rows_affected() == 1, "the form is not there");
    Ok(())
}

async fn start(programs: &[&Program]) -> anyhow::Result<Vec<Serving>> {
    let mut serving = Vec::new();
    for program in programs {
        serving.push(program.serve().await?);
    }
    Ok(serving)
}

async fn stop(serving: Vec<Serving>) -> anyhow::Result<()> {
    for mut server in serving {
        server.kill().await?;
    }
    Ok(())
}

/// Waits until so many more are received.
async fn received(crowd: &Crowd, more: usize) -> anyhow::Result<()> {
    crowd.has_received(crowd.received() + more).await
}

fn running(serving: &mut [Serving]) -> anyhow::Result<bool> {
    serving.iter_mut().try_fold(true, |all, server| Ok(all && server.is_running()?))
}
