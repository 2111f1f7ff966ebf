//! Compares what is taken of an organization's slots with what is booked, once a night. A difference is an alarm: the job is
//! given up, so that it stands in what did not get through and administrators are told; done again, it compares again.

use anyhow::anyhow;

use crate::app::App;
use crate::queue::{Job, JobError};
use crate::slots::reconcile::reconcile;

pub(super) async fn run(app: &App, job: &Job) -> Result<(), JobError> {
    let differences = reconcile(app, job.organization_id, false).await?.len();
    let organization = job.organization_id.to_string();
    metrics::gauge!("madoguchi_slots_differing", "organization" => organization)
        .set(f64::from(u32::try_from(differences).unwrap_or(u32::MAX)));
    if differences == 0 {
        return Ok(());
    }
    tracing::error!(differences, "what is taken of slots is not what is booked: madoguchi slots reconcile");
    Err(JobError::Fail(anyhow!("what is taken of {differences} slots is not what is booked")))
}
