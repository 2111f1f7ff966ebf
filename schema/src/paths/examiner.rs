//! What is wrong with one answer, looked at on its own: the kind reads it, and the field's own schema checks it.

use crate::field::Field;
use crate::kind::Reading;
use crate::validator::Validator;
use jiff::civil::Date;
use serde_json::{Map, Value};

/// One field and its own validator.
pub struct Examiner<'a> {
    pub field: &'a Field,
    pub today: Date,
    /// How much work one look makes.
    pub weight: u64,
    /// None where the schema cannot be checked apart from the document; the form has the last word anyway.
    validator: Option<Validator>,
    /// What looks at the members of a row.
    members: Vec<Examiner<'a>>,
}

impl<'a> Examiner<'a> {
    pub fn new(field: &'a Field, today: Date) -> Self {
        let schema: Map<String, Value> = field
            .schema
            .iter()
            .filter(|(name, _)| !name.starts_with("x-"))
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        let weight = 10 + super::budget::weight_of(&schema);
        let members =
            field.group.iter().flat_map(|group| &group.fields).map(|member| Examiner::new(member, today)).collect();
        // Rows are read by the form, not by the kind: their members are looked at one by one.
        let validator = Validator::compile(&Value::Object(schema)).ok().filter(|_| field.group.is_none());
        Self { field, today, weight, validator, members }
    }

    /// The answer as it is stored, and where it is wrong: pointers into it, none when it is right.
    pub fn examine(&self, raw: &Value) -> (Option<Value>, Vec<String>) {
        if let (Some(group), Value::Array(rows)) = (&self.field.group, raw) {
            let rows: Option<Vec<Value>> = rows.iter().map(|row| self.row(row.as_object()?)).collect();
            let fits = |rows: &Vec<Value>| u64::try_from(rows.len()).is_ok_and(|count| count <= group.max_rows);
            return match rows.filter(fits) {
                Some(rows) => (Some(Value::Array(rows)), Vec::new()),
                None => (None, vec![String::new()]),
            };
        }
        let mut noted = Vec::new();
        let mut reading = Reading::new(self.today, "", &mut noted);
        let value = self.field.rule.read(raw, &mut reading);
        if let (Some(limit), Some(Value::String(text))) = (self.field.max_characters, &value) {
            reading.report_too_long(text, limit);
        }
        let mut wrong: Vec<String> = noted.into_iter().map(|violation| violation.at).collect();
        match (&value, &self.validator) {
            (None, _) => wrong.push(String::new()),
            (Some(value), Some(validator)) => wrong.extend(validator.misfits(value).into_iter().map(|(at, ..)| at)),
            (Some(_), None) => {}
        }
        (value, wrong)
    }

    /// What looks at the members of a group's rows.
    pub fn members(&self) -> &[Self] {
        &self.members
    }

    /// A row as it is stored; none when one of its members is wrong.
    fn row(&self, raw: &Map<String, Value>) -> Option<Value> {
        let member = |(name, raw): (&String, &Value)| {
            let examiner = self.members.iter().find(|member| member.field.name == *name)?;
            let (value, wrong) = examiner.examine(raw);
            value.filter(|_| wrong.is_empty()).map(|value| (name.clone(), value))
        };
        raw.iter().map(member).collect::<Option<Map<String, Value>>>().map(Value::Object)
    }

    pub fn accepts(&self, raw: &Value) -> bool {
        self.examine(raw).1.is_empty()
    }
}
