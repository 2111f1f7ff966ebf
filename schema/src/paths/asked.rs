//! What conditions ask about a field, and the answers that make a difference to them.

use super::budget::{Budget, weight};
use super::examiner::Examiner;
use super::example::{confirmed, guesses, numbers};
use super::lines;
use super::named::{ENOUGH, named};
use crate::condition::Condition;
use crate::kind::json_type;
use crate::validator::Validator;
use serde_json::{Value, json};
use std::collections::HashMap;

/// At most so many answers of one field are tried.
const MOST: usize = 30;
/// So many different statements about one field are told apart.
const STATEMENTS: usize = 24;

/// The statements about each field that stand anywhere in some conditions, by name; each once.
pub fn statements<'a>(conditions: &[&'a Condition]) -> HashMap<&'a str, Vec<&'a Value>> {
    let mut found: HashMap<&str, Vec<&Value>> = HashMap::new();
    let mut waiting: Vec<&Value> = conditions.iter().map(|condition| &condition.explicit).collect();
    while let Some(predicate) = waiting.pop() {
        for (keyword, value) in predicate.as_object().into_iter().flatten() {
            match (keyword.as_str(), value) {
                ("properties", Value::Object(members)) => {
                    for (name, statement) in members.iter().filter(|(_, statement)| statement.is_object()) {
                        let about = found.entry(name).or_default();
                        // One more than are told apart, so that it is noticed.
                        if about.len() <= STATEMENTS && !about.contains(&statement) {
                            about.push(statement);
                        }
                    }
                }
                ("allOf" | "anyOf", Value::Array(items)) => waiting.extend(items),
                ("not", statement) => waiting.push(statement),
                _ => {}
            }
        }
    }
    found
}

/// Answers of a field that some statement tells apart.
pub struct Telling {
    pub answers: Vec<Value>,
    /// Whether there is one for every way in which the statements can be true and false of an accepted answer.
    pub complete: bool,
}

/// One answer for each way in which statements tell answers apart, beginning with the example. Where expressions care too
/// (`extra` are guesses for them) every other value may make a difference.
pub fn telling(
    examiner: &Examiner<'_>,
    example: Option<&Value>,
    statements: &[&Value],
    extra: Option<Vec<Value>>,
    budget: &mut Budget,
) -> Telling {
    let is_any = extra.is_some();
    let (guesses, mut whole) = collected(examiner, example, statements, extra.unwrap_or_default());
    let statements = &statements[..statements.len().min(STATEMENTS)];
    let checks: Vec<Validator> = statements.iter().filter_map(|statement| Validator::compile(statement).ok()).collect();
    let cost: u64 = statements.iter().map(|statement| weight(statement)).sum::<u64>() + examiner.weight;
    let mut verdicts: Vec<Vec<bool>> = Vec::new();
    let mut values: Vec<Value> = Vec::new();
    let mut answers: Vec<Value> = Vec::new();
    for guess in guesses {
        if !budget.spend(10 + cost + 2 * weight(&guess)) {
            whole = false;
            break;
        }
        let guess = confirmed(examiner.field, guess);
        let (Some(value), wrong) = examiner.examine(&guess) else { continue };
        if !wrong.is_empty() || is_any && values.contains(&value) {
            continue;
        }
        let verdict: Vec<bool> = checks.iter().map(|check| check.fits(&value)).collect();
        let is_new = !verdicts.contains(&verdict);
        if answers.len() >= MOST {
            whole &= !is_new;
        } else if is_new || is_any {
            verdicts.extend(is_new.then_some(verdict));
            values.push(value);
            answers.push(guess);
        }
    }
    let is_every = checks.len() < 6 && verdicts.len() == 1 << checks.len();
    let complete = checks.len() == statements.len() && (is_every || whole && !answers.is_empty());
    Telling { answers, complete }
}

/// Guesses, and whether they are known to have one for every way to tell answers of this field apart.
fn collected(
    examiner: &Examiner<'_>,
    example: Option<&Value>,
    statements: &[&Value],
    extra: Vec<Value>,
) -> (Vec<Value>, bool) {
    let field = examiner.field;
    let schema = &field.schema;
    let mut found: Vec<Value> = example.cloned().into_iter().collect();
    let line = if statements.len() > STATEMENTS { None } else { lines::complete(field, statements) };
    let whole = line.as_ref().is_some_and(|line| line.len() < ENOUGH);
    found.extend(line.into_iter().flatten().take(ENOUGH));
    if whole && extra.is_empty() {
        return (found, true);
    }
    // As it is stored: that is what the statements see.
    let stored = example.and_then(|example| examiner.examine(example).0);
    for statement in statements {
        named(statement, stored.as_ref(), &mut found);
    }
    found.extend(extra.into_iter().take(ENOUGH));
    let all = || field.choices().iter().take(ENOUGH / 10).map(|choice| Value::from(choice.value.clone()));
    if json_type(schema) == Some("array") {
        let all: Vec<Value> = all().collect();
        found.extend((1..=all.len()).map(|count| Value::Array(all[..count].to_vec())));
        found.extend(all.into_iter().map(|one| json!([one])));
    } else {
        found.extend(all());
    }
    if matches!(json_type(schema), Some("integer" | "number")) {
        found.extend(numbers(schema, json_type(schema) == Some("integer")));
    }
    found.extend(guesses(schema, "", examiner.today));
    found.truncate(3 * ENOUGH);
    (found, whole)
}
