//! What each entry of a batch becomes: decided in the order of arrival, from what the database says under its locks and
//! what stands before it in the batch. A fixed number of statements whatever the size of the batch; writes nothing.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use subtle::ConstantTimeEq;

use super::{Entry, Outcome};
use crate::db::{DbErr, Transaction};
use crate::forms::availability::Availability;
use crate::ids::{FileId, FormId};
use crate::submissions::store::intake::{self, Intake};
use crate::submissions::store::{self, Existing, NewSubmission, keys};

/// What a batch comes to.
pub(super) struct Decisions {
    /// One for each entry, in order.
    pub(super) outcomes: Vec<Outcome>,
    /// How many places it takes of the forms that count them.
    pub(super) places: HashMap<FormId, i64>,
}

/// What each entry will become, given what is in the database and what stands before it in the batch.
pub(super) async fn decide(transaction: &Transaction, entries: &[Arc<Entry>]) -> Result<Decisions, DbErr> {
    let batch: Vec<&NewSubmission> = entries.iter().map(|entry| &entry.submission).collect();
    let forms: HashSet<FormId> = batch.iter().map(|new| new.form_id).collect();
    // First, so that whatever is read after it is at least as new.
    let mut open = intake::of_forms(transaction, forms.into_iter().collect()).await?;
    let before = open.clone();
    let mut seen = store::existing(transaction, &batch).await?;
    let wanted: Vec<FileId> = batch.iter().flat_map(|new| new.files.clone()).collect();
    let mut free = store::free_files(transaction, wanted).await?;
    let mut keys = keys::taken(transaction, batch.iter().filter_map(|new| new.key.as_ref()).collect()).await?;
    let outcomes = batch.into_iter().map(|new| decide_one(new, &mut seen, &mut open, &mut free, &mut keys)).collect();
    let taken = |id: &FormId, intake: &Intake| intake.accepted - before.get(id).map_or(0, |intake| intake.accepted);
    let counted = open.iter().filter(|(id, intake)| intake.terms.capacity.is_some() && taken(id, intake) > 0);
    let places = counted.map(|(id, intake)| (*id, taken(id, intake))).collect();
    Ok(Decisions { outcomes, places })
}

fn decide_one(
    new: &NewSubmission,
    seen: &mut HashMap<(FormId, String), Existing>,
    open: &mut HashMap<FormId, Intake>,
    free: &mut HashMap<FileId, FormId>,
    keys: &mut HashSet<keys::Which>,
) -> Outcome {
    let key = (new.form_id, new.idempotency_key.clone());
    if let Some(existing) = seen.get(&key) {
        let is_same: bool = existing.body_hmac.ct_eq(&new.body_hmac).into();
        return if is_same { Outcome::Repeated(existing.clone()) } else { Outcome::KeyReused(existing.clone()) };
    }
    let Some(form) = open.get_mut(&new.form_id) else {
        return Outcome::NotTaken(Availability::Closed { at: None });
    };
    match form.terms.for_those_since(new.began_at, new.received_at, form.accepted) {
        Availability::Open => {}
        _ if new.is_test => {}
        // What could not be taken in time is taken now, but never the place of somebody else.
        _ if new.is_honoured && form.terms.remaining(form.accepted) != Some(0) => {}
        reason => return Outcome::NotTaken(reason),
    }
    let wanted = new.key.as_ref().map(keys::Key::which);
    if wanted.as_ref().is_some_and(|key| keys.contains(key)) {
        return Outcome::KeyTaken;
    }
    if new.files.iter().any(|file| free.get(file) != Some(&new.form_id)) {
        return Outcome::FileTaken;
    }
    for file in &new.files {
        free.remove(file);
    }
    keys.extend(wanted);
    if !new.is_test {
        form.accepted += 1;
    }
    seen.insert(
        key,
        Existing {
            id: new.id,
            version_id: new.version_id,
            receipt_number: new.receipt_number.clone(),
            body_hmac: new.body_hmac.to_vec(),
            received_at: new.received_at,
        },
    );
    Outcome::Written
}
