//! Submissions, what follows them, and their export.

use crate::exports::ExportError;
use crate::http::error::{ApiError, Code};
use crate::outbox::resend::ResendError;
use crate::submissions::JournalError;
use crate::submissions::attachments::AttachmentError;
use crate::submissions::erase::EraseError;
use crate::submissions::open::OpenError;
use crate::submissions::receipt_pdf::ReceiptPdfError;
use crate::submissions::review::ReviewError;
use crate::webhooks::secret::SecretError;

impl From<JournalError> for ApiError {
    fn from(error: JournalError) -> Self {
        Self::unavailable(error)
    }
}

impl From<EraseError> for ApiError {
    fn from(error: EraseError) -> Self {
        match error {
            EraseError::NotFound => Self::new(Code::NotFound),
            EraseError::NotATest => Self::new(Code::Conflict).detail(error.to_string()),
            EraseError::Database(error) => error.into(),
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
            ReceiptPdfError::Open(error) => error.into(),
            other => Self::internal(other),
        }
    }
}

impl From<ResendError> for ApiError {
    fn from(error: ResendError) -> Self {
        match error {
            ResendError::NotFound => Self::new(Code::NotFound),
            ResendError::Done => Self::new(Code::Conflict),
            ResendError::Database(error) => error.into(),
        }
    }
}

impl From<SecretError> for ApiError {
    fn from(error: SecretError) -> Self {
        match error {
            SecretError::NotFound => Self::new(Code::NotFound),
            SecretError::Database(error) => error.into(),
        }
    }
}

impl From<ReviewError> for ApiError {
    fn from(error: ReviewError) -> Self {
        match error {
            ReviewError::NothingToDo => Self::invalid_value("/note", "required"),
            ReviewError::NotNext => Self::invalid_value("/state", "not-next"),
            ReviewError::Conflict => Self::new(Code::Conflict),
            ReviewError::KeyTaken => Self::new(Code::AlreadySubmitted),
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
