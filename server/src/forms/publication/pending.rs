//! The operational settings of a form as names and values, and a change of them that waits. One list says which settings
//! there are: the hash, the stored change and what an approver is shown all come from it.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Error, Value, json};

use crate::clock::Timestamp;
use crate::db::entity::form;

/// One setting that is to change. Times are microseconds, lists are JSON in a text, as the row holds them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingChange {
    /// The setting.
    pub setting: String,
    /// What it is now.
    pub from: Value,
    /// What it is to be.
    pub to: Value,
}

/// What a publication does besides making the draft live; stored as JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    /// The settings that change.
    pub changes: Vec<SettingChange>,
    /// Whether a closed form is opened again.
    pub opens: bool,
}

impl Pending {
    /// What leads from one row to the other.
    #[must_use]
    pub fn between(before: &form::Model, after: &form::Model, opens: bool) -> Self {
        let pairs = settings_of(before).into_iter().zip(settings_of(after));
        let changed = pairs.filter(|(before, after)| before.1 != after.1);
        let change = |((setting, from), (_, to)): ((&str, Value), (&str, Value))| SettingChange {
            setting: setting.to_owned(),
            from,
            to,
        };
        Self { changes: changed.map(change).collect(), opens }
    }

    /// Whether there is nothing to be done.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && !self.opens
    }

    /// Puts the changes into a row.
    ///
    /// # Errors
    /// When the stored change is not of this program.
    pub fn apply(&self, row: &mut form::Model) -> Result<(), Error> {
        self.changes.iter().try_for_each(|change| put(row, &change.setting, change.to.clone()))
    }
}

/// Every operational setting of a form with its value, always in the same order.
#[must_use]
pub fn settings_of(row: &form::Model) -> Vec<(&'static str, Value)> {
    vec![
        ("slug", json!(row.slug)),
        ("department_id", json!(row.department_id)),
        ("notification_emails", json!(row.notification_emails)),
        ("notification_mode", json!(row.notification_mode)),
        ("access", json!(row.access)),
        ("access_secret", json!(row.access_secret)),
        ("opens_at", json!(row.opens_at.map(Timestamp::micros))),
        ("closes_at", json!(row.closes_at.map(Timestamp::micros))),
        ("grace_seconds", json!(row.grace_seconds)),
        ("capacity", json!(row.capacity)),
        ("is_listed", json!(row.is_listed)),
        ("embed_origins", json!(row.embed_origins)),
        ("retention", json!(row.retention)),
        ("webhook_url", json!(row.webhook_url)),
    ]
}

fn put(row: &mut form::Model, setting: &str, to: Value) -> Result<(), Error> {
    fn read<T: DeserializeOwned>(value: Value) -> Result<T, Error> {
        serde_json::from_value(value)
    }
    let instant = |value| Ok::<_, Error>(read::<Option<i64>>(value)?.map(Timestamp::from_micros));
    match setting {
        "slug" => row.slug = read(to)?,
        "department_id" => row.department_id = read(to)?,
        "notification_emails" => row.notification_emails = read(to)?,
        "notification_mode" => row.notification_mode = read(to)?,
        "access" => row.access = read(to)?,
        "access_secret" => row.access_secret = read(to)?,
        "opens_at" => row.opens_at = instant(to)?,
        "closes_at" => row.closes_at = instant(to)?,
        "grace_seconds" => row.grace_seconds = read(to)?,
        "capacity" => row.capacity = read(to)?,
        "is_listed" => row.is_listed = read(to)?,
        "embed_origins" => row.embed_origins = read(to)?,
        "retention" => row.retention = read(to)?,
        "webhook_url" => row.webhook_url = read(to)?,
        other => return Err(serde::de::Error::custom(format!("there is no setting {other:?}"))),
    }
    Ok(())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::clock::Clock;
    use crate::db::entity::values::{Access, FormState, NotificationMode, Retention};
    use crate::ids::{DepartmentId, FormId, OrganizationId, Random};

    /// A form that was published and is open, with every setting at its beginning.
    pub(in crate::forms::publication) fn row() -> form::Model {
        let (random, now) = (Random::system(), Clock::fixed(Timestamp::from_micros(1)).now());
        form::Model {
            id: FormId::new(&random, now),
            organization_id: OrganizationId::new(&random, now),
            department_id: DepartmentId::new(&random, now),
            slug: "trial".to_owned(),
            title: "試し".to_owned(),
            state: FormState::Open,
            draft_document: "{}".to_owned(),
            draft_revision: 3,
            draft_saved_at: now,
            draft_saved_by: None,
            published_version_id: Some(crate::ids::VersionId::new(&random, now)),
            published_revision: Some(2),
            previewed_revision: None,
            tested_revision: None,
            notification_emails: "[]".to_owned(),
            opens_at: None,
            closes_at: Some(Timestamp::from_micros(9_000_000)),
            capacity: None,
            accepted: 0,
            is_listed: true,
            embed_origins: "[]".to_owned(),
            wrapped_key: Vec::new(),
            created_at: now,
            updated_at: now,
            access: Access::Public,
            access_secret: None,
            grace_seconds: 0,
            notification_mode: NotificationMode::AtOnce,
            digest_sent_at: None,
            retention: None,
            origin: None,
            archived_at: None,
            webhook_url: None,
            webhook_secrets: None,
        }
    }

    /// The same form with every setting changed.
    fn changed(before: &form::Model) -> form::Model {
        form::Model {
            department_id: DepartmentId::new(&Random::system(), before.created_at),
            slug: "other".to_owned(),
            notification_emails: r#"["kakari@example.jp"]"#.to_owned(),
            notification_mode: NotificationMode::Daily,
            access: Access::Password,
            access_secret: Some("secret".to_owned()),
            opens_at: Some(Timestamp::from_micros(2)),
            closes_at: None,
            grace_seconds: 60,
            capacity: Some(5),
            is_listed: false,
            embed_origins: r#"["https://www.example.jp"]"#.to_owned(),
            retention: Some(Retention::FiveYears),
            webhook_url: Some("https://hooks.example.jp/".to_owned()),
            ..before.clone()
        }
    }

    #[test]
    fn every_setting_survives_being_stored() {
        let before = row();
        let after = changed(&before);
        let pending = Pending::between(&before, &after, false);
        assert_eq!(pending.changes.len(), settings_of(&before).len(), "the trial changes every setting");
        let stored = serde_json::to_string(&pending).unwrap();
        let mut row = before;
        serde_json::from_str::<Pending>(&stored).unwrap().apply(&mut row).unwrap();
        assert_eq!(row, after);
    }

    #[test]
    fn the_same_row_has_nothing_pending() {
        let row = row();
        assert!(Pending::between(&row, &row, false).changes.is_empty());
        assert!(Pending::default().is_empty());
        assert!(!Pending { opens: true, ..Pending::default() }.is_empty());
    }

    #[test]
    fn a_setting_of_another_program_is_refused() {
        let change = SettingChange { setting: "colour".to_owned(), from: Value::Null, to: json!("red") };
        assert!(Pending { changes: vec![change], opens: false }.apply(&mut row()).is_err());
    }
}
