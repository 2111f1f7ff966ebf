//! The kinds that choose, rank, rate, place and attach: a form of all of them, generated fields and conditions, and what
//! people and browsers send for them.

use crate::resident::Dice;
use madoguchi_schema::{Field, KindName, OTHER, Widget};
use serde_json::{Map, Value, json};

/// A form with all of them and a follow-up question to most.
pub fn document() -> Value {
    json!({
        "type": "object",
        "title": "選ぶ、並べる、示す",
        "x-language": 2,
        "$defs": {
            "animals": { "oneOf": [ { "const": "dog", "title": "犬" }, { "const": "cat", "title": "猫" } ] },
            "scale": { "oneOf": [ { "const": "good", "title": "良い" }, { "const": "fair", "title": "普通" }, { "const": "bad", "title": "悪い" } ] }
        },
        "required": ["animal", "score"],
        "properties": {
            "animal": { "title": "動物", "anyOf": [ { "$ref": "#/$defs/animals" }, { "type": "string", "title": "その他の動物", "maxLength": 6 } ] },
            "animalWhy": { "type": "string", "title": "その動物の理由", "maxLength": 30,
                "x-show-when": { "properties": { "animal": { "not": { "enum": ["dog", "cat"] } } } }, "x-required-when": true },
            "wants": { "type": "array", "title": "ほしいもの", "uniqueItems": true, "maxItems": 3, "x-exclusive": "none", "items": { "anyOf": [
                { "type": "string", "minLength": 2, "maxLength": 5 },
                { "oneOf": [ { "const": "a", "title": "あ" }, { "const": "b", "title": "い" }, { "const": "none", "title": "なし" } ] } ] } },
            "wantsMore": { "type": "boolean", "title": "もっとほしい",
                "x-show-when": { "properties": { "wants": { "contains": { "not": { "enum": ["a", "b", "none"] } } } } } },
            "schools": { "type": "array", "title": "希望する学校", "x-kind": "ranking", "minItems": 2, "items": { "oneOf": [
                { "const": "east", "title": "東小" }, { "const": "west", "title": "西小" }, { "const": "north", "title": "北小" } ] } },
            "bus": { "type": "boolean", "title": "バスで通う", "x-show-when": { "properties": { "schools": { "contains": { "const": "north" } } } } },
            "score": { "type": "integer", "title": "満足度", "x-kind": "rating", "minimum": 1, "maximum": 5, "x-low": "不満", "x-high": "満足" },
            "bad": { "type": "string", "title": "不満の内容", "maxLength": 30,
                "x-show-when": { "properties": { "score": { "maximum": 2 } } }, "x-required-when": true },
            "survey": { "type": "object", "title": "窓口", "x-kind": "matrix", "required": ["desk", "wait"], "properties": {
                "desk": { "title": "対応", "$ref": "#/$defs/scale" }, "wait": { "title": "待ち時間", "$ref": "#/$defs/scale" },
                "sign": { "title": "案内", "$ref": "#/$defs/scale" } } },
            "wait": { "type": "string", "title": "待った理由", "maxLength": 30,
                "x-show-when": { "properties": { "survey": { "properties": { "wait": { "enum": ["fair", "bad"] } } } } } },
            "picture": { "type": "array", "title": "写真", "x-kind": "image", "maxItems": 2, "x-max-total-bytes": 1_000_000 },
            "sign": { "type": "array", "title": "署名", "x-kind": "signature" },
            "spot": { "type": "object", "title": "場所", "x-kind": "mapPoint", "properties": { "latitude": { "minimum": 30 } } },
            "north": { "type": "boolean", "title": "北の方", "x-show-when": { "properties": { "spot": { "properties": { "latitude": { "minimum": 40 } } } } } },
            "source": { "type": "string", "title": "きっかけ", "x-kind": "hidden", "maxLength": 5, "x-prefill": { "from": "query", "parameter": "from" } },
            "ticket": { "type": "string", "title": "案内番号", "x-kind": "hidden", "enum": ["A1", "A2"], "x-prefill": { "from": "link" } }
        }
    })
}

const KINDS: usize = 11;
/// The number of a hidden field.
pub const HIDDEN: usize = 9;

/// One field, with the number that [`check`] knows it by.
#[rustfmt::skip] // one kind, one line
pub fn field(dice: &mut Dice) -> (usize, Value) {
    let list = json!({ "oneOf": [{ "const": "a", "title": "あ" }, { "const": "b", "title": "い" }, { "const": "none", "title": "なし" }] });
    let free = json!({ "type": "string", "title": "その他", "maxLength": 6 });
    let kind = dice.roll(KINDS);
    let field = match kind {
        0 => json!({ "type": "string", "anyOf": [list, free] }),
        1 => json!({ "type": "array", "items": { "anyOf": [free, list] }, "uniqueItems": true, "x-exclusive": "none" }),
        2 => json!({ "type": "array", "items": list, "minItems": dice.roll(3), "x-exclusive": "none" }),
        3 => json!({ "type": "array", "x-kind": "ranking", "items": list, "maxItems": 1 + dice.roll(3) }),
        4 => json!({ "type": "integer", "x-kind": "rating", "minimum": dice.roll(2), "maximum": 5 }),
        5 => json!({ "type": "object", "x-kind": "matrix", "required": ["first"], "properties": {
            "first": { "title": "一", "oneOf": list["oneOf"] }, "second": { "title": "二", "oneOf": list["oneOf"] } } }),
        6 => json!({ "type": "array", "x-kind": "image", "maxItems": 2 }),
        7 => json!({ "type": "array", "x-kind": "signature" }),
        8 => json!({ "type": "object", "x-kind": "mapPoint" }),
        HIDDEN => json!({ "type": "string", "x-kind": "hidden", "maxLength": 4, "x-prefill": { "from": "link" } }),
        _ => json!({ "type": "object", "x-kind": "slot", "x-slots": "hall" }),
    };
    (kind, field)
}

/// A statement about an answer of such a field.
#[rustfmt::skip] // one kind, few lines
pub fn check(kind: usize, dice: &mut Dice) -> Value {
    match kind {
        0 => dice.pick(&[json!({ "const": "a" }), json!({ "not": { "enum": ["a", "b", "none"] } }), json!({ "minLength": 3 })]),
        1 | 2 => dice.pick(&[
            json!({ "contains": { "const": "none" } }), json!({ "contains": { "not": { "enum": ["a", "b", "none"] } } }), json!({ "minItems": 2 }),
        ]),
        3 => dice.pick(&[json!({ "contains": { "const": "b" } }), json!({ "maxItems": 1 })]),
        4 => dice.pick(&[json!({ "maximum": 2 }), json!({ "const": 5 }), json!({ "exclusiveMinimum": 3 })]),
        5 => dice.pick(&[
            json!({ "properties": { "first": { "const": "a" } } }), json!({ "required": ["second"] }), json!({ "properties": { "second": false } }),
        ]),
        8 => dice.pick(&[json!({ "properties": { "latitude": { "minimum": 36 } } }), json!({ "required": ["longitude"] })]),
        10 => dice.pick(&[json!({ "properties": { "place": { "const": "中央公民館" } } }), json!({ "required": ["start"] })]),
        9 => dice.pick(&[json!({ "const": "A1" }), json!({ "minLength": 3 })]),
        _ => dice.pick(&[json!({ "minItems": 2 }), json!({ "maxItems": 1 })]),
    }
}

/// What somebody sends; none for the kinds that are not of this room. Careful people make no mistakes.
pub fn answer(field: &Field, careful: bool, dice: &mut Dice) -> Option<Value> {
    let mut hand = Hand { careful, dice };
    let values: Vec<Value> = field.choices().iter().map(|choice| json!(choice.value)).collect();
    Some(match field.kind() {
        KindName::Choice => hand.one(&values, field.other().is_some()),
        KindName::Choices => hand.several(&values, field.other().is_some()),
        KindName::Ranking => hand.ranked(&values),
        KindName::Rating => hand.choose(
            &[json!("４"), json!(3), json!(" 1点 "), json!("5"), json!(2.0)],
            &[json!("9"), json!("良い"), json!(0), json!(2.5), json!("1.5"), json!("")],
        ),
        KindName::Matrix => hand.rows(&field.widget(), &values),
        KindName::Image | KindName::Signature => hand.choose(
            &[json!("token1"), json!(["token1"]), json!(["", "token2"])],
            &[json!(["token1", "token2", "token3"]), json!([5]), json!({ "token": "x" })],
        ),
        KindName::MapPoint => hand.place(),
        KindName::Slot => {
            let whole = json!({ "slot": "slt_1", "place": "中央公民館",
                "start": "2026-12-01T09:30:00+09:00", "end": "2026-12-01T10:00:00+09:00" });
            let half = json!({ "slot": "slt_1", "place": "北公民館" });
            let late = json!({ "slot": "slt_1", "place": "北公民館", "start": "2026-12-01T10:30:00+09:00", "end": "2026-12-01T10:00:00+09:00" });
            hand.choose(
                &[whole],
                &[json!("slt_1"), half, late, json!({ "place": "北公民館" }), json!({ "slot": 5 }), json!(["slt_1"])],
            )
        }
        KindName::Hidden => {
            hand.choose(&[json!("A1"), json!(" A2 ")], &[json!("とても長い手がかり"), json!(["A1"]), json!("A\n1")])
        }
        _ => return None,
    })
}

struct Hand<'a> {
    careful: bool,
    dice: &'a mut Dice,
}

impl Hand<'_> {
    fn choose(&mut self, good: &[Value], bad: &[Value]) -> Value {
        let well = good.is_empty() || self.careful || self.dice.roll(3) > 0;
        if well && !good.is_empty() { self.dice.pick(good) } else { self.dice.pick(bad) }
    }

    fn one(&mut self, values: &[Value], other: bool) -> Value {
        let mut good = values.to_vec();
        let mut bad = vec![json!("zzz"), json!(""), json!(OTHER), json!({ "choice": ["a"] }), json!({ "choice": 1 })];
        if other {
            good.extend([
                json!("うさぎ"),
                json!({ "choice": OTHER, "other": " う\nさぎ " }),
                json!({ "choice": "", "other": "かめ" }),
                json!({ "choice": values[0], "other": "残り" }),
                json!({ "choice": OTHER, "other": values[0] }),
            ]);
            bad.extend([
                json!({ "choice": OTHER, "other": "　" }),
                json!({ "choice": OTHER, "other": "とても長い名前" }),
            ]);
        }
        self.choose(&good, &bad)
    }

    fn several(&mut self, values: &[Value], other: bool) -> Value {
        let mut chosen: Vec<Value> = (0..=self.dice.roll(2))
            .map(|_| self.choose(values, &[json!("zzz"), json!("長すぎる答え"), json!(7)]))
            .collect();
        if self.careful && chosen.len() > 1 {
            chosen.retain(|value| value != "none");
            chosen.dedup();
        }
        if !other || self.dice.roll(2) == 0 {
            return Value::Array(chosen);
        }
        if self.careful {
            chosen.retain(|value| value != "none");
        }
        chosen.push(json!(OTHER));
        let text = self
            .choose(&[json!("自由"), json!(" 自 由 ")], &[json!(""), json!("長すぎる答えです"), json!("a"), json!(5)]);
        json!({ "choice": chosen, "other": text })
    }

    fn ranked(&mut self, values: &[Value]) -> Value {
        let first = self.dice.roll(values.len());
        let mut wishes: Vec<Value> = values.iter().cycle().skip(first).take(values.len()).cloned().collect();
        wishes.truncate(1 + self.dice.roll(values.len()));
        wishes.insert(self.dice.roll(wishes.len()), json!(""));
        if !self.careful {
            wishes.push(self.choose(&[wishes[0].clone()], &[json!("zzz"), json!(1)]));
        }
        Value::Array(wishes)
    }

    fn rows(&mut self, widget: &Widget, values: &[Value]) -> Value {
        let Widget::Matrix { rows } = widget else { panic!("{widget:?}") };
        let mut answer = Map::new();
        for row in rows {
            let good = if row.required { values.to_vec() } else { [values, &[json!("")]].concat() };
            answer.insert(row.name.clone(), self.choose(&good, &[json!("zzz"), json!(""), json!(3)]));
        }
        if !self.careful && self.dice.roll(6) == 0 {
            answer.insert("roof".to_owned(), json!("a"));
        }
        Value::Object(answer)
    }

    fn place(&mut self) -> Value {
        self.choose(
            &[
                json!("35.681236, 139.767125"),
                json!("北緯４３度３分５２秒　東経１４１度２０分４９秒"),
                json!({ "latitude": "35.68123649", "longitude": 139.767_125_49 }),
                json!({ "latitude": 43, "longitude": "141.0" }),
                json!({ "latitude": "35.68, 139.76", "longitude": "" }),
            ],
            &[
                json!("駅前"),
                json!({ "latitude": "北", "longitude": "139" }),
                json!({ "latitude": 35 }),
                json!({ "latitude": 95, "longitude": -181.5 }),
                json!({ "latitude": 1e300, "longitude": -0.0 }),
                json!({ "latitude": 35, "longitude": 139, "height": 3 }),
                json!([35, 139]),
                json!({ "latitude": true }),
            ],
        )
    }
}
