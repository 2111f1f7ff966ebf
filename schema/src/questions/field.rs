//! The schema of a guessed question, as the builder makes new fields: with limits, and marked where it is about a person.

use super::guess::Sort;
use super::list::Asked;
use crate::kind::KindName;
use serde_json::{Map, Value, json};

/// A field to be.
pub struct Made {
    /// Its kind.
    pub kind: KindName,
    /// Beginning of its name.
    pub stem: &'static str,
    /// Its schema.
    pub schema: Map<String, Value>,
    /// The titles of its choices.
    pub choices: Vec<String>,
    /// Nobody is asked for remarks where no mark says so.
    pub is_extra: bool,
}

/// Makes the field of a question.
pub fn field(asked: &Asked, sort: Sort) -> Made {
    let choices = choices_of(asked, sort);
    let (kind, stem, keywords) = if choices.is_empty() { typed(asked, sort) } else { chosen(asked, sort, &choices) };
    let mut schema = Map::new();
    schema.insert("title".to_owned(), asked.label.clone().into());
    schema.insert("x-kind".to_owned(), kind.as_str().into());
    if let Value::Object(keywords) = keywords {
        schema.extend(keywords);
    }
    if !asked.help.is_empty() {
        let help: String = asked.help.join("\n").chars().take(LONGEST_HELP).collect();
        schema.insert("x-help".to_owned(), help.into());
    }
    if kind == KindName::Email && !asked.includes.is_empty() {
        schema.insert("x-confirm".to_owned(), true.into());
    }
    Made { kind, stem, schema, choices, is_extra: sort == Sort::Remark }
}

const LONGEST_HELP: usize = 500;
const WEEKDAYS: [&str; 7] = ["月曜日", "火曜日", "水曜日", "木曜日", "金曜日", "土曜日", "日曜日"];

/// The listed choices, or those the wording implies.
fn choices_of(asked: &Asked, sort: Sort) -> Vec<String> {
    let implied: &[&str] = match sort {
        Sort::Sex => &["男性", "女性", "どちらでもない・答えない"],
        Sort::Either(yes, no) => &[yes, no],
        Sort::Weekdays => &WEEKDAYS,
        _ => &[],
    };
    if sort == Sort::Consent {
        return Vec::new();
    }
    let listed = if asked.choices.is_empty() {
        implied.iter().map(|title| (*title).to_owned()).collect()
    } else {
        asked.choices.clone()
    };
    let mut unique: Vec<String> = Vec::new();
    for choice in listed {
        if !unique.contains(&choice) {
            unique.push(choice);
        }
    }
    unique
}

/// その他 with a blank to be filled in.
fn is_other(choice: &str) -> bool {
    let rest = choice.strip_prefix("その他");
    let blank =
        |rest: &str| rest.chars().all(|letter| "（）()＿_ 　…".contains(letter) || "具体的に自由記述".contains(letter));
    rest.is_some_and(blank)
}

fn chosen(asked: &Asked, sort: Sort, choices: &[String]) -> (KindName, &'static str, Value) {
    let (other, listed): (Vec<&String>, Vec<&String>) = choices.iter().partition(|choice| is_other(choice));
    let option = |(index, title): (usize, &&String)| json!({ "const": format!("option{}", index + 1), "title": title });
    let options: Vec<Value> = listed.iter().enumerate().map(option).collect();
    let list = json!({ "oneOf": options });
    let list = match other.first() {
        Some(_) if !listed.is_empty() => {
            json!({ "anyOf": [list, { "type": "string", "title": "その他", "maxLength": 100 }] })
        }
        _ => list,
    };
    let is_multiple = asked.is_multiple || (sort == Sort::Weekdays && asked.choices.is_empty());
    if !is_multiple {
        let (stem, personal) = if sort == Sort::Sex { ("sex", true) } else { ("choice", false) };
        let mut keywords = list;
        keywords["type"] = "string".into();
        if personal {
            keywords["x-sensitive"] = "personal".into();
            keywords["x-autocomplete"] = "sex".into();
        }
        return (KindName::Choice, stem, keywords);
    }
    let mut keywords = json!({ "type": "array", "items": list, "uniqueItems": true });
    if let Some(most) = asked.most {
        keywords["maxItems"] = most.into();
    }
    (KindName::Choices, "choices", keywords)
}

fn parts(names: &[&str]) -> Value {
    names
        .iter()
        .map(|name| ((*name).to_owned(), json!({ "type": "string", "maxLength": 100 })))
        .collect::<Map<_, _>>()
        .into()
}

fn personal(parts: Value) -> Value {
    json!({ "type": "object", "x-sensitive": "personal", "properties": parts })
}

fn personal_text(autocomplete: &str) -> Value {
    json!({ "type": "string", "x-sensitive": "personal", "x-autocomplete": autocomplete })
}

fn text(most: u32) -> Value {
    json!({ "type": "string", "maxLength": most })
}

fn typed(asked: &Asked, sort: Sort) -> (KindName, &'static str, Value) {
    use KindName as Kind;
    match sort {
        Sort::Name => (Kind::PersonName, "name", personal(parts(&["familyName", "givenName"]))),
        Sort::NameWithKana => {
            let names = ["familyName", "givenName", "familyNameKana", "givenNameKana"];
            (Kind::PersonName, "name", personal(parts(&names)))
        }
        Sort::Kana => (Kind::Kana, "kana", json!({ "type": "string", "maxLength": 100, "x-sensitive": "personal" })),
        Sort::Organization => (Kind::OrganizationName, "organization", text(100)),
        Sort::Phone => (Kind::Phone, "phone", personal_text("tel")),
        Sort::Email => {
            let mut keywords = personal_text("email");
            keywords["format"] = "email".into();
            (Kind::Email, "email", keywords)
        }
        Sort::Address => {
            let mut names = parts(&["prefecture", "cityAndCounty", "streetAddress", "buildingNameEtc"]);
            names["postalCode"] = json!({ "type": "string" });
            (Kind::PostalAddress, "address", personal(names))
        }
        Sort::PostalCode => {
            let keywords = json!({ "type": "string", "x-length": 7, "x-groups": [3, 4], "x-sensitive": "personal" });
            (Kind::KeyNumber, "postalCode", keywords)
        }
        Sort::BankPart if asked.includes.is_empty() => (Kind::ShortText, "text", text(100)),
        Sort::Bank | Sort::BankPart => {
            (Kind::BankAccount, "bankAccount", json!({ "type": "object", "x-sensitive": "personal" }))
        }
        Sort::Yucho => (Kind::YuchoAccount, "yuchoAccount", json!({ "type": "object", "x-sensitive": "personal" })),
        Sort::CorporateNumber => (Kind::CorporateNumber, "corporateNumber", json!({ "type": "string" })),
        Sort::InvoiceNumber => (Kind::InvoiceNumber, "invoiceNumber", json!({ "type": "string" })),
        Sort::MyNumber => (Kind::MyNumber, "myNumber", json!({ "type": "string", "x-sensitive": "my-number" })),
        Sort::KeyNumber(digits) => (Kind::KeyNumber, "number", json!({ "type": "string", "x-length": digits })),
        Sort::File => (Kind::File, "file", files(&["image/jpeg", "image/png", "application/pdf"])),
        Sort::Image => (Kind::Image, "photo", files(&["image/jpeg", "image/png"])),
        Sort::Signature => {
            (Kind::Signature, "signature", json!({ "type": "array", "items": { "type": "string" }, "maxItems": 1 }))
        }
        Sort::MapPoint => (Kind::MapPoint, "place", json!({ "type": "object" })),
        Sort::Consent => (Kind::Consent, "consent", json!({ "type": "boolean", "const": true })),
        Sort::Rating => (Kind::Rating, "rating", json!({ "type": "integer", "minimum": 1, "maximum": 5 })),
        Sort::LongText | Sort::Remark => (Kind::LongText, "longText", text(1000)),
        Sort::Url => (Kind::Url, "url", text(500)),
        Sort::Money => (Kind::Money, "amount", json!({ "type": "integer", "minimum": 0, "maximum": 99_999_999 })),
        Sort::Percentage => (Kind::Percentage, "rate", json!({ "type": "number", "minimum": 0, "maximum": 100 })),
        Sort::Integer(unit) => (Kind::Integer, "count", with_unit(json!({ "type": "integer", "minimum": 0 }), unit)),
        Sort::Decimal(unit) => (Kind::Decimal, "measure", with_unit(json!({ "type": "number", "minimum": 0 }), unit)),
        Sort::Birthday | Sort::Date | Sort::DateTime | Sort::DateRange | Sort::Month | Sort::Time => day(sort),
        Sort::Sex | Sort::Either(..) | Sort::Weekdays | Sort::ShortText | Sort::Unknown => {
            (Kind::ShortText, "text", text(100))
        }
    }
}

fn day(sort: Sort) -> (KindName, &'static str, Value) {
    use KindName as Kind;
    let day = || json!({ "type": "string", "format": "date" });
    match sort {
        Sort::Birthday => {
            let keywords = json!({ "type": "string", "format": "date", "x-earliest": "1900-01-01", "x-latest": "today",
                "x-autocomplete": "bday", "x-sensitive": "personal" });
            (Kind::Date, "birthDate", keywords)
        }
        Sort::DateTime => (Kind::DateTime, "dateTime", json!({ "type": "string", "format": "date-time" })),
        Sort::DateRange => {
            let both = json!({ "type": "object", "properties": { "startDate": day(), "endDate": day() } });
            (Kind::DateRange, "period", both)
        }
        Sort::Month => (Kind::Month, "month", json!({ "type": "string" })),
        Sort::Time => (Kind::Time, "time", json!({ "type": "string", "format": "time" })),
        _ => (Kind::Date, "date", day()),
    }
}

fn files(types: &[&str]) -> Value {
    json!({ "type": "array", "items": { "type": "string" }, "maxItems": 3, "x-types": types })
}

fn with_unit(mut keywords: Value, unit: &str) -> Value {
    if !unit.is_empty() {
        keywords["x-unit"] = unit.into();
    }
    keywords
}
