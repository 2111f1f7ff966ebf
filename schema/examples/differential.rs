//! Prints verdicts for another JSON Schema validator to check (`scripts/differential.mjs`), one JSON text a line: a
//! form's contract (`{form, contract}`), then normalised answers with what this crate says about them
//! (`{form, instance, verdict, accepted}`). The verdict leaves out what is marked `beyond`; `accepted` leaves out nothing.
//! The argument says how many generated forms there are.

#![expect(clippy::unwrap_used, reason = "a tool for tests stops at what it does not expect")]

#[path = "../tests/it/forms.rs"]
mod forms;
#[path = "../tests/it/generated.rs"]
mod generated;
#[path = "../tests/it/mutation.rs"]
mod mutation;
#[path = "../tests/it/questions.rs"]
mod questions;
#[path = "../tests/it/resident.rs"]
mod resident;
#[path = "../tests/it/selections.rs"]
mod selections;

use jiff::civil::{Date, date};
use madoguchi_schema::violation::{Reach, reach};
use madoguchi_schema::{PublishedForm, RawAnswers};
use serde_json::{Value, json};
use std::io::{BufWriter, Result, Write};
use std::path::Path;

const TODAY: Date = date(2026, 4, 1);
const ROUNDS: u64 = 60;
const ROUNDS_OF_GENERATED_FORMS: u64 = 20;
/// How many mistakes are made on purpose at every question.
const SLIPS: u64 = 6;

fn main() -> Result<()> {
    let count = std::env::args().nth(1).unwrap_or_default().parse().map_err(std::io::Error::other)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for (name, document) in gallery()? {
        print(&name, &forms::published(document), ROUNDS, &mut out)?;
    }
    let written = [
        ("everyKind", forms::every_kind()),
        ("numbersAndTimes", forms::numbers_and_times()),
        ("foreign", forms::foreign()),
        ("selections", selections::document()),
    ];
    for (name, document) in written {
        print(name, &forms::published(document), ROUNDS, &mut out)?;
    }
    for seed in 0..count {
        let form = forms::published(generated::document(seed));
        print(&format!("generated{seed}"), &form, ROUNDS_OF_GENERATED_FORMS, &mut out)?;
    }
    out.flush()
}

fn gallery() -> Result<Vec<(String, Value)>> {
    let mut documents = Vec::new();
    for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/forms"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            documents.push((name, serde_json::from_str(&std::fs::read_to_string(path)?)?));
        }
    }
    Ok(documents)
}

fn print(name: &str, form: &PublishedForm, rounds: u64, out: &mut impl Write) -> Result<()> {
    writeln!(out, "{}", json!({ "form": name, "contract": form.contract() }))?;
    let mut right = None;
    for seed in 0..rounds {
        let raw = resident::Resident::new(seed).answers(form);
        if judge(name, form, &raw, out)? {
            right.get_or_insert(raw);
        }
    }
    // From right answers one mistake away: the verdict hangs on how this one is judged.
    for field in form.fields().filter(|field| right.is_some() && field.group().is_none()) {
        for seed in 0..SLIPS {
            let mut raw = right.clone().unwrap_or_default();
            raw.0.insert(field.name().to_owned(), resident::Resident::new(seed).slip(field));
            judge(name, form, &raw, out)?;
        }
    }
    Ok(())
}

/// Prints normalised answers with the verdict; tells whether they were accepted.
fn judge(name: &str, form: &PublishedForm, raw: &RawAnswers, out: &mut impl Write) -> Result<bool> {
    let evaluation = form.evaluate(raw, TODAY);
    let plain = evaluation.violations.iter().any(|one| reach(one.code) == Some(Reach::Contract));
    let verdict = !plain && evaluation.exit().is_none();
    let accepted = form.accept(raw, TODAY).is_ok();
    let told = json!({ "form": name, "instance": evaluation.answers, "verdict": verdict, "accepted": accepted });
    writeln!(out, "{told}")?;
    Ok(accepted)
}
