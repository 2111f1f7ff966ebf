//! JSON: one array with an object per submission, the answers exactly as they were accepted.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use serde_json::json;

use super::rows::{Heading, Record};
use super::{ExportError, Writer};

pub(super) struct JsonWriter {
    file: BufWriter<File>,
    is_first: bool,
}

impl JsonWriter {
    pub(super) fn create(path: &Path) -> Result<Self, ExportError> {
        Ok(Self { file: BufWriter::new(File::create(path).map_err(failed)?), is_first: true })
    }
}

impl Writer for JsonWriter {
    fn headings(&mut self, _: &[Heading]) -> Result<(), ExportError> {
        self.file.write_all(b"[").map_err(failed)
    }

    fn record(&mut self, record: &Record) -> Result<(), ExportError> {
        let separator: &[u8] = if self.is_first { b"\n" } else { b",\n" };
        self.is_first = false;
        self.file.write_all(separator).map_err(failed)?;
        let object = json!({
            "receipt_number": record.receipt_number,
            "received_at": record.received_at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
            "state": record.state,
            "version": record.version,
            "channel": record.channel,
            "entered_by": Some(&record.entered_by).filter(|name| !name.is_empty()),
            "answers": record.answers,
        });
        serde_json::to_writer(&mut self.file, &object).map_err(failed)
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        self.file.write_all(b"\n]\n").map_err(failed)?;
        self.file.flush().map_err(failed)
    }
}

fn failed(error: impl Into<anyhow::Error>) -> ExportError {
    ExportError::Write(error.into())
}
