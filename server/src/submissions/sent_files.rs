//! The files of a final post: their tokens are opened, and each has to be one of this form, in its field, once.

use madoguchi_schema::{ValidAnswers, Violation};
use serde_json::{Map, Value, json};

use super::attach::FileTerms;
use super::file_token::FileToken;
use super::receive::ReceiveError;
use crate::app::App;
use crate::clock::Timestamp;
use crate::forms::live::{LiveForm, Version};
use crate::ids::FileId;

/// File tokens become file identifiers; a token that is not good is a violation at its place.
pub(super) fn resolve_files(
    app: &App,
    form: &LiveForm,
    version: &Version,
    accepted: ValidAnswers,
    now: Timestamp,
) -> Result<(Map<String, Value>, Vec<FileId>), ReceiveError> {
    let mut answers = accepted.into_map();
    let (mut files, mut violations) = (Vec::new(), Vec::new());
    for field in version.form.fields().filter(|field| field.takes_files()) {
        let Some(Value::Array(tokens)) = answers.get_mut(field.name()) else { continue };
        let mut total: u64 = 0;
        for (index, value) in tokens.iter_mut().enumerate() {
            let token = value.as_str().and_then(|text| FileToken::open(&app.vault, form.form_id, now, text));
            match token.filter(|token| token.field == field.name() && !files.contains(&token.file)) {
                Some(token) => {
                    files.push(token.file);
                    total = total.saturating_add(token.size);
                    *value = Value::String(token.file.to_string());
                }
                None => violations.push(bad_file(format!("/{}/{index}", field.name()))),
            }
        }
        let limit = FileTerms::of(field).and_then(|terms| terms.max_total_bytes);
        if let Some(limit) = limit.filter(|limit| total > *limit) {
            violations.push(too_much(field.name(), limit));
        }
    }
    if violations.is_empty() { Ok((answers, files)) } else { Err(ReceiveError::Invalid(violations)) }
}

fn too_much(field: &str, limit: u64) -> Violation {
    let params = Map::from_iter([("limit".to_owned(), json!(limit))]);
    Violation { at: format!("/{field}"), code: "fileTotal", params }
}

fn bad_file(at: String) -> Violation {
    Violation { at, code: "file", params: Map::new() }
}

/// Every file of the answers, as not good any more.
pub(super) fn all_files(version: &Version, answers: &Map<String, Value>) -> Vec<Violation> {
    version
        .form
        .fields()
        .filter(|field| field.takes_files() && answers.contains_key(field.name()))
        .map(|field| bad_file(format!("/{}", field.name())))
        .collect()
}
