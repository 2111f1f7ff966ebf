//! Half-filled forms that residents saved to continue later. Kept are sealed bytes, when they expire, and a digest of the
//! code that opens them; neither the code nor anything about a person can be read from the table. What the bytes mean is
//! the resident pages' affair; this room knows no HTTP.

pub mod code;
mod store;

use std::sync::Arc;

use jiff::ToSpan;
use jiff::tz::TimeZone;
use serde_json::json;

use crate::app::App;
use crate::clock::Timestamp;
use crate::db::DbErr;
use crate::db::entity::saved_journey;
use crate::ids::{FileId, FormId, OrganizationId, SavedJourneyId, VersionId};
use crate::jobs;
use crate::queue::{self, NewJob};
use crate::submissions::case_store;
pub use code::Code;

/// Uploaded files are kept this much longer than the journey: who continues in the last minute can still send it.
pub const FILES_LONGER_SECONDS: i64 = 24 * 60 * 60;

/// What is to be kept.
pub struct Keep<'a> {
    /// Whose.
    pub organization_id: OrganizationId,
    /// Of which form.
    pub form_id: FormId,
    /// In which version.
    pub version_id: VersionId,
    /// What opens it: a new code, or that of the journey when it was saved before.
    pub code: &'a Code,
    /// The state of the journey.
    pub plain: &'a [u8],
    /// The page on which it was left.
    pub page: String,
    /// The tag of the words it is filled in with.
    pub language: String,
    /// The uploaded files that belong to it.
    pub files: Vec<FileId>,
    /// Until when.
    pub expires_at: Timestamp,
}

/// A journey that can be continued.
pub struct Saved {
    /// Its row.
    pub id: SavedJourneyId,
    /// Its version.
    pub version_id: VersionId,
    /// The state, as it was handed over.
    pub plain: Vec<u8>,
    /// The page on which it was left.
    pub page: String,
    /// The tag of its words.
    pub language: String,
    /// The first instant at which it is gone.
    pub expires_at: Timestamp,
}

/// The end of the last of `days` days after today: people are told a day, and it counts in full.
#[must_use]
pub fn expiry(now: Timestamp, days: u32, time_zone: &TimeZone) -> Timestamp {
    let days = i64::from(days) + 1;
    let midnight = now.day_in(time_zone).checked_add(days.days()).and_then(|day| day.to_zoned(time_zone.clone()));
    // A day beyond the calendar does not come.
    midnight.map_or_else(
        |_| now.plus_seconds(days * 24 * 60 * 60),
        |midnight| Timestamp::from_micros(midnight.timestamp().as_microsecond()),
    )
}

/// Keeps a journey, and its files as long. Under a code that is there already, it takes the place of what was kept.
///
/// # Errors
/// The database's.
pub async fn save(app: &App, keep: Keep<'_>) -> Result<(), DbErr> {
    let now = app.clock.now();
    let aad = aad(keep.organization_id, keep.form_id, keep.version_id);
    let row = saved_journey::Model {
        id: SavedJourneyId::new(&app.random, now),
        organization_id: keep.organization_id,
        form_id: keep.form_id,
        form_version_id: keep.version_id,
        code_hmac: digest(app, keep.organization_id, keep.code),
        sealed_state: app.vault.seal_state(&aad, keep.plain).into_bytes(),
        page: keep.page,
        language: keep.language,
        failures: 0,
        saved_at: now,
        expires_at: keep.expires_at,
    };
    let (files, until) = (keep.files, keep.expires_at.plus_seconds(FILES_LONGER_SECONDS));
    app.db
        .write::<_, DbErr, _>(move |transaction| {
            Box::pin(async move {
                case_store::keep(transaction, row.organization_id, files, until).await?;
                store::put(transaction, row).await
            })
        })
        .await
}

/// The journey of this form that the code opens; none when there is no such thing or not any more.
///
/// # Errors
/// The database's.
pub async fn find(app: &App, organization: OrganizationId, form: FormId, code: &Code) -> Result<Option<Saved>, DbErr> {
    let found = store::by_code(app.db.read(), organization, digest(app, organization, code)).await?;
    let found = found.filter(|row| row.form_id == form && row.expires_at > app.clock.now());
    Ok(found.and_then(|row| {
        let aad = aad(organization, form, row.form_version_id);
        let plain = app.vault.open_state(&aad, std::str::from_utf8(&row.sealed_state).ok()?)?;
        let (id, version_id, expires_at) = (row.id, row.form_version_id, row.expires_at);
        Some(Saved { id, version_id, plain, page: row.page, language: row.language, expires_at })
    }))
}

/// Removes a journey that was sent.
///
/// # Errors
/// The database's.
pub async fn forget(app: &App, organization: OrganizationId, code: &Code) -> Result<(), DbErr> {
    let digest = digest(app, organization, code);
    app.db.write::<_, DbErr, _>(move |transaction| Box::pin(store::delete(transaction, organization, digest))).await
}

/// Has a mail sent that says where and until when the journey can be continued. It opens nothing by itself: whoever gets it
/// by mistake has no code.
///
/// # Errors
/// The database's.
pub async fn send_reminder(app: &App, organization: OrganizationId, saved: &Saved, to: &str) -> Result<(), DbErr> {
    let now = app.clock.now();
    let sealed = app.vault.seal_state(&mail_aad(organization, saved.id), to.as_bytes());
    let payload = json!({ "saved_journey_id": saved.id, "to": sealed });
    let job = NewJob::now(&app.random, now, organization, jobs::SEND_SAVED, payload);
    app.db
        .write::<_, DbErr, _>(move |transaction| {
            Box::pin(async move { queue::store::enqueue(transaction, vec![job], now).await })
        })
        .await?;
    app.wake.ring();
    Ok(())
}

/// What a reminder is about, and where it goes.
pub struct Reminder {
    /// Of which form.
    pub form_id: FormId,
    /// In which version.
    pub version_id: VersionId,
    /// The tag of its words.
    pub language: String,
    /// The first instant at which it is gone.
    pub expires_at: Timestamp,
    /// The address.
    pub to: String,
}

/// Reads what [`send_reminder`] handed over; none when the journey is gone or was sent.
///
/// # Errors
/// The database's.
pub async fn reminder(
    app: &App,
    organization: OrganizationId,
    id: SavedJourneyId,
    sealed: &str,
) -> Result<Option<Reminder>, DbErr> {
    let row = store::by_id(app.db.read(), organization, id).await?;
    let to = app.vault.open_state(&mail_aad(organization, id), sealed).and_then(|to| String::from_utf8(to).ok());
    let (Some(row), Some(to)) = (row.filter(|row| row.expires_at > app.clock.now()), to) else { return Ok(None) };
    let (form_id, version_id, expires_at) = (row.form_id, row.form_version_id, row.expires_at);
    Ok(Some(Reminder { form_id, version_id, language: row.language, expires_at, to }))
}

/// Removes what has expired, of every organization. Returns how many.
///
/// # Errors
/// The database's.
pub async fn sweep(app: &Arc<App>) -> Result<u64, DbErr> {
    let now = app.clock.now();
    app.db.write::<_, DbErr, _>(move |transaction| Box::pin(store::delete_expired(transaction, now))).await
}

fn digest(app: &App, organization: OrganizationId, code: &Code) -> Vec<u8> {
    app.vault.digest(&[b"saved journey", organization.0.as_bytes(), code.as_bytes()]).to_vec()
}

/// What is kept opens as a journey of its form and version only.
fn aad(organization: OrganizationId, form: FormId, version: VersionId) -> Vec<u8> {
    format!("saved journey\n{organization}\n{form}\n{version}").into_bytes()
}

fn mail_aad(organization: OrganizationId, id: SavedJourneyId) -> Vec<u8> {
    format!("saved journey mail\n{organization}\n{id}").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_day_counts_in_full() {
        let tokyo = TimeZone::get("Asia/Tokyo").unwrap();
        let at = |text: &str| Timestamp::from_micros(text.parse::<jiff::Timestamp>().unwrap().as_microsecond());
        let until = at("2026-04-15T15:00:00Z");
        assert_eq!(expiry(at("2026-04-01T01:00:00Z"), 14, &tokyo), until);
        assert_eq!(expiry(at("2026-04-01T14:59:59Z"), 14, &tokyo), until);
        assert_eq!(expiry(at("2026-04-01T15:00:00Z"), 14, &tokyo), until.plus_seconds(24 * 60 * 60));
    }
}
