//! What holds for every kind: a normalised answer is normal, any JSON gets an answer, and a long one gets it quickly.

use super::testing::{build, value};
use super::{KindName, REGISTRY};
use crate::violation::{Reach, reach};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// A schema of each kind; more than one where its keywords change how answers are read.
fn schemas(kind: KindName) -> Vec<Value> {
    let list = json!([{ "const": "a", "title": "あ" }, { "const": "b", "title": "い" }]);
    let mut schemas = match kind {
        KindName::Choice => vec![json!({ "oneOf": list })],
        KindName::Choices => vec![json!({ "items": { "oneOf": list } })],
        KindName::ShortText => vec![json!({}), json!({ "pattern": "^[0-9A-Z-]{3}$" }), json!({ "x-digits": true })],
        KindName::Integer | KindName::Decimal => vec![json!({}), json!({ "x-unit": "人" })],
        KindName::Email => vec![json!({}), json!({ "x-confirm": true })],
        KindName::Date | KindName::DateTime | KindName::DateRange | KindName::Month => {
            vec![json!({}), json!({ "x-earliest": "today", "x-latest": "2027-01-01" })]
        }
        KindName::Time => vec![json!({}), json!({ "x-earliest": "09:00", "x-step": 7 })],
        KindName::KeyNumber => vec![
            json!({ "x-length": 4, "x-check-digit": "mod11", "x-groups": [2, 2] }),
            json!({ "x-length": 4, "x-letters": true }),
            json!({}),
        ],
        KindName::Slot => vec![json!({ "x-slots": "hall" })],
        _ => vec![json!({})],
    };
    for schema in &mut schemas {
        schema["x-kind"] = json!(kind.as_str());
    }
    schemas
}

/// Texts of every sort that some kind understands, and some that none does.
#[rustfmt::skip] // a list
const TEXTS: &[&str] = &[
    "a", "zz", "１２３４", "12-3", "サーバー１", "\u{2003}ー1", "ー5", "5ー", "-0.0", "1,234.50", "５人", "￥5,000-", "1万2千円", "金五千円也", "50％", ".5", "1e3",
    "令和8年4月1日", "2026-02-30", "2026年4月1日（木）", "R0.1.1", "9999-12-31", "令和8年4月", "0026-04", "午後3時半", "24:00", "0:00", "9:5",
    "2026-04-01T00:00:00Z", "2026年4月1日 15時", "2026-04-01〜2026-03-01", "ａ＠example.jp", "\u{2003}ーa@example.jp", "03\u{2003}ー1234", "＋８１ 90ー1234ー5678",
    "ﾀｶﾊｼ ﾊﾅｺ", "か\u{3099}\u{309b}", "ｶ ﾞ", "髙﨑\u{0}葛\u{e0100}", " あ\r\nい\u{85}\u{2028} う\t", "example.jp/ー", "＜example.jp＞ ", "<<example.jp>", "T7000012050002", "ＴＴ70000",
    "1234 5678 9018", "〒１２３ー４５６７", "true", "on", "同意", "\u{0}", "　", "-", "ー", "＋", "@", "//", "https://",
];

fn raws() -> Vec<Value> {
    let mut raws: Vec<Value> = TEXTS.iter().map(|text| json!(text)).collect();
    let odd = [
        json!(0),
        json!(-1.5),
        json!(12.0),
        json!(1e300),
        json!(true),
        json!([]),
        json!([[["x"]], null, ""]),
        json!({}),
        json!({"x": {"y": [null]}}),
    ];
    raws.extend(odd);
    for text in TEXTS {
        raws.push(json!([text, "a", "b"]));
        raws.push(json!({"address": text, "confirmation": text}));
        raws.push(json!({"year": text, "month": "4", "day": text}));
        raws.push(json!({"year": "R8", "month": text}));
        raws.push(json!({"hour": text, "minute": "30"}));
        raws.push(json!({"date": text, "time": text}));
        raws.push(json!({"date": {"year": "2026", "month": "4", "day": "1"}, "time": text}));
        raws.push(json!({"startDate": text, "endDate": {"year": text}, "other": text}));
        raws.push(json!({"familyName": text, "familyNameKana": text, "postalCode": text, "streetAddress": text}));
    }
    raws
}

#[test]
fn what_is_normal_stays() {
    let raws = raws();
    for schema in REGISTRY.iter().flat_map(|(kind, _)| schemas(*kind)) {
        let rule = build(schema.clone());
        for raw in &raws {
            let once = value(rule.as_ref(), raw);
            let again = once.as_ref().and_then(|once| value(rule.as_ref(), once));
            assert_eq!(again, once, "{schema} {raw}");
        }
    }
}

#[test]
fn long_answers_are_read_in_one_pass() {
    const LETTERS: usize = 1_000_000;
    // A second look at every letter would take hours; this bound only has to be far from both.
    const PATIENCE: Duration = Duration::from_secs(60);
    for letters in ["1", "ー", "か\u{3099}", "\n　T日0,"] {
        let long = json!(letters.repeat(LETTERS / letters.len()));
        for schema in REGISTRY.iter().filter_map(|(kind, _)| schemas(*kind).into_iter().next()) {
            let begun = Instant::now();
            let read = value(build(schema.clone()).as_ref(), &long);
            // Folding never makes an answer longer, but for what JSON has to escape.
            let kept = read.as_ref().map_or(0, |read| read.to_string().len());
            assert!(kept <= 2 * LETTERS, "{schema} {letters:?} grew to {kept}");
            assert!(begun.elapsed() < PATIENCE, "{schema} {letters}");
        }
    }
}

#[test]
fn patterns_mean_the_same_to_every_validator() {
    let mut seen = 0;
    for (kind, definition) in REGISTRY {
        for schema in schemas(*kind) {
            let rule = build(schema.clone());
            let own = rule.pattern().map(|pattern| (pattern.to_owned(), definition.pattern_code));
            let parts = rule.part_patterns().into_iter().map(|(_, pattern, code)| (pattern.to_owned(), Some(code)));
            for (pattern, code) in own.into_iter().chain(parts) {
                // Classes of letters, \d and their like, and groups with options differ from engine to engine.
                let plain = pattern.replace("\\.", "");
                assert!(pattern.starts_with('^') && pattern.ends_with('$'), "{kind:?} {pattern}");
                assert!(!plain.contains('\\') && !plain.contains("(?") && !plain.contains("&&"), "{kind:?} {pattern}");
                assert!(crate::pattern::compile(&pattern).is_some(), "{kind:?} {pattern}");
                assert_eq!(code.and_then(reach), Some(Reach::Contract), "{kind:?}");
                seen += 1;
            }
        }
    }
    assert!(seen > 15);
}
