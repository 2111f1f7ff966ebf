//! A form document parsed into types. Lenient: what is misshapen is skipped here and reported by lint's meta-schema;
//! what only a parser notices (predicates, kinds, placement) is reported here.

mod asked;
mod calculations;
mod fields;
mod group;
mod layout;
mod readable;

use crate::condition::{Condition, Names};
use crate::field::Field;
use crate::page::Page;
use crate::problem::Problem;
use crate::rule::Rule;
use crate::settings::{self, Settings};
use crate::visibility::gates;
use serde_json::{Map, Value};
use std::collections::HashMap;

/// A parsed document.
pub struct Parsed {
    pub title: String,
    pub description: Option<String>,
    pub settings: Settings,
    pub pages: Vec<Page>,
    pub fields: Vec<Field>,
    pub names: Names,
    pub rules: Vec<Rule>,
}

impl Parsed {
    /// The form's own fields and the members of its groups.
    pub fn all_fields(&self) -> impl Iterator<Item = &Field> {
        self.fields
            .iter()
            .flat_map(|field| std::iter::once(field).chain(field.group.iter().flat_map(|group| &group.fields)))
    }
}

/// A text that is not blank.
pub fn text(object: &Map<String, Value>, keyword: &str) -> Option<String> {
    settings::text(Some(object), keyword)
}

/// Parses a document.
pub fn parse(document: &Value, problems: &mut Vec<Problem>) -> Option<Parsed> {
    let root = document.as_object()?;
    let empty = Map::new();
    let properties = root.get("properties").and_then(Value::as_object).unwrap_or(&empty);
    let placed = layout::placement(root, properties, problems);
    let names: Names = placed.iter().enumerate().map(|(index, place)| (place.name.to_owned(), index)).collect();
    let pages = layout::pages(root, properties, &names, problems);
    let home = fields::Home {
        document,
        at: "/properties",
        properties,
        required: root.get("required"),
        names: &names,
        in_group: false,
    };
    let mut fields: Vec<Field> = placed.iter().map(|place| fields::field(&home, place, problems)).collect();
    let rules = calculations::compile_all(root, &mut fields, &names, problems);
    asked::mark(&mut fields, &pages);
    readable::mark(&mut fields, &mut HashMap::new());
    mark_always_required(&mut fields, &pages);
    Some(Parsed {
        title: text(root, "title").unwrap_or_default(),
        description: text(root, "description"),
        settings: settings::read(root, &fields),
        pages,
        fields,
        names,
        rules,
    })
}

/// `x-required-when: true` on a field that is always shown is as good as the root's `required`.
fn mark_always_required(fields: &mut [Field], pages: &[Page]) {
    for field in fields {
        let required = field.required_when.as_ref().is_some_and(Condition::is_always);
        field.always_required |= required && gates(field, pages).all(Condition::is_always);
    }
}
