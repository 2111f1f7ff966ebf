//! The generator: one thread on one core.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use rustix::thread::{CpuSet, sched_setaffinity};
use tokio::sync::Semaphore;

use super::Size;
use crate::calendar;
use crate::load::Talk;

/// Connections for pages, and for those who book; whoever is due and has none waits for one, and that counts.
const PAGE_CONNECTIONS: usize = 64;
const BOOKING_CONNECTIONS: usize = 400;
/// How often staff look.
const LOOK: Duration = Duration::from_millis(500);
/// The most attempts of one person, and how long everybody may take after the end.
const TRIES: usize = 100;
const PATIENCE: Duration = Duration::from_secs(120);

/// What is sent.
pub(super) struct Plan {
    pub(super) address: SocketAddr,
    pub(super) pages: Vec<Vec<u8>>,
    pub(super) pages_per_second: f64,
    pub(super) size: Size,
    pub(super) slug: String,
    pub(super) slots: Vec<String>,
    pub(super) list: Vec<u8>,
}

impl Plan {
    /// When somebody comes: half of all in the first sixth.
    fn due(&self, index: usize) -> Duration {
        let share = index as f64 / self.size.clients as f64;
        let (first, length) = (1.0 / 6.0, self.size.length.as_secs_f64());
        let at = if share < 0.5 { share * 2.0 * first } else { first + (share - 0.5) * 2.0 * (1.0 - first) };
        Duration::from_secs_f64(at * length)
    }
}

/// What was seen. Times count from when something was due; sorted.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) pages: Vec<Duration>,
    pub(super) booked: Vec<Duration>,
    pub(super) refused: Vec<Duration>,
    pub(super) lists: Vec<Duration>,
    /// How many times somebody was asked to come again.
    pub(super) unavailable: usize,
    /// Any other answer, by its status; 0: none came.
    pub(super) others: BTreeMap<u16, usize>,
}

/// Sends everything and returns when everybody has a final answer. Not to be called in an asynchronous task.
pub(super) fn comes(plan: &Arc<Plan>) -> anyhow::Result<Seen> {
    let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let mut core = CpuSet::new();
    core.set(processors - 1);
    sched_setaffinity(None, &core).context("the generator cannot be pinned to one core")?;
    let seen = tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(run(plan.clone()));
    // The thread is used again.
    let mut all = CpuSet::new();
    (0..processors).for_each(|one| all.set(one));
    sched_setaffinity(None, &all)?;
    seen
}

type Shared = Arc<Mutex<Seen>>;

fn hold<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn run(plan: Arc<Plan>) -> anyhow::Result<Seen> {
    let seen: Shared = Shared::default();
    let began = Instant::now() + Duration::from_millis(200);
    let mut tasks = Vec::new();
    for index in 0..PAGE_CONNECTIONS {
        tasks.push(tokio::spawn(pages(plan.clone(), seen.clone(), index, began)));
    }
    tasks.push(tokio::spawn(staff(plan.clone(), seen.clone(), began)));
    let line = Arc::new(Line { free: Mutex::default(), places: Semaphore::new(BOOKING_CONNECTIONS) });
    for index in 0..plan.size.clients {
        let due = began + plan.due(index);
        if due > Instant::now() {
            tokio::time::sleep_until(due.into()).await;
        }
        let (plan, seen, line) = (plan.clone(), seen.clone(), line.clone());
        tasks.push(tokio::spawn(async move {
            person(&plan, &seen, &line, index, due).await;
            Ok(())
        }));
    }
    let all = futures_util::future::try_join_all(tasks);
    let ended = tokio::time::timeout(plan.size.length + PATIENCE, all).await;
    ended.context("somebody never gets a final answer")??.into_iter().collect::<anyhow::Result<()>>()?;
    let mut seen = std::mem::take(&mut *hold(&seen));
    for times in [&mut seen.pages, &mut seen.booked, &mut seen.refused, &mut seen.lists] {
        times.sort_unstable();
    }
    Ok(seen)
}

async fn pages(plan: Arc<Plan>, seen: Shared, index: usize, began: Instant) -> anyhow::Result<()> {
    let mut talk = Talk::with(plan.address).await?;
    let mut times = Vec::new();
    for number in 0_u32.. {
        let nth = f64::from(number) * PAGE_CONNECTIONS as f64 + index as f64;
        let due = began + Duration::from_secs_f64(nth / plan.pages_per_second);
        if due.max(Instant::now()) >= began + plan.size.length {
            break;
        }
        if due > Instant::now() {
            tokio::time::sleep_until(due.into()).await;
        }
        let page = &plan.pages[(index + number as usize) % plan.pages.len()];
        let status = talk.ask(page).await?;
        ensure!(status == 200, "a page is answered {status}");
        times.push(due.elapsed());
    }
    hold(&seen).pages.extend(times);
    Ok(())
}

async fn staff(plan: Arc<Plan>, seen: Shared, began: Instant) -> anyhow::Result<()> {
    let mut talk = Talk::with(plan.address).await?;
    let mut due = began;
    while due < began + plan.size.length {
        tokio::time::sleep_until(due.into()).await;
        let status = talk.ask(&plan.list).await?;
        ensure!(status == 200, "the staff list is answered {status}");
        hold(&seen).lists.push(due.elapsed());
        due += LOOK;
    }
    Ok(())
}

/// Connections that are kept alive.
struct Line {
    free: Mutex<Vec<Talk>>,
    places: Semaphore,
}

/// Asks until there is a final answer.
async fn person(plan: &Plan, seen: &Shared, line: &Line, index: usize, due: Instant) {
    let slot = &plan.slots[index * 7919 % plan.slots.len()];
    let request = calendar::booking(&plan.address.to_string(), &plan.slug, slot, &format!("nine-{index}"));
    for _ in 0..TRIES {
        match once(plan, line, &request).await {
            Ok((201, _)) => return hold(seen).booked.push(due.elapsed()),
            Ok((409, _)) => return hold(seen).refused.push(due.elapsed()),
            Ok((503, Some(pause))) => {
                hold(seen).unavailable += 1;
                tokio::time::sleep(Duration::from_secs(pause)).await;
            }
            Ok((status, _)) => return *hold(seen).others.entry(status).or_default() += 1,
            Err(_) => *hold(seen).others.entry(0).or_default() += 1,
        }
    }
}

async fn once(plan: &Plan, line: &Line, request: &[u8]) -> anyhow::Result<(u16, Option<u64>)> {
    let _place = line.places.acquire().await?;
    let kept = hold(&line.free).pop();
    let mut talk = match kept {
        Some(talk) => talk,
        None => Talk::with(plan.address).await?,
    };
    let status = talk.ask(request).await?;
    let pause = talk.header("\r\nretry-after: ").and_then(|seconds| seconds.trim().parse().ok());
    hold(&line.free).push(talk);
    Ok((status, pause))
}
