use serde_json::{Value, json};

use super::*;

fn form(title: &str, settings: Value) -> PublishedForm {
    let document = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "title": title,
        "description": "市役所に来なくてもできます。", "x-settings": settings,
        "properties": { "a": { "type": "string", "title": "氏名", "maxLength": 10 } }
    });
    madoguchi_schema::publish(document).unwrap()
}

fn town() -> Vec<(&'static str, Entry)> {
    let forms = [
        ("move", form("転出届", json!({ "category": "引っ越し・住民票", "keywords": ["引越し", "市外へ"] }))),
        ("shot", form("ワクチン接種の予約", json!({ "category": "健康・医療", "audience": "65歳以上の方" }))),
        ("dog", form("犬の登録と届出", json!({ "category": "ペット・動物", "keywords": ["狂犬病", "鑑札"] }))),
        ("tax", form("税の証明書の請求", json!({ "category": "税金" }))),
        ("ruin", form("り災証明書の申請", json!({ "category": "災害・防災" }))),
    ];
    forms.into_iter().map(|(name, form)| (name, Entry::of([&form]))).collect()
}

/// What is found, best first.
fn found(typed: &str) -> Vec<&'static str> {
    let query = Query::read(typed).unwrap();
    let mut found: Vec<_> =
        town().into_iter().filter_map(|(name, entry)| Some((entry.relevance(&query)?, name))).collect();
    found.sort_by_key(|(relevance, _)| std::cmp::Reverse(*relevance));
    found.into_iter().map(|(_, name)| name).collect()
}

#[test]
fn one_spelling_for_all() {
    for (text, folded) in [
        ("コンピューター", "こんぴゅた"),
        ("ｺﾝﾋﾟｭｰﾀ", "こんぴゅた"),
        ("Ｐｄｆ １２３", "pdf123"),
        ("り災・証明書（例）", "り災証明書例"),
        ("ガ ヴ ヶ", "がゔゖ"),
        ("　－〜", ""),
    ] {
        assert_eq!(fold(text), folded, "{text}");
    }
}

#[test]
fn everyday_words_and_kana_find_what_offices_call_otherwise() {
    for (typed, expected) in [
        ("ひっこし", "move"),
        ("ヒッコシ", "move"),
        ("ひっこ", "move"),
        ("引っ越しの手続き", "move"),
        ("moving", "move"),
        ("よぼうせっしゅ", "shot"),
        ("ﾜｸﾁﾝ", "shot"),
        ("６５歳", "shot"),
        ("ペット", "dog"),
        ("いぬ", "dog"),
        ("犬を飼いはじめた", "dog"),
        ("鑑札をなくした", "dog"),
        ("ぜいきん", "tax"),
        ("罹災", "ruin"),
        ("地震", "ruin"),
        ("りさい しょうめい", "ruin"),
    ] {
        assert_eq!(found(typed).first(), Some(&expected), "{typed}: {:?}", found(typed));
    }
}

#[test]
fn every_word_must_be_met_and_the_best_comes_first() {
    assert_eq!(found("証明"), ["tax", "ruin"]);
    assert_eq!(found("証明　税"), ["tax"]);
    assert_eq!(found("しょうめいしょ さいがい"), ["ruin"]);
    assert_eq!(found("税 犬"), [""; 0]);
    for nothing in ["パスポート", "zzz", "を"] {
        assert_eq!(found(nothing), [""; 0], "{nothing}");
    }
    assert_eq!(found("市役所").len(), 5, "descriptions are looked at too");
}

#[test]
fn nothing_typed_is_no_query() {
    for typed in ["", " 　", "ー", "、。"] {
        assert_eq!(Query::read(typed), None, "{typed}");
    }
    let long = "犬 ".repeat(1000);
    assert!(Query::read(&long).is_some_and(|query| query.words.len() == MAX_WORDS));
}

#[test]
fn other_languages_find_too() {
    let (ja, en) = (form("転出届", json!({})), form("Moving out", json!({ "keywords": ["relocation"] })));
    let entry = Entry::of([&ja, &en]);
    for typed in ["転出", "MOVING  OUT", "Relocation"] {
        assert!(entry.relevance(&Query::read(typed).unwrap()).is_some(), "{typed}");
    }
}
