//! Which answers others can see: a text that does not look as its kind says (春 for a day) counts as unanswered for
//! conditions, calculations and rules. The validator refuses it anyway; nothing shall appear, or be wrong elsewhere, because of it.

use crate::field::Field;
use crate::pattern;
use regex::Regex;
use std::collections::HashMap;

/// Compiles the patterns of kinds, each once.
pub fn mark(fields: &mut [Field], known: &mut HashMap<String, Option<Regex>>) {
    for field in fields {
        if let Some(source) = field.rule.pattern() {
            let compiled = known.entry(source.to_owned()).or_insert_with(|| pattern::compile(source));
            field.readable = compiled.clone();
        }
        for (part, source, _) in field.rule.part_patterns() {
            let compiled = known.entry(source.to_owned()).or_insert_with(|| pattern::compile(source));
            field.readable_parts.extend(compiled.clone().map(|pattern| (part, pattern)));
        }
        if let Some(group) = &mut field.group {
            mark(&mut group.fields, known);
        }
    }
}
