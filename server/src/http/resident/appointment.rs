//! `POST /r/{token}/appointment`: the applicant changes or cancels the appointment of an application. Only who may see its
//! answers may do so: by the receipt's address on the first day, later with a pass that the declared answer gave. A mailed
//! address alone opens nothing, because it may have reached a stranger.

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::web::{Path, Payload};
use actix_web::{HttpRequest, HttpResponse};
use madoguchi_schema::{Field, RawAnswers};
use serde_json::Value;

use super::action::{Action, Ask};
use super::edits;
use super::receipt::Held;
use super::respond::{AppData, Keep, html, or_page, see_other};
use super::slots;
use super::unlock::{may_see, new_pass, posted_to};
use crate::app::App;
use crate::clock::Timestamp;
use crate::db::entity::values::Channel;
use crate::http::error::ApiError;
use crate::http::extract::{Hosted, Spoken};
use crate::ids::SlotId;
use crate::organizations::Organization;
use crate::pages::appointment::{self as pages, Place, Visit};
use crate::pages::control::{Appointments, Sought, picked};
use crate::pages::posted::{self, Params};
use crate::pages::receipt::Access;
use crate::pages::{moment, notice};
use crate::slots::booking::slot_field;
use crate::slots::change::{self, Appointment, By, ChangeError};
use crate::slots::nearest::{NEAREST, nearest};
use crate::slots::store;
use crate::slots::terms::Wish;
use crate::slots::{NoPlace, Snapshot};
use crate::vault::TokenKind;
use crate::words::value;

/// What is done about an appointment.
pub async fn post(
    app: AppData,
    Hosted(organization): Hosted,
    Spoken(words): Spoken,
    token: Path<String>,
    request: HttpRequest,
    payload: Payload,
) -> HttpResponse {
    or_page(words, &organization, step(&app, &organization, &token, &request, payload).await)
}

/// Whoever loads a page of a change again comes back to the receipt.
pub async fn get(Hosted(organization): Hosted, Spoken(words): Spoken, token: Path<String>) -> HttpResponse {
    or_page(words, &organization, see_other(&words.link(&format!("/r/{token}"))))
}

async fn step(
    app: &App,
    organization: &Organization,
    token: &str,
    request: &HttpRequest,
    payload: Payload,
) -> Result<HttpResponse, ApiError> {
    let (held, params) = posted_to(app, organization, token, (request, payload)).await?;
    let words = held.words;
    let form = held.case.version.in_language(words.language);
    if !may_see(&held, &params) {
        let back = words.link(&held.path());
        let page = notice::pass_expired_for(words, &organization.name, &form, &back, "slot-pass-expired");
        return html(StatusCode::OK, Keep::No, page);
    }
    // Who goes on is given time again.
    let pass = (!held.shows_answers()).then(|| new_pass(&held));
    let Some(field) = slot_field(&form).and_then(|(name, ..)| form.field(name)) else {
        return see_other(&words.link(&held.path()));
    };
    let there = change::appointment(app, &held.case).await?;
    let counter = Counter { held: &held, field, params: &params, pass };
    let action = params.last("_action").unwrap_or_default();
    match (action, there) {
        ("back", _) => counter.receipt().await,
        (_, None) => counter.told("slot-yours-none", &[]),
        (_, Some(there)) if !change::may_change(app, &there).await? => counter.told("slot-yours", &["slot-over"]),
        ("cancel", Some(there)) => counter.asks_whether_to_cancel(&there),
        ("cancel-yes", Some(_)) => counter.cancel().await,
        ("move", Some(there)) => counter.move_to(&there).await,
        (action, Some(there)) => counter.pick(&there, &Action::parse(Some(action))).await,
    }
}

/// Where an appointment is changed: the case, its field, and what was posted.
struct Counter<'a> {
    held: &'a Held<'a>,
    field: &'a Field,
    params: &'a Params,
    pass: Option<String>,
}

impl Counter<'_> {
    fn place(&self) -> Place<'_> {
        let held = self.held;
        Place {
            words: held.words,
            organization: &held.organization.name,
            field: self.field,
            number: &held.case.row.receipt_number,
            path: held.path(),
            pass: self.pass.as_deref(),
        }
    }

    /// The answer of the case, as people read it.
    fn lines(&self, answer: Option<&Value>) -> Vec<String> {
        answer.map(|answer| value::lines(self.held.words, self.field, answer)).unwrap_or_default()
    }

    fn lines_now(&self) -> Vec<String> {
        self.lines(self.held.case.answers.get(self.field.name()))
    }

    async fn receipt(&self) -> Result<HttpResponse, ApiError> {
        match &self.pass {
            Some(pass) => self.held.receipt(Access::Once { pass }).await,
            None => see_other(&self.held.words.link(&self.held.path())),
        }
    }

    fn told(&self, heading: &str, others: &[&str]) -> Result<HttpResponse, ApiError> {
        let form = self.held.case.version.in_language(self.held.words.language);
        html(StatusCode::OK, Keep::No, pages::told(&form, &self.place(), heading, others, None))
    }

    fn asks_whether_to_cancel(&self, _: &Appointment) -> Result<HttpResponse, ApiError> {
        let form = self.held.case.version.in_language(self.held.words.language);
        html(StatusCode::OK, Keep::No, pages::ask_cancel(&form, &self.place(), &self.lines_now()))
    }

    async fn cancel(&self) -> Result<HttpResponse, ApiError> {
        match change::cancel(self.held.app, By::Applicant, &self.held.case, None).await {
            Ok(()) => {
                let form = self.held.case.version.in_language(self.held.words.language);
                let lines = self.lines_now();
                let done = pages::told(
                    &form,
                    &self.place(),
                    "slot-cancelled",
                    &["slot-cancelled-again"],
                    Some(("slot-cancelled-was", &lines)),
                );
                html(StatusCode::OK, Keep::No, done)
            }
            Err(ChangeError::NoBooking) => self.told("slot-yours-none", &[]),
            Err(ChangeError::PastCutOff) => self.told("slot-yours", &["slot-over"]),
            Err(ChangeError::Conflict | ChangeError::NoPlace(_)) => self.told("slot-yours", &["slot-stale"]),
            Err(ChangeError::Open(error)) => Err(ApiError::internal(error)),
            Err(ChangeError::Database(error)) => Err(error.into()),
        }
    }

    /// What was picked on the page.
    fn picked(&self) -> Option<SlotId> {
        let mut typed = RawAnswers::default();
        posted::take_over(&mut typed, std::iter::once(self.field), self.params);
        typed.0.get(self.field.name()).and_then(picked)
    }

    async fn move_to(&self, there: &Appointment) -> Result<HttpResponse, ApiError> {
        let Some(to) = self.picked() else {
            let choose = self.held.words.say("slot-change-choose");
            return self.draw(there, self.picked(), Sought::default(), Some(choose)).await;
        };
        match change::move_to(self.held.app, By::Applicant, &self.held.case, to, None).await {
            Ok(()) => self.moved(to).await,
            Err(ChangeError::NoPlace(reason)) => self.offer(there, to, reason).await,
            Err(ChangeError::NoBooking) => self.told("slot-yours-none", &[]),
            Err(ChangeError::PastCutOff) => self.told("slot-yours", &["slot-over"]),
            Err(ChangeError::Conflict) => self.told("slot-yours", &["slot-stale"]),
            Err(ChangeError::Open(error)) => Err(ApiError::internal(error)),
            Err(ChangeError::Database(error)) => Err(error.into()),
        }
    }

    async fn moved(&self, to: SlotId) -> Result<HttpResponse, ApiError> {
        let form = self.held.case.version.in_language(self.held.words.language);
        let calendar = self.calendar().await?;
        let answer = calendar.and_then(|calendar| Some(calendar.answer(calendar.slot(to)?)));
        let lines = self.lines(answer.as_ref());
        let done = pages::moved(&form, &self.place(), "slot-changed", &lines);
        html(StatusCode::OK, Keep::No, done)
    }

    async fn offer(&self, there: &Appointment, to: SlotId, reason: NoPlace) -> Result<HttpResponse, ApiError> {
        let offers = match self.calendar().await? {
            Some(calendar) => {
                let free = nearest(&calendar, to, &self.wish(there), NEAREST);
                free.iter().map(|slot| slot.id).filter(|id| *id != there.slot.id).collect()
            }
            None => Vec::new(),
        };
        let error = pages::why_not(self.held.words, self.field, &slots::violation(self.field.name(), reason));
        self.draw(there, None, Sought { offers, ..Sought::default() }, Some(error)).await
    }

    async fn pick(&self, there: &Appointment, action: &Action) -> Result<HttpResponse, ApiError> {
        let form = &self.held.case.version.form;
        let picked = match action {
            Action::Slot { ask: Ask::Take(id), .. } => id.parse().ok(),
            Action::Slot { ask: Ask::Forget, .. } => None,
            _ => self.picked(),
        };
        let sought = edits::sought(form, self.params, action);
        self.draw(there, picked, sought, None).await
    }

    fn wish(&self, there: &Appointment) -> Wish {
        let (app, now) = (self.held.app, self.held.app.clock.now());
        Wish { channel: Channel::Online, persons: there.booking.persons, at: now, today: now.day_in(&app.time_zone) }
    }

    async fn calendar(&self) -> Result<Option<Arc<Snapshot>>, ApiError> {
        let Some((_, key, _)) = slot_field(&self.held.case.version.form) else { return Ok(None) };
        Ok(self.held.app.slots.snapshot(self.held.app, self.held.organization.id, key).await?)
    }

    async fn draw(
        &self,
        there: &Appointment,
        picked: Option<SlotId>,
        sought: Sought,
        error: Option<String>,
    ) -> Result<HttpResponse, ApiError> {
        let form = self.held.case.version.in_language(self.held.words.language);
        let calendar = self.calendar().await?;
        let appointments = Appointments {
            calendar: calendar.as_deref(),
            wish: self.wish(there),
            zone: &self.held.app.time_zone,
            sought: &sought,
            current: Some(there.slot.id),
            is_preview: false,
        };
        let raw = picked.map(|id| Value::from(id.to_string()));
        let page = pages::change(&form, &self.place(), &self.lines_now(), (raw.as_ref(), error), &appointments);
        html(StatusCode::OK, Keep::No, page)
    }
}

impl Held<'_> {
    /// The appointment as it stands on the page of the receipt; none where the form has none, or of a test. `pass` is there
    /// for who may change it now, `None` inside for who has the address of the first day.
    pub(super) async fn visit(&self, may_act: Option<Option<&str>>) -> Result<Option<Visit>, ApiError> {
        let form = self.case.version.in_language(self.words.language);
        let name = slot_field(&form).map(|(name, ..)| name.to_owned());
        let Some(field) = name.and_then(|name| form.field(&name)).filter(|_| !self.case.row.is_test) else {
            return Ok(None);
        };
        // Nobody asked for one.
        let Some(answer) = self.case.answers.get(field.name()) else { return Ok(None) };
        let there = change::appointment(self.app, &self.case).await?;
        // A mailed address may have reached a stranger.
        let is_shown = may_act.is_some() || self.kind == TokenKind::Receipt;
        let lines = if is_shown { value::lines(self.words, field, answer) } else { Vec::new() };
        let mut visit = Visit { lines, path: format!("{}/appointment", self.path()), ..Visit::default() };
        let Some(there) = there else {
            visit.said = Some(self.words.say("slot-yours-none"));
            visit.is_cancelled = true;
            return Ok(Some(visit));
        };
        let until = self.last_moment(&there).await?;
        let is_over = until.is_none_or(|until| self.app.clock.now() >= until);
        visit.said = Some(match until.filter(|_| !is_over) {
            _ if may_act.is_none() => self.words.say(match crate::submissions::unlock::question(&self.case) {
                Some(_) => "slot-unlock",
                None => "slot-unlock-none",
            }),
            Some(until) => {
                let until = moment::end(self.words, until, &self.app.time_zone);
                self.words.tell("slot-until", &[("until", until.into())])
            }
            None => self.words.say("slot-over"),
        });
        visit.can_change = may_act.is_some() && !is_over;
        visit.pass = may_act.flatten().map(str::to_owned);
        Ok(Some(visit))
    }

    /// Until when the applicant may change it.
    async fn last_moment(&self, there: &Appointment) -> Result<Option<Timestamp>, ApiError> {
        let row = &there.booking;
        let terms = store::terms(self.app.db.read(), row.organization_id, row.calendar_id).await?;
        Ok(terms.map(|terms| there.slot.starts_at.plus_seconds(-60 * terms.cutoff_minutes)))
    }
}
