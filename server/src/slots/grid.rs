//! Slots by hand: another capacity, closed or open. Whole days are closed in `closing`.

use serde_json::json;
use sha2::{Digest, Sha256};

use super::calendars::event;
use super::change;
use super::store::{calendars as kept, grid as table, holds, intake};
use crate::app::App;
use crate::audit;
use crate::db::DbErr;
use crate::db::entity::slot;
use crate::ids::{CalendarId, SlotId};
use crate::staff::scope::Scope;

pub use crate::db::entity::slot::Model as Slot;

/// What is to change of a slot; `None` leaves it.
#[derive(Clone, Copy, Debug, Default)]
pub struct SlotChange {
    /// How many people it takes.
    pub capacity: Option<i64>,
    /// How many of these are kept for telephone and counter.
    pub reserved: Option<i64>,
    /// Whether nobody can book it. Who has booked it stays.
    pub is_closed: Option<bool>,
}

/// Why a slot was not changed.
#[derive(Debug, thiserror::Error)]
pub enum SlotError {
    /// There is no such calendar, place or slot within the person's reach.
    #[error("there is no such slot")]
    NotFound,
    /// A value that cannot be.
    #[error("{at} cannot be so")]
    Invalid {
        /// JSON Pointer into the change.
        at: &'static str,
    },
    /// More is taken than would be left.
    #[error("{taken} are taken already, {taken_online} of them online")]
    Taken {
        /// By everybody.
        taken: i64,
        /// Online.
        taken_online: i64,
        /// How many of both are held for people who are still filling in.
        held: i64,
    },
    /// It is not any more what was looked at.
    #[error("somebody else changed it meanwhile")]
    Conflict {
        /// What it is now.
        version: String,
    },
    /// The database's.
    #[error(transparent)]
    Database(#[from] DbErr),
}

/// What staff have made of these slots, as one word: another one whenever a capacity, a reservation or a closing changes.
/// Bookings do not change it, so that a crowd does not keep staff from their work.
#[must_use]
pub fn version_of(slots: &[slot::Model]) -> String {
    let mut slots: Vec<&slot::Model> = slots.iter().collect();
    slots.sort_unstable_by_key(|slot| slot.id);
    let mut digest = Sha256::new();
    for slot in slots {
        digest.update(slot.id.0.as_bytes());
        digest.update(slot.capacity.to_be_bytes());
        digest.update(slot.reserved.to_be_bytes());
        digest.update([u8::from(slot.is_closed)]);
    }
    digest.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn at_version(slots: &[slot::Model], version: &str) -> Result<(), SlotError> {
    let now = version_of(slots);
    if now == version { Ok(()) } else { Err(SlotError::Conflict { version: now }) }
}

/// Changes a slot by hand that is still what was looked at; from then on rules leave it alone.
///
/// # Errors
/// See [`SlotError`].
pub async fn edit(
    app: &App,
    scope: &Scope,
    calendar: CalendarId,
    (id, version): (SlotId, String),
    change: SlotChange,
) -> Result<slot::Model, SlotError> {
    let (now, person) = (app.clock.now(), scope.clone());
    let event = event(app, scope, "slot.changed", calendar);
    let row = app
        .db
        .write::<_, SlotError, _>(move |transaction| {
            Box::pin(async move {
                kept::for_change(transaction, &person, calendar).await?.ok_or(SlotError::NotFound)?;
                let mut held = intake::held(transaction, [id].into()).await?;
                intake::release_expired(transaction, &mut held, now).await?;
                let organization = person.organization_id;
                let row = super::store::bookings::slot(transaction, organization, id).await?;
                let row = row.filter(|row| row.calendar_id == calendar).ok_or(SlotError::NotFound)?;
                at_version(std::slice::from_ref(&row), &version)?;
                let held = holds::held_of(transaction, (organization, calendar), &[id].into()).await?;
                let row = changed(row, change, held.get(&id).copied().unwrap_or_default())?;
                table::edit(transaction, &row, now).await?;
                let detail = json!({ "slot_id": row.id, "capacity": row.capacity, "reserved": row.reserved,
                    "is_closed": row.is_closed });
                audit::store::append(transaction, vec![event.with(detail)]).await?;
                Ok(row)
            })
        })
        .await?;
    change::show(app).await;
    Ok(row)
}

fn changed(mut row: slot::Model, change: SlotChange, held: i64) -> Result<slot::Model, SlotError> {
    row.capacity = change.capacity.unwrap_or(row.capacity);
    row.reserved = change.reserved.unwrap_or(row.reserved);
    row.is_closed = change.is_closed.unwrap_or(row.is_closed);
    if !(1..=super::rules::MOST_PEOPLE).contains(&row.capacity) {
        return Err(SlotError::Invalid { at: "/capacity" });
    }
    if !(0..=row.capacity).contains(&row.reserved) {
        return Err(SlotError::Invalid { at: "/reserved" });
    }
    if row.taken > row.capacity || row.taken_online > row.capacity - row.reserved {
        return Err(SlotError::Taken { taken: row.taken, taken_online: row.taken_online, held });
    }
    row.is_edited = true;
    Ok(row)
}
