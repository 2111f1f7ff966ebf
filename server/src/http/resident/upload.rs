//! The files of a page post: each is stored at once and its token joins the answers; what cannot be accepted becomes a
//! violation at its field, and the page comes back with everything else kept.

use madoguchi_schema::{Field, PublishedForm, Violation, Widget};
use serde_json::{Map, Value, json};

use super::body::{FileLimits, Upload};
use super::desk::Desk;
use super::state::State;
use crate::forms::live::{LiveForm, Version};
use crate::http::error::{ApiError, Code};
use crate::pages::control::type_names;
use crate::pages::journey::is_file;
use crate::submissions::attach::{AttachError, attach as store};

/// What the pages of this form may receive in one post.
pub(super) fn limits(form: &PublishedForm) -> FileLimits {
    let largest = |(bytes, files): (u64, u64), field: &Field| match field.widget() {
        Widget::File { max_files, max_bytes, .. } => (bytes.max(max_bytes), files.saturating_add(max_files)),
        _ => (bytes, files),
    };
    let (bytes, files) = form.fields().fold((0, 0), largest);
    FileLimits {
        max_bytes: usize::try_from(bytes).unwrap_or(usize::MAX),
        max_files: usize::try_from(files).unwrap_or(usize::MAX),
    }
}

/// Stores the files that belong to the posted page; gives back what was refused.
pub(super) async fn receive(
    desk: &Desk<'_>,
    live: &LiveForm,
    version: &Version,
    state: &mut State,
    page: Option<usize>,
    uploads: Vec<Upload>,
) -> Result<Vec<Violation>, ApiError> {
    let mut refused = Vec::new();
    for upload in uploads {
        let field = desk.form.field(&upload.field).filter(|field| Some(field.page()) == page && is_file(field));
        let Some(field) = field else { continue };
        let Widget::File { max_files, max_bytes, .. } = field.widget() else { continue };
        if held(state, field.name()) as u64 >= max_files {
            refused.push(violation(field, "fileCount", json!({ "limit": max_files })));
            continue;
        }
        let Some(content) = upload.bytes else {
            refused.push(violation(field, "fileTooLarge", json!({ "limit": max_bytes, "name": upload.name })));
            continue;
        };
        match store(desk.app, live, version, field.name(), &upload.name, content.to_vec()).await {
            Ok(attached) => attach(desk.form, state, field.name(), Value::from(attached.token)),
            Err(error) => refused.push(refusal(field, &upload.name, error)?),
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
