//! `hidden`: a text that nobody types: a parameter of the address that was opened, or what the office put into a personal
//! link. Residents see it on the confirmation, because it is sent in their name.

use super::{Blueprint, Definition, Kind, Reading, read_text};
use crate::characters::one_line;
use crate::pointer;
use crate::problem::Problem;
use crate::widget::{Prefill, Widget};
use serde_json::Value;

pub const DEFINITION: Definition = Definition {
    keywords: &["x-prefill"],
    lint,
    ..Definition::of("string", |blueprint| Box::new(Hidden { prefill: prefill(blueprint).ok() }))
};

#[derive(Debug)]
struct Hidden {
    prefill: Option<Prefill>,
}

/// Where the answer comes from, or where in the field's schema that is not said.
fn prefill(blueprint: &Blueprint) -> Result<Prefill, String> {
    let at = pointer::join(blueprint.at, "x-prefill");
    let Some(said) = blueprint.schema.get("x-prefill") else {
        return Err(blueprint.at.to_owned());
    };
    match said.get("from") {
        Some(Value::String(from)) if from == "link" => Ok(Prefill::Link),
        Some(Value::String(from)) if from == "query" => match said.get("parameter") {
            Some(Value::String(parameter)) if is_parameter(parameter) => {
                Ok(Prefill::Query { parameter: parameter.clone() })
            }
            Some(_) => Err(pointer::join(&at, "parameter")),
            None => Err(at),
        },
        Some(_) => Err(pointer::join(&at, "from")),
        None => Err(at),
    }
}

/// What stands in an address as it is: 1 to 64 of `A-Z a-z 0-9 _ . -`.
fn is_parameter(name: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-');
    (1..=64).contains(&name.len()) && name.bytes().all(allowed)
}

fn lint(blueprint: &Blueprint, problems: &mut Vec<Problem>) {
    if let Err(at) = prefill(blueprint) {
        problems.push(Problem::error("prefill", at).suggesting("setPrefill"));
    }
}

impl Kind for Hidden {
    fn read(&self, raw: &Value, _: &mut Reading) -> Option<Value> {
        read_text(raw, one_line)
    }

    fn widget(&self) -> Widget {
        Widget::Hidden
    }

    fn prefill(&self) -> Option<&Prefill> {
        self.prefill.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use crate::kind::testing::{build, problems, read};
    use crate::widget::{Prefill, Widget};
    use serde_json::json;

    #[test]
    fn from_the_address_or_a_link() {
        let query = json!({"x-kind": "hidden", "x-prefill": {"from": "query", "parameter": "utm_source"}});
        assert_eq!(build(query.clone()).prefill(), Some(&Prefill::Query { parameter: "utm_source".to_owned() }));
        assert_eq!(build(query.clone()).widget(), Widget::Hidden);
        assert_eq!(read(query.clone(), json!(" 広報\r\n４月号\u{0} ")), (Some(json!("広報 ４月号")), vec![]));
        assert_eq!(read(query.clone(), json!(" ")), (None, vec![]));
        assert_eq!(read(query, json!(["a"])), (Some(json!(["a"])), vec![]));
        let link = json!({"x-kind": "hidden", "x-prefill": {"from": "link"}});
        assert_eq!(build(link).prefill(), Some(&Prefill::Link));
    }

    #[test]
    fn it_must_be_said_where_it_comes_from() {
        for (said, at) in [
            (json!({}), "/x-prefill"),
            (json!(5), "/x-prefill"),
            (json!({"from": "cookie"}), "/x-prefill/from"),
            (json!({"from": "query"}), "/x-prefill"),
            (json!({"from": "query", "parameter": ""}), "/x-prefill/parameter"),
            (json!({"from": "query", "parameter": "a&b"}), "/x-prefill/parameter"),
        ] {
            let schema = json!({"x-kind": "hidden", "x-prefill": said});
            assert_eq!(problems(schema.clone()), [format!("/properties/f{at} prefill")]);
            assert_eq!(build(schema).prefill(), None);
        }
        assert_eq!(problems(json!({"x-kind": "hidden"})), ["/properties/f prefill"]);
        assert_eq!(problems(json!({"x-kind": "hidden", "x-prefill": {"from": "link"}})), [""; 0]);
    }
}
