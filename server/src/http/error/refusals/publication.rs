//! Publishing a form, asking for it, trying a draft out, withdrawing a version.

use crate::forms::publication::approve::ApproveError;
use crate::forms::publication::refuse::RefuseError;
use crate::forms::publication::request::RequestError;
use crate::forms::publish::{PublishError, SwitchError};
use crate::forms::test_version::FreezeError;
use crate::forms::withdraw::WithdrawError;
use crate::http::error::{ApiError, Code};

impl From<PublishError> for ApiError {
    fn from(error: PublishError) -> Self {
        match error {
            PublishError::NotFound => Self::new(Code::NotFound),
            PublishError::Conflict { revision } => Self::new(Code::Conflict).member("revision", revision),
            PublishError::NotReady(problems) => Self::new(Code::FormNotReady).problems(problems),
            PublishError::ApprovalRequired => Self::new(Code::ApprovalRequired),
            PublishError::Damaged(error) => Self::internal(error),
            PublishError::Database(error) => error.into(),
        }
    }
}

impl From<RequestError> for ApiError {
    fn from(error: RequestError) -> Self {
        match error {
            RequestError::NotFound => Self::new(Code::NotFound),
            RequestError::Conflict { revision } => Self::new(Code::Conflict).member("revision", revision),
            RequestError::AlreadyOpen => Self::new(Code::PublicationOpen),
            RequestError::NotReady(problems) => Self::new(Code::FormNotReady).problems(problems),
            RequestError::Settings(error) => error.into(),
            RequestError::Database(error) => error.into(),
        }
    }
}

impl From<FreezeError> for ApiError {
    fn from(error: FreezeError) -> Self {
        match error {
            FreezeError::NotFound => Self::new(Code::NotFound),
            FreezeError::Conflict { revision } => Self::new(Code::Conflict).member("revision", revision),
            FreezeError::NotReady(problems) => Self::new(Code::FormNotReady).problems(problems),
            FreezeError::Damaged(error) => Self::internal(error),
            FreezeError::Database(error) => error.into(),
        }
    }
}

impl From<ApproveError> for ApiError {
    fn from(error: ApproveError) -> Self {
        match error {
            ApproveError::NotFound => Self::new(Code::NotFound),
            ApproveError::OwnRequest => Self::new(Code::OwnRequest),
            ApproveError::Changed => Self::new(Code::PublicationChanged),
            ApproveError::NotReady(problems) => Self::new(Code::FormNotReady).problems(problems),
            ApproveError::SlugTaken => Self::new(Code::SlugTaken),
            ApproveError::Database(error) => error.into(),
        }
    }
}

impl From<RefuseError> for ApiError {
    fn from(error: RefuseError) -> Self {
        match error {
            RefuseError::NotFound => Self::new(Code::NotFound),
            RefuseError::OwnRequest => Self::new(Code::OwnRequest),
            RefuseError::Changed => Self::new(Code::PublicationChanged),
            RefuseError::ReasonInvalid => Self::invalid_value("/reason", "length"),
            RefuseError::Database(error) => error.into(),
        }
    }
}

impl From<WithdrawError> for ApiError {
    fn from(error: WithdrawError) -> Self {
        match error {
            WithdrawError::NotFound => Self::new(Code::NotFound),
            WithdrawError::IsLive | WithdrawError::AlreadyWithdrawn => {
                Self::new(Code::Conflict).detail(error.to_string())
            }
            WithdrawError::ReasonInvalid => Self::invalid_value("/reason", "length"),
            WithdrawError::Database(error) => error.into(),
        }
    }
}

impl From<SwitchError> for ApiError {
    fn from(error: SwitchError) -> Self {
        match error {
            SwitchError::NotFound => Self::new(Code::NotFound),
            SwitchError::ApprovalRequired => Self::new(Code::ApprovalRequired),
            SwitchError::Database(error) => error.into(),
        }
    }
}
