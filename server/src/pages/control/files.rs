//! Files: what may be chosen, and what was received already. A signature is a file too: drawn with JavaScript, chosen
//! (a photograph of it) without.

use serde_json::Value;

use super::{Asked, Control};
use crate::pages::{FileLabel, prose};

/// What a signature may be.
pub const SIGNATURE: [&str; 2] = ["image/png", "image/jpeg"];

/// What must be known about files before choosing one.
pub fn file_rule(types: &[String], max_files: u64, max_bytes: u64, max_total: Option<u64>) -> String {
    let count = if max_files > 1 { format!("{max_files}つまで選べます。") } else { String::new() };
    let total = max_total.filter(|_| max_files > 1);
    let total = total.map(|total| format!("全部で{}までです。", prose::size(total))).unwrap_or_default();
    format!("{}のファイル、1つ{}まで。{count}{total}", type_names(types), prose::size(max_bytes))
}

/// Media types as people call them.
fn type_names(types: &[String]) -> String {
    let names: Vec<&str> = types
        .iter()
        .map(|media_type| match media_type.as_str() {
            "image/jpeg" => "写真（JPEG）",
            "image/png" => "画像（PNG）",
            "application/pdf" => "PDF",
            other => other,
        })
        .collect();
    names.join("・")
}

pub(super) fn control(types: &[String], max_files: u64, is_signature: bool, asked: &Asked<'_>) -> Control {
    let tokens: Vec<&str> = match asked.raw {
        Some(Value::Array(tokens)) => tokens.iter().filter_map(Value::as_str).collect(),
        Some(Value::String(token)) => vec![token],
        _ => Vec::new(),
    };
    let unknown = || FileLabel { name: "読み取れないファイル".to_owned(), size: String::new() };
    Control::File {
        // Telephones offer camera and album for `image/*`; what was really sent is checked by content.
        accept: if is_signature { "image/*".to_owned() } else { types.join(",") },
        can_add: (tokens.len() as u64) < max_files,
        is_multiple: max_files > 1,
        is_signature,
        accepted: tokens.into_iter().map(|token| (asked.files)(token).unwrap_or_else(unknown)).collect(),
    }
}
