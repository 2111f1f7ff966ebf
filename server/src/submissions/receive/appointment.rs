//! The appointment of a submission that is being received: what its answers book, and what is told when that cannot be
//! had.

use std::sync::Arc;

use madoguchi_schema::PublishedForm;
use serde_json::{Map, Value};

use super::{ReceiveError, Reception};
use crate::app::App;
use crate::db::DbErr;
use crate::ids::SlotId;
use crate::slots::Snapshot;
use crate::slots::booking::{self, NewBooking};
use crate::slots::nearest::{NEAREST, nearest};
use crate::slots::terms::{NoPlace, Room, Wish};
use crate::submissions::JournalError;

/// What is told of a slot that cannot be booked.
#[derive(Debug)]
pub struct NoPlaceLeft {
    /// The field it was picked in.
    pub field: String,
    /// Why.
    pub reason: NoPlace,
    /// The free slots nearest to it, with how free they are: at the same place first.
    pub nearest: Vec<(SlotId, Room)>,
    /// The calendar they are of.
    pub calendar: Arc<Snapshot>,
    /// Who wanted to come.
    pub wish: Wish,
}

pub(super) fn unavailable(error: DbErr) -> ReceiveError {
    tracing::warn!(%error, "cannot look at the calendar of a submission");
    ReceiveError::Unavailable(JournalError::Unavailable)
}

/// The appointment that these answers book. A test takes nobody's place.
pub(super) async fn wanted(
    app: &App,
    reception: &Reception<'_>,
    answers: &Map<String, Value>,
) -> Result<Option<NewBooking>, ReceiveError> {
    let Reception { form, version, origin, received_at, .. } = reception;
    if version.is_test() {
        return Ok(None);
    }
    let of = (form.organization_id, form.form_id);
    booking::wanted(app, of, &version.form, answers, (origin.channel, *received_at, &reception.idempotency_key))
        .await
        .map_err(unavailable)
}

pub(super) async fn no_place(
    app: &App,
    reception: &Reception<'_>,
    booking: &NewBooking,
    reason: NoPlace,
) -> ReceiveError {
    let Some((field, key, _)) = booking::slot_field(&reception.version.form) else {
        return ReceiveError::Unavailable(JournalError::Unavailable);
    };
    match app.slots.snapshot(app, reception.form.organization_id, key).await {
        Ok(Some(calendar)) => {
            let wish = booking.wish;
            let free = nearest(&calendar, booking.slot_id, &wish, NEAREST);
            let nearest = free.iter().map(|slot| (slot.id, slot.standing().room(wish.channel, wish.persons))).collect();
            ReceiveError::NoPlace(Box::new(NoPlaceLeft { field: field.to_owned(), reason, nearest, calendar, wish }))
        }
        Ok(None) => ReceiveError::Unavailable(JournalError::Unavailable),
        Err(error) => unavailable(error),
    }
}

/// A slot is told apart by its identifier: that its place got another name in between makes no other answer of it.
pub(super) fn without_names(form: &PublishedForm, mut answers: Map<String, Value>) -> Map<String, Value> {
    if let Some((name, ..)) = booking::slot_field(form)
        && let Some(Value::Object(slot)) = answers.get_mut(name)
    {
        slot.retain(|member, _| member == "slot");
    }
    answers
}
