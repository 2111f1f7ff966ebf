//! Calendars: making one, and changing its terms, its places and its rules. Each is one audited transaction over the
//! revision that was looked at.

use std::collections::HashSet;

use serde_json::json;

use super::applying::plan_aside;
use super::places::{new_places, settle_places};
use super::rules::{RuleFault, Rules};
use super::store::{self, calendars as kept, holds};
use crate::app::App;
use crate::audit;
use crate::clock::Timestamp;
use crate::db::entity::{calendar, place};
use crate::db::{DbErr, Failure, failure};
use crate::forms::{is_slug, settings};
use crate::ids::{CalendarId, DepartmentId, OrganizationId, PlaceId};
use crate::staff::scope::Scope;

pub use crate::db::entity::calendar::Model as Row;
pub use crate::db::entity::place::Model as Place;

/// A calendar as staff write it.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What staff call it.
    pub title: String,
    /// The department that owns it.
    pub department_id: DepartmentId,
    /// Its places in their order; those without identifier are new.
    pub places: Vec<PlaceDraft>,
    /// What slots are made by.
    pub rules: Rules,
    /// The first instant at which anything can be booked online.
    pub opens_at: Option<Timestamp>,
    /// From how many days before its day on a slot can be booked online; 0: from any day on.
    pub earliest_days: i64,
    /// Until how many minutes before it begins a slot can be booked online.
    pub latest_minutes: i64,
    /// Until how many minutes before it begins the applicant can change or cancel.
    pub cutoff_minutes: i64,
    /// The most people of one booking.
    pub max_persons: i64,
    /// The field of which each answer may have one active appointment.
    pub one_per_field: Option<String>,
    /// For how many minutes a place is held while somebody fills in; 0: not at all.
    pub hold_minutes: i64,
    /// How many days before it an applicant is reminded; 0: not at all.
    pub reminder_days: i64,
}

/// A place as staff write it.
#[derive(Clone, Debug)]
pub struct PlaceDraft {
    /// Which one it is already.
    pub id: Option<PlaceId>,
    /// Its name.
    pub title: String,
    /// How to get there, what to mind.
    pub note: String,
}

/// A calendar with its places.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// Its row.
    pub row: calendar::Model,
    /// Its places, in their order.
    pub places: Vec<place::Model>,
}

impl Calendar {
    /// What its slots are made by.
    #[must_use]
    pub fn rules(&self) -> Rules {
        serde_json::from_str(&self.row.rules).unwrap_or_default()
    }
}

/// Why a calendar was not written.
#[derive(Debug, thiserror::Error)]
pub enum CalendarError {
    /// There is no such calendar within the person's reach.
    #[error("there is no such calendar")]
    NotFound,
    /// A value that cannot be: where, and what is wrong with it.
    #[error("{at} cannot be so: {code}")]
    Invalid {
        /// JSON Pointer into the draft.
        at: String,
        /// `slug`, `unknown`, `range`, `length`, `inUse`, `duplicate` or a rule's.
        code: &'static str,
    },
    /// Another calendar has this key.
    #[error("another calendar has this key")]
    KeyTaken,
    /// Forms use it, or people are still to come.
    #[error("{forms} forms use it, and {bookings} appointments are still to come")]
    InUse {
        /// How many forms in use name it.
        forms: u64,
        /// How many appointments are still to come.
        bookings: u64,
    },
    /// Somebody else changed it meanwhile.
    #[error("somebody else changed the calendar meanwhile")]
    Conflict {
        /// The revision it has now.
        revision: i64,
    },
    /// The database's.
    #[error(transparent)]
    Database(DbErr),
}

impl From<DbErr> for CalendarError {
    fn from(error: DbErr) -> Self {
        if failure(&error) == Failure::Unique { Self::KeyTaken } else { Self::Database(error) }
    }
}

impl From<RuleFault> for CalendarError {
    fn from(fault: RuleFault) -> Self {
        Self::Invalid { at: format!("/rules{}", fault.at), code: fault.code }
    }
}

pub(super) fn invalid(at: impl Into<String>, code: &'static str) -> CalendarError {
    CalendarError::Invalid { at: at.into(), code }
}

/// The longest lead, cut-off and reminder, in days.
const LONGEST_DAYS: i64 = 366;
const DAY_MINUTES: i64 = 24 * 60;
/// The longest hold: a lunch break.
const LONGEST_HOLD: i64 = 60;

/// A calendar the person reaches.
///
/// # Errors
/// [`CalendarError::NotFound`] and the database's.
pub async fn get(app: &App, scope: &Scope, id: CalendarId) -> Result<Calendar, CalendarError> {
    let row = kept::one(app.db.read(), scope, id).await?.ok_or(CalendarError::NotFound)?;
    let places = store::places(app.db.read(), scope.organization_id, id).await?;
    Ok(Calendar { row, places })
}

/// Makes a calendar, without slots yet.
///
/// # Errors
/// See [`CalendarError`].
pub async fn create(app: &App, scope: &Scope, key: String, draft: Draft) -> Result<CalendarId, CalendarError> {
    if !is_slug(&key) {
        return Err(invalid("/key", "slug"));
    }
    check(app, scope, &draft).await?;
    if let Some(index) = draft.places.iter().position(|place| place.id.is_some()) {
        return Err(invalid(format!("/places/{index}/id"), "unknown"));
    }
    let now = app.clock.now();
    let id = CalendarId::new(&app.random, now);
    let places = new_places(app, scope.organization_id, id, &draft)?;
    plan_aside(app, draft.rules.clone(), &places).await?;
    let row = calendar::Model {
        id,
        organization_id: scope.organization_id,
        key,
        revision: 1,
        created_at: now,
        ..written(&draft, now)
    };
    let event = event(app, scope, "calendar.created", id).with(json!({ "key": row.key }));
    app.db
        .write::<_, CalendarError, _>(move |transaction| {
            Box::pin(async move {
                kept::insert(transaction, row).await?;
                for place in places {
                    kept::insert_place(transaction, place).await?;
                }
                audit::store::append(transaction, vec![event]).await?;
                Ok(())
            })
        })
        .await?;
    app.slots.forget(id);
    Ok(id)
}

/// Changes a calendar that is still at `revision`: terms, places and rules. No slot changes by it; applying does that.
///
/// # Errors
/// See [`CalendarError`].
pub async fn change(
    app: &App,
    scope: &Scope,
    id: CalendarId,
    revision: i64,
    draft: Draft,
) -> Result<(), CalendarError> {
    check(app, scope, &draft).await?;
    let (now, person) = (app.clock.now(), scope.clone());
    let places = new_places(app, scope.organization_id, id, &draft)?;
    plan_aside(app, draft.rules.clone(), &places).await?;
    let known: HashSet<PlaceId> = draft.places.iter().filter_map(|place| place.id).collect();
    let event = event(app, scope, "calendar.changed", id);
    app.db
        .write::<_, CalendarError, _>(move |transaction| {
            Box::pin(async move {
                let row = kept::for_change(transaction, &person, id).await?.ok_or(CalendarError::NotFound)?;
                at_revision(&row, revision)?;
                settle_places(transaction, person.organization_id, id, (places, known)).await?;
                let row = calendar::Model {
                    id,
                    organization_id: row.organization_id,
                    key: row.key,
                    revision: revision + 1,
                    created_at: row.created_at,
                    archived_at: row.archived_at,
                    ..written(&draft, now)
                };
                if row.hold_minutes == 0 {
                    holds::expire_all(transaction, row.organization_id, id, now).await?;
                }
                kept::update(transaction, row).await?;
                audit::store::append(transaction, vec![event]).await?;
                Ok(())
            })
        })
        .await?;
    app.slots.forget(id);
    Ok(())
}

pub(super) fn at_revision(row: &calendar::Model, revision: i64) -> Result<(), CalendarError> {
    if row.revision == revision { Ok(()) } else { Err(CalendarError::Conflict { revision: row.revision }) }
}

/// The rest of the row comes from the caller.
fn written(draft: &Draft, now: Timestamp) -> calendar::Model {
    calendar::Model {
        id: CalendarId(uuid::Uuid::nil()),
        organization_id: OrganizationId(uuid::Uuid::nil()),
        department_id: draft.department_id,
        key: String::new(),
        title: draft.title.clone(),
        rules: serde_json::to_string(&draft.rules).unwrap_or_default(),
        opens_at: draft.opens_at,
        earliest_days: draft.earliest_days,
        latest_minutes: draft.latest_minutes,
        cutoff_minutes: draft.cutoff_minutes,
        max_persons: draft.max_persons,
        one_per_field: draft.one_per_field.clone(),
        hold_minutes: draft.hold_minutes,
        reminder_days: draft.reminder_days,
        revision: 0,
        created_at: now,
        updated_at: now,
        archived_at: None,
    }
}

async fn check(app: &App, scope: &Scope, draft: &Draft) -> Result<(), CalendarError> {
    if !settings::may_own(app, scope, draft.department_id).await? {
        return Err(invalid("/department_id", "unknown"));
    }
    let ranges = [
        ("/earliest_days", draft.earliest_days, 0, LONGEST_DAYS),
        ("/latest_minutes", draft.latest_minutes, 0, LONGEST_DAYS * DAY_MINUTES),
        ("/cutoff_minutes", draft.cutoff_minutes, 0, LONGEST_DAYS * DAY_MINUTES),
        ("/max_persons", draft.max_persons, 1, super::rules::MOST_PEOPLE),
        ("/hold_minutes", draft.hold_minutes, 0, LONGEST_HOLD),
        ("/reminder_days", draft.reminder_days, 0, LONGEST_DAYS),
    ];
    for (at, value, least, most) in ranges {
        if !(least..=most).contains(&value) {
            return Err(invalid(at, "range"));
        }
    }
    Ok(())
}

pub(super) fn event(app: &App, scope: &Scope, action: &'static str, id: CalendarId) -> audit::Event {
    let now = app.clock.now();
    audit::Event::new(&app.random, now, scope.organization_id, action, ("calendar", id.0)).by(scope.staff_id)
}
