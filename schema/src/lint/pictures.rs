//! Pictures that say nothing to those who do not see them (WCAG 2.2, 1.1.1 Non-text Content). Whether the file of a picture
//! is there is not ours to know.

use crate::document::Parsed;
use crate::page::BlockContent;
use crate::pointer;
use crate::problem::Problem;
use serde_json::Value;

/// Words that only say that there is a picture, which a screen reader says anyway.
const EMPTY: [&str; 12] =
    ["画像", "写真", "図", "地図", "イラスト", "見本", "例", "image", "picture", "photo", "map", "img"];
const ENDINGS: [&str; 8] = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".heic", ".svg", ".bmp"];

/// The pictures whose files are not there, which only who keeps the files can tell.
#[must_use]
pub fn missing(document: &Value, is_there: impl Fn(&str) -> bool) -> Vec<Problem> {
    let mut problems = Vec::new();
    let pages = document.get("x-pages").and_then(Value::as_array).into_iter().flatten().enumerate();
    for (page, object) in pages {
        let blocks = object.get("blocks").and_then(Value::as_array).into_iter().flatten().enumerate();
        for (block, object) in blocks {
            if let Some(sha256) = object.get("image").and_then(Value::as_str)
                && !is_there(sha256)
            {
                problems.push(Problem::error("imageMissing", format!("/x-pages/{page}/blocks/{block}/image")));
            }
        }
    }
    problems
}

pub fn lint(parsed: &Parsed, problems: &mut Vec<Problem>) {
    for (page, at) in parsed.pages.iter().enumerate().map(|(index, page)| (page, pointer::index("/x-pages", index))) {
        let blocks = pointer::join(&at, "blocks");
        for (position, block) in page.blocks.iter().enumerate() {
            let BlockContent::Image(picture) = &block.content else { continue };
            let at = pointer::join(&pointer::index(&blocks, position), "alt");
            if picture.alt.trim().is_empty() {
                problems.push(Problem::error("altMissing", at));
            } else if let Some(reason) = reason(&picture.alt) {
                problems.push(Problem::warning("altEmpty", at).with("reason", reason));
            }
        }
    }
}

/// Why a text says nothing.
fn reason(alt: &str) -> Option<&'static str> {
    let alt = alt.trim().to_ascii_lowercase();
    if ENDINGS.iter().any(|ending| alt.ends_with(ending)) {
        return Some("fileName");
    }
    EMPTY.contains(&alt.as_str()).then_some("word")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_of_files_and_bare_words_say_nothing() {
        assert_eq!(reason("IMG_0012.JPG"), Some("fileName"));
        assert_eq!(reason(" 地図 "), Some("word"));
        assert_eq!(reason("Image"), Some("word"));
        assert_eq!(reason("市役所の地図。正面玄関は北側にあります。"), None);
    }

    #[test]
    fn a_picture_without_a_file_is_named_at_its_place() {
        let document = json!({ "x-pages": [{ "blocks": [{ "text": "a" }, { "image": "a" }, { "image": "b" }] }, 3] });
        let at = |problems: Vec<Problem>| problems.into_iter().map(|problem| problem.at).collect::<Vec<_>>();
        assert_eq!(at(missing(&document, |sha256| sha256 == "b")), ["/x-pages/0/blocks/1/image"]);
        assert_eq!(at(missing(&json!([]), |_| false)), [""; 0]);
    }
}
