//! One file per kind of job: the only place where the queue meets the features.

/// Mails the receipt to the applicant.
pub const SEND_RECEIPT: &str = "send_receipt";
/// Mails the owner department that there is a new case.
pub const NOTIFY_DEPARTMENT: &str = "notify_department";

use std::sync::Arc;

use crate::app::App;

/// Works on the outbox until the process ends.
pub async fn work(_app: Arc<App>) {}
