//! `/api/v1/staff/outbox`: what is stuck and why, and sending it again. Administrators see the whole organization, others
//! what is about cases of their departments. Nothing personal: codes, counts, times and receipt numbers.

use std::collections::{BTreeMap, HashMap};

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::{no_content, ok};
use crate::app::App;
use crate::clock::Timestamp;
use crate::db::entity::values::{JobReason, JobState};
use crate::http::error::{ApiError, ProblemDetails};
use crate::http::extract::{Clerk, ValidJson};
use crate::ids::{JobId, SubmissionId};
use crate::outbox::{resend, store};

/// Jobs of the list.
const SHOWN: usize = 100;
/// Jobs that are counted.
const COUNTED: usize = 1000;

/// Where a stuck job stands.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StuckState {
    /// It is tried again.
    Waiting,
    /// It was given up.
    Dead,
}

/// The case of a stuck job.
#[derive(Clone, Serialize, ToSchema)]
pub struct StuckCase {
    /// Its identifier.
    pub id: SubmissionId,
    /// Its number.
    pub receipt_number: String,
    /// The title of its form.
    pub form_title: String,
}

/// Something that has not got through.
#[derive(Serialize, ToSchema)]
pub struct StuckJobResponse {
    /// Its identifier.
    pub id: JobId,
    /// What it does: `send_receipt`, `deliver_webhook` …
    pub kind: String,
    /// Where it stands.
    pub state: StuckState,
    /// Attempts so far.
    pub attempts: i64,
    /// Since when there is this work.
    pub enqueued_at: Timestamp,
    /// When it is tried next.
    pub next_at: Timestamp,
    /// Why the last attempt failed; null when there was none.
    pub reason: Option<JobReason>,
    /// The case it is about.
    pub submission: Option<StuckCase>,
}

/// How many are stuck for one reason.
#[derive(Serialize, ToSchema)]
pub struct ReasonCount {
    /// The reason; null: no attempt has failed yet.
    pub reason: Option<JobReason>,
    /// How many.
    pub count: u64,
    /// Whether there may be more.
    pub is_more: bool,
}

/// What is stuck.
#[derive(Serialize, ToSchema)]
pub struct OutboxResponse {
    /// The newest first.
    pub jobs: Vec<StuckJobResponse>,
    /// Whether there are more.
    pub has_more: bool,
    /// How many there are of each reason.
    pub reasons: Vec<ReasonCount>,
}

/// How many are stuck.
#[derive(Serialize, ToSchema)]
pub struct OutboxCountResponse {
    /// How many.
    pub stuck: u64,
    /// Whether there are more.
    pub is_more: bool,
}

/// What is to be sent again.
#[derive(Deserialize, Validate, ToSchema)]
pub struct ResendRequest {
    /// All that are stuck for this reason.
    pub reason: JobReason,
}

/// How many are sent again.
#[derive(Serialize, ToSchema)]
pub struct ResentResponse {
    /// How many.
    pub resent: u64,
}

/// What has waited for more than a quarter of an hour, or was given up.
///
/// # Errors
/// 403.
#[utoipa::path(get, path = "/api/v1/staff/outbox", operation_id = "list_outbox", tag = "outbox",
    responses((status = 200, body = OutboxResponse), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails)))]
pub async fn list(Clerk(scope): Clerk, app: web::Data<App>) -> Result<HttpResponse, ApiError> {
    let (db, now) = (app.db.read(), app.clock.now());
    let mut rows = store::stuck(db, &scope, now, COUNTED).await?;
    let (has_more, is_more) = (rows.len() > SHOWN, rows.len() == COUNTED);
    let mut reasons: BTreeMap<Option<JobReason>, u64> = BTreeMap::new();
    for row in &rows {
        *reasons.entry(row.reason).or_default() += 1;
    }
    rows.truncate(SHOWN);
    let named = rows.iter().filter_map(|row| row.submission_id).collect();
    let cases: HashMap<SubmissionId, StuckCase> = store::cases(db, scope.organization_id, named)
        .await?
        .into_iter()
        .map(|(id, receipt_number, _, form_title)| (id, StuckCase { id, receipt_number, form_title }))
        .collect();
    Ok(ok(&OutboxResponse {
        jobs: rows
            .into_iter()
            .map(|row| StuckJobResponse {
                id: row.id,
                kind: row.kind,
                state: if row.state == JobState::Dead { StuckState::Dead } else { StuckState::Waiting },
                attempts: row.attempts,
                enqueued_at: row.created_at,
                next_at: row.run_at,
                reason: row.reason,
                submission: row.submission_id.and_then(|id| cases.get(&id).cloned()),
            })
            .collect(),
        has_more,
        reasons: reasons.into_iter().map(|(reason, count)| ReasonCount { reason, count, is_more }).collect(),
    }))
}

/// How many are stuck, up to a thousand.
///
/// # Errors
/// 403.
#[utoipa::path(get, path = "/api/v1/staff/outbox/count", operation_id = "count_outbox", tag = "outbox",
    responses((status = 200, body = OutboxCountResponse), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails)))]
pub async fn count(Clerk(scope): Clerk, app: web::Data<App>) -> Result<HttpResponse, ApiError> {
    let stuck = store::stuck(app.db.read(), &scope, app.clock.now(), COUNTED).await?.len();
    Ok(ok(&OutboxCountResponse { stuck: stuck as u64, is_more: stuck == COUNTED }))
}

/// Sends one again, now.
///
/// # Errors
/// 404; 409 when it was done meanwhile.
#[utoipa::path(post, path = "/api/v1/staff/outbox/{job_id}/resend", operation_id = "resend_job", tag = "outbox",
    params(("job_id" = String, Path)),
    responses((status = 204), (status = 401, body = ProblemDetails), (status = 403, body = ProblemDetails),
        (status = 404, body = ProblemDetails), (status = 409, body = ProblemDetails)))]
pub async fn resend_one(
    Clerk(scope): Clerk,
    app: web::Data<App>,
    id: web::Path<JobId>,
) -> Result<HttpResponse, ApiError> {
    resend::one(&app, &scope, *id).await?;
    Ok(no_content())
}

/// Sends all again that are stuck for one reason.
///
/// # Errors
/// 403.
#[utoipa::path(post, path = "/api/v1/staff/outbox/resend", operation_id = "resend_jobs", tag = "outbox",
    request_body = ResendRequest,
    responses((status = 200, body = ResentResponse), (status = 400, body = ProblemDetails),
        (status = 401, body = ProblemDetails), (status = 403, body = ProblemDetails)))]
pub async fn resend_all(
    Clerk(scope): Clerk,
    app: web::Data<App>,
    ValidJson(body): ValidJson<ResendRequest>,
) -> Result<HttpResponse, ApiError> {
    let resent = resend::because(&app, &scope, body.reason).await?;
    Ok(ok(&ResentResponse { resent }))
}
