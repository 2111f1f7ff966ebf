//! Tells the owner department, and whoever the form names, that there is a new case. Number, time and the way to the
//! case; never an answer.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::NOTIFY_DEPARTMENT;
use super::case::{self, Case};
use crate::app::App;
use crate::db::DbErr;
use crate::mail::Mail;
use crate::queue::{self, Job, JobError, NewJob};
use crate::words::Words;
use crate::{forms, staff};

pub(super) async fn run(app: &App, job: &Job) -> Result<(), JobError> {
    let case = case::load(app, job).await?;
    let mut recipients = recipients(app, &case).await?;
    let chosen = match job.payload.get("recipient").and_then(Value::as_str) {
        // Somebody may have been taken off the list since the job was enqueued.
        Some(key) => recipients.remove(key),
        None if recipients.len() > 1 => return one_job_each(app, job, recipients.into_keys().collect()).await,
        None => recipients.into_values().next(),
    };
    let Some(to) = chosen else { return Ok(()) };
    let mail = Mail {
        sender: case.organization.name.clone(),
        to,
        subject: format!("【新着】{} 受付番号 {}", case.title(), case.number()),
        text: text(app, &case),
        attachment: None,
        key: case::mail_key(app, job),
        sent_at: app.clock.now(),
    };
    Ok(app.mailer.send(mail).await?)
}

/// The addresses, each under a digest that a job can carry instead of it.
async fn recipients(app: &App, case: &Case) -> Result<BTreeMap<String, String>, JobError> {
    let row = &case.submission.row;
    let Some(form) = forms::store::by_id(app.db.read(), row.organization_id, row.form_id).await? else {
        return Ok(BTreeMap::new());
    };
    let departments = staff::store::departments(app.db.read(), row.organization_id).await?;
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

/// One address that refuses must not make the others get the mail again and again.
async fn one_job_each(app: &App, job: &Job, recipients: Vec<String>) -> Result<(), JobError> {
    let now = app.clock.now();
    let jobs = recipients
        .into_iter()
        .map(|recipient| {
            let mut payload = job.payload.clone();
            payload["recipient"] = json!(recipient);
            NewJob::now(&app.random, now, job.organization_id, NOTIFY_DEPARTMENT, payload)
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

fn text(app: &App, case: &Case) -> String {
    format!(
        "「{}」に新しい受付があります。\n\n受付番号　{}\n受付日時　{}\n\n\
         内容は、職員画面で確認してください。\n{}/admin/submissions/{}\n\n\
         このメールは送信専用です。\n",
        case.title(),
        case.number(),
        case.received(app, Words::default()),
        case.organization.base_url,
        case.submission.row.id,
    )
}
