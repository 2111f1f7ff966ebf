//! Reading and writing submissions, their timelines and their files' rows. The intake's statements are here too: a fixed
//! number of them per batch, whatever its size.

pub mod ended;
pub mod intake;
pub mod keys;
pub mod printed;
pub mod review;
pub mod test_submissions;
pub mod unlock;

use std::collections::HashMap;

use sea_orm::sea_query::{CaseStatement, Expr};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
};

use self::keys::Key;
use crate::clock::Timestamp;
use crate::db::entity::values::{Channel, ScanState, SubmissionEventKind, SubmissionState};
use crate::db::entity::{stored_file, submission, submission_event};
use crate::ids::{FileId, FormId, OrganizationId, StaffId, SubmissionEventId, SubmissionId, VersionId};
use crate::words::Language;

/// How an application came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// By which way.
    pub channel: Channel,
    /// The member of staff who keyed it in.
    pub entered_by: Option<StaffId>,
    /// The language it was filled in.
    pub language: Language,
}

/// A submission ready to be written: sealed, numbered, with its key.
pub struct NewSubmission {
    /// Its identifier.
    pub id: SubmissionId,
    /// The first step of its timeline.
    pub event_id: SubmissionEventId,
    /// Whose.
    pub organization_id: OrganizationId,
    /// Of which form.
    pub form_id: FormId,
    /// In which version.
    pub version_id: VersionId,
    /// What the resident is told.
    pub receipt_number: String,
    /// One key is one submission.
    pub idempotency_key: String,
    /// Digest of the accepted answers: tells a repetition from another use of the key.
    pub body_hmac: [u8; 32],
    /// The data key, wrapped by the form's.
    pub wrapped_key: Vec<u8>,
    /// The answers, sealed.
    pub sealed_answers: Vec<u8>,
    /// The files it claims.
    pub files: Vec<FileId>,
    /// When the final post was fully read.
    pub received_at: Timestamp,
    /// How it came.
    pub origin: Origin,
    /// Written even when the form was closed meanwhile.
    pub is_honoured: bool,
    /// When the applicant began, where that is known: the grace after the period is for those who began within it.
    pub began_at: Option<Timestamp>,
    /// What it takes for itself alone, where the form says so.
    pub key: Option<Key>,
    /// Sent by staff in a test version: no terms hold for it, and it takes nobody's place.
    pub is_test: bool,
}

/// A submission that is already there under the same key.
#[derive(Clone, Debug)]
pub struct Existing {
    /// Its identifier.
    pub id: SubmissionId,
    /// The version it was filled in with.
    pub version_id: VersionId,
    /// Its number.
    pub receipt_number: String,
    /// Its digest.
    pub body_hmac: Vec<u8>,
    /// When it was received.
    pub received_at: Timestamp,
}

/// The submissions already written under any of these (form, key) pairs.
///
/// # Errors
/// The database's.
pub async fn existing(
    db: &impl ConnectionTrait,
    batch: &[&NewSubmission],
) -> Result<HashMap<(FormId, String), Existing>, DbErr> {
    let rows: Vec<submission::Model> = submission::Entity::find()
        .filter(submission::COLUMN.form_id.is_in(batch.iter().map(|new| new.form_id)))
        .filter(submission::COLUMN.idempotency_key.is_in(batch.iter().map(|new| new.idempotency_key.clone())))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| ((row.form_id, row.idempotency_key.clone()), existing_of(row))).collect())
}

/// The submission written under one key, if there is one.
///
/// # Errors
/// The database's.
pub async fn by_key(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    form_id: FormId,
    key: &str,
) -> Result<Option<Existing>, DbErr> {
    let row = submission::Entity::find()
        .filter(submission::COLUMN.organization_id.eq(organization))
        .filter(submission::COLUMN.form_id.eq(form_id))
        .filter(submission::COLUMN.idempotency_key.eq(key))
        .one(db)
        .await?;
    Ok(row.map(existing_of))
}

fn existing_of(row: submission::Model) -> Existing {
    Existing {
        id: row.id,
        version_id: row.form_version_id,
        receipt_number: row.receipt_number,
        body_hmac: row.body_hmac,
        received_at: row.received_at,
    }
}

/// Which of these files belong to that form and to no submission yet, and still have their content.
///
/// # Errors
/// The database's.
pub async fn free_files(db: &impl ConnectionTrait, files: Vec<FileId>) -> Result<HashMap<FileId, FormId>, DbErr> {
    if files.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(FileId, FormId)> = stored_file::Entity::find()
        .select_only()
        .column(stored_file::Column::Id)
        .column(stored_file::Column::FormId)
        .filter(stored_file::COLUMN.id.is_in(files))
        .filter(stored_file::Column::SubmissionId.is_null())
        .filter(stored_file::Column::ScanState.ne(ScanState::Infected))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// Writes a batch and the first step of each timeline.
///
/// # Errors
/// The database's.
pub async fn insert(db: &impl ConnectionTrait, batch: &[&NewSubmission]) -> Result<(), DbErr> {
    let steps: Vec<_> = batch.iter().map(|new| first_step(new)).collect();
    let files: Vec<_> = batch.iter().flat_map(|new| new.files.iter().map(|file| (*file, new.id))).collect();
    submission::Entity::insert_many(batch.iter().map(|new| row(new))).exec_without_returning(db).await?;
    submission_event::Entity::insert_many(steps).exec_without_returning(db).await?;
    for files in files.chunks(CLAIMED) {
        claim(db, files).await?;
    }
    keys::take(db, batch.iter().filter_map(|new| Some(new.key.as_ref()?.row(new.id))).collect()).await?;
    Ok(())
}

fn row(new: &NewSubmission) -> submission::ActiveModel {
    submission::ActiveModel {
        id: Set(new.id),
        organization_id: Set(new.organization_id),
        form_id: Set(new.form_id),
        form_version_id: Set(new.version_id),
        receipt_number: Set(new.receipt_number.clone()),
        idempotency_key: Set(new.idempotency_key.clone()),
        body_hmac: Set(new.body_hmac.to_vec()),
        wrapped_key: Set(new.wrapped_key.clone()),
        sealed_answers: Set(new.sealed_answers.clone()),
        state: Set(SubmissionState::Received),
        channel: Set(new.origin.channel),
        entered_by: Set(new.origin.entered_by),
        language: Set(new.origin.language.tag().to_owned()),
        unlock_failures: Set(0),
        unlock_failed_at: Set(None),
        received_at: Set(new.received_at),
        updated_at: Set(new.received_at),
        is_test: Set(new.is_test),
    }
}

fn first_step(new: &NewSubmission) -> submission_event::ActiveModel {
    submission_event::ActiveModel {
        id: Set(new.event_id),
        organization_id: Set(new.organization_id),
        submission_id: Set(new.id),
        kind: Set(SubmissionEventKind::Received),
        happened_at: Set(new.received_at),
        staff_id: Set(new.origin.entered_by),
        from_state: Set(None),
        to_state: Set(Some(SubmissionState::Received)),
        sealed_note: Set(None),
        sealed_message: Set(None),
    }
}

/// Files claimed by one statement: it names each three times, and databases bound the number of parameters.
const CLAIMED: usize = 1000;

/// A file that another transaction claimed or found infected in between fails the batch; each submission is then tried alone.
async fn claim(db: &impl ConnectionTrait, files: &[(FileId, SubmissionId)]) -> Result<(), DbErr> {
    let whose = files.iter().fold(CaseStatement::new(), |case, (file, submission)| {
        case.case(stored_file::Column::Id.eq(*file), Expr::value(*submission))
    });
    let claimed = stored_file::Entity::update_many()
        .col_expr(stored_file::Column::SubmissionId, whose.into())
        .filter(stored_file::COLUMN.id.is_in(files.iter().map(|(file, _)| *file)))
        .filter(stored_file::Column::SubmissionId.is_null())
        .filter(stored_file::Column::ScanState.ne(ScanState::Infected))
        .exec(db)
        .await?;
    if claimed.rows_affected == files.len() as u64 { Ok(()) } else { Err(DbErr::RecordNotUpdated) }
}

/// The next submissions of a form after `after` and not after `until`, oldest first and without tests: for exports, which
/// page by key.
///
/// # Errors
/// The database's.
pub async fn page_oldest_first(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    form_id: FormId,
    (after, until): (Option<(Timestamp, SubmissionId)>, Timestamp),
    limit: u64,
) -> Result<Vec<submission::Model>, DbErr> {
    let mut query = submission::Entity::find()
        .filter(submission::COLUMN.organization_id.eq(organization))
        .filter(submission::COLUMN.form_id.eq(form_id))
        .filter(submission::COLUMN.is_test.eq(false))
        .filter(submission::Column::ReceivedAt.lte(until));
    if let Some((received_at, id)) = after {
        let later = submission::Column::ReceivedAt.gt(received_at);
        let same = submission::Column::ReceivedAt.eq(received_at).and(submission::COLUMN.id.gt(id));
        query = query.filter(later.or(same));
    }
    query.order_by_asc(submission::Column::ReceivedAt).order_by_asc(submission::Column::Id).limit(limit).all(db).await
}
