//! The file: `{"madoguchi": 1, document, images, settings, origin, sha256}`. The hash is of the canonical JSON (RFC 8785) of
//! everything else, so that it survives being formatted anew. It tells a change, not who sent it: it is no signature.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::origin::{Origin, OriginKind};
use super::settings::SharedSettings;
use crate::forms::images::travel::{self, Carried};

/// The version of the file's shape that is written.
const SHAPE: u64 = 1;

/// Where a file was made.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Sender {
    /// The organization's name.
    pub organization: String,
    /// The form's address there.
    pub form: String,
    /// The published version; null for a draft.
    #[serde(default)]
    pub version: Option<i64>,
    /// When (RFC 3339).
    pub exported_at: String,
}

/// A file that was read.
#[derive(Clone, Debug)]
pub struct Received {
    /// The form document.
    pub document: Value,
    /// The pictures it shows.
    pub images: Vec<Carried>,
    /// The settings that travel.
    pub settings: SharedSettings,
    /// Where it came from, and whether it is as it was.
    pub origin: Origin,
}

/// Why a file cannot be taken.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// A part is missing or is something else: which.
    #[error("the file is damaged: {0} is missing or is not what it must be")]
    Damaged(&'static str),
    /// Of a later Madoguchi.
    #[error("the file was made by a later version of Madoguchi")]
    Later,
}

/// Makes the file.
///
/// # Errors
/// Never in practice: the parts are JSON already.
pub fn write(
    document: &Value,
    images: &[Carried],
    settings: &SharedSettings,
    sender: &Sender,
) -> Result<String, serde_json::Error> {
    let mut file = json!({
        "madoguchi": SHAPE,
        "origin": sender,
        "settings": settings,
        "document": document,
    });
    if !images.is_empty() {
        file["images"] = serde_json::to_value(images)?;
    }
    file["sha256"] = hash(&file)?.into();
    serde_json::to_string_pretty(&file)
}

/// Whether a JSON text is meant to be such a file.
#[must_use]
pub fn is_file(value: &Value) -> bool {
    value.get("madoguchi").is_some()
}

/// Reads a file, and compares its hash.
///
/// # Errors
/// See [`FileError`]. A file that was edited is read; its origin says so.
pub fn read(file: &Value) -> Result<Received, FileError> {
    match file.get("madoguchi").and_then(Value::as_u64) {
        Some(SHAPE) => {}
        Some(later) if later > SHAPE => return Err(FileError::Later),
        _ => return Err(FileError::Damaged("madoguchi")),
    }
    let sha256 = file.get("sha256").and_then(Value::as_str).filter(|text| is_hash(text));
    let sha256 = sha256.ok_or(FileError::Damaged("sha256"))?;
    let document = file.get("document").filter(|document| document.is_object());
    let document = document.ok_or(FileError::Damaged("document"))?;
    let settings: SharedSettings = part(file, "settings")?;
    if !settings.are_possible() {
        return Err(FileError::Damaged("settings"));
    }
    let images: Vec<Carried> = if file.get("images").is_some() { part(file, "images")? } else { Vec::new() };
    travel::unpack(&images).ok_or(FileError::Damaged("images"))?;
    let sender: Sender = part(file, "origin")?;
    let origin = Origin {
        organization: Some(one_line(&sender.organization, 200)),
        form: Some(one_line(&sender.form, 100)),
        title: document.get("title").and_then(Value::as_str).map(|title| one_line(title, 500)),
        version: sender.version,
        exported_at: sender.exported_at.parse::<jiff::Timestamp>().ok().map(|instant| instant.to_string()),
        sha256: Some(sha256.to_owned()),
        is_unchanged: Some(hash(file).is_ok_and(|now| now == sha256)),
        ..Origin::of(OriginKind::File)
    };
    Ok(Received { document: document.clone(), images, settings, origin })
}

fn part<T: serde::de::DeserializeOwned>(file: &Value, name: &'static str) -> Result<T, FileError> {
    let value = file.get(name).cloned().ok_or(FileError::Damaged(name))?;
    serde_json::from_value(value).map_err(|_| FileError::Damaged(name))
}

fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

/// Somebody else's words, short enough for a line of a page.
fn one_line(text: &str, most: usize) -> String {
    text.chars().filter(|letter| !letter.is_control()).take(most).collect()
}

/// SHA-256 of the canonical JSON of everything but the hash, in hexadecimal digits.
fn hash(file: &Value) -> Result<String, serde_json::Error> {
    let mut hashed = file.clone();
    if let Value::Object(members) = &mut hashed {
        members.shift_remove("sha256");
    }
    let digest = Sha256::digest(serde_json_canonicalizer::to_vec(&hashed)?);
    Ok(digest.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sender() -> Sender {
        Sender {
            organization: "見本市".to_owned(),
            form: "inu".to_owned(),
            version: Some(2),
            exported_at: "2026-04-01T01:00:00Z".to_owned(),
        }
    }

    fn exported() -> Value {
        let document = json!({ "title": "犬の登録", "properties": { "a": { "type": "number", "minimum": 1.5 } } });
        serde_json::from_str(&write(&document, &[], &SharedSettings::default(), &sender()).unwrap()).unwrap()
    }

    #[test]
    fn a_file_as_it_was_exported_is_unchanged_however_it_is_formatted() {
        let file = exported();
        let received = read(&file).unwrap();
        assert_eq!(received.origin.is_unchanged, Some(true));
        assert_eq!(received.origin.organization.as_deref(), Some("見本市"));
        assert_eq!((received.origin.version, received.document["title"].as_str()), (Some(2), Some("犬の登録")));
        // Other spaces, another order of members, another way to write a number.
        let mut members: Vec<_> = file.as_object().unwrap().clone().into_iter().collect();
        members.reverse();
        let again: Value = Value::Object(members.into_iter().collect());
        let text = again.to_string().replace("1.5", "15e-1");
        assert_eq!(read(&serde_json::from_str(&text).unwrap()).unwrap().origin.is_unchanged, Some(true));
    }

    #[test]
    fn every_part_is_in_the_hash() {
        for (at, value) in [
            ("/document/title", json!("猫の登録")),
            ("/settings/capacity", json!(5)),
            ("/origin/organization", json!("別の市")),
            ("/origin/version", json!(3)),
            ("/sha256", json!("0".repeat(64))),
        ] {
            let mut file = exported();
            *file.pointer_mut(at).unwrap() = value;
            assert_eq!(read(&file).unwrap().origin.is_unchanged, Some(false), "{at}");
        }
    }

    #[test]
    fn what_is_damaged_is_named() {
        let damaged = |at: &str, value: Value| {
            let mut file = exported();
            *file.pointer_mut(at).unwrap() = value;
            read(&file).unwrap_err()
        };
        assert_eq!(damaged("/document", json!([])), FileError::Damaged("document"));
        assert_eq!(damaged("/settings", json!({ "capacity": -1 })), FileError::Damaged("settings"));
        assert_eq!(damaged("/settings", json!({ "notification_emails": [] })), FileError::Damaged("settings"));
        assert_eq!(damaged("/origin", json!("x")), FileError::Damaged("origin"));
        assert_eq!(damaged("/sha256", json!("XYZ")), FileError::Damaged("sha256"));
        assert_eq!(damaged("/madoguchi", json!("1")), FileError::Damaged("madoguchi"));
        assert_eq!(damaged("/madoguchi", json!(2)), FileError::Later);
        let mut file = exported();
        file.as_object_mut().unwrap().shift_remove("sha256");
        assert_eq!(read(&file).unwrap_err(), FileError::Damaged("sha256"));
    }

    #[test]
    fn the_words_of_strangers_stay_short_and_on_one_line() {
        let long = Sender { organization: format!("a\n\u{0}{}", "長".repeat(999)), ..sender() };
        let text = write(&json!({}), &[], &SharedSettings::default(), &long).unwrap();
        let origin = read(&serde_json::from_str(&text).unwrap()).unwrap().origin;
        let name = origin.organization.unwrap();
        assert!(name.chars().count() == 200 && name.starts_with("a長"));
    }
}
