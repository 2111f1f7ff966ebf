//! Who comes in. A form for everybody lets everybody pass and asks for nothing, not even a look at a cookie. Of the others
//! the secret link, the password, or a session of staff opens the start page; from there on the sealed state of the journey
//! is the grant: nothing secret stands in a further address, and who has begun goes on whatever is set meanwhile. Only a
//! form for staff asks for the session each time.

use std::sync::Arc;

use actix_web::http::{StatusCode, header};
use actix_web::web::Query;
use actix_web::{FromRequest as _, HttpRequest, HttpResponse};

use super::respond::{Keep, html};
use crate::app::App;
use crate::forms::access::{self, Door, KEY_PARAMETER};
use crate::forms::live::LiveForm;
use crate::http::error::ApiError;
use crate::http::extract::{ClientAddress, LANG, session_secret};
use crate::organizations::Organization;
use crate::pages::access::{self as pages, Typed};
use crate::pages::posted::Params;
use crate::staff::sessions;
use crate::words::Words;

/// The input a password is typed into.
pub(super) const PASSWORD: &str = "_password";

/// Somebody at the door.
pub(super) struct Visitor<'a> {
    pub(super) app: &'a App,
    pub(super) organization: &'a Organization,
    pub(super) words: Words,
    pub(super) live: &'a Arc<LiveForm>,
    pub(super) request: &'a HttpRequest,
}

/// How somebody came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Came {
    /// The form is for everybody.
    Freely,
    /// They have begun before.
    Again,
    /// With the link, with a session, or with the password just now.
    Anew,
}

/// What is asked of somebody who may not come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// The whole link.
    Link,
    /// The password.
    Password,
    /// The password, typed wrongly.
    AnotherPassword,
    /// Some patience: too many wrong ones were tried.
    Patience(u32),
    /// To sign in.
    Session,
}

impl Visitor<'_> {
    /// Whether this visitor comes in. `has_begun`: a sealed state of this form came along. `posted`: what was posted.
    pub(super) async fn comes_in(
        &self,
        has_begun: bool,
        posted: Option<&Params>,
    ) -> Result<Result<Came, Asked>, ApiError> {
        Ok(match &self.live.door {
            Door::Public => Ok(Came::Freely),
            Door::Staff if !self.is_signed_in().await? => Err(Asked::Session),
            Door::Staff => Ok(if has_begun { Came::Again } else { Came::Anew }),
            Door::Link(_) | Door::Password(_) if has_begun => Ok(Came::Again),
            Door::Link(_) if self.has_key() => Ok(Came::Anew),
            Door::Link(_) => Err(Asked::Link),
            Door::Password(hash) => match posted.and_then(|params| params.last(PASSWORD)) {
                Some(typed) => self.try_password(hash, typed).await,
                None => Err(Asked::Password),
            },
        })
    }

    /// What is asked of somebody who wants to enter the code of a saved journey: where the form is not for staff alone, the
    /// code says it all.
    pub(super) async fn may_enter_a_code(&self) -> Result<Option<Asked>, ApiError> {
        let is_turned_away = matches!(self.live.door, Door::Staff) && !self.is_signed_in().await?;
        Ok(is_turned_away.then_some(Asked::Session))
    }

    /// The session is looked at for forms for staff only: nobody else's visit has anything to do with it.
    async fn is_signed_in(&self) -> Result<bool, ApiError> {
        let Some(secret) = session_secret(self.request, &self.app.config) else { return Ok(false) };
        Ok(sessions::scope_of(self.app, self.organization.id, &secret).await?.is_some())
    }

    /// Whether the address holds the key of the secret link.
    pub(super) fn has_key(&self) -> bool {
        self.parameters().into_iter().any(|(name, value)| name == KEY_PARAMETER && self.live.door.fits(&value))
    }

    fn parameters(&self) -> Vec<(String, String)> {
        let parameters = Query::<Vec<(String, String)>>::from_query(self.request.query_string());
        parameters.map(Query::into_inner).unwrap_or_default()
    }

    /// What the address brings along besides the language and a key, ready for another address: a personal link stays one
    /// when a password is asked for in between.
    fn query(&self) -> String {
        let mut parameters = self.parameters();
        parameters.retain(|(name, _)| name != LANG && name != KEY_PARAMETER);
        url::form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish()
    }

    async fn try_password(&self, hash: &str, typed: &str) -> Result<Came, Asked> {
        let Ok(ClientAddress(client)) = ClientAddress::extract(self.request).await;
        let now = self.app.clock.now();
        match access::try_password(self.app, self.live.form_id, hash, (&client, typed), now).await {
            Ok(true) => Ok(Came::Anew),
            Ok(false) => Err(Asked::AnotherPassword),
            Err(seconds) => Err(Asked::Patience(seconds)),
        }
    }

    /// The page for somebody who may not come in.
    pub(super) fn turn_away(&self, asked: Asked) -> Result<HttpResponse, ApiError> {
        let (words, name, slug) = (self.words, self.organization.name.as_str(), self.live.slug.as_str());
        let form = &*self.live.version.in_language(words.language);
        let again = pages::Again { words, slug, query: &self.query() };
        let password = |typed| pages::password(&again, name, form, typed);
        let mut response = match asked {
            Asked::Link => html(StatusCode::FORBIDDEN, Keep::No, pages::link(words, name)),
            Asked::Session => html(StatusCode::FORBIDDEN, Keep::No, pages::staff(&again, name)),
            Asked::Password => html(StatusCode::OK, Keep::No, password(Typed::Nothing)),
            Asked::AnotherPassword => html(StatusCode::OK, Keep::No, password(Typed::Wrong)),
            Asked::Patience(_) => html(StatusCode::SERVICE_UNAVAILABLE, Keep::No, password(Typed::TooOften)),
        }?;
        if let Asked::Patience(seconds) = asked {
            response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from(seconds));
        }
        Ok(response)
    }
}
