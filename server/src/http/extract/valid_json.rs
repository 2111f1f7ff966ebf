//! A request body that has the right shape: JSON of the right type (else 400) whose values keep the DTO's rules (else 422).

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use futures_util::future::LocalBoxFuture;
use madoguchi_schema::Violation;
use serde::de::DeserializeOwned;
use validator::{Validate, ValidationErrors, ValidationErrorsKind};

use crate::http::error::ApiError;

/// A body of the type `T` that keeps its rules.
pub struct ValidJson<T>(pub T);

impl<T: DeserializeOwned + Validate + 'static> FromRequest for ValidJson<T> {
    type Error = actix_web::Error;
    type Future = LocalBoxFuture<'static, Result<Self, actix_web::Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let body = web::Json::<T>::from_request(request, payload);
        Box::pin(async move {
            let body = body.await?.into_inner();
            match body.validate() {
                Ok(()) => Ok(Self(body)),
                Err(errors) => Err(ApiError::invalid_values(violations(&errors)).into()),
            }
        })
    }
}

fn violations(errors: &ValidationErrors) -> Vec<Violation> {
    let mut found = Vec::new();
    collect("", errors, &mut found);
    found.sort_by(|left, right| left.at.cmp(&right.at));
    found
}

fn collect(at: &str, errors: &ValidationErrors, found: &mut Vec<Violation>) {
    for (field, kind) in errors.errors() {
        let at = format!("{at}/{field}");
        match kind {
            ValidationErrorsKind::Field(errors) => {
                for error in errors {
                    // The value itself may be a password: it never travels back.
                    let params = error.params.iter().filter(|(name, _)| *name != "value");
                    let params = params.map(|(name, value)| (name.to_string(), value.clone())).collect();
                    found.push(Violation { at: at.clone(), code: code(&error.code), params });
                }
            }
            ValidationErrorsKind::Struct(errors) => collect(&at, errors, found),
            ValidationErrorsKind::List(items) => {
                for (index, errors) in items {
                    collect(&format!("{at}/{index}"), errors, found);
                }
            }
        }
    }
}

fn code(word: &str) -> &'static str {
    match word {
        "length" => "length",
        "email" => "email",
        "range" => "range",
        _ => "invalid",
    }
}
