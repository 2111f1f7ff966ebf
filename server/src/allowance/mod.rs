//! How many mails an address gets in a day. Anybody can type anybody's address into a form; nobody's letter box shall be
//! filled that way. The address is not kept, only its keyed digest, and that for two days. Knows no feature.

mod store;

use std::sync::Arc;

use crate::app::App;
use crate::clock::Timestamp;
use crate::db::DbErr;
use crate::ids::{MailRecipientId, OrganizationId};

/// Mails an address gets from an organization in one day of its calendar.
pub const MAILS_A_DAY: i64 = 10;
const DAY_SECONDS: i64 = 24 * 60 * 60;

/// Counts a mail to this address; `false` when it has got all it may get today.
///
/// # Errors
/// The database's.
pub async fn take(app: &App, organization: OrganizationId, address: &str) -> Result<bool, DbErr> {
    let address = address.trim().to_lowercase();
    let digest = app.vault.digest(&[b"mail recipient", organization.0.as_bytes(), address.as_bytes()]).to_vec();
    let now = app.clock.now();
    let (id, day_at) = (MailRecipientId::new(&app.random, now), today(app, now));
    app.db
        .write::<_, DbErr, _>(move |transaction| {
            Box::pin(async move {
                let mails = store::count(transaction, id, organization, digest, day_at).await?;
                Ok(mails <= MAILS_A_DAY)
            })
        })
        .await
}

/// Forgets the counts of the days before yesterday, of every organization.
///
/// # Errors
/// The database's.
pub async fn sweep(app: &Arc<App>) -> Result<(), DbErr> {
    let before = today(app, app.clock.now()).plus_seconds(-DAY_SECONDS);
    app.db.write::<_, DbErr, _>(move |transaction| Box::pin(store::forget(transaction, before))).await
}

/// The first instant of the day.
fn today(app: &App, now: Timestamp) -> Timestamp {
    let midnight = now.day_in(&app.time_zone).to_zoned(app.time_zone.clone());
    midnight.map_or(now, |midnight| Timestamp::from_micros(midnight.timestamp().as_microsecond()))
}
