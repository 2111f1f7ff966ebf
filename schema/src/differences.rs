//! What differs between two documents of a form, for the people who publish it: each change as a code with the texts
//! before and after, and whether what was received before can still be compared with what will be. Works on drafts too,
//! as long as they can be read as a form. Who words it is the caller's affair; which answers of a half-filled form may
//! go on in another version is decided in `compare`.

mod choices;
mod fields;
mod limits;
mod pages;
mod root;
mod rules;

use crate::lint::analyse;
use crate::upgrade::upgrade;
use serde::Serialize;
use serde_json::{Map, Value};

/// What keeps answers from before and after a change from being compared, or makes it doubtful.
#[derive(Serialize, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[serde(rename_all = "camelCase")]
pub enum Warning {
    /// Nobody is asked any more.
    Gone,
    /// The same question under another name: exports have two columns.
    Renamed,
    /// Another kind of answer.
    Kind,
    /// A choice that people took is no longer offered.
    ChoiceGone,
    /// Numbers count something else.
    Unit,
    /// The ends of a scale are something else.
    Scale,
    /// The value is calculated differently.
    Calculation,
    /// Earlier people could not take this choice.
    ChoiceNew,
    /// The same stored choice is said in other words: doubtful where it means something else now.
    ChoiceReworded,
    /// Earlier answers may be missing.
    WasOptional,
    /// It is asked of other people.
    AskedOfOthers,
}

impl Warning {
    /// Whether what was received before can still be set beside what will be received. Where it can, the warning is
    /// one to think about.
    #[must_use]
    pub const fn is_comparable(self) -> bool {
        match self {
            Self::Gone
            | Self::Renamed
            | Self::Kind
            | Self::ChoiceGone
            | Self::Unit
            | Self::Scale
            | Self::Calculation => false,
            Self::ChoiceNew | Self::ChoiceReworded | Self::WasOptional | Self::AskedOfOthers => true,
        }
    }
}

/// One change.
#[derive(Serialize, Clone, Debug, PartialEq)]
#[serde(rename_all = "camelCase")]
pub struct Difference {
    /// What happened (`fieldAdded`, `choiceRemoved`, `limitChanged` …).
    pub code: &'static str,
    /// JSON Pointer to the thing: in the new document, and in the old one where it is gone.
    pub at: String,
    /// What people call the thing: the label of a question, the title of a page; empty for the form itself.
    pub label: String,
    /// The name of the question it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The label of the repeating group the question stands in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Which keyword, setting or language, where the code alone does not say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keyword: Option<String>,
    /// As it was; absent where there was nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Value>,
    /// As it is; absent where nothing is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Value>,
    /// What it does to comparisons.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warning: Option<Warning>,
    /// Whether answers from before and after can be set beside each other.
    pub comparable: bool,
}

impl Difference {
    fn new(code: &'static str, at: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            code,
            at: at.into(),
            label: label.into(),
            name: None,
            group: None,
            keyword: None,
            before: None,
            after: None,
            warning: None,
            comparable: true,
        }
    }

    fn from(self, before: Option<impl Into<Value>>) -> Self {
        Self { before: before.map(Into::into), ..self }
    }

    fn to(self, after: Option<impl Into<Value>>) -> Self {
        Self { after: after.map(Into::into), ..self }
    }

    fn of(self, keyword: &str) -> Self {
        Self { keyword: Some(keyword.to_owned()), ..self }
    }

    fn warned(self, warning: Option<Warning>) -> Self {
        Self { warning, comparable: warning.is_none_or(Warning::is_comparable), ..self }
    }
}

/// What differs between two documents, in the order residents meet it, what belongs to the whole form last. Empty only
/// when the documents say the same; `None` when one of them cannot be read as a form at all.
#[must_use]
pub fn differences(old: &Value, new: &Value) -> Option<Vec<Difference>> {
    let (old, new) = (upgrade(old).into_owned(), upgrade(new).into_owned());
    if old == new {
        return Some(Vec::new());
    }
    let before = analyse(old).0?;
    let after = analyse(new).0?;
    let mut found = Vec::new();
    root::title(&before, &after, &mut found);
    pages::pages(&before, &after, &mut found);
    fields::fields(&before, &after, &mut found);
    rules::rules((&before.document, &after.document), "", None, &mut found);
    root::rest(&before, &after, &mut found);
    // Whatever this room has no word for is still told.
    if found.is_empty() {
        found.push(Difference::new("otherChanged", "", ""));
    }
    Some(found)
}

fn object<'a>(value: &'a Value, key: &str) -> Option<&'a Map<String, Value>> {
    value.get(key).and_then(Value::as_object)
}

#[cfg(test)]
mod tests;
