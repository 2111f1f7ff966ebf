//! The files of a page post: each is stored at once and its token joins the answers; what cannot be accepted becomes a
//! violation at its field, and the page comes back with everything else kept.

use madoguchi_schema::{Field, PublishedForm, Violation, Widget};
use serde_json::{Map, Value, json};

use super::desk::Desk;
use super::state::State;
use crate::forms::live::{LiveForm, Version};
use crate::http::error::{ApiError, Code};
use crate::http::multipart::PostedFile;
use crate::pages::control::type_names;
use crate::pages::journey::is_file;
use crate::submissions::attach::{AttachError, attach as store};

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
        let field = desk.form.field(&file.field).filter(|field| Some(field.page()) == page && is_file(field));
        let Some(field) = field else { continue };
        let Widget::File { max_files, .. } = field.widget() else { continue };
        if held(state, field.name()) as u64 >= max_files {
            refused.push(violation(field, "fileCount", json!({ "limit": max_files })));
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
        AttachError::WrongType { allowed } => ("fileType", json!({ "types": type_names(&allowed), "name": name })),
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

fn held(state: &State, field: &str) -> usize {
    state.answers.0.get(field).and_then(Value::as_array).map_or(0, Vec::len)
}

/// Puts a token into the answers of a file field that has room.
pub(super) fn attach(form: &PublishedForm, state: &mut State, field: &str, token: Value) {
    let Some(field) = form.field(field).filter(|field| is_file(field)) else { return };
    let answer = state.answers.0.entry(field.name()).or_insert_with(|| Value::Array(Vec::new()));
    if let Value::Array(tokens) = answer {
        tokens.push(token);
    }
}
