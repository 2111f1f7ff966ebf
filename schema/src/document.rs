//! A form document parsed into types. Lenient: what is misshapen is skipped here and reported by lint's meta-schema;
//! what only a parser notices (predicates, kinds, placement) is reported here.

mod fields;
mod layout;

use crate::condition::{Condition, Names};
use crate::field::Field;
use crate::page::Page;
use crate::problem::Problem;
use crate::settings::{self, Settings};
use crate::visibility::gates;
use serde_json::{Map, Value};

/// A parsed document.
pub struct Parsed {
    pub title: String,
    pub description: Option<String>,
    pub settings: Settings,
    pub pages: Vec<Page>,
    pub fields: Vec<Field>,
    pub names: Names,
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
    let mut fields: Vec<Field> =
        placed.iter().map(|place| fields::field(document, root, properties, place, &names, problems)).collect();
    mark_asked(&mut fields, &pages);
    mark_always_required(&mut fields, &pages);
    Some(Parsed {
        title: text(root, "title").unwrap_or_default(),
        description: text(root, "description"),
        settings: settings::read(root, &fields),
        pages,
        fields,
        names,
    })
}

/// Notes which fields some condition asks about.
fn mark_asked(fields: &mut [Field], pages: &[Page]) {
    let of_pages = pages.iter().flat_map(|page| {
        let blocks = page.blocks.iter().filter_map(|block| block.show.as_ref());
        page.show.iter().chain(blocks).chain(page.exits.iter().map(|exit| &exit.when))
    });
    let of_fields = fields.iter().flat_map(|field| field.show.iter().chain(&field.required_when));
    let asked: Vec<usize> = of_pages.chain(of_fields).flat_map(|condition| condition.asks.iter().copied()).collect();
    for index in asked {
        fields[index].affects = true;
    }
}

/// `x-required-when: true` on a field that is always shown is as good as the root's `required`.
fn mark_always_required(fields: &mut [Field], pages: &[Page]) {
    for field in fields {
        let required = field.required_when.as_ref().is_some_and(Condition::is_always);
        field.always_required |= required && gates(field, pages).all(Condition::is_always);
    }
}
