//! The mail that says where and until when a saved journey can be continued. Few of them for each: whoever saves one form
//! may type any address.

use serde_json::json;

use super::{Saved, store};
use crate::app::App;
use crate::clock::Timestamp;
use crate::db::DbErr;
use crate::ids::{FormId, OrganizationId, SavedJourneyId, VersionId};
use crate::jobs;
use crate::queue::{self, NewJob};

/// Most reminders of one saved journey: enough for two mistyped addresses, nothing for who would flood a letter box.
pub const REMINDERS: i64 = 3;

/// Has a mail sent that says where and until when the journey can be continued. It opens nothing by itself: whoever gets it
/// by mistake has no code. `false` when its [`REMINDERS`] are used up.
///
/// # Errors
/// The database's.
pub async fn send_reminder(app: &App, organization: OrganizationId, saved: &Saved, to: &str) -> Result<bool, DbErr> {
    let id = saved.id;
    let now = app.clock.now();
    let sealed = app.vault.seal_state(&mail_aad(organization, saved.id), to.as_bytes());
    let payload = json!({ "saved_journey_id": saved.id, "to": sealed });
    let job = NewJob::now(&app.random, now, organization, jobs::SEND_SAVED, payload).urgent();
    let is_planned = app
        .db
        .write::<_, DbErr, _>(move |transaction| {
            Box::pin(async move {
                let may = store::count_reminder(transaction, organization, id, REMINDERS).await?;
                if may {
                    queue::store::enqueue(transaction, vec![job], now).await?;
                }
                Ok(may)
            })
        })
        .await?;
    app.wake.ring();
    Ok(is_planned)
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

fn mail_aad(organization: OrganizationId, id: SavedJourneyId) -> Vec<u8> {
    format!("saved journey mail\n{organization}\n{id}").into_bytes()
}
