//! Sending again what is stuck: one job, all that failed for one reason, or the mails of one case. Each is written in the
//! audit log; the mail itself keeps its message id, so that a mail program shows a repeated one once.

use serde_json::{Value, json};
use uuid::Uuid;

use super::store;
use crate::app::App;
use crate::audit;
use crate::db::DbErr;
use crate::db::entity::values::{JobReason, JobState};
use crate::ids::{JobId, SubmissionId};
use crate::staff::scope::Scope;

/// Why nothing was sent again.
#[derive(Debug, thiserror::Error)]
pub enum ResendError {
    /// There is no such job within the person's reach.
    #[error("there is no such job")]
    NotFound,
    /// It was done meanwhile.
    #[error("it is done")]
    Done,
    /// The database's.
    #[error(transparent)]
    Database(#[from] DbErr),
}

/// Jobs of one transaction.
const BATCH: usize = 500;

/// One job, now.
///
/// # Errors
/// See [`ResendError`].
pub async fn one(app: &App, scope: &Scope, id: JobId) -> Result<(), ResendError> {
    match store::state(app.db.read(), scope, id).await?.ok_or(ResendError::NotFound)? {
        JobState::Done => return Err(ResendError::Done),
        JobState::Waiting | JobState::Dead => {}
    }
    again(app, scope, vec![id], ("job", id.0), Value::Null).await?;
    Ok(())
}

/// All that are stuck for this reason within the person's reach; how many.
///
/// # Errors
/// The database's; what begins again until then, does.
pub async fn because(app: &App, scope: &Scope, reason: JobReason) -> Result<u64, DbErr> {
    let (now, mut sent) = (app.clock.now(), 0);
    loop {
        let jobs = store::stuck_because(app.db.read(), scope, reason, now, BATCH).await?;
        let found = jobs.len();
        if found > 0 {
            let object = ("organization", scope.organization_id.0);
            sent += again(app, scope, jobs, object, json!({ "reason": reason })).await?;
        }
        // Fewer began than were found: the others are under way.
        if found < BATCH {
            return Ok(sent);
        }
    }
}

/// The mails about a case that were given up; how many. The caller has made sure that the person reaches the case.
///
/// # Errors
/// The database's.
pub async fn of_case(app: &App, scope: &Scope, case: SubmissionId) -> Result<u64, DbErr> {
    let jobs = store::given_up_mails(app.db.read(), scope.organization_id, case).await?;
    if jobs.is_empty() {
        return Ok(0);
    }
    again(app, scope, jobs, ("submission", case.0), Value::Null).await
}

/// An event, under the same id, also when it was delivered before. The caller has made sure that the person reaches its
/// form.
///
/// # Errors
/// See [`ResendError`].
pub async fn event(app: &App, scope: &Scope, id: JobId) -> Result<(), ResendError> {
    let organization = scope.organization_id;
    let reopened =
        app.db.write::<_, DbErr, _>(move |transaction| Box::pin(store::reopen(transaction, organization, id))).await?;
    if !reopened {
        return Err(ResendError::NotFound);
    }
    again(app, scope, vec![id], ("job", id.0), Value::Null).await?;
    Ok(())
}

async fn again(
    app: &App,
    scope: &Scope,
    jobs: Vec<JobId>,
    object: (&'static str, Uuid),
    mut detail: Value,
) -> Result<u64, DbErr> {
    let (now, organization) = (app.clock.now(), scope.organization_id);
    let event = audit::Event::new(&app.random, now, organization, "outbox.resent", object).by(scope.staff_id);
    let count = app
        .db
        .write::<_, DbErr, _>(move |transaction| {
            Box::pin(async move {
                let count = store::begin_again(transaction, organization, jobs, now).await?;
                if count > 0 {
                    detail["jobs"] = json!(count);
                    audit::store::append(transaction, vec![event.with(detail)]).await?;
                }
                Ok(count)
            })
        })
        .await?;
    app.wake.ring();
    Ok(count)
}
