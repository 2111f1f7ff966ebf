//! Nine o'clock: booking opens, fifty times as many people as there are places come within a minute, half of them in its
//! first sixth, and everybody looks at pages meanwhile: half as many as a handler with constant bytes answers on this
//! machine when nothing else happens. The generator is open (what is due is sent, however slow the answers are, and times
//! count from when it was due) and pinned to one core; staff look at their list all the while.

mod crowd;

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, ensure};
use madoguchi::slots::reconcile::reconcile;
use sea_orm::{ConnectionTrait, Database, Statement};

use self::crowd::{Plan, Seen};
use crate::calendar::{Hall, TIMES};
use crate::floor;
use crate::load::{self, Load};
use crate::report::Report;
use crate::stand::Stand;

/// How much comes.
#[derive(Clone, Copy)]
pub struct Size {
    /// People who want a place.
    pub clients: usize,
    /// Places of each of the [`TIMES`] slots.
    pub capacity: u64,
    /// Within so long.
    pub length: Duration,
}

/// The whole of it.
pub const WHOLE: Size = Size { clients: 50_000, capacity: 50, length: Duration::from_secs(60) };
/// Shows that it works.
pub const QUICK: Size = Size { clients: 1_000, capacity: 1, length: Duration::from_secs(3) };

/// At most so long for all but one in a hundred of those who got a place, and for the list of staff.
const WORST: Duration = Duration::from_secs(1);
const SLUG: &str = "nine";

/// Measures and reports.
pub async fn measure(stand: &Stand, token: &str, database: &str, size: Size, report: &Report) -> anyhow::Result<()> {
    let hall = Hall::open(stand, token, SLUG, 1, size.capacity).await?;
    let form = madoguchi::forms::store::by_slug(stand.app.db.read(), stand.organization, SLUG).await?;
    let form = form.context("the form is gone")?.id;
    let get = |path: &str, more: &str| {
        format!("GET {path} HTTP/1.1\r\nHost: {}\r\nAccept-Encoding: gzip, br\r\n{more}\r\n", stand.address)
            .into_bytes()
    };
    let pages = vec![get(&format!("/f/{SLUG}"), ""), get(&format!("/f/{SLUG}/form"), "")];
    let length = load::body_length(stand.address, &pages[1]).await?;
    let floor = static_floor(length, size.length / 10).await?;
    let plan = Plan {
        address: stand.address,
        pages,
        pages_per_second: floor / 2.0,
        size,
        slug: SLUG.to_owned(),
        slots: hall.slots.clone(),
        list: get(&format!("/api/v1/staff/forms/{form}/submissions"), &format!("Authorization: Bearer {token}\r\n")),
    };
    // What runs beside the server in every process.
    let worker = tokio::spawn(madoguchi::jobs::work(stand.app.clone()));
    let app = stand.app.clone();
    let watcher = tokio::spawn(async move {
        let mut ticks = tokio::time::interval(Duration::from_secs(1));
        loop {
            ticks.tick().await;
            let _shown_within_the_next_second = app.slots.refresh(&app.db, app.clock.now()).await;
        }
    });
    let plan = Arc::new(plan);
    let seen = tokio::task::spawn_blocking({
        let plan = plan.clone();
        move || crowd::comes(&plan)
    })
    .await??;
    worker.abort();
    watcher.abort();
    let booked = booked(stand).await?;
    say(&plan, database, floor, &seen, booked, report);
    let differences = reconcile(&stand.app, stand.organization, false).await?;
    ensure!(differences.is_empty(), "what is taken of slots is not what is booked: {differences:?}");
    Ok(())
}

/// A constant page, as often as it goes.
async fn static_floor(length: usize, span: Duration) -> anyhow::Result<f64> {
    let (address, server) = floor::static_page(length)?;
    let page = format!("GET / HTTP/1.1\r\nHost: {address}\r\n\r\n").into_bytes();
    let load = Load { address, connections: 64, span, request: move |_, _| page.clone(), status: 200 };
    let floor = load::run("constant bytes", load).await?;
    server.stop(false).await;
    Ok(floor.per_second)
}

async fn booked(stand: &Stand) -> anyhow::Result<u64> {
    let db = Database::connect(stand.app.config.database_url()).await?;
    let sql = format!(
        "SELECT count(*) FROM booking WHERE state = 'active' AND calendar_id = (SELECT id FROM calendar WHERE key = '{SLUG}')"
    );
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await?.context("a count")?;
    let count: i64 = row.try_get_by_index(0)?;
    db.close().await?;
    Ok(u64::try_from(count)?)
}

fn say(plan: &Plan, database: &str, floor: f64, seen: &Seen, booked: u64, report: &Report) {
    let (size, places) = (plan.size, plan.size.capacity * TIMES as u64);
    report.note(&format!(
        "nine o'clock, {database}: {} people for {places} places within {} s, {:.0} pages a second offered (constant bytes: {floor:.0})",
        size.clients,
        size.length.as_secs(),
        plan.pages_per_second,
    ));
    let rate = seen.pages.len() as f64 / size.length.as_secs_f64();
    report.line(
        "pages",
        &format!("{rate:.0} a second answered, p50 {}, p99 {}", at(&seen.pages, 0.5), at(&seen.pages, 0.99)),
    );
    report.line(
        "booked",
        &format!("{} told, p50 {}, p99 {}", seen.booked.len(), at(&seen.booked, 0.5), at(&seen.booked, 0.99)),
    );
    report.line(
        "refused",
        &format!("{} told, p50 {}, p99 {}", seen.refused.len(), at(&seen.refused, 0.5), at(&seen.refused, 0.99)),
    );
    report.line("again", &format!("{} asked to come again, and came", seen.unavailable));
    report.line(
        "staff list",
        &format!("{} times, p50 {}, worst {}", seen.lists.len(), at(&seen.lists, 0.5), at(&seen.lists, 1.0)),
    );
    let all = seen.booked.len() + seen.refused.len();
    report.check(&format!("a final answer for everybody ({all} of {})", size.clients), all == size.clients);
    report.check("no other answer than booked, full, or come again", seen.others.is_empty());
    for (status, count) in &seen.others {
        report.line("other", &format!("{status}: {count}"));
    }
    report
        .check(&format!("exactly {places} booked ({booked})"), booked == places && seen.booked.len() as u64 == places);
    report.at_most("p99 of the booked", share(&seen.booked, 0.99), WORST);
    report.at_most("the staff list", share(&seen.lists, 1.0), WORST);
}

/// The times are sorted.
fn share(times: &[Duration], share: f64) -> Option<Duration> {
    times.get((times.len().saturating_sub(1) as f64 * share) as usize).copied()
}

fn at(times: &[Duration], of: f64) -> String {
    share(times, of).map_or("-".to_owned(), |time| format!("{:.1} ms", time.as_secs_f64() * 1000.0))
}
