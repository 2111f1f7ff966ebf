//! Browser sessions. The browser holds a random secret, the database its hash: a copy of the database signs nobody in.
//! A session ends when the person signs out, is disabled or gets a new password, after a while unused, or after a week.

use crate::db::DbErr;

use super::scope::{self, Scope};
use super::{store, tokens};
use crate::app::App;
use crate::audit;
use crate::clock::Timestamp;
use crate::db::entity::session;
use crate::ids::{OrganizationId, Random, SessionId, StaffId};

/// A session unused for this long has ended.
pub const IDLE_SECONDS: i64 = 12 * 60 * 60;
/// A session is never older than this.
pub const ABSOLUTE_SECONDS: i64 = 7 * 24 * 60 * 60;
/// Use is written down at most this often: reading must not mean writing.
pub(super) const TOUCH_SECONDS: i64 = 5 * 60;

/// A session about to be written, and its secret for the browser.
pub(super) fn new(
    random: &Random,
    organization: OrganizationId,
    person: StaffId,
    now: Timestamp,
) -> (session::Model, String) {
    let secret = tokens::new_secret(random);
    let row = session::Model {
        id: SessionId::new(random, now),
        organization_id: organization,
        staff_id: person,
        token_hash: tokens::hash(&secret),
        created_at: now,
        last_seen_at: now,
        expires_at: now.plus_seconds(ABSOLUTE_SECONDS),
    };
    (row, secret)
}

/// Who is signed in with this secret at this organization; `None` when nobody is (any more).
///
/// # Errors
/// The database's.
pub async fn scope_of(app: &App, organization: OrganizationId, secret: &str) -> Result<Option<Scope>, DbErr> {
    let now = app.clock.now();
    let Some(session) = current(app, organization, secret, now).await? else { return Ok(None) };
    let scope = scope::load(app, organization, session.staff_id).await?;
    if scope.is_some() && session.last_seen_at.plus_seconds(TOUCH_SECONDS) <= now {
        app.db
            .write::<_, DbErr, _>(move |transaction| {
                Box::pin(async move { store::sessions::touch(transaction, organization, session.id, now).await })
            })
            .await?;
    }
    Ok(scope)
}

async fn current(
    app: &App,
    organization: OrganizationId,
    secret: &str,
    now: Timestamp,
) -> Result<Option<session::Model>, DbErr> {
    let session = store::sessions::by_hash(app.db.read(), organization, tokens::hash(secret)).await?;
    Ok(session.filter(|row| row.expires_at > now && row.last_seen_at.plus_seconds(IDLE_SECONDS) > now))
}

/// Ends the session with this secret; ending what has ended is no error.
///
/// # Errors
/// The database's.
pub async fn end(app: &App, organization: OrganizationId, secret: &str) -> Result<(), DbErr> {
    let now = app.clock.now();
    let Some(row) = store::sessions::by_hash(app.db.read(), organization, tokens::hash(secret)).await? else {
        return Ok(());
    };
    let event = audit::Event::new(&app.random, now, organization, "staff.signed_out", ("staff", row.staff_id.0))
        .by(row.staff_id);
    app.db
        .write::<_, DbErr, _>(move |transaction| {
            Box::pin(async move {
                if store::sessions::delete(transaction, organization, row.id).await? {
                    audit::store::append(transaction, vec![event]).await?;
                }
                Ok(())
            })
        })
        .await
}
