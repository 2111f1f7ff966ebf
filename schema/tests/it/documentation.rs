//! docs/form-language.md is the specification: its tables and the code say the same.

use madoguchi_schema::violation::{CODES, Reach};
use std::path::Path;

/// The documents that together describe the form language, by name.
pub fn chapters() -> Vec<(&'static str, String)> {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    let read = |name| (name, std::fs::read_to_string(docs.join(name)).unwrap());
    ["form-language.md", "form-language/kinds.md"].map(read).into()
}

/// The codes in a cell, in order.
pub fn codes_of(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn section(heading: &str) -> String {
    let (_, text) = chapters().swap_remove(0);
    let start = text.find(&format!("\n## {heading}\n")).unwrap();
    let rest = &text[start + 4..];
    rest[..rest.find("\n## ").unwrap_or(rest.len())].to_owned()
}

/// The codes in the first cell of every row (without the explanations in parentheses), with its last cell.
fn rows(section: &str) -> Vec<(String, String)> {
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    let mut found = Vec::new();
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let codes: String =
            cells[0].split('(').map(|piece| piece.split_once(')').map_or(piece, |(_, after)| after)).collect();
        found.extend(codes_of(&codes).into_iter().map(|code| (code, (*cells.last().unwrap()).to_owned())));
    }
    found
}

#[test]
fn the_table_of_violations_is_complete() {
    let documented = rows(&section("Violations"));
    for (code, reach) in CODES {
        let word = if *reach == Reach::Contract { "contract" } else { "beyond" };
        assert!(documented.contains(&((*code).to_owned(), word.to_owned())), "{code} {word}");
    }
    for (code, _) in documented {
        assert!(CODES.iter().any(|(known, _)| *known == code), "{code} is documented and does not exist");
    }
}

#[test]
fn the_table_of_problems_is_complete() {
    let documented: Vec<String> = rows(&section("Problems")).into_iter().map(|(code, _)| code).collect();
    let mut sources = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut emitted = Vec::new();
    while let Some(path) = sources.pop() {
        if path.is_dir() {
            sources.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        let text = std::fs::read_to_string(path).unwrap();
        for maker in ["Problem::error(\"", "Problem::warning(\"", "Problem::hint(\""] {
            emitted.extend(text.split(maker).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()));
        }
    }
    assert!(emitted.len() > 40);
    for code in &emitted {
        assert!(documented.contains(code), "{code} is not documented");
    }
    for code in &documented {
        assert!(emitted.contains(code), "{code} is documented and never reported");
    }
}

#[test]
fn the_first_example_is_a_form_as_it_stands() {
    let (_, text) = chapters().swap_remove(0);
    let example = text.split("```json form\n").nth(1).unwrap().split("```").next().unwrap();
    let form = crate::forms::published(serde_json::from_str(example).unwrap());
    assert_eq!(form.settings().receipt_prefix.as_deref(), Some("WK"));
    assert_eq!(form.settings().receipt_mail.to.as_deref(), Some("email"));
    assert!(form.field("ticketNumber").is_some_and(madoguchi_schema::Field::always_required));
}
