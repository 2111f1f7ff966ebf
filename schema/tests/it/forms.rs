//! Forms that together use every kind and every way to depend on an answer, for the tests beside this file.

use madoguchi_schema::{PublishedForm, publish};
use serde_json::{Value, json};

/// Kinds of every sort, with conditions on pages, blocks and fields, and an exit.
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
            "account": { "type": "object", "title": "振込先", "x-kind": "bankAccount" },
            "passbook": { "type": "object", "title": "ゆうちょ口座", "x-kind": "yuchoAccount",
                "properties": { "symbol": {}, "number": { "pattern": "^[^0]" }, "accountHolderKana": { "maxLength": 30 } } },
            "origin": { "type": "object", "title": "本籍地", "x-kind": "postalAddress",
                "properties": { "cityAndCounty": { "maxLength": 20 }, "localGovernmentCode": {} } },
            "photo": { "type": "array", "title": "写真", "x-kind": "file", "items": { "type": "string" }, "maxItems": 2 },
            "call": { "type": "boolean", "title": "電話を希望" },
            "children": children(),
            "fee": { "type": "integer", "title": "手数料", "maximum": 2500, "x-unit": "円",
                "x-value": "count * 300 + sum(children, \"cost\")",
                "x-show-when": { "not": { "properties": { "call": true } } } },
            "feeReason": { "type": "string", "title": "手数料について", "maxLength": 9,
                "x-show-when": { "properties": { "fee": { "minimum": 1500 } } } },
            "allowance": { "type": "string", "title": "手当の口座", "maxLength": 8, "x-show-when": {
                "properties": { "children": { "contains": { "properties": { "age": { "maximum": 5 } } }, "minContains": 2 } } } },
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
                { "field": "phone" }, { "field": "mail" }, { "field": "place" }, { "field": "account" },
                { "field": "passbook" }, { "field": "origin" }, { "field": "photo" }, { "field": "call" },
                { "field": "agree" }, { "field": "children" }, { "field": "allowance" },
                { "field": "fee" }, { "field": "feeReason" } ] }
        ]
    })
}

/// A repeating group whose members depend on each other.
fn children() -> Value {
    json!({ "type": "array", "title": "子ども", "x-item-title": "お子さん", "minItems": 1, "maxItems": 3,
                "items": { "type": "object", "required": ["name", "age"], "properties": {
                    "name": { "type": "object", "title": "氏名", "x-kind": "personName", "properties": {
                        "familyName": { "maxLength": 5 }, "givenName": { "maxLength": 5 } } },
                    "age": { "type": "integer", "title": "年齢", "minimum": 0, "maximum": 17, "x-unit": "歳" },
                    "school": { "type": "string", "title": "学校", "maxLength": 6, "x-show-when": { "properties": { "age": { "minimum": 6 } } },
                        "x-required-when": { "properties": { "ill": false } } },
                    "ill": { "type": "array", "title": "持病", "uniqueItems": true, "items": { "enum": ["喘息", "心臓"] } },
                    "illness": { "type": "string", "title": "くわしく", "maxLength": 8, "x-required-when": true,
                        "x-show-when": { "properties": { "ill": { "contains": { "const": "心臓" } }, "school": true } } },
                    "cost": { "type": "integer", "title": "費用", "maximum": 900, "x-value": "item.age >= 6 ? count * 200 : 0" },
                    "birth": { "type": "string", "format": "date", "title": "生年月日", "x-latest": "today" },
                    "agree": { "type": "boolean", "const": true, "title": "保護者の同意", "x-required-when": { "required": ["illness"] } }
                } } })
}

/// Amounts, times and the numbers that offices give, with limits, patterns of the document's own, and conditions on them.
pub fn numbers_and_times() -> Value {
    let after_april = json!({ "properties": { "month": { "pattern": "^2026-(0[5-9]|1[0-2])$" } } });
    json!({
        "type": "object",
        "x-language": 2,
        "title": "金額と日時と番号",
        "x-settings": { "myNumberGround": "窓口条例（例）第1条" },
        "required": ["fee", "month", "applicant"],
        "properties": {
            "fee": { "type": "integer", "title": "手数料", "x-kind": "money", "maximum": 1_000_000 },
            "rent": { "type": "integer", "title": "家賃", "x-kind": "money", "exclusiveMinimum": 0, "multipleOf": 1000,
                "x-show-when": { "properties": { "fee": { "minimum": 12000 } } } },
            "share": { "type": "number", "title": "持分", "x-kind": "percentage" },
            "growth": { "type": "number", "title": "増減率", "x-kind": "percentage", "minimum": -100, "multipleOf": 0.5 },
            "month": { "type": "string", "title": "対象月", "x-kind": "month", "x-earliest": "2026-02-10", "x-latest": "today+P1Y" },
            "lateMonth": { "type": "string", "title": "年度後半の月", "x-kind": "month", "pattern": "^2026-1[0-2]$", "x-show-when": after_april },
            "opens": { "type": "string", "title": "開始時刻", "x-kind": "time", "x-earliest": "09:00", "x-latest": "17:30", "x-step": 15 },
            "closes": { "type": ["string", "null"], "format": "time", "title": "終了時刻" },
            "visit": { "type": "string", "format": "date-time", "title": "来庁日時", "x-earliest": "today", "x-step": 30 },
            "period": { "type": "object", "title": "利用期間", "x-kind": "dateRange", "x-earliest": "today", "x-max-days": 7 },
            "stay": { "type": "object", "title": "滞在期間", "x-kind": "dateRange", "required": ["startDate"],
                "properties": { "startDate": { "type": "string", "pattern": "^2026" }, "endDate": { "type": "string" } } },
            "applicant": { "type": "string", "title": "団体名", "x-kind": "organizationName", "maxLength": 12 },
            "site": { "type": "string", "format": "uri", "title": "ホームページ", "maxLength": 40 },
            "corporation": { "type": "string", "title": "法人番号", "x-kind": "corporateNumber", "x-required-when": { "required": ["invoice"] } },
            "invoice": { "type": "string", "title": "登録番号", "x-kind": "invoiceNumber" },
            "personal": { "type": "string", "title": "個人番号", "x-kind": "myNumber" },
            "ticket": { "type": "string", "title": "通知書番号", "x-kind": "keyNumber", "x-length": 9, "x-groups": [3, 6], "minLength": 9 },
            "letter": { "type": "string", "title": "整理番号", "x-kind": "keyNumber", "x-length": 6, "x-letters": true, "pattern": "^A" },
            "checked": { "type": "string", "title": "照会番号", "x-kind": "keyNumber", "x-length": 5, "x-check-digit": "luhn" }
        }
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
