//! What each use-case's refusal is over HTTP. Nothing else knows both sides.

use crate::db::DbErr;

use super::{ApiError, Code};
use crate::exports::ExportError;
use crate::forms::access::rotate::RotateError;
use crate::forms::archive::ArchiveError;
use crate::forms::availability::Availability;
use crate::forms::create::CreateError;
use crate::forms::exchange::export::ExportError as FileExportError;
use crate::forms::exchange::file::FileError;
use crate::forms::exchange::read::ReadError;
use crate::forms::images::RedrawError;
use crate::forms::images::add::AddError as ImageError;
use crate::forms::prefill::PrefillError;
use crate::forms::publication::approve::ApproveError;
use crate::forms::publication::refuse::RefuseError;
use crate::forms::publication::request::RequestError;
use crate::forms::publish::{PublishError, SwitchError};
use crate::forms::settings::SettingsError;
use crate::forms::test_version::FreezeError;
use crate::forms::withdraw::WithdrawError;
use crate::outbox::resend::ResendError;
use crate::slots::calendars::CalendarError;
use crate::slots::change::ChangeError as AppointmentError;
use crate::slots::day_list::ListError;
use crate::slots::grid::SlotError;
use crate::staff::accounts::{AddError, ChangeError};
use crate::staff::departments::DepartmentError;
use crate::staff::passwords::PasswordError;
use crate::staff::sign_in::SignInError;
use crate::submissions::attach::Fault;
use crate::submissions::attachments::AttachmentError;
use crate::submissions::erase::EraseError;
use crate::submissions::open::OpenError;
use crate::submissions::receipt_pdf::ReceiptPdfError;
use crate::submissions::review::ReviewError;
use crate::webhooks::secret::SecretError;

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

impl From<ArchiveError> for ApiError {
    fn from(error: ArchiveError) -> Self {
        match error {
            ArchiveError::NotFound => Self::new(Code::NotFound),
            ArchiveError::IsOpen => Self::new(Code::FormOpen),
            ArchiveError::Database(error) => error.into(),
        }
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
            SwitchError::ApprovalRequired => Self::new(Code::ApprovalRequired),
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

impl From<CalendarError> for ApiError {
    fn from(error: CalendarError) -> Self {
        match error {
            CalendarError::NotFound => Self::new(Code::NotFound),
            CalendarError::Invalid { at, code } => Self::invalid_value(&at, code),
            CalendarError::InUse { forms, bookings } => {
                Self::new(Code::CalendarInUse).member("forms", forms).member("bookings", bookings)
            }
            CalendarError::KeyTaken => Self::new(Code::CalendarKeyTaken),
            CalendarError::Conflict { revision } => Self::new(Code::Conflict).member("revision", revision),
            CalendarError::Database(error) => error.into(),
        }
    }
}

impl From<SlotError> for ApiError {
    fn from(error: SlotError) -> Self {
        match error {
            SlotError::NotFound => Self::new(Code::NotFound),
            SlotError::Invalid { at } => Self::invalid_value(at, "range"),
            SlotError::Taken { taken, taken_online, held } => Self::new(Code::SlotInUse)
                .member("taken", taken - held)
                .member("taken_online", taken_online - held)
                .member("held", held),
            SlotError::Conflict { version } => Self::new(Code::Conflict).member("version", version),
            SlotError::Database(error) => error.into(),
        }
    }
}

impl From<ListError> for ApiError {
    fn from(error: ListError) -> Self {
        match error {
            ListError::NotFound => Self::new(Code::NotFound),
            ListError::Database(error) => error.into(),
        }
    }
}

impl From<AppointmentError> for ApiError {
    fn from(error: AppointmentError) -> Self {
        match error {
            AppointmentError::NoBooking => Self::new(Code::NoAppointment),
            AppointmentError::PastCutOff => Self::new(Code::AppointmentFixed),
            AppointmentError::NoPlace(reason) => Self::new(Code::SlotTaken).member("reason", reason.name()),
            AppointmentError::Conflict => Self::new(Code::Conflict),
            AppointmentError::Open(error) => error.into(),
            AppointmentError::Database(error) => error.into(),
        }
    }
}
