//! The audit log: who did what to which object and when. It holds identifiers and words, never answers.

pub mod store;
pub mod sweep;

use serde_json::Value;
use uuid::Uuid;

use crate::clock::Timestamp;
use crate::ids::{AuditEventId, OrganizationId, Random, StaffId};

/// One line, written in the transaction of what it tells.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its identifier.
    pub id: AuditEventId,
    /// Whose log.
    pub organization_id: OrganizationId,
    /// When.
    pub happened_at: Timestamp,
    /// Who; `None` is a resident or the program itself.
    pub staff_id: Option<StaffId>,
    /// What, as noun and past participle: `form.published`.
    pub action: &'static str,
    /// The kind of object.
    pub object_kind: &'static str,
    /// Which object.
    pub object_id: Option<Uuid>,
    /// Identifiers and settings that matter.
    pub detail: Value,
}

impl Event {
    /// A line about `object_id` with no detail and no member of staff.
    #[must_use]
    pub fn new(
        random: &Random,
        now: Timestamp,
        organization: OrganizationId,
        action: &'static str,
        object: (&'static str, Uuid),
    ) -> Self {
        Self {
            id: AuditEventId::new(random, now),
            organization_id: organization,
            happened_at: now,
            staff_id: None,
            action,
            object_kind: object.0,
            object_id: Some(object.1),
            detail: Value::Null,
        }
    }

    /// The same line, done by a member of staff.
    #[must_use]
    pub fn by(mut self, staff: StaffId) -> Self {
        self.staff_id = Some(staff);
        self
    }

    /// The same line with details.
    #[must_use]
    pub fn with(mut self, detail: Value) -> Self {
        self.detail = detail;
        self
    }
}
