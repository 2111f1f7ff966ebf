//! Exports: all submissions of a form as CSV, XLSX or JSON, streamed row by row in constant memory.
//!
//! Columns are those of the newest version, followed by what only older versions asked, so that nothing is lost when a
//! form changed. Knows no HTTP.

mod csv;
pub(crate) use csv::guarded;
pub mod download;
mod json;
mod rows;
mod xlsx;

use std::path::Path;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::db::DbErr;
use crate::ids::{FormId, OrganizationId};
use rows::{Heading, Record};

/// The kinds of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// UTF-8 with a byte order mark, which Excel needs to see that it is UTF-8.
    Csv,
    /// A workbook whose cells are typed, so that leading zeros stay.
    Xlsx,
    /// An array of objects with the answers as they were accepted.
    Json,
}

impl Format {
    /// The file name's ending.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Json => "json",
        }
    }

    /// The media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Json => "application/json",
        }
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "csv" => Ok(Self::Csv),
            "xlsx" => Ok(Self::Xlsx),
            "json" => Ok(Self::Json),
            other => Err(format!("{other:?} is none of csv, xlsx, json")),
        }
    }
}

/// Why there is no export.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// There is no such form.
    #[error("there is no such form")]
    NotFound,
    /// A worksheet holds 1,048,576 rows (ECMA-376); CSV and JSON have no such limit.
    #[error("there are more submissions than a worksheet can hold; export as csv instead")]
    TooManyRows,
    /// The file cannot be written.
    #[error("the file cannot be written: {0}")]
    Write(#[source] anyhow::Error),
    /// A stored submission cannot be opened.
    #[error("submission {0} cannot be opened")]
    Sealed(String),
    /// The database's.
    #[error(transparent)]
    Database(#[from] DbErr),
    /// A stored form cannot be used.
    #[error(transparent)]
    Form(#[from] crate::forms::live::LoadError),
}

/// One kind of file being written: headings first, then each record in turn.
trait Writer {
    fn headings(&mut self, headings: &[Heading]) -> Result<(), ExportError>;
    fn record(&mut self, record: &Record) -> Result<(), ExportError>;
    fn finish(self: Box<Self>) -> Result<(), ExportError>;
}

/// Writes all submissions of a form, oldest first, to `path`. Returns how many.
///
/// # Errors
/// See [`ExportError`]; the file is incomplete then.
pub async fn export(
    app: &App,
    organization: OrganizationId,
    form: FormId,
    format: Format,
    path: &Path,
) -> Result<u64, ExportError> {
    let mut writer: Box<dyn Writer + Send> = match format {
        Format::Csv => Box::new(csv::CsvWriter::create(path)?),
        Format::Xlsx => Box::new(xlsx::XlsxWriter::create(path)?),
        Format::Json => Box::new(json::JsonWriter::create(path)?),
    };
    let mut reader = rows::Reader::open(app, organization, form).await?;
    writer.headings(reader.headings())?;
    let mut count = 0;
    loop {
        let records = reader.next_page().await?;
        if records.is_empty() {
            break;
        }
        for record in &records {
            writer.record(record)?;
        }
        count += records.len() as u64;
    }
    // Compressing a workbook takes as long as writing it: not on a thread that answers requests.
    tokio::task::spawn_blocking(move || writer.finish()).await.map_err(|error| ExportError::Write(error.into()))??;
    Ok(count)
}
