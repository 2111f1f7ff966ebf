//! What a signed-in person may reach. A handler gets a [`Scope`] from an extractor that demands a role, and store
//! functions for staff take it: a query beyond the person's departments cannot be written by accident.

use crate::db::DbErr;

use super::store;
use crate::app::App;
use crate::db::entity::values::Role;
use crate::ids::{DepartmentId, OrganizationId, StaffId};

/// A signed-in person's reach.
#[derive(Clone, Debug)]
pub struct Scope {
    /// Their organization.
    pub organization_id: OrganizationId,
    /// Who they are.
    pub staff_id: StaffId,
    /// Their name, for notes and conflict messages.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// The departments they belong to (enabled ones).
    pub department_ids: Vec<DepartmentId>,
}

impl Scope {
    /// Whether the person may do what needs `role`.
    #[must_use]
    pub fn may(&self, role: Role) -> bool {
        self.role >= role
    }

    /// The departments the person is limited to; `None` for an administrator, who reaches all.
    #[must_use]
    pub fn limited_to(&self) -> Option<&[DepartmentId]> {
        (self.role != Role::Admin).then_some(self.department_ids.as_slice())
    }

    /// Whether the person reaches this department's forms and cases.
    #[must_use]
    pub fn reaches(&self, department: DepartmentId) -> bool {
        self.limited_to().is_none_or(|departments| departments.contains(&department))
    }
}

/// What this person may reach now; `None` when the account is disabled or gone. Read for every request: a change of role
/// or department is effective at once.
///
/// # Errors
/// The database's.
pub async fn load(app: &App, organization_id: OrganizationId, person: StaffId) -> Result<Option<Scope>, DbErr> {
    let Some(account) = store::by_id(app.db.read(), organization_id, person).await? else { return Ok(None) };
    if account.disabled_at.is_some() {
        return Ok(None);
    }
    let departments = store::departments(app.db.read(), organization_id).await?;
    let memberships = store::memberships(app.db.read(), organization_id, Some(person)).await?;
    let is_enabled = |id: &DepartmentId| departments.iter().any(|row| row.id == *id && row.disabled_at.is_none());
    Ok(Some(Scope {
        organization_id,
        staff_id: person,
        name: account.name,
        role: account.role,
        department_ids: memberships.into_iter().map(|(_, department)| department).filter(is_enabled).collect(),
    }))
}
