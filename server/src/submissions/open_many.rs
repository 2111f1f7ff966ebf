//! Opening the submissions of a list: their answers alone, without files, in a fixed number of statements for every few
//! hundred. What a person does not reach is never unsealed, and one that does not open takes no other with it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde_json::{Map, Value};

use super::case_store;
use crate::app::App;
use crate::db::DbErr;
use crate::db::entity::submission;
use crate::forms;
use crate::forms::live::{LoadError, Version};
use crate::ids::{FormId, SubmissionId};
use crate::staff::scope::Scope;
use crate::vault::{FormKey, Unsealable};

/// How many are read at a time: answers can be long.
const PIECE: usize = 200;

/// What stands in a submission: its version and its accepted answers.
pub type Content = (Arc<Version>, Map<String, Value>);

/// Of these submissions those that this person reaches, each as `pick` sees it: its row, and what stands in it; none where
/// that cannot be read, which is logged. Nothing else of them is kept.
///
/// # Errors
/// The database's.
pub async fn open_many<T>(
    app: &App,
    scope: &Scope,
    ids: &[SubmissionId],
    mut pick: impl FnMut(submission::Model, Option<Content>) -> T,
) -> Result<HashMap<SubmissionId, T>, DbErr> {
    let (db, organization) = (app.db.read(), scope.organization_id);
    // None of a form that is not reached.
    let mut keys: HashMap<FormId, Option<Result<FormKey, Unsealable>>> = HashMap::new();
    let mut picked = HashMap::with_capacity(ids.len());
    for ids in ids.chunks(PIECE) {
        let rows = case_store::submissions(db, organization, ids).await?;
        let unknown: HashSet<FormId> =
            rows.iter().map(|row| row.form_id).filter(|form| !keys.contains_key(form)).collect();
        let mut reached = forms::store::reach::keys(db, scope, &unknown).await?;
        keys.extend(unknown.into_iter().map(|form| {
            let wrapped = reached.remove(&form);
            (form, wrapped.map(|wrapped| app.vault.form_key(form, &wrapped)))
        }));
        for row in rows {
            let Some(key) = keys.get(&row.form_id).and_then(Option::as_ref) else { continue };
            let version = match app.live_forms.version(&app.db, organization, row.form_version_id).await {
                Ok(version) => version,
                Err(LoadError::Database(error)) => return Err(error),
                Err(error) => {
                    tracing::error!(%error, "cannot read the version of a submission");
                    None
                }
            };
            let answers = key.as_ref().ok().and_then(|key| answers(key, &row));
            if answers.is_none() {
                tracing::error!(submission = %row.id, "a submission of a list cannot be opened");
            }
            picked.insert(row.id, pick(row, version.zip(answers)));
        }
    }
    Ok(picked)
}

fn answers(key: &FormKey, row: &submission::Model) -> Option<Map<String, Value>> {
    let plain = key.data_key(row.id.0, &row.wrapped_key).ok()?.open("answers", &row.sealed_answers).ok()?;
    serde_json::from_slice(&plain).ok()
}
