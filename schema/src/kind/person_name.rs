//! `personName`: a name as its owner writes it, with its reading, and the former name (旧氏) where a form asks for it. Never
//! folded: 髙, 﨑, 𠮷 and variation selectors stay. Members are named as in the Digital Agency's core data model (DS-431).

use super::composite::{PartShape, Parts, Shape, part_text};
use super::{Blueprint, Definition, Kind, Reading};
use crate::characters::{KATAKANA, katakana};
use crate::widget::Widget;
use crate::word::{Say, Word};
use serde_json::Value;

pub const DEFINITION: Definition = Definition {
    contribute: |schema| SHAPE.contribute(schema),
    lint: |blueprint, problems| SHAPE.lint(blueprint, problems),
    ..Definition::of("object", build)
};

static SHAPE: Shape = Shape {
    parts: &[
        PartShape::text("familyName", "姓", "family-name"),
        PartShape::text("givenName", "名", "given-name"),
        kana_part("familyNameKana", "姓（フリガナ）"),
        kana_part("givenNameKana", "名（フリガナ）"),
        PartShape::text("formerFamilyName", "旧姓", "off"),
        kana_part("formerFamilyNameKana", "旧姓（フリガナ）"),
    ],
    default: &["familyName", "givenName"],
    required: &["familyName", "givenName", "familyNameKana", "givenNameKana"],
};

const fn kana_part(name: &'static str, label: &'static str) -> PartShape {
    PartShape { fold: katakana, pattern: Some((KATAKANA, "kana")), ..PartShape::text(name, label, "off") }
}

#[derive(Debug)]
struct PersonName {
    parts: Parts,
}

fn build(blueprint: &Blueprint) -> Box<dyn Kind> {
    Box::new(PersonName { parts: SHAPE.parts(blueprint) })
}

impl Kind for PersonName {
    fn read(&self, raw: &Value, reading: &mut Reading) -> Option<Value> {
        self.parts.read(raw, reading)
    }

    fn widget(&self) -> Widget {
        Widget::Parts(self.parts.inputs().to_vec())
    }

    fn lines(&self, value: &Value, say: Say<'_>) -> Vec<String> {
        if !value.is_object() {
            return vec![super::plain_text(value)];
        }
        let line = |first: &str, second: &str| {
            format!("{}　{}", part_text(value, first), part_text(value, second)).trim().to_owned()
        };
        let former = match (part_text(value, "formerFamilyName"), part_text(value, "formerFamilyNameKana")) {
            ("", "") => String::new(),
            (name, "") | ("", name) => say(Word::FormerName { name, reading: "" }),
            (name, reading) => say(Word::FormerName { name, reading }),
        };
        let lines = [line("familyName", "givenName"), line("familyNameKana", "givenNameKana"), former];
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
    fn names_are_never_folded() {
        let schema =
            json!({"x-kind": "personName", "properties": {"familyName": {}, "givenName": {}, "familyNameKana": {}}});
        let typed = json!({"familyName": " 髙﨑𠮷葛\u{e0100} ", "givenName": "神\u{fa19}１", "familyNameKana": "ﾀｶｻｷ"});
        let stored =
            json!({"familyName": "髙﨑𠮷葛\u{e0100}", "givenName": "神\u{fa19}１", "familyNameKana": "タカサキ"});
        assert_eq!(read(schema.clone(), typed), (Some(stored), vec![]));
        let (_, violations) = read(schema.clone(), json!({"familyNameKana": "高崎"}));
        assert_eq!(violations, ["/f/familyNameKana kana"]);
        assert_eq!(read(schema, json!({"familyName": " ", "givenName": ""})), (None, vec![]));
    }

    #[test]
    fn a_name_fits_in_one_line() {
        let schema = json!({"x-kind": "personName"});
        let typed =
            json!({"familyName": "髙﨑\r\nBcc: a@example.jp", "givenName": "葛\u{e0100}\u{0}\u{1b}城\t子\u{fa19}"});
        let stored = json!({"familyName": "髙﨑 Bcc: a@example.jp", "givenName": "葛\u{e0100}城 子\u{fa19}"});
        assert_eq!(read(schema.clone(), typed), (Some(stored), vec![]));
        assert_eq!(read(schema, json!({"familyName": "\u{0}\n"})), (None, vec![]));
    }

    #[test]
    fn required_parts_have_a_default() {
        let required = |schema| {
            build(schema).parts().iter().filter(|part| part.required).map(|part| part.name).collect::<Vec<_>>()
        };
        assert_eq!(required(json!({"x-kind": "personName"})), ["familyName", "givenName"]);
        assert_eq!(required(json!({"x-kind": "personName", "required": ["familyName"]})), ["familyName"]);
    }

    #[test]
    fn a_former_name_is_asked_where_it_is_declared() {
        let schema = json!({"x-kind": "personName", "properties": {
            "familyName": {}, "givenName": {}, "formerFamilyName": {}, "formerFamilyNameKana": {}}});
        let typed = json!({"familyName": "見本", "givenName": "花子", "formerFamilyName": " 髙橋 ", "formerFamilyNameKana": "たかはし"});
        let stored = json!({"familyName": "見本", "givenName": "花子", "formerFamilyName": "髙橋", "formerFamilyNameKana": "タカハシ"});
        assert_eq!(read(schema.clone(), typed), (Some(stored.clone()), vec![]));
        let kind = build(schema.clone());
        assert_eq!(kind.display(&stored), ["見本　花子", "旧姓：髙橋（タカハシ）"]);
        assert_eq!(kind.display(&json!({"formerFamilyName": "髙橋"})), ["旧姓：髙橋"]);
        let without = json!({"familyName": "見本", "givenName": "花子"});
        assert_eq!(read(schema, without.clone()), (Some(without), vec![]), "nobody has to have one");
    }

    #[test]
    fn shown_in_two_lines() {
        let field = build(json!({"x-kind": "personName"}));
        let value =
            json!({"familyName": "窓口", "givenName": "花子", "familyNameKana": "マドグチ", "givenNameKana": "ハナコ"});
        assert_eq!(field.display(&value), ["窓口　花子", "マドグチ　ハナコ"]);
    }
}
