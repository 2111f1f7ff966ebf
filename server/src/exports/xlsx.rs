//! XLSX in constant memory. Text is always written as text: no formula, no link, no lost zero.

use std::path::{Path, PathBuf};

use madoguchi_schema::Cell;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::rows::{Heading, LEADING, Record};
use super::{ExportError, Writer};

/// Rows of a worksheet (ECMA-376 part 1, 18.3.1.73).
const MAX_ROWS: u32 = 1_048_576;
/// A cell holds 32,767 characters.
const MAX_CHARACTERS: usize = 32_767;
const COLUMN_WIDTH: f64 = 20.0;

pub(super) struct XlsxWriter {
    workbook: Workbook,
    path: PathBuf,
    row: u32,
    date: Format,
    moment: Format,
    heading: Format,
}

impl XlsxWriter {
    pub(super) fn create(path: &Path) -> Result<Self, ExportError> {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet_with_constant_memory().map_err(failed)?;
        sheet.set_name("受付一覧").map_err(failed)?;
        sheet.set_freeze_panes(1, 1).map_err(failed)?;
        Ok(Self {
            workbook,
            path: path.to_owned(),
            row: 0,
            date: Format::new().set_num_format("yyyy-mm-dd"),
            moment: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
            heading: Format::new().set_bold(),
        })
    }
}

impl Writer for XlsxWriter {
    fn headings(&mut self, headings: &[Heading]) -> Result<(), ExportError> {
        let heading = self.heading.clone();
        let sheet = self.workbook.worksheet_from_index(0).map_err(failed)?;
        let labels = LEADING.iter().copied().chain(headings.iter().map(|heading| heading.label.as_str()));
        for (column, label) in (0..).zip(labels) {
            sheet.set_column_width(column, COLUMN_WIDTH).map_err(failed)?;
            sheet.write_string_with_format(0, column, label, &heading).map_err(failed)?;
        }
        self.row = 1;
        Ok(())
    }

    fn record(&mut self, record: &Record) -> Result<(), ExportError> {
        if self.row >= MAX_ROWS {
            return Err(ExportError::TooManyRows);
        }
        let (row, date, moment) = (self.row, self.date.clone(), self.moment.clone());
        let sheet = self.workbook.worksheet_from_index(0).map_err(failed)?;
        leading(sheet, row, record, &moment).map_err(failed)?;
        for (column, cell) in (6..).zip(&record.cells) {
            write(sheet, row, column, cell, &date).map_err(failed)?;
        }
        self.row += 1;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        self.workbook.save(&self.path).map_err(failed)
    }
}

fn failed(error: XlsxError) -> ExportError {
    ExportError::Write(error.into())
}

fn leading(sheet: &mut Worksheet, row: u32, record: &Record, moment: &Format) -> Result<(), XlsxError> {
    let at = record.received_at.datetime();
    let received_at = ExcelDateTime::from_ymd(year(at.year()), unsigned(at.month()), unsigned(at.day()))?.and_hms(
        u16::from(unsigned(at.hour())),
        unsigned(at.minute()),
        f64::from(at.second()),
    )?;
    sheet.write_string(row, 0, &record.receipt_number)?;
    sheet.write_datetime_with_format(row, 1, received_at, moment)?;
    sheet.write_string(row, 2, record.state.label())?;
    #[expect(clippy::cast_precision_loss, reason = "a form has fewer than 2^52 versions")]
    sheet.write_number(row, 3, record.version as f64)?;
    sheet.write_string(row, 4, record.channel.label())?;
    sheet.write_string(row, 5, &record.entered_by)?;
    Ok(())
}

fn write(sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell, date: &Format) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) if text.chars().count() > MAX_CHARACTERS => {
            sheet.write_string(row, column, text.chars().take(MAX_CHARACTERS).collect::<String>())?;
        }
        Cell::Text(text) => {
            sheet.write_string(row, column, text)?;
        }
        #[expect(clippy::cast_precision_loss, reason = "a worksheet has no other numbers")]
        Cell::Integer(number) => {
            sheet.write_number(row, column, *number as f64)?;
        }
        Cell::Decimal(number) => {
            sheet.write_number(row, column, *number)?;
        }
        // A worksheet knows no day before 1900.
        Cell::Date(day) if day.year() < 1900 => {
            sheet.write_string(row, column, day.to_string())?;
        }
        Cell::Date(day) => {
            let day = ExcelDateTime::from_ymd(year(day.year()), unsigned(day.month()), unsigned(day.day()))?;
            sheet.write_datetime_with_format(row, column, day, date)?;
        }
    }
    Ok(())
}

fn year(year: i16) -> u16 {
    u16::try_from(year).unwrap_or(0)
}

fn unsigned(part: i8) -> u8 {
    u8::try_from(part).unwrap_or(0)
}
