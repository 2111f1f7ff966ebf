//! Which forms a machine may use: those for everybody, those whose key or password it sends along (`Form-Key`), and those
//! for staff with a token of somebody's. A cookie lets nobody write: a browser would add it by itself. It lets the staff UI
//! read what the live version asks.

use std::sync::Arc;

use actix_web::http::Method;
use actix_web::{FromRequest as _, HttpRequest};

use crate::app::App;
use crate::forms::access::{self, Door};
use crate::forms::live::LiveForm;
use crate::http::error::{ApiError, Code};
use crate::http::extract::{ClientAddress, bearer_token, session_secret};
use crate::organizations::Organization;
use crate::staff::{sessions, tokens};

/// The header with the key of a secret link, or with a password (percent-encoded where it is not ASCII).
const FORM_KEY: &str = "form-key";

/// The published form at this address, if this machine may use it.
///
/// # Errors
/// 404 where nothing is published, 403 `access-denied`, 429 for guesses, or the database's.
pub(super) async fn admitted(
    app: &App,
    organization: &Organization,
    slug: &str,
    request: &HttpRequest,
) -> Result<Arc<LiveForm>, ApiError> {
    let live = app.live_forms.by_slug(&app.db, &app.vault, organization.id, slug).await?;
    let live = live.ok_or_else(|| ApiError::new(Code::NotFound))?;
    let is_in =
        has_access(app, organization, &live, request).await? || reads_as_staff(app, organization, request).await?;
    if is_in { Ok(live) } else { Err(ApiError::new(Code::AccessDenied)) }
}

async fn reads_as_staff(app: &App, organization: &Organization, request: &HttpRequest) -> Result<bool, ApiError> {
    let secret = session_secret(request, &app.config).filter(|_| request.method() == Method::GET);
    let Some(secret) = secret else { return Ok(false) };
    Ok(sessions::scope_of(app, organization.id, &secret).await?.is_some())
}

async fn has_access(
    app: &App,
    organization: &Organization,
    live: &LiveForm,
    request: &HttpRequest,
) -> Result<bool, ApiError> {
    let given = request.headers().get(FORM_KEY).and_then(|value| value.to_str().ok());
    match &live.door {
        Door::Public => Ok(true),
        Door::Link(_) => Ok(given.is_some_and(|key| live.door.fits(key))),
        Door::Password(hash) => {
            let Some(typed) = given else { return Ok(false) };
            let typed = percent_encoding::percent_decode_str(typed).decode_utf8_lossy();
            let Ok(ClientAddress(client)) = ClientAddress::extract(request).await;
            access::try_password(app, live.form_id, hash, (&client, &typed), app.clock.now())
                .await
                .map_err(|seconds| ApiError::new(Code::TooManyAttempts).retry_after(seconds))
        }
        Door::Staff => match bearer_token(request) {
            Some(token) => Ok(tokens::scope_of(app, organization.id, token).await?.is_some()),
            None => Ok(false),
        },
    }
}
