//! The installation itself: its key, and the first organization, administrator and example form of an empty database.

use sea_orm::{ActiveValue::Set, DbErr, EntityTrait, PaginatorTrait};

use crate::app::App;
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::db::entity::values::Role;
use crate::db::entity::{department, installation, organization};
use crate::forms;
use crate::ids::{DepartmentId, OrganizationId, Random};
use crate::staff;
use crate::vault::{Vault, VaultError};

/// The one row's identifier.
const ROW: i32 = 1;
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
    let row = installation::Entity::find_by_id(ROW).one(db.read()).await?;
    let vault = Vault::open(&path, row.is_none(), random.clone())?;
    match row {
        Some(row) if row.key_fingerprint != vault.fingerprint() => {
            Err(VaultError::Wrong(path.display().to_string()).into())
        }
        Some(_) => Ok(vault),
        None => {
            let fingerprint = vault.fingerprint().to_owned();
            let created_at = clock.now();
            db.write::<_, DbErr, _>(move |transaction| {
                Box::pin(async move {
                    let row = installation::ActiveModel {
                        id: Set(ROW),
                        key_fingerprint: Set(fingerprint),
                        created_at: Set(created_at),
                    };
                    installation::Entity::insert(row).exec_without_returning(transaction).await?;
                    Ok(())
                })
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

/// Makes organization, department, administrator and example form when the database has no organization yet.
///
/// # Errors
/// The database's, or the example form's problems.
pub async fn bootstrap(app: &App) -> anyhow::Result<Option<FirstStart>> {
    if organization::Entity::find().count(app.db.read()).await? > 0 {
        return Ok(None);
    }
    let (organization_id, department_id) = first_organization(app).await?;
    let account = staff::accounts::NewAccount {
        email: app.config.admin_email.clone(),
        name: "管理者".to_owned(),
        role: Role::Admin,
        department_ids: vec![department_id],
    };
    let password = staff::password::generate(&app.random);
    staff::accounts::add(app, organization_id, None, account, &password).await?;
    if app.config.example_form {
        forms::import::example(app, organization_id, department_id, EXAMPLE_TEMPLATE).await?;
    }
    Ok(Some(FirstStart { admin_email: app.config.admin_email.clone(), admin_password: password }))
}

async fn first_organization(app: &App) -> Result<(OrganizationId, DepartmentId), DbErr> {
    let now = app.clock.now();
    let organization_id = OrganizationId::new(&app.random, now);
    let department_id = DepartmentId::new(&app.random, now);
    let organization = organization::ActiveModel {
        id: Set(organization_id),
        name: Set(app.config.organization_name.clone()),
        base_url: Set(app.config.base_url.clone()),
        time_zone: Set(app.config.time_zone.clone()),
        created_at: Set(now),
    };
    let department = department::ActiveModel {
        id: Set(department_id),
        organization_id: Set(organization_id),
        name: Set(FIRST_DEPARTMENT.to_owned()),
        notification_email: Set(Some(app.config.admin_email.clone())),
        disabled_at: Set(None),
        created_at: Set(now),
    };
    app.db
        .write::<_, DbErr, _>(move |transaction| {
            Box::pin(async move {
                organization::Entity::insert(organization).exec_without_returning(transaction).await?;
                department::Entity::insert(department).exec_without_returning(transaction).await?;
                Ok(())
            })
        })
        .await?;
    Ok((organization_id, department_id))
}
