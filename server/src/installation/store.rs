//! Reading and writing the one row of the installation, and the first rows of an empty database.

use sea_orm::{ActiveValue::Set, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait};

use crate::clock::Timestamp;
use crate::db::entity::{department, installation, organization, staff};
use crate::ids::{DepartmentId, OrganizationId};

/// The one row's identifier.
const ROW: i32 = 1;

/// What the database remembers of its key.
pub(super) async fn key_fingerprint(db: &impl ConnectionTrait) -> Result<Option<String>, DbErr> {
    Ok(installation::Entity::find_by_id(ROW).one(db).await?.map(|row| row.key_fingerprint))
}

/// Remembers the key.
pub(super) async fn remember_key(
    db: &impl ConnectionTrait,
    key_fingerprint: String,
    created_at: Timestamp,
) -> Result<(), DbErr> {
    let row =
        installation::ActiveModel { id: Set(ROW), key_fingerprint: Set(key_fingerprint), created_at: Set(created_at) };
    installation::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Whether anybody has an account. Across organizations on purpose.
pub(super) async fn has_staff(db: &impl ConnectionTrait) -> Result<bool, DbErr> {
    Ok(staff::Entity::find().count(db).await? > 0)
}

/// The first organization and its first department.
pub(super) struct First {
    pub(super) organization_id: OrganizationId,
    pub(super) department_id: DepartmentId,
    pub(super) organization_name: String,
    pub(super) base_url: String,
    pub(super) time_zone: String,
    pub(super) department_name: &'static str,
    pub(super) notification_email: String,
    pub(super) created_at: Timestamp,
}

/// Writes both.
pub(super) async fn insert_first(db: &impl ConnectionTrait, first: First) -> Result<(), DbErr> {
    let organization = organization::ActiveModel {
        id: Set(first.organization_id),
        name: Set(first.organization_name),
        base_url: Set(first.base_url),
        time_zone: Set(first.time_zone),
        created_at: Set(first.created_at),
        has_four_eyes: Set(false),
        outbox_told_at: Set(None),
    };
    let department = department::ActiveModel {
        id: Set(first.department_id),
        organization_id: Set(first.organization_id),
        name: Set(first.department_name.to_owned()),
        notification_email: Set(Some(first.notification_email)),
        disabled_at: Set(None),
        created_at: Set(first.created_at),
    };
    organization::Entity::insert(organization).exec_without_returning(db).await?;
    department::Entity::insert(department).exec_without_returning(db).await?;
    Ok(())
}
