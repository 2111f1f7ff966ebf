//! Secrets that stand for a person: the browser's session cookie and bearer tokens. Only their SHA-256 is stored; they
//! are 256 random bits, so that a slow hash would protect nothing.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use super::scope::{self, Scope};
use super::{sessions, store};
use crate::app::App;
use crate::audit;
use crate::db::DbErr;
use crate::ids::{ApiTokenId, OrganizationId, Random, StaffId};

/// What a bearer token begins with, so that a leaked one can be recognised.
pub const PREFIX: &str = "mdg_";

/// A new secret.
#[must_use]
pub fn new_secret(random: &Random) -> String {
    URL_SAFE_NO_PAD.encode(random.bytes::<32>())
}

/// What is stored of a secret.
#[must_use]
pub fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

/// Issues a bearer token that may do what the person may. It is returned once and cannot be read again.
///
/// # Errors
/// The database's.
pub async fn issue(app: &App, organization: OrganizationId, person: StaffId) -> Result<String, DbErr> {
    let now = app.clock.now();
    let id = ApiTokenId::new(&app.random, now);
    let token = format!("{PREFIX}{}", new_secret(&app.random));
    let token_hash = hash(&token);
    let event = audit::Event::new(&app.random, now, organization, "token.issued", ("token", id.0)).by(person);
    app.db
        .write::<_, DbErr, _>(move |transaction| {
            Box::pin(async move {
                store::sessions::insert_token(transaction, organization, id, person, token_hash, now).await?;
                audit::store::append(transaction, vec![event]).await
            })
        })
        .await?;
    Ok(token)
}

/// Who a bearer token stands for at this organization; `None` when it is unknown or revoked.
///
/// # Errors
/// The database's.
pub async fn scope_of(app: &App, organization: OrganizationId, token: &str) -> Result<Option<Scope>, DbErr> {
    if !token.starts_with(PREFIX) {
        return Ok(None);
    }
    let now = app.clock.now();
    let found = store::sessions::token_by_hash(app.db.read(), organization, hash(token)).await?;
    let Some(row) = found else { return Ok(None) };
    if row.last_used_at.is_none_or(|at| at.plus_seconds(sessions::TOUCH_SECONDS) <= now) {
        app.db
            .write::<_, DbErr, _>(move |transaction| {
                Box::pin(async move { store::sessions::touch_token(transaction, organization, row.id, now).await })
            })
            .await?;
    }
    scope::load(app, organization, row.staff_id).await
}
