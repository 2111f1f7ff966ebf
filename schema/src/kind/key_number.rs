//! `keyNumber`: a number that the office printed and mailed (接種券番号, 通知書番号): so many digits, now and then letters, with
//! or without a check digit.

use super::check_digits::{luhn, modulus_11};
use super::checked_number::{CheckedNumber, compact};
use super::{Blueprint, Definition, Kind};
use crate::pointer;
use crate::problem::Problem;
use serde_json::Value;

pub const DEFINITION: Definition = Definition {
    pattern_code: Some("keyNumber"),
    keywords: &["x-length", "x-groups", "x-check-digit", "x-letters"],
    lint,
    ..Definition::of("string", build)
};

/// Nothing that people type from a sheet of paper is longer.
const LONGEST: u64 = 50;

fn length(blueprint: &Blueprint) -> Option<u64> {
    blueprint.count("x-length").filter(|length| (1..=LONGEST).contains(length))
}

fn groups(blueprint: &Blueprint) -> Vec<u64> {
    let groups = blueprint.schema.get("x-groups").and_then(Value::as_array);
    groups.into_iter().flatten().filter_map(Value::as_u64).collect()
}

fn lint(blueprint: &Blueprint, problems: &mut Vec<Problem>) {
    let Some(length) = length(blueprint) else {
        problems.push(Problem::error("keyLength", blueprint.at).with("limit", LONGEST).suggesting("setLength"));
        return;
    };
    let groups = groups(blueprint);
    let total = groups.iter().fold(0, |total: u64, group| total.saturating_add(*group));
    if !groups.is_empty() && total != length {
        let problem = Problem::error("keyLength", pointer::join(blueprint.at, "x-groups"));
        problems.push(problem.with("limit", length).with("actual", total));
    }
    if blueprint.text("x-check-digit").is_some() && (blueprint.flag("x-letters") || length < 2) {
        problems.push(Problem::error("keyCheckDigit", pointer::join(blueprint.at, "x-check-digit")));
    }
}

fn build(blueprint: &Blueprint) -> Box<dyn Kind> {
    let letters = blueprint.flag("x-letters");
    let class = if letters { "[A-Z0-9]" } else { "[0-9]" };
    let pattern = length(blueprint).map(|length| format!("^{class}{{{length}}}$"));
    let checks = match blueprint.text("x-check-digit") {
        _ if letters => |_: &str| true,
        Some("luhn") => luhn,
        Some("mod11") => modulus_11,
        _ => |_: &str| true,
    };
    let fold = if letters { |text: &str| compact(text).to_ascii_uppercase() } else { compact };
    let groups = groups(blueprint).into_iter().filter_map(|group| usize::try_from(group).ok()).collect();
    let number = CheckedNumber::new(fold, pattern, checks).in_groups(groups, '-');
    Box::new(if letters { number.with_letters() } else { number })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::testing::{build, read};
    use serde_json::json;

    #[test]
    fn digits_from_any_notation() {
        let schema = json!({"x-kind": "keyNumber", "x-length": 9, "x-groups": [3, 6]});
        for typed in [
            "123456789",
            "１２３４５６７８９",
            "123-456789",
            "123－456789",
            "１２３ー４５６７８９",
            "123 456789",
            "123　456 789",
            "123‑456‑789",
            " 123456789 ",
            "1 2 3 4 5 6 7 8 9",
        ] {
            assert_eq!(read(schema.clone(), json!(typed)), (Some(json!("123456789")), vec![]), "{typed}");
        }
        for typed in ["12345678", "1234567890", "12345678A", "番号"] {
            assert_eq!(read(schema.clone(), json!(typed)).1, ["/f keyNumber"], "{typed}");
        }
        assert_eq!(build(schema).display(&json!("123456789")), ["123-456789"]);
    }

    #[test]
    fn letters_and_check_digits() {
        let letters = json!({"x-kind": "keyNumber", "x-length": 4, "x-letters": true});
        assert_eq!(read(letters.clone(), json!("ａｂ－１2")), (Some(json!("AB12")), vec![]));
        assert_eq!(read(letters, json!("あb12")).1, ["/f keyNumber"]);
        let luhn = json!({"x-kind": "keyNumber", "x-length": 11, "x-check-digit": "luhn"});
        assert_eq!(read(luhn.clone(), json!("7992 7398 713")).1, [""; 0]);
        assert_eq!(read(luhn, json!("79927398710")).1, ["/f checkDigit"]);
        let modulus = json!({"x-kind": "keyNumber", "x-length": 12, "x-check-digit": "mod11"});
        assert_eq!(read(modulus.clone(), json!("123456789018")).1, [""; 0]);
        assert_eq!(read(modulus, json!("123456789019")).1, ["/f checkDigit"]);
    }

    #[test]
    fn what_cannot_be_meant() {
        let found = |schema: Value| {
            let mut problems = Vec::new();
            let schema = schema.as_object().cloned().unwrap();
            lint(&Blueprint { at: "/properties/f", label: "F", schema: &schema, other_units: &[] }, &mut problems);
            problems.into_iter().map(|problem| format!("{} {}", problem.code, problem.at)).collect::<Vec<_>>()
        };
        assert_eq!(found(json!({"x-length": 9, "x-groups": [3, 6], "x-check-digit": "luhn"})), [""; 0]);
        assert_eq!(found(json!({})), ["keyLength /properties/f"]);
        assert_eq!(found(json!({"x-length": 0})), ["keyLength /properties/f"]);
        assert_eq!(found(json!({"x-length": 51})), ["keyLength /properties/f"]);
        assert_eq!(found(json!({"x-length": 8, "x-groups": [3, 6]})), ["keyLength /properties/f/x-groups"]);
        let both = json!({"x-length": 8, "x-letters": true, "x-check-digit": "luhn"});
        assert_eq!(found(both), ["keyCheckDigit /properties/f/x-check-digit"]);
    }
}
