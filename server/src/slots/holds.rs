//! Places kept for somebody who is still filling in, where a calendar wants that: for some minutes, one for each journey,
//! counted as taken online. The booking of the same journey uses it up; what expired is released by a sweep and by
//! whoever books that slot.

use madoguchi_schema::PublishedForm;
use serde_json::{Map, Value};

use super::booking::{self, slot_field};
use super::change::{ChangeError, show};
use super::store::{holds as store, intake};
use super::terms::{NoPlace, Wish, refusal};
use crate::app::App;
use crate::clock::Timestamp;
use crate::db::DbErr;
use crate::db::entity::slot_hold;
use crate::db::entity::values::Channel;
use crate::ids::{FormId, OrganizationId, SlotHoldId, SlotId};

/// By what the hold of a journey is found: never the key of its submission itself.
#[must_use]
pub fn journey(app: &App, form: FormId, key: &str) -> [u8; 32] {
    app.vault.digest(&[b"hold", form.0.as_bytes(), key.as_bytes()])
}

/// Whether the calendar of this form, which is in memory, holds places.
#[must_use]
pub fn are_wanted(app: &App, organization: OrganizationId, form: &PublishedForm) -> bool {
    let calendar = slot_field(form).and_then(|(_, key, _)| app.slots.at_hand(organization, key));
    calendar.is_some_and(|calendar| calendar.hold_minutes > 0)
}

/// Keeps the slot that these answers name for this journey, where its calendar holds places. A slot that is kept already
/// is not kept for longer; another one is let go. `key` is that of the journey's submission.
///
/// # Errors
/// Why the slot cannot be kept, or the database's.
pub async fn keep(
    app: &App,
    (organization, form_id): (OrganizationId, FormId),
    form: &PublishedForm,
    answers: &Map<String, Value>,
    key: &str,
) -> Result<Result<(), NoPlace>, DbErr> {
    let Some((name, calendar_key, _)) = slot_field(form) else { return Ok(Ok(())) };
    let slot = answers.get(name).and_then(|answer| answer.get("slot")?.as_str()?.parse::<SlotId>().ok());
    let Some(slot) = slot else { return Ok(Ok(())) };
    let Some(calendar) = app.slots.snapshot(app, organization, calendar_key).await? else { return Ok(Ok(())) };
    if calendar.hold_minutes == 0 {
        return Ok(Ok(()));
    }
    let now = app.clock.now();
    let row = slot_hold::Model {
        id: SlotHoldId::new(&app.random, now),
        organization_id: organization,
        calendar_id: calendar.id,
        slot_id: slot,
        journey_hmac: journey(app, form_id, key).to_vec(),
        persons: booking::persons(form, answers),
        expires_at: now.plus_seconds(60 * calendar.hold_minutes),
    };
    let there = store::of_journey(app.db.read(), (organization, calendar.id), &row.journey_hmac).await?;
    if there.is_some_and(|there| is_same(&there, &row) && there.expires_at > now) {
        return Ok(Ok(()));
    }
    // Nobody is sent away by it: it is decided when the form is sent, as where nothing is held.
    if app.limits.hold(form_id, now).is_err() {
        return Ok(Ok(()));
    }
    let wish = Wish { channel: Channel::Online, persons: row.persons, at: now, today: calendar.day(now) };
    // Rolled back when it is refused: who cannot have another slot keeps the one that is held.
    let kept = app
        .db
        .write::<_, ChangeError, _>(move |transaction| {
            Box::pin(async move { replace(transaction, row, wish, now).await })
        })
        .await;
    show(app).await;
    match kept {
        // A second click was faster and has it.
        Ok(()) | Err(ChangeError::Conflict | ChangeError::Database(DbErr::RecordNotUpdated)) => Ok(Ok(())),
        Err(ChangeError::NoPlace(reason)) => Ok(Err(reason)),
        Err(ChangeError::Database(error)) => Err(error),
        Err(error) => Err(DbErr::Custom(error.to_string())),
    }
}

fn is_same(there: &slot_hold::Model, wanted: &slot_hold::Model) -> bool {
    (there.slot_id, there.persons) == (wanted.slot_id, wanted.persons)
}

async fn replace(
    transaction: &crate::db::Transaction,
    mut row: slot_hold::Model,
    wish: Wish,
    now: Timestamp,
) -> Result<(), ChangeError> {
    let of = (row.organization_id, row.calendar_id);
    let there = store::of_journey(transaction, of, &row.journey_hmac).await?;
    let slots = there.iter().map(|there| there.slot_id).chain([row.slot_id]).collect();
    let mut held = intake::held(transaction, slots).await?;
    intake::release_expired(transaction, &mut held, now).await?;
    // Looked at again under the locks: it may have expired and been released above.
    let there = store::of_journey(transaction, of, &row.journey_hmac).await?;
    // A second click moved it to a slot that is not held here: it was faster.
    if there.as_ref().is_some_and(|there| !held.contains_key(&there.slot_id)) {
        return Err(ChangeError::Conflict);
    }
    // Staff have just switched holding off.
    if held.get(&row.slot_id).is_some_and(|held| !held.has_holds) {
        return Ok(());
    }
    if let Some(there) = &there {
        if is_same(there, &row) {
            return Ok(());
        }
        // Whoever goes from slot to slot does not get more time by it.
        row.expires_at = there.expires_at;
        store::remove(transaction, &[there.id]).await?;
        intake::take(transaction, &more(there, -1), now).await?;
        if let Some(held) = held.get_mut(&there.slot_id) {
            held.standing.take(Channel::Online, -there.persons);
        }
    }
    let target = held.get(&row.slot_id).filter(|held| held.calendar_id == row.calendar_id);
    let refused = match target {
        Some(held) => refusal(&held.terms, &held.standing, &wish),
        None => Some(NoPlace::Taken),
    };
    if let Some(reason) = refused {
        return Err(ChangeError::NoPlace(reason));
    }
    intake::take(transaction, &more(&row, 1), now).await?;
    store::insert(transaction, row).await?;
    Ok(())
}

fn more(row: &slot_hold::Model, sign: i64) -> intake::More {
    let mut more = intake::More::new();
    intake::add(&mut more, row.slot_id, Channel::Online, sign * row.persons);
    more
}

/// How many slots are looked at in one transaction.
const BATCH: u64 = 200;

/// Releases what has expired; returns how many holds.
///
/// # Errors
/// The database's.
pub async fn sweep(app: &App) -> Result<usize, DbErr> {
    let mut released = 0;
    loop {
        let now = app.clock.now();
        let slots = store::expired_slots(app.db.read(), now, BATCH).await?;
        if slots.is_empty() {
            break;
        }
        released += app
            .db
            .write::<_, DbErr, _>(move |transaction| {
                Box::pin(async move {
                    let mut held = intake::held(transaction, slots.into_iter().collect()).await?;
                    intake::release_expired(transaction, &mut held, now).await
                })
            })
            .await?;
    }
    if released > 0 {
        show(app).await;
    }
    Ok(released)
}
