//! Makes a publication live whose time has come.

use anyhow::anyhow;

use crate::app::App;
use crate::db::DbErr;
use crate::forms::publication::plan;
use crate::ids::PublicationId;
use crate::queue::{Job, JobError};

pub(super) async fn run(app: &App, job: &Job) -> Result<(), JobError> {
    let id = publication(job).ok_or_else(|| JobError::Fail(anyhow!("the job names no publication")))?;
    Ok(plan::run(app, job.organization_id, id).await?)
}

/// Nobody waits for it any more: the builder says that it did not happen, and another one can be asked for.
pub(super) async fn given_up(app: &App, job: &Job) -> Result<(), DbErr> {
    match publication(job) {
        Some(id) => plan::give_up(app, job.organization_id, id).await,
        None => Ok(()),
    }
}

fn publication(job: &Job) -> Option<PublicationId> {
    job.payload.get("publication_id")?.as_str()?.parse().ok()
}
