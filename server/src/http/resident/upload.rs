//! The files of a page post: each is stored at once and its token joins the answers; what cannot be accepted becomes a
//! violation at its field, and the page comes back with everything else kept.

use madoguchi_schema::{Field, PublishedForm, Violation};
use serde_json::{Map, Value, json};

use super::desk::Desk;
use super::state::State;
use crate::forms::live::{LiveForm, Version};
use crate::http::multipart::PostedFile;
use crate::spool::Spooled;
use crate::submissions::attach::{AttachError, FileTerms, attach as store};

/// What became of the files of a post.
#[derive(Default)]
pub(super) struct Received {
    /// What was not taken, at its question.
    pub(super) refused: Vec<Violation>,
    /// Seconds to wait, when a file could not be taken now and can be later.
    pub(super) retry_after: Option<u32>,
}

/// Stores the files that belong to the posted page.
pub(super) async fn receive(
    desk: &Desk<'_>,
    live: &LiveForm,
    version: &Version,
    state: &mut State,
    page: Option<usize>,
    files: Vec<PostedFile>,
) -> Received {
    let mut received = Received::default();
    for file in files {
        let field = desk.form.field(&file.field).filter(|field| Some(field.page()) == page);
        let Some(field) = field else { continue };
        let Some(terms) = FileTerms::of(field) else { continue };
        if let Some(refused) = too_many(desk, state, field, &terms, &file) {
            received.refused.push(refused);
            continue;
        }
        match store(desk.app, live, version, field.name(), &file.name, file.content).await {
            Ok(attached) => attach(desk.form, state, field.name(), Value::from(attached.token)),
            Err(error) => {
                if let AttachError::Unavailable(cause) = &error {
                    tracing::error!(error = %format!("{cause:#}"), "a file could not be stored");
                }
                received.retry_after = received.retry_after.max(error.retry_after());
                received.refused.extend(error.violation(format!("/{}", field.name()), &file.name));
            }
        }
    }
    received
}

/// Says so when there is no room for the file beside those received already.
fn too_many(desk: &Desk<'_>, state: &State, field: &Field, terms: &FileTerms, file: &PostedFile) -> Option<Violation> {
    let held = held(state, field.name());
    if held.len() as u64 >= terms.max_files {
        return Some(violation(field, "fileCount", json!({ "limit": terms.max_files })));
    }
    let own = file.content.as_ref().map_or(0, Spooled::size);
    let sizes = held.iter().filter_map(Value::as_str).filter_map(|token| desk.file(token)).map(|file| file.size);
    let limit = terms.max_total_bytes.filter(|limit| sizes.fold(own, u64::saturating_add) > *limit)?;
    Some(violation(field, "fileTotal", json!({ "limit": limit, "name": file.name })))
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
