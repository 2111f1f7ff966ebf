//! Somebody who answers forms by throwing dice. Only what dice decide: nothing here knows what is right.

use madoguchi_schema::{Field, KindName, PublishedForm, RawAnswers};
use serde_json::{Map, Value, json};

/// A small deterministic source of choices: the same run every time, on every machine.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    pub fn pick(&mut self, from: &[Value]) -> Value {
        from[self.roll(from.len())].clone()
    }
}

/// Somebody who answers: careful people make no mistakes.
pub struct Resident {
    dice: Dice,
    careful: bool,
}

impl Resident {
    pub fn new(seed: u64) -> Self {
        let mut dice = Dice(seed * 7919 + 17);
        let careful = dice.roll(3) > 0;
        Self { dice, careful }
    }

    fn choose(&mut self, good: &[Value], bad: &[Value]) -> Value {
        if self.careful || self.dice.roll(3) > 0 { self.dice.pick(good) } else { self.dice.pick(bad) }
    }

    #[rustfmt::skip] // one kind, few lines
    fn answer(&mut self, field: &Field) -> Value {
        if !self.careful && self.dice.roll(12) == 0 {
            return self.dice.pick(&[json!(null), json!(7), json!(-1.5), json!({"x": "y"}), json!(["z"]), json!(" 　"), json!(true), json!("花子"), json!([])]);
        }
        let choices: Vec<Value> = field.choices().iter().map(|choice| json!(choice.value)).collect();
        match field.kind() {
            KindName::Choice => self.choose(&choices, &[json!("zzz"), json!("")]),
            KindName::Choices => (0..=self.dice.roll(2)).map(|_| self.choose(&choices, &[json!("zzz")])).collect(),
            KindName::Integer => self.choose(&[json!("３"), json!(6), json!(1.0), json!("0"), json!("20"), json!("5.0"), json!("６人")], &[json!("五"), json!("1,000"), json!("-1"), json!(1.5)]),
            KindName::Decimal => self.choose(&[json!("３６．５"), json!(38), json!("36"), json!("36.0"), json!(37.0)], &[json!("36.4"), json!("高い"), json!(30), json!(99)]),
            KindName::Date => self.choose(
                &[json!("令和8年4月10日"), json!("2026年4月3日（金）"), json!("2026-04-01"), json!({"year": "2026", "month": "4", "day": "20"})],
                &[json!("2026-02-30"), json!("いつか"), json!("2026-04-03(土)"), json!("0026-04-03"), json!("1980-01-01"), json!({"year": "2026", "month": "", "day": ""})],
            ),
            KindName::Email => self.choose(
                &[json!("a@example.jp"), json!("ａ＠example.com"), json!({"address": "a@example.jp", "confirmation": "a@example.jp"})],
                &[json!("a"), json!({"address": "a@example.jp", "confirmation": "b@example.jp"})],
            ),
            KindName::Phone => self.choose(&[json!("00-0000-0000"), json!("０９０００００００００")], &[json!("110")]),
            KindName::YesNo | KindName::Consent => self.choose(&[json!("on"), json!(true)], &[json!(false), json!("")]),
            KindName::PersonName | KindName::PostalAddress => {
                let texts = [json!("髙橋"), json!("葛\u{e0100}\r\n城\u{1b}"), json!("ﾀｶﾊｼ"), json!(""), json!("とても長い名前の人"), json!("１２－３"), json!(5)];
                let mut parts = Map::new();
                for part in field.parts() {
                    let good = if part.name == "postalCode" { "〒123－4567" } else { "ﾀｶﾊｼ" };
                    parts.insert(part.name.to_owned(), self.choose(&[json!(good)], &texts));
                }
                if !self.careful && self.dice.roll(8) == 0 {
                    parts.insert("other".to_owned(), json!("x"));
                }
                Value::Object(parts)
            }
            KindName::Group => {
                let rows = self.dice.roll(if self.careful { 4 } else { 6 });
                (0..rows).map(|_| self.row(field)).collect()
            }
            KindName::File => (0..=self.dice.roll(if self.careful { 2 } else { 5 })).map(|number| json!(format!("token{number}"))).collect(),
            _ => self.choose(&[json!("１２３４"), json!("カナ")], &[json!("とても長い答えをここに書きます"), json!("葛\u{e0100}城"), json!("1\n2"), json!("サーバー\u{0}１\t")]),
        }
    }

    /// A row of a group; careless people leave it blank, half empty, or make something else of it.
    fn row(&mut self, field: &Field) -> Value {
        if !self.careful && self.dice.roll(8) == 0 {
            return self.dice.pick(&[json!({}), json!(null), json!(3), json!("x"), json!([]), json!({"ghost": "x"})]);
        }
        let mut row = Map::new();
        for member in field.group().unwrap().fields() {
            if member.always_required() && self.careful || self.dice.roll(3) > 0 {
                row.insert(member.name().to_owned(), self.answer(member));
            }
        }
        Value::Object(row)
    }

    pub fn answers(&mut self, form: &PublishedForm) -> RawAnswers {
        let mut raw = Map::new();
        let eagerness = self.dice.roll(10) + 1;
        for field in form.fields() {
            if field.always_required() && self.careful || self.dice.roll(10) < eagerness {
                raw.insert(field.name().to_owned(), self.answer(field));
            }
        }
        for name in ["unknown", "extraRoom"] {
            if !self.careful && self.dice.roll(8) == 0 {
                raw.insert(name.to_owned(), self.dice.pick(&[json!("x"), json!(""), json!(3)]));
            }
        }
        RawAnswers(raw)
    }
}
