//! Who is told of a form's new cases: its department, and whoever the form names. Jobs carry digests, never addresses.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use crate::app::App;
use crate::db::DbErr;
use crate::db::entity::form;
use crate::db::entity::values::Urgency;
use crate::ids::OrganizationId;
use crate::queue::{self, Job, JobError, NewJob};
use crate::staff;

/// The addresses, each under a digest that a job can carry instead of it.
pub(super) async fn of_form(
    app: &App,
    organization: OrganizationId,
    form: &form::Model,
) -> Result<BTreeMap<String, String>, JobError> {
    let departments = staff::store::departments(app.db.read(), organization).await?;
    let department = departments.into_iter().find(|department| department.id == form.department_id);
    let own = department.and_then(|department| department.notification_email);
    let further: Vec<String> = serde_json::from_str(&form.notification_emails).unwrap_or_default();
    let addresses = own.into_iter().chain(further).map(|address| address.trim().to_owned());
    Ok(addresses.filter(|address| !address.is_empty()).map(|address| (digest(app, &address), address)).collect())
}

/// The same mailbox is one recipient, however it is capitalised.
fn digest(app: &App, address: &str) -> String {
    let digest = app.vault.digest(&[b"notification", address.to_lowercase().as_bytes()]);
    URL_SAFE_NO_PAD.encode(&digest[..16])
}

/// The recipient this job was made for, where it was.
pub(super) fn chosen(job: &Job) -> Option<&str> {
    job.payload.get("recipient").and_then(Value::as_str)
}

/// The same job once for each: one address that refuses must not make the others get the mail again and again.
pub(super) async fn one_job_each(
    app: &App,
    job: &Job,
    kind: &'static str,
    recipients: Vec<String>,
) -> Result<(), JobError> {
    let now = app.clock.now();
    let jobs = recipients
        .into_iter()
        .map(|recipient| {
            let mut payload = job.payload.clone();
            payload["recipient"] = json!(recipient);
            let one = NewJob::now(&app.random, now, job.organization_id, kind, payload).over(job.lane);
            if job.urgency >= Urgency::Bulk { one.bulk() } else { one }
        })
        .collect();
    app.db
        .write::<_, DbErr, _>(move |transaction| {
            Box::pin(async move { queue::store::enqueue(transaction, jobs, now).await })
        })
        .await?;
    app.wake.ring();
    Ok(())
}
