//! Mails the receipt to the applicant, in the language of the application: form, number, time and the way to the receipt
//! page. Answers go along only where the form says so, in the text or as a PDF, and never those marked `special` or
//! `my-number`.

use madoguchi_schema::MailAnswers;

use super::case::{self, Case};
use crate::app::App;
use crate::mail::{Attachment, Mail};
use crate::queue::{Job, JobError, Worked};
use crate::submissions::receipt_pdf::{PdfScope, ReceiptPdfError, receipt_pdf};

pub(super) async fn run(app: &App, job: &Job) -> Worked {
    let case = case::load(app, job).await?;
    let settings = &case.submission.version.form.settings().receipt_mail;
    let to = case::applicant(app, job, &case).await?;
    let attachment = if settings.answers == MailAnswers::Pdf { Some(pdf(app, &case).await?) } else { None };
    let form = case.submission.version.in_language(case.words().language);
    let url = case.status_url(app);
    let written = case.letter(app, &form, &url).receipt();
    let mail = Mail {
        sender: case.organization.name.clone(),
        to,
        subject: written.subject,
        text: written.text,
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
        ReceiptPdfError::Database(_) | ReceiptPdfError::Open(_) | ReceiptPdfError::Stopped(_) => {
            JobError::Retry(error.into())
        }
    })?;
    let name = words.text("mail-attachment-name", &[("number", case.number().into())]);
    Ok(Attachment { name, media_type: "application/pdf", content })
}
