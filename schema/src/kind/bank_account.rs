//! `bankAccount`: an account to pay into, with the codes of the zengin system. The names of bank and branch are never
//! typed: they come from the table, so that a wrong code cannot pass for a right one.

use super::account_holder::{HOLDER, digits, holder, only_digits};
use super::composite::{PartShape, Parts, Shape, fill_in, part_text};
use super::{Blueprint, Definition, Kind, Reading};
use crate::characters::half_width;
use crate::tables::banks;
use crate::widget::{Choice, Widget};
use crate::word::{Say, Word};
use serde_json::Value;

pub const DEFINITION: Definition = Definition {
    contribute: |schema| SHAPE.contribute(schema),
    lint: |blueprint, problems| SHAPE.lint(blueprint, problems),
    ..Definition::of("object", build)
};

static SHAPE: Shape = Shape {
    parts: &[
        PartShape { pattern: Some(("^[0-9]{4}$", "bankCode")), ..digits("bankCode", "金融機関コード") },
        PartShape::computed("bankName", "金融機関名"),
        PartShape { pattern: Some(("^[0-9]{3}$", "branchCode")), ..digits("branchCode", "支店コード") },
        PartShape::computed("branchName", "支店名"),
        PartShape {
            options: account_types,
            fold: account_type,
            pattern: Some(("^[124]$", "choice")),
            ..PartShape::text("accountType", "預金種目", "off")
        },
        PartShape {
            fold: account_number,
            pattern: Some(("^[0-9]{7}$", "accountNumber")),
            ..digits("accountNumber", "口座番号")
        },
        holder(),
    ],
    default: &["bankCode", "branchCode", "accountType", "accountNumber", HOLDER],
    required: &["bankCode", "branchCode", "accountType", "accountNumber", HOLDER],
};

/// The kinds of deposits one can pay into, with their codes in payment files.
pub const ACCOUNT_TYPES: [(&str, &str); 3] = [("1", "普通"), ("2", "当座"), ("4", "貯蓄")];

fn account_types() -> Vec<Choice> {
    ACCOUNT_TYPES.map(|(value, title)| Choice { value: value.to_owned(), title: title.to_owned() }).into()
}

/// The code, also of a title (`普通預金`).
fn account_type(text: &str) -> String {
    let folded = half_width(text.trim());
    let title = folded.strip_suffix("預金").unwrap_or(&folded);
    ACCOUNT_TYPES.iter().find(|(_, known)| *known == title).map_or(folded.clone(), |(code, _)| (*code).to_owned())
}

/// Seven digits, with zeros before shorter numbers.
fn account_number(text: &str) -> String {
    let number = only_digits(text);
    if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        number
    } else {
        format!("{number:0>7}")
    }
}

#[derive(Debug)]
struct BankAccount {
    parts: Parts,
}

fn build(blueprint: &Blueprint) -> Box<dyn Kind> {
    Box::new(BankAccount { parts: SHAPE.parts(blueprint) })
}

impl Kind for BankAccount {
    fn read(&self, raw: &Value, reading: &mut Reading) -> Option<Value> {
        let mut answer = self.parts.read(raw, reading)?;
        let code = part_text(&answer, "bankCode");
        let branch_code = part_text(&answer, "branchCode");
        let bank = banks::bank(code);
        let branch = banks::branch(code, branch_code);
        if bank.is_none() && is_digits(code, 4) {
            reading.report_part("bankCode", "bankUnknown");
        }
        if bank.is_some() && branch.is_none() && is_digits(branch_code, 3) {
            reading.report_part("branchCode", "branchUnknown");
        }
        for (part, name) in [("bankName", bank.map(|bank| bank.name)), ("branchName", branch.map(|branch| branch.name))]
        {
            if let Some(name) = name {
                fill_in(&mut answer, part, name);
            }
        }
        Some(answer)
    }

    fn widget(&self) -> Widget {
        Widget::Parts(self.parts.inputs().to_vec())
    }

    fn lines(&self, value: &Value, say: Say<'_>) -> Vec<String> {
        if !value.is_object() {
            return vec![super::plain_text(value)];
        }
        let place = [("bankName", "bankCode"), ("branchName", "branchCode")];
        let place = place.map(|(name, code)| named(part_text(value, name), part_text(value, code), say));
        let account = [shown_type(part_text(value, "accountType"), say), part_text(value, "accountNumber").to_owned()];
        let lines = [joined(&place), joined(&account), part_text(value, HOLDER).to_owned()];
        lines.into_iter().filter(|line| !line.is_empty()).collect()
    }

    fn composite(&self) -> Option<&Parts> {
        Some(&self.parts)
    }
}

fn is_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A name with its code behind it: `みずほ（0001）`.
pub fn named(name: &str, code: &str, say: Say<'_>) -> String {
    match (name, code) {
        (name, "") => name.to_owned(),
        ("", code) => code.to_owned(),
        (name, code) => say(Word::Named { name, code }),
    }
}

/// What residents read for the code of a kind of deposit.
pub fn account_type_title(code: &str) -> &str {
    ACCOUNT_TYPES.iter().find(|(known, _)| *known == code).map_or(code, |(_, title)| title)
}

/// The same in the reader's words; nothing where there is none.
pub fn shown_type(code: &str, say: Say<'_>) -> String {
    if code.is_empty() { String::new() } else { say(Word::AccountType(code)) }
}

/// The texts that are not empty, apart from each other.
pub fn joined(texts: &[String]) -> String {
    texts.iter().filter(|text| !text.is_empty()).map(String::as_str).collect::<Vec<_>>().join("　")
}

#[cfg(test)]
mod tests {
    use crate::kind::testing::{build, read};
    use serde_json::{Value, json};

    fn schema() -> Value {
        json!({"x-kind": "bankAccount"})
    }

    fn account() -> Value {
        json!({
            "bankCode": "0001", "branchCode": "001", "accountType": "1", "accountNumber": "0012345",
            "accountHolderKana": "ﾏﾄﾞｸﾞﾁ ﾊﾅｺ", "bankName": "みずほ", "branchName": "東京営業部"
        })
    }

    #[test]
    fn names_are_filled_in_and_never_believed() {
        let typed = json!({
            "bankCode": "０００１", "branchCode": " ００－１ ", "accountType": "普通預金", "accountNumber": "１２３４５",
            "accountHolderKana": "まどぐち　はなこ", "bankName": "別の銀行", "branchName": 5
        });
        assert_eq!(read(schema(), typed), (Some(account()), vec![]));
        assert_eq!(read(schema(), account()), (Some(account()), vec![]), "normalised answers are normal");
        assert_eq!(read(schema(), json!({"bankName": "みずほ", "branchName": "東京"})), (None, vec![]));
        assert_eq!(
            build(schema()).display(&account()),
            ["みずほ（0001）　東京営業部（001）", "普通　0012345", "ﾏﾄﾞｸﾞﾁ ﾊﾅｺ"]
        );
    }

    #[test]
    fn unknown_codes_are_reported_once() {
        let with = |name: &str, value: Value| {
            let mut changed = account();
            changed[name] = value;
            read(schema(), changed)
        };
        let (value, violations) = with("bankCode", json!("9999"));
        assert_eq!(violations, ["/f/bankCode bankUnknown"]);
        let value = value.unwrap();
        assert!(value.get("bankName").is_none() && value.get("branchName").is_none(), "{value}");
        let (value, violations) = with("branchCode", json!("999"));
        assert_eq!(violations, ["/f/branchCode branchUnknown"]);
        assert_eq!(value.unwrap()["bankName"], json!("みずほ"));
        for shape in [json!("1"), json!("00011"), json!("みずほ")] {
            assert_eq!(with("bankCode", shape).1, ["/f/bankCode bankCode"], "a code that is none is not unknown too");
        }
        for hostile in [json!(1), json!(["0001"]), json!({"a": "b"})] {
            assert_eq!(with("bankCode", hostile.clone()).0.unwrap()["bankCode"], hostile);
        }
    }

    #[test]
    fn account_types_and_numbers_of_every_notation() {
        for (typed, code) in
            [("普通", "1"), ("当座預金", "2"), ("貯蓄", "4"), ("１", "1"), ("4", "4"), ("定期", "定期")]
        {
            assert_eq!(read(schema(), json!({ "accountType": typed })).0, Some(json!({ "accountType": code })));
        }
        for (typed, number) in
            [("1", "0000001"), ("123-4567", "1234567"), ("12345678", "12345678"), ("一", "一"), ("12a", "12a")]
        {
            assert_eq!(read(schema(), json!({ "accountNumber": typed })).0, Some(json!({ "accountNumber": number })));
        }
        assert_eq!(read(schema(), json!({"accountNumber": " - ", "accountType": "　"})), (None, vec![]));
    }

    #[test]
    fn pages_draw_what_residents_know() {
        let parts: Vec<_> =
            build(schema()).parts().iter().map(|part| (part.name, part.required, part.computed)).collect();
        assert_eq!(
            parts,
            [
                ("bankCode", true, false),
                ("bankName", false, true),
                ("branchCode", true, false),
                ("branchName", false, true),
                ("accountType", true, false),
                ("accountNumber", true, false),
                ("accountHolderKana", true, false)
            ]
        );
        let titles = |schema: Value| {
            let field = build(schema);
            let types = field.parts().iter().find(|part| part.name == "accountType").unwrap();
            types.options.iter().map(|option| option.title.clone()).collect::<Vec<_>>()
        };
        assert_eq!(titles(schema()), ["普通", "当座", "貯蓄"]);
        let only =
            json!({"x-kind": "bankAccount", "properties": {"bankCode": {}, "accountType": {"enum": ["1", "2"]}}});
        assert_eq!(titles(only.clone()), ["普通", "当座"], "a form may leave some out");
        assert!(build(only).parts().iter().any(|part| part.name == "bankName"), "names come with the codes");
    }
}
