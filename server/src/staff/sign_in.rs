//! Signing in with address and password. Whoever asks learns nothing but yes or no: an address without an account takes
//! the same steps, the same time and the same limits as a wrong password.

use crate::db::DbErr;
use serde_json::json;

use super::throttle::{block_seconds, seconds_until};
use super::{password, sessions, store};
use crate::app::App;
use crate::audit;
use crate::clock::Timestamp;
use crate::db::entity::staff;
use crate::ids::OrganizationId;

/// An attempt.
pub struct Attempt<'a> {
    /// The address, as typed.
    pub email: &'a str,
    /// The password.
    pub password: &'a str,
    /// Where it comes from; counted, never stored.
    pub client: &'a str,
}

/// Why nobody is signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// Address or password is wrong, or the account is disabled.
    #[error("address or password is wrong")]
    Wrong,
    /// Too many attempts.
    #[error("too many attempts")]
    TooMany {
        /// Seconds to wait.
        retry_after: u32,
    },
    /// The database's.
    #[error(transparent)]
    Database(#[from] DbErr),
    /// A fault of ours.
    #[error(transparent)]
    Unexpected(#[from] anyhow::Error),
}

/// Begins a session and returns the secret for the browser.
///
/// # Errors
/// See [`SignInError`].
pub async fn sign_in(app: &App, organization: OrganizationId, attempt: Attempt<'_>) -> Result<String, SignInError> {
    let too_many = |retry_after| SignInError::TooMany { retry_after };
    app.throttle.enter(attempt.client, app.clock.now()).map_err(too_many)?;
    let email = attempt.email.trim().to_lowercase();
    let address = app.vault.digest(&[b"sign-in", organization.0.as_bytes(), email.as_bytes()]);
    let _turn = app.throttle.turn(&address).await;
    let now = app.clock.now();
    let account = store::by_email(app.db.read(), organization, &email).await?;
    let wait = match &account {
        Some(account) => account.blocked_until_at.and_then(|until| seconds_until(until, now)),
        None => app.throttle.stranger_waits(&address, now),
    };
    if let Some(retry_after) = wait {
        return Err(too_many(retry_after));
    }
    let is_match = is_match(app, attempt.password, account.as_ref()).await?;
    match account {
        Some(account) if is_match && account.disabled_at.is_none() => {
            app.throttle.forgive(attempt.client);
            Ok(begin(app, account, now).await?)
        }
        account => {
            if account.is_none() {
                app.throttle.stranger_failed(address, now);
            }
            note_failure(app, organization, account, now).await?;
            Err(SignInError::Wrong)
        }
    }
}

/// Hashes in any case, off the threads that answer requests.
async fn is_match(app: &App, typed: &str, account: Option<&staff::Model>) -> anyhow::Result<bool> {
    if typed.len() > password::MAX_BYTES {
        return Ok(false);
    }
    let _permit = app.throttle.hasher().await;
    let hash = account.map_or_else(|| password::NOBODYS.to_owned(), |account| account.password_hash.clone());
    let typed = typed.to_owned();
    Ok(tokio::task::spawn_blocking(move || password::is_match(&typed, &hash)).await?)
}

async fn begin(app: &App, account: staff::Model, now: Timestamp) -> Result<String, DbErr> {
    let (organization, person) = (account.organization_id, account.id);
    let (session, secret) = sessions::new(&app.random, organization, person, now);
    let event = audit::Event::new(&app.random, now, organization, "staff.signed_in", ("staff", person.0)).by(person);
    app.db
        .write::<_, DbErr, _>(move |transaction| {
            Box::pin(async move {
                let idle_since = now.plus_seconds(-sessions::IDLE_SECONDS);
                store::sessions::delete_expired(transaction, organization, now, idle_since).await?;
                store::note_sign_in(transaction, organization, person, 0, None, Some(now)).await?;
                store::sessions::insert(transaction, session).await?;
                audit::store::append(transaction, vec![event]).await
            })
        })
        .await?;
    Ok(secret)
}

/// One write for accounts and strangers alike; the log never holds what was typed, which is sometimes a password.
async fn note_failure(
    app: &App,
    organization: OrganizationId,
    account: Option<staff::Model>,
    now: Timestamp,
) -> Result<(), DbErr> {
    let person = account.as_ref().map(|account| account.id);
    let failures = account.as_ref().map_or(0, |account| account.failed_sign_ins.saturating_add(1));
    let object = person.map(|person| person.0).unwrap_or_default();
    let mut event = audit::Event::new(&app.random, now, organization, audit::store::REFUSED_SIGN_IN, ("staff", object))
        .with(json!({ "failures": failures }));
    event.object_id = person.map(|person| person.0);
    app.db
        .write::<_, DbErr, _>(move |transaction| {
            Box::pin(async move {
                if let Some(person) = person {
                    let until = block_seconds(failures).map(|seconds| now.plus_seconds(seconds));
                    store::note_sign_in(transaction, organization, person, failures, until, None).await?;
                }
                audit::store::append(transaction, vec![event]).await
            })
        })
        .await
}
