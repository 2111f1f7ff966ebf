//! What each entry of a batch becomes: decided in the order of arrival, from what the database says under its locks and
//! what stands before it in the batch. A fixed number of statements whatever the size of the batch; writes nothing but
//! that holds of slots are over, which is true whatever becomes of the batch.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use subtle::ConstantTimeEq;

use super::{Entry, Outcome};
use crate::clock::Timestamp;
use crate::db::entity::values::Channel;
use crate::db::{DbErr, Transaction};
use crate::forms::availability::Availability;
use crate::ids::{FileId, FormId, SlotHoldId, SlotId};
use crate::slots::booking::NewBooking;
use crate::slots::store::holds::{self, Hold};
use crate::slots::store::intake::{self as slots, Held, KeyOf};
use crate::slots::terms::{NoPlace, refusal_since};
use crate::submissions::store::intake::{self, Intake};
use crate::submissions::store::{self, Existing, NewSubmission, keys};

/// What a batch comes to.
pub(super) struct Decisions {
    /// One for each entry, in order.
    pub(super) outcomes: Vec<Outcome>,
    /// What it takes of slots.
    pub(super) slots: slots::More,
    /// How many places it takes of the forms that count them.
    pub(super) places: HashMap<FormId, i64>,
}

/// What each entry will become, given what is in the database and what stands before it in the batch.
pub(super) async fn decide(
    transaction: &Transaction,
    entries: &[Arc<Entry>],
    now: Timestamp,
) -> Result<Decisions, DbErr> {
    let batch: Vec<&NewSubmission> = entries.iter().map(|entry| &entry.submission).collect();
    let forms: HashSet<FormId> = batch.iter().map(|new| new.form_id).collect();
    // First, so that whatever is read after it is at least as new.
    let open = intake::of_forms(transaction, forms.into_iter().collect()).await?;
    let before = open.clone();
    let bookings = || entries.iter().filter_map(|entry| entry.booking.as_ref());
    // Forms are always held before slots, so that nobody waits in a circle.
    let of_journeys = || bookings().filter(|booking| booking.journey.is_some());
    let journeys = || {
        let journeys = of_journeys().filter_map(|booking| Some(booking.journey?.to_vec()));
        (of_journeys().map(|booking| booking.calendar_id).collect(), journeys.collect())
    };
    let elsewhere = holds::of_journeys(transaction, journeys()).await?.into_iter().map(|hold| hold.slot_id);
    let wanted = bookings().map(|booking| booking.slot_id).chain(elsewhere).collect();
    let mut held = slots::held(transaction, wanted).await?;
    let mut kept = HashMap::new();
    if held.values().any(|held| held.has_holds) {
        slots::release_expired(transaction, &mut held, now).await?;
        // Looked at again under the locks. One that went to a slot that is not held stays until it expires.
        let holds = holds::of_journeys(transaction, journeys()).await?;
        let holds = holds.into_iter().filter(|hold| held.contains_key(&hold.slot_id));
        kept.extend(holds.map(|hold| (hold.journey_hmac.clone(), hold)));
    }
    let wanted: Vec<FileId> = batch.iter().flat_map(|new| new.files.clone()).collect();
    let mut there = There {
        open,
        held,
        seen: store::existing(transaction, &batch).await?,
        free: store::free_files(transaction, wanted).await?,
        keys: keys::taken(transaction, batch.iter().filter_map(|new| new.key.as_ref()).collect()).await?,
        booked: slots::taken_keys(transaction, &bookings().filter_map(booking_key).collect(), now).await?,
        more: slots::More::new(),
        kept,
        used: Vec::new(),
    };
    let outcomes = entries.iter().map(|entry| there.decide(entry)).collect();
    let taken = |id: &FormId, intake: &Intake| intake.accepted - before.get(id).map_or(0, |intake| intake.accepted);
    let counted = there.open.iter().filter(|(id, intake)| intake.terms.capacity.is_some() && taken(id, intake) > 0);
    let places = counted.map(|(id, intake)| (*id, taken(id, intake))).collect();
    holds::remove(transaction, &there.used).await?;
    Ok(Decisions { outcomes, places, slots: there.more })
}

fn booking_key(booking: &NewBooking) -> Option<KeyOf> {
    Some((booking.calendar_id, booking.key.as_ref()?.hmac.to_vec()))
}

/// What is there: in the database, and by the entries that were decided before.
struct There {
    seen: HashMap<(FormId, String), Existing>,
    open: HashMap<FormId, Intake>,
    free: HashMap<FileId, FormId>,
    keys: HashSet<keys::Which>,
    held: HashMap<SlotId, Held>,
    booked: HashSet<KeyOf>,
    /// What the entries until now take of slots.
    more: slots::More,
    /// What is held, by the journey it is held for.
    kept: HashMap<Vec<u8>, Hold>,
    /// What of it the entries until now have used up.
    used: Vec<SlotHoldId>,
}

impl There {
    fn decide(&mut self, entry: &Entry) -> Outcome {
        let new = &entry.submission;
        let key = (new.form_id, new.idempotency_key.clone());
        if let Some(existing) = self.seen.get(&key) {
            let is_same: bool = existing.body_hmac.ct_eq(&new.body_hmac).into();
            return if is_same { Outcome::Repeated(existing.clone()) } else { Outcome::KeyReused(existing.clone()) };
        }
        if let Some(refused) = self.refusal(entry) {
            return refused;
        }
        self.write(entry);
        let existing = Existing {
            id: new.id,
            version_id: new.version_id,
            receipt_number: new.receipt_number.clone(),
            body_hmac: new.body_hmac.to_vec(),
            received_at: new.received_at,
        };
        self.seen.insert(key, existing);
        Outcome::Written
    }

    /// Why an entry is not written. Changes nothing.
    fn refusal(&self, entry: &Entry) -> Option<Outcome> {
        let new = &entry.submission;
        let Some(form) = self.open.get(&new.form_id) else {
            return Some(Outcome::NotTaken(Availability::Closed { at: None }));
        };
        match form.terms.for_those_since(new.began_at, new.received_at, form.accepted) {
            Availability::Open => {}
            _ if new.is_test => {}
            // What could not be taken in time is taken now, but never the place of somebody else.
            _ if new.is_honoured && form.terms.remaining(form.accepted) != Some(0) => {}
            reason => return Some(Outcome::NotTaken(reason)),
        }
        if new.key.as_ref().is_some_and(|key| self.keys.contains(&key.which())) {
            return Some(Outcome::KeyTaken);
        }
        if new.files.iter().any(|file| self.free.get(file) != Some(&new.form_id)) {
            return Some(Outcome::FileTaken);
        }
        let booking = entry.booking.as_ref()?;
        let held = self.held.get(&booking.slot_id).filter(|held| held.calendar_id == booking.calendar_id);
        // The key was made by what the calendar said a moment ago, and it says something else now.
        if held.is_some_and(|held| held.one_per != booking.one_per) {
            return Some(Outcome::CalendarChanged);
        }
        if booking_key(booking).is_some_and(|key| self.booked.contains(&key)) {
            return Some(Outcome::AlreadyBooked);
        }
        match held {
            Some(held) => {
                let mut standing = held.standing;
                standing.take(Channel::Online, -self.own(booking).map_or(0, |hold| hold.persons));
                refusal_since(&held.terms, &standing, &booking.wish, booking.first_at).map(Outcome::NoPlace)
            }
            None => Some(Outcome::NoPlace(NoPlace::Taken)),
        }
    }

    /// What is held of the wanted slot for the journey of this booking.
    fn own(&self, booking: &NewBooking) -> Option<&Hold> {
        self.kept.get(booking.journey?.as_slice()).filter(|hold| hold.slot_id == booking.slot_id)
    }

    /// Takes what an entry takes, for those behind it.
    fn write(&mut self, entry: &Entry) {
        let new = &entry.submission;
        for file in &new.files {
            self.free.remove(file);
        }
        self.keys.extend(new.key.as_ref().map(keys::Key::which));
        if let Some(form) = self.open.get_mut(&new.form_id).filter(|_| !new.is_test) {
            form.accepted += 1;
        }
        let Some(booking) = &entry.booking else { return };
        self.booked.extend(booking_key(booking));
        // Whatever was held for this journey is over, of another slot too.
        if let Some(hold) = booking.journey.and_then(|journey| self.kept.remove(journey.as_slice())) {
            self.used.push(hold.id);
            slots::add(&mut self.more, hold.slot_id, Channel::Online, -hold.persons);
            if let Some(held) = self.held.get_mut(&hold.slot_id) {
                held.standing.take(Channel::Online, -hold.persons);
            }
        }
        if let Some(held) = self.held.get_mut(&booking.slot_id) {
            held.standing.take(booking.wish.channel, booking.wish.persons);
            slots::add(&mut self.more, booking.slot_id, booking.wish.channel, booking.wish.persons);
        }
    }
}
