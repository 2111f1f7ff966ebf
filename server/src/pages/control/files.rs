//! Files: what may be chosen, and what was received already. A signature is a file too: drawn with JavaScript, chosen
//! (a photograph of it) without.

use serde_json::Value;

use super::{Asked, Control};
use crate::pages::{FileLabel, prose};
use crate::words::Words;

/// What a signature may be.
pub const SIGNATURE: [&str; 2] = ["image/png", "image/jpeg"];

/// What must be known about files before choosing one.
pub fn file_rule(words: Words, types: &[String], max_files: u64, max_bytes: u64, max_total: Option<u64>) -> String {
    let (types, size) = (type_names(words, types), prose::size(max_bytes));
    let one = [("types", types.into()), ("size", size.into())];
    if max_files <= 1 {
        return words.tell("field-file", &one);
    }
    let count = [("limit", max_files.to_string().into()), ("count", max_files.into())];
    let total = max_total.map(|total| ("total", prose::size(total).into()));
    let id = if total.is_some() { "field-files-total" } else { "field-files" };
    words.tell(id, &one.into_iter().chain(count).chain(total).collect::<Vec<_>>())
}

/// Media types as people call them.
pub fn type_names(words: Words, types: &[impl AsRef<str>]) -> String {
    let name = |media_type: &str| type_name(words, media_type).unwrap_or_else(|| media_type.to_owned());
    let names: Vec<String> = types.iter().map(|media_type| name(media_type.as_ref())).collect();
    names.join(&words.say("field-types-between"))
}

/// A media type as people call it; none where they have no name for it.
pub fn type_name(words: Words, media_type: &str) -> Option<String> {
    let id = match media_type {
        "image/jpeg" => "field-type-jpeg",
        "image/png" => "field-type-png",
        "application/pdf" => "field-type-pdf",
        _ => return None,
    };
    Some(words.say(id))
}

pub(super) fn control(types: &[String], max_files: u64, is_signature: bool, asked: &Asked<'_>) -> Control {
    let tokens: Vec<&str> = match asked.raw {
        Some(Value::Array(tokens)) => tokens.iter().filter_map(Value::as_str).collect(),
        Some(Value::String(token)) => vec![token],
        _ => Vec::new(),
    };
    let unknown = || FileLabel { name: asked.words.say("field-file-unreadable"), size: String::new() };
    Control::File {
        // Telephones offer camera and album for `image/*`; what was really sent is checked by content.
        accept: if is_signature { "image/*".to_owned() } else { types.join(",") },
        can_add: (tokens.len() as u64) < max_files,
        is_multiple: max_files > 1,
        is_signature,
        accepted: tokens.into_iter().map(|token| (asked.files)(token).unwrap_or_else(unknown)).collect(),
    }
}
