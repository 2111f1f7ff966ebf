//! The one compiled JSON Schema validator of a form, and the translation of its errors into violations. The only file
//! that knows the `jsonschema` crate's validation errors.

use crate::field::Field;
use crate::kind::{KindName, stored};
use crate::pointer;
use crate::published::PublishedForm;
use crate::violation::Violation;
use crate::widget::OTHER;
use jsonschema::error::{TypeKind, ValidationErrorKind as Kind};
use jsonschema::{Draft, PatternOptions, ValidationError};
use serde_json::{Map, Number, Value};
use std::collections::HashMap;

/// Nobody corrects more mistakes at once; who sends a hundred thousand shall not make us describe them all.
const MOST_ERRORS: usize = 1000;

/// A compiled validator.
#[derive(Debug)]
pub struct Validator {
    compiled: jsonschema::Validator,
    /// The codes of contributed patterns, by their place in the schema.
    pattern_codes: HashMap<String, &'static str>,
}

/// Where and why a schema cannot be compiled.
#[derive(Debug)]
pub struct Refused {
    /// JSON Pointer into the schema.
    pub at: String,
    /// The keyword that objects.
    pub keyword: String,
}

impl Validator {
    /// Compiles a schema: nothing is fetched, formats stay annotations, patterns run in linear time.
    pub fn compile(schema: &Value) -> Result<Self, Refused> {
        let options = jsonschema::options().offline();
        options
            .with_draft(Draft::Draft202012)
            .should_validate_formats(false)
            .with_pattern_options(PatternOptions::regex())
            .build(schema)
            .map(|compiled| Self { compiled, pattern_codes: HashMap::new() })
            .map_err(|error| Refused {
                at: error.instance_path().as_str().to_owned(),
                keyword: error.kind().keyword().to_owned(),
            })
    }

    /// Says which patterns stand in the schema because of a kind, and what to call an answer that does not fit them.
    pub fn with_pattern_codes(mut self, fields: &[Field]) -> Self {
        let members = fields.iter().filter_map(Field::group).flat_map(|group| &group.fields);
        for field in fields.iter().chain(members) {
            // A field stands in the validator's schema where it stands in the document.
            let codes = field.pattern_codes.iter().map(|one| (format!("{}{}", field.at, one.at), one.code));
            self.pattern_codes.extend(codes);
        }
        self
    }

    /// The places where an instance does not fit: pointer, keyword, missing or unexpected names.
    pub fn misfits(&self, instance: &Value) -> Vec<(String, String, Vec<String>)> {
        let misfit = |error: ValidationError<'_>| {
            let names = match error.kind() {
                Kind::Required { property } => property.as_str().map(str::to_owned).into_iter().collect(),
                Kind::AdditionalProperties { unexpected } => unexpected.clone(),
                _ => Vec::new(),
            };
            (error.instance_path().as_str().to_owned(), error.kind().keyword().to_owned(), names)
        };
        self.compiled.iter_errors(instance).map(misfit).collect()
    }

    /// Whether an instance fits.
    pub fn fits(&self, instance: &Value) -> bool {
        self.compiled.is_valid(instance)
    }

    /// What plain JSON Schema says about normalised answers. They are handed back.
    pub fn validate(&self, answers: Map<String, Value>, form: &PublishedForm) -> (Map<String, Value>, Vec<Violation>) {
        let instance = Value::Object(answers);
        let mut violations = Vec::new();
        // Most answers are right, and saying yes is much cheaper than collecting what is wrong.
        if !self.compiled.is_valid(&instance) {
            for error in self.compiled.iter_errors(&instance).take(MOST_ERRORS) {
                self.translate(&error, form, &mut violations);
            }
        }
        let Value::Object(answers) = instance else {
            return (Map::new(), violations);
        };
        (answers, violations)
    }

    fn translate(&self, error: &ValidationError<'_>, form: &PublishedForm, violations: &mut Vec<Violation>) {
        let at = error.instance_path().as_str();
        let field = || form.field_at(at);
        let offers = || field().is_some_and(|field| !field.choices().is_empty());
        let contributed = || self.pattern_codes.get(error.schema_path().as_str()).copied();
        let limit = |code, limit: Value| Violation::new(at, code).with("limit", limit);
        let other = || Violation::new(at, "schema").with("keyword", error.kind().keyword());
        let violation = match error.kind() {
            Kind::Required { property } => {
                Violation::new(pointer::join(at, property.as_str().unwrap_or_default()), "required")
            }
            Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
                let unknown = |name: &String| {
                    Violation::new(pointer::join(at, name), "unknownProperty").with("name", name.as_str())
                };
                violations.extend(unexpected.iter().map(unknown));
                return;
            }
            Kind::Type { kind } => Violation::new(at, "type").with("expected", expected(kind)),
            Kind::MinLength { limit: number } => limit("minLength", (*number).into()),
            Kind::MaxLength { limit: number } => limit("maxLength", (*number).into()),
            Kind::MinItems { limit: number } => limit("minItems", (*number).into()),
            Kind::MaxItems { limit: number } => match contributed() {
                Some(code) => Violation::new(at, code),
                None => limit("maxItems", (*number).into()),
            },
            Kind::Minimum { limit: number } => limit("minimum", number.clone()),
            Kind::Maximum { limit: number } => limit("maximum", number.clone()),
            Kind::ExclusiveMinimum { limit: number } => limit("exclusiveMinimum", number.clone()),
            Kind::ExclusiveMaximum { limit: number } => limit("exclusiveMaximum", number.clone()),
            Kind::MultipleOf { multiple_of } => limit("multipleOf", step(*multiple_of)),
            Kind::Pattern { .. } => Violation::new(at, contributed().unwrap_or("pattern")),
            Kind::UniqueItems => Violation::new(at, "uniqueItems"),
            Kind::Enum { .. } => Violation::new(at, "choice"),
            Kind::OneOfNotValid { .. } if offers() => Violation::new(at, "choice"),
            Kind::AnyOf { context } if offers() && context.iter().any(|branch| is_list(branch)) => {
                return self.neither(error, context, form, violations);
            }
            Kind::Constant { .. } if field().is_some_and(|field| field.kind() == KindName::Consent) => {
                Violation::new(at, "consent")
            }
            _ => other(),
        };
        violations.push(violation);
    }

    /// A value that is neither a choice nor the free text beside them: it fails as the free text that it must have been
    /// meant to be.
    fn neither(
        &self,
        error: &ValidationError<'_>,
        branches: &[Vec<ValidationError<'_>>],
        form: &PublishedForm,
        violations: &mut Vec<Violation>,
    ) {
        let at = error.instance_path().as_str();
        if error.instance().as_str() == Some(OTHER) {
            violations.push(Violation::new(at, "otherText"));
        } else if let Some(free) = branches.iter().find(|branch| !is_list(branch)) {
            free.iter().for_each(|error| self.translate(error, form, violations));
        } else {
            violations.push(Violation::new(at, "choice"));
        }
    }
}

/// Whether a branch of `anyOf` fails as a list of choices does.
fn is_list(branch: &[ValidationError<'_>]) -> bool {
    branch.iter().any(|error| matches!(error.kind(), Kind::OneOfNotValid { .. } | Kind::Enum { .. }))
}

fn expected(kind: &TypeKind) -> Value {
    match kind {
        TypeKind::Single(one) => one.to_string().into(),
        TypeKind::Multiple(several) => several.iter().map(|one| Value::from(one.to_string())).collect(),
    }
}

/// 5, not 5.0.
fn step(number: f64) -> Value {
    Number::from_f64(number).as_ref().map(stored).into()
}
