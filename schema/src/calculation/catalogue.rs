//! What the functions of expressions are for, by example: for editors that offer them. What an example gives is
//! calculated, never written down; what a function is called in prose is for those who show it.

use super::{Name, Outcome, Scope, Type, compile};
use jiff::civil::date;
use serde::Serialize;
use serde_json::{Map, Value, json};

/// A function of expressions.
#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct DocumentedFunction {
    /// What it is called.
    pub name: &'static str,
    /// A call to begin with; `…` stands for what has to be written there.
    pub call: &'static str,
    /// Expressions that use it.
    pub examples: Vec<FunctionExample>,
}

/// An expression, the answers it is about, and what it gives on 1 April 2026.
#[derive(Serialize, Clone, Debug, PartialEq)]
pub struct FunctionExample {
    /// The expression.
    pub expression: &'static str,
    /// The answers it names; empty where it names none.
    pub answers: Map<String, Value>,
    /// What it gives; null where that is absent.
    pub result: Value,
}

/// Name, call, examples; in the order in which [`super::library::FUNCTIONS`] has them.
const CATALOGUE: &[(&str, &str, &[&str])] = &[
    ("sum", "sum(…, \"…\")", &["sum([100, 200])", "sum(children, \"fee\")"]),
    ("count", "count(…)", &["count(children)", "count(children.filter(c, c.fee > 300))"]),
    ("min", "min(…, …)", &["min(300, 120)", "min(\"2026-04-01\", \"2026-03-31\")"]),
    ("max", "max(…, …)", &["max(300, 120)", "max(0, 200 - 500)"]),
    ("floorTo", "floorTo(…, 100)", &["floorTo(1980, 100)"]),
    ("ceilTo", "ceilTo(…, 100)", &["ceilTo(1910, 100)"]),
    ("age", "age(…, today)", &["age(\"2008-04-01\", \"2026-04-01\")", "age(\"2008-04-02\", \"2026-04-01\")"]),
    ("daysBetween", "daysBetween(…, …)", &["daysBetween(\"2026-04-01\", \"2026-04-15\")"]),
    ("addDays", "addDays(…, 14)", &["addDays(\"2026-04-01\", 14)"]),
    ("addMonths", "addMonths(…, 1)", &["addMonths(\"2026-01-31\", 1)"]),
    ("weekday", "weekday(…)", &["weekday(\"2026-04-01\")"]),
    ("fiscalYear", "fiscalYear(…)", &["fiscalYear(\"2026-03-31\")", "fiscalYear(\"2026-04-01\")"]),
    ("isBusinessDay", "isBusinessDay(…)", &["isBusinessDay(\"2026-05-05\")"]),
    ("nextBusinessDay", "nextBusinessDay(…)", &["nextBusinessDay(\"2026-05-02\")"]),
    ("int", "int(…)", &["int(1.9)"]),
    ("double", "double(…)", &["double(3) / 2.0"]),
    ("string", "string(…)", &["string(300) + \"円\""]),
    ("size", "size(…)", &["size(\"窓口\")", "size(children)"]),
];

/// Every function an expression may call.
#[must_use]
pub fn functions() -> Vec<DocumentedFunction> {
    let entry = |(name, call, examples): &(&'static str, &'static str, &[&'static str])| DocumentedFunction {
        name,
        call,
        examples: examples.iter().map(|expression| example(expression)).collect(),
    };
    CATALOGUE.iter().map(entry).collect()
}

fn example(expression: &'static str) -> FunctionExample {
    let fee = Name { name: "fee".to_owned(), of: Type::Integer };
    let children = Type::List { max: 10, of: Box::new(Type::Record(vec![fee])) };
    let names = [Name { name: "children".to_owned(), of: children }];
    let sample = json!({ "children": [{ "fee": 300 }, { "fee": 500 }] });
    let outcome = compile(expression, &Scope { names: &names, item: None })
        .map(|program| program.run(|name| sample.get(name), None, date(2026, 4, 1)));
    let used = expression.contains("children").then(|| sample.as_object().cloned()).flatten();
    let result = match outcome {
        Ok(Outcome::Value(value)) => value,
        // No example is one of these; a test calls them all.
        Ok(Outcome::Absent | Outcome::Failed(_)) | Err(_) => Value::Null,
    };
    FunctionExample { expression, answers: used.unwrap_or_default(), result }
}

#[cfg(test)]
mod tests {
    use super::super::library::FUNCTIONS;
    use super::functions;
    use serde_json::{Value, json};

    #[test]
    fn every_function_stands_in_it_with_examples_that_give_something() {
        let functions = functions();
        let names: Vec<_> = functions.iter().map(|function| function.name).collect();
        assert_eq!(names, FUNCTIONS.iter().map(|function| function.name).collect::<Vec<_>>());
        for function in &functions {
            assert!(function.call.starts_with(&format!("{}(", function.name)), "{}", function.call);
            assert!(!function.examples.is_empty(), "{}", function.name);
            for example in &function.examples {
                assert!(example.expression.contains(&format!("{}(", function.name)), "{}", example.expression);
                assert_ne!(example.result, Value::Null, "{}", example.expression);
            }
        }
    }

    #[test]
    fn the_results_are_calculated() {
        let functions = functions();
        let sum = &functions[0];
        assert_eq!(sum.examples[0].result, json!(300));
        assert_eq!(sum.examples[0].answers, serde_json::Map::new());
        assert_eq!(sum.examples[1].result, json!(800));
        assert!(sum.examples[1].answers.contains_key("children"));
        let age = functions.iter().find(|function| function.name == "age").unwrap();
        assert_eq!([&age.examples[0].result, &age.examples[1].result], [&json!(18), &json!(17)]);
    }
}
