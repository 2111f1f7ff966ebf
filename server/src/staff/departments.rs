//! Departments: adding, renaming, disabling. A disabled department keeps its forms and cases; only administrators reach
//! them until it is enabled again.

use crate::db::DbErr;

use super::scope::Scope;
use super::store;
use crate::app::App;
use crate::audit;
use crate::clock::Timestamp;
use crate::db::entity::department;
use crate::db::{Failure, failure};
use crate::ids::DepartmentId;

/// Why a department was not written.
#[derive(Debug, thiserror::Error)]
pub enum DepartmentError {
    /// There is no such department.
    #[error("there is no such department")]
    NotFound,
    /// Another department has this name.
    #[error("another department has this name")]
    NameTaken,
    /// The database's.
    #[error(transparent)]
    Database(DbErr),
}

impl From<DbErr> for DepartmentError {
    fn from(error: DbErr) -> Self {
        if failure(&error) == Failure::Unique { Self::NameTaken } else { Self::Database(error) }
    }
}

/// What is to change; `None` leaves it.
#[derive(Clone, Debug, Default)]
pub struct DepartmentChange {
    /// The name.
    pub name: Option<String>,
    /// Where new cases are announced; `Some(None)` is nowhere.
    pub notification_email: Option<Option<String>>,
    /// Whether its people still reach its forms.
    pub is_disabled: Option<bool>,
}

/// Adds a department.
///
/// # Errors
/// See [`DepartmentError`].
pub async fn add(
    app: &App,
    scope: &Scope,
    name: String,
    notification_email: Option<String>,
) -> Result<department::Model, DepartmentError> {
    let now = app.clock.now();
    let row = department::Model {
        id: DepartmentId::new(&app.random, now),
        organization_id: scope.organization_id,
        name,
        notification_email,
        disabled_at: None,
        created_at: now,
    };
    let event = event(app, scope, "department.added", row.id, now);
    app.db
        .write::<_, DepartmentError, _>(move |transaction| {
            Box::pin(async move {
                store::insert_department(transaction, row.clone()).await?;
                audit::store::append(transaction, vec![event]).await?;
                Ok(row)
            })
        })
        .await
}

/// Changes a department.
///
/// # Errors
/// See [`DepartmentError`].
pub async fn change(
    app: &App,
    scope: &Scope,
    id: DepartmentId,
    change: DepartmentChange,
) -> Result<department::Model, DepartmentError> {
    let now = app.clock.now();
    let organization = scope.organization_id;
    let event = event(app, scope, "department.changed", id, now);
    app.db
        .write::<_, DepartmentError, _>(move |transaction| {
            Box::pin(async move {
                let mut row =
                    store::department(transaction, organization, id).await?.ok_or(DepartmentError::NotFound)?;
                row.name = change.name.unwrap_or(row.name);
                row.notification_email = change.notification_email.unwrap_or(row.notification_email);
                if let Some(is_disabled) = change.is_disabled {
                    row.disabled_at = is_disabled.then(|| row.disabled_at.unwrap_or(now));
                }
                store::update_department(transaction, &row).await?;
                audit::store::append(transaction, vec![event]).await?;
                Ok(row)
            })
        })
        .await
}

fn event(app: &App, scope: &Scope, action: &'static str, id: DepartmentId, now: Timestamp) -> audit::Event {
    audit::Event::new(&app.random, now, scope.organization_id, action, ("department", id.0)).by(scope.staff_id)
}
