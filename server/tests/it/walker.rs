//! Every way through every form of the gallery, walked over HTTP by a browser without JavaScript: what `form paths` names
//! is what residents meet, and what is received is what the form engine says of the same answers.

use madoguchi::db::entity::submission;
use madoguchi::forms::live::Version;
use madoguchi::ids::FormId;
use madoguchi::submissions::open::open;
use madoguchi_schema::{Field, Prefill, PublishedForm, RawAnswers, Route, Widget};
use sea_orm::EntityTrait;
use serde_json::{Map, Value, json};

use crate::harness::{Browser, TestApp, fixtures};

/// More pages than any form has, rows and newly shown questions included.
const STEPS: usize = 200;
/// Ways walked of one form; what is beyond them differs in answers, not in pages.
const WAYS: usize = 40;

on_both_databases! {
    /// The gallery, way by way.
    async fn every_way_ends_where_the_engine_says(app) {
        for slug in fixtures::slugs() {
            let form = app.publish_fixture_for_many(&slug).await;
            let live = app.app.live_forms.by_slug(&app.app.db, &app.app.vault, app.organization.id, &slug).await.unwrap();
            let version = live.unwrap().version.clone();
            let today = app.app.clock.now().day_in(&app.app.time_zone);
            let paths = version.form.paths(WAYS, today);
            assert!(!paths.routes.is_empty(), "{slug}");
            for (index, route) in paths.routes.iter().enumerate() {
                walk(app, &slug, form, &version, route, &format!("{slug} way {index}")).await;
            }
        }
        app.run_jobs().await;
    }
}

async fn walk(app: &TestApp, slug: &str, form_id: FormId, version: &Version, route: &Route, name: &str) {
    let form = &version.form;
    let mut browser = Browser::begin(&app.resident(), &address(app, slug, form_id, form, &route.answers).await).await;
    let mut pages: Vec<String> = Vec::new();
    for _ in 0..STEPS {
        let page = browser.sheet.hidden("_page").to_owned();
        assert_eq!(browser.sheet.status, 200, "{name}: {}", browser.sheet.text);
        if page == "_confirmation" {
            assert_eq!(route.exit, None, "{name}: the way should end before the confirmation");
            browser.press("submit").await;
            break;
        }
        if !browser.sheet.has_button("next") {
            assert!(route.exit.is_some(), "{name}: ended early at {page}: {}", browser.sheet.heading);
            assert_eq!(pages, route.pages, "{name}");
            return;
        }
        if pages.last() != Some(&page) {
            pages.push(page);
        }
        fill_page(&mut browser, form, &route.answers).await;
        browser.press("next").await;
        assert!(browser.sheet.errors.is_empty(), "{name}, {pages:?}: {:?}", browser.sheet.errors);
    }
    assert!(browser.path.starts_with("/r/"), "{name}: {pages:?} {} {}", browser.path, browser.sheet.text);
    assert_eq!(pages, route.pages, "{name}");
    assert_eq!(route.exit, None, "{name}");
    assert_received(app, &browser.sheet.text, form, route, name).await;
}

/// Where the way begins: with the parameters and the personal link its hidden answers come with.
async fn address(app: &TestApp, slug: &str, id: FormId, form: &PublishedForm, answers: &Map<String, Value>) -> String {
    let mut from_link = Map::new();
    let mut parameters = Vec::new();
    for field in form.fields() {
        let Some(text) = answers.get(field.name()).and_then(Value::as_str) else { continue };
        match field.prefill() {
            Some(Prefill::Query { parameter }) => parameters.push((parameter.clone(), text.to_owned())),
            Some(Prefill::Link) => {
                from_link.insert(field.name().to_owned(), json!(text));
            }
            None => {}
        }
    }
    let mut path = format!("/f/{slug}");
    if !from_link.is_empty() {
        let made = app.clerk().await;
        let made = made
            .post(
                &format!("/api/v1/staff/forms/{id}/prefill-links"),
                &json!({ "values": from_link, "expires_in_days": 30 }),
            )
            .await
            .expect(201)
            .json();
        path = made["url"].as_str().unwrap().strip_prefix(app.organization.base_url.as_str()).unwrap().to_owned();
    }
    for (parameter, value) in parameters {
        let sign = if path.contains('?') { '&' } else { '?' };
        let value: String = value.bytes().map(|byte| format!("%{byte:02X}")).collect();
        path = format!("{path}{sign}{parameter}={value}");
    }
    path
}

/// Fills in every question that stands on the page.
async fn fill_page(browser: &mut Browser, form: &PublishedForm, answers: &Map<String, Value>) {
    let shown: Vec<String> = browser.sheet.hidden("_shown").split_whitespace().map(str::to_owned).collect();
    for field in form.fields().filter(|field| shown.iter().any(|name| name == field.name())) {
        match (field.group(), answers.get(field.name())) {
            (Some(group), Some(Value::Array(rows))) => {
                while tokens(browser, field.name()).len() < rows.len() {
                    browser.press(&format!("add-row:{}", field.name())).await;
                }
                // Adding a row brought the page back: what was filled in before it is still there.
                for (token, row) in tokens(browser, field.name()).into_iter().zip(rows) {
                    for inner in group.fields() {
                        let seat = format!("{}.{token}.{}", field.name(), inner.name());
                        fill(browser, inner, &seat, row.get(inner.name()));
                    }
                }
            }
            (None, value) => fill(browser, field, field.name(), value),
            _ => {}
        }
    }
}

fn tokens(browser: &Browser, group: &str) -> Vec<String> {
    let of_group = browser.sheet.controls.iter().filter(|control| control.name == group);
    of_group.map(|control| control.value.clone()).collect()
}

/// Answers one question; one that is not on the page yet is left for later.
fn fill(browser: &mut Browser, field: &Field, seat: &str, value: Option<&Value>) {
    let is_there = browser
        .sheet
        .controls
        .iter()
        .any(|control| control.name == seat || control.name.starts_with(&format!("{seat}.")));
    let Some(value) = value.filter(|_| is_there) else { return };
    if field.takes_files() {
        // What was taken already stands in the list above the input.
        let remove = format!("remove-file:{seat}:0");
        if browser.sheet.has(seat) && !browser.sheet.has_button(&remove) {
            let count = value.as_array().map_or(1, Vec::len);
            browser.choose_files(
                seat,
                (0..count).map(|place| (format!("写真{place}.png"), fixtures::picture())).collect(),
            );
        }
        return;
    }
    match field.widget() {
        Widget::Checkbox { .. } => browser.tick(seat, if value == &json!(true) { &["true"] } else { &[] }),
        Widget::Checkboxes => pick(browser, seat, &texts(value)),
        Widget::Radio | Widget::Rating { .. } => pick(browser, seat, &texts(value)),
        Widget::Select => {
            let text = text(value);
            let is_listed = browser.sheet.controls.iter().any(|one| one.name == seat && one.options.contains(&text));
            if is_listed { browser.fill(seat, &text) } else { other(browser, seat, &text) }
        }
        Widget::Matrix { rows } => {
            for row in rows {
                if let Some(chosen) = value.get(&row.name) {
                    browser.tick(&format!("{seat}.{}", row.name), &[&text(chosen)]);
                }
            }
        }
        Widget::Ranking { .. } => {
            for (place, chosen) in texts(value).iter().enumerate() {
                browser.fill(&format!("{seat}.{}", place + 1), chosen);
            }
        }
        Widget::Slot { .. } => browser.fill(seat, value["slot"].as_str().unwrap()),
        _ => write(browser, seat, value),
    }
}

/// Ticks the choices; what is none of them is written beside 「その他」.
fn pick(browser: &mut Browser, seat: &str, wanted: &[String]) {
    let is_choice = |value: &String| browser.sheet.controls.iter().any(|one| one.name == seat && one.value == *value);
    let (listed, own): (Vec<&String>, Vec<&String>) = wanted.iter().partition(|value| is_choice(value));
    let mut values: Vec<&str> = listed.iter().map(|value| value.as_str()).collect();
    if !own.is_empty() {
        values.push(madoguchi_schema::OTHER);
    }
    browser.tick(seat, &values);
    for text in own {
        let text = text.strip_prefix(madoguchi_schema::OTHER).unwrap_or(text).trim_start_matches(':');
        browser.fill(&format!("{seat}.other"), text);
    }
}

fn other(browser: &mut Browser, seat: &str, text: &str) {
    browser.fill(seat, madoguchi_schema::OTHER);
    browser.fill(
        &format!("{seat}.other"),
        text.strip_prefix(madoguchi_schema::OTHER).unwrap_or(text).trim_start_matches(':'),
    );
}

/// Writes a value into the inputs it is split into: members by their names, days by year, month and day.
fn write(browser: &mut Browser, seat: &str, value: &Value) {
    let has = |part: &str| browser.sheet.has(&format!("{seat}.{part}"));
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                // What we work out (the name of a bank) has no input.
                let place = format!("{seat}.{name}");
                let is_there = browser
                    .sheet
                    .controls
                    .iter()
                    .any(|one| one.name == place || one.name.starts_with(&format!("{place}.")));
                if is_there {
                    write(browser, &place, member);
                }
            }
        }
        value if has("year") => {
            let text = text(value);
            for (part, piece) in ["year", "month", "day"].iter().zip(text.split('-')) {
                browser.fill(&format!("{seat}.{part}"), piece);
            }
        }
        value if has("hour") => {
            let text = text(value);
            for (part, piece) in ["hour", "minute"].iter().zip(text.split(':')) {
                browser.fill(&format!("{seat}.{part}"), piece);
            }
        }
        value if has("date.year") => {
            let text = text(value);
            let (date, time) = text.split_once('T').unwrap();
            write(browser, &format!("{seat}.date"), &json!(date));
            write(browser, &format!("{seat}.time"), &json!(time.get(..5).unwrap()));
        }
        value if has("address") && has("confirmation") => {
            browser.fill(&format!("{seat}.address"), &text(value));
            browser.fill(&format!("{seat}.confirmation"), &text(value));
        }
        value => browser.fill(seat, &text(value)),
    }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().map(text).collect(),
        // The free text beside the choices, as a program may send it.
        Value::Object(typed) => {
            let choice = typed.get("choice").map(texts).unwrap_or_default();
            let own = typed.get("other").map(text);
            let listed = choice.into_iter().filter(|choice| own.is_none() || choice != madoguchi_schema::OTHER);
            let listed: Vec<String> = listed.collect();
            listed.into_iter().chain(own).collect()
        }
        one => vec![text(one)],
    }
}

/// The submission whose number stands on the receipt holds what `accept` makes of the answers; of files only how many.
async fn assert_received(app: &TestApp, receipt: &str, form: &PublishedForm, route: &Route, name: &str) {
    let all = submission::Entity::find().all(app.app.db.read()).await.unwrap();
    let received = all.into_iter().find(|row| receipt.contains(&row.receipt_number));
    let id = received.unwrap_or_else(|| panic!("{name}: nothing was received")).id;
    let received = open(&app.app, app.organization.id, id).await.unwrap().unwrap().answers;
    let today = app.app.clock.now().day_in(&app.app.time_zone);
    let expected = form.accept(&RawAnswers(route.answers.clone()), today);
    let expected = expected.unwrap_or_else(|violations| panic!("{name}: {violations:?}")).into_map();
    assert_eq!(received.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "{name}");
    for (field, value) in &expected {
        if form.field(field).is_some_and(Field::takes_files) {
            assert_eq!(received[field].as_array().map(Vec::len), value.as_array().map(Vec::len), "{name}: {field}");
        } else {
            assert_eq!(received[field], *value, "{name}: {field}");
        }
    }
}
