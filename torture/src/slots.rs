//! Nine o'clock: tens of thousands of clients, twenty times with fifty places each, who book, are refused, cancel and book
//! again. Each answer is written down with the instants of question and answer, and a judge decides for each time whether
//! a counter with fifty places explains what was said ([`linear`]): no place sold twice, nobody refused while one was free.
//! Then everybody wants a place and nobody cancels: exactly a thousand have one, in the answers, in the bookings and in the
//! counts. On SQLite with one process, on PostgreSQL with one and with two.

mod calendar;
mod crowd;
mod linear;
#[cfg(test)]
mod linear_tests;
mod visitor;

use std::collections::HashMap;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, ensure};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};

use self::calendar::{CAPACITY, SLOTS};
use self::crowd::Crowd;
use self::linear::{Operation, What, taken_after};
use crate::Plan;
use crate::postgres::{Postgres, address};
use crate::program::{Program, Serving, folder};

const SLUG: &str = "nine";
/// Requests under way at a time.
const AT_ONCE: usize = 256;

pub(crate) async fn run(plan: &Plan) -> anyhow::Result<()> {
    let place = folder("slots")?;
    let program = Program::new(&plan.program, &place.path().join("sqlite"))?;
    let url = format!("sqlite:{}", program.data().join("madoguchi.db").display());
    on(plan, "SQLite, one process", &[program], &url).await?;
    let postgres = Postgres::start(place.path()).await?;
    for (name, title) in [("one", "PostgreSQL, one process"), ("two", "PostgreSQL, two processes")] {
        postgres.connect("postgres").await?.execute_unprepared(&format!("CREATE DATABASE slots_{name}")).await?;
        let url = address(postgres.port, &format!("slots_{name}"));
        let first = on_postgres(&plan.program, &place.path().join(name), &url)?;
        let mut programs = vec![first];
        if name == "two" {
            programs.push(programs[0].another()?);
        }
        on(plan, title, &programs, &url).await?;
    }
    Ok(())
}

fn on_postgres(binary: &Path, folder: &Path, url: &str) -> anyhow::Result<Program> {
    Ok(Program::new(binary, folder)?.with("MADOGUCHI_DATABASE_URL", url))
}

async fn on(plan: &Plan, title: &str, programs: &[Program], url: &str) -> anyhow::Result<()> {
    calendar::open(&programs[0], SLUG).await?;
    let mut serving: Vec<Serving> = Vec::new();
    for program in programs {
        serving.push(program.serve().await?);
    }
    let urls: Vec<String> = programs.iter().map(Program::base_url).collect();
    let slots = calendar::slots(&urls[0], SLUG).await?;
    let began = Instant::now();
    let crowd = Crowd::of(&urls, SLUG, &slots, plan)?;
    crowd.comes_and_goes(plan.count, AT_ONCE).await?;
    let took = began.elapsed();
    let rush = crowd.history();
    judge(&rush, None)?;
    let db = connect(url).await?;
    agree(&db, &slots, &rush).await?;

    crowd.fills(AT_ONCE).await?;
    let whole = crowd.history();
    judge(&whole, Some(CAPACITY))?;
    agree(&db, &slots, &whole).await?;
    let active = number(&db, "SELECT count(*) FROM booking WHERE state = 'active'").await?;
    ensure!(active == (SLOTS * CAPACITY) as i64, "{active} bookings are active");
    for server in &mut serving {
        server.kill().await?;
    }
    // Ends with 1, and so with an error here, where counts and bookings differ.
    programs[0].run(&["slots", "reconcile"]).await?;
    let count = |what| rush.iter().flatten().filter(|operation| operation.what == what).count();
    ensure!(count(What::Refused) > 0 && count(What::Cancelled) > 0, "too few came: nothing is proved");
    let all: usize = rush.iter().map(Vec::len).sum();
    println!(
        "{title}: {} clients, {} booked, {} refused, {} cancelled, {:.0} a second; every slot is explained, {active} at the end",
        plan.count,
        count(What::Booked),
        count(What::Refused),
        count(What::Cancelled),
        all as f64 / took.as_secs_f64()
    );
    Ok(())
}

/// Decides for each slot; all have so many at the end, where that is known.
fn judge(history: &[Vec<Operation>], expected: Option<usize>) -> anyhow::Result<()> {
    for (index, operations) in history.iter().enumerate() {
        let taken =
            taken_after(operations, CAPACITY).map_err(|violation| anyhow::anyhow!("slot {index}: {violation}"))?;
        ensure!(expected.is_none_or(|expected| taken == expected), "slot {index}: {taken} are taken at the end");
    }
    Ok(())
}

/// What the clients were told is what is in the database, slot by slot.
async fn agree(db: &DatabaseConnection, slots: &[String], history: &[Vec<Operation>]) -> anyhow::Result<()> {
    let id = match db.get_database_backend() {
        DbBackend::Sqlite => "lower(hex(s.id))",
        _ => "replace(CAST(s.id AS text), '-', '')",
    };
    let sql = format!(
        "SELECT {id}, s.taken, (SELECT count(*) FROM booking b WHERE b.slot_id = s.id AND b.state = 'active') FROM slot s"
    );
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    let mut there: HashMap<String, (i64, i64)> = HashMap::new();
    for row in rows {
        there.insert(row.try_get_by_index(0)?, (row.try_get_by_index(1)?, row.try_get_by_index(2)?));
    }
    for (slot, operations) in slots.iter().zip(history) {
        let count = |what| operations.iter().filter(|operation| operation.what == what).count() as i64;
        let told = count(What::Booked) - count(What::Cancelled);
        let name = slot.rsplit('_').next().unwrap_or_default();
        let (taken, booked) = *there.get(name).with_context(|| format!("{slot} is gone"))?;
        ensure!((taken, booked) == (told, told), "{slot}: told {told}, counted {taken}, booked {booked}");
    }
    Ok(())
}

async fn connect(url: &str) -> anyhow::Result<DatabaseConnection> {
    let mut options = sea_orm::ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    Ok(Database::connect(options).await?)
}

async fn number(db: &DatabaseConnection, sql: &str) -> anyhow::Result<i64> {
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await?.context("a number")?;
    Ok(row.try_get_by_index(0)?)
}
