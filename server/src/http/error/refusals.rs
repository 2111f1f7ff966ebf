//! What each use-case's refusal is over HTTP. Nothing else knows both sides.

use crate::db::DbErr;

use super::{ApiError, Code};
use crate::exports::ExportError;
use crate::forms::availability::Availability;
use crate::forms::create::CreateError;
use crate::forms::prefill::PrefillError;
use crate::forms::publish::{PublishError, SwitchError};
use crate::forms::settings::SettingsError;
use crate::forms::withdraw::WithdrawError;
use crate::staff::accounts::{AddError, ChangeError};
use crate::staff::departments::DepartmentError;
use crate::staff::passwords::PasswordError;
use crate::staff::sign_in::SignInError;
use crate::submissions::attachments::AttachmentError;
use crate::submissions::open::OpenError;
use crate::submissions::receipt_pdf::ReceiptPdfError;
use crate::submissions::review::ReviewError;

impl From<DbErr> for ApiError {
    fn from(error: DbErr) -> Self {
        use crate::db::{Failure, failure};
        match failure(&error) {
            Failure::Full | Failure::Retry | Failure::Connection => {
                Self { source: Some(error.into()), retry_after: Some(2), ..Self::new(Code::Unavailable) }
            }
            _ => Self::internal(error),
        }
    }
}

impl From<crate::forms::live::LoadError> for ApiError {
    fn from(error: crate::forms::live::LoadError) -> Self {
        match error {
            crate::forms::live::LoadError::Database(error) => error.into(),
            damaged @ crate::forms::live::LoadError::Damaged(..) => Self::internal(damaged),
        }
    }
}

impl From<crate::forms::edition::ReadError> for ApiError {
    fn from(error: crate::forms::edition::ReadError) -> Self {
        match error {
            crate::forms::edition::ReadError::Database(error) => error.into(),
            damaged @ crate::forms::edition::ReadError::Damaged(..) => Self::internal(damaged),
        }
    }
}

impl From<crate::submissions::JournalError> for ApiError {
    fn from(error: crate::submissions::JournalError) -> Self {
        Self::unavailable(error)
    }
}

/// What machines are told of a form that takes nothing now; nothing for one that does.
pub fn not_taken(reason: Availability) -> Option<ApiError> {
    Some(match reason {
        Availability::Open => return None,
        Availability::NotYet { at } => ApiError::new(Code::FormNotOpen).member("opens_at", at.to_jiff().to_string()),
        Availability::Closed { at: Some(at) } => {
            ApiError::new(Code::FormClosed).member("closed_at", at.to_jiff().to_string())
        }
        Availability::Closed { at: None } => ApiError::new(Code::FormClosed),
        Availability::Full => ApiError::new(Code::FormFull),
    })
}

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

impl From<CreateError> for ApiError {
    fn from(error: CreateError) -> Self {
        match error {
            CreateError::SlugInvalid => Self::invalid_value("/slug", "slug"),
            CreateError::SlugTaken => Self::new(Code::SlugTaken),
            CreateError::Database(error) => error.into(),
        }
    }
}

impl From<SettingsError> for ApiError {
    fn from(error: SettingsError) -> Self {
        match error {
            SettingsError::NotFound => Self::new(Code::NotFound),
            SettingsError::Invalid { at, code } => Self::invalid_value(&at, code),
            SettingsError::SlugTaken => Self::new(Code::SlugTaken),
            SettingsError::Damaged(error) => Self::internal(error),
            SettingsError::Database(error) => error.into(),
        }
    }
}

impl From<PublishError> for ApiError {
    fn from(error: PublishError) -> Self {
        match error {
            PublishError::NotFound => Self::new(Code::NotFound),
            PublishError::Conflict { revision } => Self::new(Code::Conflict).member("revision", revision),
            PublishError::NotReady(problems) => Self::new(Code::FormNotReady).problems(problems),
            PublishError::Damaged(error) => Self::internal(error),
            PublishError::Database(error) => error.into(),
        }
    }
}

impl From<PrefillError> for ApiError {
    fn from(error: PrefillError) -> Self {
        match error {
            PrefillError::Invalid(violations) => Self::invalid_values(violations),
            PrefillError::Database(error) => error.into(),
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
            SwitchError::Database(error) => error.into(),
        }
    }
}

impl From<OpenError> for ApiError {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Database(error) => error.into(),
            OpenError::Form(error) => error.into(),
            sealed @ OpenError::Sealed(_) => Self::internal(sealed),
        }
    }
}

impl From<AttachmentError> for ApiError {
    fn from(error: AttachmentError) -> Self {
        match error {
            AttachmentError::Open(error) => error.into(),
            AttachmentError::Held(_) => Self::new(Code::FileHeld),
            other => Self::internal(other),
        }
    }
}

impl From<ReceiptPdfError> for ApiError {
    fn from(error: ReceiptPdfError) -> Self {
        match error {
            ReceiptPdfError::Database(error) => error.into(),
            other => Self::internal(other),
        }
    }
}

impl From<ReviewError> for ApiError {
    fn from(error: ReviewError) -> Self {
        match error {
            ReviewError::NothingToDo => Self::invalid_value("/note", "required"),
            ReviewError::NotNext => Self::invalid_value("/state", "not-next"),
            ReviewError::Conflict => Self::new(Code::Conflict),
            ReviewError::Open(error) => error.into(),
            ReviewError::Database(error) => error.into(),
        }
    }
}

impl From<ExportError> for ApiError {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::NotFound => Self::new(Code::NotFound),
            ExportError::TooManyRows => Self::invalid_value("/format", "too-many-rows"),
            ExportError::Database(error) => error.into(),
            ExportError::Form(error) => error.into(),
            other => Self::internal(other),
        }
    }
}
