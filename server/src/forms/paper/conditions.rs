//! Conditions in words, as far as they are simple: 「申請する方」で「代理人」を選んだ方のみ. A predicate that is not stays a
//! sentence that says only that there is a condition: the office reads the form, nothing is decided by paper.

use madoguchi_schema::{Choice, Field, Group, KindName, Widget};
use serde_json::{Map, Value};

use super::Scribe;

/// A longer condition is not read by anybody who fills in a form.
const LONGEST: usize = 140;
/// More choices than these are not listed.
const MOST_CHOICES: usize = 5;

impl Scribe<'_> {
    /// Who something is for; none where it is for everybody.
    pub(super) fn only(&self, predicates: &[&Value]) -> Option<String> {
        self.sentence("paper-only", "paper-only-some", predicates, None)
    }

    /// The same for a member of a row.
    pub(super) fn only_in(&self, predicate: &Value, group: &Group) -> Option<String> {
        self.sentence("paper-only", "paper-only-some", &[predicate], Some(group))
    }

    /// Who must answer; none where nobody or everybody must.
    pub(super) fn required_only(&self, predicate: &Value, group: Option<&Group>) -> Option<String> {
        self.sentence("paper-required-when", "paper-required-some", &[predicate], group)
    }

    /// Whom words are for that stand before them (…を選んだ方：).
    pub(super) fn whom(&self, predicates: &[&Value]) -> Option<String> {
        self.sentence("paper-whom", "paper-whom-some", predicates, None)
    }

    fn sentence(&self, id: &str, vague: &str, predicates: &[&Value], group: Option<&Group>) -> Option<String> {
        let asked: Vec<&Value> =
            predicates.iter().copied().filter(|predicate| **predicate != Value::Bool(true)).collect();
        if asked.is_empty() {
            return None;
        }
        let clause = self.joined("paper-and", asked.into_iter(), group);
        let sentence = clause.map(|clause| self.tell(id, &[("clause", clause.into())]));
        Some(sentence.filter(|text| text.chars().count() <= LONGEST).unwrap_or_else(|| self.say(vague)))
    }

    /// A predicate as the beginning of a sentence about those for whom it holds; none where it is not simple.
    pub(super) fn clause(&self, predicate: &Value, group: Option<&Group>) -> Option<String> {
        let predicate = predicate.as_object()?;
        let mut keywords = predicate.iter().filter(|(keyword, _)| *keyword != "required");
        let (keyword, value) = keywords.next()?;
        if keywords.next().is_some() {
            return None;
        }
        match (keyword.as_str(), value) {
            ("properties", Value::Object(properties)) => {
                let (name, what) = single(properties)?;
                self.phrase(self.field(name, group)?, what)
            }
            ("not", Value::Object(inner)) => {
                let (name, what) = single(inner.get("properties").filter(|_| inner.len() <= 2)?.as_object()?)?;
                self.negated(self.field(name, group)?, what)
            }
            ("anyOf", Value::Array(branches)) => self.joined("paper-or", branches.iter(), group),
            ("allOf", Value::Array(branches)) => {
                // That something was answered goes without saying where more is said about it.
                let says_more = |one: &&Value| !is_answered(one) || !branches.iter().any(|other| other != *one);
                self.joined("paper-and", branches.iter().filter(says_more), group)
            }
            _ => None,
        }
    }

    fn joined<'v>(
        &self,
        id: &str,
        predicates: impl Iterator<Item = &'v Value>,
        group: Option<&Group>,
    ) -> Option<String> {
        let clauses: Option<Vec<String>> = predicates.map(|predicate| self.clause(predicate, group)).collect();
        clauses?
            .into_iter()
            .reduce(|first, second| self.tell(id, &[("first", first.into()), ("second", second.into())]))
    }

    fn field<'f>(&'f self, name: &str, group: Option<&'f Group>) -> Option<&'f Field> {
        let field = group.and_then(|group| group.field(name)).or_else(|| self.form.field(name))?;
        // Nobody on paper knows what only an address or a link brings.
        (field.kind() != KindName::Hidden).then_some(field)
    }

    /// A field and what is asserted about it.
    fn phrase(&self, field: &Field, what: &Value) -> Option<String> {
        if *what == Value::Bool(false) {
            return Some(
                self.about(if field.takes_files() { "paper-not-attached" } else { "paper-not-answered" }, field),
            );
        }
        let what = what.as_object()?;
        if let Some(Value::Object(inside)) = what.get("contains") {
            let is_any = what.keys().all(|key| matches!(key.as_str(), "contains" | "minContains" | "required"));
            let at_least_one = what.get("minContains").is_none_or(|count| *count == 1);
            return if is_any && at_least_one { self.contained(field, inside) } else { None };
        }
        if is_some_answer(what) {
            return Some(self.about(if field.takes_files() { "paper-with" } else { "paper-answered" }, field));
        }
        if let Widget::Checkbox { text } = field.widget() {
            let ticked = what.get("const") == Some(&Value::Bool(true)) && what.len() == 1;
            return ticked.then(|| self.tell("paper-ticked", &[("text", self.told(&text).into())]));
        }
        self.choice(field, what).or_else(|| self.range(field, what))
    }

    fn negated(&self, field: &Field, what: &Value) -> Option<String> {
        let what = what.as_object()?;
        if is_some_answer(what) {
            return self.phrase(field, &Value::Bool(false));
        }
        if let Widget::Checkbox { text } = field.widget() {
            return Some(self.tell("paper-not-ticked", &[("text", self.told(&text).into())]));
        }
        let contained = what.get("contains").and_then(Value::as_object).unwrap_or(what);
        let value = contained.get("const").filter(|_| contained.len() == 1)?;
        let choice = self.title(field, value)?;
        Some(self.tell("paper-chose-not", &[("label", self.label(field).into()), ("choice", choice.into())]))
    }

    fn about(&self, id: &str, field: &Field) -> String {
        self.tell(id, &[("label", self.label(field).into())])
    }

    /// What at least one of several is: a choice, or a row.
    fn contained(&self, field: &Field, inside: &Map<String, Value>) -> Option<String> {
        let Some(group) = field.group() else { return self.choice(field, inside) };
        let clause = self.clause(&Value::Object(inside.clone()), Some(group))?;
        Some(self.tell("paper-some-row", &[("label", self.label(field).into()), ("clause", clause.into())]))
    }

    fn choice(&self, field: &Field, what: &Map<String, Value>) -> Option<String> {
        let (keyword, value) = single(what)?;
        let label = ("label", self.label(field).into());
        match (keyword, value) {
            ("const", value) => {
                let choice = self.title(field, value)?;
                Some(self.tell("paper-chose", &[label, ("choice", choice.into())]))
            }
            ("enum", Value::Array(values)) if values.len() <= MOST_CHOICES => {
                let titles: Option<Vec<String>> = values.iter().map(|value| self.title(field, value)).collect();
                let quoted = titles?.into_iter().map(|title| self.tell("paper-quoted", &[("text", title.into())]));
                let choices = quoted.collect::<Vec<_>>().join(&self.say("paper-or-list"));
                Some(self.tell("paper-chose-one", &[label, ("choices", choices.into())]))
            }
            _ => None,
        }
    }

    fn title(&self, field: &Field, value: &Value) -> Option<String> {
        let value = value.as_str()?;
        let title = |choice: &Choice| (choice.value == value).then(|| self.told(&choice.title));
        field.choices().iter().find_map(title)
    }

    /// A number and its limits.
    fn range(&self, field: &Field, what: &Map<String, Value>) -> Option<String> {
        let number = |keyword: &str| what.get(keyword).filter(|limit| limit.is_number());
        let said = |limit: &Value| format!("{}{}", grouped(&limit.to_string()), field.unit().unwrap_or_default());
        let label = || ("label", self.label(field).into());
        let both = (number("minimum"), number("maximum"));
        if let (Some(least), Some(most)) = both {
            let limits = [label(), ("least", said(least).into()), ("most", said(most).into())];
            return (what.len() == 2).then(|| self.tell("paper-between", &limits));
        }
        if let (Some(least), Some(most)) = (number("minimum"), number("exclusiveMaximum")) {
            let limits = [label(), ("least", said(least).into()), ("most", said(most).into())];
            return (what.len() == 2).then(|| self.tell("paper-from-to-below", &limits));
        }
        let ids = [
            ("const", "paper-is"),
            ("minimum", "paper-at-least"),
            ("maximum", "paper-at-most"),
            ("exclusiveMinimum", "paper-more-than"),
            ("exclusiveMaximum", "paper-less-than"),
        ];
        let (id, limit) = ids.into_iter().find_map(|(keyword, id)| Some((id, number(keyword)?)))?;
        (what.len() == 1).then(|| self.tell(id, &[label(), ("limit", said(limit).into())]))
    }
}

/// The only member of an object, `required` aside.
fn single(members: &Map<String, Value>) -> Option<(&str, &Value)> {
    let mut members = members.iter().filter(|(name, _)| *name != "required");
    let (name, value) = members.next()?;
    members.next().is_none().then_some((name.as_str(), value))
}

/// The predicate says only that a field was answered.
fn is_answered(predicate: &Value) -> bool {
    let what = predicate.get("properties").and_then(Value::as_object).and_then(single);
    what.and_then(|(_, what)| what.as_object()).is_some_and(is_some_answer)
}

fn is_some_answer(what: &Map<String, Value>) -> bool {
    what.is_empty()
        || (what.len() == 1 && ["minLength", "minItems"].iter().any(|key| what.get(*key) == Some(&1.into())))
}

/// 100000 as 100,000.
fn grouped(number: &str) -> String {
    let (whole, rest) = number.find('.').map_or((number, ""), |at| number.split_at(at));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    format!("{sign}{out}{rest}")
}

#[cfg(test)]
mod tests {
    #[test]
    fn thousands_are_grouped() {
        for (number, said) in [("0", "0"), ("100", "100"), ("1000", "1,000"), ("-1234567.5", "-1,234,567.5")] {
            assert_eq!(super::grouped(number), said);
        }
    }
}
