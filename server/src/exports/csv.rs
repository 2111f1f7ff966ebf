//! CSV (RFC 4180) in UTF-8 with a byte order mark.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use madoguchi_schema::Cell;

use super::rows::{Heading, LEADING, Record};
use super::{ExportError, Writer};

pub(super) struct CsvWriter {
    csv: ::csv::Writer<BufWriter<File>>,
}

impl CsvWriter {
    pub(super) fn create(path: &Path) -> Result<Self, ExportError> {
        let mut file = BufWriter::new(File::create(path).map_err(failed)?);
        file.write_all("\u{feff}".as_bytes()).map_err(failed)?;
        let csv = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(file);
        Ok(Self { csv })
    }
}

impl Writer for CsvWriter {
    fn headings(&mut self, headings: &[Heading]) -> Result<(), ExportError> {
        let labels = headings.iter().map(|heading| guarded(&heading.label));
        self.csv.write_record(LEADING.iter().map(|label| (*label).to_owned()).chain(labels)).map_err(failed)
    }

    fn record(&mut self, record: &Record) -> Result<(), ExportError> {
        let leading = [
            record.receipt_number.clone(),
            record.received_at.strftime("%Y-%m-%d %H:%M:%S").to_string(),
            record.state.label().to_owned(),
            record.version.to_string(),
            record.channel.label().to_owned(),
            guarded(&record.entered_by),
        ];
        self.csv.write_record(leading.into_iter().chain(record.cells.iter().map(text))).map_err(failed)
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        self.csv.flush().map_err(failed)
    }
}

fn failed(error: impl Into<anyhow::Error>) -> ExportError {
    ExportError::Write(error.into())
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => guarded(text),
        Cell::Integer(number) => number.to_string(),
        Cell::Decimal(number) => number.to_string(),
        Cell::Date(date) => date.to_string(),
    }
}

/// A spreadsheet takes a cell that begins like a formula for one (OWASP ASVS 5.0, 1.2.10). An apostrophe in front makes
/// it text. Full-width signs count too: input methods and spreadsheets fold them.
pub(crate) fn guarded(text: &str) -> String {
    let first = text.trim_start_matches(' ').chars().next();
    let is_formula = first.is_some_and(|first| "=+-@\t\r\n\0＝＋－＠".contains(first));
    if is_formula { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_formula_becomes_text() {
        for hostile in ["=1+1", "+81", "-2", "@SUM(A1)", "\t=1", " =1", "＝1", "－1"] {
            assert!(guarded(hostile).starts_with('\''), "{hostile:?}");
        }
        for plain in ["090-1234-5678", "令和", "", "a=b"] {
            assert_eq!(guarded(plain), plain);
        }
        assert_eq!(text(&Cell::Integer(-2)), "-2");
    }
}
