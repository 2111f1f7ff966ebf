//! Conditions that pages can follow: what is only declared in a branch is shown in that branch, what is required in a branch
//! is required there. This only helps people fill in the form; what is accepted, the statements of `flatten` decide.

use super::analysis::{list, members, names, place};
use super::cases::{discriminated, either, shown, without};
use super::flatten::{Sense, matches, present, state, touched};
use super::predicate::{Certain, both, predicate};
use super::report::Report;
use super::shape::{Node, Shape};
use super::statement::{ALWAYS, NEVER, not};
use crate::pointer;
use serde_json::{Map, Value, json};
use std::collections::HashMap;

/// When a schema applies.
#[derive(Clone)]
pub enum When {
    Always,
    /// All of these predicates hold.
    If(Vec<Value>),
    /// In some case that predicates cannot say.
    Sometimes,
}

impl When {
    fn and(&self, statement: &Value, certain: &Certain) -> Self {
        let Some(more) = predicate(statement, certain) else {
            return Self::Sometimes;
        };
        match self {
            Self::Sometimes => Self::Sometimes,
            Self::Always if more == ALWAYS => Self::Always,
            Self::Always => Self::If(vec![more]),
            Self::If(known) => Self::If(known.iter().cloned().chain([more]).collect()),
        }
    }

    const fn is_always(&self) -> bool {
        matches!(self, Self::Always)
    }
}

/// What was found about one container of fields.
#[derive(Default)]
pub struct Logic {
    certain: Certain,
    declared: HashMap<String, Vec<When>>,
    needed: HashMap<String, Vec<Value>>,
    /// Assertions that hold only sometimes, with their place.
    sometimes: Vec<(String, String)>,
    rows: HashMap<String, Self>,
}

/// The schemas and nodes of one visit.
#[derive(Clone, Copy)]
struct Visit<'a> {
    node: &'a Node,
    shown: &'a When,
    needed: &'a When,
    /// The field that tells the branches apart.
    by: Option<&'a str>,
    /// The schema beside this member's says that it is required.
    demanded: bool,
}

impl Logic {
    /// Looks through a schema whose container is drawn already.
    pub fn find(schema: &Value, node: &Node, container: &Map<String, Value>, report: &mut Report) -> Self {
        let mut found = Self::default();
        found.learn(container);
        let always = When::Always;
        found.visit(schema, Visit { node, shown: &always, needed: &always, by: None, demanded: false }, report);
        found
    }

    fn learn(&mut self, container: &Map<String, Value>) {
        self.certain = names(container, "required").map(str::to_owned).collect();
        for (name, field) in members(container, "properties") {
            if let Some(rows) =
                field.get("items").and_then(Value::as_object).filter(|rows| rows.contains_key("properties"))
            {
                self.rows.entry(name.clone()).or_default().learn(rows);
            }
        }
    }

    fn visit(&mut self, schema: &Value, visit: Visit<'_>, report: &mut Report) {
        let Value::Object(keywords) = schema else {
            return;
        };
        if !report.step() {
            return;
        }
        let tuple = matches!(visit.node.shape, Shape::Tuple(_));
        for (index, child) in visit.node.children().iter().enumerate() {
            let own = keywords.get("properties").and_then(|members| members.get(&child.key));
            let matching = members(keywords, "patternProperties").filter(|(source, _)| matches(source, &child.key));
            let items = super::views::item_schema(keywords, index).filter(|_| tuple);
            for schema in own.into_iter().chain(matching.map(|(_, schema)| schema)).filter(|_| !tuple).chain(items) {
                let demanded = names(keywords, "required").any(|key| key == child.key);
                self.declare(schema, child, Visit { demanded, ..visit }, report);
            }
        }
        let at = place(schema).to_owned();
        for key in names(keywords, "required") {
            if let Some(child) = visit.node.child(key) {
                let said_inside = !child.children().is_empty()
                    && keywords.get("properties").and_then(|all| all.get(key)?.get("required")).is_some();
                if !said_inside {
                    self.need(child, visit.needed, &pointer::join(&at, "required"), report);
                }
            }
        }
        for word in ["not", "minProperties", "maxProperties", "propertyNames"] {
            if keywords.contains_key(word) {
                report.note(&pointer::join(&at, word), "enforcedAtSubmit");
            }
        }
        list(keywords, "allOf").iter().for_each(|one| self.visit(one, visit, report));
        self.depending(keywords, &at, visit, report);
        self.conditional(keywords, &at, visit, report);
        for word in ["oneOf", "anyOf"] {
            self.branches(list(keywords, word), &pointer::join(&at, word), visit, report);
        }
    }

    fn declare(&mut self, schema: &Value, child: &Node, visit: Visit<'_>, report: &mut Report) {
        if let Some(name) = child.name() {
            self.declared.entry(name.to_owned()).or_default().push(visit.shown.clone());
            let says_more = schema.as_object().is_some_and(|keywords| !keywords.is_empty());
            if matches!(visit.shown, When::If(_)) && says_more && visit.by != Some(name) {
                self.sometimes.push((name.to_owned(), place(schema).to_owned()));
            }
        }
        match &child.shape {
            Shape::Object(_) | Shape::Tuple(_) => {
                let is_there = (child.required || visit.demanded) && child.blank.is_none();
                let needed =
                    if is_there { visit.needed.clone() } else { visit.needed.and(&touched(child), &self.certain) };
                self.visit(schema, Visit { node: child, needed: &needed, by: None, demanded: false, ..visit }, report);
            }
            Shape::Rows { name, item, wrapped: false } => {
                let inside = if visit.shown.is_always() { When::Always } else { When::Sometimes };
                if let Some(items) = schema.get("items") {
                    let rows = self.rows.entry(name.clone()).or_default();
                    rows.visit(
                        items,
                        Visit { node: item, shown: &inside, needed: &inside, by: None, demanded: false },
                        report,
                    );
                }
            }
            _ => {}
        }
    }

    /// A member is required when `when` holds.
    fn need(&mut self, child: &Node, when: &When, at: &str, report: &mut Report) {
        if child.is_always_there() {
            return;
        }
        match (child.name(), when) {
            // Whatever made it so uncertain has its note.
            (_, When::Always | When::Sometimes) => {}
            (Some(name), When::If(predicates)) => {
                let others: Vec<Value> = predicates.iter().map(|one| without(one, name)).collect();
                if !others.contains(&NEVER) {
                    self.needed.entry(name.to_owned()).or_default().push(both(others));
                }
            }
            (None, When::If(_)) => report.note(at, "enforcedAtSubmit"),
        }
    }

    fn depending(&mut self, keywords: &Map<String, Value>, at: &str, visit: Visit<'_>, report: &mut Report) {
        for (key, needed) in members(keywords, "dependentRequired") {
            let Some(child) = visit.node.child(key) else {
                continue;
            };
            let when = visit.needed.and(&present(child), &self.certain);
            for name in needed.as_array().into_iter().flatten().filter_map(Value::as_str) {
                if let Some(child) = visit.node.child(name) {
                    self.need(child, &when, &pointer::join(at, "dependentRequired"), report);
                }
            }
        }
        for (key, schema) in members(keywords, "dependentSchemas") {
            let Some(child) = visit.node.child(key) else {
                continue;
            };
            let there = present(child);
            let shown = visit.shown.and(&there, &self.certain);
            let needed = visit.needed.and(&there, &self.certain);
            self.visit(schema, Visit { shown: &shown, needed: &needed, ..visit }, report);
        }
    }

    fn conditional(&mut self, keywords: &Map<String, Value>, at: &str, visit: Visit<'_>, report: &mut Report) {
        let Some(condition) = keywords.get("if") else {
            return;
        };
        let holds = state(condition, visit.node, Sense::Asked, report);
        if predicate(&holds, &self.certain).is_none() {
            report.note(&pointer::join(at, "if"), "enforcedAtSubmit");
        }
        for (word, holds) in [("then", holds.clone()), ("else", not(holds))] {
            if let Some(schema) = keywords.get(word) {
                let shown = visit.shown.and(&holds, &self.certain);
                let needed = visit.needed.and(&holds, &self.certain);
                self.visit(schema, Visit { shown: &shown, needed: &needed, ..visit }, report);
            }
        }
    }

    fn branches(&mut self, branches: &[Value], at: &str, visit: Visit<'_>, report: &mut Report) {
        if let [only] = branches {
            self.visit(only, visit, report);
            return;
        }
        let found = visit
            .node
            .children()
            .iter()
            .find_map(|child| Some((child.name()?, discriminated(branches, child, report)?)));
        if found.is_none() && !branches.is_empty() {
            report.note(at, "enforcedAtSubmit");
        }
        for (index, branch) in branches.iter().enumerate() {
            let own = found.as_ref().and_then(|(name, kept)| Some((*name, kept.get(index)?)));
            match own {
                Some((name, kept)) => {
                    let mut known = self.certain.clone();
                    known.insert(name.to_owned());
                    let chosen = super::statement::field(name, json!({ "enum": kept }));
                    let shown = visit.shown.and(&chosen, &known);
                    let needed = visit.needed.and(&chosen, &known);
                    self.visit(branch, Visit { shown: &shown, needed: &needed, by: Some(name), ..visit }, report);
                }
                None => {
                    let sometimes = When::Sometimes;
                    self.visit(branch, Visit { shown: &sometimes, needed: &sometimes, ..visit }, report);
                }
            }
        }
    }

    /// Writes the conditions into the container, and notes what pages cannot follow.
    pub fn write(self, container: &mut Map<String, Value>, report: &mut Report) {
        let required: Vec<String> = names(container, "required").map(str::to_owned).collect();
        let Some(Value::Object(fields)) = container.get_mut("properties") else {
            return;
        };
        for (name, field) in fields.iter_mut() {
            let Value::Object(field) = field else {
                continue;
            };
            let shown = self.declared.get(name).and_then(|whens| shown(whens, name));
            if let Some(shown) = &shown
                && !required.contains(name)
            {
                field.insert("x-show-when".to_owned(), shown.clone());
            } else {
                self.sometimes
                    .iter()
                    .filter(|(one, _)| one == name)
                    .for_each(|(_, at)| report.note(at, "enforcedAtSubmit"));
            }
            if let Some(needed) = self.needed.get(name).filter(|_| !required.contains(name)) {
                let when = either(needed.clone());
                let always = shown.as_ref() == Some(&when);
                field.insert("x-required-when".to_owned(), if always { ALWAYS } else { when });
            }
        }
        for (name, rows) in self.rows {
            if let Some(Value::Object(items)) = fields.get_mut(&name).and_then(|field| field.get_mut("items")) {
                rows.write(items, report);
            }
        }
    }
}
