//! Individual numbers (マイナンバー) must not be collected with a form unless its settings record the legal ground: the law
//! names who may ask for them and how. With a ground there is one kind for them, and no other field may ask.

use crate::document::Parsed;
use crate::field::{Field, Sensitivity};
use crate::kind::KindName;
use crate::problem::Problem;
use serde_json::Value;

const WORDS: [&str; 2] = ["マイナンバー", "個人番号"];

pub fn lint(parsed: &Parsed, problems: &mut Vec<Problem>) {
    let grounded = parsed.settings.my_number_ground.is_some();
    // What a group inherits from its members is told at the members.
    let own = |field: &&Field| field.group.is_none() || field.schema.contains_key("x-sensitive");
    for field in parsed.all_fields().filter(own) {
        if field.kind == KindName::MyNumber {
            if !grounded {
                let problem = Problem::error("myNumber", &field.at).with("label", field.label());
                problems.push(problem.suggesting("setMyNumberGround"));
            }
            continue;
        }
        let typed = matches!(
            field.kind,
            KindName::ShortText
                | KindName::LongText
                | KindName::Hidden
                | KindName::Integer
                | KindName::Decimal
                | KindName::KeyNumber
        );
        let named = names_the_number(field.label());
        let twelve = holds_twelve_digits(field);
        if field.sensitivity == Some(Sensitivity::MyNumber) || (typed && (named || (twelve && mentions(field.label()))))
        {
            problems.push(Problem::error("myNumber", &field.at).with("label", field.label()));
        } else if typed && twelve {
            problems.push(Problem::warning("twelveDigits", &field.at).with("label", field.label()));
        } else if field.takes_files() && mentions(field.label()) {
            problems.push(Problem::warning("myNumberFile", &field.at).with("label", field.label()));
        }
    }
}

fn mentions(label: &str) -> bool {
    WORDS.iter().any(|word| label.contains(word))
}

/// Whether a label asks for the number itself; a question about the card (マイナンバーカードの受取場所) does not.
fn names_the_number(label: &str) -> bool {
    let about_the_number =
        |word: &str| label.match_indices(word).any(|(start, _)| !label[start + word.len()..].starts_with("カード"));
    WORDS.into_iter().any(about_the_number)
}

fn holds_twelve_digits(field: &Field) -> bool {
    let number = |keyword: &str| field.schema.get(keyword).and_then(Value::as_u64);
    let pattern = field.schema.get("pattern").and_then(Value::as_str).unwrap_or_default();
    let exactly = number("minLength") == Some(12) && number("maxLength") == Some(12);
    // Few patterns are about digits, and compiling one is a hundred times as much work as looking at it.
    let about_digits = !pattern.is_empty() && crate::pattern::may_hold_digits(pattern);
    let only_twelve = about_digits.then(|| crate::pattern::compile(pattern)).flatten().is_some_and(|pattern| {
        let digits = |count: usize| "1".repeat(count);
        pattern.is_match(&digits(12)) && !pattern.is_match(&digits(11)) && !pattern.is_match(&digits(13))
    });
    exactly || only_twelve
}
