//! Reading and writing the `printed_receipt` table.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter,
    QuerySelect,
};

use crate::db::entity::printed_receipt::{Column, Entity, Model};
use crate::db::entity::values::ReceiptScope;
use crate::ids::{FileId, OrganizationId, SubmissionId};

pub use crate::db::entity::printed_receipt::Model as PrintedReceipt;

/// The receipt of a submission as it was printed for these hands in this language.
///
/// # Errors
/// The database's.
pub async fn find(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    submission: SubmissionId,
    scope: ReceiptScope,
    language: &str,
) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(Column::SubmissionId.eq(submission))
        .filter(Column::OrganizationId.eq(organization))
        .filter(Column::Scope.eq(scope))
        .filter(Column::Language.eq(language))
        .one(db)
        .await
}

/// Notes a receipt; a unique constraint fails when another one was noted meanwhile.
///
/// # Errors
/// The database's.
pub async fn insert(db: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    Entity::insert(row.into_active_model().reset_all()).exec_without_returning(db).await?;
    Ok(())
}

/// Forgets receipts; gives back where their bytes lie.
///
/// # Errors
/// The database's.
pub async fn remove(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    submissions: Vec<SubmissionId>,
) -> Result<Vec<FileId>, DbErr> {
    let of_them =
        || Column::SubmissionId.is_in(submissions.iter().copied()).and(Column::OrganizationId.eq(organization));
    let query = Entity::find().select_only().column(Column::Id).filter(of_them());
    let files: Vec<FileId> = query.into_tuple().all(db).await?;
    if !files.is_empty() {
        Entity::delete_many().filter(of_them()).exec(db).await?;
    }
    Ok(files)
}

/// Forgets one receipt, whose bytes are lost.
///
/// # Errors
/// The database's.
pub async fn remove_one(db: &impl ConnectionTrait, organization: OrganizationId, id: FileId) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::OrganizationId.eq(organization)).filter(Column::Id.eq(id)).exec(db).await?;
    Ok(())
}
