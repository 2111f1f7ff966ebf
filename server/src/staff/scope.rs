//! What a signed-in person may reach. A handler gets a [`Scope`] from an extractor that demands a role, and store
//! functions for staff take it: a query beyond the person's departments cannot be written by accident.

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
