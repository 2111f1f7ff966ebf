use super::*;
use serde_json::json;

fn document() -> Value {
    json!({
        "type": "object", "title": "見本の申請", "description": "見本です。",
        "properties": {
            "name": { "type": "string", "title": "氏名", "x-kind": "shortText", "maxLength": 50 },
            "colour": { "type": "string", "title": "色", "x-kind": "choice",
                "oneOf": [{ "const": "red", "title": "赤" }, { "const": "blue", "title": "青" }] },
            "memo": { "type": "string", "title": "備考", "x-kind": "longText", "maxLength": 100,
                "x-show-when": { "properties": { "colour": { "const": "red" } }, "required": ["colour"] } },
            "amount": { "type": "integer", "title": "金額", "x-kind": "integer", "x-unit": "円", "minimum": 0 },
            "twice": { "type": "integer", "title": "倍", "x-kind": "integer", "x-value": "amount * 2" },
            "mood": { "type": "integer", "title": "満足度", "x-kind": "rating", "minimum": 1, "maximum": 5,
                "x-low": "不満", "x-high": "満足" },
            "grid": { "type": "object", "title": "評価", "x-kind": "matrix",
                "properties": { "staff": { "title": "職員", "$ref": "#/$defs/scale" },
                    "place": { "title": "場所", "$ref": "#/$defs/scale" } } },
            "children": { "type": "array", "title": "お子さん", "x-kind": "group", "maxItems": 3, "items": {
                "type": "object", "properties": {
                    "age": { "type": "integer", "title": "年齢", "x-kind": "integer", "minimum": 0, "maximum": 20 },
                    "nick": { "type": "string", "title": "愛称", "x-kind": "shortText", "maxLength": 9 }
                },
                "x-rules": [{ "assert": "item.age < 19", "message": "18歳までです。", "field": "age" }]
            } }
        },
        "required": ["name"],
        "$defs": { "scale": { "type": "string",
            "oneOf": [{ "const": "good", "title": "よい" }, { "const": "bad", "title": "わるい" }] } },
        "x-rules": [{ "assert": "amount < 1000", "message": "1000円までです。", "field": "amount" }],
        "x-settings": { "minutes": 5, "receipt": { "prefix": "AB" } },
        "x-i18n": { "en": { "/title": "Sample" } },
        "x-pages": [
            { "id": "one", "title": "はじめ", "blocks": [
                { "heading": "あなた" }, { "field": "name" }, { "field": "colour" }, { "field": "memo" },
                { "text": "よく読んでください。" } ],
              "x-exits": [{ "when": { "properties": { "colour": { "const": "blue" } }, "required": ["colour"] },
                "title": "青は対象外です", "message": "窓口へお越しください。" }] },
            { "id": "two", "title": "つぎ", "blocks": [
                { "field": "amount" }, { "field": "twice" }, { "field": "mood" }, { "field": "children" } ] }
        ]
    })
}

/// The sample without what only some changes are about.
fn sample() -> Value {
    let mut document = document();
    document["properties"].as_object_mut().unwrap().shift_remove("grid");
    document
}

#[track_caller]
fn found(change: impl FnOnce(&mut Value)) -> Vec<Difference> {
    let mut changed = sample();
    change(&mut changed);
    differences(&sample(), &changed).expect("both are forms")
}

#[track_caller]
fn only(change: impl FnOnce(&mut Value)) -> Difference {
    let mut all = found(change);
    assert_eq!(all.len(), 1, "{all:#?}");
    all.remove(0)
}

fn set(at: &'static str, value: Value) -> impl FnOnce(&mut Value) {
    move |document| {
        let (parent, key) = at.rsplit_once('/').unwrap();
        let parent = document.pointer_mut(parent).unwrap();
        match key.parse::<usize>() {
            Ok(index) if parent.is_array() => parent[index] = value,
            _ => parent[key] = value,
        }
    }
}

#[test]
fn the_same_document_differs_in_nothing() {
    assert_eq!(differences(&sample(), &sample()), Some(Vec::new()));
}

#[test]
fn what_is_no_form_is_compared_with_nothing() {
    assert_eq!(differences(&sample(), &json!([])), None);
    assert_eq!(differences(&json!("form"), &sample()), None);
}

#[test]
fn a_document_of_an_earlier_language_says_the_same_when_upgraded() {
    let old =
        json!({ "type": "object", "title": "見本", "properties": { "memo": { "type": "string", "maxLength": 5 } } });
    assert_eq!(differences(&old, &upgrade(&old)), Some(Vec::new()));
}

/// Where something is set to what; the code, the texts before and after, and the warning that gives.
type Case = (&'static str, Value, &'static str, Value, Value, Option<Warning>);

/// Every single change gives its code, once, with the texts before and after, and says what it does to comparisons.
#[test]
#[expect(clippy::too_many_lines, reason = "one table")]
fn every_kind_of_change_is_told_once() {
    let colour = json!({ "properties": { "colour": { "const": "blue" } }, "required": ["colour"] });
    let cases: Vec<Case> = vec![
        ("/title", json!("新しい申請"), "titleChanged", json!("見本の申請"), json!("新しい申請"), None),
        ("/description", json!("別"), "descriptionChanged", json!("見本です。"), json!("別"), None),
        ("/properties/name/title", json!("名前"), "labelChanged", json!("氏名"), json!("名前"), None),
        ("/properties/name/x-help", json!("戸籍のとおり"), "textChanged", Value::Null, json!("戸籍のとおり"), None),
        ("/properties/name/maxLength", json!(60), "limitChanged", json!(50), json!(60), None),
        ("/properties/name/x-sensitive", json!("personal"), "sensitivityChanged", Value::Null, json!("personal"), None),
        (
            "/properties/colour/oneOf/1/title",
            json!("緑"),
            "choiceReworded",
            json!("青"),
            json!("緑"),
            Some(Warning::ChoiceReworded),
        ),
        ("/properties/amount/x-unit", json!("千円"), "textChanged", json!("円"), json!("千円"), Some(Warning::Unit)),
        (
            "/properties/twice/x-value",
            json!("amount * 3"),
            "calculationChanged",
            json!("amount * 2"),
            json!("amount * 3"),
            Some(Warning::Calculation),
        ),
        ("/properties/mood/maximum", json!(10), "limitChanged", json!(5), json!(10), Some(Warning::Scale)),
        ("/properties/mood/x-low", json!("満足"), "textChanged", json!("不満"), json!("満足"), Some(Warning::Scale)),
        (
            "/properties/memo/x-required-when",
            json!(true),
            "madeRequired",
            Value::Null,
            Value::Null,
            Some(Warning::WasOptional),
        ),
        (
            "/properties/memo/x-required-when",
            colour.clone(),
            "requiredWhenChanged",
            Value::Null,
            colour.clone(),
            Some(Warning::WasOptional),
        ),
        ("/required", json!([]), "madeOptional", Value::Null, Value::Null, None),
        ("/required", json!(["name", "amount"]), "madeRequired", Value::Null, Value::Null, Some(Warning::WasOptional)),
        ("/properties/children/items/properties/age/maximum", json!(30), "limitChanged", json!(20), json!(30), None),
        (
            "/properties/children/items/properties/age/title",
            json!("歳"),
            "labelChanged",
            json!("年齢"),
            json!("歳"),
            None,
        ),
        (
            "/properties/children/items/required",
            json!(["age"]),
            "madeRequired",
            Value::Null,
            Value::Null,
            Some(Warning::WasOptional),
        ),
        ("/properties/children/maxItems", json!(5), "limitChanged", json!(3), json!(5), None),
        (
            "/properties/children/items/x-rules/0/assert",
            json!("item.age < 18"),
            "ruleChanged",
            json!("18歳までです。\nitem.age < 19"),
            json!("18歳までです。\nitem.age < 18"),
            None,
        ),
        (
            "/x-rules/0/message",
            json!("高すぎます。"),
            "ruleChanged",
            json!("1000円までです。\namount < 1000"),
            json!("高すぎます。\namount < 1000"),
            None,
        ),
        ("/x-rules", json!([]), "ruleRemoved", json!("amount < 1000"), Value::Null, None),
        ("/x-settings/minutes", json!(10), "settingChanged", json!(5), json!(10), None),
        ("/x-settings/receipt/prefix", json!("CD"), "settingChanged", json!("AB"), json!("CD"), None),
        ("/x-i18n/en/~1title", json!("Example"), "translationsChanged", Value::Null, json!(1), None),
        ("/x-i18n/zh-Hans", json!({ "/title": "示例" }), "languageAdded", Value::Null, json!(1), None),
        ("/additionalProperties", json!(true), "otherChanged", Value::Null, Value::Null, None),
        ("/x-pages/0/title", json!("最初"), "pageTitleChanged", json!("はじめ"), json!("最初"), None),
        ("/x-pages/1/description", json!("説明"), "pageDescriptionChanged", Value::Null, json!("説明"), None),
        (
            "/x-pages/1/x-show-when",
            colour.clone(),
            "pageShownWhenChanged",
            Value::Null,
            colour.clone(),
            Some(Warning::AskedOfOthers),
        ),
        ("/x-pages/0/blocks/0/heading", json!("本人"), "proseChanged", json!("あなた"), json!("本人"), None),
        ("/x-pages/0/blocks/4/x-show-when", colour.clone(), "textShownWhenChanged", Value::Null, colour.clone(), None),
        (
            "/x-pages/1/blocks/0/x-show-when",
            colour.clone(),
            "shownWhenChanged",
            Value::Null,
            colour,
            Some(Warning::AskedOfOthers),
        ),
        (
            "/x-pages/0/x-exits/0/title",
            json!("青はできません"),
            "exitChanged",
            json!("青は対象外です\n窓口へお越しください。"),
            json!("青はできません\n窓口へお越しください。"),
            None,
        ),
        ("/x-pages/0/x-exits", json!([]), "exitRemoved", json!("青は対象外です"), Value::Null, None),
    ];
    for (at, value, code, before, after, warning) in cases {
        let told = found(|document| {
            let (parent, key) = at.rsplit_once('/').unwrap();
            let key = key.replace("~1", "/");
            let parent = document.pointer_mut(parent).unwrap();
            match (parent, key.parse::<usize>()) {
                (Value::Array(items), Ok(index)) => items[index] = value,
                (parent, _) => parent[&key] = value,
            }
        });
        let [one] = told.as_slice() else { panic!("{at}: {told:#?}") };
        let said = |value: &Option<Value>| value.clone().unwrap_or(Value::Null);
        assert_eq!((one.code, said(&one.before), said(&one.after)), (code, before, after), "{at}");
        assert_eq!(one.warning, warning, "{at}");
        assert_eq!(one.comparable, warning.is_none_or(Warning::is_comparable), "{at}");
    }
}

#[test]
fn questions_come_go_and_move() {
    let told = found(|document| {
        let properties = document["properties"].as_object_mut().unwrap();
        properties.shift_remove("mood");
        properties.insert("phone".to_owned(), json!({ "type": "string", "title": "電話番号", "x-kind": "phone" }));
        document["x-pages"][0]["blocks"][2] = json!({ "field": "phone" });
        document["x-pages"][1]["blocks"][2] = json!({ "field": "colour" });
    });
    let said: Vec<_> = told.iter().map(|one| (one.code, one.label.as_str(), one.comparable)).collect();
    assert_eq!(
        said,
        [("fieldAdded", "電話番号", true), ("movedToPage", "色", true), ("fieldRemoved", "満足度", false)]
    );
    assert_eq!((told[1].before.clone(), told[1].after.clone()), (Some(json!("はじめ")), Some(json!("つぎ"))));
    assert_eq!(told[2].at, "/properties/mood");
}

#[test]
fn a_question_under_another_name_is_the_same_for_people_and_another_for_exports() {
    let told = only(|document| {
        let properties = document["properties"].as_object_mut().unwrap();
        let name = properties.shift_remove("mood").unwrap();
        properties.insert("satisfaction".to_owned(), name);
        document["x-pages"][1]["blocks"][2] = json!({ "field": "satisfaction" });
    });
    assert_eq!((told.code, told.warning, told.comparable), ("fieldRenamed", Some(Warning::Renamed), false));
    assert_eq!((told.before, told.after), (Some(json!("mood")), Some(json!("satisfaction"))));
}

#[test]
fn another_kind_is_comparable_only_within_its_family() {
    let long = only(|document| {
        document["properties"]["name"]["x-kind"] = json!("longText");
    });
    assert_eq!((long.code, long.comparable), ("kindChanged", true));
    let told = found(set("/properties/amount", json!({ "type": "string", "title": "金額", "x-kind": "shortText" })));
    assert_eq!((told[0].code, told[0].warning), ("kindChanged", Some(Warning::Kind)), "{told:#?}");
    assert_eq!((&told[0].before, &told[0].after), (&Some(json!("integer")), &Some(json!("shortText"))));
}

#[test]
fn choices_come_go_and_change_places() {
    let [added, removed] = found(set(
        "/properties/colour/oneOf",
        json!([{ "const": "red", "title": "赤" }, { "const": "green", "title": "緑" }]),
    ))
    .try_into()
    .unwrap_or_else(|all: Vec<_>| panic!("{all:#?}"));
    assert_eq!((added.code, added.after, added.warning), ("choiceAdded", Some(json!("緑")), Some(Warning::ChoiceNew)));
    assert_eq!(
        (removed.code, removed.before, removed.comparable),
        ("choiceRemoved", Some(json!("青")), false),
        "answers with a choice that is gone cannot be set beside later ones"
    );
    let moved = only(set(
        "/properties/colour/oneOf",
        json!([{ "const": "blue", "title": "青" }, { "const": "red", "title": "赤" }]),
    ));
    assert_eq!((moved.code, moved.before), ("choicesReordered", Some(json!(["赤", "青"]))));
    let other = only(|document| {
        let colour = &mut document["properties"]["colour"];
        let list = colour.as_object_mut().unwrap().shift_remove("oneOf").unwrap();
        colour["anyOf"] = json!([{ "oneOf": list }, { "type": "string", "title": "ほか", "maxLength": 20 }]);
    });
    assert_eq!(
        (other.code, other.after, other.keyword.as_deref()),
        ("choiceAdded", Some(json!("ほか")), Some("other"))
    );
}

#[test]
fn rows_of_a_matrix_are_told_by_their_titles() {
    let with = |change: fn(&mut Value, &mut Value)| {
        let mut old = document();
        old["x-pages"][1]["blocks"].as_array_mut().unwrap().push(json!({ "field": "grid" }));
        let mut new = old.clone();
        let mut scale = new["$defs"]["scale"].clone();
        change(&mut new["properties"]["grid"], &mut scale);
        new["$defs"]["scale"] = scale;
        let mut all = differences(&old, &new).unwrap();
        assert_eq!(all.len(), 1, "{all:#?}");
        all.remove(0)
    };
    let gone = with(|grid, _| drop(grid["properties"].as_object_mut().unwrap().shift_remove("place")));
    assert_eq!((gone.code, gone.before, gone.comparable), ("rowRemoved", Some(json!("場所")), false));
    let reworded = with(|grid, _| grid["properties"]["staff"]["title"] = json!("係の人"));
    assert_eq!((reworded.code, reworded.after), ("rowReworded", Some(json!("係の人"))));
    let choice = with(|_, scale| scale["oneOf"][0]["title"] = json!("とてもよい"));
    assert_eq!((choice.code, choice.warning), ("choiceReworded", Some(Warning::ChoiceReworded)));
}

#[test]
fn members_of_a_group_name_the_group() {
    let gone = only(|document| {
        document["properties"]["children"]["items"]["properties"].as_object_mut().unwrap().shift_remove("nick");
    });
    assert_eq!((gone.code, gone.group.as_deref(), gone.comparable), ("fieldRemoved", Some("お子さん"), false));
    let age = only(set("/properties/children/items/properties/age/x-unit", json!("歳")));
    assert_eq!((age.code, age.group.as_deref(), age.name.as_deref()), ("textChanged", Some("お子さん"), Some("age")));
}

#[test]
fn pages_come_go_and_change_places() {
    let swapped = only(|document| document["x-pages"].as_array_mut().unwrap().swap(0, 1));
    assert_eq!((swapped.code, swapped.after), ("pagesReordered", Some(json!(["つぎ", "はじめ"]))));
    let order = only(|document| document["x-pages"][1]["blocks"].as_array_mut().unwrap().swap(0, 2));
    assert_eq!((order.code, order.label.as_str()), ("orderChanged", "つぎ"));
    let told = found(|document| {
        let page = document["x-pages"].as_array_mut().unwrap().remove(1);
        document["x-pages"].as_array_mut().unwrap().push(json!({ "id": "three", "title": "おわり",
            "blocks": page["blocks"] }));
    });
    let said: Vec<_> = told.iter().map(|one| one.code).collect();
    assert_eq!(said[..2], ["pageAdded", "pageRemoved"]);
    assert!(said[2..].iter().all(|code| *code == "movedToPage"), "{said:?}");
}

/// Whatever anybody changes anywhere in a form of the gallery is told, and nothing panics on what is hardly a form.
#[test]
fn nothing_changes_silently() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures/forms");
    let mut compared = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let document: Value = serde_json::from_str(&text).unwrap();
        let mut places = Vec::new();
        leaves(&document, String::new(), &mut places);
        // A few places that spread over the whole document.
        for at in places.iter().step_by(places.len() / 6 + 1) {
            let mut changed = document.clone();
            *changed.pointer_mut(at).unwrap() = json!("変更した値");
            if let Some(told) = differences(&document, &changed) {
                assert!(!told.is_empty(), "{at}");
                compared += 1;
            }
        }
    }
    assert!(compared > 30, "{compared}");
}

fn leaves(value: &Value, at: String, places: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(key, member)| leaves(member, pointer_of(&at, key), places));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| leaves(item, format!("{at}/{index}"), places));
        }
        _ => places.push(at),
    }
}

fn pointer_of(at: &str, key: &str) -> String {
    crate::pointer::join(at, key)
}

#[test]
fn pictures_come_go_and_change() {
    let picture = |name: &str, alt: &str| json!({ "image": name.repeat(64), "width": 9, "height": 9, "alt": alt });
    let page = |blocks: Vec<Value>| {
        json!({ "type": "object", "title": "絵", "properties": {
        "a": { "type": "string", "title": "a", "maxLength": 9 } },
        "x-pages": [{ "id": "p", "title": "頁", "blocks": ([vec![json!({ "field": "a" })], blocks].concat()) }] })
    };
    let told = |old: Vec<Value>, new: Vec<Value>| {
        let found = super::differences(&page(old), &page(new)).unwrap();
        found.iter().map(|one| one.code).collect::<Vec<_>>()
    };
    let (map, other) = (picture("a", "会場の地図です。"), picture("b", "駅からの道です。"));
    assert_eq!(told(vec![], vec![map.clone()]), ["imageAdded"]);
    assert_eq!(told(vec![map.clone()], vec![]), ["imageRemoved"]);
    assert_eq!(told(vec![map.clone()], vec![other.clone()]), ["imageChanged"]);
    assert_eq!(told(vec![map.clone()], vec![picture("a", "市役所の地図です。")]), ["imageTextChanged"]);
    let mut shown = map.clone();
    shown["x-show-when"] = json!({ "required": ["a"] });
    assert_eq!(told(vec![map.clone()], vec![shown]), ["imageShownWhenChanged"]);
    assert_eq!(told(vec![map.clone(), other.clone()], vec![other, map]), ["orderChanged"]);
}
