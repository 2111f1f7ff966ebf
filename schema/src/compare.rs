//! What changed between two versions of a form, as codes: who words it is the caller's affair. Also decides which answers
//! of the old version may go on in the new one: those of fields of the same name, kind and data schema.

use crate::field::{Field, TEXTS};
use crate::published::PublishedForm;
use crate::subschemas::{filtered, walk};
use serde::Serialize;
use serde_json::{Map, Value};

/// Keywords that residents read and that decide nothing.
const WORDS: [&str; 4] = ["title", "x-autocomplete", "examples", "$comment"];
/// Keywords that decide when a field is shown or required.
const CONDITIONS: [&str; 2] = ["x-show-when", "x-required-when"];
/// Keywords that say how answers are treated, not which are good.
const HANDLING: [&str; 1] = ["x-sensitive"];
/// The kind is compared by what it comes to, written or inferred.
const KIND: [&str; 1] = ["x-kind"];

/// One way in which a field differs.
#[derive(Serialize, Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[serde(rename_all = "kebab-case")]
pub enum Aspect {
    /// Another kind of question.
    Kind,
    /// Other answers are good.
    Data,
    /// Required now, or not any more.
    Required,
    /// Asked under other conditions.
    Condition,
    /// On another page.
    Place,
    /// Treated with other care.
    Handling,
    /// Said in other words.
    Words,
}

/// What became of a field.
#[derive(Serialize, Clone, Debug, PartialEq, Eq)]
#[serde(tag = "change", rename_all = "kebab-case")]
pub enum Change {
    /// There is no such field in the old version.
    Added {
        /// Its name.
        name: String,
    },
    /// There is no such field in the new version.
    Removed {
        /// Its name.
        name: String,
    },
    /// It differs.
    Changed {
        /// Its name.
        name: String,
        /// How; never empty, in the order of [`Aspect`].
        aspects: Vec<Aspect>,
    },
}

impl Change {
    /// The field it is about.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Added { name } | Self::Removed { name } | Self::Changed { name, .. } => name,
        }
    }
}

/// What changed between two versions of a form.
#[derive(Serialize, Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Fields of the new version in its order, then those that are gone.
    pub fields: Vec<Change>,
    /// What must hold across fields is something else.
    pub rules: bool,
    /// The pages' texts, conditions or exits are something else.
    pub pages: bool,
    /// The published settings or the form's title and description are something else.
    pub settings: bool,
}

impl Changes {
    /// Nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && !self.rules && !self.pages && !self.settings
    }

    /// Whether an answer to this field of the old version can be taken into the new one.
    #[must_use]
    pub fn keeps(&self, name: &str) -> bool {
        self.fields.iter().filter(|change| change.name() == name).all(|change| match change {
            Change::Added { .. } | Change::Removed { .. } => false,
            Change::Changed { aspects, .. } => !aspects.iter().any(|a| matches!(a, Aspect::Kind | Aspect::Data)),
        })
    }
}

/// Compares two versions of a form.
#[must_use]
pub fn compare(old: &PublishedForm, new: &PublishedForm) -> Changes {
    let mut fields = Vec::new();
    for field in new.fields() {
        let name = field.name().to_owned();
        match old.field(field.name()) {
            None => fields.push(Change::Added { name }),
            Some(before) => {
                let aspects = aspects((old, before), (new, field));
                if !aspects.is_empty() {
                    fields.push(Change::Changed { name, aspects });
                }
            }
        }
    }
    let gone = old.fields().filter(|field| new.field(field.name()).is_none());
    fields.extend(gone.map(|field| Change::Removed { name: field.name().to_owned() }));
    let differs = |key: &str| old.document.get(key) != new.document.get(key);
    Changes {
        fields,
        rules: differs("x-rules"),
        pages: differs("x-pages"),
        settings: ["title", "description", "x-settings"].into_iter().any(differs),
    }
}

fn aspects((old, before): (&PublishedForm, &Field), (new, after): (&PublishedForm, &Field)) -> Vec<Aspect> {
    let page = |form: &PublishedForm, field: &Field| form.pages().get(field.page()).map(|page| page.id.clone());
    let (was, is) = (Value::Object(before.schema.clone()), Value::Object(after.schema.clone()));
    let differs = |keywords: &[&str]| told(&was, keywords) != told(&is, keywords);
    // What lies behind a reference is not in the field's own schema: then all definitions count.
    let refers = |schema: &Value| !told(schema, &["$ref"]).is_empty();
    let elsewhere = (refers(&was) || refers(&is)) && old.document.get("$defs") != new.document.get("$defs");
    let found = [
        (Aspect::Kind, kinds(before) != kinds(after)),
        (Aspect::Data, elsewhere || data(&was) != data(&is)),
        (Aspect::Required, before.always_required() != after.always_required()),
        (Aspect::Condition, differs(&CONDITIONS)),
        (Aspect::Place, page(old, before) != page(new, after)),
        (Aspect::Handling, differs(&HANDLING)),
        (Aspect::Words, differs(&[WORDS.as_slice(), &TEXTS].concat())),
    ];
    found.into_iter().filter(|(_, is_so)| *is_so).map(|(aspect, _)| aspect).collect()
}

/// The kind of a field and of the members of its rows.
fn kinds(field: &Field) -> Vec<&'static str> {
    let members = field.group().into_iter().flat_map(crate::group::Group::fields);
    std::iter::once(field).chain(members).map(|field| field.kind().as_str()).collect()
}

/// What decides which answers are good: everything but what has an aspect of its own. A calculation is part of it.
fn data(schema: &Value) -> Value {
    let others = [WORDS.as_slice(), &TEXTS, &CONDITIONS, &HANDLING, &KIND].concat();
    filtered(schema, &|keyword| !others.contains(&keyword))
}

/// The values of some keywords with their places, wherever they stand in the schema.
fn told(schema: &Value, keywords: &[&str]) -> Vec<(String, Value)> {
    let mut told = Vec::new();
    walk(schema, "", &mut |members: &Map<String, Value>, at: &str| {
        for (keyword, value) in members.iter().filter(|(keyword, _)| keywords.contains(&keyword.as_str())) {
            told.push((format!("{at}/{keyword}"), value.clone()));
        }
    });
    told.sort_by(|(one, _), (other, _)| one.cmp(other));
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish;
    use serde_json::json;

    fn document() -> Value {
        json!({
            "type": "object", "title": "申請",
            "properties": {
                "name": { "type": "string", "title": "氏名", "maxLength": 50 },
                "colour": { "type": "string", "title": "色",
                    "oneOf": [{ "const": "a", "title": "赤" }, { "const": "b", "title": "青" }] },
                "memo": { "type": "string", "title": "備考", "maxLength": 10,
                    "x-show-when": { "properties": { "colour": { "const": "a" } }, "required": ["colour"] } },
                "children": { "type": "array", "title": "子ども", "maxItems": 3, "items": { "type": "object",
                    "properties": { "age": { "type": "integer", "title": "年齢", "minimum": 0 } } } }
            },
            "required": ["name"]
        })
    }

    fn compared(change: impl FnOnce(&mut Value)) -> Changes {
        let mut changed = document();
        change(&mut changed);
        compare(&publish(document()).unwrap(), &publish(changed).unwrap())
    }

    #[test]
    fn the_same_form_has_not_changed() {
        assert!(compared(|_| {}).is_empty());
    }

    #[test]
    fn every_single_mutation_of_a_field_is_reported() {
        let cases = [
            ("/properties/name/title", json!("名前"), "name", Aspect::Words),
            ("/properties/name/maxLength", json!(60), "name", Aspect::Data),
            ("/properties/name/x-kind", json!("longText"), "name", Aspect::Kind),
            ("/properties/name/x-sensitive", json!("personal"), "name", Aspect::Handling),
            ("/properties/name/x-help", json!("戸籍のとおり"), "name", Aspect::Words),
            ("/properties/colour/oneOf/1/title", json!("緑"), "colour", Aspect::Words),
            ("/properties/colour/oneOf/1/const", json!("c"), "colour", Aspect::Data),
            ("/properties/memo/x-show-when/properties/colour/const", json!("b"), "memo", Aspect::Condition),
            ("/properties/memo/x-required-when", json!(true), "memo", Aspect::Condition),
            ("/properties/children/items/properties/age/minimum", json!(1), "children", Aspect::Data),
            ("/properties/children/items/properties/age/title", json!("歳"), "children", Aspect::Words),
        ];
        for (place, value, name, aspect) in cases {
            let changes = compared(|document| {
                let (parent, key) = place.rsplit_once('/').unwrap();
                document.pointer_mut(parent).unwrap()[key] = value;
            });
            let [Change::Changed { name: of, aspects }] = changes.fields.as_slice() else {
                panic!("{place}: {changes:?}")
            };
            assert!(of == name && aspects.contains(&aspect), "{place}: {changes:?}");
            let keeps = !aspects.iter().any(|aspect| matches!(aspect, Aspect::Kind | Aspect::Data));
            assert_eq!(changes.keeps(name), keeps, "{place}");
        }
    }

    #[test]
    fn fields_come_and_go() {
        let changes = compared(|document| {
            let properties = document["properties"].as_object_mut().unwrap();
            properties.remove("children");
            properties.insert("town".to_owned(), json!({ "type": "string", "title": "町名", "maxLength": 9 }));
            document["required"] = json!([]);
        });
        let named: Vec<&str> = changes.fields.iter().map(Change::name).collect();
        assert_eq!(named, ["name", "town", "children"]);
        assert_eq!(changes.fields[0], Change::Changed { name: "name".to_owned(), aspects: vec![Aspect::Required] });
        assert_eq!(["name", "memo", "town", "children"].map(|name| changes.keeps(name)), [true, true, false, false]);
    }

    #[test]
    fn what_belongs_to_no_field_is_told_too() {
        let changes = compared(|document| document["x-settings"] = json!({ "minutes": 5 }));
        assert!(changes.settings && changes.fields.is_empty() && !changes.is_empty());
    }
}
