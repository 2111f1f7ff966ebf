//! Random foreign schemas and random answers: whatever an imported form accepts fits the schema it was made from.

use madoguchi_schema::{RawAnswers, import, publish};
use serde_json::{Map, Value, json};

/// A small generator of its own: the same schemas in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn pick(&mut self, options: &[Value]) -> Value {
        options[usize::try_from(self.roll(options.len() as u64)).unwrap()].clone()
    }

    fn key(&mut self) -> String {
        ["a", "b", "c", "d", "e/f"][usize::try_from(self.roll(5)).unwrap()].to_owned()
    }

    fn keys(&mut self) -> Vec<String> {
        let mut keys: Vec<String> = (0..=self.roll(2)).map(|_| self.key()).collect();
        keys.sort();
        keys.dedup();
        keys
    }

    /// A schema of one member.
    fn value(&mut self, depth: u64) -> Value {
        let simple = [
            json!({ "type": "string", "minLength": 2 }),
            json!({ "type": "string", "pattern": "^[xyz]+$" }),
            json!({ "type": "string" }),
            json!({ "type": "integer", "minimum": 1 }),
            json!({ "type": "number", "maximum": 3 }),
            json!({ "type": "boolean" }),
            json!({ "type": ["string", "null"] }),
            json!({ "type": ["boolean", "null"] }),
            json!({ "enum": ["x", "yy", 1, null] }),
            json!({ "enum": ["x", "z"] }),
            json!({ "const": "x" }),
            json!({ "const": true }),
            json!({ "minimum": 2 }),
            json!({ "not": { "const": "x" } }),
            json!({ "type": "array", "items": { "enum": ["x", "z", 1] }, "minItems": 1 }),
            json!({ "type": "array", "items": { "enum": ["x", "z", 1] }, "contains": { "const": 1 } }),
            json!({ "type": "array", "prefixItems": [{ "enum": ["x", 2] }, { "type": "string" }], "items": false }),
            json!({ "anyOf": [{ "type": "string", "maxLength": 1 }, { "type": "integer" }] }),
            json!({ "oneOf": [{ "const": "x" }, { "const": 1 }] }),
            json!(true),
            json!(false),
        ];
        if depth > 0 && self.roll(4) == 0 { self.object(depth - 1) } else { self.pick(&simple) }
    }

    fn properties(&mut self, depth: u64) -> Value {
        self.keys().into_iter().map(|key| (key, self.value(depth))).collect::<Map<_, _>>().into()
    }

    fn object(&mut self, depth: u64) -> Value {
        let mut schema = Map::new();
        if self.roll(3) > 0 {
            schema.insert("type".to_owned(), json!("object"));
        }
        schema.insert("properties".to_owned(), self.properties(depth));
        if self.roll(2) == 0 {
            schema.insert("required".to_owned(), json!(self.keys()));
        }
        for _ in 0..self.roll(3) {
            self.extra(depth, &mut schema);
        }
        Value::Object(schema)
    }

    /// A condition or a branch over the same members.
    fn inner(&mut self, depth: u64) -> Value {
        let mut schema = Map::new();
        if self.roll(4) > 0 {
            schema.insert("properties".to_owned(), self.properties(depth.min(1)));
        }
        if self.roll(2) == 0 {
            schema.insert("required".to_owned(), json!(self.keys()));
        }
        if depth > 0 && self.roll(4) == 0 {
            self.extra(depth - 1, &mut schema);
        }
        Value::Object(schema)
    }

    fn extra(&mut self, depth: u64, schema: &mut Map<String, Value>) {
        let mut put = |keyword: &str, value: Value| schema.insert(keyword.to_owned(), value);
        match self.roll(14) {
            0 | 1 => {
                put("if", self.inner(depth));
                put("then", self.inner(depth));
                put("else", self.inner(depth));
            }
            2 => drop(put("oneOf", json!([self.inner(depth), self.inner(depth)]))),
            3 => drop(put("anyOf", json!([self.inner(depth), self.inner(depth)]))),
            4 => drop(put("allOf", json!([self.inner(depth), self.inner(depth)]))),
            5 => drop(put("not", self.inner(depth))),
            6 => drop(put("dependentRequired", Map::from_iter([(self.key(), json!(self.keys()))]).into())),
            7 => drop(put("dependentSchemas", Map::from_iter([(self.key(), self.inner(depth))]).into())),
            8 => drop(put("minProperties", self.roll(3).into())),
            9 => drop(put("maxProperties", (1 + self.roll(3)).into())),
            10 => drop(put("additionalProperties", self.pick(&[json!(false), json!({ "type": "string" })]))),
            11 => drop(put("unevaluatedProperties", json!(false))),
            12 => drop(put("patternProperties", json!({ "^[ab]": self.value(0) }))),
            _ => drop(put("propertyNames", self.pick(&[json!({ "maxLength": 1 }), json!({ "enum": ["a", "b"] })]))),
        }
    }

    fn answer(&mut self, depth: u64) -> Value {
        if depth > 0 && self.roll(4) == 0 {
            return self.answers(depth - 1);
        }
        self.pick(&[
            json!("x"),
            json!("yy"),
            json!("z"),
            json!("xyz"),
            json!(1),
            json!(2),
            json!(2.5),
            json!(5),
            json!(true),
            json!(false),
            json!(null),
            json!(["x"]),
            json!([1, "z"]),
            json!(["x", "z"]),
            json!([2, "z"]),
            json!([]),
            json!({}),
        ])
    }

    fn answers(&mut self, depth: u64) -> Value {
        (0..self.roll(6)).map(|_| (self.key(), self.answer(depth))).collect::<Map<_, _>>().into()
    }
}

#[test]
fn nothing_slips_through() {
    let today = "2026-04-01".parse().unwrap();
    let rounds = std::env::var("MADOGUCHI_IMPORT_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(400);
    let (mut forms, mut accepted, mut stricter, mut agreed) = (0, 0, 0, 0);
    for seed in 0..rounds {
        let mut dice = Dice(seed * 7919 + 17);
        let mut schema = dice.object(2);
        schema["title"] = json!("Random");
        let Ok(imported) = import(&schema) else {
            continue;
        };
        forms += 1;
        // A member of which the schema says nothing is taken for a text, which its note tells.
        let is_typed = !imported.notes.iter().any(|note| matches!(note.code, "typeAssumed" | "typeNarrowed"));
        let original = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
        let form = publish(imported.document.clone()).unwrap_or_else(|problems| panic!("{schema}: {problems:#?}"));
        for _ in 0..60 {
            let answers = dice.answers(2);
            let Ok(raw) = imported.mapping.to_form(&answers) else {
                continue;
            };
            match form.accept(&RawAnswers(raw.clone()), today) {
                Ok(kept) => {
                    accepted += 1;
                    let stored = imported.mapping.from_form(kept.as_map());
                    assert!(
                        original.is_valid(&stored),
                        "seed {seed}: {answers} became {stored}\n{schema}\n{:#}",
                        imported.document
                    );
                }
                Err(why) if original.is_valid(&answers) => {
                    if is_typed {
                        stricter += 1;
                        println!("seed {seed}, only the form refuses {answers}: {}", json!(why));
                    }
                }
                Err(_) => agreed += 1,
            }
        }
    }
    println!("{forms} forms, {accepted} accepted, {agreed} refused by both, {stricter} only by the form");
    assert!(forms > rounds / 4 && accepted > rounds, "{forms} forms, {accepted} accepted");
    assert!(stricter * 20 < accepted + agreed, "{stricter} of {} refused without need", accepted + agreed);
}
