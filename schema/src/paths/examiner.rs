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
    /// None where the schema cannot be checked apart from the document; the form has the last word anyway.
    validator: Option<Validator>,
}

impl<'a> Examiner<'a> {
    pub fn new(field: &'a Field, today: Date) -> Self {
        let schema: Map<String, Value> = field
            .schema
            .iter()
            .filter(|(name, _)| !name.starts_with("x-"))
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        Self { field, today, validator: Validator::compile(&Value::Object(schema)).ok() }
    }

    /// The answer as it is stored, and where it is wrong: pointers into it, none when it is right.
    pub fn examine(&self, raw: &Value) -> (Option<Value>, Vec<String>) {
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

    pub fn accepts(&self, raw: &Value) -> bool {
        self.examine(raw).1.is_empty()
    }
}
