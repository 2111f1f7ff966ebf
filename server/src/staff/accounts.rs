//! Accounts: adding, assigning, disabling. An organization always keeps an administrator who can sign in.

use serde_json::json;

use super::scope::Scope;
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
    let password_hash = hash(app, password.to_owned()).await?;
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

pub(super) async fn hash(app: &App, plain: String) -> anyhow::Result<String> {
    let _permit = app.throttle.hasher().await;
    let random = app.random.clone();
    tokio::task::spawn_blocking(move || password::hash(&plain, &random)).await?
}

/// What is to change of an account; `None` leaves it.
#[derive(Clone, Debug, Default)]
pub struct AccountChange {
    /// The person's name.
    pub name: Option<String>,
    /// What they may do.
    pub role: Option<Role>,
    /// Where they belong.
    pub department_ids: Option<Vec<DepartmentId>>,
    /// Whether they are kept out.
    pub is_disabled: Option<bool>,
}

/// Why an account was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// There is no such account.
    #[error("there is no such account")]
    NotFound,
    /// Nobody could manage staff any more.
    #[error("the last administrator must remain")]
    LastAdmin,
    /// The database's.
    #[error(transparent)]
    Database(#[from] DbErr),
}

/// Changes an account. Being disabled ends the person's sessions; everything is effective with their next request.
///
/// # Errors
/// See [`ChangeError`].
pub async fn change(app: &App, scope: &Scope, id: StaffId, change: AccountChange) -> Result<staff::Model, ChangeError> {
    let now = app.clock.now();
    let organization = scope.organization_id;
    let random = app.random.clone();
    let event =
        audit::Event::new(&app.random, now, organization, "account.changed", ("staff", id.0)).by(scope.staff_id).with(
            json!({ "role": change.role, "is_disabled": change.is_disabled, "department_ids": change.department_ids }),
        );
    app.db
        .write::<_, ChangeError, _>(move |transaction| {
            Box::pin(async move {
                let admins = store::lock_enabled_admins(transaction, organization).await?;
                let mut row = store::by_id(transaction, organization, id).await?.ok_or(ChangeError::NotFound)?;
                row.name = change.name.unwrap_or(row.name);
                row.role = change.role.unwrap_or(row.role);
                if let Some(is_disabled) = change.is_disabled {
                    row.disabled_at = is_disabled.then(|| row.disabled_at.unwrap_or(now));
                }
                let stays_admin = row.role == Role::Admin && row.disabled_at.is_none();
                if admins == [id] && !stays_admin {
                    return Err(ChangeError::LastAdmin);
                }
                store::update(transaction, &row).await?;
                if let Some(departments) = change.department_ids {
                    store::set_departments(transaction, &random, organization, id, &departments, now).await?;
                }
                if row.disabled_at.is_some() {
                    store::sessions::delete_of_person(transaction, organization, id, None).await?;
                }
                audit::store::append(transaction, vec![event]).await?;
                Ok(row)
            })
        })
        .await
}
