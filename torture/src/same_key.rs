//! Two submissions under one key, five times each at once, for many keys: one row and one answer for each, and never another
//! answer under a key that was used. On SQLite and on PostgreSQL.

use std::time::Duration;

use anyhow::{bail, ensure};
use futures_util::StreamExt;
use futures_util::future::join_all;
use futures_util::stream;
use serde_json::Value;
use tokio::time::timeout;

use crate::client::{Answer, Client, document};
use crate::ledger::{Ledger, answers};
use crate::postgres::{Postgres, address};
use crate::program::{Program, folder};
use crate::{DatabaseKind, Plan};

const SLUG: &str = "same";
const AT_ONCE: usize = 10;
/// Keys side by side.
const KEYS: usize = 16;
/// How long one key may take.
const PATIENCE: Duration = Duration::from_secs(180);

pub(crate) async fn run(plan: &Plan) -> anyhow::Result<()> {
    let place = folder("same-key")?;
    if plan.is_on(DatabaseKind::Sqlite) {
        on(plan, "SQLite", Program::new(&plan.program, &place.path().join("sqlite"))?).await?;
    }
    if !plan.is_on(DatabaseKind::Postgres) {
        return Ok(());
    }
    let postgres = Postgres::start(place.path()).await?;
    let program = Program::new(&plan.program, &place.path().join("on-postgres"))?;
    on(plan, "PostgreSQL", program.with("MADOGUCHI_DATABASE_URL", &address(postgres.port, "madoguchi"))).await
}

async fn on(plan: &Plan, database: &str, program: Program) -> anyhow::Result<()> {
    program.publish(SLUG, &document()).await?;
    let mut serving = program.serve().await?;
    let (client, ledger) = (Client::new(&program.base_url())?, Ledger::default());
    let mut ended = stream::iter(0..plan.count).map(|number| one(&client, &ledger, number)).buffer_unordered(KEYS);
    while let Some(ended) = timeout(PATIENCE, ended.next()).await? {
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
    let mut other = answers.clone();
    other["memo"] = "別の内容".into();
    // Half of them have other answers: those of whoever comes first are received, the others are refused.
    let bodies = [&answers, &other];
    let all = join_all((0..AT_ONCE).map(|index| answered(client, &key, bodies[index % 2]))).await;
    let Some(first) = all.iter().position(|answer| matches!(answer, Answer::Received(_))) else {
        bail!("{key}: nobody was received: {all:?}")
    };
    ledger.sends(&key, bodies[first % 2]);
    let refused = Answer::Refused(422, "idempotency-key-reused".to_owned());
    for (index, answer) in all.into_iter().enumerate() {
        match answer {
            Answer::Received(receipt) if index % 2 == first % 2 => ledger.acknowledged(&key, receipt)?,
            answer if index % 2 != first % 2 && answer == refused => {}
            answer => bail!("{key}, body {}: {answer:?}", index % 2),
        }
    }
    let late = answered(client, &key, bodies[(first + 1) % 2]).await;
    ensure!(late == refused, "{key} with other answers: {late:?}");
    Ok(())
}

/// A server closes a connection on which nothing came for a while, perhaps in the moment something comes (or answers 408,
/// where the machine was too busy to send it): then the client has no answer and asks again, as it would of any server. One
/// that waits in vain is another matter.
async fn answered(client: &Client, key: &str, body: &Value) -> Answer {
    for _ in 0..5 {
        match client.submit(SLUG, key, body).await {
            Answer::Nothing(why) if !why.contains("TimedOut") => {}
            answer => return answer,
        }
    }
    Answer::Nothing("five connections were closed without an answer".to_owned())
}
