//! Understanding what somebody brings, before anything is made of it: what it is, the document, and what there is to know.

use madoguchi_schema::{Guess, Note, Problem};
use serde_json::{Map, Value};

use super::file::{self, FileError};
use super::origin::{Origin, OriginKind};
use super::settings::SharedSettings;
use crate::forms::images::travel::Carried;

/// What was brought, understood.
#[derive(Debug)]
pub struct Understood {
    /// The form document, in the current version of the form language.
    pub document: Value,
    /// Where it came from.
    pub origin: Origin,
    /// The pictures of a file.
    pub images: Vec<Carried>,
    /// The settings of a file.
    pub settings: Option<SharedSettings>,
    /// What became of it on the way.
    pub notes: Vec<Note>,
    /// The questions of a list.
    pub guesses: Vec<Guess>,
    /// What keeps the form from being published, and what could be better.
    pub problems: Vec<Problem>,
}

/// Why it cannot become a form.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// No JSON, or cut off: where.
    #[error("this is not JSON (line {line}, column {column}): {message}")]
    NotJson {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
        /// What the parser says, in English.
        message: String,
    },
    /// A file of ours that cannot be taken.
    #[error(transparent)]
    File(#[from] FileError),
    /// A schema that says what no form can, or a list without questions.
    #[error("this cannot become a form")]
    Refused(Vec<Problem>),
}

/// Reads a file: one that was exported, a form document, or a foreign JSON Schema.
///
/// # Errors
/// See [`ReadError`].
pub fn json(text: &[u8]) -> Result<Understood, ReadError> {
    // Editors of some systems begin a file with a mark.
    let text = text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(text);
    let value = madoguchi_schema::read_json(text).map_err(|error| ReadError::NotJson {
        line: error.line(),
        column: error.column(),
        message: error.to_string(),
    })?;
    if file::is_file(&value) {
        let received = file::read(&value)?;
        let mut notes = notes_about(&received.document);
        if received.settings.need_a_secret() {
            notes.push(note("accessNotTaken", &[]));
        }
        return Ok(Understood {
            images: received.images,
            settings: Some(received.settings),
            notes,
            ..understood(&received.document, received.origin)
        });
    }
    if !value.is_object() {
        let problem = madoguchi_schema::lint(&value);
        return Err(ReadError::Refused(problem));
    }
    if !madoguchi_schema::is_foreign(&value) {
        let notes = notes_about(&value);
        return Ok(Understood { notes, ..understood(&value, Origin::of(OriginKind::Document)) });
    }
    let imported = madoguchi_schema::import(&value).map_err(ReadError::Refused)?;
    let title = value.get("title").and_then(Value::as_str).map(|title| title.chars().take(500).collect());
    let origin = Origin { title, ..Origin::of(OriginKind::Schema) };
    Ok(Understood { notes: imported.notes, ..understood(&imported.document, origin) })
}

/// Reads a pasted list of questions.
///
/// # Errors
/// [`ReadError::Refused`] for a list without questions, or with too many.
pub fn questions(text: &str, title: Option<&str>) -> Result<Understood, ReadError> {
    let found = madoguchi_schema::questions(text, title).map_err(ReadError::Refused)?;
    let origin = Origin::of(OriginKind::Questions);
    Ok(Understood { guesses: found.guesses, ..understood(&found.document, origin) })
}

fn understood(document: &Value, origin: Origin) -> Understood {
    let document = madoguchi_schema::upgrade(document).into_owned();
    let problems = madoguchi_schema::lint(&document);
    Understood {
        document,
        images: Vec::new(),
        origin,
        settings: None,
        notes: Vec::new(),
        guesses: Vec::new(),
        problems,
    }
}

/// What stands in a form of somebody else that must be written anew: whom to ask, and why it may be asked.
fn notes_about(document: &Value) -> Vec<Note> {
    let settings = document.get("x-settings");
    let has = |key: &str| settings.and_then(|settings| settings.get(key)).is_some();
    let mut notes = Vec::new();
    if has("contact") {
        notes.push(note("contactOfOrigin", &[]));
    }
    if has("privacyNotice") {
        notes.push(note("privacyNoticeOfOrigin", &[]));
    }
    if has("myNumberGround") {
        notes.push(note("myNumberGroundOfOrigin", &[]));
    }
    notes
}

fn note(code: &'static str, params: &[(&str, Value)]) -> Note {
    let params: Map<String, Value> = params.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    Note { at: String::new(), code, params }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_brought_is_recognised() {
        let plain =
            json!({ "title": "a", "type": "object", "properties": { "b": { "type": "boolean", "title": "b" } } });
        let foreign = json!({ "$schema": "http://json-schema.org/draft-07/schema#", "title": "T", "type": "object",
            "properties": { "b": { "type": "boolean" } } });
        for (value, kind) in [(&plain, OriginKind::Document), (&foreign, OriginKind::Schema)] {
            let found = json(value.to_string().as_bytes()).unwrap();
            assert_eq!(found.origin.kind, kind);
            assert_eq!(found.document["x-language"], madoguchi_schema::LANGUAGE);
        }
        let marked = [b"\xef\xbb\xbf".as_slice(), plain.to_string().as_bytes()].concat();
        assert_eq!(json(&marked).unwrap().notes.len(), 0, "a byte order mark is no mistake");
    }

    #[test]
    fn what_is_no_form_says_why() {
        assert!(matches!(json(b"{\"a\":\n 1"), Err(ReadError::NotJson { line: 2, .. })));
        assert!(matches!(json(b"{\"a\": 1, \"a\": 2}"), Err(ReadError::NotJson { line: 1, .. })));
        assert!(matches!(json("[".repeat(200).as_bytes()), Err(ReadError::NotJson { .. })));
        assert!(matches!(json(b"[1]"), Err(ReadError::Refused(problems)) if problems[0].code == "notAnObject"));
        assert!(matches!(json(b"{\"madoguchi\": 9}"), Err(ReadError::File(FileError::Later))));
        assert!(matches!(questions(" \n", None), Err(ReadError::Refused(problems)) if problems[0].code == "noFields"));
    }
}
