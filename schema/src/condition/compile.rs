//! The predicate compiler. It understands what docs/form-language.md lists and reports everything else, with its place.

use super::explicit::explicit;
use super::value::Check;
use super::{Condition, Test};
use crate::pattern;
use crate::pointer;
use crate::problem::Problem;
use serde_json::{Map, Value};
use std::cmp::Ordering;
use std::collections::HashMap;

/// Field name to index.
pub type Names = HashMap<String, usize>;

/// Words beside the assertions that mean nothing.
pub const ANNOTATIONS: [&str; 4] = ["title", "description", "$comment", "deprecated"];

/// Compiles a predicate that stands at `at`. Parts with problems count as never true.
pub fn compile(predicate: &Value, at: &str, names: &Names, problems: &mut Vec<Problem>) -> Condition {
    let mut compiler = Compiler { names, problems, asks: Vec::new() };
    let test = compiler.test(predicate, at);
    let mut asks = compiler.asks;
    asks.sort_unstable();
    asks.dedup();
    Condition { test, at: at.to_owned(), asks, explicit: explicit(predicate) }
}

struct Compiler<'a> {
    names: &'a Names,
    problems: &'a mut Vec<Problem>,
    asks: Vec<usize>,
}

impl Compiler<'_> {
    fn test(&mut self, predicate: &Value, at: &str) -> Test {
        let keywords = match predicate {
            Value::Bool(true) => return Test::Always,
            Value::Bool(false) => return Test::Never,
            Value::Object(keywords) => keywords,
            _ => return self.misshapen(at, "schema", Test::Never),
        };
        let mut tests = Vec::new();
        for (keyword, value) in keywords {
            let place = pointer::join(at, keyword);
            match (keyword.as_str(), value) {
                ("properties", Value::Object(members)) => {
                    for (name, schema) in members {
                        tests.push(self.field(name, schema, &pointer::join(&place, name)));
                    }
                }
                ("required", Value::Array(listed)) => {
                    for (position, name) in listed.iter().enumerate() {
                        tests.push(self.answered(name.as_str().unwrap_or_default(), &pointer::index(&place, position)));
                    }
                }
                ("allOf", Value::Array(items)) => tests.push(Test::All(self.tests(items, &place))),
                ("anyOf", Value::Array(items)) => tests.push(Test::Any(self.tests(items, &place))),
                ("not", schema) => tests.push(Test::Not(Box::new(self.test(schema, &place)))),
                (word, _) if ANNOTATIONS.contains(&word) => {}
                (word, _) => tests.push(self.unsupported(word, &place, Test::Never)),
            }
        }
        match tests.len() {
            0 => Test::Always,
            1 => tests.remove(0),
            _ => Test::All(tests),
        }
    }

    fn tests(&mut self, items: &[Value], at: &str) -> Vec<Test> {
        items.iter().enumerate().map(|(position, item)| self.test(item, &pointer::index(at, position))).collect()
    }

    fn known(&mut self, name: &str, at: &str) -> Option<usize> {
        let field = self.names.get(name).copied();
        match field {
            Some(field) => self.asks.push(field),
            None => self.problems.push(Problem::error("unknownField", at).with("name", name)),
        }
        field
    }

    fn answered(&mut self, name: &str, at: &str) -> Test {
        self.known(name, at).map_or(Test::Never, Test::Answered)
    }

    fn field(&mut self, name: &str, schema: &Value, at: &str) -> Test {
        let Some(field) = self.known(name, at) else {
            return Test::Never;
        };
        match schema {
            Value::Bool(false) => Test::Not(Box::new(Test::Answered(field))),
            Value::Bool(true) => Test::Answered(field),
            schema => Test::Field(field, self.check(schema, at)),
        }
    }

    fn check(&mut self, schema: &Value, at: &str) -> Check {
        let keywords = match schema {
            Value::Bool(true) => return Check::Always,
            Value::Bool(false) => return Check::Never,
            Value::Object(keywords) => keywords,
            _ => return self.misshapen(at, "schema", Check::Never),
        };
        let mut checks = Vec::new();
        for (keyword, value) in keywords {
            if let Some(check) = self.keyword(keyword, value, keywords, &pointer::join(at, keyword)) {
                checks.push(check);
            }
        }
        match checks.len() {
            0 => Check::Always,
            1 => checks.remove(0),
            _ => Check::All(checks),
        }
    }

    fn keyword(&mut self, keyword: &str, value: &Value, beside: &Map<String, Value>, at: &str) -> Option<Check> {
        use Ordering::{Equal, Greater, Less};
        let check = match (keyword, value) {
            // Empty is absent: no answer is ever equal to this.
            ("const", Value::String(text)) if text.trim().is_empty() => self.misshapen(at, "value", Check::Never),
            ("const", expected) => Check::Const(expected.clone()),
            ("enum", Value::Array(options)) => Check::Enum(options.clone()),
            ("minimum", Value::Number(limit)) => Check::Number(limit.clone(), &[Equal, Greater]),
            ("maximum", Value::Number(limit)) => Check::Number(limit.clone(), &[Equal, Less]),
            ("exclusiveMinimum", Value::Number(limit)) => Check::Number(limit.clone(), &[Greater]),
            ("exclusiveMaximum", Value::Number(limit)) => Check::Number(limit.clone(), &[Less]),
            ("minLength", limit) => Check::Length { min: self.count(limit, at), max: u64::MAX },
            ("maxLength", limit) => Check::Length { min: 0, max: self.count(limit, at) },
            ("minItems", limit) => Check::Items { min: self.count(limit, at), max: u64::MAX },
            ("maxItems", limit) => Check::Items { min: 0, max: self.count(limit, at) },
            ("pattern", Value::String(source)) => match pattern::compile(source) {
                Some(pattern) => Check::Pattern(pattern),
                None => self.misshapen(at, "pattern", Check::Never),
            },
            ("contains", item) => Check::Contains {
                item: Box::new(self.check(item, at)),
                min: beside.get("minContains").map_or(1, |limit| self.count(limit, at)),
                max: beside.get("maxContains").map_or(u64::MAX, |limit| self.count(limit, at)),
            },
            ("minContains" | "maxContains", _) => return None,
            ("properties", Value::Object(members)) => Check::All(
                members.iter().map(|(name, schema)| self.member(name, schema, &pointer::join(at, name))).collect(),
            ),
            ("required", Value::Array(listed)) => {
                let member = |name: &Value| match name.as_str() {
                    Some(name) => Check::Member(name.to_owned(), Box::new(Check::Always)),
                    None => self.misshapen(at, "name", Check::Never),
                };
                Check::All(listed.iter().map(member).collect())
            }
            ("allOf", Value::Array(items)) => Check::All(self.checks(items, at)),
            ("anyOf", Value::Array(items)) => Check::Any(self.checks(items, at)),
            ("not", schema) => Check::Not(Box::new(self.check(schema, at))),
            (word, _) if ANNOTATIONS.contains(&word) => return None,
            (word, _) => self.unsupported(word, at, Check::Never),
        };
        Some(check)
    }

    fn checks(&mut self, items: &[Value], at: &str) -> Vec<Check> {
        items.iter().enumerate().map(|(position, item)| self.check(item, &pointer::index(at, position))).collect()
    }

    fn member(&mut self, name: &str, schema: &Value, at: &str) -> Check {
        match schema {
            Value::Bool(false) => Check::NoMember(name.to_owned()),
            schema => Check::Member(name.to_owned(), Box::new(self.check(schema, at))),
        }
    }

    fn count(&mut self, limit: &Value, at: &str) -> u64 {
        match limit.as_u64() {
            Some(count) => count,
            None => self.misshapen(at, "count", 0),
        }
    }

    fn unsupported<T>(&mut self, keyword: &str, at: &str, instead: T) -> T {
        self.problems.push(Problem::error("predicateKeyword", at).with("keyword", keyword));
        instead
    }

    fn misshapen<T>(&mut self, at: &str, expected: &str, instead: T) -> T {
        self.problems.push(Problem::error("predicateShape", at).with("expected", expected));
        instead
    }
}
