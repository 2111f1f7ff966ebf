//! `x-value` and `x-rules`: expressions compiled against the names and types of the whole form, once all its fields are
//! read. What they need decides, with the conditions, in which order answers are decided.

use crate::calculation::{Name, Program, Refusal, Scope, Type, compile};
use crate::condition::Names;
use crate::field::{Field, Sensitivity};
use crate::kind::json_type;
use crate::pointer;
use crate::problem::Problem;
use crate::rule::Rule;
use crate::visibility;
use serde_json::{Map, Value};

/// The most steps that all expressions of a form may take together.
const MAX_STEPS: u64 = 1_000_000;
/// More wrong expressions than anybody wants to read about.
const ENOUGH_REFUSED: usize = 100;
/// How long a list can be where the schema does not say.
const MAX_ITEMS: u64 = 10;

/// Compiles every calculated value and every rule, inside groups too. The form's own rules are handed back.
pub fn compile_all(
    root: &Map<String, Value>,
    fields: &mut [Field],
    names: &Names,
    problems: &mut Vec<Problem>,
) -> Vec<Rule> {
    let known = declared(fields);
    let mut compiler = Compiler { known: &known, names, problems, steps: 0, refused: 0 };
    compiler.values(fields, names, None, 1);
    for (field, of) in fields.iter_mut().zip(&known) {
        if let (Some(group), Type::List { of, .. }) = (&mut field.group, &of.of)
            && let Type::Record(members) = of.as_ref()
        {
            let members = Some(members.as_slice());
            compiler.values(&mut group.fields, &group.names, members, group.max_rows);
            let items = field.schema.get("items").and_then(Value::as_object);
            let at = pointer::join(&field.at, "items");
            group.rules = compiler.rules(items, &at, &group.names, members, group.max_rows);
            // What a row needs of the form, its group needs.
            field.needs = group.fields.iter().flat_map(|member| compiler.touched(member)).collect();
            group.order = visibility::order(&group.fields, &[]).unwrap_or_else(|cycles| {
                compiler.problems.extend(cycles.iter().map(|cycle| visibility::cycle(&group.fields, cycle)));
                Vec::new()
            });
        }
    }
    let rules = compiler.rules(Some(root), "", names, None, 1);
    if compiler.steps > MAX_STEPS {
        problems.push(Problem::error("calculationCost", "").with("limit", MAX_STEPS).with("reason", "form"));
    }
    while inherit_numbers(fields, names) {}
    rules
}

/// What is calculated from an individual number is treated as one. True while there was something to say.
fn inherit_numbers(fields: &mut [Field], names: &Names) -> bool {
    let is_number = |field: &Field| field.sensitivity == Some(Sensitivity::MyNumber);
    // Of a group the members that are individual numbers: counting the rows tells nobody's number.
    let numbers = |field: &Field| match &field.group {
        Some(group) => {
            group.fields.iter().filter(|member| is_number(member)).map(|member| member.name.clone()).collect()
        }
        None if is_number(field) => vec![field.name.clone()],
        None => Vec::new(),
    };
    let delicate: Vec<Vec<String>> = fields.iter().map(numbers).collect();
    let asks = |field: &Field, beside: &dyn Fn(&str) -> bool| {
        let text = field.schema.get("x-value").and_then(Value::as_str).unwrap_or_default();
        let says = |name: &String| text.split(|one: char| !is_in_name(one)).any(|word| word == name);
        field.calculation.as_ref().is_some_and(|program| {
            let mut touched = program.touches().filter_map(|name| delicate.get(*names.get(name)?));
            touched.any(|numbers| numbers.iter().any(says)) || program.item_touches().any(beside)
        })
    };
    let mut is_new = false;
    for field in fields.iter_mut() {
        if !is_number(field) && asks(field, &|_| false) {
            field.sensitivity = Some(Sensitivity::MyNumber);
            is_new = true;
        }
        let Some(group) = &mut field.group else {
            continue;
        };
        let beside: Vec<String> =
            group.fields.iter().filter(|one| is_number(one)).map(|one| one.name.clone()).collect();
        for member in &mut group.fields {
            if !is_number(member) && asks(member, &|name| beside.iter().any(|one| one == name)) {
                member.sensitivity = Some(Sensitivity::MyNumber);
                field.sensitivity = Some(Sensitivity::MyNumber);
                is_new = true;
            }
        }
    }
    is_new
}

const fn is_in_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-')
}

struct Compiler<'a> {
    known: &'a [Name],
    names: &'a Names,
    problems: &'a mut Vec<Problem>,
    /// Of everything compiled so far.
    steps: u64,
    refused: usize,
}

impl Compiler<'_> {
    /// The calculated values of one scope; inside a group an expression sees the members of its row too.
    fn values(&mut self, fields: &mut [Field], names: &Names, item: Option<&[Name]>, times: u64) {
        for field in fields {
            let Some(text) = field.schema.get("x-value").and_then(Value::as_str) else {
                continue;
            };
            if matches!(json_type(&field.schema), Some("array" | "object")) {
                let problem = Problem::error("calculationType", &field.at).with("kind", field.kind.as_str());
                self.problems.push(problem);
                continue;
            }
            field.calculation = self.program(text, &pointer::join(&field.at, "x-value"), item, times);
            if let Some(program) = &field.calculation {
                field.needs = match item {
                    None => self.roots(program).collect(),
                    Some(_) => program.item_touches().filter_map(|name| names.get(name)).copied().collect(),
                };
            }
        }
    }

    /// The rules of `x-rules` beside the properties of a scope.
    fn rules(
        &mut self,
        schema: Option<&Map<String, Value>>,
        at: &str,
        names: &Names,
        item: Option<&[Name]>,
        times: u64,
    ) -> Vec<Rule> {
        let list = pointer::join(at, "x-rules");
        let listed = schema.and_then(|schema| schema.get("x-rules")).and_then(Value::as_array);
        let mut rules = Vec::new();
        for (index, rule) in listed.into_iter().flatten().enumerate() {
            let text = |keyword: &str| rule.get(keyword).and_then(Value::as_str);
            // The meta-schema says what is missing.
            let (Some(assert), Some(message), Some(name)) = (text("assert"), text("message"), text("field")) else {
                continue;
            };
            let at = pointer::index(&list, index);
            let program = self.program(assert, &pointer::join(&at, "assert"), item, times);
            match (names.get(name), program) {
                (None, _) => {
                    self.problems.push(Problem::error("unknownField", pointer::join(&at, "field")).with("name", name));
                }
                (Some(&field), Some(program)) => {
                    rules.push(Rule { index, field, program, message: message.to_owned() })
                }
                (Some(_), None) => {}
            }
        }
        rules
    }

    /// Once a form has too many expressions, or too many wrong ones, the others are not looked at: it is refused anyway.
    fn program(&mut self, text: &str, at: &str, item: Option<&[Name]>, times: u64) -> Option<Program> {
        if self.steps > MAX_STEPS || self.refused >= ENOUGH_REFUSED {
            return None;
        }
        match compile(text, &Scope { names: self.known, item }) {
            Ok(program) => {
                self.steps = self.steps.saturating_add(program.steps().saturating_mul(times));
                Some(program)
            }
            Err(refusal) => {
                self.refused += 1;
                self.problems.push(problem(refusal, at));
                None
            }
        }
    }

    /// The form's own fields that an expression reads or asks for.
    fn roots(&self, program: &Program) -> impl Iterator<Item = usize> {
        program.touches().chain(program.tested()).filter_map(|name| self.names.get(name)).copied()
    }

    fn touched(&self, member: &Field) -> Vec<usize> {
        member.calculation.iter().flat_map(|program| self.roots(program)).collect()
    }
}

fn problem(refusal: Refusal, at: &str) -> Problem {
    let problem = if refusal.reason == "cost" {
        Problem::error("calculationCost", at)
    } else {
        Problem::error("calculation", at)
    };
    let problem = problem.with("reason", refusal.reason).with("position", refusal.position);
    let problem = refusal.name.into_iter().fold(problem, |problem, name| problem.with("name", name));
    refusal.suggestion.into_iter().fold(problem, |problem, suggestion| problem.with("suggestion", suggestion))
}

/// The fields as expressions know them, in their order.
fn declared(fields: &[Field]) -> Vec<Name> {
    fields.iter().map(|field| Name { name: field.name.clone(), of: type_of(field) }).collect()
}

fn type_of(field: &Field) -> Type {
    let count = |keyword: &str| field.schema.get(keyword).and_then(Value::as_u64);
    if let Some(group) = &field.group {
        return Type::List { max: group.max_rows, of: Box::new(Type::Record(declared(&group.fields))) };
    }
    match json_type(&field.schema) {
        Some("array") => {
            let offered = u64::try_from(field.choices().len()).unwrap_or(u64::MAX);
            // One more than is offered: a choice may have a free text beside its list.
            let max = count("maxItems").unwrap_or_else(|| MAX_ITEMS.max(offered.saturating_add(1)));
            Type::List { max, of: Box::new(Type::Text(None)) }
        }
        Some("object") => Type::Record(parts(&field.schema)),
        of => scalar(of, count("maxLength")),
    }
}

fn parts(schema: &Map<String, Value>) -> Vec<Name> {
    let properties = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    let part = |(name, part): (&String, &Value)| {
        let of = part.as_object().and_then(json_type);
        Name { name: name.clone(), of: scalar(of, part.get("maxLength").and_then(Value::as_u64)) }
    };
    properties.map(part).collect()
}

fn scalar(of: Option<&str>, longest: Option<u64>) -> Type {
    match of {
        Some("integer") => Type::Integer,
        Some("number") => Type::Decimal,
        Some("boolean") => Type::Boolean,
        _ => Type::Text(longest),
    }
}
