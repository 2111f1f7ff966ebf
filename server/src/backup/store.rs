//! What a backup reads of the database: which files there are, and how many applications.

pub(super) use sea_orm::DatabaseConnection as Connection;
use sea_orm::{ColumnTrait, DatabaseConnection, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};

use crate::db::entity::values::ScanState;
use crate::db::entity::{installation, printed_receipt, stored_file, submission};
use crate::db::snapshot;
use crate::ids::{FileId, OrganizationId};

/// A file that has content.
#[derive(Clone, Debug)]
pub(super) struct File {
    pub(super) organization_id: OrganizationId,
    pub(super) id: FileId,
    /// Of the sealed bytes.
    pub(super) sha256: Vec<u8>,
    /// A printed receipt: when it is lost it is printed again.
    pub(super) is_replaceable: bool,
}

/// All files whose content is kept, and the receipts that were printed. Across organizations on purpose: a backup is.
pub(super) async fn files(copy: &DatabaseConnection) -> Result<Vec<File>, DbErr> {
    let rows: Vec<(OrganizationId, FileId, Vec<u8>)> = stored_file::Entity::find()
        .select_only()
        .column(stored_file::Column::OrganizationId)
        .column(stored_file::Column::Id)
        .column(stored_file::Column::Sha256)
        .filter(stored_file::Column::ScanState.ne(ScanState::Infected))
        .into_tuple()
        .all(copy)
        .await?;
    let printed = if snapshot::has(copy, "printed_receipt").await? { printed(copy).await? } else { Vec::new() };
    let file =
        |is_replaceable| move |(organization_id, id, sha256)| File { organization_id, id, sha256, is_replaceable };
    Ok(rows.into_iter().map(file(false)).chain(printed.into_iter().map(file(true))).collect())
}

async fn printed(copy: &DatabaseConnection) -> Result<Vec<(OrganizationId, FileId, Vec<u8>)>, DbErr> {
    printed_receipt::Entity::find()
        .select_only()
        .column(printed_receipt::Column::OrganizationId)
        .column(printed_receipt::Column::Id)
        .column(printed_receipt::Column::Sha256)
        .into_tuple()
        .all(copy)
        .await
}

/// Which installation key a copy is sealed with.
pub(super) async fn key_fingerprint(copy: &DatabaseConnection) -> Result<Option<String>, DbErr> {
    Ok(installation::Entity::find().one(copy).await?.map(|row| row.key_fingerprint))
}

/// Whether a file still has a row with content.
pub(super) async fn is_there(db: &DatabaseConnection, file: &File) -> Result<bool, DbErr> {
    let found = stored_file::Entity::find()
        .select_only()
        .column(stored_file::Column::Id)
        .filter(stored_file::COLUMN.organization_id.eq(file.organization_id))
        .filter(stored_file::COLUMN.id.eq(file.id))
        .filter(stored_file::Column::ScanState.ne(ScanState::Infected))
        .count(db)
        .await?;
    Ok(found > 0)
}

/// How many applications there are. Across organizations on purpose: a backup is.
pub(super) async fn submissions(copy: &DatabaseConnection) -> Result<u64, DbErr> {
    // Of an older version's table, too, which may have fewer columns.
    submission::Entity::find().select_only().column(submission::Column::Id).count(copy).await
}
