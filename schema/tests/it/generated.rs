//! Form documents made by throwing dice: every kind, conditions on fields, blocks and pages, exits. Conditions ask only
//! about earlier questions, so that every document publishes.

use crate::resident::Dice;
use crate::selections;
use serde_json::{Map, Value, json};

/// The document of a seed: the same one every time, on every machine.
pub fn document(seed: u64) -> Value {
    let mut author = Author { dice: Dice(seed * 6151 + 3), asked: Vec::new() };
    let (mut properties, mut pages, mut required) = (Map::new(), Vec::new(), Vec::new());
    for page in 0..=author.dice.roll(3) {
        let page_when = author.sometimes(3);
        let mut blocks = Vec::new();
        for _ in 0..=author.dice.roll(4) {
            let name = format!("field{}", properties.len());
            let (kind, mut field) = author.field();
            field["title"] = json!(name);
            let (block_when, field_when) = (author.sometimes(4), author.sometimes(3));
            let always_shown = page_when.is_none() && block_when.is_none() && field_when.is_none();
            match author.dice.roll(4) {
                0 if always_shown => required.push(json!(name)),
                0 => field["x-required-when"] = json!(true),
                1 => put(&mut field, "x-required-when", author.sometimes(1)),
                _ => {}
            }
            put(&mut field, "x-show-when", field_when);
            let mut block = json!({ "field": name });
            put(&mut block, "x-show-when", block_when);
            blocks.push(block);
            properties.insert(name.clone(), field);
            author.asked.push((name, kind));
        }
        let is_drawn = author.asked.iter().rev().take(blocks.len()).any(|(_, kind)| *kind != HIDDEN);
        if author.dice.roll(3) == 0 || !is_drawn {
            let mut note = json!({ "heading": "見出し" });
            put(&mut note, "x-show-when", author.sometimes(2));
            blocks.push(note);
        }
        let mut object = json!({ "id": format!("page{page}"), "title": "ページ", "blocks": blocks });
        if author.dice.roll(5) == 0 {
            object["x-exits"] =
                json!([{ "when": author.predicate(1), "title": "終わり", "message": "ここで終わります。" }]);
        }
        put(&mut object, "x-show-when", page_when);
        pages.push(object);
    }
    json!({ "type": "object", "title": format!("書類{seed}"), "x-language": 2, "x-settings": { "myNumberGround": "窓口条例（例）第1条" }, "properties": properties, "required": required, "x-pages": pages })
}

fn put(object: &mut Value, keyword: &str, value: Option<Value>) {
    if let Some(value) = value {
        object[keyword] = value;
    }
}

/// How many sorts of questions there are.
const KINDS: usize = 27;
/// From here on the numbers are those of [`selections`].
const SELECTIONS: usize = 100;
/// Of a field that is not drawn: a page needs something beside it.
const HIDDEN: usize = SELECTIONS + selections::HIDDEN;

struct Author {
    dice: Dice,
    /// The questions so far, with their kinds.
    asked: Vec<(String, usize)>,
}

impl Author {
    /// A predicate, one time in so many, when there is something to ask about.
    fn sometimes(&mut self, times: usize) -> Option<Value> {
        (!self.asked.is_empty() && self.dice.roll(times) == 0).then(|| self.predicate(2))
    }

    #[rustfmt::skip] // one kind, one line
    fn field(&mut self) -> (usize, Value) {
        let choices = json!([{ "const": "a", "title": "あ" }, { "const": "b", "title": "い" }, { "const": "c", "title": "う" }]);
        let kind = self.dice.roll(KINDS + 8);
        if kind >= KINDS {
            let (kind, field) = selections::field(&mut self.dice);
            return (SELECTIONS + kind, field);
        }
        let field = match kind {
            0 => json!({ "type": "string", "oneOf": choices }),
            1 => json!({ "type": "array", "items": { "oneOf": choices }, "uniqueItems": true, "minItems": self.dice.roll(3), "maxItems": 3 }),
            2 => json!({ "type": "integer", "minimum": self.dice.roll(4), "maximum": 10, "x-unit": "人" }),
            3 => json!({ "type": "number", "exclusiveMinimum": 30, "maximum": 38, "multipleOf": 0.5 }),
            4 => json!({ "type": "string", "format": "date", "x-latest": "today+P10D" }),
            5 => json!({ "type": "string", "format": "email", "x-confirm": true, "maxLength": 12 }),
            6 => json!({ "type": "boolean" }),
            7 => json!({ "type": "boolean", "const": true }),
            8 => json!({ "type": "object", "x-kind": "personName", "properties": { "familyName": { "maxLength": 5 }, "givenName": {}, "givenNameKana": {} } }),
            9 => json!({ "type": "object", "x-kind": "postalAddress", "required": ["prefecture"] }),
            10 => json!({ "type": "array", "x-kind": "file", "items": { "type": "string" }, "maxItems": 2 }),
            11 => json!({ "type": "string", "x-kind": "phone", "minLength": 11 }),
            12 => json!({ "type": "string", "x-kind": "kana", "maxLength": 5 }),
            13 => json!({ "type": "string", "x-kind": "longText", "minLength": 3, "x-max-characters": 5 }),
            14 => self.dice.pick(&[json!({ "type": "integer", "x-kind": "money", "multipleOf": 500 }), json!({ "type": "integer", "x-kind": "money", "minimum": 1000 })]),
            15 => self.dice.pick(&[json!({ "type": "number", "x-kind": "percentage" }), json!({ "type": "number", "x-kind": "percentage", "exclusiveMaximum": 50 })]),
            16 => self.dice.pick(&[json!({ "type": "string", "x-kind": "month", "x-latest": "today+P1Y" }), json!({ "type": "string", "x-kind": "month", "pattern": "^2026" })]),
            17 => self.dice.pick(&[json!({ "type": "string", "x-kind": "time", "x-step": 15 }), json!({ "type": "string", "format": "time", "x-latest": "15:00" })]),
            18 => self.dice.pick(&[json!({ "type": "string", "format": "date-time" }), json!({ "type": "string", "x-kind": "dateTime", "x-offset": "+00:00" })]),
            19 => self.dice.pick(&[json!({ "type": "object", "x-kind": "dateRange", "x-max-days": 3 }), json!({ "type": "object", "x-kind": "dateRange", "required": [] })]),
            20 => self.dice.pick(&[json!({ "type": "string", "format": "uri" }), json!({ "type": "string", "x-kind": "url", "pattern": "jp" })]),
            21 => self.dice.pick(&[json!({ "type": "string", "x-kind": "corporateNumber" }), json!({ "type": "string", "x-kind": "invoiceNumber" }), json!({ "type": "string", "x-kind": "myNumber" })]),
            22 => self.dice.pick(&[json!({ "type": "string", "x-kind": "keyNumber", "x-length": 9 }), json!({ "type": "string", "x-kind": "keyNumber", "x-length": 6, "x-letters": true, "maxLength": 6 }), json!({ "type": "string", "x-kind": "organizationName", "maxLength": 8 })]),
            23 => json!({ "type": "object", "x-kind": "bankAccount", "properties": { "bankCode": {}, "accountType": { "enum": ["1", "2"] }, "accountNumber": {} } }),
            24 => json!({ "type": "object", "x-kind": "yuchoAccount", "required": ["symbol"] }),
            25 => json!({ "type": "object", "x-kind": "postalAddress", "properties": { "localGovernmentCode": { "pattern": "^[12]" } }, "required": ["localGovernmentCode"] }),
            _ => self.dice.pick(&[json!({ "type": "string", "pattern": "^[0-9]{4}$" }), json!({ "type": "string", "maxLength": 4 }), json!({ "type": ["string", "null"] })]),
        };
        (kind, field)
    }

    fn predicate(&mut self, depth: usize) -> Value {
        match self.dice.roll(if depth == 0 { 6 } else { 10 }) {
            0 => {
                let (name, _) = self.question();
                json!({ "required": [name] })
            }
            1 => {
                let (name, _) = self.question();
                json!({ "properties": { name: self.dice.roll(2) == 0 } })
            }
            2..=5 => {
                let (name, kind) = self.question();
                json!({ "properties": { name: self.check(kind) } })
            }
            6 => json!({ "allOf": [self.predicate(depth - 1), self.predicate(depth - 1)] }),
            7 => json!({ "anyOf": [self.predicate(depth - 1), self.predicate(depth - 1)] }),
            _ => json!({ "not": self.predicate(depth - 1) }),
        }
    }

    fn question(&mut self) -> (String, usize) {
        self.asked[self.dice.roll(self.asked.len())].clone()
    }

    /// A statement about an answer of a kind; now and then one that belongs to another.
    fn check(&mut self, kind: usize) -> Value {
        let foreign = self.dice.roll(8) == 0;
        if kind >= SELECTIONS && !foreign {
            return selections::check(kind - SELECTIONS, &mut self.dice);
        }
        match if foreign { self.dice.roll(KINDS) } else { kind } {
            0 => self.dice.pick(&[
                json!({ "const": "a" }),
                json!({ "enum": ["a", "b"] }),
                json!({ "not": { "const": "c" } }),
            ]),
            1 => self.dice.pick(&[
                json!({ "contains": { "const": "a" } }),
                json!({ "contains": { "enum": ["a", "b"] }, "minContains": 2 }),
                json!({ "contains": { "const": "c" }, "maxContains": 0, "minContains": 0 }),
                json!({ "minItems": 2 }),
            ]),
            2 => self.dice.pick(&[json!({ "minimum": 3 }), json!({ "exclusiveMaximum": 6 }), json!({ "const": 1.0 })]),
            3 => {
                self.dice.pick(&[json!({ "exclusiveMinimum": 36.5 }), json!({ "maximum": 37 }), json!({ "const": 36 })])
            }
            4 => self.dice.pick(&[json!({ "pattern": "^2026-04-" }), json!({ "const": "2026-04-10" })]),
            6 | 7 => json!({ "const": true }),
            8 => json!({ "properties": { "familyName": { "minLength": 3 } } }),
            9 => self
                .dice
                .pick(&[json!({ "required": ["buildingNameEtc"] }), json!({ "properties": { "postalCode": false } })]),
            10 => json!({ "maxItems": 1 }),
            14 => self.dice.pick(&[json!({ "minimum": 12000 }), json!({ "const": 20000 })]),
            15 => self.dice.pick(&[json!({ "exclusiveMinimum": 12 }), json!({ "const": 50 })]),
            16 => self.dice.pick(&[json!({ "pattern": "-(04|10)$" }), json!({ "const": "2026-04" })]),
            17 => self.dice.pick(&[json!({ "pattern": "^(09|15):" }), json!({ "enum": ["09:00", "15:30"] })]),
            18 => json!({ "pattern": "T15:30" }),
            19 => json!({ "properties": { "endDate": { "pattern": "-05$" } } }),
            23 => self.dice.pick(&[
                json!({ "required": ["bankName"] }),
                json!({ "properties": { "accountType": { "const": "1" } } }),
            ]),
            24 => json!({ "properties": { "branchCode": { "pattern": "8$" } } }),
            25 => json!({ "properties": { "localGovernmentCode": { "pattern": "^13" } } }),
            _ => {
                self.dice.pick(&[json!({ "minLength": 5 }), json!({ "maxLength": 4 }), json!({ "pattern": "[0-9]$" })])
            }
        }
    }
}
