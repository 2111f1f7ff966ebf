//! Booking a slot anew for a case that has no appointment (any more).

use serde_json::json;

use super::booking::{self, slot_field};
use super::change::{By, ChangeError, Traces, audit_line, channel_for, news, resealed, step, told};
use super::store::intake;
use super::terms::NoPlace;
use crate::app::App;
use crate::db::entity::values::{Channel, SubmissionEventKind, SubmissionState};
use crate::ids::SlotId;
use crate::jobs::BookingNews;
use crate::staff::scope::Scope;
use crate::submissions::open::OpenedSubmission;
use crate::submissions::store as submissions;

/// Books a slot anew for a case that has no appointment (any more): staff do it for a caller.
///
/// # Errors
/// See [`ChangeError`]; [`ChangeError::Conflict`] when the case has an appointment, or another one has its key;
/// [`ChangeError::NoBooking`] for a test, which takes nobody's place, and for a case that was withdrawn.
pub async fn book_again(
    app: &App,
    scope: &Scope,
    case: &OpenedSubmission,
    to: SlotId,
    note: Option<String>,
) -> Result<(), ChangeError> {
    let (by, now, organization) = (By::Staff(scope), app.clock.now(), case.row.organization_id);
    let gone = || ChangeError::NoPlace(NoPlace::Taken);
    let (_, key, _) = slot_field(&case.version.form).ok_or(ChangeError::NoBooking)?;
    let calendar = app.slots.snapshot(app, organization, key).await?.ok_or_else(gone)?;
    let sealed = resealed(app, case, calendar.id, to).await?;
    let of = (organization, case.row.form_id);
    let new = booking::new(app, of, &calendar, &case.version.form, &case.answers, (to, Channel::Counter, now));
    let traces = Traces {
        step: step(app, by, case, SubmissionEventKind::Booked, note).await?,
        event: audit_line(app, by, case, "booking.made", json!({ "slot_id": to })),
        news: news(app, case, to, BookingNews::Booked),
    };
    let id = case.row.id;
    app.db
        .write::<_, ChangeError, _>(move |transaction| {
            Box::pin(async move {
                let case = submissions::review::held(transaction, organization, id).await?;
                if case.is_none_or(|(state, is_test)| is_test || state == SubmissionState::Withdrawn) {
                    return Err(ChangeError::NoBooking);
                }
                let mut held = intake::held(transaction, [to].into()).await?;
                intake::release_expired(transaction, &mut held, now).await?;
                let target = held.get(&to).filter(|held| held.calendar_id == new.calendar_id);
                let target = target.ok_or(ChangeError::NoPlace(NoPlace::Taken))?;
                channel_for(target, &new.wish, new.wish.channel)?;
                let key = new.key.as_ref().map(|key| (new.calendar_id, key.hmac.to_vec()));
                if !intake::taken_keys(transaction, &key.into_iter().collect(), now).await?.is_empty() {
                    return Err(ChangeError::Conflict);
                }
                let mut more = intake::More::new();
                intake::add(&mut more, to, new.wish.channel, new.wish.persons);
                intake::take(transaction, &more, now).await?;
                intake::insert(transaction, vec![(id, &new)]).await?;
                submissions::review::reseal(transaction, organization, id, sealed, now).await?;
                traces.write(transaction, now).await?;
                Ok(())
            })
        })
        .await?;
    told(app).await;
    Ok(())
}
