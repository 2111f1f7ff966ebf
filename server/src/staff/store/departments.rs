//! Reading and writing departments and who belongs to them.

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

use crate::clock::Timestamp;
use crate::db::entity::{department, staff_department};
use crate::ids::{DepartmentId, OrganizationId, Random, StaffId};

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
        .order_by_asc(department::Column::Id)
        .all(db)
        .await
}

/// One department.
///
/// # Errors
/// The database's.
pub async fn department(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: DepartmentId,
) -> Result<Option<department::Model>, DbErr> {
    department::Entity::find_by_id(id).filter(department::COLUMN.organization_id.eq(organization)).one(db).await
}

/// Writes a new department.
///
/// # Errors
/// The database's; a unique violation when the name is taken.
pub async fn insert_department(db: &impl ConnectionTrait, row: department::Model) -> Result<(), DbErr> {
    use sea_orm::IntoActiveModel;
    department::Entity::insert(row.into_active_model()).exec_without_returning(db).await?;
    Ok(())
}

/// Writes what may change of a department.
///
/// # Errors
/// The database's; a unique violation when the name is taken.
pub async fn update_department(db: &impl ConnectionTrait, row: &department::Model) -> Result<(), DbErr> {
    department::Entity::update_many()
        .col_expr(department::Column::Name, Expr::value(row.name.clone()))
        .col_expr(department::Column::NotificationEmail, Expr::value(row.notification_email.clone()))
        .col_expr(department::Column::DisabledAt, Expr::value(row.disabled_at))
        .filter(department::COLUMN.organization_id.eq(row.organization_id))
        .filter(department::COLUMN.id.eq(row.id))
        .exec(db)
        .await?;
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

/// Who belongs where, for one person or for everybody.
///
/// # Errors
/// The database's.
pub async fn memberships(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    person: Option<StaffId>,
) -> Result<Vec<(StaffId, DepartmentId)>, DbErr> {
    let mut query = staff_department::Entity::find()
        .filter(staff_department::COLUMN.organization_id.eq(organization))
        .order_by_asc(staff_department::Column::Id);
    if let Some(person) = person {
        query = query.filter(staff_department::COLUMN.staff_id.eq(person));
    }
    Ok(query.all(db).await?.into_iter().map(|row| (row.staff_id, row.department_id)).collect())
}
