//! What expressions give, as their authors see it.

use super::{Name, Outcome, Program, Refusal, Scope, Type, compile};
use jiff::civil::date;
use serde_json::{Value, json};

fn name(name: &str, of: Type) -> Name {
    Name { name: name.to_owned(), of }
}

fn list(max: u64, of: Type) -> Type {
    Type::List { max, of: Box::new(of) }
}

pub fn child() -> Vec<Name> {
    vec![
        name("name", Type::Text(Some(50))),
        name("birth", Type::Text(Some(10))),
        name("age", Type::Integer),
        name("weight", Type::Decimal),
        name("member", Type::Boolean),
    ]
}

pub fn names() -> Vec<Name> {
    vec![
        name("fee", Type::Integer),
        name("copies", Type::Integer),
        name("rate", Type::Decimal),
        name("birth", Type::Text(Some(10))),
        name("start", Type::Text(Some(10))),
        name("end", Type::Text(Some(10))),
        name("note", Type::Text(None)),
        name("agree", Type::Boolean),
        name("my-field", Type::Integer),
        name("int", Type::Integer),
        name("today", Type::Integer),
        name("wishes", list(5, Type::Text(Some(20)))),
        name("children", list(10, Type::Record(child()))),
        name("address", Type::Record(vec![name("prefecture", Type::Text(Some(4)))])),
    ]
}

pub fn compiled(text: &str) -> Result<Program, Refusal> {
    let (names, item) = (names(), child());
    compile(text, &Scope { names: &names, item: Some(&item) })
}

/// The outcome on 1 April 2026; the row is the first child.
pub fn run(text: &str, answers: &Value) -> Outcome {
    let item = answers["children"][0].as_object();
    compiled(text).unwrap().run(|name| answers.get(name), item, date(2026, 4, 1))
}

#[track_caller]
fn gives(text: &str, answers: Value, expected: Value) {
    assert_eq!(run(text, &answers), Outcome::Value(expected), "{text}");
}

#[track_caller]
fn refused(text: &str, reason: &str, position: usize, suggestion: Option<&str>) {
    let refusal = compiled(text).unwrap_err();
    assert_eq!((refusal.reason, refusal.position), (reason, position), "{text}");
    assert_eq!(refusal.suggestion.as_deref(), suggestion, "{text}");
}

#[test]
fn whole_numbers_stay_whole() {
    gives("fee * copies", json!({"fee": 300, "copies": 2}), json!(600));
    gives("fee * 110 / 100", json!({"fee": 999}), json!(1098));
    gives("fee", json!({"fee": 9_007_199_254_740_993_i64}), json!(9_007_199_254_740_993_i64));
    gives("-fee % 7", json!({"fee": 10}), json!(-3));
    gives("int(double(fee) * 1.5)", json!({"fee": 3}), json!(4));
    gives("string(fee) + '円'", json!({"fee": 3}), json!("3円"));
}

#[test]
fn decimals_are_doubles_even_when_they_are_whole() {
    gives("rate * 2.0", json!({"rate": 5}), json!(10.0));
    gives("rate + 0.5", json!({"rate": 1.5}), json!(2.0));
    assert_eq!(run("rate * fee", &json!({"rate": 1.5, "fee": 2})), Outcome::Failed("type"));
    gives("sum(children, 'weight') + 0.5", json!({}), json!(0.5));
    gives("sum(children, 'weight')", json!({"children": [{"weight": 2}, {}, {"weight": 1.5}]}), json!(3.5));
}

#[test]
fn what_nobody_answered_is_absent() {
    let absent = |text: &str, answers: Value| assert_eq!(run(text, &answers), Outcome::Absent, "{text}");
    absent("fee + 1", json!({}));
    absent("answers.fee + 1", json!({"copies": 1}));
    absent("address.prefecture", json!({"address": {}}));
    absent("children[0].age", json!({}));
    absent("children.map(c, c.age)[0]", json!({"children": [{"name": "あ"}]}));
    absent("agree && fee > 1", json!({"agree": true}));
    absent("min(children.map(c, c.age))", json!({}));
    absent("item.age + 1", json!({}));
    absent("int + 1", json!({}));
    absent("fee", json!({"fee": "三百"}));
    absent("fee", json!({"fee": 1.5}));
    absent("fee", json!({"fee": 18_446_744_073_709_551_615_u64}));
    gives("agree || fee > 1", json!({"agree": true}), json!(true));
    gives("agree && fee > 1", json!({"agree": false}), json!(false));
    gives("fee > 1 || agree", json!({"agree": true}), json!(true));
    gives("has(answers.fee) ? fee : 0", json!({}), json!(0));
    gives("has(answers.fee) ? fee : 0", json!({"fee": 5}), json!(5));
    gives("has(address.prefecture)", json!({"address": {}}), json!(false));
    gives("has(item.age)", json!({"children": [{"age": 3}]}), json!(true));
}

#[test]
fn an_absent_list_is_empty() {
    gives("count(children)", json!({}), json!(0));
    gives("size(wishes)", json!({}), json!(0));
    gives("sum(children, 'age')", json!({}), json!(0));
    gives("children.exists(c, c.age < 3)", json!({}), json!(false));
    gives("'a' in wishes", json!({}), json!(false));
    gives("'a' in wishes", json!({"wishes": ["b", "a"]}), json!(true));
}

#[test]
fn every_name_can_be_reached() {
    gives("answers[\"my-field\"] + 1", json!({"my-field": 1}), json!(2));
    gives("answers.int + answers.today", json!({"int": 1, "today": 2}), json!(3));
    gives("today", json!({"today": 5}), json!("2026-04-01"));
    gives("item.name + item[\"name\"]", json!({"children": [{"name": "花"}]}), json!("花花"));
    let rows = json!({"fee": 7, "children": [{"age": 4}, {"age": 9, "name": "x"}]});
    gives("children.map(fee, fee.age)[1] + fee", rows.clone(), json!(16));
    gives("children.filter(c, c.age < 6).size()", rows.clone(), json!(1));
    gives("children.all(c, c.age > 3)", rows.clone(), json!(true));
    gives("children.exists_one(c, c.age > 3)", rows.clone(), json!(false));
    gives("count(children.filter(c, has(c.name)))", rows, json!(1));
}

#[test]
fn tells_what_it_reads() {
    let program = compiled("fee + answers.copies + sum(children, 'age') + item.age").unwrap();
    assert_eq!(program.touches().collect::<Vec<_>>(), ["fee", "copies", "children"]);
    assert_eq!(program.item_touches().collect::<Vec<_>>(), ["age"]);
    assert!(!program.asks_today);
    let program = compiled("has(answers.fee) ? fee : children.map(copies, copies.age)[0]").unwrap();
    assert_eq!(program.touches().collect::<Vec<_>>(), ["fee", "children"]);
    assert_eq!(program.tested().collect::<Vec<_>>(), ["fee"]);
    assert!(compiled("age(birth, today)").unwrap().asks_today);
}

#[test]
fn mistakes_are_found_before_anybody_answers() {
    refused("fee + copys", "unknownName", 6, Some("copies"));
    refused("'あfeee' + feee", "unknownName", 10, Some("fee"));
    refused("zzzzz", "unknownName", 0, None);
    refused("answers.fe", "unknownName", 8, Some("fee"));
    refused("aeg(birth, today)", "unknownFunction", 0, Some("age"));
    refused("age(birth)", "argumentCount", 0, None);
    refused("wishes.map(w)", "argumentCount", 7, None);
    refused("note.matches('a')", "unknownFunction", 5, None);
    refused("children.filtr(c, true)", "unknownFunction", 9, Some("filter"));
    refused("children.map(c, c.agee)", "unknownMember", 18, Some("age"));
    refused("sum(children, 'agee')", "unknownMember", 15, Some("age"));
    refused("sum(children, note)", "memberName", 0, None);
    refused("item.nam", "unknownMember", 5, Some("name"));
    refused("fee.x", "unknownMember", 4, None);
    refused("size(answers)", "wholeAnswers", 5, None);
    refused("answers[note]", "wholeAnswers", 0, None);
    refused("fee +", "syntax", 5, None);
    refused("fee + 'あ' )", "syntax", 10, None);
    refused("", "syntax", 0, None);
    refused("{'a': 1}", "syntax", 0, None);
    refused("1u + 2u", "unsupported", 0, None);
    refused("fee == null", "unsupported", 7, None);
    refused("timestamp('2026-01-01T00:00:00Z')", "unknownFunction", 0, None);
    assert_eq!(compile("item.age", &Scope { names: &names(), item: None }).unwrap_err().reason, "unknownName");
}

#[test]
fn what_cannot_be_calculated_fails() {
    let fails = |text: &str, answers: Value, why| assert_eq!(run(text, &answers), Outcome::Failed(why), "{text}");
    fails("fee / copies", json!({"fee": 1, "copies": 0}), "division");
    fails("fee % copies", json!({"fee": 1, "copies": 0}), "division");
    fails("fee / copies", json!({"fee": i64::MIN, "copies": -1}), "overflow");
    fails("fee % copies", json!({"fee": i64::MIN, "copies": -1}), "overflow");
    fails("-fee", json!({"fee": i64::MIN}), "overflow");
    fails("fee * 2", json!({"fee": i64::MAX}), "overflow");
    fails("fee + note", json!({"fee": 1, "note": "a"}), "type");
    fails("rate / 0.0", json!({"rate": 1}), "overflow");
    fails("children", json!({}), "type");
    fails("int(note)", json!({"note": "五"}), "argument");
    fails("age(note, today)", json!({"note": "2026-02-30"}), "argument");
}
