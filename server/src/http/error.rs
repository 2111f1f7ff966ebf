//! The one table of errors: code → status. Bodies are RFC 9457 `application/problem+json`; anything of the 5xx family is
//! opaque outside and one log line with its cause inside. Sentences for people are made by the UI and the pages.

mod refusals;

pub use refusals::not_taken;

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpResponse, ResponseError};
use madoguchi_schema::{Problem, Violation};
use serde::Serialize;
use utoipa::ToSchema;

use super::request;

macro_rules! codes {
    ($($variant:ident = $code:literal, $status:ident, $title:literal;)*) => {
        /// Every error code of the HTTP interface.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[expect(missing_docs, reason = "the table below is the documentation")]
        pub enum Code { $($variant,)* }

        impl Code {
            /// All of them, for the documentation and its test.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The stable word.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// The HTTP status.
            #[must_use]
            pub fn status(self) -> StatusCode {
                match self { $(Self::$variant => StatusCode::$status,)* }
            }

            /// A short English title for developers.
            #[must_use]
            pub fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)* }
            }
        }
    };
}

codes! {
    InvalidRequest = "invalid-request", BAD_REQUEST, "The request cannot be understood";
    Unauthenticated = "unauthenticated", UNAUTHORIZED, "Sign in first";
    SignInFailed = "sign-in-failed", UNAUTHORIZED, "Address or password is wrong";
    Forbidden = "forbidden", FORBIDDEN, "Your role does not allow this";
    AccessDenied = "access-denied", FORBIDDEN, "The form opens only with its link, its password or a staff account";
    CrossSite = "cross-site", FORBIDDEN, "Requests from other sites are refused";
    NotFound = "not-found", NOT_FOUND, "There is nothing here";
    MethodNotAllowed = "method-not-allowed", METHOD_NOT_ALLOWED, "This address does not do that";
    Conflict = "conflict", CONFLICT, "Somebody else changed it meanwhile";
    SlugTaken = "slug-taken", CONFLICT, "Another form has this address";
    EmailTaken = "email-taken", CONFLICT, "Another account has this address";
    NameTaken = "name-taken", CONFLICT, "Another department has this name";
    LastAdmin = "last-admin", CONFLICT, "The last administrator must remain";
    FormNotOpen = "form-not-open", CONFLICT, "The form does not accept submissions yet";
    FormFull = "form-full", CONFLICT, "Every place of the form is taken";
    FormClosed = "form-closed", CONFLICT, "The form accepts no submissions now";
    FormOpen = "form-open", CONFLICT, "The form is open; close it first";
    ApprovalRequired = "approval-required", CONFLICT, "Another person must approve this";
    PublicationOpen = "publication-open", CONFLICT, "Another publication of this form waits already";
    PublicationChanged = "publication-changed", CONFLICT, "The publication is no longer what was looked at";
    OwnRequest = "own-request", FORBIDDEN, "Another person must decide about it";
    AlreadySubmitted = "already-submitted", CONFLICT, "An application with this key is there already";
    SlotTaken = "slot-taken", CONFLICT, "The slot cannot be booked";
    SlotInUse = "slot-in-use", CONFLICT, "More is taken of the slot than would be left";
    NoAppointment = "no-appointment", NOT_FOUND, "The case has no appointment";
    AppointmentFixed = "appointment-fixed", CONFLICT, "The time to change the appointment is over";
    CalendarInUse = "calendar-in-use", CONFLICT, "Forms use the calendar, or appointments are still to come";
    CalendarKeyTaken = "calendar-key-taken", CONFLICT, "Another calendar has this key";
    RequestTimeout = "request-timeout", REQUEST_TIMEOUT, "The request came in too slowly";
    FileHeld = "file-held", CONFLICT, "The file is held back by the virus scanner";
    PayloadTooLarge = "payload-too-large", PAYLOAD_TOO_LARGE, "The request is too large";
    Misdirected = "misdirected", MISDIRECTED_REQUEST, "This host is not served here";
    AnswersInvalid = "answers-invalid", UNPROCESSABLE_ENTITY, "The answers are not acceptable";
    IdempotencyKeyReused = "idempotency-key-reused", UNPROCESSABLE_ENTITY, "The key was used for other answers";
    FileUnreadable = "file-unreadable", UNPROCESSABLE_ENTITY, "The file is not JSON, or is cut off";
    FileDamaged = "file-damaged", UNPROCESSABLE_ENTITY, "A part of the exported file is missing or broken";
    FileTooNew = "file-too-new", UNPROCESSABLE_ENTITY, "The file was exported by a later version";
    ImportRefused = "import-refused", UNPROCESSABLE_ENTITY, "This cannot become a form";
    ImageRefused = "image-refused", UNPROCESSABLE_ENTITY, "This cannot become a picture of a form";
    FormNotReady = "form-not-ready", UNPROCESSABLE_ENTITY, "The form has problems that must be put right first";
    PreconditionRequired = "precondition-required", PRECONDITION_REQUIRED, "The revision must be named in If-Match";
    TooManyAttempts = "too-many-attempts", TOO_MANY_REQUESTS, "Too many attempts";
    Internal = "internal", INTERNAL_SERVER_ERROR, "Something went wrong here";
    Unavailable = "unavailable", SERVICE_UNAVAILABLE, "Try again in a moment";
}

/// An error on its way out.
#[derive(Debug)]
pub struct ApiError {
    code: Code,
    detail: Option<String>,
    violations: Option<Vec<Refused>>,
    problems: Option<Vec<Problem>>,
    members: serde_json::Map<String, serde_json::Value>,
    retry_after: Option<u32>,
    status: Option<StatusCode>,
    source: Option<anyhow::Error>,
}

/// One value that is not acceptable.
#[derive(Clone, Debug, Serialize)]
pub struct Refused {
    /// Where, what, and what there is to know about it.
    #[serde(flatten)]
    pub violation: Violation,
    /// What to tell people, in the language of `Accept-Language`; only where answers to a form are refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

/// The body of every error.
#[derive(Serialize, ToSchema)]
pub struct ProblemDetails {
    /// Always `about:blank`: `code` says which kind it is.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// A short English title.
    pub title: &'static str,
    /// The HTTP status again.
    pub status: u16,
    /// The stable word to act on.
    pub code: &'static str,
    /// What is special about this occurrence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// What is wrong with which value: `at` (JSON Pointer), `code`, `params`; and where answers to a form are refused,
    /// `message`, what to tell people in the language of `Accept-Language` (`ja`, `ja-easy`, `en`).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<Object>>)]
    pub violations: Option<Vec<Refused>>,
    /// What is wrong with the form document.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<Object>>)]
    pub problems: Option<Vec<Problem>>,
    /// Names the request in the server's log.
    pub request_id: String,
    /// Further members of this kind of error (`revision`, `edited_by`, `receipt_number` …).
    #[serde(flatten)]
    #[schema(value_type = Object)]
    pub members: serde_json::Map<String, serde_json::Value>,
}

impl ApiError {
    /// An error of this code.
    #[must_use]
    pub fn new(code: Code) -> Self {
        Self {
            code,
            detail: None,
            violations: None,
            problems: None,
            members: serde_json::Map::new(),
            retry_after: None,
            status: None,
            source: None,
        }
    }

    /// With what is special about it.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// With what is wrong with which value.
    #[must_use]
    pub fn violations(mut self, violations: Vec<Violation>) -> Self {
        let plain = violations.into_iter().map(|violation| Refused { violation, message: None });
        self.violations = Some(plain.collect());
        self
    }

    /// With a sentence for people beside every violation.
    #[must_use]
    pub fn worded(mut self, word: impl Fn(&Violation) -> String) -> Self {
        for refused in self.violations.iter_mut().flatten() {
            refused.message = Some(word(&refused.violation));
        }
        self
    }

    /// With the problems of a form document.
    #[must_use]
    pub fn problems(mut self, problems: Vec<Problem>) -> Self {
        self.problems = Some(problems);
        self
    }

    /// With a further member.
    #[must_use]
    pub fn member(mut self, name: &str, value: impl Into<serde_json::Value>) -> Self {
        self.members.insert(name.to_owned(), value.into());
        self
    }

    /// With the time to wait, in seconds.
    #[must_use]
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// One value of the request's body is not acceptable.
    #[must_use]
    pub fn invalid_value(at: &str, code: &'static str) -> Self {
        let violation = Violation { at: at.to_owned(), code, params: serde_json::Map::new() };
        Self::invalid_values(vec![violation])
    }

    /// The request's body can be read (that would be 400), but some values are not acceptable: 422.
    #[must_use]
    pub fn invalid_values(violations: Vec<Violation>) -> Self {
        let status = Some(StatusCode::UNPROCESSABLE_ENTITY);
        Self { status, ..Self::new(Code::InvalidRequest).violations(violations) }
    }

    /// A fault of ours: logged with its cause, opaque outside.
    #[must_use]
    pub fn internal(source: impl Into<anyhow::Error>) -> Self {
        Self { source: Some(source.into()), ..Self::new(Code::Internal) }
    }

    /// Something we need does not answer now: logged with its cause, and the client is told to come back.
    #[must_use]
    pub fn unavailable(source: impl Into<anyhow::Error>) -> Self {
        Self { source: Some(source.into()), retry_after: Some(2), ..Self::new(Code::Unavailable) }
    }

    /// The code.
    #[must_use]
    pub fn code(&self) -> Code {
        self.code
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code.as_str())
    }
}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        self.status.unwrap_or_else(|| self.code.status())
    }

    fn error_response(&self) -> HttpResponse {
        let request_id = request::current_id();
        if self.status_code().is_server_error() {
            let cause = self.source.as_ref().map(|source| format!("{source:#}")).unwrap_or_default();
            tracing::error!(code = self.code.as_str(), %cause, "request failed");
        }
        let mut response = HttpResponse::build(self.status_code());
        response.content_type("application/problem+json");
        response.insert_header((header::CACHE_CONTROL, "no-store"));
        if let Some(seconds) = self.retry_after {
            response.insert_header((header::RETRY_AFTER, HeaderValue::from(seconds)));
        }
        response.json(ProblemDetails {
            kind: "about:blank",
            title: self.code.title(),
            status: self.status_code().as_u16(),
            code: self.code.as_str(),
            detail: self.detail.clone(),
            violations: self.violations.clone(),
            problems: self.problems.clone(),
            request_id,
            members: self.members.clone(),
        })
    }
}

/// Bodies of JSON up to so many bytes.
pub fn json_up_to(bytes: usize) -> actix_web::web::JsonConfig {
    use actix_web::error::JsonPayloadError;
    actix_web::web::JsonConfig::default().limit(bytes).error_handler(|error, _| {
        let code = match error {
            JsonPayloadError::OverflowKnownLength { .. } | JsonPayloadError::Overflow { .. } => Code::PayloadTooLarge,
            _ => Code::InvalidRequest,
        };
        ApiError::new(code).detail(error.to_string()).into()
    })
}

/// Answers errors of actix's own extractors in the same shape.
pub fn extractor_configs(config: &mut actix_web::web::ServiceConfig) {
    use actix_web::web;
    config
        .app_data(json_up_to(2 * 1024 * 1024))
        .app_data(web::PathConfig::default().error_handler(|_, _| ApiError::new(Code::NotFound).into()))
        .app_data(
            web::QueryConfig::default()
                .error_handler(|error, _| ApiError::new(Code::InvalidRequest).detail(error.to_string()).into()),
        );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_words() {
        let mut words: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), Code::ALL.len());
    }
}
