//! Laws of the whole language, tried with dice on the gallery, on the forms of these tests and on generated ones: reading
//! and printing, acceptance, visibility, the end of the journey, and that nothing anybody writes makes a panic.

use crate::mutation::mutate;
use crate::resident::{Dice, Resident};
use crate::{fixtures, forms, generated, naive, selections};
use jiff::civil::{Date, date};
use madoguchi_schema::violation::{Reach, reach};
use madoguchi_schema::{
    Evaluation, Field, META_SCHEMA, PublishedForm, RawAnswers, RowState, Severity, lint, publish, read_json,
};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

const TODAY: Date = date(2026, 4, 1);

/// Every document there is to try.
fn documents(generated_forms: u64) -> Vec<Value> {
    let gallery = fixtures::forms().into_iter().map(|form| form.document().clone());
    let written = [forms::every_kind(), forms::numbers_and_times(), forms::foreign(), selections::document()];
    gallery.chain(written).chain((0..generated_forms).map(generated::document)).collect()
}

/// Tries a law on answers to every document.
fn everywhere(generated_forms: u64, residents: u64, law: impl Fn(&PublishedForm, &RawAnswers, &Evaluation)) {
    for document in documents(generated_forms) {
        let form = forms::published(document);
        for seed in 0..residents {
            let raw = Resident::new(seed).answers(&form);
            law(&form, &raw, &form.evaluate(&raw, TODAY));
        }
    }
}

#[test]
fn generated_forms_have_every_kind() {
    let meta: Value = serde_json::from_str(META_SCHEMA).unwrap();
    let names = meta["$defs"]["field"]["properties"]["x-kind"]["examples"].as_array().unwrap();
    let registered: BTreeSet<&str> = names.iter().filter_map(Value::as_str).collect();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut in_rows: BTreeSet<&str> = BTreeSet::new();
    let mut calculated = 0;
    for seed in 0..400 {
        let form = forms::published(generated::document(seed));
        if seed < 200 {
            seen.extend(form.fields().map(|field| field.kind().as_str()));
        }
        in_rows.extend(
            form.fields().filter_map(Field::group).flat_map(|group| group.fields()).map(|one| one.kind().as_str()),
        );
        calculated += form.fields().filter(|field| field.is_calculated()).count();
    }
    assert_eq!(seen, registered);
    let alone = ["file", "group", "hidden", "image", "signature", "slot"];
    let rest: Vec<&str> = registered.difference(&in_rows).copied().collect();
    assert_eq!(rest, alone, "every kind that may stand in a row does in one of the forms");
    assert!(calculated > 50);
}

#[test]
fn printing_and_reading_change_nothing() {
    for document in documents(100) {
        for text in [serde_json::to_string(&document).unwrap(), serde_json::to_string_pretty(&document).unwrap()] {
            let read = read_json(text.as_bytes()).unwrap();
            assert_eq!(read, document);
            let form = forms::published(read);
            // To the letter: the order of members is the order of questions.
            assert_eq!(form.document().to_string(), document.to_string());
        }
    }
}

#[test]
fn any_json_is_read_as_it_was_printed() {
    let mut dice = Dice(11);
    let corpus = documents(20);
    for round in 0..2000 {
        let mut value = dice.pick(&corpus);
        for _ in 0..=dice.roll(3) {
            mutate(&mut value, &mut dice);
        }
        assert_eq!(read_json(value.to_string().as_bytes()).unwrap(), value, "{round}");
        let bits = (u64::try_from(dice.roll(1 << 31)).unwrap() << 33) ^ u64::try_from(dice.roll(1 << 31)).unwrap();
        let double = f64::from_bits(bits);
        if double.is_finite() {
            assert_eq!(read_json(json!(double).to_string().as_bytes()).unwrap(), json!(double));
        }
    }
}

/// Of too many rows, hidden answers alone count as rows, so that the flood is refused as one; nobody sends it again.
fn is_flooded(form: &PublishedForm, evaluation: &Evaluation) -> bool {
    let flood = |field: &Field| field.group().is_some();
    let too_many = evaluation.violations.iter().filter(|one| one.code == "maxItems");
    too_many.filter_map(|one| form.field(one.field()?)).any(flood)
}

#[test]
fn normalised_answers_are_normal() {
    everywhere(120, 20, |form, raw, once| {
        if is_flooded(form, once) {
            return;
        }
        let again = form.evaluate(&RawAnswers(once.answers.clone()), TODAY);
        assert_eq!(json!(again.answers).to_string(), json!(once.answers).to_string(), "{raw:#?}");
        assert_eq!(again.pages, once.pages);
        if let Ok(valid) = form.accept(raw, TODAY) {
            assert_eq!(form.accept(&RawAnswers(valid.as_map().clone()), TODAY), Ok(valid));
        }
    });
}

/// Whether a field of a scope is shown and required, by the document's own words.
fn expected(schema: &Value, answers: &Map<String, Value>, listed: &Value, name: &str) -> (bool, bool) {
    let asks = |keyword: &str| schema.get(keyword).map(|predicate| naive::holds(predicate, answers));
    let shown = asks("x-show-when").unwrap_or(true);
    let is_listed = listed.as_array().is_some_and(|names| names.iter().any(|one| one == name));
    (shown, is_listed || asks("x-required-when").unwrap_or(false))
}

fn check_rows(group: &Field, document: &Value, seen: &Value, states: &[RowState]) {
    let items = &document["properties"][group.name()]["items"];
    for (row, state) in seen.as_array().unwrap().iter().zip(states) {
        let Some(row) = row.as_object() else {
            continue;
        };
        for member in group.group().unwrap().fields() {
            let name = member.name();
            let (shown, required) = expected(&items["properties"][name], row, &items["required"], name);
            assert_eq!((state.is_shown(name), state.is_required(name)), (shown, shown && required), "{name} {row:?}");
            assert!(shown || !row.contains_key(name), "{name} is hidden and answered: {row:?}");
        }
    }
}

#[test]
fn visibility_follows_from_the_answers_that_are_left() {
    everywhere(120, 20, |form, raw, evaluation| {
        let (document, seen) = (form.document(), naive::seen(form, evaluation));
        let open = |object: &Value| object.get("x-show-when").is_none_or(|when| naive::holds(when, &seen));
        for (index, page) in form.pages().iter().enumerate() {
            let written = &document["x-pages"][index];
            let page_open = open(written);
            let mut any = false;
            for (position, block) in page.blocks.iter().enumerate() {
                let written = &written["blocks"][position];
                let mut shown = page_open && open(written);
                if let Some(field) = written.get("field").and_then(Value::as_str).or_else(|| {
                    // Without pages every field stands on the only one.
                    document
                        .get("x-pages")
                        .is_none()
                        .then(|| document["properties"].as_object().unwrap().keys().nth(position).unwrap().as_str())
                }) {
                    let (own, required) = expected(&document["properties"][field], &seen, &document["required"], field);
                    shown &= own;
                    let decided = (evaluation.is_shown(field), evaluation.is_required(field));
                    assert_eq!(decided, (shown, shown && required), "{field} {raw:#?} {seen:#?}");
                }
                assert_eq!(evaluation.is_block_shown(index, position), shown, "{block:?}");
                any |= shown;
            }
            assert_eq!(evaluation.pages[index].shown, any);
            let exits = written.get("x-exits").and_then(Value::as_array);
            let exit = exits.and_then(|exits| exits.iter().position(|exit| any && naive::holds(&exit["when"], &seen)));
            assert_eq!(evaluation.pages[index].exit, exit);
        }
        for group in form.fields().filter(|field| field.group().is_some()) {
            if let Some(rows) = seen.get(group.name()).filter(|rows| rows.is_array()) {
                check_rows(group, document, rows, evaluation.rows(group.name()));
            }
        }
    });
}

#[test]
fn no_answer_outside_the_journey_survives() {
    everywhere(120, 20, |form, raw, evaluation| {
        for field in form.fields() {
            let answered = evaluation.answers.contains_key(field.name());
            assert!(evaluation.is_shown(field.name()) || !answered, "{} is hidden", field.name());
        }
        // Whatever is sent for calculated fields, the answers are the same.
        let mut meddled = raw.clone();
        for field in form.fields().filter(|field| field.is_calculated()) {
            meddled.0.insert(field.name().to_owned(), json!("安くして"));
        }
        let again = form.evaluate(&meddled, TODAY);
        assert_eq!((&again.answers, &again.violations), (&evaluation.answers, &evaluation.violations));
        let Ok(valid) = form.accept(raw, TODAY) else {
            return;
        };
        assert_eq!(valid.as_map(), &evaluation.answers);
        let allows =
            ["patternProperties", "additionalProperties"].iter().any(|word| form.document().get(word).is_some());
        let unknown = valid.as_map().keys().find(|name| form.field(name).is_none());
        assert!(allows || unknown.is_none(), "{unknown:?}");
        assert_eq!(form.cells(valid.as_map()).len(), form.columns().len());
        let rows: usize = form.display(valid.as_map()).iter().map(|page| page.rows.len()).sum();
        assert!(rows <= valid.as_map().len());
    });
}

#[test]
fn dice_are_fair() {
    let (mut accepted, mut all) = (0, 0);
    for seed in 0..120 {
        let form = forms::published(generated::document(seed));
        for resident in 0..20 {
            let evaluation = form.evaluate(&Resident::new(resident).answers(&form), TODAY);
            all += 1;
            accepted += usize::from(verdict(&evaluation));
        }
    }
    assert!(4 * accepted > all && 4 * accepted < 3 * all, "{accepted} of {all}");
}

/// What a plain validator should say.
fn verdict(evaluation: &Evaluation) -> bool {
    let plain = evaluation.violations.iter().any(|one| reach(one.code) == Some(Reach::Contract));
    !plain && evaluation.exit().is_none()
}

/// Everything that a form which somebody tampered with must still be able to do.
fn use_it(form: &PublishedForm, seed: u64, dice: &mut Dice) {
    let contract = form.contract();
    let stock = jsonschema::draft202012::new(&contract).unwrap();
    for resident in 0..3 {
        let mut raw = Resident::new(seed * 3 + resident).answers(form);
        if resident == 2 {
            let mut answers = Value::Object(raw.0);
            mutate(&mut answers, dice);
            raw = RawAnswers(answers.as_object().cloned().unwrap_or_default());
        }
        let evaluation = form.evaluate(&raw, TODAY);
        assert_eq!(form.cells(&evaluation.answers).len(), form.columns().len());
        let _ = form.display(&evaluation.answers);
        let normalised = json!(evaluation.answers);
        let theirs = stock.is_valid(&normalised);
        assert_eq!(theirs, verdict(&evaluation), "{contract}\n{normalised}\n{:#?}", evaluation.violations);
        let again = form.evaluate(&RawAnswers(evaluation.answers.clone()), TODAY);
        assert!(is_flooded(form, &evaluation) || json!(again.answers) == normalised, "{raw:#?}\n{}", form.document());
    }
}

fn tampered(rounds: std::ops::Range<u64>) -> usize {
    let corpus = documents(40);
    let mut published = 0;
    for round in rounds {
        let mut dice = Dice(round * 7 + 1);
        let mut document = dice.pick(&corpus);
        for _ in 0..=dice.roll(3) {
            mutate(&mut document, &mut dice);
        }
        let has_error = lint(&document).iter().any(|problem| problem.severity == Severity::Error);
        match publish(document) {
            Ok(form) => {
                assert!(!has_error);
                use_it(&form, round, &mut dice);
                published += 1;
            }
            Err(_) => assert!(has_error),
        }
    }
    published
}

#[test]
fn tampered_documents_are_refused_or_work_1() {
    assert!(tampered(0..500) > 50);
}

#[test]
fn tampered_documents_are_refused_or_work_2() {
    assert!(tampered(500..1000) > 50);
}

#[test]
fn tampered_documents_are_refused_or_work_3() {
    assert!(tampered(1000..1500) > 50);
}

#[test]
fn tampered_documents_are_refused_or_work_4() {
    assert!(tampered(1500..2000) > 50);
}

/// Where no type allows it, `null` is the same as no answer at all.
#[test]
fn null_is_no_answer() {
    for document in documents(60) {
        let form = forms::published(document.clone());
        let nothing = form.evaluate(&RawAnswers::default(), TODAY);
        for field in form.fields() {
            let schema = &document["properties"][field.name()];
            // A reference may lead to a type that allows it.
            if schema["type"].is_array() || schema.get("$ref").is_some() {
                continue;
            }
            let raw = RawAnswers(Map::from_iter([(field.name().to_owned(), Value::Null)]));
            let evaluation = form.evaluate(&raw, TODAY);
            assert_eq!(evaluation.answers, nothing.answers, "{}", field.name());
            assert_eq!(evaluation.violations, nothing.violations, "{}", field.name());
        }
    }
}
