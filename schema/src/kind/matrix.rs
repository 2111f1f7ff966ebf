//! `matrix`: the same question about several things: one row each, all with the same choices.

use super::choice_list::{ChoiceList, lists_choices};
use super::composite::lint_required;
use super::{Blueprint, Definition, Kind, Reading, choice_problems, json_type};
use crate::display::Cell;
use crate::pointer;
use crate::problem::Problem;
use crate::widget::{Choice, MatrixRow, Widget};
use crate::word::{Say, Word, japanese};
use serde_json::{Map, Value, json};
use std::collections::{HashMap, HashSet};

pub const DEFINITION: Definition = Definition { infers, contribute, lint, ..Definition::of("object", build) };

#[derive(Debug)]
struct Matrix {
    list: ChoiceList,
    rows: Vec<MatrixRow>,
    /// Hashed, because a hostile answer may have a hundred thousand members.
    positions: HashMap<String, usize>,
}

/// The rows as they stand in the document.
fn members(schema: &Map<String, Value>) -> Option<&Map<String, Value>> {
    schema.get("properties").and_then(Value::as_object)
}

/// The list of the first row, which is that of all.
fn list(schema: &Map<String, Value>) -> ChoiceList {
    let first = members(schema).and_then(|rows| rows.values().next()).and_then(Value::as_object);
    ChoiceList::new(first).without_other()
}

/// An object of at least two members with the same choices.
fn infers(schema: &Map<String, Value>) -> bool {
    let Some(rows) = members(schema).filter(|rows| rows.len() > 1) else {
        return false;
    };
    let choices = list(schema).choices;
    let is_row = |row: &Map<String, Value>| lists_choices(row) && offers(row, &choices);
    json_type(schema) == Some("object") && rows.values().all(|row| row.as_object().is_some_and(is_row))
}

/// Whether a row offers these choices and nothing else.
fn offers(row: &Map<String, Value>, choices: &[Choice]) -> bool {
    let own = ChoiceList::new(Some(row));
    own.other.is_none() && own.choices == choices
}

fn contribute(schema: &mut Map<String, Value>) {
    let mut names = Vec::new();
    for (name, row) in schema.get_mut("properties").and_then(Value::as_object_mut).into_iter().flatten() {
        names.push(Value::from(name.as_str()));
        if let Value::Object(row) = row {
            row.entry("type").or_insert_with(|| json!("string"));
        }
    }
    schema.entry("required").or_insert(Value::Array(names));
    schema.insert("additionalProperties".to_owned(), Value::Bool(false));
}

fn lint(blueprint: &Blueprint, problems: &mut Vec<Problem>) {
    let at = pointer::join(blueprint.at, "properties");
    let Some(rows) = members(blueprint.schema).filter(|rows| !rows.is_empty()) else {
        problems.push(Problem::error("missingKeyword", blueprint.at).with("name", "properties"));
        return;
    };
    let list = list(blueprint.schema);
    for (position, (name, row)) in rows.iter().enumerate() {
        let place = pointer::join(&at, name);
        let own = row.as_object();
        if position == 0 {
            let own = own.filter(|row| ChoiceList::new(Some(row)).other.is_none());
            choice_problems::lint(&Blueprint { at: &place, ..*blueprint }, &place, own, problems);
        } else if !own.is_some_and(|row| offers(row, &list.choices)) {
            problems.push(Problem::error("matrixChoices", &place).with("name", name.as_str()));
        }
        if row.get("title").and_then(Value::as_str).is_none_or(|title| title.trim().is_empty()) {
            problems.push(Problem::error("noLabel", &place).with("name", name.as_str()).suggesting("setLabel"));
        }
        if own.is_some_and(|row| json_type(row) != Some("string")) {
            problems.push(Problem::error("kindType", &place).with("expected", "string"));
        }
        if !is_name(name) {
            problems.push(Problem::error("fieldName", place));
        }
    }
    lint_required(blueprint, problems);
}

/// As a field: 1 to 64 of `A-Z a-z 0-9 _ -`, a letter first. Pages send rows by name.
fn is_name(name: &str) -> bool {
    let inside = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    name.len() <= 64 && name.starts_with(|first: char| first.is_ascii_alphabetic()) && name.bytes().all(inside)
}

fn build(blueprint: &Blueprint) -> Box<dyn Kind> {
    let listed = blueprint.schema.get("required").and_then(Value::as_array);
    let required: HashSet<&str> = listed.into_iter().flatten().filter_map(Value::as_str).collect();
    let row = |(name, row): (&String, &Value)| {
        let title = row.get("title").and_then(Value::as_str).map(str::trim).filter(|title| !title.is_empty());
        MatrixRow {
            name: name.clone(),
            title: title.unwrap_or(name).to_owned(),
            required: required.contains(name.as_str()),
        }
    };
    let rows: Vec<MatrixRow> = members(blueprint.schema).into_iter().flatten().map(row).collect();
    let positions = rows.iter().enumerate().map(|(position, row)| (row.name.clone(), position)).collect();
    Box::new(Matrix { list: list(blueprint.schema), rows, positions })
}

impl Kind for Matrix {
    fn read(&self, raw: &Value, _: &mut Reading) -> Option<Value> {
        let Value::Object(members) = raw else {
            return super::without_emptiness(raw);
        };
        let folded = |value: &Value| match value {
            Value::String(text) => Some(self.list.fold(text)).filter(|text| !text.is_empty()).map(Value::String),
            other => super::without_emptiness(other),
        };
        let chosen = |row: &MatrixRow| Some((row.name.clone(), folded(members.get(&row.name)?)?));
        let mut answer: Map<String, Value> = self.rows.iter().filter_map(chosen).collect();
        // Members that are no rows stay, for the validator to refuse.
        let unknown = members.iter().filter(|(name, _)| !self.positions.contains_key(name.as_str()));
        answer.extend(unknown.filter_map(|(name, value)| Some((name.clone(), super::without_emptiness(value)?))));
        (!answer.is_empty()).then_some(Value::Object(answer))
    }

    fn widget(&self) -> Widget {
        Widget::Matrix { rows: self.rows.clone() }
    }

    fn lines(&self, value: &Value, say: Say<'_>) -> Vec<String> {
        if !value.is_object() {
            return vec![super::plain_text(value)];
        }
        let line = |row: &MatrixRow| {
            let answer = self.list.shown(value.get(&row.name)?, say);
            Some(say(Word::Answer { label: &row.title, answer: &answer }))
        };
        self.rows.iter().filter_map(line).collect()
    }

    fn choices(&self) -> &[Choice] {
        &self.list.choices
    }

    fn columns(&self) -> Vec<(&str, &str)> {
        self.rows.iter().map(|row| (row.name.as_str(), row.title.as_str())).collect()
    }

    fn member_position(&self, name: &str) -> Option<usize> {
        self.positions.get(name).copied()
    }

    fn push_cells(&self, value: Option<&Value>, cells: &mut Vec<Cell>) {
        let chosen = |row: &MatrixRow| value.and_then(|value| value.get(&row.name));
        let cell = |row| chosen(row).map_or(Cell::Empty, |value| Cell::Text(self.list.shown(value, &japanese)));
        cells.extend(self.rows.iter().map(cell));
    }
}

#[cfg(test)]
mod tests {
    use crate::display::Cell;
    use crate::kind::testing::{build, contributed, problems, read};
    use crate::kind::{KindName, infer};
    use crate::widget::{MatrixRow, Widget};
    use serde_json::{Map, Value, json};

    fn survey() -> Value {
        let choices = json!([{"const": "good", "title": "良い"}, {"const": "bad", "title": "悪い"}]);
        json!({"type": "object", "x-kind": "matrix", "properties": {
            "desk": {"title": "窓口の対応", "oneOf": choices}, "wait": {"title": "待ち時間", "oneOf": choices}
        }})
    }

    #[test]
    fn a_choice_for_every_row() {
        for (raw, stored) in [
            (json!({"wait": " bad ", "desk": "good"}), json!({"desk": "good", "wait": "bad"})),
            (json!({"desk": "good", "wait": ""}), json!({"desk": "good"})),
            (json!({"desk": "fair", "roof": "good", "door": ""}), json!({"desk": "fair", "roof": "good"})),
            (json!({"desk": 5}), json!({"desk": 5})),
            (json!("good"), json!("good")),
        ] {
            let (value, violations) = read(survey(), raw);
            assert_eq!((value.as_ref().map(Value::to_string), violations), (Some(stored.to_string()), vec![]));
            assert_eq!(read(survey(), stored.clone()).0, Some(stored));
        }
        assert_eq!(read(survey(), json!({"desk": "", "wait": null})), (None, vec![]));
    }

    #[test]
    fn every_row_is_needed_unless_the_document_says_otherwise() {
        let names = |schema| match build(schema).widget() {
            Widget::Matrix { rows } => rows,
            other => panic!("{other:?}"),
        };
        let row =
            |name: &str, title: &str, required| MatrixRow { name: name.to_owned(), title: title.to_owned(), required };
        assert_eq!(names(survey()), [row("desk", "窓口の対応", true), row("wait", "待ち時間", true)]);
        let mut some = survey();
        some["required"] = json!(["wait"]);
        assert_eq!(names(some), [row("desk", "窓口の対応", false), row("wait", "待ち時間", true)]);
        let schema = contributed(survey());
        assert_eq!((&schema["required"], &schema["additionalProperties"]), (&json!(["desk", "wait"]), &json!(false)));
        assert_eq!(schema["properties"]["desk"]["type"], json!("string"));
    }

    #[test]
    fn rows_are_shown_and_exported_one_by_one() {
        let field = build(survey());
        let answer = json!({"wait": "bad"});
        assert_eq!(field.display(&answer), ["待ち時間：悪い"]);
        assert_eq!(field.display(&json!({"wait": "bad", "desk": "good"})), ["窓口の対応：良い", "待ち時間：悪い"]);
        assert_eq!(field.columns(), [("desk", "窓口の対応"), ("wait", "待ち時間")]);
        let mut cells = Vec::new();
        field.push_cells(Some(&answer), &mut cells);
        field.push_cells(None, &mut cells);
        assert_eq!(cells, [Cell::Empty, Cell::Text("悪い".to_owned()), Cell::Empty, Cell::Empty]);
        assert_eq!(field.choices().len(), 2);
    }

    #[test]
    fn all_rows_have_the_same_choices() {
        assert_eq!(problems(survey()), [""; 0]);
        let mut other = survey();
        other["properties"]["wait"]["oneOf"][1]["title"] = json!("長い");
        assert_eq!(problems(other), ["/properties/f/properties/wait matrixChoices"]);
        let mut free = survey();
        free["properties"]["wait"] = json!({"title": "自由", "type": "string"});
        assert_eq!(problems(free), ["/properties/f/properties/wait matrixChoices"]);
        let mut unknown = survey();
        unknown["required"] = json!(["roof"]);
        assert_eq!(problems(unknown), ["/properties/f/required/0 requiredUnknown"]);
        let mut untitled = survey();
        untitled["properties"]["desk"].as_object_mut().unwrap().remove("title");
        assert_eq!(problems(untitled), ["/properties/f/properties/desk noLabel"]);
        let mut named = survey();
        named["properties"]["屋根"] = named["properties"]["desk"].clone();
        assert_eq!(problems(named), ["/properties/f/properties/屋根 fieldName"]);
        let mut typed = survey();
        typed["properties"]["desk"]["type"] = json!("integer");
        assert_eq!(problems(typed), ["/properties/f/properties/desk kindType"]);
        assert_eq!(problems(json!({"x-kind": "matrix"})), ["/properties/f missingKeyword"]);
        assert_eq!(
            problems(json!({"x-kind": "matrix", "properties": {"a": {"title": "あ"}}})),
            ["/properties/f/properties/a noChoices"]
        );
    }

    #[test]
    fn objects_of_the_same_choices_are_one() {
        let kind = |schema: &Value| infer(schema.as_object().unwrap());
        let mut bare = survey();
        bare.as_object_mut().unwrap().remove("x-kind");
        assert_eq!(kind(&bare), Some(KindName::Matrix));
        bare["properties"]["wait"]["oneOf"][0]["title"] = json!("別");
        assert_eq!(kind(&bare), None);
        assert_eq!(kind(&json!({"type": "object", "properties": {"a": {"enum": ["x"]}}})), None);
    }

    #[test]
    fn a_hundred_thousand_members_are_read_at_once() {
        let flood: Map<String, Value> = (0..100_000).map(|number| (format!("r{number}"), json!("x"))).collect();
        assert_eq!(read(survey(), Value::Object(flood)).0.unwrap().as_object().unwrap().len(), 100_000);
    }
}
