//! The examples and reasons of docs/form-language.md are true.

use super::Outcome;
use super::acceptance::{compiled, run};
use super::library::FUNCTIONS;
use serde_json::Value;

const DOCS: &str = include_str!("../../../docs/form-language.md");

/// The rows of the table that has this heading.
fn rows(heading: &'static str) -> impl Iterator<Item = Vec<String>> {
    let table = DOCS.lines().skip_while(move |line| *line != heading).skip(2).take_while(|line| line.starts_with('|'));
    table.map(|line| {
        let line = line.replace("\\|", "\u{1}");
        let cells = line.trim_matches('|').split('|').map(|cell| cell.trim().trim_matches('`').replace('\u{1}', "|"));
        cells.collect()
    })
}

#[test]
fn every_example_gives_what_the_docs_say() {
    let mut examples = 0;
    for row in rows("| expression | answers | result |") {
        let [text, answers, result] = row.as_slice() else { panic!("{row:?}") };
        let answers: Value = serde_json::from_str(answers).unwrap();
        let outcome = run(text, &answers);
        match result.as_str() {
            "absent" => assert_eq!(outcome, Outcome::Absent, "{text}"),
            "fails" => assert!(matches!(outcome, Outcome::Failed(_)), "{text}: {outcome:?}"),
            result => assert_eq!(outcome, Outcome::Value(serde_json::from_str(result).unwrap()), "{text}"),
        }
        examples += 1;
    }
    assert!(examples > 30, "{examples}");
}

#[test]
fn every_function_is_documented() {
    let table: String = rows("| function | gives |").map(|row| row[0].clone()).collect();
    for function in FUNCTIONS {
        assert!(table.contains(&format!("{}(", function.name)), "{}", function.name);
    }
}

#[test]
fn every_documented_reason_happens() {
    let long = "1 + ".repeat(300);
    let deep = "(".repeat(33);
    let examples = [
        ("syntax", "fee +"),
        ("tooLong", long.as_str()),
        ("tooDeep", deep.as_str()),
        ("tooNested", "[1].map(a, [1].map(b, [1].map(c, 1)))"),
        ("unknownName", "feee"),
        ("unknownMember", "item.nme"),
        ("unknownFunction", "ages(1, 2)"),
        ("argumentCount", "age(birth)"),
        ("memberName", "sum(children, note)"),
        ("wholeAnswers", "answers == 1"),
        ("unsupported", "fee == null"),
    ];
    let documented: String = rows("| `reason` | meaning |").map(|row| row[0].clone() + ",").collect();
    for (reason, text) in examples {
        assert_eq!(compiled(text).unwrap_err().reason, reason, "{text}");
        assert!(documented.contains(reason), "{reason}");
    }
    assert_eq!(documented.matches(',').count(), examples.len());
}
