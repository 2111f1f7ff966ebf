//! The PDF receipt of a stored submission: turns an opened submission into the text that `pdf` prints.

use jiff::tz::TimeZone;
use madoguchi_schema::{Contact, DisplayRow, KindName, Sensitivity};

use super::open::OpenedSubmission;
use crate::app::App;
use crate::organizations::Organization;
use crate::pdf::{self, PdfError, Receipt, Row, Section};

/// For whose hands the receipt is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PdfScope {
    /// The applicant on the receipt page, or a clerk: every answer.
    Applicant,
    /// A mail, which others may read on its way: without fields marked `special` or `my-number`.
    Mail,
}

/// Why there is no receipt.
#[derive(Debug, thiserror::Error)]
pub enum ReceiptPdfError {
    /// The database's.
    #[error(transparent)]
    Database(#[from] sea_orm::DbErr),
    /// The organization of the submission is gone.
    #[error("the organization of the submission is gone")]
    NoOrganization,
    /// The receipt cannot be printed.
    #[error(transparent)]
    Pdf(#[from] PdfError),
    /// The program is stopping.
    #[error("the receipt was not finished: {0}")]
    Stopped(#[from] tokio::task::JoinError),
}

/// Prints the receipt, away from the threads that answer requests.
///
/// # Errors
/// See [`ReceiptPdfError`].
pub async fn receipt_pdf(
    app: &App,
    submission: &OpenedSubmission,
    scope: PdfScope,
) -> Result<Vec<u8>, ReceiptPdfError> {
    let organization = app
        .organizations
        .by_id(&app.db, submission.row.organization_id)
        .await?
        .ok_or(ReceiptPdfError::NoOrganization)?;
    let token = app.vault.receipt_token(submission.row.id);
    let receipt = compose(submission, &organization, &organization.receipt_url(&token), &app.time_zone, scope);
    let fonts = app.fonts.clone();
    Ok(tokio::task::spawn_blocking(move || pdf::render_receipt(&fonts, &receipt)).await??)
}

fn compose(
    submission: &OpenedSubmission,
    organization: &Organization,
    status_url: &str,
    time_zone: &TimeZone,
    scope: PdfScope,
) -> Receipt {
    let form = &submission.version.form;
    let settings = form.settings();
    let mut sections = Vec::new();
    for page in form.display(&submission.answers) {
        let rows: Vec<Row> = page
            .rows
            .into_iter()
            .filter(|row| scope == PdfScope::Applicant || may_be_mailed(row.sensitivity))
            .map(|row| printed(row, submission))
            .collect();
        if !rows.is_empty() {
            sections.push(Section { title: page.title, rows });
        }
    }
    Receipt {
        organization: organization.name.clone(),
        title: form.title().to_owned(),
        receipt_number: submission.row.receipt_number.clone(),
        received_at: submission.row.received_at.in_zone(time_zone),
        sections,
        next_steps: settings.next_steps.clone(),
        contact: settings.contact.as_ref().map(contact_lines).unwrap_or_default(),
        status_url: Some(status_url.to_owned()),
    }
}

fn may_be_mailed(sensitivity: Option<Sensitivity>) -> bool {
    !matches!(sensitivity, Some(Sensitivity::Special | Sensitivity::MyNumber))
}

/// A file's identifier means nothing to a reader: its name stands there.
fn printed(row: DisplayRow, submission: &OpenedSubmission) -> Row {
    let lines = if row.kind == KindName::File {
        submission.files.iter().filter(|file| file.field == row.name).map(|file| file.name.clone()).collect()
    } else {
        row.lines
    };
    Row { label: row.label, lines }
}

/// Whom to ask, line by line.
#[must_use]
pub fn contact_lines(contact: &Contact) -> Vec<String> {
    let name = contact.name.clone();
    let phone = contact.phone.as_ref().map(|phone| format!("電話　{phone}"));
    let email = contact.email.as_ref().map(|email| format!("メール　{email}"));
    [name, phone, email].into_iter().flatten().collect()
}
