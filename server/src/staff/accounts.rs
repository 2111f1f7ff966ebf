//! Accounts: adding, assigning, disabling, resetting a password.

use serde_json::json;

use super::{password, store};
use crate::app::App;
use crate::audit;
use crate::db::entity::staff;
use crate::db::entity::values::Role;
use crate::db::{DbErr, Failure, failure};
use crate::ids::{DepartmentId, OrganizationId, StaffId};

/// An account to be made.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// Sign-in address; lower-cased.
    pub email: String,
    /// The person's name.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Where they belong.
    pub department_ids: Vec<DepartmentId>,
}

/// Why no account was made.
#[derive(Debug, thiserror::Error)]
pub enum AddError {
    /// Somebody has this address already.
    #[error("an account with this address exists already")]
    EmailTaken,
    /// The database's.
    #[error(transparent)]
    Database(#[from] DbErr),
    /// A fault of ours.
    #[error(transparent)]
    Unexpected(#[from] anyhow::Error),
}

/// Adds an account with this password; `by` is the administrator who does it.
///
/// # Errors
/// See [`AddError`].
pub async fn add(
    app: &App,
    organization: OrganizationId,
    by: Option<StaffId>,
    new: NewAccount,
    password: &str,
) -> Result<StaffId, AddError> {
    let now = app.clock.now();
    let id = StaffId::new(&app.random, now);
    let (plain, random) = (password.to_owned(), app.random.clone());
    let password_hash = tokio::task::spawn_blocking(move || password::hash(&plain, &random))
        .await
        .map_err(|error| AddError::Unexpected(error.into()))??;
    let account = staff::Model {
        id,
        organization_id: organization,
        email: new.email.trim().to_lowercase(),
        name: new.name,
        password_hash,
        role: new.role,
        disabled_at: None,
        failed_sign_ins: 0,
        blocked_until_at: None,
        last_sign_in_at: None,
        created_at: now,
    };
    let mut event = audit::Event::new(&app.random, now, organization, "account.added", ("staff", id.0))
        .with(json!({ "role": new.role }));
    event.staff_id = by;
    let (random, departments) = (app.random.clone(), new.department_ids);
    let written = app
        .db
        .write::<_, DbErr, _>(move |transaction| {
            Box::pin(async move {
                store::insert(transaction, account).await?;
                store::set_departments(transaction, &random, organization, id, &departments, now).await?;
                audit::store::append(transaction, vec![event]).await
            })
        })
        .await;
    match written {
        Ok(()) => Ok(id),
        Err(error) if failure(&error) == Failure::Unique => Err(AddError::EmailTaken),
        Err(error) => Err(error.into()),
    }
}
