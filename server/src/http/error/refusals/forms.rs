//! Forms: making, reading, importing, settings, access, whether one takes submissions.

use crate::forms::access::rotate::RotateError;
use crate::forms::archive::ArchiveError;
use crate::forms::availability::Availability;
use crate::forms::create::CreateError;
use crate::forms::edition::ReadError as EditionError;
use crate::forms::exchange::export::ExportError as FileExportError;
use crate::forms::exchange::file::FileError;
use crate::forms::exchange::read::ReadError;
use crate::forms::images::RedrawError;
use crate::forms::images::add::AddError as ImageError;
use crate::forms::live::LoadError;
use crate::forms::prefill::PrefillError;
use crate::forms::settings::SettingsError;
use crate::http::error::{ApiError, Code};
use crate::submissions::attach::Fault;

impl From<LoadError> for ApiError {
    fn from(error: LoadError) -> Self {
        match error {
            LoadError::Database(error) => error.into(),
            damaged @ LoadError::Damaged(..) => Self::internal(damaged),
        }
    }
}

impl From<EditionError> for ApiError {
    fn from(error: EditionError) -> Self {
        match error {
            EditionError::Database(error) => error.into(),
            damaged @ EditionError::Damaged(..) => Self::internal(damaged),
        }
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

impl From<CreateError> for ApiError {
    fn from(error: CreateError) -> Self {
        match error {
            CreateError::SlugInvalid => Self::invalid_value("/slug", "slug"),
            CreateError::SlugTaken => Self::new(Code::SlugTaken),
            CreateError::Damaged(error) => Self::internal(error),
            CreateError::Database(error) => error.into(),
        }
    }
}

impl From<FileExportError> for ApiError {
    fn from(error: FileExportError) -> Self {
        match error {
            FileExportError::Damaged(error) => Self::internal(error),
            FileExportError::Database(error) => error.into(),
        }
    }
}

impl From<ImageError> for ApiError {
    fn from(error: ImageError) -> Self {
        let refused = |reason: &str| Self::new(Code::ImageRefused).member("reason", reason);
        match error {
            ImageError::TooLarge => Self::new(Code::PayloadTooLarge).detail(error.to_string()),
            ImageError::TooMany => refused("many"),
            ImageError::Picture(RedrawError::Type(found)) => refused("type").member("found", found),
            ImageError::Picture(RedrawError::Fault(fault)) => refused(match fault {
                Fault::Empty => "empty",
                Fault::Pixels => "pixels",
                _ => "damaged",
            }),
            ImageError::Picture(error @ RedrawError::Unwritten) => Self::internal(error),
            ImageError::Stopped(error) => Self::unavailable(error),
            ImageError::Database(error) => error.into(),
        }
    }
}

impl From<ReadError> for ApiError {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::NotJson { line, column, message } => {
                Self::new(Code::FileUnreadable).detail(message).member("line", line).member("column", column)
            }
            ReadError::File(FileError::Damaged(part)) => Self::new(Code::FileDamaged).detail(part),
            ReadError::File(FileError::Later) => Self::new(Code::FileTooNew),
            ReadError::Refused(problems) => Self::new(Code::ImportRefused).problems(problems),
        }
    }
}

impl From<SettingsError> for ApiError {
    fn from(error: SettingsError) -> Self {
        match error {
            SettingsError::NotFound => Self::new(Code::NotFound),
            SettingsError::Invalid { at, code } => Self::invalid_value(&at, code),
            SettingsError::SlugTaken => Self::new(Code::SlugTaken),
            SettingsError::ApprovalRequired(settings) => Self::new(Code::ApprovalRequired).member("settings", settings),
            SettingsError::Unexpected(error) => Self::internal(error),
            SettingsError::Database(error) => error.into(),
        }
    }
}

impl From<RotateError> for ApiError {
    fn from(error: RotateError) -> Self {
        match error {
            RotateError::NotFound => Self::new(Code::NotFound),
            RotateError::NotByLink => Self::new(Code::Conflict).detail(error.to_string()),
            RotateError::ApprovalRequired(settings) => Self::new(Code::ApprovalRequired).member("settings", settings),
            RotateError::Database(error) => error.into(),
        }
    }
}

impl From<ArchiveError> for ApiError {
    fn from(error: ArchiveError) -> Self {
        match error {
            ArchiveError::NotFound => Self::new(Code::NotFound),
            ArchiveError::IsOpen => Self::new(Code::FormOpen),
            ArchiveError::Database(error) => error.into(),
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
