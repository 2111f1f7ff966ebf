//! `url`: the address of a web page. Without a scheme it gets `https://`; other schemes and addresses with a user name in
//! them are refused, since staff will follow what residents send.

use super::{Blueprint, Definition, Kind, Reading, json_type, read_text};
use crate::characters::half_width;
use crate::widget::Widget;
use serde_json::{Map, Value};

pub const DEFINITION: Definition = Definition { pattern_code: Some("url"), infers, ..Definition::of("string", build) };

/// A host with a dot in it (of ASCII, or of any letters), a port, a path. Left out are white space, control characters, and
/// the invisible ones that turn the direction of writing around.
const ADDRESS: &str = "^https?://[A-Za-z0-9\u{a1}-\u{1fff}\u{2c00}-\u{2fef}\u{3005}-\u{d7ff}\u{f900}-\u{faff}\u{20000}-\u{3ffff}-]+([.][A-Za-z0-9\u{a1}-\u{1fff}\u{2c00}-\u{2fef}\u{3005}-\u{d7ff}\u{f900}-\u{faff}\u{20000}-\u{3ffff}-]+)+[.]?(:[0-9]{1,5})?([/?#][!-~\u{a1}-\u{1fff}\u{2010}-\u{2027}\u{2030}-\u{205e}\u{2070}-\u{2fff}\u{3001}-\u{d7ff}\u{e000}-\u{fefe}\u{ff00}-\u{ffef}\u{10000}-\u{3ffff}]*)?$";

#[derive(Debug)]
struct Url;

fn infers(schema: &Map<String, Value>) -> bool {
    matches!(json_type(schema), None | Some("string")) && schema.get("format").and_then(Value::as_str) == Some("uri")
}

fn build(_: &Blueprint) -> Box<dyn Kind> {
    Box::new(Url)
}

fn normalise(text: &str) -> String {
    let trimmed = text.trim();
    // A long sound mark in a path stays one unless the whole address was typed in full width.
    let wide = trimmed.contains(|letter| matches!(letter, '\u{ff01}'..='\u{ff5e}' | '\u{3000}'));
    let folded = if wide { half_width(trimmed) } else { trimmed.to_owned() };
    let address = folded.trim().trim_start_matches('<').trim_end_matches('>');
    let scheme = |name: &str| {
        let (start, rest) = address.split_at_checked(name.len())?;
        start.eq_ignore_ascii_case(name).then(|| format!("{name}{rest}"))
    };
    if let Some(address) = scheme("https://").or_else(|| scheme("http://")) {
        return address;
    }
    let host = address.split(['/', '?', '#']).next().unwrap_or_default();
    let named = host.split(':').next().unwrap_or_default();
    let only_a_port =
        host.strip_prefix(named).is_some_and(|port| port.bytes().skip(1).all(|byte| byte.is_ascii_digit()));
    if named.contains('.') && only_a_port && !host.contains('@') {
        format!("https://{address}")
    } else {
        address.to_owned()
    }
}

impl Kind for Url {
    fn read(&self, raw: &Value, _: &mut Reading) -> Option<Value> {
        read_text(raw, normalise)
    }

    fn pattern(&self) -> Option<&str> {
        Some(ADDRESS)
    }

    fn widget(&self) -> Widget {
        Widget::Url
    }
}

#[cfg(test)]
mod tests {
    use crate::kind::testing::read;
    use serde_json::json;

    #[test]
    fn addresses_of_every_notation() {
        let schema = json!({"type": "string", "format": "uri"});
        for (typed, stored) in [
            ("https://example.jp/", "https://example.jp/"),
            ("http://www.example.jp", "http://www.example.jp"),
            ("HTTPS://example.jp/A", "https://example.jp/A"),
            ("example.jp", "https://example.jp"),
            ("example.jp/ページ?q=1#top", "https://example.jp/ページ?q=1#top"),
            ("www.example.jp:8080/a", "https://www.example.jp:8080/a"),
            ("ｈｔｔｐｓ：／／ｅｘａｍｐｌｅ．ｊｐ／ａ", "https://example.jp/a"),
            ("ｅｘａｍｐｌｅ．ｊｐ／ａーｂ", "https://example.jp/a-b"),
            (" <https://example.jp/a> ", "https://example.jp/a"),
            ("https://example.jp/サーバー/ー", "https://example.jp/サーバー/ー"),
            ("https://窓口.example.jp/", "https://窓口.example.jp/"),
            ("https://example.jp?q=%E7%AA%93", "https://example.jp?q=%E7%AA%93"),
        ] {
            assert_eq!(read(schema.clone(), json!(typed)), (Some(json!(stored)), vec![]), "{typed}");
        }
    }

    #[test]
    fn others_stay_and_are_reported() {
        for typed in [
            "なし",
            "https://",
            "https://localhost/",
            "javascript:alert(1)",
            "ftp://example.jp",
            "mailto:a@example.jp",
            "https://user:secret@example.jp/",
            "example.jp@evil.example.com",
            "https://example.jp/a b",
            "https://example.jp/\u{202e}gpj",
            "https://example.jp:port/",
            "https:///example.jp",
        ] {
            assert_eq!(read(json!({"x-kind": "url"}), json!(typed)), (Some(json!(typed)), vec!["/f url".to_owned()]));
        }
        assert_eq!(read(json!({"x-kind": "url"}), json!(" ")), (None, vec![]));
    }
}
