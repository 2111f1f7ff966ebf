//! Replacing a password: one's own with proof of the present one, or another person's by a generated one. Either way the
//! person's other sessions end.

use crate::db::DbErr;

use super::scope::Scope;
use super::{accounts, password, store, tokens};
use crate::app::App;
use crate::audit;
use crate::ids::StaffId;

/// Why a password was not replaced.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// There is no such account.
    #[error("there is no such account")]
    NotFound,
    /// The present password is another one.
    #[error("the present password is wrong")]
    Wrong,
    /// Too many wrong ones in a row.
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

/// Gives the person a generated password and ends all their sessions. The password is returned once and kept nowhere.
///
/// # Errors
/// See [`PasswordError`].
pub async fn reset_password(app: &App, scope: &Scope, id: StaffId) -> Result<String, PasswordError> {
    let plain = password::generate(&app.random);
    let now = app.clock.now();
    let event = audit::Event::new(&app.random, now, scope.organization_id, "account.password_reset", ("staff", id.0))
        .by(scope.staff_id);
    replace_password(app, event, id, plain.clone(), Kept::Nothing).await?;
    Ok(plain)
}

/// Replaces the own password; the session that asks goes on, all others of the person end.
///
/// # Errors
/// See [`PasswordError`].
pub async fn change_password(
    app: &App,
    scope: &Scope,
    current: String,
    new: String,
    session_secret: Option<&str>,
) -> Result<(), PasswordError> {
    let id = scope.staff_id;
    // Somebody at an unattended screen must not be able to try passwords all afternoon.
    let turnstile = id.to_string();
    app.throttle.enter(&turnstile, app.clock.now()).map_err(|retry_after| PasswordError::TooMany { retry_after })?;
    let account = store::by_id(app.db.read(), scope.organization_id, id).await?.ok_or(PasswordError::NotFound)?;
    let is_match = {
        let _permit = app.throttle.hasher().await;
        tokio::task::spawn_blocking(move || password::is_match(&current, &account.password_hash))
            .await
            .map_err(|error| PasswordError::Unexpected(error.into()))?
    };
    if !is_match {
        return Err(PasswordError::Wrong);
    }
    app.throttle.forgive(&turnstile);
    let now = app.clock.now();
    let event =
        audit::Event::new(&app.random, now, scope.organization_id, "staff.password_changed", ("staff", id.0)).by(id);
    replace_password(app, event, id, new, Kept::TokensAnd(session_secret.map(tokens::hash))).await
}

/// What a person keeps when the password changes.
enum Kept {
    /// An administrator made a new one: somebody else may have had the old one, and a token with it.
    Nothing,
    /// The person changed it: their API tokens, and the session they did it in.
    TokensAnd(Option<Vec<u8>>),
}

async fn replace_password(
    app: &App,
    event: audit::Event,
    id: StaffId,
    plain: String,
    kept: Kept,
) -> Result<(), PasswordError> {
    let now = event.happened_at;
    let (is_reset, kept_session) = match kept {
        Kept::Nothing => (true, None),
        Kept::TokensAnd(session) => (false, session),
    };
    let password_hash = accounts::hash(app, plain).await?;
    let organization = event.organization_id;
    app.db
        .write::<_, PasswordError, _>(move |transaction| {
            Box::pin(async move {
                if !store::set_password(transaction, organization, id, password_hash).await? {
                    return Err(PasswordError::NotFound);
                }
                store::sessions::delete_of_person(transaction, organization, id, kept_session).await?;
                if is_reset {
                    store::sessions::revoke_tokens(transaction, organization, id, now).await?;
                }
                audit::store::append(transaction, vec![event]).await?;
                Ok(())
            })
        })
        .await
}
