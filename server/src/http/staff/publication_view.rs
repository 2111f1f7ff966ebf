//! A requested or planned publication as staff see it.

use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::app::App;
use crate::clock::Timestamp;
use crate::db::entity::values::{PublicationState, Role};
use crate::forms::publication::VoidReason;
use crate::forms::publication::live::pending_of;
use crate::forms::publication::pending::SettingChange;
use crate::forms::store::publications::{self, Publication};
use crate::http::error::ApiError;
use crate::ids::{FormId, PublicationId, StaffId};
use crate::staff::scope::Scope;
use crate::staff::store;

/// A setting that changes with a publication.
#[derive(Serialize, ToSchema)]
pub struct SettingChangeResponse {
    /// Which, by its name in the form's settings; `access_secret` for a password or a secret link.
    pub setting: String,
    /// What it is now; of secrets nothing.
    #[schema(value_type = Object)]
    pub from: Value,
    /// What it is to be; of secrets nothing.
    #[schema(value_type = Object)]
    pub to: Value,
}

/// A publication.
#[derive(Serialize, ToSchema)]
pub struct PublicationResponse {
    /// Its identifier.
    pub id: PublicationId,
    /// Of which form.
    pub form_id: FormId,
    /// The title of the form's draft.
    pub form_title: String,
    /// Where it stands.
    pub state: PublicationState,
    /// The draft that becomes live, by its revision; null when only settings change.
    pub revision: Option<i64>,
    /// The settings that change with it.
    pub changes: Vec<SettingChangeResponse>,
    /// Whether a closed form is opened again.
    pub opens: bool,
    /// What is fixed: to be named when it is approved.
    pub hash: String,
    /// When it becomes live; null is as soon as it is approved.
    pub publish_at: Option<Timestamp>,
    /// Words for whoever approves.
    pub note: Option<String>,
    /// The name of who asked.
    pub requested_by: Option<String>,
    /// When.
    pub requested_at: Timestamp,
    /// The name of who approved, refused, or made it void.
    pub decided_by: Option<String>,
    /// When.
    pub decided_at: Option<Timestamp>,
    /// Why it was refused, in words; why it is void, as a code (`draft-changed`, `settings-changed`, `closed`, `withdrawn`,
    /// `published`, `four-eyes`, `unfit`).
    pub reason: Option<String>,
    /// Whether this person asked for it.
    pub is_mine: bool,
    /// Whether this person may approve or refuse it.
    pub can_approve: bool,
}

/// Publications with the titles of their forms, completed by names.
pub(super) async fn views(
    app: &App,
    scope: &Scope,
    rows: Vec<(Publication, String)>,
) -> Result<Vec<PublicationResponse>, ApiError> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let (db, organization) = (app.db.read(), scope.organization_id);
    let people = rows.iter().flat_map(|(row, _)| std::iter::once(row.requested_by).chain(row.decided_by)).collect();
    let names = store::names(db, organization, people).await?;
    let departments = store::departments(db, organization).await?;
    let name_of = |id: StaffId| names.iter().find(|(known, _)| *known == id).map(|(_, name)| name.clone());
    let department_of = |id: &Value| {
        departments.iter().find(|row| Some(row.id.to_string().as_str()) == id.as_str()).map(|row| row.name.clone())
    };
    let view = |(row, form_title): (Publication, String)| {
        let pending = pending_of(&row)?;
        let is_mine = row.requested_by == scope.staff_id;
        let shown = |change: SettingChange| SettingChangeResponse {
            from: shown(&change.setting, change.from, department_of),
            to: shown(&change.setting, change.to, department_of),
            setting: change.setting,
        };
        Ok(PublicationResponse {
            id: row.id,
            form_id: row.form_id,
            form_title,
            state: row.state,
            revision: row.revision,
            changes: pending.changes.into_iter().map(shown).collect(),
            opens: pending.opens,
            hash: row.hash,
            publish_at: row.publish_at,
            note: row.note,
            requested_by: name_of(row.requested_by),
            requested_at: row.requested_at,
            decided_by: row.decided_by.and_then(name_of),
            decided_at: row.decided_at,
            reason: row.reason,
            is_mine,
            can_approve: row.state == PublicationState::Requested && !is_mine && scope.may(Role::Editor),
        })
    };
    rows.into_iter().map(view).collect()
}

/// The publication of a form that matters now: the one that waits, or the last that came to nothing since the form last
/// became live.
pub(super) async fn current(
    app: &App,
    scope: &Scope,
    (form, title): (FormId, String),
    published_at: Option<Timestamp>,
) -> Result<Option<PublicationResponse>, ApiError> {
    let (db, organization) = (app.db.read(), scope.organization_id);
    let row = match publications::open_of(db, organization, form).await? {
        None => publications::last_of(db, organization, form).await?,
        open => open,
    };
    let Some(row) = row else { return Ok(None) };
    let is_news = row.decided_at.is_some_and(|at| published_at.is_none_or(|published| at >= published));
    let is_told = match row.state {
        PublicationState::Requested | PublicationState::Planned => true,
        PublicationState::Refused => is_news,
        PublicationState::Void => is_news && row.reason.as_deref().is_none_or(is_told),
        PublicationState::Published => false,
    };
    if !is_told {
        return Ok(None);
    }
    Ok(views(app, scope, vec![(row, title)]).await?.pop())
}

/// What people did on purpose is no news to them.
fn is_told(reason: &str) -> bool {
    ![VoidReason::Withdrawn, VoidReason::Published].map(VoidReason::as_str).contains(&reason)
}

/// A stored value as people and programs outside know it.
fn shown(setting: &str, value: Value, department_of: impl Fn(&Value) -> Option<String>) -> Value {
    match setting {
        "access_secret" => Value::Null,
        "opens_at" | "closes_at" => json!(value.as_i64().map(Timestamp::from_micros)),
        "notification_emails" | "embed_origins" => {
            value.as_str().and_then(|text| serde_json::from_str(text).ok()).unwrap_or(value)
        }
        // The address may hold a secret of the other side: only where it leads.
        "webhook_url" => {
            json!(value.as_str().and_then(|url| url::Url::parse(url).ok()?.host_str().map(str::to_owned)))
        }
        "department_id" => json!(department_of(&value)),
        _ => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_not_shown() {
        let nobody = |_: &Value| None;
        assert_eq!(shown("access_secret", json!("hunter2"), nobody), Value::Null);
        assert_eq!(shown("opens_at", json!(0), nobody), json!("1970-01-01T00:00:00Z"));
        assert_eq!(shown("closes_at", Value::Null, nobody), Value::Null);
        assert_eq!(shown("notification_emails", json!("[\"a@example.jp\"]"), nobody), json!(["a@example.jp"]));
        assert_eq!(shown("department_id", json!("dept_1"), |_| Some("見本課".to_owned())), json!("見本課"));
        assert_eq!(shown("capacity", json!(5), nobody), json!(5));
    }
}
