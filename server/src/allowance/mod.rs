//! How many mails an address gets in a day. Anybody can type anybody's address into a form; nobody's letter box shall be
//! filled that way. The address is not kept, only its keyed digest, and that for two days. Knows no feature.

mod store;

use std::sync::Arc;

use jiff::civil::Date;

use crate::app::App;
use crate::clock::Timestamp;
use crate::db::DbErr;
use crate::ids::{MailRecipientId, OrganizationId};

/// Mails about applications that an address gets from an organization in one day of its calendar.
pub const MAILS_A_DAY: i64 = 10;
/// Reminders of saved forms, besides: anybody can have them sent to anybody, so they use up nothing of the others.
pub const REMINDERS_A_DAY: i64 = 3;
const DAY_SECONDS: i64 = 24 * 60 * 60;

/// What an address gets so many of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// Receipts and news of applications.
    Applications,
    /// Reminders of saved forms.
    Reminders,
}

/// Whether a mail may go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It may, and is counted.
    Now,
    /// The address has got all it may get today; the next day begins then.
    NotBefore(Timestamp),
}

impl Share {
    const fn a_day(self) -> i64 {
        match self {
            Self::Applications => MAILS_A_DAY,
            Self::Reminders => REMINDERS_A_DAY,
        }
    }

    /// Each share is counted in a row of its own.
    const fn label(self) -> &'static [u8] {
        match self {
            Self::Applications => b"mail recipient",
            Self::Reminders => b"reminder recipient",
        }
    }
}

/// Counts a mail to this address.
///
/// # Errors
/// The database's.
pub async fn take(app: &App, organization: OrganizationId, address: &str, share: Share) -> Result<Taken, DbErr> {
    let address = letter_box(address);
    let digest = app.vault.digest(&[share.label(), organization.0.as_bytes(), address.as_bytes()]).to_vec();
    let now = app.clock.now();
    let (id, day_at) = (MailRecipientId::new(&app.random, now), today(app, now));
    let count = app.db.write::<_, DbErr, _>(move |transaction| {
        Box::pin(async move { store::count(transaction, id, organization, digest, day_at).await })
    });
    Ok(if count.await? <= share.a_day() { Taken::Now } else { Taken::NotBefore(tomorrow(app, now)) })
}

/// One name for what ends up in one letter box: `A+forms@example.jp` is `a@example.jp`.
fn letter_box(address: &str) -> String {
    let address = address.trim().to_lowercase();
    match address.rsplit_once('@') {
        Some((name, host)) => format!("{}@{host}", name.split_once('+').map_or(name, |(name, _)| name)),
        None => address,
    }
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
    begin(app, now.day_in(&app.time_zone)).unwrap_or(now)
}

/// The first instant of the next day.
fn tomorrow(app: &App, now: Timestamp) -> Timestamp {
    let next = now.day_in(&app.time_zone).tomorrow().ok();
    next.and_then(|day| begin(app, day)).unwrap_or_else(|| now.plus_seconds(DAY_SECONDS))
}

fn begin(app: &App, day: Date) -> Option<Timestamp> {
    let midnight = day.to_zoned(app.time_zone.clone()).ok()?;
    Some(Timestamp::from_micros(midnight.timestamp().as_microsecond()))
}

#[cfg(test)]
mod tests {
    use super::letter_box;

    #[test]
    fn however_it_is_written_it_is_one_letter_box() {
        for address in
            ["hanako@example.com", " Hanako@Example.COM", "hanako+forms@example.com", "hanako+a+b@example.com"]
        {
            assert_eq!(letter_box(address), "hanako@example.com", "{address}");
        }
        assert_eq!(letter_box("\"a@b+c\"@example.com"), "\"a@b@example.com");
        assert_ne!(letter_box("hanako@example.jp"), letter_box("hanako@example.com"));
        assert_eq!(letter_box("no address"), "no address");
    }
}
