//! Why a file was not taken, and what to send instead. The sentences stand in `files.ftl`; here is only which one.

use serde_json::{Map, Value};

use super::super::control;
use super::values;
use crate::words::Words;

/// The sentence of a code about a file's content; none for any other code.
pub(super) fn sentence(words: Words, subject: &str, code: &str, params: &Map<String, Value>) -> Option<String> {
    let id = match code {
        "fileType" => of_type(params),
        "fileMixed" => "files-refused-mixed",
        "filePixels" => "files-refused-pixels",
        "fileLocked" => "files-refused-locked",
        "fileActive" => "files-refused-active",
        "fileBursting" => "files-refused-bursting",
        "fileInfected" => "files-refused-infected",
        "fileBusy" => "files-refused-busy",
        _ => return None,
    };
    let name = values::text(params, "name").unwrap_or_default();
    let name =
        if name.is_empty() { words.say("files-the-file") } else { words.tell("files-named", &[("name", name.into())]) };
    let types = types(words, params);
    Some(words.tell(id, &[("subject", subject.into()), ("name", name.into()), ("types", types.into())]))
}

fn of_type(params: &Map<String, Value>) -> &'static str {
    let takes_pictures = allowed(params).any(|name| name.starts_with("image/"));
    match values::text(params, "found") {
        Some("heic") if takes_pictures => "files-type-heic",
        Some("picture" | "svg") if takes_pictures => "files-type-picture",
        Some("page") => "files-type-page",
        Some("office" | "text") => "files-type-office",
        Some("archive") => "files-type-archive",
        Some("program") => "files-type-program",
        Some("video" | "audio") => "files-type-video",
        _ => "files-type-other",
    }
}

fn allowed(params: &Map<String, Value>) -> impl Iterator<Item = &str> {
    params.get("allowed").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

/// 「JPEGの写真・PDF」
fn types(words: Words, params: &Map<String, Value>) -> String {
    let names: Vec<String> = allowed(params).filter_map(|name| control::type_name(words, name)).collect();
    if names.is_empty() { words.say("files-name-some") } else { names.join(&words.say("files-name-between")) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::words::{Language, plain};

    fn said(language: Language, code: &str, params: Value) -> String {
        let Value::Object(params) = params else { panic!("params are an object") };
        plain(&sentence(Words::of(language), "写真", code, &params).unwrap()).into_owned()
    }

    #[test]
    fn a_refusal_says_what_to_send_instead() {
        let pictures = json!(["image/jpeg", "image/png"]);
        let heic = json!({ "name": "IMG_0001.HEIC", "found": "heic", "allowed": pictures });
        let text = said(Language::JAPANESE, "fileType", heic.clone());
        assert!(
            text.contains("「IMG_0001.HEIC」") && text.contains("互換性優先") && text.contains("スクリーンショット"),
            "{text}"
        );
        assert!(said(Language::ENGLISH, "fileType", heic).contains("Most Compatible"));
        // Where only documents are taken, a JPEG would be refused as well.
        let document = json!({ "name": "a.heic", "found": "heic", "allowed": ["application/pdf"] });
        let text = said(Language::JAPANESE, "fileType", document);
        assert!(text.contains("PDF") && !text.contains("互換性優先"), "{text}");
    }

    #[test]
    fn every_kind_has_a_sentence_of_its_own_in_every_language() {
        let kinds = ["heic", "picture", "page", "office", "archive", "program", "video", "other"];
        for language in Language::all() {
            let mut texts: Vec<String> = kinds
                .iter()
                .map(|found| {
                    said(language, "fileType", json!({ "name": "a", "found": found, "allowed": ["image/png"] }))
                })
                .collect();
            assert!(texts.iter().all(|text| text.contains("写真") && text.contains("PNG")), "{texts:?}");
            texts.sort();
            texts.dedup();
            assert_eq!(texts.len(), kinds.len(), "{}", language.tag());
        }
    }
}
