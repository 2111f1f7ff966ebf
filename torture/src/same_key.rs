//! The same submission ten times at once, for many keys: one row and one answer for each; and never another answer under a
//! key that was used. On SQLite and, where a server is installed, on PostgreSQL.

use anyhow::{bail, ensure};
use futures_util::StreamExt;
use futures_util::future::join_all;
use futures_util::stream;

use crate::client::{Answer, Client, document};
use crate::ledger::{Ledger, answers};
use crate::postgres::{Postgres, address};
use crate::program::{Program, folder};
use crate::{Missing, Plan};

const SLUG: &str = "same";
const AT_ONCE: usize = 10;
/// Keys side by side.
const KEYS: usize = 16;

pub(crate) async fn run(plan: &Plan) -> anyhow::Result<()> {
    let place = folder("same-key")?;
    on(plan, "SQLite", Program::new(&plan.program, &place.path().join("sqlite"))?).await?;
    match Postgres::start(place.path()).await {
        Ok(postgres) => {
            let program = Program::new(&plan.program, &place.path().join("on-postgres"))?;
            on(plan, "PostgreSQL", program.with("MADOGUCHI_DATABASE_URL", &address(postgres.port, "madoguchi"))).await
        }
        Err(error) if error.is::<Missing>() => bail!(error),
        Err(error) => Err(error),
    }
}

async fn on(plan: &Plan, database: &str, program: Program) -> anyhow::Result<()> {
    program.publish(SLUG, &document()).await?;
    let mut serving = program.serve().await?;
    let (client, ledger) = (Client::new(&program.base_url())?, Ledger::default());
    let mut ended = stream::iter(0..plan.count).map(|number| one(&client, &ledger, number)).buffer_unordered(KEYS);
    while let Some(ended) = ended.next().await {
        ended?;
    }
    drop(ended);
    serving.kill().await?;
    let figures = ledger.compare(&program.export(SLUG).await?)?;
    ensure!(figures.acknowledged == plan.count, "{figures}");
    println!("{database}: {} keys, {AT_ONCE} times at once each: {figures}", plan.count);
    Ok(())
}

async fn one(client: &Client, ledger: &Ledger, number: usize) -> anyhow::Result<()> {
    let key = format!("s{number}");
    let answers = answers(&key);
    ledger.sends(&key, &answers);
    for answer in join_all((0..AT_ONCE).map(|_| client.submit(SLUG, &key, &answers))).await {
        match answer {
            Answer::Received(receipt) => ledger.acknowledged(&key, receipt)?,
            other => bail!("{key}: {other:?}"),
        }
    }
    let mut other = answers;
    other["memo"] = "別の内容".into();
    let refused = client.submit(SLUG, &key, &other).await;
    let expected = Answer::Refused(422, "idempotency-key-reused".to_owned());
    ensure!(refused == expected, "{key} with other answers: {refused:?}");
    Ok(())
}
