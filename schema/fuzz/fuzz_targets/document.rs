//! Any JSON text as a form document, and as a foreign schema to import: problems or a form, never a panic. A form that
//! comes out must answer for itself: its contract compiles, nothing and everything empty get verdicts.

#![no_main]

use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use madoguchi_schema::{RawAnswers, Severity, import, lint, publish, read_json};
use serde_json::{Map, Value};

fuzz_target!(|text: &[u8]| {
    let Ok(document) = read_json(text) else {
        return;
    };
    if let Ok(imported) = import(&document) {
        assert!(publish(imported.document).is_ok(), "what is imported can be published");
    }
    let problems = lint(&document);
    if let Ok(form) = publish(document) {
        assert!(problems.iter().all(|problem| problem.severity != Severity::Error));
        let _ = form.contract();
        for value in [Value::Null, Value::from("1"), Value::from(1), Value::Array(Vec::new())] {
            let answers: Map<String, Value> = form.fields().map(|field| (field.name().to_owned(), value.clone())).collect();
            let evaluation = form.evaluate(&RawAnswers(answers), date(2026, 4, 1));
            let _ = form.display(&evaluation.answers);
            assert_eq!(form.cells(&evaluation.answers).len(), form.columns().len());
        }
    }
});
