//! How fast forms are published and answers accepted, on one core. `bench/engines/engines.mjs` runs it beside other
//! engines: `throughput samples` prints the form and its answers, `throughput measure SECONDS` prints figures, both as JSON.
//! Also how long the worst of the hostile documents and answers takes, and how much memory.

#![expect(clippy::unwrap_used, reason = "a tool for measuring stops at what it does not expect")]

mod hostile;

use jiff::civil::Date;
use madoguchi_schema::{PublishedForm, RawAnswers, publish};
use serde_json::{Value, json};
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

const FORM: &str = "vaccine-booking";
const SAMPLES: usize = 1000;
const FIELDS_OF_THE_LARGE_FORM: usize = 1000;
const ROUNDS_OF_THE_LARGE_FORM: usize = 20;
/// As much as the server reads of one request that carries answers: as many fields get a hostile value at once.
const LARGEST_BODY: usize = 2 * 1024 * 1024;
/// Enough that one round is not disturbed by whatever else the machine does.
const ROUNDS_OF_HOSTILITY: usize = 5;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["samples"] => samples(),
        ["measure", seconds] => measure(Duration::from_secs_f64(seconds.parse().unwrap())),
        _ => eprintln!("throughput samples | throughput measure SECONDS"),
    }
}

fn fixture(folder: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../fixtures/{folder}/{FORM}.json"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The day of receipt, and answers as typed: accepted and refused ones in turn.
fn answers() -> (Date, Vec<RawAnswers>) {
    let file = fixture("answers");
    let cases = file["cases"].as_array().unwrap();
    let raw = |accepted: bool| -> Vec<RawAnswers> {
        let cases = cases.iter().filter(|case| case.get("accepted").is_some() == accepted);
        cases.map(|case| RawAnswers(case["answers"].as_object().unwrap().clone())).collect()
    };
    let (good, bad) = (raw(true), raw(false));
    let mixed = (0..SAMPLES).map(|turn| {
        let list = if turn % 2 == 0 { &good } else { &bad };
        list[(turn / 2) % list.len()].clone()
    });
    (file["today"].as_str().unwrap().parse().unwrap(), mixed.collect())
}

fn samples() {
    let (today, answers) = answers();
    let form = publish(fixture("forms")).unwrap();
    let sample = |raw: &RawAnswers| {
        let evaluation = form.evaluate(raw, today);
        json!({ "normalised": evaluation.answers, "accepted": form.accept(raw, today).is_ok() })
    };
    let samples: Vec<Value> = answers.iter().map(sample).collect();
    println!("{}", json!({ "document": form.document(), "contract": form.contract(), "samples": samples }));
}

fn measure(span: Duration) {
    let (today, answers) = answers();
    // First of all, because peak memory only ever grows.
    let hostile = hostility(today);
    let form = publish(fixture("forms")).unwrap();
    let (mut count, began) = (0_u64, Instant::now());
    while began.elapsed() < span {
        for raw in &answers {
            let _ = black_box(form.accept(black_box(raw), today));
        }
        count += answers.len() as u64;
    }
    let per_second = count as f64 / began.elapsed().as_secs_f64();
    let (publish_ms, accept_ms) = large_form(today);
    let figures = json!({ "acceptPerSecond": per_second, "fields": form.fields().count(), "hostile": hostile,
        "large": { "fields": FIELDS_OF_THE_LARGE_FORM, "publishMs": publish_ms, "acceptMs": accept_ms } });
    println!("{figures}");
}

/// What the worst of the hostile documents and answers cost: `publishMs`, `evaluateMs` (with `…Of` saying which it was),
/// and `peakMegabytes`, by how much all documents together raised the peak of memory (Linux only).
fn hostility(today: Date) -> Value {
    let (documents, values) = (hostile::documents(), hostile::values());
    let form = largest_of_the_gallery();
    let before = peak_kilobytes();
    let publishing = documents.iter().map(|(name, document, _)| {
        let rounds = (0..ROUNDS_OF_HOSTILITY).map(|_| {
            let document = document.clone();
            let began = Instant::now();
            let _ = black_box(publish(black_box(document)));
            millis(began)
        });
        (rounds.fold(f64::MAX, f64::min), *name)
    });
    let publishing = worst(publishing);
    let peak = before.zip(peak_kilobytes()).map(|(before, after)| (after - before) / 1000.0);
    let evaluating = values.iter().flat_map(|(name, value)| {
        let each = value.to_string().len();
        let at_once = (LARGEST_BODY / each).max(1);
        let names: Vec<&str> = form.fields().map(madoguchi_schema::Field::name).collect();
        let sets = names.chunks(at_once).map(|names| {
            let answers = names.iter().map(|name| ((*name).to_owned(), value.clone()));
            time_answers(&form, &RawAnswers(answers.collect()), today)
        });
        sets.map(|time| (time, *name)).collect::<Vec<_>>()
    });
    let evaluating = worst(evaluating);
    json!({ "publishMs": publishing.0, "publishOf": publishing.1, "evaluateMs": evaluating.0, "evaluateOf": evaluating.1,
        "fields": form.fields().count(), "peakMegabytes": peak })
}

fn time_answers(form: &PublishedForm, answers: &RawAnswers, today: Date) -> f64 {
    let rounds = (0..ROUNDS_OF_HOSTILITY).map(|_| {
        let began = Instant::now();
        let _ = black_box(form.evaluate(black_box(answers), today));
        millis(began)
    });
    rounds.fold(f64::MAX, f64::min)
}

fn worst<'a>(timed: impl Iterator<Item = (f64, &'a str)>) -> (f64, &'a str) {
    timed.fold((0.0, ""), |worst, one| if one.0 > worst.0 { one } else { worst })
}

fn largest_of_the_gallery() -> PublishedForm {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/forms");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap());
    let forms = files.map(|text| publish(serde_json::from_str(&text).unwrap()).unwrap());
    forms.max_by_key(|form| form.fields().count()).unwrap()
}

/// The most memory that this process ever had, as Linux tells it.
fn peak_kilobytes() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse().ok()
}

/// Milliseconds to publish a form with as many fields as there may be, each shown because of the one before, and to
/// accept its answers. The best of several rounds.
fn large_form(today: Date) -> (f64, f64) {
    let (mut publishing, mut accepting) = (f64::MAX, f64::MAX);
    for _ in 0..ROUNDS_OF_THE_LARGE_FORM {
        let document = large_document();
        let began = Instant::now();
        let form = black_box(publish(document).unwrap());
        publishing = publishing.min(millis(began));
        accepting = accepting.min(accept_all(&form, today));
    }
    (publishing, accepting)
}

fn accept_all(form: &PublishedForm, today: Date) -> f64 {
    let answers = form.fields().map(|field| (field.name().to_owned(), json!("はい")));
    let raw = RawAnswers(answers.collect());
    let began = Instant::now();
    assert!(black_box(form.accept(&raw, today)).is_ok());
    millis(began)
}

fn large_document() -> Value {
    let mut properties = serde_json::Map::new();
    let mut pages = Vec::new();
    for number in 0..FIELDS_OF_THE_LARGE_FORM {
        let mut field = json!({ "type": "string", "title": format!("質問{number}"), "maxLength": 100 });
        if number % 20 > 0 {
            let before = format!("q{}", number - 1);
            field["x-show-when"] = json!({ "properties": { before: { "const": "はい" } } });
        }
        properties.insert(format!("q{number}"), field);
        if number % 20 == 0 {
            pages.push(json!({ "id": format!("p{number}"), "title": "ページ", "blocks": [] }));
        }
        let blocks = pages.last_mut().unwrap()["blocks"].as_array_mut().unwrap();
        blocks.push(json!({ "field": format!("q{number}") }));
    }
    json!({ "type": "object", "title": "大きな書類", "properties": properties, "x-pages": pages })
}

fn millis(began: Instant) -> f64 {
    began.elapsed().as_secs_f64() * 1000.0
}
