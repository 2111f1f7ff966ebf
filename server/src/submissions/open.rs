//! Opening a stored submission: its answers and the names of its files, unsealed, with the version it was made in.
//! Who may see them is decided by the caller.

use std::sync::Arc;

use madoguchi_schema::PublishedForm;
use serde_json::{Map, Value};

use super::case_store;
use crate::app::App;
use crate::db::DbErr;
use crate::db::entity::values::ScanState;
use crate::db::entity::{stored_file, submission};
use crate::forms;
use crate::forms::live::{LoadError, Version};
use crate::ids::{FileId, OrganizationId, SubmissionId};
use crate::slots::booking;
use crate::slots::change::Appointment;
use crate::slots::store::bookings;
use crate::staff;
use crate::vault::{FormKey, Unsealable};
use crate::words::Words;

/// A submission that can be read.
pub struct OpenedSubmission {
    /// Its row.
    pub row: submission::Model,
    /// The version it was made in.
    pub version: Arc<Version>,
    /// The accepted answers; files are file identifiers.
    pub answers: Map<String, Value>,
    /// Its files, in the order of the form and of the answers.
    pub files: Vec<OpenedFile>,
    /// Of a test, the address of whoever sent it, while the account is there.
    pub tester: Option<String>,
    /// Its active appointment, as of when it was opened; none when it has none, or not any more.
    pub appointment: Option<Appointment>,
}

impl OpenedSubmission {
    /// The words its applicant speaks.
    #[must_use]
    pub fn words(&self) -> Words {
        Words::stored(&self.row.language)
    }
}

/// A file of a submission, without its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedFile {
    /// Its identifier.
    pub id: FileId,
    /// The field it was attached to.
    pub field: String,
    /// Its name, cleaned.
    pub name: String,
    /// JPEG, PNG or PDF.
    pub media_type: String,
    /// Bytes.
    pub size: u64,
    /// What the virus scanner said.
    pub scan_state: ScanState,
}

impl OpenedSubmission {
    /// Where the applicant gets mails, if an address was given. Of a test it is the tester's own, never the one typed in.
    #[must_use]
    pub fn mail_address(&self) -> Option<&str> {
        let given = given_address(&self.version.form, &self.answers)?;
        if self.row.is_test { self.tester.as_deref() } else { Some(given) }
    }
}

/// The address that these answers give for mails, where the form asks for one.
#[must_use]
pub fn given_address<'a>(form: &PublishedForm, answers: &'a Map<String, Value>) -> Option<&'a str> {
    answers.get(form.settings().receipt_mail.to.as_ref()?)?.as_str()
}

impl OpenedFile {
    /// Whether somebody may see its content: not while the scanner has not answered, and not what it found something in.
    #[must_use]
    pub fn is_free(&self) -> bool {
        matches!(self.scan_state, ScanState::NotScanned | ScanState::Clean)
    }

    /// Whether a thumbnail can be made of it.
    #[must_use]
    pub fn is_picture(&self) -> bool {
        self.media_type.starts_with("image/")
    }
}

/// Why a submission that exists cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The database's.
    #[error(transparent)]
    Database(#[from] DbErr),
    /// Its form cannot be used.
    #[error(transparent)]
    Form(#[from] LoadError),
    /// It does not open with the form's key, or what it belongs to is gone.
    #[error("submission {0} cannot be opened")]
    Sealed(SubmissionId),
}

/// Opens a submission of this organization; `None` when there is no such submission.
///
/// # Errors
/// See [`OpenError`].
pub async fn open(
    app: &App,
    organization: OrganizationId,
    id: SubmissionId,
) -> Result<Option<OpenedSubmission>, OpenError> {
    let Some(row) = case_store::submission(app.db.read(), organization, id).await? else { return Ok(None) };
    let sealed = |_: Unsealable| OpenError::Sealed(id);
    let key = form_key(app, &row).await?;
    let version =
        app.live_forms.version(&app.db, organization, row.form_version_id).await?.ok_or(OpenError::Sealed(id))?;
    let data_key = key.data_key(row.id.0, &row.wrapped_key).map_err(sealed)?;
    let plain = data_key.open("answers", &row.sealed_answers).map_err(sealed)?;
    let answers: Map<String, Value> = serde_json::from_slice(&plain).map_err(|_| OpenError::Sealed(id))?;
    let mut files = Vec::new();
    for file in case_store::of_submission(app.db.read(), organization, id).await? {
        files.push(open_name(&key, file).map_err(sealed)?);
    }
    in_order_of_answers(&mut files, &version, &answers);
    let tester = tester(app, &row).await?;
    let appointment = match booking::slot_field(&version.form) {
        Some(_) => bookings::of_submission(app.db.read(), organization, id).await?,
        None => None,
    };
    let appointment = appointment.map(|(booking, slot)| Appointment { booking, slot });
    Ok(Some(OpenedSubmission { row, version, answers, files, tester, appointment }))
}

async fn tester(app: &App, row: &submission::Model) -> Result<Option<String>, DbErr> {
    let Some(person) = row.entered_by.filter(|_| row.is_test) else { return Ok(None) };
    let account = staff::store::by_id(app.db.read(), row.organization_id, person).await?;
    Ok(account.filter(|account| account.disabled_at.is_none()).map(|account| account.email))
}

/// The key of the form a submission belongs to.
pub(super) async fn form_key(app: &App, row: &submission::Model) -> Result<FormKey, OpenError> {
    let form =
        forms::store::by_id(app.db.read(), row.organization_id, row.form_id).await?.ok_or(OpenError::Sealed(row.id))?;
    app.vault.form_key(form.id, &form.wrapped_key).map_err(|_| OpenError::Sealed(row.id))
}

/// A file's row with its name unsealed.
pub(crate) fn open_name(key: &FormKey, row: stored_file::Model) -> Result<OpenedFile, Unsealable> {
    let name = key.data_key(row.id.0, &row.wrapped_key)?.open("name", &row.sealed_name)?;
    Ok(OpenedFile {
        id: row.id,
        field: row.field,
        name: String::from_utf8(name).map_err(|_| Unsealable)?,
        media_type: row.media_type,
        size: u64::try_from(row.size).unwrap_or(0),
        scan_state: row.scan_state,
    })
}

fn in_order_of_answers(files: &mut [OpenedFile], version: &Version, answers: &Map<String, Value>) {
    let order: Vec<String> = version
        .form
        .fields()
        .filter_map(|field| answers.get(field.name())?.as_array())
        .flatten()
        .filter_map(|value| value.as_str().map(str::to_owned))
        .collect();
    files.sort_by_cached_key(|file| {
        let id = file.id.to_string();
        order.iter().position(|answer| *answer == id).unwrap_or(usize::MAX)
    });
}
