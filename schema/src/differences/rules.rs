//! What must hold across questions (`x-rules`), of the form or of the rows of a group. Rules have no names: one with the
//! same message is the same rule, else one with the same assertion.

use super::Difference;
use crate::pointer;
use serde_json::Value;

pub fn rules((before, after): (&Value, &Value), at: &str, group: Option<&str>, found: &mut Vec<Difference>) {
    let list = |document: &Value| document.get("x-rules").and_then(Value::as_array).cloned().unwrap_or_default();
    let (mut old, new) = (list(before), list(after));
    let place = pointer::join(if group.is_some() { at } else { "" }, "x-rules");
    let text = |rule: &Value, key: &str| rule.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let tell = |code, rule: &Value| Difference {
        group: group.map(str::to_owned),
        name: rule.get("field").and_then(Value::as_str).map(str::to_owned),
        ..Difference::new(code, place.clone(), text(rule, "message"))
    };
    let mut fresh: Vec<Value> = Vec::new();
    for rule in new {
        match old.iter().position(|other| *other == rule) {
            Some(place) => drop(old.remove(place)),
            None => fresh.push(rule),
        }
    }
    for rule in fresh {
        let same = |key: &str| old.iter().position(|other| text(other, key) == text(&rule, key));
        let Some(place) = same("message").or_else(|| same("assert")) else {
            found.push(tell("ruleAdded", &rule).to(Some(text(&rule, "assert"))));
            continue;
        };
        let was = old.remove(place);
        let said = |rule: &Value| format!("{}\n{}", text(rule, "message"), text(rule, "assert"));
        found.push(tell("ruleChanged", &rule).from(Some(said(&was))).to(Some(said(&rule))));
    }
    found.extend(old.iter().map(|rule| tell("ruleRemoved", rule).from(Some(text(rule, "assert")))));
}
