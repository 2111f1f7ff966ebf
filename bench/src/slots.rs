//! Appointments: bookings of one slot that everybody wants, and of two hundred, against the same form without an
//! appointment; and refusals of slots that are full, against a handler that answers with as many constant bytes.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::Context as _;

use crate::calendar::{self, Hall};
use crate::floor;
use crate::load::{self, Load};
use crate::report::{Figure, Report};
use crate::stand::Stand;

const CONNECTIONS: usize = 64;
/// Both sides of the refusals take turns.
const ROUNDS: u32 = 4;
/// The share of the static floor that refusals are to reach.
const GOAL: f64 = 0.8;
/// More than can be booked while a figure is taken.
const ENDLESS: u64 = 1_000_000_000;

/// Measures and reports.
pub async fn measure(
    stand: &Stand,
    token: &str,
    database: &str,
    span: Duration,
    report: &Report,
) -> anyhow::Result<()> {
    let hall = Hall::open(stand, token, "hall-open", 10, ENDLESS).await?;
    calendar::without_appointments(stand, "hall-none").await?;
    let none = Hall { slug: "hall-none".to_owned(), slots: vec!["いつでも".to_owned()] };
    let floor = bookings(stand, &none, 1, span).await?;
    let floor = Figure { what: "the same form without an appointment".to_owned(), ..floor };
    for count in [1, hall.slots.len()] {
        let ours = bookings(stand, &hall, count, span).await?;
        let ours = Figure { what: format!("{count} slots, {CONNECTIONS} connections"), ..ours };
        report.compare(&format!("bookings, {database}, slots: {count}"), "bookings", &ours, &floor);
    }
    for places in [1, 10] {
        refusals(stand, token, database, places, span, report).await?;
    }
    Ok(())
}

static RUN: AtomicU64 = AtomicU64::new(0);

async fn bookings(stand: &Stand, hall: &Hall, count: usize, span: Duration) -> anyhow::Result<Figure> {
    load::run("bookings", load_of(stand, hall, count, (span, 201))).await
}

fn load_of(
    stand: &Stand,
    hall: &Hall,
    count: usize,
    (span, status): (Duration, u16),
) -> Load<impl Fn(usize, u64) -> Vec<u8> + Send + Sync + use<>> {
    let run = RUN.fetch_add(1, Ordering::Relaxed);
    let (host, slug, slots) = (stand.address.to_string(), hall.slug.clone(), hall.slots.clone());
    let request = move |connection: usize, number: u64| {
        // Spread without a generator of chance: a prime step through the slots.
        let slot = (connection * 7919 + usize::try_from(number).unwrap_or_default() * 31) % count;
        calendar::booking(&host, &slug, &slots[slot], &format!("b{run}-{connection}-{number}"))
    };
    Load { address: stand.address, connections: CONNECTIONS, span, request, status }
}

async fn refusals(
    stand: &Stand,
    token: &str,
    database: &str,
    places: usize,
    span: Duration,
    report: &Report,
) -> anyhow::Result<()> {
    let hall = Hall::open(stand, token, &format!("hall-full-{places}"), places, 1).await?;
    // One slot, and all of them.
    let count = if places == 1 { 1 } else { hall.slots.len() };
    for (number, slot) in hall.slots.iter().take(count).enumerate() {
        let mut talk = load::Talk::with(stand.address).await?;
        let (status, _) = talk.say(&hall.booking(stand, slot, &format!("fill-{number}"))).await?;
        anyhow::ensure!(status == 201, "a free slot is answered {status}");
    }
    stand.app.slots.refresh(&stand.app.db, stand.app.clock.now()).await?;
    let mut talk = load::Talk::with(stand.address).await?;
    let (status, body) = talk.say(&hall.booking(stand, &hall.slots[0], "too-late")).await?;
    anyhow::ensure!(status == 409, "a full slot is answered {status}");
    let (address, server) = floor::static_page(body.len())?;
    let page = Arc::new(format!("GET / HTTP/1.1\r\nHost: {address}\r\n\r\n").into_bytes());
    let (mut ours, mut floors) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let what = format!("{count} full slots, {} bytes", body.len());
        ours.push(load::run(&what, load_of(stand, &hall, count, (span / ROUNDS, 409))).await?);
        let page = page.clone();
        let get = Load {
            address,
            connections: CONNECTIONS,
            span: span / ROUNDS,
            request: move |_, _| page.to_vec(),
            status: 200,
        };
        floors.push(load::run(&format!("actix handler with {} constant bytes", body.len()), get).await?);
    }
    server.stop(false).await;
    let ours = Figure::of_rounds(&ours).context("no round")?;
    let floor = Figure::of_rounds(&floors).context("no round")?;
    report.compare(&format!("refusals, {database}, full slots: {count}"), "refusals", &ours, &floor);
    report.goal(&ours, &floor, GOAL);
    Ok(())
}
