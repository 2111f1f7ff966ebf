//! PostgreSQL that is killed and started again, and connections that break in the middle of anything, under two server
//! processes and clients that try again at the other one: nothing lost, nothing doubled, the places of a form exact.

use std::sync::Arc;
use std::time::Duration;

use anyhow::ensure;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use crate::Plan;
use crate::client::document;
use crate::crowd::{self, Crowd, Manner};
use crate::kill;
use crate::ledger::Ledger;
use crate::postgres::{Postgres, address};
use crate::program::{Program, Serving, folder};
use crate::proxy::Proxy;
use crate::smtp::MailServer;

const SLUG: &str = "pg";
const MANNER: Manner = Manner { clients: 16, is_patient: true, pictures: 8 };
/// The longest that a connection lives behind the chaos proxy.
const LIFE: Duration = Duration::from_millis(1500);

pub(crate) async fn run(plan: &Plan) -> anyhow::Result<()> {
    let place = folder("postgres")?;
    let mut postgres = Postgres::start(place.path()).await?;
    let mails = MailServer::start().await?;
    let database = address(postgres.port, "madoguchi");
    let one = Program::new(&plan.program, &place.path().join("work"))?
        .with("MADOGUCHI_SMTP_URL", &mails.url())
        .with("MADOGUCHI_DATABASE_URL", &database);
    one.publish(SLUG, &document()).await?;
    let mut chance = StdRng::seed_from_u64(plan.seed);
    let ledger = Arc::new(Ledger::default());

    // The server is killed under two processes.
    let two = one.another()?;
    let mut serving = [one.serve().await?, two.serve().await?];
    let urls = [one.base_url(), two.base_url()];
    let crowd = Crowd::begins((&urls, SLUG, "p"), &ledger, MANNER)?;
    for _ in 0..plan.count {
        received(&crowd, chance.random_range(10..100)).await?;
        postgres.killed_and_restarted().await?;
        ensure!(running(&mut serving)?, "a server ended when the database did");
    }
    received(&crowd, 10).await?;
    crowd.ends().await?;
    for server in &mut serving {
        server.kill().await?;
    }

    // One of the two reaches it through connections that break.
    let proxy = Proxy::before(postgres.port, LIFE, plan.seed).await?;
    let (one, two) = (one.with("MADOGUCHI_DATABASE_URL", &address(proxy.port, "madoguchi")), two);
    let mut serving = [one.serve().await?, two.serve().await?];
    let crowd = Crowd::begins((&urls, SLUG, "c"), &ledger, MANNER)?;
    let enough = proxy.cuts() + plan.count * 4;
    let cut = tokio::time::timeout(Duration::from_secs(600), async {
        while proxy.cuts() < enough {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    cut.await.map_err(|_| anyhow::anyhow!("only {} connections were cut", proxy.cuts()))?;
    ensure!(running(&mut serving)?, "a server ended when its connection did");
    crowd.ends().await?;
    for server in &mut serving {
        server.kill().await?;
    }

    let one = one.with("MADOGUCHI_DATABASE_URL", &database);
    let mut last = one.serve().await?;
    crowd::settle(&one.base_url(), SLUG, &ledger).await?;
    last.kill().await?;
    let figures = ledger.compare(&one.export(SLUG).await?)?;
    ensure!(figures.acknowledged == figures.sent, "not everybody has a receipt: {figures}");
    kill::finish_mails(&one, &database).await?;
    // A mail whose "done" could not be written comes again.
    let most = (plan.count * 2 + proxy.cuts() + 4) * kill::UNDER_WAY;
    let doubled = kill::check_mails(&mails, &ledger, most)?;
    println!(
        "{} kills of PostgreSQL, {} connections cut, two processes: {figures}; {doubled} mails came twice",
        plan.count,
        proxy.cuts()
    );
    Ok(())
}

/// Waits until so many more are received.
async fn received(crowd: &Crowd, more: usize) -> anyhow::Result<()> {
    let until = crowd.received() + more;
    let waited = tokio::time::timeout(Duration::from_secs(120), async {
        while crowd.received() < until {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    });
    waited.await.map_err(|_| anyhow::anyhow!("nothing is received any more"))
}

fn running(serving: &mut [Serving]) -> anyhow::Result<bool> {
    serving.iter_mut().try_fold(true, |all, server| Ok(all && server.is_running()?))
}
