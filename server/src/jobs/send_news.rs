//! Mails the applicant that there is news about an application: form, number and the way to it, never the news itself.
//! An address may be mistyped, and the link of a mail opens a message only to who knows the declared answer.

use anyhow::anyhow;
use madoguchi_schema::PublishedForm;

use super::case::{self, Case, paragraph};
use crate::app::App;
use crate::db::DbErr;
use crate::db::entity::values::SubmissionEventKind;
use crate::mail::Mail;
use crate::queue::{Job, JobError};
use crate::submissions::receipt_pdf::contact_lines;
use crate::submissions::timeline;
use crate::words::Words;

pub(super) async fn run(app: &App, job: &Job) -> Result<(), JobError> {
    let case = case::load(app, job).await?;
    let to = case.submission.mail_address().ok_or_else(|| JobError::Fail(anyhow!("no address was given")))?.to_owned();
    if !case::may_mail(app, job, &to).await? {
        return Err(JobError::Fail(anyhow!("this address has got all the mails it may get today")));
    }
    let words = case.words();
    let form = case.submission.version.in_language(words.language);
    let about = [("form", form.title().into()), ("number", case.number().into())];
    let mail = Mail {
        sender: case.organization.name.clone(),
        to,
        subject: words.text("receipt-news-subject", &about),
        text: text(app, &case, words, &form, &words.text("receipt-news-about", &about)),
        attachment: None,
        key: case::mail_key(app, job),
        sent_at: app.clock.now(),
    };
    app.mailer.send(mail).await?;
    let (organization, id) = (job.organization_id, case.submission.row.id);
    // The mail is on its way. If this line of the timeline cannot be written, sending it again would be worse.
    if let Err(error) = timeline::add_step(app, organization, id, SubmissionEventKind::MailSent).await {
        tracing::warn!(%error, job = %job.id, "a sent mail is missing in the timeline");
    }
    Ok(())
}

/// The mail is not tried again: staff see it in the timeline.
pub(super) async fn given_up(app: &App, job: &Job) -> Result<(), DbErr> {
    let Ok(id) = case::submission_id(job) else { return Ok(()) };
    timeline::add_step(app, job.organization_id, id, SubmissionEventKind::MailFailed).await
}

fn text(app: &App, case: &Case, words: Words, form: &PublishedForm, about: &str) -> String {
    let url = case.organization.receipt_url(&app.vault.status_token(case.submission.row.id));
    let mut text = format!("{}\n\n{about}\n", case.organization.name);
    let way = format!("{}\n{url}\n{}", words.say("receipt-news-open"), words.say("mail-status-secret"));
    paragraph(&mut text, words, "receipt-news-where", &way);
    let contact = form.settings().contact.as_ref().map(|contact| contact_lines(words, contact)).unwrap_or_default();
    paragraph(&mut text, words, "mail-contact", &contact.join("\n"));
    text.push_str(&format!("\n{}\n{}\n", words.text("mail-no-answer", &[]), words.text("mail-mistake", &[])));
    text
}
