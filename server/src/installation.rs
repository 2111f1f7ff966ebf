//! The installation itself: its key, and the first organization, administrator and example form of an empty database.

mod store;

use anyhow::Context;

use crate::app::App;
use crate::clock::Clock;
use crate::config::Config;
use crate::db::entity::values::{FormState, Role};
use crate::db::{Db, DbErr};
use crate::forms;
use crate::ids::{DepartmentId, OrganizationId, Random};
use crate::staff;
use crate::vault::{Vault, VaultError};

/// Name of the first department; an administrator renames it.
const FIRST_DEPARTMENT: &str = "総務課";
/// The template that is published at the first start.
pub const EXAMPLE_TEMPLATE: &str = "vaccine-booking";

/// Opens the vault this database is sealed with. Only an empty database may get a new key.
///
/// # Errors
/// When the key is missing, damaged or another installation's.
pub async fn open_vault(
    db: &Db,
    config: &Config,
    clock: &Clock,
    random: &Random,
) -> Result<Vault, crate::app::StartError> {
    let path = config.key_file();
    let remembered = store::key_fingerprint(db.read()).await?;
    let vault = Vault::open(&path, remembered.is_none(), random.clone())?;
    match remembered {
        Some(remembered) if remembered != vault.fingerprint() => {
            Err(VaultError::Wrong(path.display().to_string()).into())
        }
        Some(_) => Ok(vault),
        None => {
            let fingerprint = vault.fingerprint().to_owned();
            let created_at = clock.now();
            db.write::<_, DbErr, _>(move |transaction| {
                Box::pin(async move { store::remember_key(transaction, fingerprint, created_at).await })
            })
            .await?;
            Ok(vault)
        }
    }
}

/// What the first start made; the password is shown once and kept nowhere.
pub struct FirstStart {
    /// Sign-in address of the administrator.
    pub admin_email: String,
    /// The generated password.
    pub admin_password: String,
}

/// Makes organization, department, example form and administrator when there is no staff account at all. The administrator
/// comes last: as long as there is none, a start that was interrupted is taken up again where it ended.
///
/// # Errors
/// The database's, or the example form's problems.
pub async fn bootstrap(app: &App) -> anyhow::Result<Option<FirstStart>> {
    if store::has_staff(app.db.read()).await? {
        return Ok(None);
    }
    let (organization_id, department_id) = match existing_organization(app).await? {
        Some(found) => found,
        None => first_organization(app).await?,
    };
    if app.config.example_form {
        publish_example(app, organization_id, department_id).await?;
    }
    let account = staff::accounts::NewAccount {
        email: app.config.admin_email.clone(),
        name: "管理者".to_owned(),
        role: Role::Admin,
        department_ids: vec![department_id],
    };
    let password = staff::password::generate(&app.random);
    staff::accounts::add(app, organization_id, None, account, &password).await?;
    Ok(Some(FirstStart { admin_email: app.config.admin_email.clone(), admin_password: password }))
}

/// Organization and department are written together: either both are there or neither.
async fn existing_organization(app: &App) -> anyhow::Result<Option<(OrganizationId, DepartmentId)>> {
    let Some(organization) = app.organizations.all(&app.db).await?.first().cloned() else { return Ok(None) };
    let departments = staff::store::departments(app.db.read(), organization.id).await?;
    let first = departments.first().context("the organization has no department")?;
    Ok(Some((organization.id, first.id)))
}

async fn publish_example(app: &App, organization: OrganizationId, department: DepartmentId) -> anyhow::Result<()> {
    let row = forms::store::by_slug(app.db.read(), organization, EXAMPLE_TEMPLATE).await?;
    match row {
        Some(row) if row.published_version_id.is_some() => Ok(()),
        _ => forms::import::example(app, organization, department, EXAMPLE_TEMPLATE).await,
    }
}

/// Where the example form can be seen, while it is open.
///
/// # Errors
/// The database's.
pub async fn example_url(app: &App) -> Result<Option<String>, DbErr> {
    let all = app.organizations.all(&app.db).await?;
    let Some(organization) = all.first() else { return Ok(None) };
    let row = forms::store::by_slug(app.db.read(), organization.id, EXAMPLE_TEMPLATE).await?;
    Ok(row.filter(|row| row.state == FormState::Open).map(|row| organization.form_url(&row.slug)))
}

async fn first_organization(app: &App) -> Result<(OrganizationId, DepartmentId), DbErr> {
    let now = app.clock.now();
    let organization_id = OrganizationId::new(&app.random, now);
    let department_id = DepartmentId::new(&app.random, now);
    let first = store::First {
        organization_id,
        department_id,
        organization_name: app.config.organization_name.clone(),
        base_url: app.config.base_url.clone(),
        time_zone: app.config.time_zone.clone(),
        department_name: FIRST_DEPARTMENT,
        notification_email: app.config.admin_email.clone(),
        created_at: now,
    };
    app.db
        .write::<_, DbErr, _>(move |transaction| Box::pin(async move { store::insert_first(transaction, first).await }))
        .await?;
    Ok((organization_id, department_id))
}
