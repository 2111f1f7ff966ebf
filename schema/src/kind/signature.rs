//! `signature`: a signature drawn on the screen or photographed. One picture.

use super::file::{Tokens, contribute_tokens, max_bytes};
use super::{Blueprint, Definition};
use crate::widget::Widget;
use serde_json::{Map, Value, json};

pub const DEFINITION: Definition = Definition {
    keywords: &["x-max-bytes"],
    contribute,
    ..Definition::of("array", |blueprint| Box::new(Tokens { widget: widget(blueprint) }))
};

/// Somebody signs once, whatever the document says.
fn contribute(schema: &mut Map<String, Value>) {
    contribute_tokens(schema, 1);
    schema.insert("maxItems".to_owned(), json!(1));
}

fn widget(blueprint: &Blueprint) -> Widget {
    Widget::Signature { max_bytes: max_bytes(blueprint) }
}

#[cfg(test)]
mod tests {
    use crate::kind::testing::{build, contributed, read};
    use crate::widget::Widget;
    use serde_json::json;

    #[test]
    fn one_picture() {
        let schema = json!({"x-kind": "signature", "x-max-bytes": 500_000});
        assert_eq!(build(schema.clone()).widget(), Widget::Signature { max_bytes: 500_000 });
        assert_eq!(contributed(json!({"x-kind": "signature", "maxItems": 3}))["maxItems"], json!(1));
        assert_eq!(read(schema.clone(), json!("t1")), (Some(json!(["t1"])), vec![]));
        assert_eq!(read(schema, json!([""])), (None, vec![]));
    }
}
