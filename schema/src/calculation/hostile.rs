//! Hostile expressions and hostile answers: nothing panics, nothing overflows a small stack, nothing takes long.

mod random;

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

#[rustfmt::skip] // many short ones
const BROKEN: [&str; 65] = [
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

#[test]
fn broken_texts_are_refused() {
    let texts = BROKEN;
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
