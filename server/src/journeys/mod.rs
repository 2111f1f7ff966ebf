//! Half-filled forms that residents saved to continue later. Kept are sealed bytes, when they expire, and a digest of the
//! code that opens them; neither the code nor anything about a person can be read from the table. What the bytes mean is
//! the resident pages' affair; this room knows no HTTP.

pub mod code;
mod reminder;
mod store;

use std::sync::Arc;

use crate::app::App;
use crate::clock::Timestamp;
use crate::db::entity::saved_journey;
use crate::db::{DbErr, Transaction};
use crate::ids::{FileId, FormId, OrganizationId, SavedJourneyId, VersionId};
use crate::submissions::case_store;
pub use code::Code;
use jiff::ToSpan;
use jiff::tz::TimeZone;
pub use reminder::{REMINDERS, Reminder, reminder, send_reminder};

/// Uploaded files are kept this much longer than the journey: who continues in the last minute can still send it.
pub const FILES_LONGER_SECONDS: i64 = 24 * 60 * 60;

/// Most bytes of a state that are kept: some forty thousand characters of Japanese prose, compressed.
pub const LARGEST: usize = 64 * 1024;

/// Rows that one transaction of [`sweep`] removes.
const SWEPT_AT_ONCE: u64 = 500;

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
    /// When what this goes on from was saved; none with a new code.
    pub since: Option<Timestamp>,
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

/// What became of it.
pub enum Kept {
    /// It is kept, and was saved at this instant.
    At(Timestamp),
    /// Something was saved later under this code than what this goes on from: it stays as it is, nothing was written.
    Newer(Box<Saved>),
}

/// A journey that can be continued.
pub struct Saved {
    /// Its row.
    pub id: SavedJourneyId,
    /// What opens it.
    pub code: Code,
    /// When it was saved last. No two times of one journey are the same.
    pub saved_at: Timestamp,
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

/// Keeps a journey, and its files as long. Under a code that is there already, it takes the place of what was kept, unless
/// that is newer than what it goes on from: two windows never overwrite each other.
///
/// # Errors
/// The database's.
pub async fn save(app: &App, keep: Keep<'_>) -> Result<Kept, DbErr> {
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
        reminders: 0,
        saved_at: now,
        expires_at: keep.expires_at,
    };
    let (files, until) = (keep.files, keep.expires_at.plus_seconds(FILES_LONGER_SECONDS));
    let (form, code, since) = (keep.form_id, keep.code.clone(), keep.since);
    let written =
        app.db.write::<_, DbErr, _>(move |transaction| Box::pin(put(transaction, row, since, files, until))).await?;
    match written {
        Ok(at) => Ok(Kept::At(at)),
        Err(newer) => {
            let (id, at) = (newer.id, newer.saved_at);
            let opened = opened(app, *newer, form, &code);
            // Nobody but us seals what lies there.
            let damaged = || DbErr::Custom(format!("the saved journey {id} of {} cannot be opened", at.micros()));
            opened.map(|saved| Kept::Newer(Box::new(saved))).ok_or_else(damaged)
        }
    }
}

/// Writes the row and gives back when it was saved; or the row that is there, when it is newer than `since`.
async fn put(
    transaction: &Transaction,
    mut row: saved_journey::Model,
    since: Option<Timestamp>,
    files: Vec<FileId>,
    until: Timestamp,
) -> Result<Result<Timestamp, Box<saved_journey::Model>>, DbErr> {
    let there = store::locked(transaction, row.organization_id, row.code_hmac.clone()).await?;
    if let Some(there) = there.filter(|there| there.expires_at > row.saved_at) {
        if since.is_none_or(|since| since < there.saved_at) {
            return Ok(Err(Box::new(there)));
        }
        row.saved_at = row.saved_at.max(Timestamp::from_micros(there.saved_at.micros() + 1));
    }
    let saved_at = row.saved_at;
    case_store::keep(transaction, row.organization_id, files, until).await?;
    store::put(transaction, row).await?;
    Ok(Ok(saved_at))
}

/// The journey of this form that the code opens; none when there is no such thing or not any more.
///
/// # Errors
/// The database's.
pub async fn find(app: &App, organization: OrganizationId, form: FormId, code: &Code) -> Result<Option<Saved>, DbErr> {
    let found = store::by_code(app.db.read(), organization, digest(app, organization, code)).await?;
    Ok(found.filter(|row| row.expires_at > app.clock.now()).and_then(|row| opened(app, row, form, code)))
}

fn opened(app: &App, row: saved_journey::Model, form: FormId, code: &Code) -> Option<Saved> {
    if row.form_id != form {
        return None;
    }
    let aad = aad(row.organization_id, form, row.form_version_id);
    let plain = app.vault.open_state(&aad, std::str::from_utf8(&row.sealed_state).ok()?)?;
    Some(Saved {
        id: row.id,
        code: code.clone(),
        saved_at: row.saved_at,
        version_id: row.form_version_id,
        plain,
        page: row.page,
        language: row.language,
        expires_at: row.expires_at,
    })
}

/// Removes a journey that was sent.
///
/// # Errors
/// The database's.
pub async fn forget(app: &App, organization: OrganizationId, code: &Code) -> Result<(), DbErr> {
    let digest = digest(app, organization, code);
    app.db.write::<_, DbErr, _>(move |transaction| Box::pin(store::delete(transaction, organization, digest))).await
}

/// Removes what has expired, of every organization. Returns how many.
///
/// # Errors
/// The database's.
pub async fn sweep(app: &Arc<App>) -> Result<u64, DbErr> {
    let now = app.clock.now();
    let mut removed = 0;
    // A few at a time: submissions come in between.
    loop {
        let count = app
            .db
            .write::<_, DbErr, _>(move |transaction| Box::pin(store::delete_expired(transaction, now, SWEPT_AT_ONCE)))
            .await?;
        removed += count;
        if count < SWEPT_AT_ONCE {
            return Ok(removed);
        }
    }
}

fn digest(app: &App, organization: OrganizationId, code: &Code) -> Vec<u8> {
    app.vault.digest(&[b"saved journey", organization.0.as_bytes(), code.as_bytes()]).to_vec()
}

/// What is kept opens as a journey of its form and version only.
fn aad(organization: OrganizationId, form: FormId, version: VersionId) -> Vec<u8> {
    format!("saved journey\n{organization}\n{form}\n{version}").into_bytes()
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
