//! Form documents made by throwing dice: every kind, conditions on fields, blocks and pages, exits, repeating groups,
//! calculated values, rules, and assertions of the document's own. Conditions and expressions ask only about earlier
//! questions, so that every document publishes.

use crate::questions;
use crate::resident::Dice;
use serde_json::{Map, Value, json};

/// The document of a seed: the same one every time, on every machine.
pub fn document(seed: u64) -> Value {
    let mut author = Author { dice: Dice(seed * 6151 + 3), asked: Vec::new(), in_group: false };
    let (mut properties, mut pages, mut required, mut always) = (Map::new(), Vec::new(), Vec::new(), Vec::new());
    for page in 0..=author.dice.roll(3) {
        let page_when = author.sometimes(3);
        let mut blocks = Vec::new();
        for _ in 0..=author.dice.roll(4) {
            let name = format!("field{}", properties.len());
            let (mut field, asked) = author.question_named(&name);
            let block_when = author.sometimes(4);
            let is_open = page_when.is_none() && block_when.is_none();
            if author.conditions(&mut field, is_open) {
                required.push(json!(name));
            }
            if is_open && field.get("x-show-when").is_none() {
                always.push(name.clone());
            }
            let mut block = json!({ "field": name });
            put(&mut block, "x-show-when", block_when);
            blocks.push(block);
            properties.insert(name, field);
            author.asked.push(asked);
        }
        let is_drawn = author
            .asked
            .iter()
            .rev()
            .take(blocks.len())
            .any(|asked| !matches!(asked.sort, Sort::One(questions::HIDDEN)));
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
    let mut document = json!({ "type": "object", "title": format!("書類{seed}"), "x-language": 2,
        "x-settings": { "myNumberGround": "窓口条例（例）第1条" }, "$defs": questions::definitions(),
        "properties": properties, "required": required, "x-pages": pages });
    put(&mut document, "x-rules", author.rules(""));
    let plain: Vec<(String, usize)> = author.asked.iter().filter_map(Asked::plain).collect();
    if !plain.is_empty() {
        let keywords = questions::root_keywords(&plain, &always, &mut author.dice);
        document.as_object_mut().unwrap().extend(keywords);
    }
    document
}

fn put(object: &mut Value, keyword: &str, value: Option<Value>) {
    if let Some(value) = value {
        object[keyword] = value;
    }
}

/// A question that has been asked, for those behind it.
struct Asked {
    name: String,
    schema: Value,
    sort: Sort,
}

enum Sort {
    One(usize),
    Rows(Vec<Asked>),
}

impl Asked {
    fn is_my_number(&self) -> bool {
        self.schema["x-kind"] == "myNumber"
    }

    fn plain(&self) -> Option<(String, usize)> {
        match self.sort {
            Sort::One(sort) => Some((self.name.clone(), sort)),
            Sort::Rows(_) => None,
        }
    }
}

struct Author {
    dice: Dice,
    asked: Vec<Asked>,
    in_group: bool,
}

impl Author {
    /// One question of any sort, whole but for its conditions.
    fn question_named(&mut self, name: &str) -> (Value, Asked) {
        let (mut field, sort) = match self.dice.roll(12) {
            0 if !self.in_group => self.group(),
            1 if !self.asked.is_empty() => self.calculated(),
            _ => {
                let (mut sort, mut field) = questions::field(&mut self.dice, self.in_group);
                // A form has one appointment.
                while field["x-kind"] == "slot" && self.asked.iter().any(|asked| asked.schema["x-kind"] == "slot") {
                    (sort, field) = questions::field(&mut self.dice, self.in_group);
                }
                (field, Sort::One(sort))
            }
        };
        field["title"] = json!(name);
        let asked = Asked { name: name.to_owned(), schema: field.clone(), sort };
        (field, asked)
    }

    /// When it is shown and required; whether its name belongs to the required ones.
    fn conditions(&mut self, field: &mut Value, is_open: bool) -> bool {
        put(field, "x-show-when", self.sometimes(3));
        match self.dice.roll(4) {
            0 if is_open && field.get("x-show-when").is_none() => return true,
            0 => field["x-required-when"] = json!(true),
            1 => put(field, "x-required-when", self.sometimes(1)),
            _ => {}
        }
        false
    }

    /// A repeating group: an author of its own asks inside.
    fn group(&mut self) -> (Value, Sort) {
        let mut inner = Author { dice: Dice(self.dice.0 ^ 0x5bd1), asked: Vec::new(), in_group: true };
        let (mut properties, mut required) = (Map::new(), Vec::new());
        for number in 0..=self.dice.roll(3) {
            let name = format!("member{number}");
            let (mut field, asked) = inner.question_named(&name);
            if inner.conditions(&mut field, true) {
                required.push(json!(name));
            }
            properties.insert(name, field);
            inner.asked.push(asked);
        }
        let mut items = json!({ "type": "object", "properties": properties, "required": required });
        put(&mut items, "x-rules", inner.rules("item."));
        let mut group =
            json!({ "type": "array", "items": items, "maxItems": 1 + self.dice.roll(3), "x-item-title": "お子さん" });
        if self.dice.roll(4) == 0 {
            group["minItems"] = json!(1);
        }
        (group, Sort::Rows(inner.asked))
    }

    /// A value that follows from an earlier answer; an individual number may not be copied into another field.
    fn calculated(&mut self) -> (Value, Sort) {
        let free: Vec<usize> = (0..self.asked.len()).filter(|at| !self.asked[*at].is_my_number()).collect();
        let scope = if self.in_group { "item." } else { "" };
        let (sort, mut field, expression) = match free[..] {
            [] => (questions::INTEGER, json!({ "type": "integer" }), "1".to_owned()),
            _ => {
                let about = free[self.dice.roll(free.len())];
                self.expression_about(about, scope)
            }
        };
        field["x-value"] = json!(expression);
        (field, Sort::One(sort))
    }

    fn expression(&mut self, scope: &str) -> (usize, Value, String) {
        let about = self.dice.roll(self.asked.len());
        self.expression_about(about, scope)
    }

    fn expression_about(&mut self, about: usize, scope: &str) -> (usize, Value, String) {
        let asked = &self.asked[about];
        let name = format!("{scope}{}", asked.name);
        let is_number = |member: &&Asked| member.schema["type"] == "integer";
        if let Sort::Rows(members) = &asked.sort
            && let Some(member) = members.iter().find(is_number)
            && self.dice.roll(2) == 0
        {
            return (questions::INTEGER, json!({ "type": "integer" }), format!("sum({name}, \"{}\")", member.name));
        }
        let (sort, field, expression) = questions::calculated(&name, &asked.schema, &mut self.dice);
        (sort, field, expression.replace("answers.item.", "item."))
    }

    /// A rule about an earlier answer, now and then.
    fn rules(&mut self, scope: &str) -> Option<Value> {
        if self.asked.is_empty() || self.dice.roll(3) > 0 {
            return None;
        }
        let field = self.asked[self.dice.roll(self.asked.len())].name.clone();
        let assert = loop {
            let (sort, _, expression) = self.expression(scope);
            match sort {
                questions::TRUTH => break expression,
                questions::INTEGER => break format!("{expression} < 20"),
                questions::TEXT => break format!("size({expression}) < 9"),
                _ => {}
            }
        };
        Some(json!([{ "assert": assert, "message": "確かめてください。", "field": field }]))
    }

    /// A predicate, one time in so many, when there is something to ask about.
    fn sometimes(&mut self, times: usize) -> Option<Value> {
        (!self.asked.is_empty() && self.dice.roll(times) == 0).then(|| self.predicate(3))
    }

    fn predicate(&mut self, depth: usize) -> Value {
        match self.dice.roll(if depth == 0 { 6 } else { 10 }) {
            0 => json!({ "required": [self.anybody()] }),
            1 => {
                let answered = self.dice.roll(2) == 0;
                json!({ "properties": { self.anybody(): answered } })
            }
            2..=5 => {
                let asked = &self.asked[self.dice.roll(self.asked.len())];
                json!({ "properties": { &asked.name: about(asked, &mut self.dice) } })
            }
            6 => json!({ "allOf": [self.predicate(depth - 1), self.predicate(depth - 1)] }),
            7 => json!({ "anyOf": [self.predicate(depth - 1), self.predicate(depth - 1)] }),
            _ => json!({ "not": self.predicate(depth - 1) }),
        }
    }

    fn anybody(&mut self) -> String {
        self.asked[self.dice.roll(self.asked.len())].name.clone()
    }
}

/// A statement about an answer; about rows, one about their members.
fn about(asked: &Asked, dice: &mut Dice) -> Value {
    let members = match &asked.sort {
        Sort::One(sort) => return questions::check(*sort, dice),
        Sort::Rows(members) => members,
    };
    let member = &members[dice.roll(members.len())];
    let row = json!({ "properties": { &member.name: about(member, dice) } });
    match dice.roll(6) {
        0 => json!({ "contains": { "required": [member.name] }, "minContains": 2 }),
        1 => json!({ "not": { "contains": { "not": row } } }),
        2 => json!({ "contains": { "properties": { &member.name: false } } }),
        3 => json!({ "contains": row, "maxContains": 1 }),
        4 => json!({ "minItems": 2 }),
        _ => json!({ "contains": row }),
    }
}
