//! `slot`: an appointment from a calendar of places and times (予約枠). Which slots there are and which are free only the
//! server knows: it puts the whole slot in the place of whatever was sent, before the answers are read. Here it is an
//! object with the slot's identifier, its place and its two instants; anything less is refused.

use super::{Blueprint, Definition, Kind, Reading, holds_only, plain_text, without_emptiness};
use crate::display::Cell;
use crate::pointer;
use crate::problem::Problem;
use crate::widget::Widget;
use crate::word::{Say, Word};
use jiff::civil::DateTime;
use serde_json::{Map, Value, json};

pub const DEFINITION: Definition = Definition {
    keywords: &[CALENDAR, PERSONS],
    contribute,
    lint,
    ..Definition::of("object", |blueprint| {
        Box::new(Slot {
            calendar: blueprint.text(CALENDAR).unwrap_or_default().to_owned(),
            persons: blueprint.text(PERSONS).map(str::to_owned),
        })
    })
};

/// The calendar that the slots are of, by its key in the organization.
const CALENDAR: &str = "x-slots";
/// The field that says how many people come.
const PERSONS: &str = "x-persons";
/// What a calendar's key looks like: like the address of a form.
const LONGEST_KEY: usize = 64;

/// The members and their columns; the identifier means nothing to people.
const MEMBERS: [(&str, &str); 4] = [("slot", ""), ("place", "会場"), ("start", "開始"), ("end", "終了")];

#[derive(Debug)]
struct Slot {
    calendar: String,
    persons: Option<String>,
}

fn contribute(schema: &mut Map<String, Value>) {
    if let Value::Object(members) = schema.entry("properties").or_insert_with(|| json!({})) {
        for (name, _) in MEMBERS {
            if let Value::Object(member) = members.entry(name).or_insert_with(|| json!({})) {
                member.entry("type").or_insert_with(|| json!("string"));
                member.entry("maxLength").or_insert_with(|| json!(200));
            }
        }
    }
    if let Value::Array(required) = schema.entry("required").or_insert_with(|| json!([]))
        && !required.iter().any(|name| name == "slot")
    {
        required.push("slot".into());
    }
    schema.insert("additionalProperties".to_owned(), Value::Bool(false));
}

/// Whether this can be the key of a calendar.
fn is_key(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=LONGEST_KEY).contains(&text.len()) && text.bytes().all(plain) && !text.starts_with('-') && !text.ends_with('-')
}

fn lint(blueprint: &Blueprint, problems: &mut Vec<Problem>) {
    if !blueprint.text(CALENDAR).is_some_and(is_key) {
        problems.push(Problem::error("slotCalendar", pointer::join(blueprint.at, CALENDAR)));
    }
    let at = pointer::join(blueprint.at, "properties");
    for name in blueprint.schema.get("properties").and_then(Value::as_object).into_iter().flat_map(Map::keys) {
        if !MEMBERS.iter().any(|(member, _)| member == name) {
            problems.push(Problem::error("unknownPart", pointer::join(&at, name)).with("name", name.as_str()));
        }
    }
}

/// An instant as it is written where it takes place.
fn local(members: &Map<String, Value>, name: &str) -> Option<DateTime> {
    let text = members.get(name)?.as_str()?;
    // Both must be good: an instant on the world's clock, and what the clock on the wall shows.
    let _: jiff::Timestamp = text.parse().ok()?;
    text.parse().ok()
}

/// Place, beginning and end of a whole slot.
fn whole(members: &Map<String, Value>) -> Option<(&str, DateTime, DateTime)> {
    let place = members.get("place")?.as_str()?;
    let (start, end) = (local(members, "start")?, local(members, "end")?);
    (members.get("slot")?.is_string() && start < end).then_some((place, start, end))
}

impl Kind for Slot {
    fn read(&self, raw: &Value, reading: &mut Reading) -> Option<Value> {
        let answer = match raw {
            Value::String(text) if text.trim().is_empty() => return None,
            Value::String(text) => json!({ "slot": text.trim() }),
            other => without_emptiness(other)?,
        };
        let names = MEMBERS.map(|(name, _)| name);
        if let Value::Object(members) = &answer
            && holds_only(members, &names)
            && members.contains_key("slot")
            && members.values().all(Value::is_string)
            && whole(members).is_none()
        {
            reading.report("slot");
        }
        Some(answer)
    }

    fn widget(&self) -> Widget {
        Widget::Slot { calendar: self.calendar.clone(), persons: self.persons.clone() }
    }

    fn lines(&self, value: &Value, say: Say<'_>) -> Vec<String> {
        let Some((place, start, end)) = value.as_object().and_then(whole) else {
            return vec![plain_text(value)];
        };
        let visit = Word::Visit { place, day: start.date(), from: start.time(), until: end.time() };
        vec![say(visit)]
    }

    fn columns(&self) -> Vec<(&str, &str)> {
        MEMBERS.into_iter().skip(1).collect()
    }

    fn member_position(&self, name: &str) -> Option<usize> {
        MEMBERS.iter().position(|(member, _)| *member == name)
    }

    /// Times as spreadsheets understand them.
    fn push_cells(&self, value: Option<&Value>, cells: &mut Vec<Cell>) {
        let Some((place, start, end)) = value.and_then(Value::as_object).and_then(whole) else {
            cells.push(value.map_or(Cell::Empty, |value| Cell::Text(plain_text(value))));
            cells.extend([Cell::Empty, Cell::Empty]);
            return;
        };
        let time = |at: DateTime| Cell::Text(at.strftime("%Y-%m-%d %H:%M").to_string());
        cells.extend([Cell::Text(place.to_owned()), time(start), time(end)]);
    }
}

#[cfg(test)]
mod tests {
    use crate::display::Cell;
    use crate::kind::testing::{build, contributed, problems, read};
    use crate::widget::Widget;
    use serde_json::{Value, json};

    fn schema() -> Value {
        json!({"x-kind": "slot", "x-slots": "shukai-hall", "x-persons": "people"})
    }

    fn whole() -> Value {
        json!({
            "slot": "slt_1", "place": "中央公民館",
            "start": "2026-12-01T09:30:00+09:00", "end": "2026-12-01T10:00:00+09:00"
        })
    }

    #[test]
    fn a_whole_slot_is_an_answer_and_nothing_less() {
        assert_eq!(read(schema(), whole()), (Some(whole()), vec![]));
        for nothing in [json!(""), json!(" 　"), json!({}), json!({"slot": "", "place": null}), json!([])] {
            assert_eq!(read(schema(), nothing), (None, vec![]));
        }
        for raw in [json!(" slt_1 "), json!({"slot": "slt_1"}), json!({"slot": "slt_1", "place": ""})] {
            assert_eq!(read(schema(), raw), (Some(json!({"slot": "slt_1"})), vec!["/f slot".to_owned()]));
        }
        let changed = |name: &str, value: Value| {
            let mut slot = whole();
            slot[name] = value;
            read(schema(), slot).1
        };
        for (name, value) in [
            ("end", json!("2026-12-01T09:30:00+09:00")),
            ("start", json!("2026-12-01T09:30:00")),
            ("start", json!("2026-13-01T09:30:00+09:00")),
            ("end", json!("いつか")),
        ] {
            assert_eq!(changed(name, value), ["/f slot"], "{name}");
        }
    }

    #[test]
    fn other_json_is_left_to_the_contract() {
        for raw in [
            json!(5),
            json!(["slt_1"]),
            json!({"place": "中央公民館"}),
            json!({"slot": 5}),
            json!({"slot": "a", "x": "y"}),
        ] {
            assert_eq!(read(schema(), raw.clone()), (Some(raw), vec![]));
        }
        let schema = contributed(schema());
        assert_eq!(schema["required"], json!(["slot"]));
        assert_eq!(schema["properties"]["start"], json!({"type": "string", "maxLength": 200}));
        assert_eq!(schema["additionalProperties"], json!(false));
    }

    #[test]
    fn a_calendar_is_named_by_its_key() {
        assert_eq!(problems(schema()), [""; 0]);
        for key in [json!(null), json!(""), json!("集会所"), json!("-a"), json!("A"), json!("a".repeat(65))] {
            let odd = json!({"x-kind": "slot", "x-slots": key});
            assert_eq!(problems(odd), ["/properties/f/x-slots slotCalendar"], "{key}");
        }
        let odd = json!({"x-kind": "slot", "x-slots": "a", "properties": {"desk": {}, "place": {}}});
        assert_eq!(problems(odd), ["/properties/f/properties/desk unknownPart"]);
    }

    #[test]
    fn shown_and_exported() {
        let field = build(schema());
        assert_eq!(field.display(&whole()), ["中央公民館 令和8年12月1日（2026年12月1日） 9時30分〜10時00分"]);
        assert_eq!(field.display(&json!({"slot": "slt_1"})), ["slt_1"]);
        assert_eq!(field.columns(), [("place", "会場"), ("start", "開始"), ("end", "終了")]);
        let mut cells = Vec::new();
        field.push_cells(Some(&whole()), &mut cells);
        field.push_cells(None, &mut cells);
        let text = |text: &str| Cell::Text(text.to_owned());
        let of_whole = [text("中央公民館"), text("2026-12-01 09:30"), text("2026-12-01 10:00")];
        assert_eq!(cells[..3], of_whole);
        assert_eq!(cells[3..], [Cell::Empty, Cell::Empty, Cell::Empty]);
        let widget = Widget::Slot { calendar: "shukai-hall".to_owned(), persons: Some("people".to_owned()) };
        assert_eq!(field.widget(), widget);
    }
}
