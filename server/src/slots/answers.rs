//! What a browser or a machine says about a slot is never believed: only the identifier is read, and the whole slot as the
//! calendar has it is put in its place before the form engine looks. Every way in goes through here.

use madoguchi_schema::{PublishedForm, RawAnswers};
use serde_json::{Value, json};

use super::booking::slot_field;
use crate::app::App;
use crate::db::DbErr;
use crate::ids::{OrganizationId, SlotId};

/// Puts the whole slot in the place of what was sent. A slot the calendar does not have stays as its identifier alone,
/// which the form engine refuses; what names no slot stays as it is.
///
/// # Errors
/// The database's, when the calendar is not in memory yet.
pub async fn settle(
    app: &App,
    organization: OrganizationId,
    form: &PublishedForm,
    raw: &mut RawAnswers,
) -> Result<(), DbErr> {
    let Some((name, key, _)) = slot_field(form) else { return Ok(()) };
    let Some(claimed) = raw.0.get(name).and_then(named) else { return Ok(()) };
    let calendar = app.slots.snapshot(app, organization, key).await?;
    let whole = calendar.and_then(|calendar| {
        let slot = calendar.slot(claimed.parse::<SlotId>().ok()?)?;
        Some(calendar.answer(slot))
    });
    raw.0.insert(name.to_owned(), whole.unwrap_or_else(|| json!({ "slot": claimed })));
    Ok(())
}

/// The identifier in what was sent.
fn named(raw: &Value) -> Option<String> {
    let text = match raw {
        Value::Object(members) => members.get("slot")?.as_str()?,
        other => other.as_str()?,
    };
    Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned)
}
