//! From a written-out schema to its shape: which children an object has, what each of them is, and what cannot be offered.

use super::analysis::{
    ANY, ARRAY, FRACTION, INTEGER, NULL, OBJECT, STRING, Titled, finite, finite_member, fitting, hinted, is_recursive, list,
    members, names, types,
};
use super::naming::{Names, humanised, is_carried};
use super::report::Report;
use super::shape::{Choice, Node, Plain, Shape};
use crate::pattern;
use crate::pointer;
use serde_json::{Map, Value, json};

/// One of the schemas that speak about a place.
#[derive(Clone, Copy)]
pub struct View<'a> {
    schema: &'a Value,
    /// It holds whatever else is answered; others only in some branch.
    certain: bool,
    /// It only asks (`if`, `not`).
    asks: bool,
}

/// A place to be given a shape.
struct Place<'a> {
    key: &'a str,
    /// Keys from the root of the form or of a row.
    path: Vec<String>,
    /// Its pointer in the foreign schema.
    at: String,
    /// Its pointer in the foreign answers.
    pointer: String,
    views: Vec<View<'a>>,
    values: Option<Vec<Titled>>,
    required: bool,
    in_rows: bool,
}

/// The names of one container of fields.
pub struct Builder<'r> {
    pub report: &'r mut Report,
    names: Names,
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

/// All schemas that apply in place.
fn gathered<'a>(roots: &[View<'a>], report: &mut Report) -> Vec<View<'a>> {
    let mut found = Vec::new();
    roots.iter().for_each(|root| gather(*root, &mut found, report));
    found
}

fn gather<'a>(view: View<'a>, found: &mut Vec<View<'a>>, report: &mut Report) {
    if !report.step() {
        return;
    }
    found.push(view);
    let Value::Object(keywords) = view.schema else {
        return;
    };
    let mut add = |schema: &'a Value, certain: bool, asks: bool| {
        gather(View { schema, certain: view.certain && certain, asks: view.asks || asks }, found, report);
    };
    list(keywords, "allOf").iter().for_each(|one| add(one, true, false));
    for keyword in ["anyOf", "oneOf"] {
        let branches = list(keywords, keyword);
        branches.iter().for_each(|one| add(one, branches.len() == 1, false));
    }
    for keyword in ["then", "else"] {
        keywords.get(keyword).into_iter().for_each(|one| add(one, false, false));
    }
    members(keywords, "dependentSchemas").for_each(|(_, one)| add(one, false, false));
    for keyword in ["if", "not"] {
        keywords.get(keyword).into_iter().for_each(|one| add(one, false, true));
    }
}

/// The member names that some view speaks of, declared ones first.
fn keys(views: &[View<'_>]) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    let mut add = |key: &str| {
        if seen.insert(key.to_owned()) {
            keys.push(key.to_owned());
        }
    };
    let objects = || views.iter().filter_map(|view| view.schema.as_object());
    objects().for_each(|schema| members(schema, "properties").for_each(|(key, _)| add(key)));
    objects().for_each(|schema| names(schema, "required").for_each(&mut add));
    for schema in objects() {
        for (key, needed) in members(schema, "dependentRequired") {
            add(key);
            needed.as_array().into_iter().flatten().filter_map(Value::as_str).for_each(&mut add);
        }
    }
    keys
}

/// What an object schema says about a member.
pub fn member_schemas<'a>(keywords: &'a Map<String, Value>, key: &str) -> Vec<&'a Value> {
    let own = keywords.get("properties").and_then(|members| members.get(key));
    let matching = members(keywords, "patternProperties")
        .filter(|(source, _)| pattern::compile(source).is_some_and(|pattern| pattern.is_match(key)))
        .map(|(_, schema)| schema);
    let mut found: Vec<&Value> = own.into_iter().chain(matching).collect();
    if found.is_empty() {
        found.extend(keywords.get("additionalProperties"));
    }
    found
}

fn only_certain<'a>(views: &'a [View<'a>]) -> impl Iterator<Item = &'a Value> {
    views.iter().filter(|view| view.certain).map(|view| view.schema)
}

/// Where the first of these schemas that is no mere `true` stood.
fn stood(views: &[View<'_>]) -> Option<String> {
    views.iter().find_map(|view| view.schema.get(super::references::AT)?.as_str().map(str::to_owned))
}

/// What certainly holds, as one schema.
fn together(views: &[View<'_>]) -> Value {
    super::statement::all(only_certain(views).cloned())
}

impl Builder<'_> {
    fn children(&mut self, parent: &Place<'_>, keys: &[String]) -> Vec<Node> {
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
    fn kept(&mut self, values: Vec<Titled>, roots: &[View<'_>]) -> Option<Vec<Titled>> {
        let all = together(roots);
        if roots.iter().any(|view| is_recursive(view.schema)) {
            return None;
        }
        let fit = fitting(&all, values.iter().map(|(value, _)| value), self.report);
        Some(values.into_iter().zip(fit).filter(|(_, fits)| *fits).map(|(titled, _)| titled).collect())
    }

    fn shaped(&mut self, place: &Place<'_>) -> Node {
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
            self.report.refuse(&node.at, "notRepresentable", "required");
        }
        node
    }

    fn node(&self, place: &Place<'_>, shape: Shape) -> Node {
        let objects = || place.views.iter().filter(|view| !view.asks).filter_map(|view| view.schema.as_object());
        let text = |keyword: &str, longest: usize| {
            let found = objects().find_map(|keywords| keywords.get(keyword)?.as_str().map(str::trim).filter(|t| !t.is_empty()));
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
        let branches = place.views.iter().map(|view| types(view.schema)).filter(|allowed| *allowed != ANY);
        let union = branches.fold(0, |all, one| all | one);
        if union != 0 {
            return union;
        }
        let hint = place.views.iter().filter_map(|view| view.schema.as_object()).map(hinted).find(|hint| *hint != 0);
        self.report.note(at, "typeAssumed");
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
        let is_long = number("maxLength").is_some_and(|limit| limit > 200) || number("minLength").is_some_and(|low| low > 60);
        let text_only = types.first() == Some(&"string") && !types.iter().any(|name| matches!(*name, "number" | "integer"));
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

    fn array(&mut self, place: &Place<'_>, at: &str) -> Shape {
        let objects = || place.views.iter().filter_map(|view| view.schema.as_object());
        let certain = || only_certain(&place.views).filter_map(Value::as_object);
        let most = certain().filter_map(|keywords| keywords.get("maxItems")?.as_u64()).min();
        let least = certain().filter_map(|keywords| keywords.get("minItems")?.as_u64()).max();
        let places = objects().map(|keywords| list(keywords, "prefixItems").len()).max().unwrap_or(0);
        if places > 0 {
            return self.tuple(place, places);
        }
        let items: Vec<View<'_>> = place
            .views
            .iter()
            .filter_map(|view| Some(View { schema: view.schema.get("items")?, ..*view }))
            .collect();
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
        if let (Some(count @ 2..=4), true, true) = (most.filter(|most| Some(*most) == least), item & (OBJECT | ARRAY) == 0, item != 0) {
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
        for leaf in node.leaves().iter().filter(|leaf| !wrapped && (!is_carried(&leaf.key) || leaf.name() != Some(&leaf.key))) {
            self.report.note_with(&leaf.at, "renamed", &[("name", json!(leaf.name())), ("answer", json!(leaf.key))]);
        }
        Shape::Rows { name, item: Box::new(node), wrapped }
    }
}

/// What a list schema says about the item at an index.
pub fn item_schema(keywords: &Map<String, Value>, index: usize) -> Option<&Value> {
    list(keywords, "prefixItems").get(index).or_else(|| keywords.get("items"))
}

/// Choices for values of any type, each with a constant of its own.
fn options(values: &[Titled]) -> Vec<Choice> {
    let mut options: Vec<Choice> = Vec::new();
    let mut taken = std::collections::HashSet::new();
    for (value, title) in values {
        let plain = match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let is_usable = !plain.is_empty() && plain.trim() == plain && plain.chars().count() <= 200 && plain != "__other"
            && !plain.chars().any(char::is_control);
        let stem = if is_usable { plain.clone() } else { "value".to_owned() };
        let mut constant = stem.clone();
        let mut count = 1_usize;
        while !taken.insert(constant.clone()) {
            count += 1;
            constant = format!("{stem}-{count}");
        }
        let words = || match value {
            Value::Bool(true) => "はい".to_owned(),
            Value::Bool(false) => "いいえ".to_owned(),
            Value::Null => "なし".to_owned(),
            _ if plain.trim().is_empty() => "（空欄）".to_owned(),
            _ => plain.chars().take(200).collect(),
        };
        let title = title.clone().filter(|title| !title.trim().is_empty()).unwrap_or_else(words);
        options.push(Choice { constant, value: value.clone(), title });
    }
    options
}
