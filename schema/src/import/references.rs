//! References inside the foreign schema, followed and written out: afterwards no `$ref` is left, every schema is in 2020-12
//! and knows where it came from ([`AT`]). What refers to itself ends in a [`RECURSIVE`] mark. Nothing is fetched.

use super::dialect::{Draft, allow_null, today};
use super::report::Report;
use crate::pattern;
use crate::pointer;
use crate::problem::Problem;
use crate::subschemas::{LISTS, MAPS, SINGLES, walk};
use serde_json::{Map, Value, json};
use std::collections::HashMap;

/// Where a schema stood in the foreign document.
pub const AT: &str = "x-at";
/// A reference to something that is being written out already.
pub const RECURSIVE: &str = "x-recursive";

const MAX_DEPTH: usize = 48;

pub struct References<'a> {
    root: &'a Value,
    draft: Draft,
    /// Absolute `$id` to the pointer of the schema that has it.
    ids: HashMap<String, String>,
    /// (pointer of the resource, name) to pointer.
    anchors: HashMap<(String, String), String>,
    /// Pointers of schemas with an `$id` of their own, with that id.
    resources: Vec<(String, String)>,
    open: Vec<String>,
}

impl<'a> References<'a> {
    pub fn new(root: &'a Value, draft: Draft) -> Self {
        let mut found = Self {
            root,
            draft,
            ids: HashMap::new(),
            anchors: HashMap::new(),
            resources: vec![(String::new(), String::new())],
            open: vec![String::new()],
        };
        walk(root, "", &mut |keywords, at| found.index(keywords, at));
        found
    }

    fn index(&mut self, keywords: &Map<String, Value>, at: &str) {
        let text = |keyword: &str| keywords.get(keyword).and_then(Value::as_str);
        if let Some(id) = text("$id") {
            if let Some(name) = id.strip_prefix('#') {
                self.anchors.insert((self.resource(at).0.clone(), name.to_owned()), at.to_owned());
            } else {
                let absolute = join(&self.resource(at).1, id.trim_end_matches('#'));
                self.ids.insert(absolute.clone(), at.to_owned());
                self.resources.push((at.to_owned(), absolute));
            }
        }
        if let Some(name) = text("$anchor") {
            self.anchors.insert((self.resource(at).0.clone(), name.to_owned()), at.to_owned());
        }
    }

    /// The innermost resource that holds a place.
    fn resource(&self, at: &str) -> &(String, String) {
        let holds = |place: &str| at.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let inner = self.resources.iter().filter(|(place, _)| holds(place));
        inner.max_by_key(|(place, id)| (place.len(), id.len())).unwrap_or(&self.resources[0])
    }

    /// The pointer that a reference at `at` means.
    fn target(&self, reference: &str, at: &str) -> Result<String, &'static str> {
        let (address, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let (place, id) = self.resource(at);
        let base = if address.is_empty() {
            place.clone()
        } else {
            self.ids.get(&join(id, address)).cloned().ok_or("remoteReference")?
        };
        let fragment = decoded(fragment);
        if fragment.is_empty() {
            return Ok(base);
        }
        if fragment.starts_with('/') {
            return Ok(base + &fragment);
        }
        self.anchors.get(&(base, fragment)).cloned().ok_or("danglingReference")
    }

    /// A schema with everything it refers to.
    pub fn inline(&mut self, schema: &Value, at: &str, depth: usize, report: &mut Report) -> Value {
        let Value::Object(keywords) = schema else {
            if !schema.is_boolean() {
                report.refuse(at, "shape", "schema");
            }
            return schema.clone();
        };
        if !report.schema() {
            return Value::Bool(false);
        }
        if depth > MAX_DEPTH {
            report.refuse(at, "tooDeep", "");
            return Value::Bool(false);
        }
        for keyword in ["$dynamicRef", "$recursiveRef"] {
            if keywords.contains_key(keyword) && today(keyword, keywords, self.draft).is_some() {
                report.refuse(&pointer::join(at, keyword), "unsupportedKeyword", keyword);
            }
        }
        let target = keywords.get("$ref").map(|reference| self.follow(reference, at, depth, report));
        if let (Some(mut target), Draft::Seven) = (target.clone(), self.draft) {
            // Draft 7 ignores what stands beside a reference; its words are still the better ones.
            if let Value::Object(words) = &mut target {
                for keyword in ["title", "description"] {
                    if let Some(text) = keywords.get(keyword) {
                        words.insert(keyword.to_owned(), text.clone());
                    }
                }
            }
            return target;
        }
        let mut written = self.keywords(keywords, at, depth, report);
        if let Some(target) = target {
            if written.is_empty() {
                return target;
            }
            match written.entry("allOf").or_insert_with(|| json!([])) {
                Value::Array(list) => list.insert(0, target),
                _ => report.refuse(at, "shape", "allOf"),
            }
        }
        written.insert(AT.to_owned(), at.into());
        Value::Object(written)
    }

    fn follow(&mut self, reference: &Value, at: &str, depth: usize, report: &mut Report) -> Value {
        let place = pointer::join(at, "$ref");
        let reference = reference.as_str().unwrap_or_default();
        let target = self.target(reference, at);
        let found = target.and_then(|to| self.root.pointer(&to).map(|schema| (to, schema)).ok_or("danglingReference"));
        match found {
            Err(code) => {
                report.problems.push(Problem::error(code, place).with("reference", reference));
                Value::Bool(false)
            }
            Ok((to, _)) if self.open.contains(&to) => json!({ RECURSIVE: true, AT: at }),
            Ok((to, schema)) => {
                self.open.push(to.clone());
                let written = self.inline(schema, &to, depth + 1, report);
                self.open.pop();
                written
            }
        }
    }

    fn keywords(
        &mut self,
        keywords: &Map<String, Value>,
        at: &str,
        depth: usize,
        report: &mut Report,
    ) -> Map<String, Value> {
        let mut written = Map::new();
        for (keyword, value) in keywords {
            let place = pointer::join(at, keyword);
            if keyword == "dependencies" {
                self.dependencies(value, &place, depth, &mut written, report);
                continue;
            }
            let Some(name) = today(keyword, keywords, self.draft) else {
                continue;
            };
            patterns(keyword, value, &place, report);
            let value = match value {
                Value::Object(members) if MAPS.contains(&name) => self.members(members, &place, depth, report),
                Value::Array(items) if LISTS.contains(&name) => Value::Array(
                    items
                        .iter()
                        .enumerate()
                        .map(|(index, item)| self.inline(item, &pointer::index(&place, index), depth + 1, report))
                        .collect(),
                ),
                single if SINGLES.contains(&name) => self.inline(single, &place, depth + 1, report),
                _ if MAPS.contains(&name) || LISTS.contains(&name) => {
                    report.refuse(&place, "shape", keyword);
                    continue;
                }
                data => data.clone(),
            };
            match (name, written.get_mut(name), &value) {
                ("dependentSchemas" | "dependentRequired", Some(Value::Object(known)), Value::Object(more)) => {
                    known.extend(more.clone());
                }
                _ => {
                    written.insert(name.to_owned(), value);
                }
            }
        }
        if keywords.get("nullable") == Some(&Value::Bool(true)) {
            allow_null(&mut written);
        }
        written
    }

    fn members(&mut self, members: &Map<String, Value>, at: &str, depth: usize, report: &mut Report) -> Value {
        let mut written = Map::new();
        for (name, member) in members {
            if report.is_exhausted() {
                break;
            }
            written.insert(name.clone(), self.inline(member, &pointer::join(at, name), depth + 1, report));
        }
        Value::Object(written)
    }

    /// Draft 7's `dependencies` are `dependentRequired` and `dependentSchemas` of today.
    fn dependencies(
        &mut self,
        value: &Value,
        at: &str,
        depth: usize,
        written: &mut Map<String, Value>,
        report: &mut Report,
    ) {
        for (name, needed) in value.as_object().into_iter().flatten() {
            let (keyword, needed) = match needed {
                Value::Array(_) => ("dependentRequired", needed.clone()),
                schema => ("dependentSchemas", self.inline(schema, &pointer::join(at, name), depth + 1, report)),
            };
            if let Some(members) = written.entry(keyword).or_insert_with(|| json!({})).as_object_mut() {
                members.insert(name.clone(), needed);
            }
        }
    }
}

fn patterns(keyword: &str, value: &Value, at: &str, report: &mut Report) {
    let mut check = |source: &str, at: &str| {
        if pattern::compile(source).is_none() {
            report.problems.push(Problem::error("pattern", at).with("pattern", source));
        }
    };
    match (keyword, value) {
        ("pattern", Value::String(source)) => check(source, at),
        ("patternProperties", Value::Object(members)) => {
            members.keys().for_each(|source| check(source, &pointer::join(at, source)));
        }
        _ => {}
    }
}

/// A relative address seen from a base: as much of RFC 3986 as schemas inside one document need.
fn join(base: &str, address: &str) -> String {
    if address.contains("://") || address.starts_with("urn:") || base.is_empty() {
        return address.to_owned();
    }
    let authority = base.find("://").map_or(0, |start| {
        let host = start + 3;
        base[host..].find('/').map_or(base.len(), |end| host + end)
    });
    if address.starts_with('/') {
        return format!("{}{address}", &base[..authority]);
    }
    match base[authority..].rfind('/') {
        Some(slash) => format!("{}{address}", &base[..=authority + slash]),
        None if authority > 0 => format!("{base}/{address}"),
        None => address.to_owned(),
    }
}

/// A fragment with its percent signs decoded; misshapen ones stay as they are.
fn decoded(fragment: &str) -> String {
    let mut bytes = Vec::with_capacity(fragment.len());
    let mut rest = fragment.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let code = tail.get(..2).and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()).filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| fragment.to_owned())
}
