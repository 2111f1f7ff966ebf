//! Reading the published versions of a form, and withdrawing one. A version's document never changes.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, DerivePartialModel, EntityTrait, QueryFilter, QueryOrder};

use crate::clock::Timestamp;
use crate::db::entity::{form, form_version};
use crate::ids::{FormId, OrganizationId, StaffId, VersionId};

/// A version in a list: without its document, which may be long.
#[derive(Clone, Debug, DerivePartialModel)]
#[sea_orm(entity = "form_version::Entity")]
#[expect(missing_docs, reason = "the column names are the field's own terms")]
pub struct VersionRow {
    pub id: VersionId,
    pub number: i64,
    pub published_at: Timestamp,
    pub published_by: Option<StaffId>,
    pub withdrawn_at: Option<Timestamp>,
    pub withdrawal_reason: Option<String>,
}

/// The published versions of a form, newest first; test versions are nobody's but the tester's.
///
/// # Errors
/// The database's.
pub async fn list(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    form: FormId,
) -> Result<Vec<VersionRow>, DbErr> {
    form_version::Entity::find()
        .filter(form_version::COLUMN.organization_id.eq(organization))
        .filter(form_version::COLUMN.form_id.eq(form))
        .filter(form_version::COLUMN.is_test.eq(false))
        .order_by_desc(form_version::Column::Number)
        .into_partial_model::<VersionRow>()
        .all(db)
        .await
}

/// One published version by its number; test versions are none.
///
/// # Errors
/// The database's.
pub async fn by_number(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    form: FormId,
    number: i64,
) -> Result<Option<form_version::Model>, DbErr> {
    form_version::Entity::find()
        .filter(form_version::COLUMN.organization_id.eq(organization))
        .filter(form_version::COLUMN.form_id.eq(form))
        .filter(form_version::COLUMN.number.eq(number))
        .filter(form_version::COLUMN.is_test.eq(false))
        .one(db)
        .await
}

/// A withdrawal to be written.
pub struct Withdrawal {
    /// Which version.
    pub number: i64,
    /// What residents are told.
    pub reason: String,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Option<StaffId>,
}

/// Withdraws a version that is not withdrawn yet; `false` when there is none. The form counts as changed, so that every
/// process learns of it.
///
/// # Errors
/// The database's.
pub async fn withdraw(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    form_id: FormId,
    withdrawal: Withdrawal,
) -> Result<bool, DbErr> {
    let result = form_version::Entity::update_many()
        .col_expr(form_version::Column::WithdrawnAt, Expr::value(withdrawal.at))
        .col_expr(form_version::Column::WithdrawnBy, Expr::value(withdrawal.by))
        .col_expr(form_version::Column::WithdrawalReason, Expr::value(withdrawal.reason))
        .filter(form_version::COLUMN.organization_id.eq(organization))
        .filter(form_version::COLUMN.form_id.eq(form_id))
        .filter(form_version::COLUMN.number.eq(withdrawal.number))
        .filter(form_version::Column::WithdrawnAt.is_null())
        .exec(db)
        .await?;
    if result.rows_affected != 1 {
        return Ok(false);
    }
    form::Entity::update_many()
        .col_expr(form::Column::UpdatedAt, Expr::value(withdrawal.at))
        .filter(form::COLUMN.organization_id.eq(organization))
        .filter(form::COLUMN.id.eq(form_id))
        .exec(db)
        .await?;
    Ok(true)
}
