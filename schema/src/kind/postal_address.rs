//! `postalAddress`: an address in Japan, in the parts of the government's address data model.

use super::composite::{PartShape, Parts, Shape, part_text};
use super::{Blueprint, Definition, Kind, Reading};
use crate::characters::{half_width, half_width_numbering, one_line};
use crate::tables::municipalities;
use crate::widget::{Choice, Widget};
use crate::word::Say;
use serde_json::Value;

pub const DEFINITION: Definition = Definition {
    contribute: |schema| SHAPE.contribute(schema),
    lint: |blueprint, problems| SHAPE.lint(blueprint, problems),
    ..Definition::of("object", build)
};

static SHAPE: Shape = Shape {
    parts: &[
        PartShape {
            inputmode: "numeric",
            fold: postcode,
            pattern: Some(("^[0-9]{7}$", "postalCode")),
            ..PartShape::text("postalCode", "郵便番号", "postal-code")
        },
        PartShape { options: prefectures, ..PartShape::text("prefecture", "都道府県", "address-level1") },
        PartShape::text("cityAndCounty", "市区町村", "address-level2"),
        PartShape { fold: street, ..PartShape::text("streetAddress", "町名・番地", "address-line1") },
        PartShape::text("buildingNameEtc", "建物名・部屋番号", "address-line2"),
        PartShape {
            inputmode: "numeric",
            fold: postcode,
            pattern: Some(("^[0-9]{6}$", "localGovernmentCode")),
            check: wrong_municipality,
            ..PartShape::text("localGovernmentCode", "全国地方公共団体コード", "off")
        },
    ],
    default: &["postalCode", "prefecture", "cityAndCounty", "streetAddress", "buildingNameEtc"],
    required: &["postalCode", "prefecture", "cityAndCounty", "streetAddress"],
};

#[rustfmt::skip] // in the order of their codes
fn prefectures() -> Vec<Choice> {
    PREFECTURES.iter().map(|name| Choice { value: (*name).to_owned(), title: (*name).to_owned() }).collect()
}

const PREFECTURES: [&str; 47] = [
    "北海道",
    "青森県",
    "岩手県",
    "宮城県",
    "秋田県",
    "山形県",
    "福島県",
    "茨城県",
    "栃木県",
    "群馬県",
    "埼玉県",
    "千葉県",
    "東京都",
    "神奈川県",
    "新潟県",
    "富山県",
    "石川県",
    "福井県",
    "山梨県",
    "長野県",
    "岐阜県",
    "静岡県",
    "愛知県",
    "三重県",
    "滋賀県",
    "京都府",
    "大阪府",
    "兵庫県",
    "奈良県",
    "和歌山県",
    "鳥取県",
    "島根県",
    "岡山県",
    "広島県",
    "山口県",
    "徳島県",
    "香川県",
    "愛媛県",
    "高知県",
    "福岡県",
    "佐賀県",
    "長崎県",
    "熊本県",
    "大分県",
    "宮崎県",
    "鹿児島県",
    "沖縄県",
];

/// Digits, whatever stands between them.
fn postcode(text: &str) -> String {
    let bare: String = text.chars().filter(|letter| !letter.is_whitespace() && *letter != '〒').collect();
    half_width(&bare).chars().filter(|letter| *letter != '-').collect()
}

fn is_postcode(text: &str) -> bool {
    text.len() == 7 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What is wrong with the code of a municipality. That it is another municipality than the address says is not: towns
/// merge, and the address is what the resident knows.
fn wrong_municipality(code: &str) -> Option<&'static str> {
    if code.len() != 6 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if !municipalities::has_check_digit(code) {
        return Some("checkDigit");
    }
    (!municipalities::exists(code)).then_some("localGovernmentUnknown")
}

fn street(text: &str) -> String {
    half_width_numbering(&one_line(text))
}

#[derive(Debug)]
struct PostalAddress {
    parts: Parts,
}

fn build(blueprint: &Blueprint) -> Box<dyn Kind> {
    Box::new(PostalAddress { parts: SHAPE.parts(blueprint) })
}

impl Kind for PostalAddress {
    fn read(&self, raw: &Value, reading: &mut Reading) -> Option<Value> {
        self.parts.read(raw, reading)
    }

    fn widget(&self) -> Widget {
        Widget::Parts(self.parts.inputs().to_vec())
    }

    fn lines(&self, value: &Value, _: Say<'_>) -> Vec<String> {
        if !value.is_object() {
            return vec![super::plain_text(value)];
        }
        let code = part_text(value, "postalCode");
        let code = code
            .split_at_checked(3)
            .filter(|_| is_postcode(code))
            .map_or_else(|| code.to_owned(), |(area, town)| format!("〒{area}-{town}"));
        let place = ["prefecture", "cityAndCounty", "streetAddress"].map(|name| part_text(value, name)).concat();
        let lines = [code, place, part_text(value, "buildingNameEtc").to_owned()];
        lines.into_iter().filter(|line| !line.is_empty()).collect()
    }

    fn composite(&self) -> Option<&Parts> {
        Some(&self.parts)
    }
}

#[cfg(test)]
mod tests {
    use crate::kind::testing::{build, read};
    use serde_json::json;

    #[test]
    fn postcodes_and_numbers_are_half_width() {
        let schema = json!({"x-kind": "postalAddress"});
        let typed = json!({
            "postalCode": "〒０００−００００", "prefecture": "東京都", "cityAndCounty": "窓口区 ",
            "streetAddress": "１丁目２ー３", "buildingNameEtc": "センタービル１０１"
        });
        let stored = json!({
            "postalCode": "0000000", "prefecture": "東京都", "cityAndCounty": "窓口区",
            "streetAddress": "1丁目2-3", "buildingNameEtc": "センタービル１０１"
        });
        assert_eq!(read(schema.clone(), typed), (Some(stored.clone()), vec![]));
        assert_eq!(
            build(schema.clone()).display(&stored),
            ["〒000-0000", "東京都窓口区1丁目2-3", "センタービル１０１"]
        );
        let folded =
            read(schema.clone(), json!({"postalCode": "〒１２３ー４５６７", "buildingNameEtc": "タワー\n１\u{0}"}));
        assert_eq!(folded, (Some(json!({"postalCode": "1234567", "buildingNameEtc": "タワー １"})), vec![]));
        let (value, violations) = read(schema, json!({"postalCode": "123-45"}));
        assert_eq!(
            (value, violations),
            (Some(json!({"postalCode": "12345"})), vec!["/f/postalCode postalCode".to_owned()])
        );
    }

    #[test]
    fn a_municipality_has_a_code() {
        let schema = json!({"x-kind": "postalAddress", "properties": {"cityAndCounty": {}, "localGovernmentCode": {}}});
        for (typed, code, violation) in [
            ("１３１０１－６", "131016", vec![]),
            ("221384", "221384", vec![]),
            ("131017", "131017", vec!["/f/localGovernmentCode checkDigit"]),
            ("221317", "221317", vec!["/f/localGovernmentCode localGovernmentUnknown"]), // 浜松市中区, until 2023
            ("130001", "130001", vec!["/f/localGovernmentCode localGovernmentUnknown"]), // a prefecture
            ("13101", "13101", vec!["/f/localGovernmentCode localGovernmentCode"]),
            ("東京", "東京", vec!["/f/localGovernmentCode localGovernmentCode"]),
        ] {
            let (value, violations) = read(schema.clone(), json!({ "localGovernmentCode": typed }));
            assert_eq!(value, Some(json!({ "localGovernmentCode": code })), "{typed}");
            assert_eq!(violations, violation, "{typed}");
        }
        let parts: Vec<_> = build(schema).parts().iter().map(|part| (part.name, part.required)).collect();
        assert_eq!(parts, [("cityAndCounty", true), ("localGovernmentCode", false)]);
        assert_eq!(build(json!({"x-kind": "postalAddress"})).parts().len(), 5, "only where a form wants it");
    }

    #[test]
    fn a_form_takes_the_parts_it_wants() {
        let schema = json!({"x-kind": "postalAddress", "properties": {"prefecture": {}, "buildingNameEtc": {}}});
        let parts: Vec<_> = build(schema).parts().iter().map(|part| (part.name, part.required)).collect();
        assert_eq!(parts, [("prefecture", true), ("buildingNameEtc", false)]);
    }
}
