//! Making the file of a form that is here.

use serde_json::Value;

use super::file::{self, Sender};
use super::settings::SharedSettings;
use crate::app::App;
use crate::db::DbErr;
use crate::db::entity::form;
use crate::forms::images::travel::Carried;
use crate::forms::store;
use crate::organizations::Organization;

/// Which state of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The published version; the draft where there is none.
    Live,
    /// The draft.
    Draft,
}

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// What is stored is no JSON: a fault of ours.
    #[error(transparent)]
    Damaged(#[from] serde_json::Error),
    /// The database's.
    #[error(transparent)]
    Database(#[from] DbErr),
}

/// The file of a form.
///
/// # Errors
/// See [`ExportError`].
pub async fn export(
    app: &App,
    organization: &Organization,
    form: &form::Model,
    what: What,
) -> Result<String, ExportError> {
    let live = match (what, form.published_version_id) {
        (What::Live, Some(id)) => store::version(app.db.read(), organization.id, id).await?,
        _ => None,
    };
    let stored = live.as_ref().map_or(form.draft_document.as_str(), |version| version.document.as_str());
    let document: Value = serde_json::from_str(stored)?;
    let sender = Sender {
        organization: organization.name.clone(),
        form: form.slug.clone(),
        version: live.map(|version| version.number),
        exported_at: app.clock.now().to_jiff().to_string(),
    };
    let mut images = Vec::new();
    for sha256 in madoguchi_schema::pictures(&document) {
        if let Some(row) = store::images::of_form(app.db.read(), organization.id, form.id, sha256).await? {
            images.push(Carried::packed(row.sha256, &row.content));
        }
    }
    Ok(file::write(&document, &images, &SharedSettings::of(form), &sender)?)
}
