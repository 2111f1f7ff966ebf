//! Signing in, accounts and departments.

use crate::http::error::{ApiError, Code};
use crate::staff::accounts::{AddError, ChangeError};
use crate::staff::departments::DepartmentError;
use crate::staff::passwords::PasswordError;
use crate::staff::sign_in::SignInError;

impl From<SignInError> for ApiError {
    fn from(error: SignInError) -> Self {
        match error {
            SignInError::Wrong => Self::new(Code::SignInFailed),
            SignInError::TooMany { retry_after } => Self::new(Code::TooManyAttempts).retry_after(retry_after),
            SignInError::Database(error) => error.into(),
            SignInError::Unexpected(error) => Self::internal(error),
        }
    }
}

impl From<PasswordError> for ApiError {
    fn from(error: PasswordError) -> Self {
        match error {
            PasswordError::NotFound => Self::new(Code::NotFound),
            PasswordError::Wrong => Self::invalid_value("/current_password", "wrong"),
            PasswordError::TooMany { retry_after } => Self::new(Code::TooManyAttempts).retry_after(retry_after),
            PasswordError::Database(error) => error.into(),
            PasswordError::Unexpected(error) => Self::internal(error),
        }
    }
}

impl From<AddError> for ApiError {
    fn from(error: AddError) -> Self {
        match error {
            AddError::EmailTaken => Self::new(Code::EmailTaken),
            AddError::Database(error) => error.into(),
            AddError::Unexpected(error) => Self::internal(error),
        }
    }
}

impl From<ChangeError> for ApiError {
    fn from(error: ChangeError) -> Self {
        match error {
            ChangeError::NotFound => Self::new(Code::NotFound),
            ChangeError::LastAdmin => Self::new(Code::LastAdmin),
            ChangeError::Database(error) => error.into(),
        }
    }
}

impl From<DepartmentError> for ApiError {
    fn from(error: DepartmentError) -> Self {
        match error {
            DepartmentError::NotFound => Self::new(Code::NotFound),
            DepartmentError::NameTaken => Self::new(Code::NameTaken),
            DepartmentError::Database(error) => error.into(),
        }
    }
}
