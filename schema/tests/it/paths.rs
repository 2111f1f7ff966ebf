//! Every route that is named can be taken, and what is called a dead end is one.

use crate::resident::Resident;
use crate::{fixtures, generated};
use jiff::civil::{Date, date};
use madoguchi_schema::{Paths, PublishedForm, RawAnswers, publish};
use serde_json::{Value, json};

pub const TODAY: Date = date(2026, 4, 1);

/// Takes every route: its answers are accepted on these pages, or end exactly at the exit.
pub fn take(form: &PublishedForm, paths: &Paths, what: &str) {
    for route in &paths.routes {
        let raw = RawAnswers(route.answers.clone());
        let evaluation = form.evaluate(&raw, TODAY);
        let shown = form.pages().iter().zip(&evaluation.pages).filter(|(_, state)| state.shown);
        let pages: Vec<&str> = shown.map(|(page, _)| page.id.as_str()).collect();
        match (route.exit, form.accept(&raw, TODAY)) {
            (None, accepted) => {
                assert!(accepted.is_ok(), "{what}: {route:?}: {accepted:?}");
                assert_eq!(pages, route.pages, "{what}");
            }
            (Some(exit), Err(violations)) => {
                let [end] = violations.as_slice() else { panic!("{what}: {violations:?}") };
                assert_eq!((end.code, &end.params["exit"]), ("journeyEnds", &json!(exit)), "{what}");
                assert_eq!(end.params["page"].as_str(), route.pages.last().map(String::as_str), "{what}");
                assert!(pages.starts_with(&route.pages.iter().map(String::as_str).collect::<Vec<_>>()), "{what}");
            }
            (Some(_), Ok(_)) => panic!("{what}: {route:?} has no exit"),
        }
    }
    for (place, route) in paths.routes.iter().enumerate() {
        let again = |other: &madoguchi_schema::Route| (&other.pages, other.exit) == (&route.pages, route.exit);
        assert!(!paths.routes[..place].iter().any(again), "{what}: {:?} twice", route.pages);
    }
}

#[test]
fn every_route_of_every_template_can_be_taken() {
    for form in fixtures::forms() {
        let paths = form.paths(200, TODAY);
        take(&form, &paths, form.title());
        assert!(paths.routes.iter().any(|route| route.exit.is_none()), "{}", form.title());
        assert_eq!(paths.dead_ends, [], "{}", form.title());
        let calculates = form.fields().any(madoguchi_schema::Field::is_calculated);
        assert!(!paths.cut || calculates, "{}", form.title());
    }
}

/// The cases of the gallery are written by people who know what the forms are for: their ways are among those found.
#[test]
fn the_ways_of_the_cases_are_found() {
    let (mut ways, mut missed) = (0, Vec::new());
    for path in fixtures::files("answers") {
        let file = fixtures::read(&path);
        let today: Date = file["today"].as_str().unwrap().parse().unwrap();
        let form = fixtures::form(file["form"].as_str().unwrap());
        let paths = form.paths(1_000, today);
        for case in file["cases"].as_array().unwrap() {
            let raw = RawAnswers(case["answers"].as_object().unwrap().clone());
            let evaluation = form.evaluate(&raw, today);
            let exit = evaluation.exit();
            if exit.is_none() && case.get("accepted").is_none() {
                continue;
            }
            let shown = form.pages().iter().zip(&evaluation.pages).enumerate().filter(|(_, (_, state))| state.shown);
            let until = shown.take_while(|(index, _)| exit.is_none_or(|exit| *index <= exit.page));
            let pages: Vec<&str> = until.map(|(_, (page, _))| page.id.as_str()).collect();
            ways += 1;
            // Whether or not it was cut, nothing is called dead that somebody gets to.
            let is_dead = |page: &&str| paths.dead_ends.iter().any(|end| end.exit.is_none() && end.page == **page);
            assert!(!pages.iter().any(is_dead), "{}: {pages:?} {:?}", form.title(), paths.dead_ends);
            let exit = exit.map(|exit| exit.exit);
            if !paths.cut && !paths.routes.iter().any(|route| route.pages == pages && route.exit == exit) {
                missed.push(format!("{}: {pages:?} {exit:?}", form.title()));
            }
        }
    }
    assert!(ways > 80, "{ways}");
    assert_eq!(missed, Vec::<String>::new());
}

#[test]
fn every_route_of_generated_forms_can_be_taken() {
    let (mut routes, mut exits) = (0, 0);
    for seed in 0..60 {
        let form = publish(generated::document(seed)).unwrap();
        let paths = form.paths(20, TODAY);
        take(&form, &paths, &format!("seed {seed}"));
        routes += paths.routes.len();
        exits += paths.routes.iter().filter(|route| route.exit.is_some()).count();
    }
    assert!(routes > 80 && exits > 10, "{routes} {exits}");
}

/// Residents who throw dice take no way that the search did not find, as long as it says that it found everything.
#[test]
fn no_resident_finds_another_way() {
    let (mut taken, mut missed) = (0, Vec::new());
    for seed in 0..90 {
        let form = publish(generated::document(seed)).unwrap();
        let paths = form.paths(1_000, TODAY);
        if paths.cut {
            continue;
        }
        for resident in 0..40 {
            let raw = Resident::new(seed * 1_000 + resident).answers(&form);
            let evaluation = form.evaluate(&raw, TODAY);
            let exit = evaluation.exit();
            let last = exit.map_or(form.pages().len(), |exit| exit.page + 1);
            let is_stopped = (0..last).any(|page| evaluation.violations_of_page(page).next().is_some());
            if is_stopped || exit.is_none() && !evaluation.violations.is_empty() {
                continue;
            }
            taken += 1;
            let shown = form.pages().iter().zip(&evaluation.pages).enumerate().filter(|(_, (_, state))| state.shown);
            let until = shown.take_while(|(index, _)| exit.is_none_or(|exit| *index <= exit.page));
            let pages: Vec<&str> = until.map(|(_, (page, _))| page.id.as_str()).collect();
            let exit = exit.map(|exit| exit.exit);
            if !paths.routes.iter().any(|route| route.pages == pages && route.exit == exit) {
                missed.push(format!("seed {seed}: {pages:?} {exit:?} {raw:?}"));
            }
        }
    }
    assert!(taken > 300, "{taken}");
    assert_eq!(missed, Vec::<String>::new());
}

fn branching() -> Value {
    json!({ "type": "object", "title": "分かれ道",
        "properties": {
            "who": { "type": "string", "title": "だれ", "oneOf": [{ "const": "self", "title": "本人" }, { "const": "agent", "title": "代理人" }, { "const": "other", "title": "その他" }] },
            "age": { "type": "integer", "title": "年齢", "minimum": 0, "maximum": 120 },
            "agent": { "type": "string", "title": "代理人の番号", "pattern": "^[A-Z]{2}[0-9]{4}$", "x-required-when": true },
            "memo": { "type": "string", "title": "メモ", "minLength": 20, "maxLength": 30 } },
        "required": ["who", "age"],
        "x-pages": [
            { "id": "first", "title": "はじめ", "blocks": [{ "field": "who" }, { "field": "age" }],
              "x-exits": [{ "when": { "properties": { "age": { "exclusiveMaximum": 18 } } }, "title": "対象外", "message": "18歳からです。" }] },
            { "id": "agent", "title": "代理人", "x-show-when": { "properties": { "who": { "const": "agent" } } }, "blocks": [{ "field": "agent" }] },
            { "id": "last", "title": "おわり", "blocks": [{ "field": "memo" }] }] })
}

fn found(document: Value) -> Paths {
    let form = publish(document).unwrap();
    let paths = form.paths(50, TODAY);
    take(&form, &paths, "branching");
    paths
}

fn ways(paths: &Paths) -> Vec<String> {
    let mut ways: Vec<String> = paths
        .routes
        .iter()
        .map(|route| route.pages.join(" ") + &route.exit.map(|exit| format!(" exit {exit}")).unwrap_or_default())
        .collect();
    ways.sort();
    ways
}

#[test]
fn branches_and_exits_are_found() {
    let paths = found(branching());
    assert_eq!(ways(&paths), ["first agent last", "first exit 0", "first last"]);
    assert!(!paths.cut && paths.dead_ends.is_empty());
}

#[test]
fn limits_cut() {
    let form = publish(branching()).unwrap();
    let paths = form.paths(1, TODAY);
    assert_eq!((paths.routes.len(), paths.cut, paths.dead_ends.len()), (1, true, 0));
    assert!(form.paths(0, TODAY).routes.is_empty());
}

#[test]
fn dead_ends_are_named() {
    let mut document = branching();
    document["x-pages"][0]["x-exits"] = json!([
        { "when": { "properties": { "age": { "minimum": 0 } } }, "title": "対象外", "message": "だれも通れません。" },
        { "when": { "properties": { "age": { "minimum": 100 } } }, "title": "対象外", "message": "ここにも来ません。" }]);
    let paths = found(document);
    assert_eq!(ways(&paths), ["first exit 0"]);
    let named: Vec<(&str, &str)> = paths.dead_ends.iter().map(|end| (end.page.as_str(), end.reason)).collect();
    assert_eq!(named, [("first", "exitNotReached"), ("agent", "pageNotReached"), ("last", "pageNotReached")]);

    let mut document = branching();
    document["properties"]["agent"]["pattern"] = json!("^a$");
    document["properties"]["agent"]["minLength"] = json!(2);
    let paths = found(document);
    assert_eq!(ways(&paths), ["first exit 0", "first last"]);
    let named: Vec<_> =
        paths.dead_ends.iter().map(|end| (end.page.as_str(), end.field.as_deref(), end.reason)).collect();
    // The page itself is shown to agents: only nobody gets on from there.
    assert_eq!(named, [("agent", Some("agent"), "noAcceptedValue")]);
    assert!(paths.cut, "another answer may have been missed");
}

#[test]
fn very_wide_forms_are_cut_in_time() {
    let names: Vec<String> = (0..30).map(|one| format!("q{one}")).collect();
    let properties: serde_json::Map<String, Value> =
        names.iter().map(|name| (name.clone(), json!({ "type": "boolean", "title": name }))).collect();
    let ask = |name: &String| {
        json!({ "id": format!("p-{name}"), "title": name, "blocks": [{ "text": "はい" }],
        "x-show-when": { "properties": { name: { "const": true } } } })
    };
    let all: Vec<Value> = names.iter().map(|name| json!({ "field": name })).collect();
    let pages: Vec<Value> =
        [json!({ "id": "all", "title": "質問", "blocks": all })].into_iter().chain(names.iter().map(ask)).collect();
    let form =
        publish(json!({ "type": "object", "title": "広い", "properties": properties, "x-pages": pages })).unwrap();
    let paths = form.paths(100_000, TODAY);
    take(&form, &paths, "wide");
    assert!(paths.cut && paths.routes.len() > 100, "{}", paths.routes.len());
}

#[test]
fn expressions_and_groups_decide_ways_too() {
    let paths = found(json!({ "type": "object", "title": "計算と繰り返し",
        "properties": {
            "copies": { "type": "integer", "title": "通数", "minimum": 1, "maximum": 20 },
            "fee": { "type": "integer", "title": "手数料", "x-value": "copies * 300" },
            "birth": { "type": "string", "format": "date", "title": "生年月日", "x-latest": "today" },
            "age": { "type": "integer", "title": "年齢", "x-value": "age(birth, today)" },
            "start": { "type": "string", "format": "date", "title": "開始日" },
            "end": { "type": "string", "format": "date", "title": "終了日" },
            "children": { "type": "array", "title": "お子さん", "maxItems": 3, "items": { "type": "object", "required": ["name", "grade"],
                "properties": { "name": { "type": "string", "title": "氏名", "maxLength": 20 },
                    "email": { "type": "string", "format": "email", "title": "メール", "x-confirm": true },
                    "grade": { "type": "integer", "title": "学年", "minimum": 1, "maximum": 6 } } } },
            "reason": { "type": "string", "title": "理由", "maxLength": 100 } },
        "required": ["copies", "birth", "start", "end", "children"],
        "x-rules": [{ "assert": "start < end", "message": "終了日は開始日より後の日付を入力してください。", "field": "end" }],
        "x-pages": [
            { "id": "first", "title": "はじめ", "blocks": [{ "field": "copies" }, { "field": "fee" }, { "field": "birth" }, { "field": "age" }],
              "x-exits": [{ "when": { "properties": { "age": { "exclusiveMaximum": 18 } } }, "title": "対象外", "message": "18歳からです。" }] },
            { "id": "rows", "title": "お子さん", "blocks": [{ "field": "children" }, { "field": "start" }, { "field": "end" }] },
            { "id": "dear", "title": "高いとき", "x-show-when": { "properties": { "fee": { "minimum": 3000 } } }, "blocks": [{ "field": "reason" }] },
            { "id": "sixth", "title": "6年生", "x-show-when": { "properties": { "children": { "contains": { "properties": { "grade": { "minimum": 6 } } }, "minContains": 2 } } },
              "blocks": [{ "text": "2人とも6年生です。" }] }] }));
    let all = ["first exit 0", "first rows", "first rows dear", "first rows dear sixth", "first rows sixth"];
    assert_eq!(ways(&paths), all);
    assert!(!paths.cut, "more ways cannot be thought of");
}
