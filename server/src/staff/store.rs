//! Reading and writing staff accounts; departments, sessions and tokens stand in files of their own.

mod departments;
pub mod sessions;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::clock::Timestamp;
use crate::db::entity::staff;
use crate::db::entity::values::Role;
use crate::ids::{OrganizationId, StaffId};

pub use crate::db::entity::department::Model as Department;
pub use crate::db::entity::staff::Model as Account;
pub use departments::{department, departments, insert_department, memberships, set_departments, update_department};

/// The account with this address.
///
/// # Errors
/// The database's.
pub async fn by_email(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    email: &str,
) -> Result<Option<staff::Model>, DbErr> {
    staff::Entity::find()
        .filter(staff::COLUMN.organization_id.eq(organization))
        .filter(staff::COLUMN.email.eq(email))
        .one(db)
        .await
}

/// The account with this identifier.
///
/// # Errors
/// The database's.
pub async fn by_id(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: StaffId,
) -> Result<Option<staff::Model>, DbErr> {
    staff::Entity::find_by_id(id).filter(staff::COLUMN.organization_id.eq(organization)).one(db).await
}

/// All accounts of an organization, oldest first.
///
/// # Errors
/// The database's.
pub async fn all(db: &impl ConnectionTrait, organization: OrganizationId) -> Result<Vec<staff::Model>, DbErr> {
    staff::Entity::find()
        .filter(staff::COLUMN.organization_id.eq(organization))
        .order_by_asc(staff::Column::CreatedAt)
        .order_by_asc(staff::Column::Id)
        .all(db)
        .await
}

/// The names of these people, for timelines and conflicts.
///
/// # Errors
/// The database's.
pub async fn names(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    people: Vec<StaffId>,
) -> Result<Vec<(StaffId, String)>, DbErr> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    staff::Entity::find()
        .select_only()
        .column(staff::Column::Id)
        .column(staff::Column::Name)
        .filter(staff::COLUMN.organization_id.eq(organization))
        .filter(staff::COLUMN.id.is_in(people))
        .into_tuple()
        .all(db)
        .await
}

/// The administrators who can sign in; locked until the transaction ends, so that two of them cannot demote each other
/// at the same instant.
///
/// # Errors
/// The database's.
pub async fn lock_enabled_admins(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<Vec<StaffId>, DbErr> {
    let rows = staff::Entity::find()
        .filter(staff::COLUMN.organization_id.eq(organization))
        .filter(staff::Column::Role.eq(Role::Admin))
        .filter(staff::Column::DisabledAt.is_null())
        .order_by_asc(staff::Column::Id)
        .lock_exclusive()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Writes a new account.
///
/// # Errors
/// The database's; a unique violation when the address is taken.
pub async fn insert(db: &impl ConnectionTrait, account: staff::Model) -> Result<(), DbErr> {
    use sea_orm::IntoActiveModel;
    staff::Entity::insert(account.into_active_model()).exec_without_returning(db).await?;
    Ok(())
}

/// Writes what an administrator may change of an account.
///
/// # Errors
/// The database's.
pub async fn update(db: &impl ConnectionTrait, account: &staff::Model) -> Result<(), DbErr> {
    staff::Entity::update_many()
        .col_expr(staff::Column::Name, Expr::value(account.name.clone()))
        .col_expr(staff::Column::Role, Expr::value(account.role))
        .col_expr(staff::Column::DisabledAt, Expr::value(account.disabled_at))
        .filter(staff::COLUMN.organization_id.eq(account.organization_id))
        .filter(staff::COLUMN.id.eq(account.id))
        .exec(db)
        .await?;
    Ok(())
}

/// Replaces the password and forgets failed attempts; `false` when there is no such account.
///
/// # Errors
/// The database's.
pub async fn set_password(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: StaffId,
    password_hash: String,
) -> Result<bool, DbErr> {
    let result = staff::Entity::update_many()
        .col_expr(staff::Column::PasswordHash, Expr::value(password_hash))
        .col_expr(staff::Column::FailedSignIns, Expr::value(0_i64))
        .col_expr(staff::Column::BlockedUntilAt, Expr::value(Option::<Timestamp>::None))
        .filter(staff::COLUMN.organization_id.eq(organization))
        .filter(staff::COLUMN.id.eq(id))
        .exec(db)
        .await?;
    Ok(result.rows_affected == 1)
}

/// Notes how an attempt to sign in ended: how many failed in a row, until when the account is blocked, and when it
/// succeeded if it did.
///
/// # Errors
/// The database's.
pub async fn note_sign_in(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: StaffId,
    failures: i64,
    blocked_until_at: Option<Timestamp>,
    succeeded_at: Option<Timestamp>,
) -> Result<(), DbErr> {
    let mut update = staff::Entity::update_many()
        .col_expr(staff::Column::FailedSignIns, Expr::value(failures))
        .col_expr(staff::Column::BlockedUntilAt, Expr::value(blocked_until_at));
    if let Some(at) = succeeded_at {
        update = update.col_expr(staff::Column::LastSignInAt, Expr::value(at));
    }
    update.filter(staff::COLUMN.organization_id.eq(organization)).filter(staff::COLUMN.id.eq(id)).exec(db).await?;
    Ok(())
}
