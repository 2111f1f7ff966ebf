//! What a new form begins from: a template, a form that is there, a document that was read from elsewhere, or nothing.

use madoguchi_schema::StrictJson;
use serde_json::Value;

use super::forms::CreateFormRequest;
use crate::app::App;
use crate::forms::create::{self, NewForm};
use crate::forms::exchange::origin::{Origin, OriginKind};
use crate::forms::exchange::settings::SharedSettings;
use crate::forms::images::Picture;
use crate::forms::images::travel::{self, Carried};
use crate::forms::store::reach;
use crate::forms::{is_slug, templates, title_of};
use crate::http::error::ApiError;
use crate::ids::FormId;
use crate::staff::scope::Scope;

/// A form to be made, and the address it would like.
pub(super) struct Beginning {
    /// The form.
    pub form: NewForm,
    /// An address to try when nobody asked for one.
    pub wanted_slug: Option<String>,
}

struct Source {
    document: Value,
    origin: Option<Origin>,
    settings: SharedSettings,
    wanted_slug: Option<String>,
}

/// The title of a form nobody has named yet.
const UNTITLED: &str = "無題のフォーム";

/// Reads the request. Whether the person may use the department has been decided.
///
/// # Errors
/// 422 for a source that is not there, is no document, or is given twice.
pub(super) async fn of(app: &App, scope: &Scope, body: CreateFormRequest) -> Result<Beginning, ApiError> {
    let pictures = unpacked(body.images, body.document.is_some()).await?;
    let mut source = match (body.template_id, body.copy_of, body.document) {
        (None, None, None) => Source::new(create::empty_document(UNTITLED)),
        (Some(id), None, None) => template(&id)?,
        (None, Some(form), None) => copy(app, scope, form).await?,
        (None, None, Some(StrictJson(document))) => brought(document, body.origin, body.settings)?,
        (_, _, Some(_)) => return Err(ApiError::invalid_value("/document", "invalid")),
        _ => return Err(ApiError::invalid_value("/copy_of", "invalid")),
    };
    if let Some(title) = body.title {
        source.document["title"] = Value::String(title);
    }
    let form = NewForm {
        department_id: body.department_id,
        slug: body.slug,
        document: source.document,
        pictures,
        origin: source.origin,
        settings: source.settings,
        by: Some(scope.staff_id),
    };
    Ok(Beginning { form, wanted_slug: source.wanted_slug })
}

async fn unpacked(carried: Vec<Carried>, has_document: bool) -> Result<Vec<Picture>, ApiError> {
    let refused = || ApiError::invalid_value("/images", "invalid");
    if carried.is_empty() || !has_document {
        return if carried.is_empty() { Ok(Vec::new()) } else { Err(refused()) };
    }
    let unpacked = tokio::task::spawn_blocking(move || travel::unpack(&carried)).await.map_err(ApiError::internal)?;
    unpacked.ok_or_else(refused)
}

impl Source {
    fn new(document: Value) -> Self {
        Self { document, origin: None, settings: SharedSettings::default(), wanted_slug: None }
    }
}

fn template(id: &str) -> Result<Source, ApiError> {
    let template = templates::by_id(id).ok_or_else(|| ApiError::invalid_value("/template_id", "unknown"))?;
    let origin = Origin {
        form: Some(template.id.clone()),
        title: Some(title_of(&template.document)),
        ..Origin::of(OriginKind::Template)
    };
    Ok(Source { origin: Some(origin), wanted_slug: Some(template.id), ..Source::new(template.document) })
}

/// A form the person reaches: its draft, and the settings that say how it works.
async fn copy(app: &App, scope: &Scope, form: FormId) -> Result<Source, ApiError> {
    let row = reach::with_draft(app.db.read(), scope, form).await?;
    let row = row.ok_or_else(|| ApiError::invalid_value("/copy_of", "unknown"))?;
    let stored: Value = serde_json::from_str(&row.draft_document).map_err(ApiError::internal)?;
    let mut document = madoguchi_schema::upgrade(&stored).into_owned();
    document["title"] = format!("{}の写し", row.title).into();
    let origin =
        Origin { form: Some(row.slug.clone()), title: Some(row.title.clone()), ..Origin::of(OriginKind::Copy) };
    let settings = SharedSettings::of(&row);
    Ok(Source { origin: Some(origin), settings, ..Source::new(document) })
}

fn brought(document: Value, origin: Option<Origin>, settings: Option<SharedSettings>) -> Result<Source, ApiError> {
    if !document.is_object() {
        return Err(ApiError::invalid_value("/document", "object"));
    }
    let settings = settings.unwrap_or_default();
    if !settings.are_possible() {
        return Err(ApiError::invalid_value("/settings", "range"));
    }
    let is_from_file = |origin: &&Origin| origin.kind == OriginKind::File;
    let slug = origin.as_ref().filter(is_from_file).and_then(|origin| origin.form.clone());
    Ok(Source { wanted_slug: slug.filter(|slug| is_slug(slug)), origin, settings, ..Source::new(document) })
}
