//! Appointments on the pages of a journey: what the picker is drawn from, and the way back to it when a slot cannot be
//! booked, with what is free nearby. Decides nothing: only the journal does.

use std::sync::Arc;

use jiff::tz::TimeZone;
use madoguchi_schema::{Evaluation, PublishedForm, Violation};
use serde_json::{Map, Value, json};

use super::desk::Desk;
use super::form::idempotency_key;
use super::journey::{self, Action, Outcome, Step};
use super::state::State;
use crate::app::App;
use crate::clock::Timestamp;
use crate::db::entity::values::Channel;
use crate::ids::{OrganizationId, SlotId};
use crate::pages::control::{Appointments, Sought, picked};
use crate::pages::posted::Params;
use crate::slots::booking::{self, persons, slot_field};
use crate::slots::nearest::{NEAREST, nearest};
use crate::slots::terms::{Wish, refusal};
use crate::slots::{NoPlace, Snapshot, holds, store};
use crate::submissions::NoPlaceLeft;

/// A calendar as pages show it.
pub(super) struct Source {
    calendar: Option<Arc<Snapshot>>,
}

impl Source {
    /// The calendar a form's appointments are of, when it is in memory: see [`ready`].
    pub(super) fn of(app: &App, organization: OrganizationId, form: &PublishedForm) -> Self {
        Self { calendar: slot_field(form).and_then(|(_, key, _)| app.slots.at_hand(organization, key)) }
    }

    pub(super) fn appointments<'a>(
        &'a self,
        zone: &'a TimeZone,
        wish: Wish,
        sought: &'a Sought,
        is_preview: bool,
    ) -> Appointments<'a> {
        Appointments { calendar: self.calendar.as_deref(), wish, zone, sought, current: None, is_preview }
    }
}

/// Reads the calendar of a form into memory, where it has one. What cannot be read is shown as missing, with a button to
/// look again.
pub(super) async fn ready(app: &App, organization: OrganizationId, form: &PublishedForm) {
    let Some((_, key, _)) = slot_field(form) else { return };
    if let Err(error) = app.slots.snapshot(app, organization, key).await {
        tracing::warn!(%error, "cannot read a calendar of appointments");
    }
}

/// Who these answers say wants to come.
pub(super) fn wish(
    app: &App,
    form: &PublishedForm,
    answers: &Map<String, Value>,
    (channel, at): (Channel, Timestamp),
) -> Wish {
    Wish { channel, persons: persons(form, answers), at, today: at.day_in(&app.time_zone) }
}

/// The violation that stands at the field; its words are in `violation.ftl`.
pub(super) fn violation(field: &str, reason: NoPlace) -> Violation {
    let mut params = Map::<String, Value>::new();
    match reason {
        NoPlace::TooMany { most } => params.insert("limit".to_owned(), json!(most)),
        NoPlace::TooEarly { from } => params.insert("limit".to_owned(), json!(from)),
        _ => None,
    };
    Violation { at: format!("/{field}"), code: reason.violation(), params }
}

/// The page with the field, when what was picked cannot be booked: what is wrong, and what is free nearby.
pub(super) fn led_back(desk: &Desk<'_>, state: &mut State, outcome: Outcome, left: &NoPlaceLeft) -> Outcome {
    // Whoever picks another one goes straight back to where they were sent from.
    state.is_returning = true;
    let offers = left.nearest.iter().map(|(id, _)| *id).collect();
    told(desk, outcome, vec![violation(&left.field, left.reason)], offers)
}

/// The page with the question of which one active appointment there may be for each answer.
pub(super) fn key_taken(desk: &Desk<'_>, state: &mut State, outcome: Outcome, field: &str) -> Outcome {
    state.is_returning = true;
    let violation = Violation { at: format!("/{field}"), code: "slotKeyTaken", params: Map::new() };
    told(desk, outcome, vec![violation], Vec::new())
}

/// Whether it is the calendar that takes one booking for each answer to this question, and not the form.
pub(super) fn is_key_of_calendar(desk: &Desk<'_>, field: &str) -> bool {
    let calendar = Source::of(desk.app, desk.organization.id, desk.form).calendar;
    let is_key = calendar.is_some_and(|calendar| calendar.one_per_field.as_deref() == Some(field));
    is_key && desk.form.settings().one_per.as_deref() != Some(field)
}

fn told(desk: &Desk<'_>, outcome: Outcome, violations: Vec<Violation>, offers: Vec<SlotId>) -> Outcome {
    let outcome = journey::refused(desk.form, outcome, violations);
    Outcome { sought: Sought { offers, ..Sought::default() }, ..outcome }
}

/// Tells at once, on the page where it was picked, that a slot cannot be booked, and keeps it for the journey where its
/// calendar holds places. What seems full in memory is refused here only after a look that began after this post (see
/// `slots::full`): a place that has just become free is not.
pub(super) async fn checked(
    desk: &Desk<'_>,
    state: &State,
    params: &Params,
    action: &Action,
    outcome: Outcome,
) -> Outcome {
    let Some((name, id, calendar)) = picked_here(desk, state, params, action, &outcome) else { return outcome };
    let wish = wish(desk.app, desk.form, &outcome.evaluation.answers, (desk.channel(), desk.now));
    let Some(slot) = calendar.slot(id) else { return outcome };
    let reason = match refusal(&calendar.terms, &slot.standing(), &wish) {
        None | Some(NoPlace::Taken) if holds_places(desk, &calendar) => kept(desk, state, &outcome.evaluation).await,
        Some(NoPlace::Taken) if !is_surely_full(desk, state, &outcome.evaluation).await => None,
        reason => reason,
    };
    let Some(reason) = reason else { return outcome };
    let offers = nearest(&calendar, id, &wish, NEAREST).iter().map(|slot| slot.id).collect();
    told(desk, outcome, vec![violation(name, reason)], offers)
}

/// What was picked on the posted page, when the page is complete.
fn picked_here<'a>(
    desk: &'a Desk<'_>,
    state: &State,
    params: &Params,
    action: &Action,
    outcome: &Outcome,
) -> Option<(&'a str, SlotId, Arc<Snapshot>)> {
    let (name, ..) = slot_field(desk.form).filter(|_| action.completes())?;
    let page = desk.form.field(name)?.page();
    let is_here = journey::posted_page(desk.form, params) == Some(page) && outcome.evaluation.is_shown(name);
    let is_stuck = matches!(&outcome.step, Step::Page { page: at, .. } if *at == page);
    let id = picked(state.answers.0.get(name)?)?;
    let calendar = Source::of(desk.app, desk.organization.id, desk.form).calendar?;
    (is_here && !is_stuck).then_some((name, id, calendar))
}

/// Whether places are held here: for residents who fill in, not for staff, who book at once.
fn holds_places(desk: &Desk<'_>, calendar: &Snapshot) -> bool {
    calendar.hold_minutes > 0 && !desk.is_preview && !desk.is_test && desk.banner.is_none()
}

/// Keeps the picked slot for this journey; why it cannot.
async fn kept(desk: &Desk<'_>, state: &State, evaluation: &Evaluation) -> Option<NoPlace> {
    let (of, key) = ((desk.organization.id, desk.form_id), idempotency_key(state));
    match holds::keep(desk.app, of, desk.form, &evaluation.answers, &key).await {
        Ok(kept) => kept.err(),
        Err(error) => {
            tracing::warn!(%error, "cannot hold a slot; it is decided when the form is sent");
            None
        }
    }
}

/// Until when the picked slot is kept for this journey; none when it is not, or not any more.
pub(super) async fn held_until(desk: &Desk<'_>, state: &State) -> Option<Timestamp> {
    let calendar = Source::of(desk.app, desk.organization.id, desk.form).calendar?;
    let (name, ..) = slot_field(desk.form).filter(|_| holds_places(desk, &calendar))?;
    let id = picked(state.answers.0.get(name)?)?;
    let journey = holds::journey(desk.app, desk.form_id, &idempotency_key(state));
    match store::holds::of_journey(desk.app.db.read(), (desk.organization.id, calendar.id), &journey).await {
        Ok(hold) => hold.filter(|hold| hold.slot_id == id && hold.expires_at > desk.now).map(|hold| hold.expires_at),
        Err(error) => {
            tracing::warn!(%error, "cannot look at a hold");
            None
        }
    }
}

async fn is_surely_full(desk: &Desk<'_>, state: &State, evaluation: &Evaluation) -> bool {
    let (of, key) = ((desk.organization.id, desk.form_id), idempotency_key(state));
    let said = (desk.channel(), desk.now, key.as_str());
    match booking::wanted(desk.app, of, desk.form, &evaluation.answers, said).await {
        Ok(Some(booking)) => desk.app.slots.is_surely_full(&booking, &key).await,
        Ok(None) | Err(_) => false,
    }
}
