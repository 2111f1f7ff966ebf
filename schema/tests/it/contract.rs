//! The promise of the contract: on normalised answers, a stock validator's verdict is ours without the codes that are
//! marked `beyond`; and what we accept, it accepts.

use crate::{fixtures, forms};
use jiff::civil::date;
use madoguchi_schema::violation::{Reach, reach};
use madoguchi_schema::{Field, KindName, PublishedForm, RawAnswers};
use serde_json::{Map, Value, json};

/// A small deterministic source of choices: the same run every time, on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    fn pick(&mut self, from: &[Value]) -> Value {
        from[self.roll(from.len())].clone()
    }
}

/// Somebody who answers: careful people make no mistakes.
struct Resident {
    dice: Dice,
    careful: bool,
}

impl Resident {
    fn new(seed: u64) -> Self {
        let mut dice = Dice(seed * 7919 + 17);
        let careful = dice.roll(3) > 0;
        Self { dice, careful }
    }

    fn choose(&mut self, good: &[Value], bad: &[Value]) -> Value {
        if self.careful || self.dice.roll(3) > 0 {
            self.dice.pick(good)
        } else {
            self.dice.pick(bad)
        }
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
            KindName::Integer => self.choose(&[json!("３"), json!(6), json!(1.0), json!("0"), json!("20")], &[json!("五"), json!("1,000"), json!("-1"), json!(1.5)]),
            KindName::Decimal => self.choose(&[json!("３６．５"), json!(38), json!("36")], &[json!("36.4"), json!("高い"), json!(30), json!(99)]),
            KindName::Date => self.choose(
                &[json!("令和8年4月10日"), json!("2026-04-01"), json!({"year": "2026", "month": "4", "day": "20"})],
                &[json!("2026-02-30"), json!("いつか"), json!("1980-01-01"), json!({"year": "2026", "month": "", "day": ""})],
            ),
            KindName::Email => self.choose(
                &[json!("a@example.jp"), json!("ａ＠example.com"), json!({"address": "a@example.jp", "confirmation": "a@example.jp"})],
                &[json!("a"), json!({"address": "a@example.jp", "confirmation": "b@example.jp"})],
            ),
            KindName::Phone => self.choose(&[json!("00-0000-0000"), json!("０９０００００００００")], &[json!("110")]),
            KindName::YesNo | KindName::Consent => self.choose(&[json!("on"), json!(true)], &[json!(false), json!("")]),
            KindName::PersonName | KindName::PostalAddress => {
                let texts = [json!("髙橋"), json!("ﾀｶﾊｼ"), json!(""), json!("とても長い名前の人"), json!("１２－３"), json!(5)];
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
            KindName::File => (0..=self.dice.roll(if self.careful { 2 } else { 5 })).map(|number| json!(format!("token{number}"))).collect(),
            _ => self.choose(&[json!("１２３４"), json!("カナ")], &[json!("とても長い答えをここに書きます"), json!("葛\u{e0100}城"), json!("1\n2")]),
        }
    }

    fn answers(&mut self, form: &PublishedForm) -> RawAnswers {
        let mut raw = Map::new();
        let eagerness = self.dice.roll(10) + 1;
        for field in form.fields() {
            if field.always_required() && self.careful || self.dice.roll(10) < eagerness {
                raw.insert(field.name().to_owned(), self.answer(field));
            }
        }
        for name in ["unknown", "extraRoom"] {
            if !self.careful && self.dice.roll(8) == 0 {
                raw.insert(
                    name.to_owned(),
                    self.dice.pick(&[json!("x"), json!(""), json!(3)]),
                );
            }
        }
        RawAnswers(raw)
    }
}

fn agree(form: &PublishedForm, rounds: u64) -> [usize; 2] {
    let contract = form.contract();
    assert!(!contract.to_string().contains("\"x-"), "{contract:#}");
    // Asserting formats is what a strict validator does; the contract must not depend on it.
    let stock = jsonschema::draft202012::options()
        .should_validate_formats(true)
        .build(&contract)
        .unwrap();
    let mut verdicts = [0, 0];
    for seed in 0..rounds {
        let raw = Resident::new(seed).answers(form);
        let evaluation = form.evaluate(&raw, date(2026, 4, 1));
        let plain = evaluation
            .violations
            .iter()
            .filter(|one| reach(one.code) == Some(Reach::Contract))
            .count();
        let ours = plain == 0 && evaluation.exit().is_none();
        let normalised = Value::Object(evaluation.answers.clone());
        let theirs: Vec<String> = stock
            .iter_errors(&normalised)
            .map(|error| format!("{} {error}", error.instance_path()))
            .collect();
        assert_eq!(
            ours,
            theirs.is_empty(),
            "{raw:#?}\n{evaluation:#?}\n{theirs:#?}"
        );
        verdicts[usize::from(ours)] += 1;
        for violation in &evaluation.violations {
            assert!(
                reach(violation.code).is_some(),
                "{} stands in no table",
                violation.code
            );
            let hidden = violation
                .field()
                .and_then(|name| form.field(name))
                .is_some_and(|field| !evaluation.is_shown(field.name()));
            assert!(!hidden, "{violation:?} of a hidden field");
        }
        if let Ok(valid) = form.accept(&raw, date(2026, 4, 1)) {
            assert!(stock.is_valid(&json!(valid)));
            let again = form.accept(&RawAnswers(valid.as_map().clone()), date(2026, 4, 1));
            assert_eq!(again.as_ref(), Ok(&valid), "normalised answers are normal");
            assert_eq!(form.cells(valid.as_map()).len(), form.columns().len());
        }
    }
    verdicts
}

#[test]
fn stock_validators_agree() {
    for document in [forms::every_kind(), forms::foreign()] {
        let [refused, fine] = agree(&forms::published(document), 4000);
        assert!(
            refused > 100 && fine > 20,
            "the dice are one-sided: {refused} {fine}"
        );
    }
}

#[test]
fn stock_validators_agree_on_the_gallery() {
    for form in fixtures::forms() {
        agree(&form, 300);
    }
}

#[test]
fn the_contract_says_conditions_in_plain_words() {
    let contract = forms::published(forms::every_kind()).contract();
    let rules = contract["allOf"].as_array().unwrap();
    let agent = json!({
        "if": { "properties": { "target": { "const": "agent" } }, "required": ["target"] },
        "then": { "required": ["agentName"] },
        "else": { "properties": { "agentName": false } }
    });
    assert!(rules.contains(&agent), "{rules:#?}");
    assert!(
        rules.iter().any(|rule| rule["then"] == json!(false)),
        "exits"
    );
    assert_eq!(contract["additionalProperties"], json!(false));
    assert_eq!(
        contract["properties"]["name"]["required"],
        json!(["familyName", "givenName", "familyNameKana"])
    );
    assert_eq!(
        contract["properties"]["name"]["additionalProperties"],
        json!(false)
    );
    assert_eq!(contract["properties"]["photo"]["maxItems"], json!(2));
}
