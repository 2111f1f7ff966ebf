//! Tells the owner department, and whoever the form names, that there is a new case. Number, time and the way to the
//! case; never an answer. A form that is told of once a day is left to `send_digest`.

use super::case::{self, Case};
use super::recipients::{self, one_job_each};
use super::{NOTIFY_DEPARTMENT, hand_over};
use crate::app::App;
use crate::db::entity::form;
use crate::db::entity::values::NotificationMode;
use crate::forms;
use crate::mail::Mail;
use crate::queue::{Job, JobError};
use crate::words::Words;

pub(super) async fn run(app: &App, job: &Job) -> Result<(), JobError> {
    let case = case::load(app, job).await?;
    let row = &case.submission.row;
    let Some(form) = forms::store::by_id(app.db.read(), row.organization_id, row.form_id).await? else { return Ok(()) };
    if is_for_the_digest(&form, &case) {
        return Ok(());
    }
    let mut recipients = recipients::of_form(app, job.organization_id, &form).await?;
    let chosen = match recipients::chosen(job) {
        // Somebody may have been taken off the list since the job was enqueued.
        Some(key) => recipients.remove(key),
        None if recipients.len() > 1 => {
            return one_job_each(app, job, NOTIFY_DEPARTMENT, recipients.into_keys().collect()).await;
        }
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
    hand_over(app, job, mail).await
}

/// Whether a digest is still to come that tells of it. One that came before the last digest's end, and only now is worked
/// on, is told at once: rather twice than never.
fn is_for_the_digest(form: &form::Model, case: &Case) -> bool {
    let told_until = form.digest_sent_at.unwrap_or(form.created_at);
    form.notification_mode == NotificationMode::Daily && case.submission.row.received_at > told_until
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
