//! `/api/v1/staff/forms/{form_id}/evaluate`: what a document decides about sample answers, for the editors of conditions
//! and calculations. Nothing is stored, nothing is logged; the document need not be saved yet.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, web};
use madoguchi_schema::{Evaluation, Problem, PublishedForm, RawAnswers, Severity, StrictJson, Violation, publish};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::form_view::reachable;
use super::ok;
use crate::app::App;
use crate::http::error::{ApiError, ProblemDetails};
use crate::http::extract::Viewer;
use crate::ids::FormId;
use crate::slots;

/// The most that sample answers weigh, as JSON text in bytes: as much as a journey may carry.
const MAX_ANSWERS: usize = 256 * 1024;

/// A document and answers to try it with.
#[derive(Deserialize, ToSchema)]
pub struct EvaluateRequest {
    /// The form document as it stands in the editor.
    #[schema(value_type = Object)]
    pub document: StrictJson,
    /// Sample answers, as a resident would type them.
    #[schema(value_type = Object)]
    pub answers: StrictJson,
}

/// What the document decides about the answers.
#[derive(Serialize, ToSchema)]
pub struct EvaluateResponse {
    /// Absent while the document has errors.
    pub evaluation: Option<DecidedResponse>,
    /// The errors that keep it from being evaluated.
    #[schema(value_type = Vec<Object>)]
    pub problems: Vec<Problem>,
}

/// Everything that is decided.
#[derive(Serialize, ToSchema)]
pub struct DecidedResponse {
    /// The answers, normalised, with the calculated values; hidden fields are absent.
    #[schema(value_type = Object)]
    pub answers: Map<String, Value>,
    /// By field: what applies.
    pub fields: BTreeMap<String, FieldStateResponse>,
    /// By group: what applies in every row that holds something, by member.
    pub rows: BTreeMap<String, Vec<BTreeMap<String, FieldStateResponse>>>,
    /// By page: what applies.
    pub pages: Vec<PageStateResponse>,
    /// What is wrong with the answers.
    #[schema(value_type = Vec<Object>)]
    pub violations: Vec<Violation>,
}

/// What applies to a field.
#[derive(Serialize, ToSchema)]
pub struct FieldStateResponse {
    /// Whether it is asked.
    pub is_shown: bool,
    /// Whether it is asked and must be answered.
    pub is_required: bool,
}

/// What applies to a page.
#[derive(Serialize, ToSchema)]
pub struct PageStateResponse {
    /// Whether it has something to show.
    pub is_shown: bool,
    /// By block.
    pub blocks_shown: Vec<bool>,
    /// The exit at which the journey ends here, counted from 0.
    pub exit: Option<usize>,
}

/// What the document decides about sample answers.
///
/// # Errors
/// 404; 422 when one of the two is no object, or the answers are too large.
#[utoipa::path(post, path = "/api/v1/staff/forms/{form_id}/evaluate", operation_id = "evaluate_form", tag = "forms",
    params(("form_id" = String, Path)), request_body = EvaluateRequest,
    responses((status = 200, body = EvaluateResponse), (status = 400, body = ProblemDetails),
        (status = 401, body = ProblemDetails), (status = 403, body = ProblemDetails),
        (status = 404, body = ProblemDetails), (status = 422, body = ProblemDetails)))]
pub async fn post(
    Viewer(scope): Viewer,
    app: web::Data<App>,
    id: web::Path<FormId>,
    body: web::Json<EvaluateRequest>,
) -> Result<HttpResponse, ApiError> {
    reachable(&app, &scope, *id).await?;
    let EvaluateRequest { document: StrictJson(document), answers: StrictJson(answers) } = body.into_inner();
    let Value::Object(answers) = answers else {
        return Err(ApiError::invalid_value("/answers", "object"));
    };
    if !document.is_object() {
        return Err(ApiError::invalid_value("/document", "object"));
    }
    if serde_json::to_vec(&answers).map_err(ApiError::internal)?.len() > MAX_ANSWERS {
        return Err(ApiError::invalid_value("/answers", "tooLarge"));
    }
    let today = app.clock.now().day_in(&app.time_zone);
    // A large document takes tens of milliseconds to compile: not on a thread that answers requests.
    let compiled = tokio::task::spawn_blocking(move || publish(document)).await.map_err(ApiError::internal)?;
    let form = match compiled {
        Ok(form) => form,
        Err(mut problems) => {
            problems.retain(|problem| problem.severity == Severity::Error);
            return Ok(ok(&EvaluateResponse { evaluation: None, problems }));
        }
    };
    let mut answers = RawAnswers(answers);
    slots::answers::settle(&app, scope.organization_id, &form, &mut answers).await?;
    let decided = tokio::task::spawn_blocking(move || {
        let evaluation = form.evaluate(&answers, today);
        decided(&form, evaluation)
    });
    let evaluation = Some(decided.await.map_err(ApiError::internal)?);
    Ok(ok(&EvaluateResponse { evaluation, problems: Vec::new() }))
}

fn decided(form: &PublishedForm, evaluation: Evaluation) -> DecidedResponse {
    let state = |is_shown, is_required| FieldStateResponse { is_shown, is_required };
    let fields = form.fields().map(|field| {
        let name = field.name();
        (name.to_owned(), state(evaluation.is_shown(name), evaluation.is_required(name)))
    });
    let rows = form.fields().filter_map(|field| Some((field.name(), field.group()?))).map(|(name, group)| {
        let rows = evaluation.rows(name).iter().map(|row| {
            let members = group.fields().map(|member| {
                let member = member.name();
                (member.to_owned(), state(row.is_shown(member), row.is_required(member)))
            });
            members.collect()
        });
        (name.to_owned(), rows.collect())
    });
    let pages = evaluation.pages.iter().map(|page| PageStateResponse {
        is_shown: page.shown,
        blocks_shown: page.blocks_shown.clone(),
        exit: page.exit,
    });
    DecidedResponse {
        fields: fields.collect(),
        rows: rows.collect(),
        pages: pages.collect(),
        violations: evaluation.violations,
        answers: evaluation.answers,
    }
}
