//! `mapPoint`: a place on the map, in degrees with at most six decimals (eleven centimetres).

use super::composite::lint_required;
use super::coordinate::{Axis, read_one, read_pair, rounded};
use super::number::bound;
use super::{Blueprint, Definition, Kind, Reading};
use crate::display::Cell;
use crate::pointer;
use crate::problem::Problem;
use crate::widget::Widget;
use crate::word::Say;
use serde_json::{Map, Value, json};

pub const DEFINITION: Definition = Definition { contribute, lint, ..Definition::of("object", |_| Box::new(MapPoint)) };

#[derive(Debug)]
struct MapPoint;

struct Member {
    name: &'static str,
    label: &'static str,
    axis: Axis,
    limit: i64,
}

const MEMBERS: [Member; 2] = [
    Member { name: "latitude", label: "緯度", axis: Axis::Latitude, limit: 90 },
    Member { name: "longitude", label: "経度", axis: Axis::Longitude, limit: 180 },
];

fn contribute(schema: &mut Map<String, Value>) {
    if let Value::Object(parts) = schema.entry("properties").or_insert_with(|| json!({})) {
        for member in &MEMBERS {
            if let Value::Object(part) = parts.entry(member.name).or_insert_with(|| json!({})) {
                contribute_range(part, member.limit);
            }
        }
    }
    if let Value::Array(required) = schema.entry("required").or_insert_with(|| json!([])) {
        for member in &MEMBERS {
            if !required.iter().any(|name| name == member.name) {
                required.push(member.name.into());
            }
        }
    }
    schema.insert("additionalProperties".to_owned(), Value::Bool(false));
}

/// A form may ask for places in its own town: narrower limits stay.
fn contribute_range(part: &mut Map<String, Value>, limit: i64) {
    part.entry("type").or_insert_with(|| json!("number"));
    bound(part, "minimum", "exclusiveMinimum", -limit);
    bound(part, "maximum", "exclusiveMaximum", limit);
}

fn lint(blueprint: &Blueprint, problems: &mut Vec<Problem>) {
    let at = pointer::join(blueprint.at, "properties");
    for (name, part) in blueprint.schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        let known = MEMBERS.iter().any(|member| member.name == name);
        let is_number = part.get("type").and_then(Value::as_str) == Some("number");
        if !known {
            problems.push(Problem::error("unknownPart", pointer::join(&at, name)).with("name", name.as_str()));
        } else if !is_number {
            problems.push(Problem::error("kindType", pointer::join(&at, name)).with("expected", "number"));
        }
    }
    lint_required(blueprint, problems);
}

fn is_blank(value: Option<&Value>) -> bool {
    value.and_then(super::without_emptiness).is_none()
}

/// A place in one text, also where it was pasted into the first of the two inputs.
fn pasted(members: &Map<String, Value>) -> Option<Value> {
    let text = members.get("latitude").and_then(Value::as_str)?;
    let alone = members.iter().all(|(name, value)| name == "latitude" || is_blank(Some(value)));
    place(text).filter(|_| alone)
}

fn place(text: &str) -> Option<Value> {
    let (latitude, longitude) = read_pair(text)?;
    Some(json!({ "latitude": latitude, "longitude": longitude }))
}

/// One of the two numbers; what cannot be read stays as typed and is reported.
fn read_member(member: &Member, raw: &Value, reading: &mut Reading) -> Option<Value> {
    match raw {
        Value::Number(number) => Some(Value::Number(rounded(number))),
        Value::String(text) if text.trim().is_empty() => None,
        Value::String(text) => Some(read_one(text, member.axis).map_or_else(
            || {
                reading.report_part(member.name, "mapPoint");
                Value::from(text.trim())
            },
            Value::Number,
        )),
        other => super::without_emptiness(other),
    }
}

impl Kind for MapPoint {
    fn read(&self, raw: &Value, reading: &mut Reading) -> Option<Value> {
        let members = match raw {
            Value::String(text) if text.trim().is_empty() => return None,
            Value::String(text) => {
                let place = place(text);
                if place.is_none() {
                    reading.report("mapPoint");
                }
                return place.or_else(|| Some(Value::from(text.trim())));
            }
            Value::Object(members) => members,
            other => return super::without_emptiness(other),
        };
        if let Some(place) = pasted(members) {
            return Some(place);
        }
        let mut answer = Map::new();
        for member in &MEMBERS {
            if let Some(value) = members.get(member.name).and_then(|raw| read_member(member, raw, reading)) {
                answer.insert(member.name.to_owned(), value);
            }
        }
        let unknown = members.iter().filter(|(name, _)| !MEMBERS.iter().any(|member| member.name == *name));
        answer.extend(unknown.filter_map(|(name, value)| Some((name.clone(), super::without_emptiness(value)?))));
        (!answer.is_empty()).then_some(Value::Object(answer))
    }

    fn widget(&self) -> Widget {
        Widget::MapPoint
    }

    /// As maps understand it when it is pasted.
    fn lines(&self, value: &Value, _: Say<'_>) -> Vec<String> {
        match (value.get("latitude"), value.get("longitude")) {
            (Some(latitude), Some(longitude)) => vec![format!("{latitude}, {longitude}")],
            _ => vec![super::plain_text(value)],
        }
    }

    fn columns(&self) -> Vec<(&str, &str)> {
        MEMBERS.iter().map(|member| (member.name, member.label)).collect()
    }

    fn member_position(&self, name: &str) -> Option<usize> {
        MEMBERS.iter().position(|member| member.name == name)
    }

    fn push_cells(&self, value: Option<&Value>, cells: &mut Vec<Cell>) {
        let number = |member: &Member| value.and_then(|value| value.get(member.name)).and_then(Value::as_f64);
        cells.extend(MEMBERS.iter().map(|member| number(member).map_or(Cell::Empty, Cell::Decimal)));
    }
}

#[cfg(test)]
mod tests {
    use crate::display::Cell;
    use crate::kind::testing::{build, contributed, problems, read};
    use crate::widget::Widget;
    use serde_json::{Value, json};

    fn point() -> Value {
        json!({"x-kind": "mapPoint"})
    }

    #[test]
    fn a_place_in_one_text_or_two() {
        let stored = json!({"latitude": 35.681236, "longitude": 139.767125});
        for raw in [
            json!("35.681236, 139.767125"),
            json!("東経１３９．７６７１２５　北緯３５．６８１２３６"),
            json!({"latitude": "35.681236", "longitude": "139.767125"}),
            json!({"longitude": 139.767_125_3, "latitude": 35.681_235_7}),
            json!({"latitude": "北緯35.681236度", "longitude": "E139.767125"}),
            json!({"latitude": " 35.681236, 139.767125", "longitude": ""}),
            json!({"latitude": "35.681236, 139.767125"}),
        ] {
            let (value, violations) = read(point(), raw.clone());
            assert_eq!((value.map(|value| value.to_string()), violations), (Some(stored.to_string()), vec![]), "{raw}");
        }
        assert_eq!(read(point(), stored.clone()), (Some(stored), vec![]));
        for nothing in [json!(""), json!(" 　"), json!({}), json!({"latitude": "", "longitude": null})] {
            assert_eq!(read(point(), nothing), (None, vec![]));
        }
    }

    #[test]
    fn what_cannot_be_read_stays_and_is_reported() {
        assert_eq!(read(point(), json!(" 駅の前 ")), (Some(json!("駅の前")), vec!["/f mapPoint".to_owned()]));
        assert_eq!(
            read(point(), json!({"latitude": "ここ", "longitude": "139"})),
            (Some(json!({"latitude": "ここ", "longitude": 139})), vec!["/f/latitude mapPoint".to_owned()])
        );
        assert_eq!(
            read(point(), json!({"latitude": "35,139", "longitude": "139"})).1,
            ["/f/latitude mapPoint"],
            "a place and something else"
        );
        let long = "9".repeat(1_000_000);
        assert_eq!(read(point(), json!(long)).1, ["/f mapPoint"]);
        // For the contract to refuse: out of range, half a place, other members, other types.
        for raw in [
            json!({"latitude": 95, "longitude": 1e300}),
            json!({"latitude": 35}),
            json!({"latitude": 35, "longitude": 139, "height": 5}),
            json!({"latitude": true, "longitude": [1]}),
            json!(5),
            json!([35, 139]),
        ] {
            assert_eq!(read(point(), raw.clone()), (Some(raw), vec![]));
        }
        assert_eq!(read(point(), json!("95,200")).0, Some(json!({"latitude": 95, "longitude": 200})));
    }

    #[test]
    fn the_contract_has_the_limits_of_the_earth_or_narrower_ones() {
        let schema = contributed(
            json!({"x-kind": "mapPoint", "properties": {"latitude": {"minimum": 35, "exclusiveMaximum": 36}}}),
        );
        assert_eq!(
            schema["properties"],
            json!({
                "latitude": {"minimum": 35, "exclusiveMaximum": 36, "type": "number"},
                "longitude": {"type": "number", "minimum": -180, "maximum": 180}
            })
        );
        assert_eq!(schema["required"], json!(["latitude", "longitude"]));
        assert_eq!(schema["additionalProperties"], json!(false));
        assert_eq!(problems(point()), [""; 0]);
        let odd = json!({"x-kind": "mapPoint", "required": ["height"], "properties": {"height": {}, "latitude": {"type": "string"}}});
        assert_eq!(
            problems(odd),
            ["/properties/f/properties/height unknownPart", "/properties/f/properties/latitude kindType"]
        );
    }

    #[test]
    fn shown_as_maps_understand_it() {
        let field = build(point());
        let answer = json!({"latitude": 35.5, "longitude": 139});
        assert_eq!((field.display(&answer), field.widget()), (vec!["35.5, 139".to_owned()], Widget::MapPoint));
        assert_eq!(read(point(), json!(field.display(&answer)[0])).0, Some(answer.clone()));
        let mut cells = Vec::new();
        field.push_cells(Some(&answer), &mut cells);
        field.push_cells(None, &mut cells);
        assert_eq!(cells, [Cell::Decimal(35.5), Cell::Decimal(139.0), Cell::Empty, Cell::Empty]);
        assert_eq!(field.columns(), [("latitude", "緯度"), ("longitude", "経度")]);
    }
}
