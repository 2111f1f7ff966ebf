//! The calendars residents use, kept in memory. Read once when a form asks for one, then every second only what changed: a
//! calendar whose row changed is read again, of the others the slots that changed.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use super::booking::NewBooking;
use super::full::FullSlots;
use super::snapshot::Snapshot;
use super::store::{self, Asking};
use crate::app::App;
use crate::clock::Timestamp;
use crate::db::{Db, DbErr};
use crate::ids::{CalendarId, OrganizationId};

/// How far back a look goes beyond the last one, in seconds: a change is dated before it is committed, and the clocks of
/// two machines differ.
const OVERLAP: i64 = 30;
/// Slots that ended longer ago than this, in seconds, are not kept: until then a repeated request still finds its slot.
const KEPT: i64 = 24 * 60 * 60;
/// A calendar is read again after this many seconds in any case, so that what is over goes.
const WHOLE: i64 = 15 * 60;

type Address = (OrganizationId, String);

/// The calendars in memory.
pub struct LiveSlots {
    by_key: RwLock<HashMap<Address, Kept>>,
    looked_at: RwLock<Option<Timestamp>>,
    full: FullSlots,
}

#[derive(Clone)]
struct Kept {
    snapshot: Arc<Snapshot>,
    read_at: Timestamp,
}

impl LiveSlots {
    /// With no calendar yet.
    #[must_use]
    pub fn start(db: Db) -> Self {
        Self { by_key: RwLock::default(), looked_at: RwLock::default(), full: FullSlots::start(db) }
    }

    /// The calendar with this key when it is in memory.
    #[must_use]
    pub fn at_hand(&self, organization: OrganizationId, key: &str) -> Option<Arc<Snapshot>> {
        let kept = self.by_key.read().unwrap_or_else(PoisonError::into_inner);
        kept.get(&(organization, key.to_owned())).map(|kept| kept.snapshot.clone())
    }

    /// The calendar with this key; `None` when the organization has none.
    ///
    /// # Errors
    /// The database's.
    pub async fn snapshot(
        &self,
        app: &App,
        organization: OrganizationId,
        key: &str,
    ) -> Result<Option<Arc<Snapshot>>, DbErr> {
        if let Some(snapshot) = self.at_hand(organization, key) {
            return Ok(Some(snapshot));
        }
        let (db, now) = (app.db.read(), app.clock.now());
        // The row first: what is read after it is at least as new, and a change in between is seen by its date.
        let Some(calendar) = store::by_key(db, organization, key).await? else { return Ok(None) };
        let places = store::places(db, organization, calendar.id).await?;
        let slots = store::slots_after(db, organization, calendar.id, now.plus_seconds(-KEPT)).await?;
        let snapshot = Arc::new(Snapshot::new(calendar, places, &slots, app.time_zone.clone()));
        let mut kept = self.by_key.write().unwrap_or_else(PoisonError::into_inner);
        kept.insert((organization, key.to_owned()), Kept { snapshot: snapshot.clone(), read_at: now });
        Ok(Some(snapshot))
    }

    /// Forgets a calendar that this process has just changed. Call it after the commit, before answering.
    pub fn forget(&self, id: CalendarId) {
        self.by_key.write().unwrap_or_else(PoisonError::into_inner).retain(|_, kept| kept.snapshot.id != id);
    }

    /// Takes over what changed: run every second, and by whoever has just freed places.
    ///
    /// # Errors
    /// The database's.
    pub async fn refresh(&self, db: &Db, now: Timestamp) -> Result<(), DbErr> {
        let known: Vec<Arc<Snapshot>> = {
            let kept = self.by_key.read().unwrap_or_else(PoisonError::into_inner);
            kept.values().map(|kept| kept.snapshot.clone()).collect()
        };
        let last = self.looked_at.write().unwrap_or_else(PoisonError::into_inner).replace(now);
        if known.is_empty() {
            return Ok(());
        }
        let changes = store::changes(db.read(), known.iter().map(|snapshot| snapshot.id).collect()).await?;
        let changes: HashMap<CalendarId, Timestamp> = changes.into_iter().collect();
        let since = last.unwrap_or(now).plus_seconds(-OVERLAP);
        let mut strangers: Vec<CalendarId> = Vec::new();
        for row in store::changed_slots(db.read(), since).await? {
            if let Some(snapshot) = known.iter().find(|snapshot| snapshot.id == row.calendar_id)
                && !snapshot.note(&row)
                && row.ends_at > now.plus_seconds(-KEPT)
            {
                strangers.push(row.calendar_id);
            }
        }
        self.by_key.write().unwrap_or_else(PoisonError::into_inner).retain(|_, kept| {
            let id = kept.snapshot.id;
            let is_current = changes.get(&id) == Some(&kept.snapshot.updated_at) && !strangers.contains(&id);
            is_current && now < kept.read_at.plus_seconds(WHOLE)
        });
        Ok(())
    }

    /// Whether a booking can be refused because its slot is full, without asking the journal. `key` is the submission's.
    pub(crate) async fn is_surely_full(&self, booking: &NewBooking, key: &str) -> bool {
        let seems_full = {
            let kept = self.by_key.read().unwrap_or_else(PoisonError::into_inner);
            let calendar = kept.values().find(|kept| kept.snapshot.id == booking.calendar_id);
            // What is held may have expired: the journal releases it and decides.
            let calendar = calendar.filter(|kept| kept.snapshot.hold_minutes == 0);
            calendar.is_some_and(|kept| kept.snapshot.seems_full(booking.slot_id, &booking.wish))
        };
        seems_full
            && self
                .full
                .can_be_refused(Asking {
                    slot: booking.slot_id,
                    channel: booking.wish.channel,
                    persons: booking.wish.persons,
                    submission: (booking.form_id, key.to_owned()),
                })
                .await
    }
}
