//! Hostile expressions and hostile answers: nothing panics, nothing overflows a small stack, nothing takes long.

use super::acceptance::{child, names, run};
use super::{Outcome, Scope, compile};
use jiff::civil::date;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// Compiles and runs on a stack far smaller than a server's.
fn on_a_small_stack(texts: Vec<String>) -> Vec<Result<Outcome, &'static str>> {
    let work = move || {
        let (names, item) = (names(), child());
        let scope = Scope { names: &names, item: Some(&item) };
        let answers = json!({ "fee": 3, "note": "x".repeat(5_000), "agree": true });
        let mut outcomes = Vec::new();
        for text in texts {
            let start = Instant::now();
            let program = compile(&text, &scope);
            let took = start.elapsed();
            assert!(took < Duration::from_millis(500), "{took:?} for {text}");
            outcomes.push(match program {
                Ok(program) => Ok(program.run(|name| answers.get(name), None, date(2026, 4, 1))),
                Err(refusal) => Err(refusal.reason),
            });
        }
        outcomes
    };
    std::thread::Builder::new().stack_size(1024 * 1024).spawn(work).unwrap().join().unwrap()
}

/// `before` as often as fits, then the middle, then `behind` as often.
fn wrapped(before: &str, middle: &str, behind: &str, times: usize) -> String {
    format!("{}{middle}{}", before.repeat(times), behind.repeat(times))
}

#[test]
fn deep_texts_are_refused_and_the_deepest_allowed_ones_run() {
    let shapes = [
        ("(", "1", ")"),
        ("[", "1", "]"),
        ("!", "agree", ""),
        ("-", "fee", ""),
        ("- ", "fee", ""),
        ("-(", "fee", ")"),
        ("agree ? 1 : ", "2", ""),
        ("agree ? ", "2", " : 1"),
        ("(agree ? ", "2", " : 1)"),
        ("fee + ", "1", ""),
        ("(fee + ", "1", ")"),
        ("", "1", " + fee"),
        ("agree && ", "agree", ""),
        ("agree || (", "agree", ")"),
        ("string(", "fee", ")"),
        ("[1].map(x, ", "1", ")"),
        ("", "[1]", ".map(x, x)"),
        ("", "children", "[0]"),
        ("", "address", ".prefecture"),
        ("size([", "1", "])"),
        ("{", "1", "}"),
        ("[[", "1", "]]"),
        ("1 < ", "2", ""),
        ("max(1, ", "2", ")"),
        ("fee in [", "fee", "]"),
    ];
    for (before, middle, behind) in shapes {
        let texts = (1..200)
            .map(|times| wrapped(before, middle, behind, times))
            .chain([wrapped(before, middle, behind, 20_000)]);
        let outcomes = on_a_small_stack(texts.collect());
        let last = outcomes.last().unwrap();
        assert!(matches!(last, Err("tooLong" | "syntax" | "tooDeep")), "{before} {last:?}");
    }
}

#[test]
fn broken_texts_are_refused() {
    let texts = [
        "'",
        "\"",
        "'''a'''",
        "\"\"\"",
        "'\\",
        "'\\'",
        "'\\あ'",
        "'\\x'",
        "'\\ud800'",
        "'\\U00110000'",
        "r'a'",
        "b'a'",
        "br'a'",
        "`fee`",
        "answers.`my-field`",
        "fee // note",
        "あ",
        "fee　+ 1",
        "'a\nb'",
        "(",
        ")",
        "](",
        ")(",
        "((",
        "1..2",
        "1e",
        "0x",
        "99999999999999999999",
        "1e999999",
        ".",
        "..",
        "?",
        ":",
        "a ? b",
        "has()",
        "has(fee)",
        "has(1)",
        "[].map(1, 2)",
        "[].map()",
        "x.map(y, y)",
        "fee.map(x, x)(1)",
        "_+_",
        "_+_(1, 2)",
        "@result",
        "[1].map(@result, 1)",
        "$fee",
        "?fee",
        "a.?b",
        "[?1]",
        "a[?1]",
        "Foo{a: 1}",
        "optional.none()",
        "dyn(1)",
        "type(1)",
        "sum_of_decimals([])",
        "int()",
        "in in in",
        "return",
        "true.false",
        "1.size()",
        "\u{0}",
        "fee\u{0}",
        "'\u{0}",
        "--9223372036854775808",
        "- -9223372036854775809",
    ];
    let outcomes = on_a_small_stack(texts.iter().map(|text| (*text).to_owned()).collect());
    for (text, outcome) in texts.iter().zip(outcomes) {
        assert!(!matches!(outcome, Ok(Outcome::Value(_))), "{text}: {outcome:?}");
    }
}

#[test]
fn the_number_of_steps_is_bounded() {
    let refused = |text: &str, reason: &str| {
        let (names, item) = (names(), child());
        let refusal = compile(text, &Scope { names: &names, item: Some(&item) });
        assert_eq!(refusal.unwrap_err().reason, reason, "{text}");
    };
    refused(&format!("[note + note]{}", ".map(x, x + x)".repeat(60)), "cost");
    refused(&format!("['ab']{}", ".map(x, x + x)".repeat(60)), "cost");
    refused(&format!("[[1, 2]]{}", ".map(x, x + x)".repeat(60)), "cost");
    refused(&format!("[1]{}", ".map(x, [x, x])".repeat(60)), "cost");
    refused("children.map(a, children.map(b, children.map(c, 1)))", "tooNested");
    refused("children.map(a, wishes.all(b, [1].exists(c, true)))", "tooNested");
    let wide = [super::Name {
        name: "rows".to_owned(),
        of: super::Type::List { max: 1_000, of: Box::new(super::Type::Integer) },
    }];
    let refusal = compile("rows.all(a, rows.all(b, a == b))", &Scope { names: &wide, item: None });
    assert_eq!(refusal.unwrap_err().reason, "cost");
    assert!(compile("rows.filter(a, a > 3).map(a, a * 2).size()", &Scope { names: &wide, item: None }).is_ok());
    let endless = [super::Name {
        name: "rows".to_owned(),
        of: super::Type::List { max: u64::MAX, of: Box::new(super::Type::Integer) },
    }];
    assert_eq!(compile("sum(rows)", &Scope { names: &endless, item: None }).unwrap_err().reason, "cost");
}

#[test]
fn the_dearest_allowed_expressions_are_quick() {
    let rows: Vec<Value> = (0..10).map(|age| json!({"age": age, "name": "あ".repeat(50)})).collect();
    let answers = json!({"children": rows, "note": "x".repeat(10_000), "wishes": ["a", "b", "c", "d", "e"]});
    for text in [
        "children.map(a, children.filter(b, a.age < b.age).size()).size()",
        "children.all(a, children.exists(b, a.name == b.name))",
        "size([note + note].map(x, x + x).map(x, x + x)[0])",
    ] {
        let start = Instant::now();
        let outcome = run(text, &answers);
        assert!(matches!(outcome, Outcome::Value(_)), "{text}: {outcome:?}");
        assert!(start.elapsed() < Duration::from_millis(200), "{text}: {:?}", start.elapsed());
    }
}

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
