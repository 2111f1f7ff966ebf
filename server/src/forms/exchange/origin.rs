//! Where a form came from: kept with it for good, and shown in the builder.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

/// What a form was begun from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OriginKind {
    /// A template of the gallery.
    Template,
    /// Another form of the same organization.
    Copy,
    /// A file of another organization (or of this one).
    File,
    /// A form document without such a file around it.
    Document,
    /// Somebody's JSON Schema.
    Schema,
    /// A pasted list of questions.
    Questions,
}

/// Where a form came from. What does not apply is null.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    /// What it was begun from.
    pub kind: OriginKind,
    /// The name of the organization whose file it was.
    #[serde(default)]
    #[validate(length(max = 200))]
    pub organization: Option<String>,
    /// The name of the template, or the address of the form there.
    #[serde(default)]
    #[validate(length(max = 100))]
    pub form: Option<String>,
    /// The title it had.
    #[serde(default)]
    #[validate(length(max = 500))]
    pub title: Option<String>,
    /// The published version; null for a draft.
    #[serde(default)]
    pub version: Option<i64>,
    /// When the file was made (RFC 3339), as the file says.
    #[serde(default)]
    #[validate(length(max = 40))]
    pub exported_at: Option<String>,
    /// The hash in the file: 64 hexadecimal digits.
    #[serde(default)]
    #[validate(length(equal = 64))]
    pub sha256: Option<String>,
    /// Whether the file was as it was exported; null where there was no file.
    #[serde(default)]
    pub is_unchanged: Option<bool>,
}

impl Origin {
    /// Nothing but what it was.
    #[must_use]
    pub fn of(kind: OriginKind) -> Self {
        Self {
            kind,
            organization: None,
            form: None,
            title: None,
            version: None,
            exported_at: None,
            sha256: None,
            is_unchanged: None,
        }
    }

    /// As it is stored.
    ///
    /// # Errors
    /// Never in practice: everything in it is text and numbers.
    pub fn stored(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }

    /// What was stored; none where nothing was, or of another Madoguchi.
    #[must_use]
    pub fn read(stored: Option<&str>) -> Option<Self> {
        serde_json::from_str(stored?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_comes_back_as_it_was_stored() {
        let origin = Origin { form: Some("inu".to_owned()), version: Some(3), ..Origin::of(OriginKind::Copy) };
        assert_eq!(Origin::read(Some(&origin.stored().unwrap())), Some(origin));
        assert_eq!(Origin::read(None), None);
        assert_eq!(Origin::read(Some("{\"kind\":\"of a later version\"}")), None);
    }
}
