//! Compares what is taken of an organization's slots with what is booked, once a night. A difference is an alarm: the job is
//! given up, so that it stands in what did not get through and administrators are told; done again, it compares again.

use anyhow::anyhow;

use crate::app::App;
use crate::queue::{Job, JobError};
use crate::slots::reconcile::reconcile;

pub(super) async fn run(app: &App, job: &Job) -> Result<(), JobError> {
    let differences = reconcile(app, job.organization_id, false).await?.len();
    if differences == 0 {
        return Ok(());
    }
    // Counted, for a level would stay in the process that happened to compare.
    let organization = job.organization_id.to_string();
    metrics::counter!("madoguchi_slot_differences_total", "organization" => organization).increment(differences as u64);
    tracing::error!(differences, "what is taken of slots is not what is booked: madoguchi slots reconcile");
    Err(JobError::Fail(anyhow!("what is taken of {differences} slots is not what is booked")))
}
