//! Taking a form document from outside: the command line's `form import` and the example of the first start.

use serde_json::Value;

use super::create::{self, NewForm};
use super::exchange::origin::Origin;
use super::exchange::settings::SharedSettings;
use super::images::Picture;
use super::publication::Warrant;
use super::{draft, publish, store, templates};
use crate::app::App;
use crate::ids::{DepartmentId, FormId, OrganizationId};

/// Makes a form at `slug`, or replaces the draft of the one that is there.
///
/// # Errors
/// One plain sentence for the person at the terminal.
pub async fn import(
    app: &App,
    organization: OrganizationId,
    department: DepartmentId,
    slug: &str,
    document: Value,
) -> anyhow::Result<FormId> {
    import_from(
        app,
        organization,
        department,
        slug,
        Brought { document, pictures: Vec::new(), origin: None, settings: None },
    )
    .await
}

/// A form from outside.
pub struct Brought {
    /// The document.
    pub document: Value,
    /// The pictures that came with it.
    pub pictures: Vec<Picture>,
    /// Where it came from.
    pub origin: Option<Origin>,
    /// The settings that came with it; a form that is there keeps its own.
    pub settings: Option<SharedSettings>,
}

/// As [`import`], keeping where the form came from.
///
/// # Errors
/// One plain sentence for the person at the terminal.
pub async fn import_from(
    app: &App,
    organization: OrganizationId,
    department: DepartmentId,
    slug: &str,
    brought: Brought,
) -> anyhow::Result<FormId> {
    let Brought { document, pictures, origin, settings } = brought;
    match store::by_slug(app.db.read(), organization, slug).await? {
        Some(row) => {
            draft::save(app, organization, row.id, row.draft_revision, document, pictures, None).await?;
            if let Some(origin) = origin {
                let (id, stored) = (row.id, origin.stored()?);
                let write = app.db.write::<_, crate::db::DbErr, _>(move |transaction| {
                    Box::pin(async move { store::set_origin(transaction, organization, id, stored).await })
                });
                write.await?;
            }
            Ok(row.id)
        }
        None => {
            let new = NewForm {
                department_id: department,
                slug: Some(slug.to_owned()),
                document,
                pictures,
                origin,
                settings: settings.unwrap_or_default(),
                by: None,
            };
            Ok(create::create(app, organization, new).await?)
        }
    }
}

/// Publishes the draft of a form as it is now.
///
/// # Errors
/// See [`publish::PublishError`].
pub async fn publish_now(app: &App, organization: OrganizationId, form: FormId) -> Result<(), publish::PublishError> {
    publish_on(app, organization, form, Warrant::default()).await
}

/// The same on somebody's word: the command line's `--override`.
///
/// # Errors
/// See [`publish::PublishError`].
pub async fn publish_on(
    app: &App,
    organization: OrganizationId,
    form: FormId,
    warrant: Warrant,
) -> Result<(), publish::PublishError> {
    let row = store::by_id(app.db.read(), organization, form).await?.ok_or(publish::PublishError::NotFound)?;
    publish::publish(app, organization, form, row.draft_revision, warrant).await?;
    Ok(())
}

/// Makes and publishes the example of the first start from a template.
///
/// # Errors
/// When the template is missing or not publishable, which is a fault of ours, or the database's.
pub async fn example(
    app: &App,
    organization: OrganizationId,
    department: DepartmentId,
    template: &str,
) -> anyhow::Result<()> {
    let template = templates::by_id(template).ok_or_else(|| anyhow::anyhow!("there is no template {template}"))?;
    let form = import(app, organization, department, &template.id, template.document).await?;
    publish_now(app, organization, form).await?;
    Ok(())
}
