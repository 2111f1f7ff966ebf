//! The one table of words for violations: what is wrong and how to put it right, in plain Japanese with the field's own
//! label. A form's `x-error` replaces every message of its field except "required" and those about receiving a file.

use madoguchi_schema::{Field, KindName, Violation, Widget};
use serde_json::{Map, Value};

use super::prose;

/// Problems of a file that is being received; they come from the upload, not from the form language.
pub const FILE_CODES: &[&str] = &["fileTooLarge", "fileType", "fileCount", "fileEmpty", "fileUnreadable"];

/// The sentence for a violation of this field.
#[must_use]
pub fn message(field: &Field, violation: &Violation) -> String {
    let replaceable = violation.code != "required" && !FILE_CODES.contains(&violation.code);
    if replaceable && let Some(text) = field.error() {
        return text.to_owned();
    }
    let about = About { subject: subject(field, violation), kind: field.kind(), field: Some(field) };
    about
        .sentence(violation.code, &violation.params)
        .unwrap_or_else(|| format!("{}の入力内容を確かめてください。", about.subject))
}

/// The sentence for a violation that belongs to no field of the form.
#[must_use]
pub fn general(violation: &Violation) -> String {
    let about = About { subject: "入力内容".to_owned(), kind: KindName::ShortText, field: None };
    about.sentence(violation.code, &violation.params).unwrap_or_else(|| "入力内容を確かめてください。".to_owned())
}

/// The part of a composite field a violation points at (`/name/familyName` → `familyName`).
#[must_use]
pub fn part_of(violation: &Violation) -> Option<&str> {
    violation.at.split('/').nth(2)
}

fn subject(field: &Field, violation: &Violation) -> String {
    let part = part_of(violation).and_then(|name| field.parts().into_iter().find(|part| part.name == name));
    match part {
        Some(part) => format!("{}の「{}」", field.label(), part.label),
        None => field.label().to_owned(),
    }
}

/// 2つ, but 10個: there is no counting with つ from ten on.
fn pieces(params: &Map<String, Value>) -> String {
    let limit = number(params, "limit");
    let counter = if limit.len() == 1 { "つ" } else { "個" };
    format!("{limit}{counter}")
}

struct About<'a> {
    subject: String,
    kind: KindName,
    field: Option<&'a Field>,
}

impl About<'_> {
    fn sentence(&self, code: &str, params: &Map<String, Value>) -> Option<String> {
        let s = &self.subject;
        let limit = || number(params, "limit");
        let unit = self.field.and_then(Field::unit).unwrap_or_default();
        Some(match code {
            "required" => self.required(),
            "type" => self.wrong_type(params),
            "unknownProperty" => {
                format!(
                    "{s}に、この手続にない項目が含まれています。この画面の項目だけを入力して、もう一度送信してください。"
                )
            }
            "minLength" => format!("{s}は{}文字以上で入力してください。", limit()),
            "maxLength" => format!("{s}は{}文字以内で入力してください。", limit()),
            "maxCharacters" => {
                format!("{s}は{}文字以内で入力してください（いま{}文字です）。", limit(), number(params, "actual"))
            }
            "pattern" => format!("{s}の形が正しくありません。項目の説明に合わせて入力してください。"),
            "minimum" => format!("{s}は{}{unit}以上の数を入力してください。", limit()),
            "maximum" => format!("{s}は{}{unit}以下の数を入力してください。", limit()),
            "exclusiveMinimum" => format!("{s}は{}{unit}より大きい数を入力してください。", limit()),
            "exclusiveMaximum" => format!("{s}は{}{unit}より小さい数を入力してください。", limit()),
            "multipleOf" => format!("{s}は{}{unit}きざみの数を入力してください。", limit()),
            "minItems" => format!("{s}は{}以上選んでください。", pieces(params)),
            "maxItems" => format!("{s}は{}までです。減らしてください。", pieces(params)),
            "uniqueItems" => format!("{s}に同じものが2つ以上あります。1つにしてください。"),
            "choice" => format!("{s}は、表示されている選択肢の中から選んでください。"),
            "consent" => self.consent(),
            "schema" => {
                format!("{s}の内容が、この項目の条件に合っていません。項目の説明を確かめて、入力し直してください。")
            }
            "journeyEnds" => {
                "入力した内容では、この手続をオンラインで進めることができません。戻って入力内容を確かめてください。"
                    .to_owned()
            }
            "integerFormat" => format!("{s}は整数（例：3）を数字で入力してください。"),
            "decimalFormat" => format!("{s}は数（例：36.5）を数字で入力してください。"),
            "dateFormat" => format!(
                "{s}を日付として読み取れません。年は西暦（例：1980）か和暦（例：昭和55）、月と日は数字で入力してください。"
            ),
            "dateExists" => format!("{s}に入力された日付は暦にありません。年・月・日を確かめてください。"),
            "earliest" => format!("{s}は{}以降の日付を入力してください。", date(params)),
            "latest" => format!("{s}は{}以前の日付を入力してください。", date(params)),
            "kana" => format!("{s}はカタカナ（例：マドグチ）で入力してください。"),
            "phone" => {
                format!("{s}は、0から始まる10桁または11桁の番号（例：03-0000-0000）を市外局番から入力してください。")
            }
            "email" => format!("{s}は、name@example.jpのような形で入力してください。"),
            "postalCode" => format!("{s}は7桁の数字（例：100-0001）で入力してください。"),
            "confirmation" => format!("{s}が、確認用に入力されたものと違います。同じものを2回入力してください。"),
            "file" => format!("{s}のファイルを受け取れていません。もう一度選んでください。"),
            _ => return self.about_file(code, params),
        })
    }

    /// What is wrong with a chosen file.
    fn about_file(&self, code: &str, params: &Map<String, Value>) -> Option<String> {
        let s = &self.subject;
        Some(match code {
            "fileTooLarge" => format!(
                "{s}に選んだファイル{}が大きすぎます。{}までのファイルを選んでください。",
                file_name(params),
                prose::size(params.get("limit").and_then(Value::as_u64).unwrap_or_default())
            ),
            "fileType" => format!(
                "{s}に選んだファイル{}は受け付けられない種類です。{}のファイルを選んでください。",
                file_name(params),
                params.get("types").and_then(Value::as_str).unwrap_or("決められた種類")
            ),
            "fileCount" => format!("{s}に選べるファイルは{}までです。減らしてください。", pieces(params)),
            "fileEmpty" => {
                format!("{s}に選んだファイル{}は中身がありません。別のファイルを選んでください。", file_name(params))
            }
            "fileUnreadable" => {
                format!(
                    "{s}に選んだファイル{}を読み取れません。壊れていないか確かめて、選び直してください。",
                    file_name(params)
                )
            }
            _ => return None,
        })
    }

    fn required(&self) -> String {
        let s = &self.subject;
        match self.kind {
            KindName::Choice | KindName::Choices => format!("{s}を選んでください。"),
            KindName::File => format!("{s}のファイルを選んでください。"),
            KindName::Consent | KindName::YesNo => format!("「{s}」にチェックを入れてください。"),
            KindName::PostalAddress if s.ends_with("の「都道府県」") => format!("{s}を選んでください。"),
            _ => format!("{s}を入力してください。"),
        }
    }

    fn wrong_type(&self, params: &Map<String, Value>) -> String {
        let s = &self.subject;
        match params.get("expected").and_then(Value::as_str) {
            Some("integer") => format!("{s}は整数（例：3）を数字で入力してください。"),
            Some("number") => format!("{s}は数字で入力してください。"),
            _ => format!("{s}の入力のしかたが正しくありません。入力し直してください。"),
        }
    }

    fn consent(&self) -> String {
        let text = match self.field.map(Field::widget) {
            Some(Widget::Checkbox { text }) => text,
            _ => self.subject.clone(),
        };
        format!("「{text}」にチェックを入れてください。チェックがないと、この手続に進めません。")
    }
}

fn number(params: &Map<String, Value>, name: &str) -> String {
    match params.get(name) {
        Some(Value::String(text)) => text.clone(),
        Some(value) => grouped(&value.to_string()),
        None => "決められた数".to_owned(),
    }
}

/// Thousands separators for whole numbers of five digits and more; residents read 10,000 more easily than 10000.
fn grouped(digits: &str) -> String {
    if digits.len() < 5 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return digits.to_owned();
    }
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

fn date(params: &Map<String, Value>) -> String {
    let text = params.get("limit").and_then(Value::as_str).unwrap_or_default();
    match text.parse::<jiff::civil::Date>() {
        Ok(date) => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
        Err(_) => "決められた日".to_owned(),
    }
}

fn file_name(params: &Map<String, Value>) -> String {
    params.get("name").and_then(Value::as_str).map(|name| format!("「{name}」")).unwrap_or_default()
}

#[cfg(test)]
mod tests;
