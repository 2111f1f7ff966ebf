//! Says what the server would say of drafts (`scripts/drafts.mjs`): a form document a line comes in, a line of JSON goes
//! out, the codes of its errors with their places. What cannot be read is an error too, of code `unreadable`. Read and
//! judged by the functions that answer when a draft is saved; hints and warnings are left out.

use madoguchi_schema::{Severity, StrictJson, lint};
use serde_json::{Value, json};
use std::io::{BufWriter, Read, Result, Write};
use std::num::NonZero;
use std::thread;

fn main() -> Result<()> {
    let mut text = String::new();
    std::io::stdin().lock().read_to_string(&mut text)?;
    let lines: Vec<&str> = text.lines().collect();
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    let share = lines.len().div_ceil(workers).max(1);
    let verdicts: Vec<Value> = thread::scope(|scope| {
        let shares: Vec<_> = lines
            .chunks(share)
            .map(|lines| scope.spawn(|| lines.iter().map(|line| errors(line)).collect::<Vec<_>>()))
            .collect();
        shares
            .into_iter()
            .flat_map(|share| share.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    let mut out = BufWriter::new(std::io::stdout().lock());
    for verdict in verdicts {
        writeln!(out, "{verdict}")?;
    }
    out.flush()
}

fn errors(line: &str) -> Value {
    match serde_json::from_str::<StrictJson>(line) {
        Err(error) => json!([{ "code": "unreadable", "at": "", "params": { "reason": error.to_string() } }]),
        Ok(StrictJson(document)) => lint(&document)
            .into_iter()
            .filter(|problem| problem.severity == Severity::Error)
            .map(|problem| json!({ "code": problem.code, "at": problem.at, "params": problem.params }))
            .collect(),
    }
}
