//! Compares what is taken of an organization's slots with what is booked, once a night.

use crate::app::App;
use crate::queue::{Job, JobError};
use crate::slots::reconcile::reconcile;

pub(super) async fn run(app: &App, job: &Job) -> Result<(), JobError> {
    match reconcile(app, job.organization_id, false).await?.len() {
        0 => tracing::info!("what is taken of slots is what is booked"),
        differences => {
            tracing::error!(differences, "what is taken of slots is not what is booked: madoguchi slots reconcile");
        }
    }
    Ok(())
}
