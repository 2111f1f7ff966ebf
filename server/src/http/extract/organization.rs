//! The organization whose host was asked.

use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use futures_util::future::LocalBoxFuture;

use crate::app::App;
use crate::http::error::{ApiError, Code};
use crate::organizations::Organization;

/// The organization that the request's host belongs to; 421 when it is nobody's.
pub struct Hosted(pub Arc<Organization>);

impl FromRequest for Hosted {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let host = request.connection_info().host().to_owned();
        let app = request.app_data::<web::Data<App>>().cloned();
        Box::pin(async move {
            let app = app.ok_or_else(|| ApiError::internal(anyhow::anyhow!("no application state")))?;
            app.organizations.by_host(&app.db, &host).await?.map(Self).ok_or_else(|| ApiError::new(Code::Misdirected))
        })
    }
}
