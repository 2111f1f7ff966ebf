//! Whether what slots say is taken is what bookings and live holds take. It always is; a difference is a fault of ours and
//! an alarm, and only who says so repairs it. Once a night, of each organization by one process: the work is a job.

use jiff::civil::Time;
use serde_json::json;
use uuid::Builder;

use super::store::reconcile::{self as store, Difference};
use crate::app::App;
use crate::audit;
use crate::clock::Timestamp;
use crate::db::entity::values::Lane;
use crate::db::{DbErr, Failure, failure};
use crate::ids::{JobId, OrganizationId, SlotId};
use crate::jobs;
use crate::queue::{self, NewJob};

/// When a night's comparison is due, in the time zone of the installation.
const NIGHT: i8 = 3;

/// Compares, logs every difference as an error, counts it, and writes it to the audit log; writes the counts right when
/// `is_repairing`. Returns the differences.
///
/// # Errors
/// The database's; what was compared until then is told.
pub async fn reconcile(app: &App, organization: OrganizationId, is_repairing: bool) -> Result<Vec<Difference>, DbErr> {
    let mut differences = Vec::new();
    let mut after = None;
    loop {
        let (found, last) = store::next(app.db.read(), organization, after).await?;
        if !found.is_empty() {
            // Two looks: a booking that is committed between reading slots and bookings is no difference.
            let slots = found.iter().map(|one| one.slot_id).collect();
            differences.extend(look_again(app, organization, slots, is_repairing).await?);
        }
        let Some(last) = last else { break };
        after = Some(last);
    }
    if is_repairing && !differences.is_empty() {
        super::change::show(app).await;
    }
    Ok(differences)
}

/// Compares these slots while they are held.
async fn look_again(
    app: &App,
    organization: OrganizationId,
    slots: Vec<SlotId>,
    is_repairing: bool,
) -> Result<Vec<Difference>, DbErr> {
    let (now, random) = (app.clock.now(), app.random.clone());
    let found = app
        .db
        .write::<_, DbErr, _>(move |transaction| {
            Box::pin(async move {
                let found = store::among(transaction, organization, &slots).await?;
                let mut events = Vec::new();
                for one in &found {
                    if is_repairing {
                        store::repair(transaction, organization, one, now).await?;
                    }
                    let action = if is_repairing { "slot.repaired" } else { "slot.differs" };
                    let event = audit::Event::new(&random, now, organization, action, ("slot", one.slot_id.0));
                    events.push(event.with(json!({ "taken": one.taken, "taken_online": one.taken_online,
                        "booked": one.booked, "booked_online": one.booked_online })));
                }
                audit::store::append(transaction, events).await?;
                Ok(found)
            })
        })
        .await?;
    for one in &found {
        tracing::error!(
            slot = %one.slot_id, taken = one.taken, taken_online = one.taken_online, booked = one.booked,
            booked_online = one.booked_online, is_repairing, "what is taken of a slot is not what is booked"
        );
    }
    metrics::counter!("madoguchi_slot_differences_total").increment(found.len() as u64);
    Ok(found)
}

/// Leaves tonight's comparison to a job of each organization that has a calendar, unless somebody has; returns how many
/// were left. The job's identifier is made of the night and the organization, so that of all processes one succeeds; a
/// night that was missed is made up for after the next start.
///
/// # Errors
/// The database's.
pub async fn plan(app: &App) -> Result<usize, DbErr> {
    let now = app.clock.now();
    let at = now.in_zone(&app.time_zone);
    let Ok(night) = at.date().to_datetime(Time::constant(NIGHT, 0, 0, 0)).to_zoned(app.time_zone.clone()) else {
        return Ok(0);
    };
    let night = Timestamp::from_micros(night.timestamp().as_microsecond());
    if now < night {
        return Ok(0);
    }
    let mut planned = 0;
    for organization in store::organizations(app.db.read()).await? {
        let id = job_id(app, organization, night);
        if queue::store::is_there(app.db.read(), id).await? {
            continue;
        }
        let job = NewJob::now(&app.random, now, organization, jobs::RECONCILE_SLOTS, json!({}));
        let job = NewJob { id, ..job.over(Lane::Own).bulk() };
        let left = app
            .db
            .write::<_, DbErr, _>(move |transaction| Box::pin(queue::store::enqueue(transaction, vec![job], now)))
            .await;
        match left {
            Ok(()) => planned += 1,
            // Another process was faster.
            Err(error) if failure(&error) == Failure::Unique => {}
            Err(error) => return Err(error),
        }
    }
    if planned > 0 {
        app.wake.ring();
    }
    Ok(planned)
}

/// One identifier for each organization and night, in the order of time as all are.
fn job_id(app: &App, organization: OrganizationId, night: Timestamp) -> JobId {
    let digest = app.vault.digest(&[b"reconcile", organization.0.as_bytes(), &night.micros().to_be_bytes()]);
    let mut rest = [0; 10];
    rest.copy_from_slice(&digest[..10]);
    let milliseconds = u64::try_from(night.micros() / 1000).unwrap_or_default();
    JobId(Builder::from_unix_timestamp_millis(milliseconds, &rest).into_uuid())
}
