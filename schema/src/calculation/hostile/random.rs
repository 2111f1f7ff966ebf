//! Expressions and answers made by throwing dice, the same ones every time.

use crate::calculation::acceptance::{child, names};
use crate::calculation::{Outcome, Scope, compile};
use jiff::civil::date;
use serde_json::{Value, json};

#[rustfmt::skip] // many short ones
const LEAVES: [&str; 28] = [
    "fee",
    "copies",
    "rate",
    "birth",
    "start",
    "end",
    "note",
    "agree",
    "wishes",
    "children",
    "today",
    "item.age",
    "item.birth",
    "answers.int",
    "0",
    "-1",
    "1",
    "9223372036854775807",
    "-9223372036854775808",
    "0.5",
    "1e308",
    "''",
    "'2024-02-29'",
    "'9999-12-31'",
    "'0001-01-01'",
    "true",
    "[]",
    "children[0]",
];
#[rustfmt::skip] // many short ones
const SHAPES: [&str; 38] = [
    "(A + A)",
    "(A - A)",
    "(A * A)",
    "(A / A)",
    "(A % A)",
    "(A == A)",
    "(A < A)",
    "(A && A)",
    "(A || A)",
    "(A in A)",
    "(A ? A : A)",
    "!A",
    "-A",
    "[A, A]",
    "A[0]",
    "sum(A)",
    "sum(children, 'age')",
    "sum(children, 'weight')",
    "count(A)",
    "min(A, A)",
    "min(A)",
    "max(A, A, A)",
    "floorTo(A, A)",
    "ceilTo(A, A)",
    "age(A, A)",
    "daysBetween(A, A)",
    "addDays(A, A)",
    "addMonths(A, A)",
    "weekday(A)",
    "fiscalYear(A)",
    "isBusinessDay(A)",
    "nextBusinessDay(A)",
    "int(A)",
    "double(A)",
    "string(A)",
    "size(A)",
    "A.map(x, A)",
    "children.filter(x, x.age < A)",
];

/// A small generator: the same numbers every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % sides
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.roll(of.len())]
    }

    fn expression(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self.one(&LEAVES).to_owned();
        }
        let shape = self.one(&SHAPES);
        shape.chars().map(|one| if one == 'A' { self.expression(depth - 1) } else { one.to_string() }).collect()
    }

    fn value(&mut self) -> Value {
        const TEXTS: [&str; 10] = [
            "",
            "a",
            "2026-04-01",
            "2024-02-29",
            "9999-12-31",
            "-009999-01",
            "2026-02-30",
            "０",
            "99999999999999999999",
            "あ",
        ];
        match self.roll(12) {
            0 => json!(i64::MIN),
            1 => json!(i64::MAX),
            2 => json!(0),
            3 => json!(-1),
            4 => json!(1.5),
            5 => json!(1e308),
            6 => json!(u64::MAX),
            7 => json!(self.roll(2) == 0),
            8 => Value::Null,
            9 => json!([{"age": 3, "birth": "2020-02-29", "weight": 3}, {"age": -1}, 7, {}, []]),
            10 => json!(["a", "b"]),
            _ => json!(self.one(&TEXTS)),
        }
    }
}

#[test]
fn no_expression_and_no_answers_make_it_panic() {
    let (names, item) = (names(), child());
    let scope = Scope { names: &names, item: Some(&item) };
    let mut dice = Dice(20_260_401);
    let (mut compiled, mut values, mut absent, mut failed) = (0, 0, 0, 0);
    for _ in 0..6_000 {
        let depth = 1 + dice.roll(3);
        let text = dice.expression(depth);
        let Ok(program) = compile(&text, &scope) else { continue };
        compiled += 1;
        for _ in 0..6 {
            let answers: Value = names.iter().map(|name| (name.name.clone(), dice.value())).collect();
            let row = json!({"age": dice.value(), "birth": dice.value(), "x": 1});
            match program.run(|name| answers.get(name), row.as_object(), date(2026, 4, 1)) {
                Outcome::Value(value) => {
                    assert!(!value.is_array() && !value.is_object() && !value.is_null(), "{text}");
                    values += 1;
                }
                Outcome::Absent => absent += 1,
                Outcome::Failed(_) => failed += 1,
            }
        }
    }
    assert!(
        compiled > 2_000 && values > 1_000 && absent > 1_000 && failed > 1_000,
        "{compiled} {values} {absent} {failed}"
    );
}

#[test]
fn no_text_makes_the_compiler_panic() {
    let (names, item) = (names(), child());
    let scope = Scope { names: &names, item: Some(&item) };
    let mut dice = Dice(7);
    const PIECES: [&str; 40] = [
        "fee", " ", "+", "-", "!", "(", ")", "[", "]", "{", "}", ",", ".", "?", ":", "'", "\"", "\\", "あ", "1", "0x",
        "e9", "has", "(", "map", "x", "answers", "item", "in", "&&", "||", "==", "<", "true", "null", "\n", "/", "`",
        "sum", "children",
    ];
    for _ in 0..30_000 {
        let length = 1 + dice.roll(14);
        let text: String = (0..length).map(|_| dice.one(&PIECES)).collect();
        if let Ok(program) = compile(&text, &scope) {
            let _ = program.run(|_| None, None, date(2026, 4, 1));
        }
    }
}
