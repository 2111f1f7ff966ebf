//! `email`: a mail address, typed once or twice. The rule is the one of HTML (old Japanese addresses with dots in a
//! row stay possible), and a host needs a dot.

use super::{Blueprint, Definition, Kind, Reading, json_type, no_problem, nothing_more, read_text};
use crate::characters::half_width;
use crate::widget::Widget;
use serde_json::{Map, Value};

pub const DEFINITION: Definition = Definition {
    json_type: "string",
    pattern_code: None,
    keywords: &["x-confirm"],
    infers,
    contribute: nothing_more,
    lint: no_problem,
    build,
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
    half_width(text).trim().to_owned()
}

fn is_address(text: &str) -> bool {
    let Some((local, host)) = text.rsplit_once('@') else {
        return false;
    };
    let local_letter = |byte: u8| byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&byte);
    let is_label = |label: &str| {
        let edges_fit = !label.starts_with('-') && !label.ends_with('-');
        (1..=63).contains(&label.len())
            && edges_fit
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    text.len() <= 254
        && (1..=64).contains(&local.len())
        && local.bytes().all(local_letter)
        && host.contains('.')
        && host.split('.').all(is_label)
}

impl Email {
    fn read_address(raw: &Value, reading: &mut Reading) -> Option<Value> {
        let value = read_text(raw, normalise)?;
        if value.as_str().is_some_and(|text| !is_address(text)) {
            reading.report("email");
        }
        Some(value)
    }
}

impl Kind for Email {
    fn read(&self, raw: &Value, reading: &mut Reading) -> Option<Value> {
        let typed_twice =
            |parts: &Map<String, Value>| parts.keys().all(|name| matches!(name.as_str(), "address" | "confirmation"));
        let Value::Object(parts) = raw else {
            return Self::read_address(raw, reading);
        };
        if !typed_twice(parts) {
            return super::without_emptiness(raw);
        }
        let read = |name: &str| parts.get(name).and_then(|part| read_text(part, normalise));
        let (address, confirmation) = (read("address"), read("confirmation"));
        let first = address.as_ref().or(confirmation.as_ref())?;
        let value = Self::read_address(first, reading);
        let asked = self.confirm || parts.contains_key("confirmation");
        if asked && address != confirmation {
            reading.report("confirmation");
        }
        value
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
