//! The operational settings of a form: its address, its department, who is told of new cases. One live row, audited,
//! effective in every process within a second.

use crate::db::DbErr;
use serde_json::json;

use super::{is_slug, store};
use crate::app::App;
use crate::audit;
use crate::db::{Failure, failure};
use crate::ids::{DepartmentId, FormId};
use crate::staff;
use crate::staff::scope::Scope;

/// What is to change; `None` leaves it.
#[derive(Clone, Debug, Default)]
pub struct SettingsChange {
    /// The address. Links and printed codes with the old one stop working.
    pub slug: Option<String>,
    /// The department that owns the form and its cases.
    pub department_id: Option<DepartmentId>,
    /// Who is told of new cases, besides the department.
    pub notification_emails: Option<Vec<String>>,
}

/// Why the settings were not changed.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// There is no such form within the person's reach.
    #[error("there is no such form")]
    NotFound,
    /// The address has other characters than it may.
    #[error("the address may hold a-z, 0-9 and hyphens only")]
    SlugInvalid,
    /// Another form has this address.
    #[error("another form has this address")]
    SlugTaken,
    /// The department is disabled or beyond the person's reach.
    #[error("there is no such department")]
    DepartmentUnknown,
    /// What was given cannot be stored: a fault of ours.
    #[error(transparent)]
    Damaged(#[from] serde_json::Error),
    /// The database's.
    #[error(transparent)]
    Database(DbErr),
}

impl From<DbErr> for SettingsError {
    fn from(error: DbErr) -> Self {
        if failure(&error) == Failure::Unique { Self::SlugTaken } else { Self::Database(error) }
    }
}

/// Changes the settings of a form the person reaches.
///
/// # Errors
/// See [`SettingsError`].
pub async fn change(app: &App, scope: &Scope, form: FormId, change: SettingsChange) -> Result<(), SettingsError> {
    if change.slug.as_deref().is_some_and(|slug| !is_slug(slug)) {
        return Err(SettingsError::SlugInvalid);
    }
    if let Some(department) = change.department_id
        && !may_own(app, scope, department).await?
    {
        return Err(SettingsError::DepartmentUnknown);
    }
    let emails = change.notification_emails.as_ref().map(serde_json::to_string).transpose()?;
    let (now, person) = (app.clock.now(), scope.clone());
    let event = audit::Event::new(&app.random, now, scope.organization_id, "form.settings_changed", ("form", form.0))
        .by(scope.staff_id)
        .with(json!({ "slug": change.slug, "department_id": change.department_id,
            "has_new_notification_emails": emails.is_some() }));
    let changed = app
        .db
        .write::<_, SettingsError, _>(move |transaction| {
            Box::pin(async move {
                let mut row =
                    store::reach::with_draft(transaction, &person, form).await?.ok_or(SettingsError::NotFound)?;
                row.slug = change.slug.unwrap_or(row.slug);
                row.department_id = change.department_id.unwrap_or(row.department_id);
                row.notification_emails = emails.unwrap_or(row.notification_emails);
                store::reach::update_settings(transaction, person.organization_id, &row, now).await?;
                audit::store::append(transaction, vec![event]).await?;
                Ok(())
            })
        })
        .await;
    app.live_forms.forget(form);
    changed
}

/// Whether forms may be given to this department by this person: it is enabled and within reach.
///
/// # Errors
/// The database's.
pub async fn may_own(app: &App, scope: &Scope, department: DepartmentId) -> Result<bool, DbErr> {
    let row = staff::store::department(app.db.read(), scope.organization_id, department).await?;
    Ok(row.is_some_and(|row| row.disabled_at.is_none()) && scope.reaches(department))
}
