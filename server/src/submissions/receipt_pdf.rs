//! The PDF receipt of a stored submission: turns an opened submission into the text that `pdf` prints, once; what was
//! printed is kept.

mod kept;

use jiff::tz::TimeZone;
use madoguchi_schema::{DisplayRow, Field, PublishedForm, Settings};
use serde_json::{Map, Value};

use super::open::{OpenError, OpenedFile, OpenedSubmission};
use super::unlock;
use crate::app::App;
use crate::organizations::Organization;
use crate::pdf::{self, PdfError, Receipt, Row, Section};
use crate::prose;
use crate::words::{self, Words, value};

/// Receipts that are rendered at the same time.
static RENDERING: tokio::sync::Semaphore = tokio::sync::Semaphore::const_new(2);

/// For whose hands the receipt is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PdfScope {
    /// The applicant on the receipt page, or a clerk: every answer.
    Applicant,
    /// A mail, which others may read on its way, or get by a mistyped address: without fields marked `special` or
    /// `my-number`, and without the answer that opens all the others.
    Mail,
}

/// Why there is no receipt.
#[derive(Debug, thiserror::Error)]
pub enum ReceiptPdfError {
    /// The database's.
    #[error(transparent)]
    Database(#[from] crate::db::DbErr),
    /// The organization of the submission is gone.
    #[error("the organization of the submission is gone")]
    NoOrganization,
    /// The submission does not open any more.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The receipt cannot be printed.
    #[error(transparent)]
    Pdf(#[from] PdfError),
    /// The program is stopping.
    #[error("the receipt was not finished: {0}")]
    Stopped(#[from] tokio::task::JoinError),
}

/// The receipt in these words: the one that was printed before, or printed now and kept.
///
/// # Errors
/// See [`ReceiptPdfError`].
pub async fn receipt_pdf(
    app: &App,
    submission: &OpenedSubmission,
    scope: PdfScope,
    words: Words,
) -> Result<Vec<u8>, ReceiptPdfError> {
    let printing = kept::Printing::of(app, submission, scope, words.language.tag()).await?;
    if let Some(pdf) = printing.find().await? {
        return Ok(pdf);
    }
    let pdf = print(app, submission, scope, words).await?;
    Ok(printing.keep(pdf).await?)
}

/// Prints it, away from the threads that answer requests.
async fn print(
    app: &App,
    submission: &OpenedSubmission,
    scope: PdfScope,
    words: Words,
) -> Result<Vec<u8>, ReceiptPdfError> {
    let organization = app
        .organizations
        .by_id(&app.db, submission.row.organization_id)
        .await?
        .ok_or(ReceiptPdfError::NoOrganization)?;
    let token = match scope {
        PdfScope::Applicant => app.vault.receipt_token(submission.row.id),
        PdfScope::Mail => app.vault.status_token(submission.row.id),
    };
    let receipt = compose(submission, &organization, &organization.receipt_url(&token), &app.time_zone, scope, words);
    let fonts = app.fonts.clone();
    // Whoever holds a token may ask as often as they like: the processors are for everybody.
    let turn = RENDERING.acquire().await.ok();
    let rendered = tokio::task::spawn_blocking(move || {
        let rendered = pdf::render_receipt(&fonts, &receipt);
        drop(turn);
        rendered
    });
    Ok(rendered.await??)
}

fn compose(
    submission: &OpenedSubmission,
    organization: &Organization,
    status_url: &str,
    time_zone: &TimeZone,
    scope: PdfScope,
    words: Words,
) -> Receipt {
    let form = submission.version.in_language(words.language);
    let settings = form.settings();
    let shown = || sections(words, &form, &submission.answers, &submission.files, scope);
    Receipt {
        words,
        organization: organization.name.clone(),
        heading: settings.pdf.heading.as_deref().map(plainly),
        title: plainly(form.title()),
        receipt_number: submission.row.receipt_number.clone(),
        is_test: submission.row.is_test,
        received_at: submission.row.received_at.in_zone(time_zone),
        sections: if settings.pdf.answers { shown() } else { Vec::new() },
        next_steps: settings.next_steps.as_deref().map(|text| plainly(&prose::plain(text))),
        contact: contact_lines(words, settings),
        status_url: Some(status_url.to_owned()),
        note: settings.pdf.note.as_deref().map(plainly),
    }
}

/// The answers page by page as they may be shown there.
pub(super) fn sections(
    words: Words,
    form: &PublishedForm,
    answers: &Map<String, Value>,
    files: &[OpenedFile],
    scope: PdfScope,
) -> Vec<Section> {
    let opens = unlock::question_of(form, answers).map(Field::name);
    let may_be_mailed = |name: &str| Some(name) != opens && form.field(name).is_some_and(Field::may_be_mailed);
    let may_stand = |row: &DisplayRow| scope == PdfScope::Applicant || may_be_mailed(&row.name);
    let mut sections = Vec::new();
    for page in value::pages(words, form, answers) {
        let rows: Vec<Row> =
            page.rows.into_iter().filter(may_stand).map(|row| printed(row.masked(), form, files)).collect();
        if !rows.is_empty() {
            sections.push(Section { title: plainly(&page.title), rows });
        }
    }
    sections
}

/// A file's identifier means nothing to a reader: its name stands there.
fn printed(row: DisplayRow, form: &PublishedForm, files: &[OpenedFile]) -> Row {
    let lines = if form.field(&row.name).is_some_and(Field::takes_files) {
        files.iter().filter(|file| file.field == row.name).map(|file| file.name.clone()).collect()
    } else {
        row.lines.iter().map(|line| plainly(line)).collect()
    };
    Row { label: plainly(&row.label), lines }
}

/// Readings cannot be printed.
fn plainly(text: &str) -> String {
    words::plain(text).into_owned()
}

/// Whom to ask, line by line.
#[must_use]
pub fn contact_lines(words: Words, settings: &Settings) -> Vec<String> {
    let Some(contact) = &settings.contact else { return Vec::new() };
    let name = contact.name.as_deref().map(plainly);
    let phone =
        contact.phone.as_ref().map(|phone| words.text("mail-contact-phone", &[("phone", phone.as_str().into())]));
    let email =
        contact.email.as_ref().map(|email| words.text("mail-contact-email", &[("email", email.as_str().into())]));
    [name, phone, email].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use crate::db::entity::values::ScanState;
    use std::sync::Arc;

    use serde_json::json;
    use uuid::Uuid;

    use super::*;
    use crate::clock::Timestamp;
    use crate::db::entity::submission;
    use crate::db::entity::values::{Channel, SubmissionState};
    use crate::forms::live::Version;
    use crate::ids::{FileId, FormId, OrganizationId, SubmissionId, VersionId};

    fn submission() -> OpenedSubmission {
        let file = FileId(Uuid::from_u128(5));
        let document = json!({
            "title": "証の再交付", "type": "object",
            "x-settings": { "contact": { "name": "見本市 市民課", "phone": "00-0000-0000" }, "nextSteps": "郵送します。",
                "receipt": { "declared": "birthday" } },
            "properties": {
                "name": { "type": "string", "title": "氏名" },
                "birthday": { "type": "string", "title": "生年月日", "x-kind": "date" },
                "illness": { "type": "string", "title": "持病", "x-sensitive": "special" },
                "photo": { "type": "array", "items": { "type": "string" }, "title": "写真", "x-kind": "file" },
            },
        });
        let Value::Object(answers) =
            json!({ "name": "見本花子", "birthday": "1990-01-02", "illness": "ぜんそく", "photo": [file.to_string()] })
        else {
            unreachable!()
        };
        let row = submission::Model {
            id: SubmissionId(Uuid::from_u128(1)),
            organization_id: OrganizationId(Uuid::from_u128(2)),
            form_id: FormId(Uuid::from_u128(3)),
            form_version_id: VersionId(Uuid::from_u128(4)),
            receipt_number: "7K3M-PX4R-D".to_owned(),
            idempotency_key: String::new(),
            body_hmac: Vec::new(),
            wrapped_key: Vec::new(),
            sealed_answers: Vec::new(),
            state: SubmissionState::Received,
            channel: Channel::Online,
            entered_by: None,
            language: "ja".to_owned(),
            unlock_failures: 0,
            unlock_failed_at: None,
            received_at: Timestamp::from_micros(1_795_237_380_000_000),
            updated_at: Timestamp::from_micros(1_795_237_380_000_000),
            is_test: false,
        };
        let photo = OpenedFile {
            scan_state: ScanState::default(),
            id: file,
            field: "photo".to_owned(),
            name: "写真.jpg".to_owned(),
            media_type: "image/jpeg".to_owned(),
            size: 1,
        };
        let version = Arc::new(Version::new(row.form_version_id, row.form_id, 1, document).unwrap());
        OpenedSubmission { row, version, answers, files: vec![photo], tester: None, appointment: None }
    }

    fn rows(scope: PdfScope) -> Vec<(String, Vec<String>)> {
        let id = OrganizationId(Uuid::from_u128(2));
        let organization = Organization { id, name: "見本市".to_owned(), base_url: "http://localhost".to_owned() };
        let receipt =
            compose(&submission(), &organization, "http://localhost/r/x", &TimeZone::UTC, scope, Words::default());
        assert_eq!(receipt.contact, ["見本市 市民課", "電話　00-0000-0000"]);
        receipt.sections.into_iter().flat_map(|section| section.rows).map(|row| (row.label, row.lines)).collect()
    }

    #[test]
    fn a_mail_holds_neither_special_answers_nor_the_one_that_opens_them() {
        let labels = |scope| rows(scope).into_iter().map(|(label, _)| label).collect::<Vec<_>>();
        assert_eq!(labels(PdfScope::Applicant), ["氏名", "生年月日", "持病", "写真"]);
        assert_eq!(labels(PdfScope::Mail), ["氏名", "写真"]);
    }

    #[test]
    fn files_stand_under_their_names() {
        assert_eq!(rows(PdfScope::Mail)[1].1, ["写真.jpg"]);
    }
}
