//! Reminding applicants of their appointments: looks which are due and leaves the mail to a job. That somebody was reminded
//! is written with the job in one transaction, so nobody is reminded twice; moving an appointment makes it due again.

use jiff::civil::time;

use super::store::reminders as store;
use crate::app::App;
use crate::clock::Timestamp;
use crate::db::DbErr;
use crate::jobs;
use crate::queue::{self, NewJob};

/// Reminders go out from this hour of the day on, in the organization's time zone: nobody is woken.
const MORNING: i8 = 9;
/// How many are written in one transaction.
const BATCH: u64 = 200;

/// Enqueues the reminders that are due now; returns how many.
///
/// # Errors
/// The database's.
pub async fn plan(app: &App) -> Result<usize, DbErr> {
    let now = app.clock.now();
    let at = now.in_zone(&app.time_zone);
    if at.time() < time(MORNING, 0, 0, 0) {
        return Ok(0);
    }
    let midnight = at.start_of_day().map_or(now, |at| Timestamp::from_micros(at.timestamp().as_microsecond()));
    let mut planned = 0;
    loop {
        let due = store::due(app.db.read(), (at.date(), midnight), BATCH).await?;
        if due.is_empty() {
            break;
        }
        planned += remind(app, due, now).await?;
    }
    if planned > 0 {
        app.wake.ring();
    }
    Ok(planned)
}

async fn remind(app: &App, due: Vec<store::Due>, now: Timestamp) -> Result<usize, DbErr> {
    let random = app.random.clone();
    app.db
        .write::<_, DbErr, _>(move |transaction| {
            Box::pin(async move {
                let mut tasks = Vec::new();
                for one in &due {
                    // Another process may have been faster, or the appointment is another one since.
                    if store::remind(transaction, one, now).await? {
                        let payload =
                            jobs::booking_payload(one.submission_id, one.slot_id, jobs::BookingNews::Reminder);
                        tasks.push(NewJob::now(&random, now, one.organization_id, jobs::SEND_BOOKING, payload).bulk());
                    }
                }
                let planned = tasks.len();
                queue::store::enqueue(transaction, tasks, now).await?;
                Ok(planned)
            })
        })
        .await
}
