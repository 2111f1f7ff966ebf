//! Mails the receipt to the applicant, in the language of the application: form, number, time and the way to the receipt
//! page. Answers go along only where the form says so, as a PDF, and never those marked `special` or `my-number`.

use madoguchi_schema::PublishedForm;

use super::case::{self, Case, paragraph};
use crate::app::App;
use crate::mail::{Attachment, Mail};
use crate::queue::{Job, JobError};
use crate::submissions::receipt_pdf::{PdfScope, ReceiptPdfError, receipt_pdf};
use crate::words::Words;

pub(super) async fn run(app: &App, job: &Job) -> Result<(), JobError> {
    let case = case::load(app, job).await?;
    let settings = &case.submission.version.form.settings().receipt_mail;
    let to = case::applicant(app, job, &case).await?;
    let attachment = if settings.answers_pdf { Some(pdf(app, &case).await?) } else { None };
    let words = case.words();
    let form = case.submission.version.in_language(words.language);
    let mail = Mail {
        sender: case.organization.name.clone(),
        to,
        subject: words.text("mail-subject", &[("title", form.title().into()), ("number", case.number().into())]),
        text: text(app, &case, words, &form, attachment.is_some()),
        attachment,
        key: case::mail_key(app, job),
        sent_at: app.clock.now(),
    };
    case::deliver(app, job, &case, mail).await
}

async fn pdf(app: &App, case: &Case) -> Result<Attachment, JobError> {
    let words = case.words();
    let content = receipt_pdf(app, &case.submission, PdfScope::Mail, words).await.map_err(|error| match error {
        ReceiptPdfError::Pdf(_) | ReceiptPdfError::NoOrganization => JobError::Fail(error.into()),
        ReceiptPdfError::Database(_) | ReceiptPdfError::Stopped(_) => JobError::Retry(error.into()),
    })?;
    let name = words.text("mail-attachment-name", &[("number", case.number().into())]);
    Ok(Attachment { name, media_type: "application/pdf", content })
}

fn text(app: &App, case: &Case, words: Words, form: &PublishedForm, has_pdf: bool) -> String {
    let settings = form.settings();
    let url = case.organization.receipt_url(&app.vault.status_token(case.submission.row.id));
    let mut text = format!(
        "{}\n\n{}\n\n{}\n{}\n",
        case.organization.name,
        words.text("mail-received", &[("title", form.title().into())]),
        words.text("mail-number", &[("number", case.number().into())]),
        words.text("mail-received-at", &[("moment", case.received(app, words).into())]),
    );
    let status = format!("{}\n{url}\n{}", words.say("mail-status-page"), words.say("mail-status-secret"));
    paragraph(&mut text, words, "mail-status", &status);
    if has_pdf {
        paragraph(&mut text, words, "mail-attachment", &words.say("mail-attachment-what"));
    }
    paragraph(&mut text, words, "common-next-steps", settings.next_steps.as_deref().unwrap_or_default());
    paragraph(&mut text, words, "mail-news", settings.receipt_mail.text.as_deref().unwrap_or_default());
    case::closing(&mut text, words, settings);
    text
}
