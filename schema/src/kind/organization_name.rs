//! `organizationName`: the name of a company or an association as it is registered. One line, nothing folded: ㈱ and the
//! width of letters stay.

use super::{Blueprint, Definition, Kind, Reading, read_text};
use crate::characters::one_line;
use crate::widget::Widget;
use serde_json::Value;

pub const DEFINITION: Definition = Definition::of("string", build);

#[derive(Debug)]
struct OrganizationName {
    max_length: Option<u64>,
}

fn build(blueprint: &Blueprint) -> Box<dyn Kind> {
    Box::new(OrganizationName { max_length: blueprint.count("maxLength") })
}

impl Kind for OrganizationName {
    fn read(&self, raw: &Value, _: &mut Reading) -> Option<Value> {
        read_text(raw, one_line)
    }

    fn widget(&self) -> Widget {
        Widget::Text { inputmode: "text", max_length: self.max_length }
    }
}

#[cfg(test)]
mod tests {
    use crate::kind::testing::{build, read};
    use crate::widget::Widget;
    use serde_json::json;

    #[test]
    fn as_it_is_registered() {
        let schema = json!({"x-kind": "organizationName", "maxLength": 50});
        for (typed, stored) in [
            ("㈱まどぐち", "㈱まどぐち"),
            ("株式会社　まどぐち", "株式会社　まどぐち"),
            (" 一般社団法人ﾏﾄﾞｸﾞﾁ会 ", "一般社団法人ﾏﾄﾞｸﾞﾁ会"),
            ("ＡＢＣ商店", "ＡＢＣ商店"),
            ("ABC Co., Ltd.", "ABC Co., Ltd."),
            ("まどぐち\r\n商店街", "まどぐち 商店街"),
            ("髙﨑\u{0}葛\u{e0100}城会", "髙﨑葛\u{e0100}城会"),
            ("まどぐち\t町内会", "まどぐち 町内会"),
            ("（有）まどぐち", "（有）まどぐち"),
            ("まどぐち・ホールディングスー", "まどぐち・ホールディングスー"),
        ] {
            assert_eq!(read(schema.clone(), json!(typed)), (Some(json!(stored)), vec![]), "{typed}");
        }
        assert_eq!(read(schema.clone(), json!("　\n")), (None, vec![]));
        assert_eq!(build(schema).widget(), Widget::Text { inputmode: "text", max_length: Some(50) });
    }
}
