//! The notification of staff once a day (まとめて通知): decides each morning which forms are to be told of, for which period,
//! and leaves that to a job. The end of the period is written with the job in one transaction: a restart sends nothing
//! twice and forgets nothing. A morning that was missed is made up for at the next start.

use jiff::civil::time;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::store::digest as store;
use crate::app::App;
use crate::clock::Timestamp;
use crate::db::DbErr;
use crate::db::entity::form;
use crate::db::entity::values::NotificationMode;
use crate::ids::{FormId, OrganizationId, Random};
use crate::jobs;
use crate::queue::{self, NewJob};

/// When a day's mail is sent and what it tells ends: eight o'clock in the organization's time zone.
const MORNING: i8 = 8;

/// What a digest tells of one form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// Whose new cases.
    pub form_id: FormId,
    /// Received after this instant,
    pub after: i64,
    /// and up to this one; both in microseconds since 1970.
    pub until: i64,
}

impl Period {
    /// The period of a form.
    #[must_use]
    pub fn new(form_id: FormId, after: Timestamp, until: Timestamp) -> Self {
        Self { form_id, after: after.micros(), until: until.micros() }
    }

    /// Beginning (left out) and end (told).
    #[must_use]
    pub fn bounds(&self) -> (Timestamp, Timestamp) {
        (Timestamp::from_micros(self.after), Timestamp::from_micros(self.until))
    }
}

/// The work of telling of these periods.
#[must_use]
pub fn job(random: &Random, now: Timestamp, organization: OrganizationId, periods: &[Period]) -> NewJob {
    NewJob::now(random, now, organization, jobs::SEND_DIGEST, json!({ "periods": periods })).bulk()
}

/// The form is told of in another way from now on: from when new cases are told once a day, or what is still to be told
/// when that ends.
#[must_use]
pub fn turn(row: &mut form::Model, was: NotificationMode, now: Timestamp) -> Option<Period> {
    match (was, row.notification_mode) {
        (NotificationMode::AtOnce, NotificationMode::Daily) => {
            row.digest_sent_at = Some(now);
            None
        }
        (NotificationMode::Daily, NotificationMode::AtOnce) => {
            let told_until = row.digest_sent_at.take().unwrap_or(row.created_at);
            Some(Period::new(row.id, told_until, now))
        }
        _ => None,
    }
}

/// Enqueues today's digests where they have not been; returns how many organizations got one. Before the morning, and
/// again on the same day, there is nothing to do.
///
/// # Errors
/// The database's.
pub async fn plan(app: &App) -> Result<usize, DbErr> {
    let now = app.clock.now();
    let Some(morning) = morning(now, &app.time_zone).filter(|morning| *morning <= now) else { return Ok(0) };
    let mut planned = 0;
    for organization in app.organizations.all(&app.db).await?.iter() {
        if store::is_any_due(app.db.read(), organization.id, morning).await? {
            planned += usize::from(plan_one(app, organization.id, morning, now).await?);
        }
    }
    if planned > 0 {
        app.wake.ring();
    }
    Ok(planned)
}

async fn plan_one(app: &App, organization: OrganizationId, morning: Timestamp, now: Timestamp) -> Result<bool, DbErr> {
    let random = app.random.clone();
    app.db
        .write::<_, DbErr, _>(move |transaction| {
            Box::pin(async move {
                let forms = store::due_for_change(transaction, organization, morning).await?;
                let period = |form: &store::DailyForm| {
                    Period::new(form.id, form.digest_sent_at.unwrap_or(form.created_at), morning)
                };
                let periods: Vec<Period> = forms.iter().map(period).collect();
                if periods.is_empty() {
                    return Ok(false);
                }
                store::told(transaction, organization, forms.iter().map(|form| form.id).collect(), morning).await?;
                let job = job(&random, now, organization, &periods);
                queue::store::enqueue(transaction, vec![job], now).await?;
                Ok(true)
            })
        })
        .await
}

/// This morning, as the organization's clock shows it.
fn morning(now: Timestamp, time_zone: &TimeZone) -> Option<Timestamp> {
    let at = now.day_in(time_zone).to_datetime(time(MORNING, 0, 0, 0)).to_zoned(time_zone.clone()).ok()?;
    Some(Timestamp::from_micros(at.timestamp().as_microsecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_morning_is_the_municipalitys() {
        let zone = TimeZone::get("Asia/Tokyo").unwrap();
        let at = |text: &str| Timestamp::from_micros(text.parse::<jiff::Timestamp>().unwrap().as_microsecond());
        for now in ["2026-04-02T00:00:00+09:00", "2026-04-02T07:59:00+09:00", "2026-04-02T23:00:00+09:00"] {
            assert_eq!(morning(at(now), &zone), Some(at("2026-04-02T08:00:00+09:00")), "{now}");
        }
    }
}
