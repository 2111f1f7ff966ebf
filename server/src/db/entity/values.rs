//! The closed sets of words that columns hold; the same words in the API, the UI and the database.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a member of staff may do; each role includes the one before it.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Reads forms and cases of the own departments.
    Viewer,
    /// Also works on cases and exports them.
    Clerk,
    /// Also creates, edits and publishes forms.
    Editor,
    /// Reaches every department and manages departments and staff.
    Admin,
}

/// Whether residents can use a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum FormState {
    /// Never published.
    Draft,
    /// Published and accepting submissions.
    Open,
    /// Published once, accepting nothing now.
    Closed,
}

/// Who may open a form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Access {
    /// Everybody.
    #[default]
    Public,
    /// Whoever has the secret link.
    Link,
    /// Whoever knows the password.
    Password,
    /// Signed-in staff of the organization.
    Staff,
}

/// When staff are told of new cases by mail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum NotificationMode {
    /// A mail for each.
    #[default]
    AtOnce,
    /// One mail a day for all of them.
    Daily,
}

/// How long the cases of a form are kept, counted from the fiscal year after the one they were completed in
/// (保存期間 of 文書管理規則).
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Retention {
    /// 1年
    OneYear,
    /// 3年
    ThreeYears,
    /// 5年
    FiveYears,
    /// 10年
    TenYears,
    /// 30年
    ThirtyYears,
    /// 永年
    Permanent,
}

/// Where a requested publication stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum PublicationState {
    /// Waits for another person's approval.
    Requested,
    /// Approved, or in no need of it, and waits for its time.
    Planned,
    /// Live.
    Published,
    /// The other person said no.
    Refused,
    /// The draft or the settings changed meanwhile, or somebody took it back.
    Void,
}

/// Where a case stands: 受付, 処理中, 完了, 取下げ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum SubmissionState {
    /// 受付
    Received,
    /// 処理中
    InProgress,
    /// 完了
    Completed,
    /// 取下げ
    Withdrawn,
}

impl SubmissionState {
    /// Its name in documents, in the interface and in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::InProgress => "in_progress",
            Self::Completed => "completed",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The id of the message that tells residents.
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            Self::Received => "common-state-received",
            Self::InProgress => "common-state-in-progress",
            Self::Completed => "common-state-completed",
            Self::Withdrawn => "common-state-withdrawn",
        }
    }

    /// What staff call it, in exports.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Received => "受付",
            Self::InProgress => "処理中",
            Self::Completed => "完了",
            Self::Withdrawn => "取下げ",
        }
    }

    /// The states a case may go to from here.
    #[must_use]
    pub fn next_states(self) -> &'static [Self] {
        match self {
            Self::Received => &[Self::InProgress, Self::Completed, Self::Withdrawn],
            Self::InProgress => &[Self::Received, Self::Completed, Self::Withdrawn],
            Self::Completed | Self::Withdrawn => &[Self::InProgress],
        }
    }
}

/// How an application reached the municipality.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// The applicant sent it.
    #[default]
    Online,
    /// On paper; a member of staff keyed it in.
    Paper,
    /// By telephone; a member of staff keyed it in.
    Phone,
    /// At the counter; a member of staff keyed it in.
    Counter,
}

impl Channel {
    /// What staff call it, in exports.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Online => "オンライン",
            Self::Paper => "紙",
            Self::Phone => "電話",
            Self::Counter => "窓口",
        }
    }
}

/// What the virus scanner said of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum ScanState {
    /// No scanner was configured when it came.
    #[default]
    NotScanned,
    /// 検査待ち: the scanner has not answered yet; nobody can open it.
    Pending,
    /// Nothing was found.
    Clean,
    /// Something was found; the content is gone.
    Infected,
}

/// What happened to a submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum SubmissionEventKind {
    /// It was accepted.
    Received,
    /// Its state changed, perhaps with a note.
    StateChanged,
    /// A note was added.
    Note,
    /// A message to the applicant was written, perhaps with a note.
    Message,
    /// A mail to the applicant was handed to the mail server.
    MailSent,
    /// A mail to the applicant could not be sent and is not tried again.
    MailFailed,
    /// It was part of an export.
    Exported,
    /// The virus scanner found something in one of its files; the content is gone.
    FileInfected,
    /// Its appointment was moved to another slot, perhaps with a note.
    BookingMoved,
    /// Its appointment was cancelled, perhaps with a note; its places are free again.
    BookingCancelled,
    /// Its appointment was booked anew.
    Booked,
}

/// Where a piece of work stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// To be done at `run_at`, or being done while the lease lasts.
    Waiting,
    /// Done.
    Done,
    /// Given up after too many attempts or a final refusal.
    Dead,
}

/// What a piece of work occupies while it is done. What hangs in one lane holds up nothing in another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Lane {
    /// The mail server.
    #[default]
    Mail,
    /// Other people's web servers.
    Web,
    /// Nothing but this program and its database.
    Own,
}

/// Whose turn it is when several pieces of work are due: the first of these that there is.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    EnumIter,
    DeriveActiveEnum,
    Serialize,
    Deserialize,
)]
#[sea_orm(rs_type = "i64", db_type = "BigInteger")]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// Somebody waits for it: a receipt, a confirmed booking.
    #[sea_orm(num_value = 0)]
    Urgent,
    /// Everything that nobody said more of.
    #[default]
    #[sea_orm(num_value = 1)]
    Normal,
    /// It failed before.
    #[sea_orm(num_value = 2)]
    Again,
    /// One of many: a mailing.
    #[sea_orm(num_value = 3)]
    Bulk,
    /// One of many that failed before.
    #[sea_orm(num_value = 4)]
    BulkAgain,
}

impl Urgency {
    /// Whose turn it is after a failure: behind those of its like that have not failed.
    #[must_use]
    pub const fn after_failure(self) -> Self {
        match self {
            Self::Urgent | Self::Normal | Self::Again => Self::Again,
            Self::Bulk | Self::BulkAgain => Self::BulkAgain,
        }
    }
}

/// Why the last attempt at a piece of work failed: what staff are told, and what is sent again together.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    EnumIter,
    DeriveActiveEnum,
    Serialize,
    Deserialize,
    ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum JobReason {
    /// The mail server refused the mail for good (5xx).
    MailRefused,
    /// The mail server did not take the mail now (4xx).
    MailDeferred,
    /// The mail server refused our sign-in.
    MailSignIn,
    /// The mail server cannot be reached, or broke off.
    MailUnreachable,
    /// The address cannot exist.
    MailAddress,
    /// The address has got all the mails it may get.
    MailLimit,
    /// An attempt took too long.
    TimedOut,
    /// The receiver of a webhook answered, but not with 2xx.
    WebhookRefused,
    /// The receiver of a webhook cannot be reached.
    WebhookUnreachable,
    /// The address of a webhook lies where none may be sent to.
    WebhookForbidden,
    /// What it was about is gone.
    Gone,
    /// Anything else; the log of the server says more.
    Internal,
}

/// For whose hands a receipt was printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum ReceiptScope {
    /// The applicant's and a clerk's: every answer.
    Applicant,
    /// A mail's: without what may not be mailed.
    Mail,
}

/// Whether an appointment takes its places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum BookingState {
    /// It does.
    Active,
    /// It was cancelled, and its places are free again.
    Cancelled,
}
