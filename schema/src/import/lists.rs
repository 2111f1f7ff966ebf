//! What a list becomes: choices, fields for places that mean different things, or a group of rows.

use super::analysis::{ANY, ARRAY, NULL, OBJECT, finite, hinted, is_recursive, list, types};
use super::build::{Builder, Place};
use super::naming::{Names, humanised, is_carried};
use super::options::options;
use super::shape::Shape;
use super::views::{View, gathered, item_schema, keys, only_certain, stood};
use crate::pointer;
use serde_json::{Value, json};

impl Builder<'_> {
    pub fn array(&mut self, place: &Place<'_>, at: &str) -> Shape {
        let objects = || place.views.iter().filter_map(|view| view.schema.as_object());
        let certain = || only_certain(&place.views).filter_map(Value::as_object);
        let most = certain().filter_map(|keywords| keywords.get("maxItems")?.as_u64()).min();
        let least = certain().filter_map(|keywords| keywords.get("minItems")?.as_u64()).max();
        let places = objects().map(|keywords| list(keywords, "prefixItems").len()).max().unwrap_or(0);
        if places > 0 {
            return self.tuple(place, places);
        }
        let items: Vec<View<'_>> =
            place.views.iter().filter_map(|view| Some(View { schema: view.schema.get("items")?, ..*view })).collect();
        let items = gathered(&items, self.report);
        if items.iter().any(|view| is_recursive(view.schema)) {
            self.report.note(at, "recursiveReference");
            return Shape::Nothing;
        }
        let values = only_certain(&items).find_map(finite);
        if let Some(values) = values.and_then(|values| self.kept(values, &items)) {
            self.report.note(at, "eachOnce");
            let options = options(&values);
            if options.iter().any(|option| option.value != option.constant.as_str()) {
                self.report.note(at, "valuesMapped");
            }
            return Shape::Several { name: self.names.take(&place.path), options };
        }
        let item = only_certain(&items).fold(ANY, |all, schema| all & types(schema));
        if let (Some(count @ 2..=4), true, true) =
            (most.filter(|most| Some(*most) == least), item & (OBJECT | ARRAY) == 0, item != 0)
        {
            return self.tuple(place, usize::try_from(count).unwrap_or(4));
        }
        self.rows(place, at, items, item, most)
    }

    fn tuple(&mut self, place: &Place<'_>, count: usize) -> Shape {
        let least = only_certain(&place.views).filter_map(|schema| schema.get("minItems")?.as_u64()).max().unwrap_or(0);
        let mut children = Vec::new();
        for index in 0..count {
            let mut roots = Vec::new();
            for view in &place.views {
                let item = view.schema.as_object().and_then(|keywords| item_schema(keywords, index));
                roots.extend(item.map(|schema| View { schema, ..*view }));
            }
            let mut path = place.path.clone();
            path.push((index + 1).to_string());
            let values = only_certain(&roots).find_map(finite).and_then(|values| self.kept(values, &roots));
            let key = index.to_string();
            let views = gathered(&roots, self.report);
            let child = Place {
                key: &key,
                path,
                at: stood(&views).unwrap_or_else(|| pointer::join(&place.at, "items")),
                pointer: pointer::join(&place.pointer, &key),
                views,
                values,
                required: place.required && u64::try_from(index).is_ok_and(|index| index < least),
                in_rows: place.in_rows,
            };
            let mut node = self.shaped(&child);
            if !child.views.iter().any(|view| view.schema.get("title").is_some()) {
                node.label = format!("{} {}", humanised(place.key), index + 1);
            }
            children.push(node);
        }
        for view in &place.views {
            if view.schema.get("items").is_some_and(|rest| *rest != Value::Bool(false))
                && view.schema.get("prefixItems").is_some()
            {
                self.report.note(&pointer::join(super::analysis::place(view.schema), "items"), "notRepresented");
            }
        }
        Shape::Tuple(children)
    }

    fn rows(&mut self, place: &Place<'_>, at: &str, items: Vec<View<'_>>, allowed: u8, most: Option<u64>) -> Shape {
        if place.in_rows {
            self.report.note(at, "notRepresented");
            return Shape::Nothing;
        }
        let name = self.names.take(&place.path);
        let hint = items.iter().filter_map(|view| view.schema.as_object()).map(hinted).find(|hint| *hint != 0);
        let is_object = if allowed == ANY { hint == Some(OBJECT) } else { allowed & !NULL == OBJECT };
        let keys = if is_object { keys(&items) } else { vec!["value".to_owned()] };
        let mut rows = Builder { names: Names::reserving(keys.iter()), report: self.report };
        let mut item = Place {
            key: "value",
            path: Vec::new(),
            at: stood(&items).unwrap_or_else(|| pointer::join(at, "items")),
            pointer: String::new(),
            views: items,
            values: None,
            required: true,
            in_rows: true,
        };
        let wrapped = !is_object;
        let node = if wrapped {
            item.path.push("value".to_owned());
            let mut node = rows.shaped(&item);
            node.blank = None;
            if !item.views.iter().any(|view| view.schema.get("title").is_some()) {
                node.label = humanised(place.key);
            }
            node
        } else {
            let children = rows.children(&item, &keys);
            rows.node(&item, Shape::Object(children))
        };
        if wrapped && !matches!(node.shape, Shape::Plain { .. }) || node.leaves().is_empty() {
            self.report.note(at, "notRepresented");
            return Shape::Nothing;
        }
        if most.is_none() {
            self.report.note(at, "unboundedArray");
        }
        for leaf in
            node.leaves().iter().filter(|leaf| !wrapped && (!is_carried(&leaf.key) || leaf.name() != Some(&leaf.key)))
        {
            self.report.note_with(&leaf.at, "renamed", &[("name", json!(leaf.name())), ("answer", json!(leaf.key))]);
        }
        Shape::Rows { name, item: Box::new(node), wrapped }
    }
}
