//! The answers of a case whose appointment is another one now. What the form calculates from the slot (a fee, the day by
//! which to bring something) goes with it. All else that was sent stays as it was received: what is calculated from other
//! answers or from the day of receipt does not change because of a move.

use jiff::civil::Date;
use madoguchi_schema::{PublishedForm, RawAnswers};
use serde_json::{Map, Value};

use super::booking::slot_field;

/// The answers with this slot, and with what is calculated from it. `received_on` is the day that calculations saw.
pub(super) fn with_slot(
    form: &PublishedForm,
    answers: &Map<String, Value>,
    slot: Value,
    received_on: Date,
) -> Map<String, Value> {
    let Some((name, ..)) = slot_field(form) else { return answers.clone() };
    let mut moved = answers.clone();
    moved.insert(name.to_owned(), slot);
    // Compared with the same answers before: nothing but the slot makes a difference between the two.
    let decide = |answers: &Map<String, Value>| form.evaluate(&RawAnswers(answers.clone()), received_on).answers;
    let (before, after) = (decide(answers), decide(&moved));
    for field in form.fields() {
        let (old, new) = (before.get(field.name()), after.get(field.name()));
        if old == new {
            continue;
        }
        if field.is_calculated() {
            put(&mut moved, field.name(), new);
        } else if let (Some(group), Some(new)) = (field.group(), new) {
            let members = group.fields().filter(|member| member.is_calculated()).map(|member| member.name());
            take_over(moved.get_mut(field.name()), new, &members.collect::<Vec<_>>());
        }
    }
    moved
}

/// Calculated members of the rows of a group.
fn take_over(rows: Option<&mut Value>, new: &Value, members: &[&str]) {
    let (Some(Value::Array(rows)), Value::Array(new)) = (rows, new) else { return };
    if rows.len() != new.len() {
        return;
    }
    for (row, new) in rows.iter_mut().zip(new) {
        let (Value::Object(row), Value::Object(new)) = (row, new) else { continue };
        for member in members {
            put(row, member, new.get(*member));
        }
    }
}

fn put(answers: &mut Map<String, Value>, name: &str, value: Option<&Value>) {
    match value {
        Some(value) => answers.insert(name.to_owned(), value.clone()),
        None => answers.remove(name),
    };
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_calculated_from_the_slot_goes_with_it_and_nothing_else() {
        let form = madoguchi_schema::publish(json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema", "x-language": 3, "type": "object", "title": "予約",
            "properties": {
                "visit": { "type": "object", "title": "日時", "x-kind": "slot", "x-slots": "hall" },
                "name": { "type": "string", "title": "氏名", "x-kind": "shortText" },
                "where": { "type": "string", "title": "会場", "x-kind": "shortText", "x-value": "visit.place" },
                "who": { "type": "string", "title": "名札", "x-kind": "shortText", "x-value": "name" }
            },
            "required": ["visit"]
        }))
        .unwrap();
        let at = |place: &str| {
            json!({ "slot": "slt_00000000000070008000000000000001", "place": place,
                "start": "2026-12-01T09:00:00+09:00", "end": "2026-12-01T09:30:00+09:00" })
        };
        let Value::Object(answers) =
            json!({ "visit": at("中央公民館"), "name": "見本", "where": "中央公民館", "who": "受付のときの名札" })
        else {
            unreachable!()
        };
        let moved = with_slot(&form, &answers, at("北公民館"), date(2026, 11, 20));
        assert_eq!((&moved["where"], &moved["visit"]), (&json!("北公民館"), &at("北公民館")));
        assert_eq!((&moved["name"], &moved["who"]), (&json!("見本"), &json!("受付のときの名札")));
    }
}
