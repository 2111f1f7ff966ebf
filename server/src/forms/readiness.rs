//! What is still to be done before a form goes to residents, computed from what is there: nobody ticks a box that is not
//! true. After GOV.UK Forms' task list.

use madoguchi_schema::{Severity, lint, upgrade};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::images::check;
use super::publication::hash::hash;
use super::publication::pending::Pending;
use super::store;
use crate::app::App;
use crate::db::DbErr;
use crate::db::entity::form;
use crate::slots;
use crate::staff;

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Task {
    /// Which: `problems`, `privacy-notice`, `contact`, `next-steps`, `notification`, `preview`, `test`, or
    /// `calendar` where there are appointments.
    pub code: &'static str,
    /// Whether it is done for the draft as it is now.
    pub is_done: bool,
    /// Whether nothing can be published before.
    pub is_required: bool,
}

/// How far a form is.
#[derive(Clone, Debug)]
pub struct Readiness {
    /// The hash that a publication of the draft as it is would fix.
    pub hash: String,
    /// What there is to do, in the order in which people do it.
    pub tasks: Vec<Task>,
}

/// How far this form is.
///
/// # Errors
/// The database's.
pub async fn of(app: &App, row: &form::Model) -> Result<Readiness, DbErr> {
    let damaged = |error: serde_json::Error| DbErr::Custom(format!("a stored draft cannot be read: {error}"));
    let stored: Value = serde_json::from_str(&row.draft_document).map_err(damaged)?;
    // Erasing a test does not undo it.
    let is_tested = row.tested_revision == Some(row.draft_revision)
        || store::readiness::is_tested(app.db.read(), row.organization_id, row.id, row.draft_revision).await?;
    let is_previewed = row.previewed_revision == Some(row.draft_revision);
    let has_recipient = has_recipient(app, row).await?;
    let mut tasks = in_document(&upgrade(&stored));
    if !check::is_complete(app, row.organization_id, row.id, &stored).await? {
        tasks.iter_mut().filter(|task| task.code == "problems").for_each(|task| task.is_done = false);
    }
    let optional = |code, is_done| Task { code, is_done, is_required: false };
    tasks.extend([optional("notification", has_recipient), optional("preview", is_previewed)]);
    tasks.push(optional("test", is_tested));
    if let Some(key) = calendar_of(&stored) {
        let calendar = slots::store::by_key(app.db.read(), row.organization_id, key).await?;
        tasks.push(optional("calendar", calendar.is_some()));
    }
    Ok(Readiness { hash: hash(row, true, &Pending::default()).map_err(damaged)?, tasks })
}

/// Notes that somebody has looked at the preview of the draft as it is.
///
/// # Errors
/// The database's.
pub async fn previewed(app: &App, row: &form::Model) -> Result<(), DbErr> {
    if row.previewed_revision == Some(row.draft_revision) {
        return Ok(());
    }
    let (organization, form, revision) = (row.organization_id, row.id, row.draft_revision);
    app.db
        .write::<_, DbErr, _>(move |transaction| {
            Box::pin(async move { store::readiness::set_previewed(transaction, organization, form, revision).await })
        })
        .await
}

/// What the document itself tells.
fn in_document(document: &Value) -> Vec<Task> {
    let text =
        |pointer: &str| document.pointer(pointer).and_then(Value::as_str).is_some_and(|text| !text.trim().is_empty());
    let contact = ["name", "phone", "email"].iter().any(|part| text(&format!("/x-settings/contact/{part}")));
    let has_errors = lint(document).iter().any(|problem| problem.severity == Severity::Error);
    vec![
        Task { code: "problems", is_done: !has_errors, is_required: true },
        Task { code: "privacy-notice", is_done: text("/x-settings/privacyNotice"), is_required: false },
        Task { code: "contact", is_done: contact, is_required: false },
        Task { code: "next-steps", is_done: text("/x-settings/nextSteps"), is_required: false },
    ]
}

/// The calendar that a form's appointments are of: without it nobody can pick one.
fn calendar_of(document: &Value) -> Option<&str> {
    let fields = document.get("properties")?.as_object()?;
    let slot = fields.values().find(|field| field.get("x-kind").is_some_and(|kind| kind == "slot"))?;
    slot.get("x-slots")?.as_str()
}

/// Whether anybody is told when something comes in.
async fn has_recipient(app: &App, row: &form::Model) -> Result<bool, DbErr> {
    if row.notification_emails != "[]" {
        return Ok(true);
    }
    let department = staff::store::department(app.db.read(), row.organization_id, row.department_id).await?;
    Ok(department.is_some_and(|department| department.notification_email.is_some()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn done(document: &Value) -> Vec<&'static str> {
        in_document(document).into_iter().filter(|task| task.is_done).map(|task| task.code).collect()
    }

    #[test]
    fn an_empty_form_has_everything_to_do() {
        let document = crate::forms::create::empty_document("試し");
        assert_eq!(in_document(&document).len(), 4);
        assert!(!done(&document).contains(&"privacy-notice"));
        assert!(!done(&document).contains(&"next-steps"));
    }

    #[test]
    fn white_space_is_no_text() {
        let mut document = crate::forms::create::empty_document("試し");
        document["x-settings"] =
            json!({ "privacyNotice": " ", "nextSteps": "審査します。", "contact": { "phone": "" } });
        assert!(!done(&document).contains(&"privacy-notice"));
        assert!(!done(&document).contains(&"contact"));
        assert!(done(&document).contains(&"next-steps"));
        document["x-settings"]["contact"] = json!({ "name": "見本課" });
        assert!(done(&document).contains(&"contact"));
    }
}
