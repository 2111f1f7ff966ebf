//! Two forms that together use every kind and every way to depend on an answer, for the tests beside this file.

use madoguchi_schema::{PublishedForm, publish};
use serde_json::{Value, json};

/// Every kind, with conditions on pages, blocks and fields, and an exit.
pub fn every_kind() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "title": "あらゆる質問",
        "x-settings": { "privacyNotice": "手続のためだけに使います。", "contact": { "name": "窓口課" } },
        "required": ["target", "count", "name", "agree"],
        "properties": {
            "target": { "type": "string", "title": "対象", "oneOf": [
                { "const": "self", "title": "本人" }, { "const": "agent", "title": "代理人" }, { "const": "none", "title": "対象外" } ] },
            "count": { "type": "integer", "title": "人数", "minimum": 0, "maximum": 10, "x-unit": "人" },
            "heat": { "type": "number", "title": "体温", "exclusiveMinimum": 30, "maximum": 45, "multipleOf": 0.5, "x-unit": "℃" },
            "name": { "type": "object", "title": "氏名", "x-kind": "personName", "properties": {
                "familyName": { "type": "string", "maxLength": 5 }, "givenName": { "type": "string", "maxLength": 5 },
                "familyNameKana": { "type": "string", "maxLength": 9 } } },
            "agentName": { "type": "object", "title": "代理人の氏名", "x-kind": "personName",
                "properties": { "familyName": { "maxLength": 9 }, "givenName": { "maxLength": 9 } }, "required": ["familyName"],
                "x-show-when": { "properties": { "target": { "const": "agent" } } }, "x-required-when": true },
            "reading": { "type": "string", "title": "読み", "x-kind": "kana", "maxLength": 8 },
            "code": { "type": "string", "title": "番号", "pattern": "^[0-9]{4}$" },
            "memo": { "type": "string", "title": "メモ", "x-kind": "longText", "minLength": 2, "x-max-characters": 4,
                "x-required-when": { "properties": { "count": { "exclusiveMinimum": 5 } } } },
            "day": { "type": "string", "format": "date", "title": "希望日", "x-earliest": "today", "x-latest": "today+P30D" },
            "wants": { "type": "array", "title": "ほしいもの", "uniqueItems": true, "minItems": 1, "maxItems": 2, "items": { "oneOf": [
                { "const": "a", "title": "あ" }, { "const": "b", "title": "い" }, { "const": "c", "title": "う" } ] } },
            "why": { "type": "string", "title": "理由", "maxLength": 10, "x-show-when": { "allOf": [
                { "properties": { "wants": { "contains": { "const": "c" } } } }, { "not": { "required": ["memo"] } } ] } },
            "phone": { "type": "string", "title": "電話", "x-kind": "phone" },
            "mail": { "type": "string", "format": "email", "title": "メール", "x-confirm": true },
            "place": { "type": "object", "title": "住所", "x-kind": "postalAddress",
                "x-show-when": { "anyOf": [ { "properties": { "why": true } }, { "properties": { "phone": false, "mail": { "pattern": "jp$" } } } ] } },
            "photo": { "type": "array", "title": "写真", "x-kind": "file", "items": { "type": "string" }, "maxItems": 2 },
            "call": { "type": "boolean", "title": "電話を希望" },
            "agree": { "type": "boolean", "const": true, "title": "同意" }
        },
        "x-pages": [
            { "id": "who", "title": "だれ", "blocks": [ { "field": "target" }, { "field": "count" }, { "field": "heat" } ],
              "x-exits": [ { "when": { "properties": { "target": { "const": "none" } } }, "title": "対象外", "message": "窓口へお越しください。" } ] },
            { "id": "names", "title": "名前", "blocks": [ { "field": "name" }, { "field": "agentName" }, { "field": "reading" }, { "field": "code" } ] },
            { "id": "details", "title": "くわしく", "x-show-when": { "properties": { "count": { "minimum": 2 } } }, "blocks": [
                { "heading": "メモ" }, { "field": "memo" }, { "field": "day" },
                { "field": "wants", "x-show-when": { "properties": { "heat": { "minimum": 36 } } } }, { "field": "why" } ],
              "x-exits": [ { "when": { "properties": { "wants": { "minItems": 2 } }, "required": ["day"] }, "title": "おわり", "message": "おわりです。" } ] },
            { "id": "contact", "title": "連絡先", "blocks": [
                { "field": "phone" }, { "field": "mail" }, { "field": "place" }, { "field": "photo" }, { "field": "call" }, { "field": "agree" } ] }
        ]
    })
}

/// A foreign schema without any `x-` keyword, with references, in-place applicators and members it allows by pattern.
pub fn foreign() -> Value {
    json!({
        "type": "object",
        "title": "Event registration",
        "$defs": { "short": { "type": "string", "maxLength": 4 }, "size": { "enum": ["S", "M"] } },
        "properties": {
            "nick": { "$ref": "#/$defs/short", "title": "Nick" },
            "age": { "type": ["integer", "null"], "title": "Age", "minimum": 18 },
            "plan": { "enum": ["free", "paid"], "title": "Plan" },
            "sizes": { "type": "array", "title": "Sizes", "items": { "$ref": "#/$defs/size" }, "maxItems": 1 },
            "card": { "type": "string", "title": "Card", "pattern": "[0-9]{2}" },
            "site": { "type": "string", "format": "uri", "title": "Site", "maxLength": 30 }
        },
        "patternProperties": { "^extra": { "type": "string" } },
        "required": ["nick"],
        "allOf": [ { "if": { "properties": { "plan": { "const": "paid" } }, "required": ["plan"] }, "then": { "required": ["card"] } } ],
        "dependentRequired": { "card": ["plan"] }
    })
}

/// The form of a document.
pub fn published(document: Value) -> PublishedForm {
    publish(document).unwrap_or_else(|problems| panic!("{problems:#?}"))
}
