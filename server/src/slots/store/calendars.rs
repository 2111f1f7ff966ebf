//! Calendars and places as staff see and change them. Every query that begins with a person takes the [`Scope`], so
//! that another department's calendar is not there.

use sea_orm::sea_query::{Expr, LockType};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, Select,
};

use crate::clock::Timestamp;
use crate::db::entity::values::BookingState;
use crate::db::entity::{booking, calendar, form, form_version, place, slot};
use crate::ids::{CalendarId, FormId, OrganizationId, PlaceId};
use crate::staff::scope::Scope;

fn reachable(scope: &Scope) -> Select<calendar::Entity> {
    let query = calendar::Entity::find().filter(calendar::COLUMN.organization_id.eq(scope.organization_id));
    match scope.limited_to() {
        None => query,
        Some(departments) => query.filter(calendar::COLUMN.department_id.is_in(departments.iter().copied())),
    }
}

/// The calendars the person reaches, by title: those in use, or those that were put away.
///
/// # Errors
/// The database's.
pub async fn list(db: &impl ConnectionTrait, scope: &Scope, is_archived: bool) -> Result<Vec<calendar::Model>, DbErr> {
    let archived = calendar::Column::ArchivedAt;
    reachable(scope)
        .filter(if is_archived { archived.is_not_null() } else { archived.is_null() })
        .order_by_asc(calendar::Column::Title)
        .order_by_asc(calendar::Column::Id)
        .all(db)
        .await
}

/// Puts a calendar away or takes it out again, and dates it, so that every process notices.
///
/// # Errors
/// The database's.
pub async fn set_archived(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: CalendarId,
    (archived_at, now): (Option<Timestamp>, Timestamp),
) -> Result<(), DbErr> {
    calendar::Entity::update_many()
        .col_expr(calendar::Column::ArchivedAt, Expr::value(archived_at))
        .col_expr(calendar::Column::UpdatedAt, Expr::value(now))
        .filter(calendar::COLUMN.organization_id.eq(organization))
        .filter(calendar::COLUMN.id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

/// How many appointments of a calendar are still to come.
///
/// # Errors
/// The database's.
pub async fn to_come(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: CalendarId,
    now: Timestamp,
) -> Result<u64, DbErr> {
    let slots = slot::Entity::find()
        .select_only()
        .column(slot::Column::Id)
        .filter(slot::COLUMN.calendar_id.eq(id))
        .filter(slot::Column::EndsAt.gt(now))
        .into_query();
    booking::Entity::find()
        .filter(booking::COLUMN.organization_id.eq(organization))
        .filter(booking::COLUMN.calendar_id.eq(id))
        .filter(booking::Column::State.eq(BookingState::Active))
        .filter(booking::Column::SlotId.in_subquery(slots))
        .count(db)
        .await
}

/// The documents of forms in use that ask for an appointment: as it is being edited, and as it is live.
///
/// # Errors
/// The database's.
pub async fn asking(db: &impl ConnectionTrait, organization: OrganizationId) -> Result<Vec<(FormId, String)>, DbErr> {
    let in_use = || {
        form::Entity::find()
            .select_only()
            .column(form::Column::Id)
            .filter(form::COLUMN.organization_id.eq(organization))
            .filter(form::Column::ArchivedAt.is_null())
    };
    let asks = "%\"x-slots\"%";
    let drafts = in_use().column(form::Column::DraftDocument).filter(form::Column::DraftDocument.like(asks));
    let mut documents: Vec<(FormId, String)> = drafts.into_tuple().all(db).await?;
    let live = in_use().select_only().column(form::Column::PublishedVersionId).into_query();
    let live = form_version::Entity::find()
        .select_only()
        .column(form_version::Column::FormId)
        .column(form_version::Column::Document)
        .filter(form_version::COLUMN.organization_id.eq(organization))
        .filter(form_version::Column::Id.in_subquery(live))
        .filter(form_version::Column::Document.like(asks));
    documents.extend(live.into_tuple::<(FormId, String)>().all(db).await?);
    Ok(documents)
}

/// One calendar, when the person reaches it.
///
/// # Errors
/// The database's.
pub async fn one(db: &impl ConnectionTrait, scope: &Scope, id: CalendarId) -> Result<Option<calendar::Model>, DbErr> {
    reachable(scope).filter(calendar::COLUMN.id.eq(id)).one(db).await
}

/// The same, held until the transaction ends.
///
/// # Errors
/// The database's.
pub async fn for_change(
    db: &impl ConnectionTrait,
    scope: &Scope,
    id: CalendarId,
) -> Result<Option<calendar::Model>, DbErr> {
    // Not exclusive: the intake refers to calendars and must not wait for who edits one.
    reachable(scope).filter(calendar::COLUMN.id.eq(id)).lock(LockType::NoKeyUpdate).one(db).await
}

/// Writes a new calendar.
///
/// # Errors
/// The database's; a unique violation when the key is taken.
pub async fn insert(db: &impl ConnectionTrait, row: calendar::Model) -> Result<(), DbErr> {
    calendar::Entity::insert(row.into_active_model()).exec_without_returning(db).await?;
    Ok(())
}

/// Writes all of a calendar's row.
///
/// # Errors
/// The database's.
pub async fn update(db: &impl ConnectionTrait, row: calendar::Model) -> Result<(), DbErr> {
    calendar::Entity::update(row.into_active_model().reset_all()).exec(db).await?;
    Ok(())
}

/// Dates a calendar, so that every process reads it again.
///
/// # Errors
/// The database's.
pub async fn touch(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: CalendarId,
    now: Timestamp,
) -> Result<(), DbErr> {
    calendar::Entity::update_many()
        .col_expr(calendar::Column::UpdatedAt, Expr::value(now))
        .filter(calendar::COLUMN.organization_id.eq(organization))
        .filter(calendar::COLUMN.id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

/// Adds a place.
///
/// # Errors
/// The database's; a unique violation when the calendar has one of this name.
pub async fn insert_place(db: &impl ConnectionTrait, row: place::Model) -> Result<(), DbErr> {
    place::Entity::insert(row.into_active_model()).exec_without_returning(db).await?;
    Ok(())
}

/// Changes a place.
///
/// # Errors
/// The database's.
pub async fn update_place(db: &impl ConnectionTrait, row: place::Model) -> Result<(), DbErr> {
    place::Entity::update(row.into_active_model().reset_all()).exec(db).await?;
    Ok(())
}

/// Removes a place that has no slots; `false` when it has.
///
/// # Errors
/// The database's.
pub async fn remove_place(db: &impl ConnectionTrait, organization: OrganizationId, id: PlaceId) -> Result<bool, DbErr> {
    let of_place = || slot::Entity::find().filter(slot::COLUMN.organization_id.eq(organization));
    if of_place().filter(slot::COLUMN.place_id.eq(id)).count(db).await? > 0 {
        return Ok(false);
    }
    place::Entity::delete_by_id(id).filter(place::COLUMN.organization_id.eq(organization)).exec(db).await?;
    Ok(true)
}
