//! One file per kind of job: the only place where the queue meets the features.

mod case;
mod deliver_webhook;
mod notify_department;
mod publish_planned;
mod reason;
mod recipients;
mod reconcile_slots;
mod send_booking;
mod send_digest;
mod send_news;
mod send_receipt;
mod send_saved;
mod tell_administrators;

pub use send_booking::{BookingNews, closed_payload as closed_booking_payload, payload as booking_payload};

use std::sync::Arc;

use futures_util::FutureExt;

use crate::app::App;
use crate::db::DbErr;
use crate::mail::{Mail, MailError};
use crate::queue::{Handlers, Job, JobError, Places, Worked, Worker};

/// Mails the receipt to the applicant.
pub const SEND_RECEIPT: &str = "send_receipt";
/// Mails the applicant that there is a message or a new state.
pub const SEND_NEWS: &str = "send_news";
/// Mails where a saved journey can be continued.
pub const SEND_SAVED: &str = "send_saved";
/// Makes a planned publication live.
pub const PUBLISH_PLANNED: &str = "publish_planned";
/// Mails the owner department that there is a new case.
pub const NOTIFY_DEPARTMENT: &str = "notify_department";
/// Mails the applicant what became of an appointment, or that it is near.
pub const SEND_BOOKING: &str = "send_booking";
/// Compares what is taken of slots with what is booked.
pub const RECONCILE_SLOTS: &str = "reconcile_slots";
/// Mails staff once a day what came in.
pub const SEND_DIGEST: &str = "send_digest";

/// Tells the system a form names that something happened.
pub const DELIVER_WEBHOOK: &str = "deliver_webhook";
/// Mails an administrator that something does not get through.
pub const TELL_ADMINISTRATORS: &str = "tell_administrators";

/// Other people's web servers that are spoken to at a time.
const WEB_PLACES: usize = 4;
/// Jobs at a time that occupy nothing but the database.
const OWN_PLACES: usize = 2;

/// Works on the outbox until `app.wake` says stop.
pub async fn work(app: Arc<App>) {
    let wake = app.wake.clone();
    worker(app).run(wake).await;
}

/// Does all jobs that are due and returns how many attempts were made: for commands and tests.
///
/// # Errors
/// The database's.
pub async fn run_until_idle(app: &Arc<App>) -> Result<usize, DbErr> {
    worker(app.clone()).run_until_idle().await
}

fn worker(app: Arc<App>) -> Worker {
    let (db, clock, random) = (app.db.clone(), app.clock.clone(), app.random.clone());
    let places = Places { mail: app.config.smtp_connections as usize, web: WEB_PLACES, own: OWN_PLACES };
    let dying = app.clone();
    let handlers = Handlers {
        work: Arc::new(move |job| dispatch(app.clone(), job).boxed()),
        give_up: Arc::new(move |job| give_up(dying.clone(), job).boxed()),
        reason: reason::of,
    };
    Worker::new(db, clock, random, handlers, places)
}

async fn dispatch(app: Arc<App>, job: Job) -> Worked {
    let done = match job.kind.as_str() {
        SEND_RECEIPT => return send_receipt::run(&app, &job).await,
        SEND_NEWS => return send_news::run(&app, &job).await,
        SEND_BOOKING => return send_booking::run(&app, &job).await,
        SEND_SAVED => send_saved::run(&app, &job).await,
        PUBLISH_PLANNED => publish_planned::run(&app, &job).await,
        NOTIFY_DEPARTMENT => notify_department::run(&app, &job).await,
        RECONCILE_SLOTS => reconcile_slots::run(&app, &job).await,
        SEND_DIGEST => send_digest::run(&app, &job).await,
        DELIVER_WEBHOOK => deliver_webhook::run(&app, &job).await,
        TELL_ADMINISTRATORS => tell_administrators::run(&app, &job).await,
        // A newer version of the program may have enqueued it, and may come back.
        other => Err(JobError::Retry(anyhow::anyhow!("this version knows no job {other:?}"))),
    };
    done.map(|()| None)
}

/// Hands a mail over, when it is this job's turn.
async fn hand_over(app: &App, job: &Job, mail: Mail) -> Result<(), JobError> {
    Ok(job.alone(app.mailer.send(mail)).await??)
}

/// Whatever must be told about a job that is not tried again.
async fn give_up(app: Arc<App>, job: Job) -> Result<(), DbErr> {
    match job.kind.as_str() {
        SEND_RECEIPT | SEND_NEWS | SEND_BOOKING => case::mail_given_up(&app, &job).await,
        PUBLISH_PLANNED => publish_planned::given_up(&app, &job).await,
        _ => Ok(()),
    }
}

impl From<MailError> for JobError {
    fn from(error: MailError) -> Self {
        if error.is_final() { Self::Fail(error.into()) } else { Self::Retry(error.into()) }
    }
}
