//! Problems of a document together with those that the form engine cannot know: whether its pictures and the calendar of
//! its appointments are there.

use madoguchi_schema::{Problem, missing_pictures, pictures};
use serde_json::Value;

use crate::app::App;
use crate::db::DbErr;
use crate::forms::store::images;
use crate::ids::{FormId, OrganizationId};
use crate::slots::publishable;

/// Every problem of a document of this form, errors first.
///
/// # Errors
/// The database's.
pub async fn lint(
    app: &App,
    organization: OrganizationId,
    form: FormId,
    document: &Value,
) -> Result<Vec<Problem>, DbErr> {
    let mut problems = missing(app, organization, form, document).await?;
    problems.extend(madoguchi_schema::lint(document));
    problems.sort_by_key(|problem| problem.severity);
    Ok(problems)
}

/// Whether a document of this form can be published; what stands against it where not.
///
/// # Errors
/// The database's.
pub async fn publishable(
    app: &App,
    organization: OrganizationId,
    form: FormId,
    document: Value,
) -> Result<Result<(), Vec<Problem>>, DbErr> {
    let missing = missing(app, organization, form, &document).await?;
    let mut problems = madoguchi_schema::publish(document).err().unwrap_or_default();
    problems.extend(missing);
    Ok(if problems.is_empty() { Ok(()) } else { Err(problems) })
}

/// Whether every picture of a document is there, and the calendar of its appointments.
///
/// # Errors
/// The database's.
pub async fn is_complete(
    app: &App,
    organization: OrganizationId,
    form: FormId,
    document: &Value,
) -> Result<bool, DbErr> {
    Ok(missing(app, organization, form, document).await?.is_empty())
}

async fn missing(
    app: &App,
    organization: OrganizationId,
    form: FormId,
    document: &Value,
) -> Result<Vec<Problem>, DbErr> {
    let mut problems = publishable::problems(app, organization, document).await?;
    // Almost no document has one.
    if !pictures(document).is_empty() {
        let here = images::names(app.db.read(), organization, form).await?;
        problems.extend(missing_pictures(document, |sha256| here.iter().any(|name| name == sha256)));
    }
    Ok(problems)
}
