//! Reading one submission with the rows of its files, and writing those and steps of its timeline. Claiming them belongs to the intake, in `store`.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use crate::clock::Timestamp;
use crate::db::entity::values::{ScanState, SubmissionEventKind};
use crate::db::entity::{stored_file, submission, submission_event};
use crate::ids::{FileId, FormId, OrganizationId, SubmissionEventId, SubmissionId};

/// A file that lies in the store already.
pub(super) struct NewFile {
    pub(super) id: FileId,
    pub(super) organization_id: OrganizationId,
    pub(super) form_id: FormId,
    pub(super) field: String,
    pub(super) sealed_name: Vec<u8>,
    pub(super) media_type: &'static str,
    pub(super) size: u64,
    /// Of the sealed content.
    pub(super) sha256: Vec<u8>,
    pub(super) wrapped_key: Vec<u8>,
    pub(super) scan_state: ScanState,
    pub(super) created_at: Timestamp,
}

/// Writes the row of a file that no submission has claimed yet.
pub(super) async fn insert(db: &impl ConnectionTrait, new: NewFile) -> Result<(), DbErr> {
    let row = stored_file::ActiveModel {
        id: Set(new.id),
        organization_id: Set(new.organization_id),
        form_id: Set(new.form_id),
        submission_id: Set(None),
        field: Set(new.field),
        sealed_name: Set(new.sealed_name),
        media_type: Set(new.media_type.to_owned()),
        size: Set(i64::try_from(new.size).unwrap_or(i64::MAX)),
        sha256: Set(new.sha256),
        wrapped_key: Set(new.wrapped_key),
        scan_state: Set(new.scan_state),
        keep_until: Set(None),
        created_at: Set(new.created_at),
    };
    stored_file::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// The files of a submission, in the order they were uploaded.
pub(super) async fn of_submission(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    submission: SubmissionId,
) -> Result<Vec<stored_file::Model>, DbErr> {
    stored_file::Entity::find()
        .filter(stored_file::COLUMN.organization_id.eq(organization))
        .filter(stored_file::Column::SubmissionId.eq(submission))
        .order_by_asc(stored_file::Column::Id)
        .all(db)
        .await
}

/// The files of several submissions, in no order.
pub(crate) async fn of_submissions(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    submissions: Vec<SubmissionId>,
) -> Result<Vec<stored_file::Model>, DbErr> {
    stored_file::Entity::find()
        .filter(stored_file::COLUMN.organization_id.eq(organization))
        .filter(stored_file::Column::SubmissionId.is_in(submissions))
        .all(db)
        .await
}

/// A submission of this organization.
pub(super) async fn submission(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: SubmissionId,
) -> Result<Option<submission::Model>, DbErr> {
    submission::Entity::find_by_id(id).filter(submission::COLUMN.organization_id.eq(organization)).one(db).await
}

/// These submissions of this organization, in no order.
pub(super) async fn submissions(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    ids: &[SubmissionId],
) -> Result<Vec<submission::Model>, DbErr> {
    submission::Entity::find()
        .filter(submission::COLUMN.organization_id.eq(organization))
        .filter(submission::COLUMN.id.is_in(ids.iter().copied()))
        .all(db)
        .await
}

/// Writes a step of the program itself.
pub(super) async fn add_step(
    db: &impl ConnectionTrait,
    id: SubmissionEventId,
    organization: OrganizationId,
    submission: SubmissionId,
    kind: SubmissionEventKind,
    happened_at: Timestamp,
) -> Result<(), DbErr> {
    let step = submission_event::ActiveModel {
        id: Set(id),
        organization_id: Set(organization),
        submission_id: Set(submission),
        kind: Set(kind),
        happened_at: Set(happened_at),
        staff_id: Set(None),
        from_state: Set(None),
        to_state: Set(None),
        sealed_note: Set(None),
        sealed_message: Set(None),
    };
    submission_event::Entity::insert(step).exec_without_returning(db).await?;
    Ok(())
}

/// Files the scanner has not answered for, oldest first, after `after`. Across organizations on purpose; the rows carry
/// the id.
pub(super) async fn pending(
    db: &impl ConnectionTrait,
    after: Option<FileId>,
    limit: u64,
) -> Result<Vec<stored_file::Model>, DbErr> {
    let mut query = stored_file::Entity::find().filter(stored_file::Column::ScanState.eq(ScanState::Pending));
    if let Some(after) = after {
        query = query.filter(stored_file::COLUMN.id.gt(after));
    }
    query.order_by_asc(stored_file::Column::Id).limit(limit).all(db).await
}

/// Writes the verdict on a waiting file; gives back the submission it belongs to by then. `None` when it does not wait any
/// more.
pub(super) async fn set_verdict(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    file: FileId,
    verdict: ScanState,
) -> Result<Option<Option<SubmissionId>>, DbErr> {
    let of_file = || {
        Condition::all().add(stored_file::COLUMN.organization_id.eq(organization)).add(stored_file::COLUMN.id.eq(file))
    };
    let changed = stored_file::Entity::update_many()
        .col_expr(stored_file::Column::ScanState, Expr::value(verdict))
        .filter(of_file())
        .filter(stored_file::Column::ScanState.eq(ScanState::Pending))
        .exec(db)
        .await?;
    if changed.rows_affected == 0 {
        return Ok(None);
    }
    // Within the transaction, after the row is ours: a submission that claims it later sees the verdict.
    let row = stored_file::Entity::find().filter(of_file()).one(db).await?;
    Ok(row.map(|row| row.submission_id))
}

/// Files that were uploaded before this instant and belong to no submission. Across organizations on purpose; the rows
/// carry the id.
pub(super) async fn unclaimed(
    db: &impl ConnectionTrait,
    before: Timestamp,
    now: Timestamp,
    limit: u64,
) -> Result<Vec<(OrganizationId, FileId)>, DbErr> {
    stored_file::Entity::find()
        .select_only()
        .column(stored_file::Column::OrganizationId)
        .column(stored_file::Column::Id)
        .filter(stored_file::Column::SubmissionId.is_null())
        .filter(stored_file::Column::CreatedAt.lt(before))
        .filter(is_not_kept(now))
        .limit(limit)
        .into_tuple()
        .all(db)
        .await
}

/// Deletes a file's row; `false` when a submission has claimed it meanwhile.
pub(super) async fn delete_unclaimed(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    file: FileId,
    now: Timestamp,
) -> Result<bool, DbErr> {
    let deleted = stored_file::Entity::delete_many()
        .filter(stored_file::COLUMN.organization_id.eq(organization))
        .filter(stored_file::COLUMN.id.eq(file))
        .filter(stored_file::Column::SubmissionId.is_null())
        .filter(is_not_kept(now))
        .exec(db)
        .await?;
    Ok(deleted.rows_affected == 1)
}

/// No saved journey waits for the file.
fn is_not_kept(now: Timestamp) -> Condition {
    let kept = stored_file::Column::KeepUntil;
    Condition::any().add(kept.is_null()).add(kept.lte(now))
}

/// Keeps files that no submission has claimed until this instant, or later if they were to be kept longer.
pub(crate) async fn keep(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    files: Vec<FileId>,
    until: Timestamp,
) -> Result<(), DbErr> {
    if files.is_empty() {
        return Ok(());
    }
    stored_file::Entity::update_many()
        .col_expr(stored_file::Column::KeepUntil, Expr::value(until))
        .filter(stored_file::COLUMN.organization_id.eq(organization))
        .filter(stored_file::COLUMN.id.is_in(files))
        .filter(stored_file::Column::SubmissionId.is_null())
        .filter(is_not_kept(until))
        .exec(db)
        .await?;
    Ok(())
}
