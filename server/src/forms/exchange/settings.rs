//! The operational settings that travel with a form: what says how the procedure works. Addresses of staff, departments,
//! periods, secrets and web sites belong to one office and stay there.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::db::entity::form;
use crate::db::entity::values::{Access, NotificationMode, Retention};
use crate::forms::settings::MAX_CAPACITY;

/// Settings that hold nothing personal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SharedSettings {
    /// Who may open the form.
    #[serde(default)]
    pub access: Access,
    /// How many submissions are taken in all.
    #[serde(default)]
    pub capacity: Option<i64>,
    /// How long somebody who is filling it in may still send it after the end of the period.
    #[serde(default)]
    pub grace_seconds: i64,
    /// Whether the portal lists the form.
    #[serde(default = "listed")]
    pub is_listed: bool,
    /// When staff are told of new cases.
    #[serde(default)]
    pub notification_mode: NotificationMode,
    /// How long cases are kept.
    #[serde(default)]
    pub retention: Option<Retention>,
}

/// A day: a longer grace is another period.
const MAX_GRACE_SECONDS: i64 = 86_400;

const fn listed() -> bool {
    true
}

impl Default for SharedSettings {
    fn default() -> Self {
        Self {
            access: Access::Public,
            capacity: None,
            grace_seconds: 0,
            is_listed: true,
            notification_mode: NotificationMode::AtOnce,
            retention: None,
        }
    }
}

impl SharedSettings {
    /// Those of a form.
    #[must_use]
    pub fn of(form: &form::Model) -> Self {
        Self {
            access: form.access,
            capacity: form.capacity,
            grace_seconds: form.grace_seconds,
            is_listed: form.is_listed,
            notification_mode: form.notification_mode,
            retention: form.retention,
        }
    }

    /// Whether every value is one that a form can have.
    #[must_use]
    pub fn are_possible(&self) -> bool {
        self.capacity.is_none_or(|capacity| (1..=MAX_CAPACITY).contains(&capacity))
            && (0..=MAX_GRACE_SECONDS).contains(&self.grace_seconds)
    }

    /// Whether access hangs on a secret, which no file holds.
    #[must_use]
    pub fn need_a_secret(&self) -> bool {
        matches!(self.access, Access::Link | Access::Password)
    }

    /// Who may open a form that begins with these: where a secret would be needed, nobody but staff until somebody decides.
    #[must_use]
    pub fn first_access(&self) -> Access {
        if self.need_a_secret() { Access::Staff } else { self.access }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_form_behind_a_secret_does_not_become_public() {
        for (access, first) in [
            (Access::Public, Access::Public),
            (Access::Staff, Access::Staff),
            (Access::Link, Access::Staff),
            (Access::Password, Access::Staff),
        ] {
            assert_eq!(SharedSettings { access, ..SharedSettings::default() }.first_access(), first);
        }
    }

    #[test]
    fn values_no_form_can_have_are_seen() {
        let read = |value| serde_json::from_value::<SharedSettings>(value);
        assert_eq!(read(json!({})).unwrap(), SharedSettings::default());
        for impossible in [
            json!({ "capacity": 0 }),
            json!({ "capacity": MAX_CAPACITY + 1 }),
            json!({ "grace_seconds": -1 }),
            json!({ "grace_seconds": MAX_GRACE_SECONDS + 1 }),
        ] {
            assert!(!read(impossible).unwrap().are_possible());
        }
        for wrong in [
            json!({ "notification_emails": ["a@example.jp"] }),
            json!({ "access": "everybody" }),
            json!({ "capacity": "10" }),
            json!("public"),
        ] {
            assert!(read(wrong).is_err());
        }
    }
}
