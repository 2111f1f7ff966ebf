//! Questions made by throwing dice: a field of every kind with the keywords that kinds and documents bring along, and
//! statements about its answers. Groups, calculations and pages are made in `generated` of them.

use crate::resident::Dice;
use crate::selections;
use serde_json::{Map, Value, json};

/// How many sorts of questions there are here; the rest are those of [`selections`].
const KINDS: usize = 27;
/// From here on the numbers are those of [`selections`].
const SELECTIONS: usize = 100;
/// Of a field that is not drawn: a page needs something beside it.
pub const HIDDEN: usize = SELECTIONS + selections::HIDDEN;
/// Sorts of which calculated values are.
pub const INTEGER: usize = 2;
pub const DECIMAL: usize = 3;
pub const DAY: usize = 4;
pub const TRUTH: usize = 6;
pub const TEXT: usize = 26;

/// One field without its title, with the number that [`check`] knows it by.
pub fn field(dice: &mut Dice, in_group: bool) -> (usize, Value) {
    let (sort, mut field) = plain(dice);
    if in_group && ["file", "image", "signature", "slot", "hidden"].iter().any(|kind| field["x-kind"] == *kind) {
        return self::field(dice, in_group);
    }
    decorate(&mut field, dice);
    (sort, field)
}

/// Keywords that any document may use, now and then.
fn decorate(field: &mut Value, dice: &mut Dice) {
    if let (0, Some(of)) = (dice.roll(9), field["type"].as_str()) {
        field["type"] = json!([of, "null"]);
    }
    if field["type"] == "string" && field.get("allOf").is_none() {
        let more = match dice.roll(16) {
            0 => json!({ "allOf": [{ "minLength": 2 }, { "maxLength": 30 }] }),
            1 => json!({ "not": { "enum": ["カナ", "A1", "a", "2026-04-10"] } }),
            2 => {
                json!({ "if": { "minLength": 8 }, "then": { "pattern": "[0-9a-zァ-ヶ]" }, "else": { "minLength": 2 } })
            }
            3 => json!({ "allOf": [{ "$ref": "#/$defs/short" }] }),
            _ => json!({}),
        };
        let Value::Object(more) = more else { unreachable!() };
        field.as_object_mut().unwrap().extend(more);
    }
}

/// What [`decorate`] refers to.
pub fn definitions() -> Value {
    json!({ "short": { "type": "string", "maxLength": 40 }, "code": { "type": "string", "pattern": "^[0-9A-Z]{4}$" } })
}

#[rustfmt::skip] // one kind, one line
fn plain(dice: &mut Dice) -> (usize, Value) {
    let choices = json!([{ "const": "a", "title": "あ" }, { "const": "b", "title": "い" }, { "const": "c", "title": "う" }]);
    let kind = dice.roll(KINDS + 8);
    if kind >= KINDS {
        let (kind, field) = selections::field(dice);
        return (SELECTIONS + kind, field);
    }
    let field = match kind {
        0 => dice.pick(&[json!({ "type": "string", "oneOf": choices }), json!({ "type": "string", "enum": ["a", "b", "c"] })]),
        1 => json!({ "type": "array", "items": { "oneOf": choices }, "uniqueItems": true, "minItems": dice.roll(3), "maxItems": 3 }),
        INTEGER => json!({ "type": "integer", "minimum": dice.roll(4), "maximum": 20, "x-unit": "人" }),
        DECIMAL => json!({ "type": "number", "exclusiveMinimum": 30, "maximum": 38, "multipleOf": 0.5 }),
        DAY => dice.pick(&[json!({ "type": "string", "format": "date", "x-latest": "today+P30D" }), json!({ "type": "string", "format": "date", "pattern": "^2026-04", "x-earliest": "2026-04-02" })]),
        5 => dice.pick(&[json!({ "type": "string", "format": "email", "x-confirm": true, "maxLength": 12 }), json!({ "type": "string", "x-kind": "email", "pattern": "jp$" })]),
        TRUTH => json!({ "type": "boolean" }),
        7 => json!({ "type": "boolean", "const": true }),
        8 => dice.pick(&[
            json!({ "type": "object", "x-kind": "personName", "properties": { "familyName": { "maxLength": 5 }, "givenName": {}, "givenNameKana": {} } }),
            json!({ "type": "object", "x-kind": "personName", "properties": { "familyName": { "x-max-characters": 4 }, "familyNameKana": { "pattern": "^[ァ-ヶー]{2,}$" } } }),
        ]),
        9 => dice.pick(&[
            json!({ "type": "object", "x-kind": "postalAddress", "required": ["prefecture"] }),
            json!({ "type": "object", "x-kind": "postalAddress", "properties": { "postalCode": { "pattern": "^1" }, "prefecture": { "enum": ["東京都", "静岡県"] } }, "required": ["postalCode"] }),
        ]),
        10 => json!({ "type": "array", "x-kind": "file", "items": { "type": "string" }, "maxItems": 2 }),
        11 => dice.pick(&[json!({ "type": "string", "x-kind": "phone", "minLength": 11 }), json!({ "type": "string", "x-kind": "phone", "pattern": "^0[09]" })]),
        12 => dice.pick(&[json!({ "type": "string", "x-kind": "kana", "maxLength": 5 }), json!({ "type": "string", "x-kind": "kana", "pattern": "カ" })]),
        13 => json!({ "type": "string", "x-kind": "longText", "minLength": 3, "x-max-characters": 5 }),
        14 => dice.pick(&[json!({ "type": "integer", "x-kind": "money", "multipleOf": 500 }), json!({ "type": "integer", "x-kind": "money", "minimum": 1000 })]),
        15 => dice.pick(&[json!({ "type": "number", "x-kind": "percentage" }), json!({ "type": "number", "x-kind": "percentage", "exclusiveMaximum": 50 })]),
        16 => dice.pick(&[json!({ "type": "string", "x-kind": "month", "x-latest": "today+P1Y" }), json!({ "type": "string", "x-kind": "month", "pattern": "^2026" })]),
        17 => dice.pick(&[json!({ "type": "string", "x-kind": "time", "x-step": 15 }), json!({ "type": "string", "format": "time", "x-latest": "15:00" })]),
        18 => dice.pick(&[json!({ "type": "string", "format": "date-time" }), json!({ "type": "string", "x-kind": "dateTime", "x-offset": "+00:00" })]),
        19 => dice.pick(&[json!({ "type": "object", "x-kind": "dateRange", "x-max-days": 3 }), json!({ "type": "object", "x-kind": "dateRange", "required": [] }), json!({ "type": "object", "x-kind": "dateRange", "properties": { "startDate": { "pattern": "^2026" }, "endDate": {} }, "x-earliest": "today" })]),
        20 => dice.pick(&[json!({ "type": "string", "format": "uri" }), json!({ "type": "string", "x-kind": "url", "pattern": "jp" })]),
        21 => dice.pick(&[json!({ "type": "string", "x-kind": "corporateNumber" }), json!({ "type": "string", "x-kind": "invoiceNumber" }), json!({ "type": "string", "x-kind": "myNumber" })]),
        22 => dice.pick(&[json!({ "type": "string", "x-kind": "keyNumber", "x-length": 9 }), json!({ "type": "string", "x-kind": "keyNumber", "x-length": 6, "x-letters": true, "maxLength": 6 }), json!({ "type": "string", "x-kind": "organizationName", "maxLength": 8 })]),
        23 => json!({ "type": "object", "x-kind": "bankAccount", "properties": { "bankCode": {}, "accountType": { "enum": ["1", "2"] }, "accountNumber": {} } }),
        24 => json!({ "type": "object", "x-kind": "yuchoAccount", "required": ["symbol"] }),
        25 => json!({ "type": "object", "x-kind": "postalAddress", "properties": { "localGovernmentCode": { "pattern": "^[12]" } }, "required": ["localGovernmentCode"] }),
        _ => dice.pick(&[json!({ "type": "string", "pattern": "^[0-9]{4}$" }), json!({ "type": "string", "maxLength": 6 }), json!({ "$ref": "#/$defs/code" }), json!({ "$ref": "#/$defs/short", "type": "string", "x-kind": "shortText" })]),
    };
    (kind, field)
}

/// A statement about an answer of a sort; now and then one that belongs to another.
#[rustfmt::skip] // one kind, few lines
pub fn check(sort: usize, dice: &mut Dice) -> Value {
    let foreign = dice.roll(8) == 0;
    if sort >= SELECTIONS && !foreign {
        return selections::check(sort - SELECTIONS, dice);
    }
    match if foreign { dice.roll(KINDS) } else { sort } {
        0 => dice.pick(&[json!({ "const": "a" }), json!({ "enum": ["a", "b"] }), json!({ "not": { "const": "c" } })]),
        1 => dice.pick(&[
            json!({ "contains": { "const": "a" } }),
            json!({ "contains": { "enum": ["a", "b"] }, "minContains": 2 }),
            json!({ "contains": { "const": "c" }, "maxContains": 0, "minContains": 0 }),
            json!({ "minItems": 2 }),
        ]),
        INTEGER => dice.pick(&[json!({ "minimum": 3 }), json!({ "exclusiveMaximum": 6 }), json!({ "const": 1.0 })]),
        DECIMAL => dice.pick(&[json!({ "exclusiveMinimum": 36.5 }), json!({ "maximum": 37 }), json!({ "const": 36 })]),
        DAY => dice.pick(&[json!({ "pattern": "^2026-04-" }), json!({ "const": "2026-04-10" })]),
        TRUTH | 7 => json!({ "const": true }),
        8 => json!({ "properties": { "familyName": { "minLength": 3 } } }),
        9 => dice.pick(&[json!({ "required": ["buildingNameEtc"] }), json!({ "properties": { "postalCode": false } })]),
        10 => json!({ "maxItems": 1 }),
        14 => dice.pick(&[json!({ "minimum": 12000 }), json!({ "const": 20000 })]),
        15 => dice.pick(&[json!({ "exclusiveMinimum": 12 }), json!({ "const": 50 })]),
        16 => dice.pick(&[json!({ "pattern": "-(04|10)$" }), json!({ "const": "2026-04" })]),
        17 => dice.pick(&[json!({ "pattern": "^(09|15):" }), json!({ "enum": ["09:00", "15:30"] })]),
        18 => json!({ "pattern": "T15:30" }),
        19 => json!({ "properties": { "endDate": { "pattern": "-05$" } } }),
        23 => dice.pick(&[json!({ "required": ["bankName"] }), json!({ "properties": { "accountType": { "const": "1" } } })]),
        24 => json!({ "properties": { "branchCode": { "pattern": "8$" } } }),
        25 => json!({ "properties": { "localGovernmentCode": { "pattern": "^13" } } }),
        _ => dice.pick(&[json!({ "minLength": 5 }), json!({ "maxLength": 4 }), json!({ "pattern": "[0-9]$" })]),
    }
}

/// What a value of such a field is, with the field's own name in it, calculated: its sort, schema and expression.
#[rustfmt::skip] // one type, few lines
pub fn calculated(name: &str, field: &Value, dice: &mut Dice) -> (usize, Value, String) {
    let of = field["type"].as_str().or_else(|| field["type"][0].as_str()).unwrap_or("string");
    let is_day = field["format"] == "date";
    let list: Vec<(usize, String)> = match of {
        "integer" => vec![
            (INTEGER, format!("{name} * 3 - 1")), (TEXT, format!("string({name}) + '円'")), (TRUTH, format!("{name} > 3")),
            (DECIMAL, format!("double({name}) * 0.5")), (INTEGER, format!("floorTo({name} * 110 / 100, 10)")), (INTEGER, format!("100 / ({name} - 3)")),
        ],
        "number" => vec![(DECIMAL, format!("{name} * 2.0")), (TRUTH, format!("{name} >= 36.0")), (INTEGER, format!("int({name})"))],
        "array" => vec![(INTEGER, format!("count({name}) * 2")), (TRUTH, format!("count({name}) > 1"))],
        "string" if is_day => vec![
            (DAY, format!("addDays({name}, 3)")), (INTEGER, format!("daysBetween(today, {name})")), (TRUTH, format!("weekday({name}) < 6")),
            (DAY, format!("nextBusinessDay({name})")), (INTEGER, format!("age({name}, today)")),
        ],
        "string" => vec![(TEXT, format!("{name} + 'A'")), (TRUTH, format!("size({name}) > 4")), (INTEGER, format!("size({name})"))],
        "boolean" => vec![(INTEGER, format!("{name} ? 1 : 2")), (TRUTH, format!("!{name}"))],
        _ => vec![(TEXT, format!("has(answers.{name}) ? 'あり' : 'なし'"))],
    };
    let (sort, expression) = list[dice.roll(list.len())].clone();
    let schema = match sort {
        INTEGER => dice.pick(&[json!({ "type": "integer" }), json!({ "type": "integer", "maximum": 30 }), json!({ "type": "integer", "x-kind": "money" })]),
        DECIMAL => json!({ "type": "number" }),
        TRUTH => json!({ "type": "boolean" }),
        DAY => json!({ "type": "string", "format": "date" }),
        _ => json!({ "type": "string", "maxLength": 30 }),
    };
    (sort, schema, expression)
}

/// Assertions of the document's own over all answers, of which the engine knows nothing: what follows concerns only
/// questions that everybody is asked, because nobody can answer a hidden one.
pub fn root_keywords(asked: &[(String, usize)], always: &[String], dice: &mut Dice) -> Map<String, Value> {
    let about = |dice: &mut Dice| {
        let (name, sort) = &asked[dice.roll(asked.len())];
        json!({ "properties": { name: check(*sort, dice) }, "required": [name] })
    };
    let (Some(first), Some(last)) = (always.first(), always.last()) else {
        return Map::new();
    };
    let consequence = json!({ "required": [always[dice.roll(always.len())]] });
    let keywords = match dice.roll(12) {
        0 => json!({ "allOf": [{ "if": about(dice), "then": consequence }, { "not": { "required": ["ghost"] } }] }),
        1 => json!({ "if": about(dice), "then": consequence, "else": { "not": about(dice) } }),
        2 => json!({ "dependentRequired": { first: [last] } }),
        3 => {
            json!({ "dependentSchemas": { last: about(dice) }, "patternProperties": { "^extra": { "type": "string" } } })
        }
        4 => json!({ "anyOf": [about(dice), { "not": about(dice) }], "minProperties": 1 }),
        _ => json!({}),
    };
    keywords.as_object().unwrap().clone()
}
