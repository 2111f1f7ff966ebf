//! Mails the receipt to the applicant: form, number, time and the way to the receipt page. Answers go along only where
//! the form says so, as a PDF, and never those marked `special` or `my-number`.

use anyhow::anyhow;

use super::case::{self, Case, paragraph};
use crate::app::App;
use crate::db::DbErr;
use crate::db::entity::values::SubmissionEventKind;
use crate::mail::{Attachment, Mail};
use crate::queue::{Job, JobError};
use crate::submissions::receipt_pdf::{PdfScope, ReceiptPdfError, contact_lines, receipt_pdf};
use crate::submissions::timeline;

pub(super) async fn run(app: &App, job: &Job) -> Result<(), JobError> {
    let case = case::load(app, job).await?;
    let settings = &case.submission.version.form.settings().receipt_mail;
    let answer = settings.to.as_ref().and_then(|field| case.submission.answers.get(field));
    let to = answer.and_then(|value| value.as_str()).ok_or_else(|| JobError::Fail(anyhow!("no address was given")))?;
    let attachment = if settings.answers_pdf { Some(pdf(app, &case).await?) } else { None };
    let mail = Mail {
        sender: case.organization.name.clone(),
        to: to.to_owned(),
        subject: format!("【受付】{} 受付番号 {}", case.title(), case.number()),
        text: text(app, &case, attachment.is_some()),
        attachment,
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

async fn pdf(app: &App, case: &Case) -> Result<Attachment, JobError> {
    let content = receipt_pdf(app, &case.submission, PdfScope::Mail).await.map_err(|error| match error {
        ReceiptPdfError::Pdf(_) | ReceiptPdfError::NoOrganization => JobError::Fail(error.into()),
        ReceiptPdfError::Database(_) | ReceiptPdfError::Stopped(_) => JobError::Retry(error.into()),
    })?;
    Ok(Attachment { name: format!("受付票_{}.pdf", case.number()), media_type: "application/pdf", content })
}

fn text(app: &App, case: &Case, has_pdf: bool) -> String {
    let form = &case.submission.version.form;
    let settings = form.settings();
    let url = case.organization.receipt_url(&app.vault.status_token(case.submission.row.id));
    let mut text = format!(
        "{}\n\n「{}」を受け付けました。\n\n受付番号　{}\n受付日時　{}\n",
        case.organization.name,
        case.title(),
        case.number(),
        case.received(app),
    );
    let status = format!(
        "次のページで、受付番号と処理の状況を確認できます。\n{url}\n\
         このページのアドレスは、ほかの人に知らせないでください。",
    );
    paragraph(&mut text, "受付後の状況の確認", &status);
    if has_pdf {
        paragraph(&mut text, "添付ファイル", "受け付けた内容を、PDFの受付票として添付しています。");
    }
    paragraph(&mut text, "この後の流れ", settings.next_steps.as_deref().unwrap_or_default());
    paragraph(&mut text, "お知らせ", settings.receipt_mail.text.as_deref().unwrap_or_default());
    let contact = settings.contact.as_ref().map(contact_lines).unwrap_or_default();
    paragraph(&mut text, "問い合わせ先", &contact.join("\n"));
    text.push_str(
        "\nこのメールは送信専用です。返信いただいてもお答えできません。\n\
         お心当たりのない場合は、お手数ですがこのメールを削除してください。\n",
    );
    text
}
