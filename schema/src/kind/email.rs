//! `email`: a mail address, typed once or twice. The rule is the one of HTML (old Japanese addresses with dots in a
//! row stay possible), and a host needs a dot.

use super::{Blueprint, Definition, Kind, Reading, holds_only, json_type, read_text};
use crate::characters::half_width;
use crate::widget::Widget;
use serde_json::{Map, Value};

pub const DEFINITION: Definition = Definition {
    pattern_code: Some("email"),
    keywords: &["x-confirm"],
    infers,
    contribute,
    ..Definition::of("string", build)
};

#[derive(Debug)]
struct Email {
    confirm: bool,
}

fn infers(schema: &Map<String, Value>) -> bool {
    matches!(json_type(schema), None | Some("string")) && schema.get("format").and_then(Value::as_str) == Some("email")
}

fn build(blueprint: &Blueprint) -> Box<dyn Kind> {
    Box::new(Email { confirm: blueprint.flag("x-confirm") })
}

fn normalise(text: &str) -> String {
    half_width(text.trim()).trim().to_owned()
}

/// The rule of HTML, with a dot in the host.
const ADDRESS: &str = "^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+$";

/// RFC 5321, section 4.5.3.1.3, without the angle brackets.
const LONGEST: u64 = 254;

fn contribute(schema: &mut Map<String, Value>) {
    schema.entry("maxLength").or_insert_with(|| LONGEST.into());
}

impl Kind for Email {
    fn read(&self, raw: &Value, reading: &mut Reading) -> Option<Value> {
        let Value::Object(parts) = raw else {
            return read_text(raw, normalise);
        };
        if !holds_only(parts, &["address", "confirmation"]) {
            return super::without_emptiness(raw);
        }
        let read = |name: &str| parts.get(name).and_then(|part| read_text(part, normalise));
        let (address, confirmation) = (read("address"), read("confirmation"));
        let asked = self.confirm || parts.contains_key("confirmation");
        if asked && address != confirmation {
            reading.report("confirmation");
        }
        address.or(confirmation)
    }

    fn pattern(&self) -> Option<&str> {
        Some(ADDRESS)
    }

    fn widget(&self) -> Widget {
        Widget::Email { confirm: self.confirm }
    }
}

#[cfg(test)]
mod tests {
    use crate::kind::testing::read;
    use serde_json::json;

    #[test]
    fn addresses_are_half_width() {
        let schema = json!({"type": "string", "format": "email"});
        assert_eq!(
            read(schema.clone(), json!(" ｈａｎａｋｏ＠ｅｘａｍｐｌｅ．ｊｐ ")),
            (Some(json!("hanako@example.jp")), vec![])
        );
        assert_eq!(read(schema.clone(), json!("aーb@exａmpleｰx.jp")), (Some(json!("a-b@example-x.jp")), vec![]));
        assert_eq!(read(schema.clone(), json!("a..b.@example.com")).1, [""; 0]);
        for typed in ["hanako", "@example.jp", "a@b", "a b@example.jp", "花子@example.jp", "a@-x.jp", "a@example.jp."]
        {
            assert_eq!(read(schema.clone(), json!(typed)).1, ["/f email"], "{typed}");
        }
    }

    #[test]
    fn typed_twice_must_agree() {
        let schema = json!({"format": "email", "x-confirm": true});
        let twice = |address: &str, confirmation: &str| {
            read(schema.clone(), json!({"address": address, "confirmation": confirmation}))
        };
        assert_eq!(twice("a@example.jp", "ａ@example.jp"), (Some(json!("a@example.jp")), vec![]));
        assert_eq!(
            twice("a@example.jp", "b@example.jp"),
            (Some(json!("a@example.jp")), vec!["/f confirmation".to_owned()])
        );
        assert_eq!(twice("a@example.jp", ""), (Some(json!("a@example.jp")), vec!["/f confirmation".to_owned()]));
        assert_eq!(twice("", " "), (None, vec![]));
        assert_eq!(read(schema.clone(), json!("a@example.jp")).1, [""; 0]);
    }
}
