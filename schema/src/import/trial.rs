//! Trying a written-out schema on values, and on its meta-schema. The only file of the import that compiles schemas.

use super::analysis::{list, of_value, place, types};
use super::references::RECURSIVE;
use super::report::Report;
use jsonschema::{Draft, PatternOptions};
use serde_json::Value;

/// Whether each of some values fits a schema; formats are asserted. A schema that cannot be tried is a problem.
pub fn fitting<'v>(schema: &Value, values: impl Iterator<Item = &'v Value>, report: &mut Report) -> Vec<bool> {
    if let Value::Bool(all) = schema {
        return values.map(|_| *all).collect();
    }
    let values: Vec<&Value> = values.collect();
    if let Some(verdicts) = listed(schema, &values) {
        return verdicts;
    }
    // What has no members is only asked what applies in place.
    let is_flat = |value: &&Value| match value {
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => true,
    };
    let is_deep = !values.iter().all(is_flat);
    let Some(validator) = compiled(schema, is_deep, report) else {
        return values.iter().map(|_| false).collect();
    };
    values.iter().map(|value| validator.is_valid(value)).collect()
}

/// The verdicts on plain values of a schema that only says a type and lists values: most are like that, and need no compiling.
fn listed(schema: &Value, values: &[&Value]) -> Option<Vec<bool>> {
    const SILENT: [&str; 7] = ["title", "description", "default", "examples", "example", "readOnly", "writeOnly"];
    let keywords = schema.as_object()?;
    let is_plain = |value: &Value| !value.is_array() && !value.is_object();
    let says = |word: &str| matches!(word, "type" | "const" | "enum") || SILENT.contains(&word);
    let options = || keywords.get("const").into_iter().chain(list(keywords, "enum"));
    if !keywords.keys().all(|word| says(word) || (word.starts_with("x-") && word != RECURSIVE))
        || (keywords.contains_key("const") && keywords.contains_key("enum"))
        || !values.iter().copied().chain(options()).all(is_plain)
    {
        return None;
    }
    let allowed = types(schema);
    let is_listed = |value: &Value| {
        let lists = keywords.contains_key("const") || keywords.contains_key("enum");
        !lists || options().any(|option| option == value || (option.is_number() && option.as_f64() == value.as_f64()))
    };
    Some(values.iter().map(|value| allowed & of_value(value) != 0 && is_listed(value)).collect())
}

pub fn fits(schema: &Value, value: &Value, report: &mut Report) -> bool {
    fitting(schema, std::iter::once(value), report).first() == Some(&true)
}

fn compiled(schema: &Value, is_deep: bool, report: &mut Report) -> Option<jsonschema::Validator> {
    if !report.trial() {
        return None;
    }
    if marked(schema, is_deep) {
        report.recursion(place(schema));
        return None;
    }
    let options = jsonschema::options().offline();
    let options = options.with_draft(Draft::Draft202012).should_validate_formats(true);
    match options.with_pattern_options(PatternOptions::regex()).build(schema) {
        Ok(validator) => Some(validator),
        Err(error) => {
            report.refuse(place(schema), "jsonSchema", error.kind().keyword());
            None
        }
    }
}

/// Reports what is no JSON Schema at all, at the innermost foreign schema that holds it.
pub fn well_formed(written: &Value, report: &mut Report) {
    for error in jsonschema::draft202012::meta::validator().iter_errors(written).take(10) {
        let path = error.instance_path().as_str();
        let mut innermost = place(written);
        for (end, _) in path.match_indices('/').chain([(path.len(), "")]) {
            let holder = written.pointer(&path[..end]).map(place).filter(|at| !at.is_empty());
            innermost = holder.unwrap_or(innermost);
        }
        let keyword = path.rsplit('/').next().unwrap_or_default();
        report.refuse(innermost, "shape", keyword);
    }
}

/// Whether a recursive reference would be asked: in place, or (`is_deep`) anywhere inside.
fn marked(schema: &Value, is_deep: bool) -> bool {
    const IN_PLACE: [&str; 7] = ["allOf", "anyOf", "oneOf", "not", "if", "then", "else"];
    match schema {
        Value::Object(keywords) => {
            keywords.contains_key(RECURSIVE)
                || keywords
                    .iter()
                    .any(|(word, value)| (is_deep || IN_PLACE.contains(&word.as_str())) && marked(value, is_deep))
        }
        Value::Array(items) => items.iter().any(|item| marked(item, is_deep)),
        _ => false,
    }
}
