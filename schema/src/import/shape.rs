//! The shape a foreign schema becomes: a tree as the foreign answers have it, whose leaves are fields of the form. Objects and
//! lists of fixed places dissolve into their leaves; lists of objects and of texts become groups.

use serde_json::Value;

/// A place in the foreign answers.
#[derive(Clone, Debug)]
pub struct Node {
    /// JSON Pointer into the foreign schema.
    pub at: String,
    /// Its member name in the foreign answers.
    pub key: String,
    pub label: String,
    pub help: Option<String>,
    pub example: Option<String>,
    /// The foreign value that no answer stands for; none where no answer means no member.
    pub blank: Option<Value>,
    /// Empty values (`null`, `""`, `[]`, `{}`) that the foreign schema takes here.
    pub empties: Vec<Value>,
    /// Required wherever its parent is.
    pub required: bool,
    pub shape: Shape,
}

#[derive(Clone, Debug)]
pub enum Shape {
    /// Always this value; nobody is asked.
    Fixed(Value),
    /// Nothing the form can offer, so it is never there (or blank).
    Nothing,
    /// A box that must be ticked.
    Consent {
        name: String,
    },
    /// One of a few values.
    Choice {
        name: String,
        options: Vec<Choice>,
    },
    /// A list of different values out of a few.
    Several {
        name: String,
        options: Vec<Choice>,
    },
    /// A text or a number.
    Plain {
        name: String,
        plain: Plain,
    },
    Object(Vec<Node>),
    /// A list whose places mean different things.
    Tuple(Vec<Node>),
    /// A list of objects, or (`wrapped`) of texts or numbers that stand alone in their rows.
    Rows {
        name: String,
        item: Box<Node>,
        wrapped: bool,
    },
}

/// What a text or number is asked with.
#[derive(Clone, Debug)]
pub struct Plain {
    /// JSON types in the order the kind wants them.
    pub types: Vec<&'static str>,
    pub format: Option<String>,
    pub is_long: bool,
}

/// A choice: the constant of the form, the foreign value, the words.
#[derive(Clone, Debug)]
pub struct Choice {
    pub constant: String,
    pub value: Value,
    pub title: String,
}

impl Node {
    pub fn child(&self, key: &str) -> Option<&Self> {
        self.children().iter().find(|child| child.key == key)
    }

    /// The places inside an object or tuple.
    pub fn children(&self) -> &[Self] {
        match &self.shape {
            Shape::Object(children) | Shape::Tuple(children) => children,
            _ => &[],
        }
    }

    /// The name of the field it is, if it is one.
    pub fn name(&self) -> Option<&str> {
        match &self.shape {
            Shape::Consent { name }
            | Shape::Choice { name, .. }
            | Shape::Several { name, .. }
            | Shape::Plain { name, .. }
            | Shape::Rows { name, .. } => Some(name),
            Shape::Fixed(_) | Shape::Nothing | Shape::Object(_) | Shape::Tuple(_) => None,
        }
    }

    /// The fields in and under it, in order.
    pub fn leaves(&self) -> Vec<&Self> {
        if self.name().is_some() {
            return vec![self];
        }
        self.children().iter().flat_map(Self::leaves).collect()
    }

    /// There is such a member wherever its parent is: the form writes it even when nothing in it is answered.
    pub fn is_always_there(&self) -> bool {
        match &self.shape {
            Shape::Fixed(_) => self.required,
            Shape::Object(_) | Shape::Tuple(_) => self.required || self.blank.is_some(),
            _ => self.blank.is_some(),
        }
    }
}
