//! Tells the administrators by mail that something is stuck: at most once a day for each organization. When the mail server
//! itself is away this mail waits as all others do; the figures and the page in the staff UI do not.

use serde_json::json;

use super::store::alarm as store;
use crate::app::App;
use crate::clock::Timestamp;
use crate::db::DbErr;
use crate::ids::OrganizationId;
use crate::jobs;
use crate::queue::{self, NewJob};

/// A due job that has waited so long is an alarm.
const OLD_SECONDS: i64 = 30 * 60;
/// Not more often.
const PAUSE_SECONDS: i64 = 24 * 60 * 60;

/// Enqueues the mails of the organizations that need one; how many organizations.
///
/// # Errors
/// The database's.
pub async fn plan(app: &App) -> Result<usize, DbErr> {
    let now = app.clock.now();
    let mut told = 0;
    for organization in app.organizations.all(&app.db).await?.iter() {
        let before = store::told_at(app.db.read(), organization.id).await?;
        if before.is_some_and(|before| now < before.plus_seconds(PAUSE_SECONDS)) {
            continue;
        }
        let (given_up, waits) = store::worst(app.db.read(), organization.id, now).await?;
        let is_news = given_up.is_some_and(|at| before.is_none_or(|before| at > before));
        if is_news || waits.is_some_and(|since| since <= now.plus_seconds(-OLD_SECONDS)) {
            told += usize::from(tell(app, organization.id, before, now).await?);
        }
    }
    if told > 0 {
        app.wake.ring();
    }
    Ok(told)
}

async fn tell(
    app: &App,
    organization: OrganizationId,
    before: Option<Timestamp>,
    now: Timestamp,
) -> Result<bool, DbErr> {
    let administrators = store::administrators(app.db.read(), organization).await?;
    // A job for each: one address that refuses must not make the others get the mail again and again.
    let job =
        |id| NewJob::now(&app.random, now, organization, jobs::TELL_ADMINISTRATORS, json!({ "staff_id": id })).urgent();
    let jobs: Vec<NewJob> = administrators.into_iter().map(job).collect();
    app.db
        .write::<_, DbErr, _>(move |transaction| {
            Box::pin(async move {
                let is_ours = store::tell(transaction, organization, before, now).await?;
                if is_ours {
                    queue::store::enqueue(transaction, jobs, now).await?;
                }
                Ok(is_ours)
            })
        })
        .await
}
