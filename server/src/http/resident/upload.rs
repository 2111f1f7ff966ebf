//! The files of a page post: each is stored at once and its token joins the answers; what cannot be accepted becomes a
//! violation at its field, and the page comes back with everything else kept.

use madoguchi_schema::{Field, PublishedForm, Violation};
use serde_json::{Map, Value, json};

use super::desk::Desk;
use super::state::State;
use crate::forms::live::{LiveForm, Version};
use crate::http::error::{ApiError, Code};
use crate::http::multipart::PostedFile;
use crate::submissions::attach::{AttachError, FileTerms, attach as store};

/// Stores the files that belong to the posted page; gives back what was refused.
pub(super) async fn receive(
    desk: &Desk<'_>,
    live: &LiveForm,
    version: &Version,
    state: &mut State,
    page: Option<usize>,
    files: Vec<PostedFile>,
) -> Result<Vec<Violation>, ApiError> {
    let mut refused = Vec::new();
    for file in files {
        let field = desk.form.field(&file.field).filter(|field| Some(field.page()) == page);
        let Some(field) = field else { continue };
        let Some(terms) = FileTerms::of(field) else { continue };
        let held = held(state, field.name());
        if held.len() as u64 >= terms.max_files {
            refused.push(violation(field, "fileCount", json!({ "limit": terms.max_files })));
            continue;
        }
        let sizes = held.iter().filter_map(Value::as_str).filter_map(|token| desk.file(token)).map(|file| file.size);
        let total = sizes.fold(file.content.len() as u64, u64::saturating_add);
        if let Some(limit) = terms.max_total_bytes.filter(|limit| total > *limit) {
            refused.push(violation(field, "fileTotal", json!({ "limit": limit, "name": file.name })));
            continue;
        }
        match store(desk.app, live, version, field.name(), &file.name, file.content).await {
            Ok(attached) => attach(desk.form, state, field.name(), Value::from(attached.token)),
            Err(error) => refused.push(refusal(field, &file.name, error)?),
        }
    }
    Ok(refused)
}

fn refusal(field: &Field, name: &str, error: AttachError) -> Result<Violation, ApiError> {
    let (code, params) = match error {
        AttachError::Empty => ("fileEmpty", json!({ "name": name })),
        AttachError::TooLarge { limit } => ("fileTooLarge", json!({ "limit": limit, "name": name })),
        AttachError::WrongType { allowed } => ("fileType", json!({ "allowed": allowed, "name": name })),
        AttachError::NotAFileField | AttachError::Damaged => ("fileUnreadable", json!({ "name": name })),
        AttachError::Unavailable(error) => {
            tracing::error!(%error, "a file could not be stored");
            return Err(ApiError::new(Code::Unavailable).retry_after(10));
        }
    };
    Ok(violation(field, code, params))
}

fn violation(field: &Field, code: &'static str, params: Value) -> Violation {
    let params = match params {
        Value::Object(params) => params,
        _ => Map::new(),
    };
    Violation { at: format!("/{}", field.name()), code, params }
}

fn held<'a>(state: &'a State, field: &str) -> &'a [Value] {
    state.answers.0.get(field).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// Puts a token into the answers of a file field that has room.
pub(super) fn attach(form: &PublishedForm, state: &mut State, field: &str, token: Value) {
    let Some(field) = form.field(field).filter(|field| field.takes_files()) else { return };
    let answer = state.answers.0.entry(field.name()).or_insert_with(|| Value::Array(Vec::new()));
    if let Value::Array(tokens) = answer {
        tokens.push(token);
    }
}
