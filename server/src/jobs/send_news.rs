//! Mails the applicant that there is news about an application: form, number and the way to it, never the news itself.
//! An address may be mistyped, and the link of a mail opens a message only to who knows the declared answer.

use anyhow::anyhow;

use super::case::{self, Case, paragraph};
use crate::app::App;
use crate::db::DbErr;
use crate::db::entity::values::SubmissionEventKind;
use crate::mail::Mail;
use crate::queue::{Job, JobError};
use crate::submissions::receipt_pdf::contact_lines;
use crate::submissions::timeline;
use crate::words::{Language, Words, plain};

pub(super) async fn run(app: &App, job: &Job) -> Result<(), JobError> {
    let case = case::load(app, job).await?;
    let to = case.submission.mail_address().ok_or_else(|| JobError::Fail(anyhow!("no address was given")))?.to_owned();
    let words = Words::of(Language::of_tag(&case.submission.row.language).unwrap_or_default());
    let form = case.submission.version.in_language(words.language);
    let title = plain(form.title()).into_owned();
    let arguments = [("form", title.as_str().into()), ("number", case.number().into())];
    let mail = Mail {
        sender: case.organization.name.clone(),
        to,
        subject: words.text("receipt-news-subject", &arguments),
        text: text(app, &case, words, &title),
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

fn text(app: &App, case: &Case, words: Words, title: &str) -> String {
    let say = |id: &str| words.text(id, &[]);
    let url = case.organization.receipt_url(&app.vault.status_token(case.submission.row.id));
    let about = words.text("receipt-news-about", &[("form", title.into()), ("number", case.number().into())]);
    let mut text = format!("{}\n\n{about}\n", case.organization.name);
    paragraph(
        &mut text,
        &say("receipt-news-where"),
        &format!("{}\n{url}\n{}", say("receipt-news-open"), say("receipt-news-secret")),
    );
    let contact = case.submission.version.form.settings().contact.as_ref().map(contact_lines).unwrap_or_default();
    paragraph(&mut text, &say("receipt-news-contact"), &contact.join("\n"));
    text.push_str(&format!("\n{}\n", say("receipt-news-footer")));
    text
}
