//! Who is signed in. A handler demands a role by naming the extractor; there is no other way to a [`Scope`].
//!
//! A bearer token counts before a cookie; both are looked up at the organization whose host was asked, so that a session of
//! one municipality is nothing at another's address. The look-up happens before the handler's extractors: somebody who may
//! not ask learns nothing from how a body is parsed.

use std::future::{Ready, ready};

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::header;
use actix_web::middleware::Next;
use actix_web::{Error, FromRequest, HttpMessage, HttpRequest, ResponseError, web};

use super::Hosted;
use crate::app::App;
use crate::config::Config;
use crate::db::entity::values::Role;
use crate::http::error::{ApiError, Code};
use crate::staff::scope::Scope;
use crate::staff::{sessions, tokens};

macro_rules! roles {
    ($($(#[$doc:meta])* $name:ident = $role:ident;)*) => {$(
        $(#[$doc])*
        pub struct $name(pub Scope);

        impl FromRequest for $name {
            type Error = ApiError;
            type Future = Ready<Result<Self, ApiError>>;

            fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
                ready(authorize(request, Role::$role).map(Self))
            }
        }
    )*};
}

roles! {
    /// Somebody who may read forms and cases.
    Viewer = Viewer;
    /// Somebody who may work on cases.
    Clerk = Clerk;
    /// Somebody who may make and publish forms.
    Editor = Editor;
    /// Somebody who may manage departments and staff.
    Admin = Admin;
}

/// What [`identify`] found.
#[derive(Clone)]
struct Identity(Option<Scope>);

/// Finds out who is asking. Anonymous requests go on: the extractors refuse them.
///
/// # Errors
/// What the handler gives.
pub async fn identify(
    mut request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<EitherBody<impl MessageBody>>, Error> {
    match look_up(&mut request).await {
        Ok(scope) => {
            request.extensions_mut().insert(Identity(scope));
            Ok(next.call(request).await?.map_into_left_body())
        }
        Err(error) => Ok(request.into_response(error.error_response()).map_into_right_body()),
    }
}

async fn look_up(request: &mut ServiceRequest) -> Result<Option<Scope>, ApiError> {
    let app = request
        .app_data::<web::Data<App>>()
        .cloned()
        .ok_or_else(|| ApiError::internal(anyhow::anyhow!("no application state")))?;
    let Hosted(organization) = request.extract::<Hosted>().await?;
    let request = request.request();
    if let Some(token) = bearer_token(request) {
        Ok(tokens::scope_of(&app, organization.id, token).await?)
    } else if let Some(secret) = session_secret(request, &app.config) {
        Ok(sessions::scope_of(&app, organization.id, &secret).await?)
    } else {
        Ok(None)
    }
}

fn authorize(request: &HttpRequest, role: Role) -> Result<Scope, ApiError> {
    let identity = request.extensions().get::<Identity>().cloned();
    let Some(Identity(scope)) = identity else {
        return Err(ApiError::internal(anyhow::anyhow!("a staff route outside the staff scope")));
    };
    let scope = scope.ok_or_else(|| ApiError::new(Code::Unauthenticated))?;
    if scope.may(role) { Ok(scope) } else { Err(ApiError::new(Code::Forbidden)) }
}

/// The name of the session's cookie. `__Host-` ties it to exactly this host and to TLS; plain http (a trial on one's own
/// machine) cannot have that.
#[must_use]
pub fn cookie_name(config: &Config) -> &'static str {
    if config.is_https() { "__Host-madoguchi" } else { "madoguchi" }
}

/// The session's secret, if the browser sent one.
#[must_use]
pub fn session_secret(request: &HttpRequest, config: &Config) -> Option<String> {
    request.cookie(cookie_name(config)).map(|cookie| cookie.value().to_owned()).filter(|secret| !secret.is_empty())
}

/// The bearer token, if there is one. Browsers never add this header by themselves.
#[must_use]
pub fn bearer_token(request: &HttpRequest) -> Option<&str> {
    let value = request.headers().get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
