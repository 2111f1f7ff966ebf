//! From a written-out schema to its shape: which children an object has, what each of them is, and what cannot be offered.

use super::analysis::{
    ANY, ARRAY, FRACTION, INTEGER, NULL, OBJECT, STRING, Titled, finite, finite_member, hinted, is_recursive, names,
    types,
};
use super::naming::{Names, humanised};
use super::options::options;
use super::report::Report;
use super::shape::{Node, Plain, Shape};
use super::trial::fitting;
use super::views::{View, gathered, keys, member_schemas, only_certain, stood, together};
use crate::pointer;
use serde_json::{Map, Value, json};

/// A place to be given a shape.
pub struct Place<'a> {
    pub key: &'a str,
    /// Keys from the root of the form or of a row.
    pub path: Vec<String>,
    /// Its pointer in the foreign schema.
    pub at: String,
    /// Its pointer in the foreign answers.
    pub pointer: String,
    pub views: Vec<View<'a>>,
    pub values: Option<Vec<Titled>>,
    pub required: bool,
    pub in_rows: bool,
}

/// The names of one container of fields.
pub struct Builder<'r> {
    pub report: &'r mut Report,
    pub names: Names,
}

/// The tree of a whole schema.
pub fn build(schema: &Value, report: &mut Report) -> Node {
    let views = gathered(&[View { schema, certain: true, asks: false }], report);
    let keys = keys(&views);
    let mut builder = Builder { names: Names::reserving(keys.iter()), report };
    let root = Place {
        key: "",
        path: Vec::new(),
        at: String::new(),
        pointer: String::new(),
        views,
        values: None,
        required: true,
        in_rows: false,
    };
    if types(schema) & OBJECT == 0 {
        builder.report.refuse("", "notAnObject", "type");
    }
    let children = builder.children(&root, &keys);
    builder.node(&root, Shape::Object(children))
}

impl Builder<'_> {
    pub fn children(&mut self, parent: &Place<'_>, keys: &[String]) -> Vec<Node> {
        let mut children = Vec::new();
        for key in keys {
            if self.report.is_exhausted() {
                break;
            }
            let mut roots = Vec::new();
            for view in &parent.views {
                let patterns = view.schema.get("patternProperties").and_then(Value::as_object).map_or(0, Map::len);
                if !(0..=10 * patterns).all(|_| self.report.step()) {
                    break;
                }
                let found = view.schema.as_object().map(|keywords| member_schemas(keywords, key)).unwrap_or_default();
                roots.extend(found.into_iter().map(|schema| View { schema, ..*view }));
            }
            if roots.iter().any(|view| !view.asks) {
                roots.retain(|view| !view.asks);
            }
            let mut path = parent.path.clone();
            path.push(key.clone());
            let required = parent
                .views
                .iter()
                .filter(|view| view.certain)
                .filter_map(|view| view.schema.as_object())
                .any(|keywords| names(keywords, "required").any(|name| name == key));
            let values = self.values(&parent.views, &roots, key);
            let views = gathered(&roots, self.report);
            let pointer = pointer::join(&parent.pointer, key);
            let own = || pointer::join(&pointer::join(&parent.at, "properties"), key);
            let at = stood(&views).unwrap_or_else(own);
            let place = Place { key, path, at, pointer, views, values, required, in_rows: parent.in_rows };
            children.push(self.shaped(&place));
        }
        children
    }

    /// The few values a member can have, if they are few.
    fn values(&mut self, parents: &[View<'_>], roots: &[View<'_>], key: &str) -> Option<Vec<Titled>> {
        let certain = parents.iter().filter(|view| view.certain).find_map(|view| finite_member(view.schema, key));
        let own = || {
            let mut all: Vec<Titled> = Vec::new();
            for view in roots {
                for (value, title) in finite(view.schema)? {
                    if !all.iter().any(|(known, _)| *known == value) {
                        all.push((value, title));
                    }
                }
            }
            (!roots.is_empty() && !roots.iter().any(|view| view.asks)).then_some(all)
        };
        self.kept(certain.or_else(own)?, roots)
    }

    /// Those of the values that the certain schemas take.
    pub fn kept(&mut self, values: Vec<Titled>, roots: &[View<'_>]) -> Option<Vec<Titled>> {
        let all = together(roots);
        if roots.iter().any(|view| is_recursive(view.schema)) {
            return None;
        }
        let fit = fitting(&all, values.iter().map(|(value, _)| value), self.report);
        Some(values.into_iter().zip(fit).filter(|(_, fits)| *fits).map(|(titled, _)| titled).collect())
    }

    pub fn shaped(&mut self, place: &Place<'_>) -> Node {
        let shape = self.shape(place);
        let mut node = self.node(place, shape);
        if let Some(name) = node.name()
            && (place.pointer != format!("/{name}"))
            && !place.in_rows
        {
            let params = [("name", json!(name)), ("answer", json!(place.pointer))];
            self.report.note_with(&node.at, "renamed", &params);
        }
        self.blank(place, &mut node);
        if matches!(node.shape, Shape::Nothing) && node.required && node.blank.is_none() {
            self.report.cannot(&node.at, "required");
        }
        node
    }

    pub fn node(&self, place: &Place<'_>, shape: Shape) -> Node {
        let objects = || place.views.iter().filter(|view| !view.asks).filter_map(|view| view.schema.as_object());
        let text = |keyword: &str, longest: usize| {
            let found =
                objects().find_map(|keywords| keywords.get(keyword)?.as_str().map(str::trim).filter(|t| !t.is_empty()));
            found.map(|text| text.chars().take(longest).collect::<String>())
        };
        let example = objects().find_map(|keywords| {
            let example = keywords.get("examples").and_then(|list| list.get(0)).or_else(|| keywords.get("example"))?;
            match example {
                Value::String(text) if !text.trim().is_empty() => Some(text.trim().chars().take(100).collect()),
                Value::Number(number) => Some(number.to_string()),
                _ => None,
            }
        });
        Node {
            at: place.at.clone(),
            key: place.key.to_owned(),
            label: text("title", 200).unwrap_or_else(|| humanised(place.key)),
            help: text("description", 4000),
            example,
            blank: None,
            empties: Vec::new(),
            required: place.required,
            shape,
        }
    }

    /// What no answer means, and which empty values the foreign schema takes.
    fn blank(&mut self, place: &Place<'_>, node: &mut Node) {
        if place.views.iter().any(|view| is_recursive(view.schema) && view.certain) {
            return;
        }
        let empty = [Value::Null, json!(""), json!([]), json!({})];
        let fit = fitting(&together(&place.views), empty.iter(), self.report);
        node.empties = empty.into_iter().zip(fit).filter(|(_, fits)| *fits).map(|(value, _)| value).collect();
        if !place.required {
            return;
        }
        let wanted: &[Value] = match node.shape {
            Shape::Plain { .. } => &[Value::Null],
            Shape::Several { .. } | Shape::Rows { .. } | Shape::Tuple(_) => &[Value::Null, json!([])],
            Shape::Object(_) => &[Value::Null],
            Shape::Nothing => &[Value::Null, json!([]), json!({})],
            Shape::Fixed(_) | Shape::Consent { .. } | Shape::Choice { .. } => &[],
        };
        node.blank = wanted.iter().find(|value| node.empties.contains(value)).cloned();
    }

    fn shape(&mut self, place: &Place<'_>) -> Shape {
        let at = place.at.clone();
        self.annotations(place);
        if place.views.iter().any(|view| is_recursive(view.schema)) {
            self.report.note(&at, "recursiveReference");
            return Shape::Nothing;
        }
        if let Some(values) = &place.values {
            return self.choice(place, values);
        }
        let allowed = self.allowed(place, &at);
        let (nullable, allowed) = (allowed & NULL, allowed & !NULL);
        let scalars = allowed & (STRING | INTEGER | FRACTION);
        if allowed != scalars && scalars != 0 {
            self.report.note(&at, "typeNarrowed");
        }
        if scalars != 0 {
            return self.plain(place, scalars | nullable);
        }
        if allowed & OBJECT != 0 {
            return self.object(place, &at);
        }
        if allowed & ARRAY != 0 {
            return self.array(place, &at);
        }
        self.report.note(&at, "notRepresented");
        Shape::Nothing
    }

    /// The types that a place has, as well as its schemas tell.
    fn allowed(&mut self, place: &Place<'_>, at: &str) -> u8 {
        let certain = only_certain(&place.views).fold(ANY, |all, schema| all & types(schema));
        if certain != ANY {
            return certain;
        }
        let union = |asks: bool| {
            let branches = place.views.iter().filter(|view| view.asks == asks).map(|view| types(view.schema));
            branches.filter(|allowed| *allowed != ANY).fold(0, |all, one| all | one)
        };
        let declared = union(false);
        if declared != 0 {
            return declared;
        }
        self.report.note(at, "typeAssumed");
        let asked = union(true);
        if asked != 0 {
            return asked;
        }
        let hint = place.views.iter().filter_map(|view| view.schema.as_object()).map(hinted).find(|hint| *hint != 0);
        hint.unwrap_or(STRING)
    }

    fn annotations(&mut self, place: &Place<'_>) {
        for keywords in place.views.iter().filter(|view| !view.asks).filter_map(|view| view.schema.as_object()) {
            let at = keywords.get(super::references::AT).and_then(Value::as_str).unwrap_or_default();
            for keyword in ["readOnly", "writeOnly"] {
                if keywords.get(keyword) == Some(&Value::Bool(true)) {
                    self.report.note(&pointer::join(at, keyword), "accessIgnored");
                }
            }
            if keywords.contains_key("default") {
                self.report.note(&pointer::join(at, "default"), "defaultNotUsed");
            }
        }
    }

    fn choice(&mut self, place: &Place<'_>, values: &[Titled]) -> Shape {
        let at = place.at.as_str();
        match values {
            [] => Shape::Nothing,
            [(Value::Bool(true), _)] => Shape::Consent { name: self.names.take(&place.path) },
            [(value, _)] if place.required => {
                self.report.note_with(at, "fixedValue", &[("value", value.clone())]);
                Shape::Fixed(value.clone())
            }
            _ => {
                let options = options(values);
                if options.iter().any(|option| option.value != option.constant.as_str()) {
                    self.report.note(at, "valuesMapped");
                }
                Shape::Choice { name: self.names.take(&place.path), options }
            }
        }
    }

    fn plain(&mut self, place: &Place<'_>, allowed: u8) -> Shape {
        let mut types = Vec::new();
        if allowed & STRING != 0 {
            types.push("string");
        }
        if allowed & FRACTION != 0 {
            types.push("number");
        } else if allowed & INTEGER != 0 {
            types.push("integer");
        }
        if allowed & NULL != 0 && !place.required {
            types.push("null");
        }
        let objects = || place.views.iter().filter(|view| !view.asks).filter_map(|view| view.schema.as_object());
        let format = |view: &Map<String, Value>| view.get("format").and_then(Value::as_str).map(str::to_owned);
        let formats: Vec<Option<String>> = objects().map(format).collect();
        let certain = only_certain(&place.views).filter_map(Value::as_object).find_map(format);
        let shared = formats.first().cloned().flatten().filter(|one| formats.iter().all(|f| f.as_ref() == Some(one)));
        let number = |keyword: &str| objects().find_map(|keywords| keywords.get(keyword)?.as_u64());
        let is_long =
            number("maxLength").is_some_and(|limit| limit > 200) || number("minLength").is_some_and(|low| low > 60);
        let text_only =
            types.first() == Some(&"string") && !types.iter().any(|name| matches!(*name, "number" | "integer"));
        let plain = Plain { types, format: certain.or(shared).filter(|_| text_only), is_long };
        Shape::Plain { name: self.names.take(&place.path), plain }
    }

    fn object(&mut self, place: &Place<'_>, at: &str) -> Shape {
        let keys = keys(&place.views);
        if keys.is_empty() {
            self.report.note(at, "notRepresented");
            return Shape::Nothing;
        }
        let children = self.children(place, &keys);
        Shape::Object(children)
    }
}
