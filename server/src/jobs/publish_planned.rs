//! Makes a publication live whose time has come.

use anyhow::anyhow;

use crate::app::App;
use crate::forms::publication::plan;
use crate::queue::{Job, JobError};

pub(super) async fn run(app: &App, job: &Job) -> Result<(), JobError> {
    let id = job.payload.get("publication_id").and_then(|value| value.as_str()).and_then(|id| id.parse().ok());
    let id = id.ok_or_else(|| JobError::Fail(anyhow!("the job names no publication")))?;
    Ok(plan::run(app, job.organization_id, id).await?)
}
