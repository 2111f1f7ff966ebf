//! `/api/v1/staff/submissions/{submission_id}`: one case, its state and notes, its receipt.

use actix_web::{HttpResponse, web};
use madoguchi_schema::DisplayPage;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::bookings::{self, AppointmentResponse};
use super::form_view::reachable;
use super::submissions::{SubmissionSummaryResponse, kept_until};
use super::{blank_as_null, ok};
use crate::app::App;
use crate::clock::Timestamp;
use crate::db::entity::values::{Retention, Role, ScanState, SubmissionEventKind, SubmissionState};
use crate::forms::store::reach::FormRow;
use crate::http::download::compressed_attachment;
use crate::http::error::{ApiError, Code, ProblemDetails};
use crate::http::extract::{Clerk, ValidJson, Viewer};
use crate::ids::{FileId, FormId, SubmissionId};
use crate::outbox;
use crate::staff;
use crate::staff::scope::Scope;
use crate::submissions::open::{OpenedFile, OpenedSubmission, open};
use crate::submissions::receipt_pdf::{PdfScope, receipt_pdf};
use crate::submissions::review::{self, Review, Step};
use crate::submissions::store;
use crate::words::Words;

/// The form of a case.
#[derive(Serialize, ToSchema)]
pub struct CaseForm {
    /// Its identifier.
    pub id: FormId,
    /// Its title in the version that was filled in.
    pub title: String,
    /// Its address now.
    pub slug: String,
}

/// One answered question.
#[derive(Serialize, ToSchema)]
pub struct AnswerRow {
    /// The field's name.
    pub name: String,
    /// What the resident was asked.
    pub label: String,
    /// The field's kind.
    pub kind: &'static str,
    /// The answer, one line per choice, part or file.
    pub lines: Vec<String>,
}

/// The answers of one page.
#[derive(Serialize, ToSchema)]
pub struct AnswerPage {
    /// The page's title.
    pub title: String,
    /// In the order residents saw them.
    pub rows: Vec<AnswerRow>,
}

/// An attached file.
#[derive(Serialize, ToSchema)]
pub struct CaseFile {
    /// Its identifier.
    pub id: FileId,
    /// The field it was attached to.
    pub field: String,
    /// Its name.
    pub name: String,
    /// What its content is.
    pub media_type: String,
    /// Bytes.
    pub size: u64,
    /// Whether there is a small picture of it.
    pub has_thumbnail: bool,
    /// What the virus scanner said; `pending` and `infected` files cannot be opened.
    pub scan_state: ScanState,
}

/// A person in the timeline.
#[derive(Serialize, ToSchema)]
pub struct Actor {
    /// The name.
    pub name: String,
}

/// One step of the timeline.
#[derive(Serialize, ToSchema)]
pub struct TimelineStep {
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: SubmissionEventKind,
    /// From which state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<SubmissionState>,
    /// To which state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<SubmissionState>,
    /// What a colleague wrote.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What the applicant was told; the applicant sees it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Who; `null` is the resident or the program.
    pub by: Option<Actor>,
}

/// What this person may do with a case.
#[derive(Serialize, ToSchema)]
pub struct CaseAbilities {
    /// Move it, write notes, download its files.
    pub handle: bool,
    /// Export.
    pub export: bool,
    /// Erase it: tests only.
    pub erase: bool,
}

/// A case.
#[derive(Serialize, ToSchema)]
pub struct SubmissionDetailResponse {
    /// What the list shows.
    #[serde(flatten)]
    pub summary: SubmissionSummaryResponse,
    /// Its form.
    pub form: CaseForm,
    /// The answers.
    pub pages: Vec<AnswerPage>,
    /// The files.
    pub files: Vec<CaseFile>,
    /// Its appointment; null when it has none, or not any more.
    pub appointment: Option<AppointmentResponse>,
    /// What happened, oldest first.
    pub timeline: Vec<TimelineStep>,
    /// Where it may go from here.
    pub next_states: &'static [SubmissionState],
    /// Who keyed it in, or sent the test; `null` when the applicant sent it.
    pub entered_by: Option<Actor>,
    /// Whether the applicant gave an address: a message is then announced by mail.
    pub has_mail_address: bool,
    /// The next states whose coming is told to the applicant by mail, with or without a message.
    pub mailed_states: Vec<SubmissionState>,
    /// How long cases of the form are kept; null: not decided.
    pub retention: Option<Retention>,
    /// Mails about it that were given up and can be sent again.
    pub unsent_mails: u64,
    /// What this person may do.
    pub can: CaseAbilities,
}

/// A step to be taken.
#[derive(Deserialize, Validate, ToSchema)]
pub struct ReviewRequest {
    /// Where the case is to go; the state it has already, with a note or a message, adds these only.
    pub state: SubmissionState,
    /// The state the person was looking at; 409 when it is another one meanwhile.
    pub from: Option<SubmissionState>,
    /// For colleagues; residents never see it.
    #[serde(default, deserialize_with = "blank_as_null")]
    #[validate(length(max = 2000))]
    pub note: Option<String>,
    /// For the applicant, who sees it on the page of the receipt.
    #[serde(default, deserialize_with = "blank_as_null")]
    #[validate(length(max = 2000))]
    pub message: Option<String>,
}

/// A case.
///
/// # Errors
/// 404.
#[utoipa::path(get, path = "/api/v1/staff/submissions/{submission_id}", operation_id = "get_submission", tag = "cases",
    params(("submission_id" = String, Path)),
    responses((status = 200, body = SubmissionDetailResponse), (status = 401, body = ProblemDetails),
        (status = 404, body = ProblemDetails)))]
pub async fn get(
    Viewer(scope): Viewer,
    app: web::Data<App>,
    id: web::Path<SubmissionId>,
) -> Result<HttpResponse, ApiError> {
    detail(&app, &scope, *id).await
}

/// Moves a case, or adds a note or a message to the applicant to it.
///
/// # Errors
/// 404; 409 when somebody moved it meanwhile; 422 when it cannot go there from where it is.
#[utoipa::path(post, path = "/api/v1/staff/submissions/{submission_id}/state", operation_id = "review_submission",
    tag = "cases", params(("submission_id" = String, Path)), request_body = ReviewRequest,
    responses((status = 200, body = SubmissionDetailResponse), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails),
        (status = 409, body = ProblemDetails), (status = 422, body = ProblemDetails)))]
pub async fn review(
    Clerk(scope): Clerk,
    app: web::Data<App>,
    id: web::Path<SubmissionId>,
    ValidJson(body): ValidJson<ReviewRequest>,
) -> Result<HttpResponse, ApiError> {
    let (case, _) = opened(&app, &scope, *id).await?;
    if body.from.is_some_and(|from| from != case.row.state) {
        return Err(ApiError::new(Code::Conflict));
    }
    let step = Review { to: body.state, note: body.note, message: body.message };
    review::review(&app, &scope, &case, step).await?;
    detail(&app, &scope, *id).await
}

/// Sends the mails about a case again that were given up.
///
/// # Errors
/// 404.
#[utoipa::path(post, path = "/api/v1/staff/submissions/{submission_id}/resend", operation_id = "resend_submission_mails",
    tag = "cases", params(("submission_id" = String, Path)),
    responses((status = 200, body = SubmissionDetailResponse), (status = 401, body = ProblemDetails),
        (status = 403, body = ProblemDetails), (status = 404, body = ProblemDetails)))]
pub async fn resend(
    Clerk(scope): Clerk,
    app: web::Data<App>,
    id: web::Path<SubmissionId>,
) -> Result<HttpResponse, ApiError> {
    opened(&app, &scope, *id).await?;
    outbox::resend::of_case(&app, &scope, *id).await?;
    detail(&app, &scope, *id).await
}

/// The receipt as the applicant has it.
///
/// # Errors
/// 404.
#[utoipa::path(get, path = "/api/v1/staff/submissions/{submission_id}/receipt.pdf", operation_id = "get_submission_receipt",
    tag = "cases", params(("submission_id" = String, Path)),
    responses((status = 200, content_type = "application/pdf", body = Vec<u8>), (status = 401, body = ProblemDetails),
        (status = 404, body = ProblemDetails)))]
pub async fn receipt(
    Viewer(scope): Viewer,
    app: web::Data<App>,
    id: web::Path<SubmissionId>,
) -> Result<HttpResponse, ApiError> {
    let (case, _) = opened(&app, &scope, *id).await?;
    let pdf = receipt_pdf(&app, &case, PdfScope::Applicant, Words::default()).await?;
    let name = format!("受付票_{}.pdf", case.row.receipt_number);
    Ok(compressed_attachment("application/pdf", &name).body(pdf))
}

/// A case within this person's reach, opened, with its form; else 404.
///
/// # Errors
/// 404, or the database's.
pub(super) async fn opened(
    app: &App,
    scope: &Scope,
    id: SubmissionId,
) -> Result<(OpenedSubmission, FormRow), ApiError> {
    let not_found = || ApiError::new(Code::NotFound);
    let organization = scope.organization_id;
    let form = store::review::form_of(app.db.read(), organization, id).await?.ok_or_else(not_found)?;
    // Before anything is unsealed.
    let form = reachable(app, scope, form).await?;
    let case = open(app, organization, id).await?.ok_or_else(not_found)?;
    Ok((case, form))
}

async fn detail(app: &App, scope: &Scope, id: SubmissionId) -> Result<HttpResponse, ApiError> {
    let (case, form) = opened(app, scope, id).await?;
    let may_handle = scope.may(Role::Clerk);
    let timeline = review::timeline(app, &case).await?;
    let pages = case.version.form.display(&case.answers);
    let has_mail_address = case.mail_address().is_some();
    let entered_by = entered_by(app, &case).await?;
    let mailed_states = review::mailed_states(&case);
    let unsent = outbox::store::given_up_mails(app.db.read(), case.row.organization_id, case.row.id).await?;
    let ended = vec![(case.row.id, case.row.state)];
    let kept = kept_until(app, case.row.organization_id, form.retention, ended).await?;
    let appointment = bookings::appointment(app, &case).await?;
    let OpenedSubmission { row, version, files, .. } = case;
    Ok(ok(&SubmissionDetailResponse {
        summary: SubmissionSummaryResponse {
            id: row.id,
            receipt_number: row.receipt_number,
            state: row.state,
            received_at: row.received_at,
            updated_at: row.updated_at,
            version: version.number,
            channel: row.channel,
            is_test: row.is_test,
            file_count: i64::try_from(files.len()).unwrap_or(i64::MAX),
            kept_until: kept.get(&row.id).copied(),
        },
        form: CaseForm { id: row.form_id, title: version.form.title().to_owned(), slug: form.slug },
        pages: pages.into_iter().map(|page| answers(page, &files)).collect(),
        appointment,
        timeline: timeline.into_iter().map(step).collect(),
        files: files
            .into_iter()
            .map(|file| CaseFile {
                has_thumbnail: file.is_picture() && file.is_free(),
                scan_state: file.scan_state,
                id: file.id,
                field: file.field,
                name: file.name,
                media_type: file.media_type,
                size: file.size,
            })
            .collect(),
        next_states: row.state.next_states(),
        entered_by,
        has_mail_address,
        mailed_states,
        retention: form.retention,
        unsent_mails: unsent.len() as u64,
        can: CaseAbilities { handle: may_handle, export: may_handle, erase: row.is_test && scope.may(Role::Editor) },
    }))
}

async fn entered_by(app: &App, case: &OpenedSubmission) -> Result<Option<Actor>, ApiError> {
    let people = case.row.entered_by.into_iter().collect();
    let names = staff::store::names(app.db.read(), case.row.organization_id, people).await?;
    Ok(names.into_iter().next().map(|(_, name)| Actor { name }))
}

/// Stored answers name files by identifier; people read names.
fn answers(page: DisplayPage, files: &[OpenedFile]) -> AnswerPage {
    let readable = |line: String| {
        let file = files.iter().find(|file| file.id.to_string() == line);
        file.map_or(line, |file| file.name.clone())
    };
    let rows = page.rows.into_iter().map(|row| AnswerRow {
        name: row.name,
        label: row.label,
        kind: row.kind.as_str(),
        lines: row.lines.into_iter().map(readable).collect(),
    });
    AnswerPage { title: page.title, rows: rows.collect() }
}

fn step(step: Step) -> TimelineStep {
    TimelineStep {
        at: step.at,
        kind: step.kind,
        from: step.from,
        to: step.to,
        note: step.note,
        message: step.message,
        by: step.by.map(|name| Actor { name }),
    }
}
