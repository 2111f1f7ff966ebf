//! Reading and writing calendars, places, slots and bookings. What the intake asks and writes stands in `intake`.

pub mod bookings;
pub mod calendars;
pub mod grid;
pub mod holds;
pub mod intake;
pub mod reconcile;
pub mod reminders;

use std::collections::HashSet;

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::clock::Timestamp;
use crate::db::entity::values::Channel;
use crate::db::entity::{calendar, place, slot, submission};
use crate::ids::{CalendarId, FormId, OrganizationId, SlotId};
use crate::slots::terms::{Standing, Terms};

/// The calendar with this key, unless it was put away.
///
/// # Errors
/// The database's.
pub async fn by_key(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    key: &str,
) -> Result<Option<calendar::Model>, DbErr> {
    calendar::Entity::find()
        .filter(calendar::COLUMN.organization_id.eq(organization))
        .filter(calendar::COLUMN.key.eq(key))
        .filter(calendar::Column::ArchivedAt.is_null())
        .one(db)
        .await
}

/// The terms of a calendar.
///
/// # Errors
/// The database's.
pub async fn terms(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: CalendarId,
) -> Result<Option<Terms>, DbErr> {
    let query = calendar::Entity::find_by_id(id).filter(calendar::COLUMN.organization_id.eq(organization));
    Ok(query.one(db).await?.as_ref().map(Terms::of))
}

/// The places of a calendar, in their order.
///
/// # Errors
/// The database's.
pub async fn places(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: CalendarId,
) -> Result<Vec<place::Model>, DbErr> {
    place::Entity::find()
        .filter(place::COLUMN.organization_id.eq(organization))
        .filter(place::COLUMN.calendar_id.eq(id))
        .order_by_asc(place::Column::Position)
        .order_by_asc(place::Column::Id)
        .all(db)
        .await
}

/// The slots of a calendar that end after an instant.
///
/// # Errors
/// The database's.
pub async fn slots_after(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: CalendarId,
    after: Timestamp,
) -> Result<Vec<slot::Model>, DbErr> {
    slot::Entity::find()
        .filter(slot::COLUMN.organization_id.eq(organization))
        .filter(slot::COLUMN.calendar_id.eq(id))
        .filter(slot::Column::EndsAt.gt(after))
        .all(db)
        .await
}

/// When each of these calendars last changed; one that is gone is not there. Across organizations on purpose: for what is
/// kept in memory.
///
/// # Errors
/// The database's.
pub async fn changes(
    db: &impl ConnectionTrait,
    calendars: Vec<CalendarId>,
) -> Result<Vec<(CalendarId, Timestamp)>, DbErr> {
    calendar::Entity::find()
        .select_only()
        .column(calendar::Column::Id)
        .column(calendar::Column::UpdatedAt)
        .filter(calendar::COLUMN.id.is_in(calendars))
        .into_tuple()
        .all(db)
        .await
}

/// The slots of these calendars that changed from an instant on. Across organizations on purpose, as [`changes`].
///
/// # Errors
/// The database's.
pub async fn changed_slots(
    db: &impl ConnectionTrait,
    calendars: Vec<CalendarId>,
    since: Timestamp,
) -> Result<Vec<slot::Model>, DbErr> {
    slot::Entity::find()
        .filter(slot::COLUMN.calendar_id.is_in(calendars))
        .filter(slot::Column::UpdatedAt.gte(since))
        .all(db)
        .await
}

/// One who wants a place of a slot that seems full.
#[derive(Clone, Debug)]
pub struct Asking {
    /// The slot.
    pub slot: SlotId,
    /// By which way.
    pub channel: Channel,
    /// How many people.
    pub persons: i64,
    /// The key of the submission, which may be there already.
    pub submission: (FormId, String),
}

/// Of each, in order, whether it can be refused without asking the journal: the slot is full at this instant, and no
/// submission is there under the same key. Two statements whatever their number; across organizations on purpose, because
/// those who wait together are of any.
///
/// # Errors
/// The database's.
pub async fn refusable(db: &impl ConnectionTrait, asking: &[Asking]) -> Result<Vec<bool>, DbErr> {
    let slots: HashSet<SlotId> = asking.iter().map(|one| one.slot).collect();
    let rows = slot::Entity::find().filter(slot::COLUMN.id.is_in(slots)).all(db).await?;
    let left = |one: &Asking| {
        let row = rows.iter().find(|row| row.id == one.slot)?;
        Some(Standing::of(row)?.left(one.channel))
    };
    // Two lists, and matched in memory: a thousand alternatives are deeper than SQLite reads an expression.
    let forms: HashSet<FormId> = asking.iter().map(|one| one.submission.0).collect();
    let known: Vec<(FormId, String)> = submission::Entity::find()
        .select_only()
        .column(submission::Column::FormId)
        .column(submission::Column::IdempotencyKey)
        .filter(submission::COLUMN.form_id.is_in(forms))
        .filter(submission::Column::IdempotencyKey.is_in(asking.iter().map(|one| one.submission.1.as_str())))
        .into_tuple()
        .all(db)
        .await?;
    let known: HashSet<(FormId, String)> = known.into_iter().collect();
    let is_refusable =
        |one: &Asking| left(one).is_some_and(|left| left < one.persons) && !known.contains(&one.submission);
    Ok(asking.iter().map(is_refusable).collect())
}
