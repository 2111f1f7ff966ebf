//! What stands against publishing a form with appointments: its calendar is not there, or wants one appointment for each
//! answer to a question that not everybody answers.

use madoguchi_schema::{Problem, Severity};
use serde_json::{Map, Value, json};

use super::booking::slot_field;
use super::store;
use crate::app::App;
use crate::db::DbErr;
use crate::ids::OrganizationId;

/// The problems of a document's appointments: `calendarUnknown` and `calendarKeyNotAsked`. A document that has problems of
/// its own is not looked at for the second.
///
/// # Errors
/// The database's.
pub async fn problems(app: &App, organization: OrganizationId, document: &Value) -> Result<Vec<Problem>, DbErr> {
    let Some((name, key)) = named(document) else { return Ok(Vec::new()) };
    let at = format!("/properties/{}/x-slots", name.replace('~', "~0").replace('/', "~1"));
    let Some(calendar) = store::by_key(app.db.read(), organization, key).await? else {
        return Ok(vec![problem("calendarUnknown", at, ("calendar", key))]);
    };
    let Some(field) = calendar.one_per_field else { return Ok(Vec::new()) };
    let is_asked = is_always_asked(document, &field);
    Ok(if is_asked { Vec::new() } else { vec![problem("calendarKeyNotAsked", at, ("field", &field))] })
}

fn problem(code: &'static str, at: String, (name, value): (&str, &str)) -> Problem {
    let params = Map::from_iter([(name.to_owned(), json!(value))]);
    Problem { severity: Severity::Error, code, at, params, suggestion: None }
}

/// The first field of kind `slot` and the key of its calendar.
pub(super) fn named(document: &Value) -> Option<(&str, &str)> {
    let mut fields = document.get("properties")?.as_object()?.iter();
    fields.find_map(|(name, field)| {
        let is_slot = field.get("x-kind").is_some_and(|kind| kind == "slot");
        is_slot.then(|| Some((name.as_str(), field.get("x-slots")?.as_str()?))).flatten()
    })
}

/// Whether everybody answers this field, with a text or a whole number: else nothing would be told apart by it.
fn is_always_asked(document: &Value, field: &str) -> bool {
    let Ok(form) = madoguchi_schema::publish(document.clone()) else { return true };
    debug_assert!(slot_field(&form).is_some());
    let kind = document.pointer("/properties").and_then(|fields| fields.get(field)?.get("type")?.as_str());
    let is_told_apart = matches!(kind, Some("string" | "integer"));
    is_told_apart && form.field(field).is_some_and(madoguchi_schema::Field::always_required)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_always_asked_and_a_text_or_a_whole_number() {
        let document = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema", "x-language": 3, "type": "object", "title": "予約",
            "properties": {
                "visit": { "type": "object", "title": "日時", "x-kind": "slot", "x-slots": "hall" },
                "ticket": { "type": "integer", "title": "番号" },
                "phone": { "type": "string", "title": "電話番号", "x-kind": "phone" },
                "memo": { "type": "string", "title": "メモ" }
            },
            "required": ["visit", "ticket", "phone"]
        });
        assert_eq!(named(&document), Some(("visit", "hall")));
        assert!(is_always_asked(&document, "ticket") && is_always_asked(&document, "phone"));
        assert!(!is_always_asked(&document, "memo") && !is_always_asked(&document, "visit"));
        assert!(!is_always_asked(&document, "nothing"));
    }
}
