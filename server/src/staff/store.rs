//! Reading and writing staff accounts, departments, sessions and tokens.

use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use crate::clock::Timestamp;
use crate::db::entity::{api_token, department, staff, staff_department};
use crate::ids::{ApiTokenId, DepartmentId, OrganizationId, Random, StaffId};

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

/// Writes a new account.
///
/// # Errors
/// The database's; a unique violation when the address is taken.
pub async fn insert(db: &impl ConnectionTrait, account: staff::Model) -> Result<(), DbErr> {
    use sea_orm::IntoActiveModel;
    staff::Entity::insert(account.into_active_model()).exec_without_returning(db).await?;
    Ok(())
}

/// Makes the person belong to exactly these departments.
///
/// # Errors
/// The database's.
pub async fn set_departments(
    db: &impl ConnectionTrait,
    random: &Random,
    organization: OrganizationId,
    person: StaffId,
    departments: &[DepartmentId],
    now: Timestamp,
) -> Result<(), DbErr> {
    staff_department::Entity::delete_many()
        .filter(staff_department::COLUMN.organization_id.eq(organization))
        .filter(staff_department::COLUMN.staff_id.eq(person))
        .exec(db)
        .await?;
    let rows = departments.iter().map(|department| staff_department::ActiveModel {
        id: Set(random.uuid_v7(now)),
        organization_id: Set(organization),
        staff_id: Set(person),
        department_id: Set(*department),
    });
    if !departments.is_empty() {
        staff_department::Entity::insert_many(rows).exec_without_returning(db).await?;
    }
    Ok(())
}

/// All departments of an organization, oldest first.
///
/// # Errors
/// The database's.
pub async fn departments(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<Vec<department::Model>, DbErr> {
    department::Entity::find()
        .filter(department::COLUMN.organization_id.eq(organization))
        .order_by_asc(department::Column::CreatedAt)
        .all(db)
        .await
}

/// Writes a new API token.
///
/// # Errors
/// The database's.
pub async fn insert_token(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: ApiTokenId,
    person: StaffId,
    token_hash: Vec<u8>,
    now: Timestamp,
) -> Result<(), DbErr> {
    let row = api_token::ActiveModel {
        id: Set(id),
        organization_id: Set(organization),
        staff_id: Set(person),
        token_hash: Set(token_hash),
        created_at: Set(now),
        last_used_at: Set(None),
        revoked_at: Set(None),
    };
    api_token::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}
