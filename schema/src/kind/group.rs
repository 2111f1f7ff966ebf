//! `group`: a repeating group, an array of objects whose members are fields. What a row is made of is read with the
//! document and decided with the answers; here stands only what the group needs as one field.

use super::{Blueprint, Definition, Kind, Reading, json_type};
use crate::contract::refuse_others;
use crate::pointer;
use crate::problem::Problem;
use crate::widget::Widget;
use serde_json::{Map, Value, json};

pub const DEFINITION: Definition =
    Definition { keywords: &["x-item-title"], infers, contribute, lint, ..Definition::of("array", build) };

/// How many rows there may be where the document does not say.
const MAX_ROWS: u64 = 10;

/// How many answers all rows together may have: what one form makes us decide has a bound.
const MAX_CELLS: u64 = 10_000;

#[derive(Debug)]
struct Group;

fn infers(schema: &Map<String, Value>) -> bool {
    let rows = |items: &Map<String, Value>| json_type(items) == Some("object") || items.contains_key("properties");
    matches!(json_type(schema), None | Some("array"))
        && schema.get("items").and_then(Value::as_object).is_some_and(rows)
}

fn contribute(schema: &mut Map<String, Value>) {
    schema.entry("maxItems").or_insert_with(|| json!(MAX_ROWS));
    if let Value::Object(items) = schema.entry("items").or_insert_with(|| json!({})) {
        items.entry("type").or_insert_with(|| json!("object"));
        items.entry("properties").or_insert_with(|| json!({}));
        refuse_others(items);
    }
}

fn lint(blueprint: &Blueprint, problems: &mut Vec<Problem>) {
    let at = pointer::join(blueprint.at, "items");
    let items = blueprint.schema.get("items").and_then(Value::as_object);
    if items.and_then(json_type) != Some("object") {
        problems.push(Problem::error("kindType", &at).with("kind", "group").with("expected", "object"));
    }
    let members = items.and_then(|items| items.get("properties")).and_then(Value::as_object).map_or(0, Map::len);
    if members == 0 {
        problems.push(Problem::error("noFields", pointer::join(&at, "properties")));
    }
    let cells = u64::try_from(members).unwrap_or(u64::MAX).saturating_mul(max_rows(blueprint.schema));
    if cells > MAX_CELLS {
        let problem = Problem::error("tooManyRows", pointer::join(blueprint.at, "maxItems"));
        problems.push(problem.with("limit", MAX_CELLS).with("actual", cells));
    }
}

/// The most rows a group can have.
pub fn max_rows(schema: &Map<String, Value>) -> u64 {
    schema.get("maxItems").and_then(Value::as_u64).unwrap_or(MAX_ROWS)
}

fn build(_: &Blueprint) -> Box<dyn Kind> {
    Box::new(Group)
}

impl Kind for Group {
    /// Rows are read one by one where answers are decided; this is what becomes of anything else.
    fn read(&self, raw: &Value, _: &mut Reading) -> Option<Value> {
        super::without_emptiness(raw)
    }

    fn widget(&self) -> Widget {
        Widget::Rows
    }
}

#[cfg(test)]
mod tests {
    use crate::kind::testing::build;
    use crate::kind::{definition, infer};
    use crate::widget::Widget;
    use serde_json::json;

    #[test]
    fn arrays_of_objects_are_groups() {
        for schema in [
            json!({"type": "array", "items": {"type": "object"}}),
            json!({"items": {"properties": {"name": {"type": "string"}}}}),
        ] {
            let kind = infer(schema.as_object().unwrap()).unwrap();
            assert_eq!(kind.as_str(), "group");
            assert_eq!(build(schema).widget(), Widget::Rows);
        }
        assert!(infer(json!({"type": "array", "items": {"type": "string"}}).as_object().unwrap()).is_none());
    }

    #[test]
    fn rows_have_a_bound_and_no_strangers() {
        let contributed = |schema: serde_json::Value| {
            let mut schema = schema.as_object().unwrap().clone();
            (definition(crate::KindName::Group).contribute)(&mut schema);
            json!(schema)
        };
        assert_eq!(
            contributed(json!({})),
            json!({"maxItems": 10, "items": {"type": "object", "properties": {}, "additionalProperties": false}})
        );
        let open = json!({"maxItems": 3, "items": {"type": "object", "properties": {}, "additionalProperties": true}});
        assert_eq!(contributed(open.clone()), open);
        let composed = contributed(json!({"items": {"allOf": [{"required": ["a"]}]}}));
        assert_eq!(composed["items"]["unevaluatedProperties"], json!(false));
    }
}
