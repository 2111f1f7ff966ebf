//! Accepted answers for people and for spreadsheets. Works on stored answers alone: absent fields are absent.

mod rows;
mod table;

use crate::field::{Field, Sensitivity};
use crate::kind::KindName;
use crate::published::PublishedForm;
use crate::word::{Say, japanese};
use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Map, Value};

/// The answers of one page.
#[derive(Serialize, Clone, Debug, PartialEq, Eq)]
pub struct DisplayPage {
    /// The page's heading.
    pub title: String,
    /// Its index.
    pub page: usize,
    /// Its answered fields in order.
    pub rows: Vec<DisplayRow>,
}

/// One answered field.
#[derive(Serialize, Clone, Debug, PartialEq, Eq)]
pub struct DisplayRow {
    /// The field.
    pub name: String,
    /// Its label.
    pub label: String,
    /// Its kind.
    pub kind: KindName,
    /// How carefully it must be treated.
    pub sensitivity: Option<Sensitivity>,
    /// The answer, a line for every choice or part.
    pub lines: Vec<String>,
}

impl DisplayPage {
    /// The same page for a paper or a link that may be lost: see [`DisplayRow::masked`].
    #[must_use]
    pub fn masked(mut self) -> Self {
        self.rows = self.rows.into_iter().map(DisplayRow::masked).collect();
        self
    }
}

impl DisplayRow {
    /// The same row, an individual number (個人番号) made unreadable: whoever sent it knows it, and nobody else may come by it
    /// through a receipt (番号法 第12条, safe keeping).
    #[must_use]
    pub fn masked(mut self) -> Self {
        if self.sensitivity == Some(Sensitivity::MyNumber) {
            self.lines = vec!["＊＊＊＊＊＊＊＊＊＊＊＊".to_owned()];
        }
        self
    }
}

/// One column of an export.
#[derive(Serialize, Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// `name`, or `name.familyName` for a part, or `children.name` for a member of a group.
    pub key: String,
    /// Its heading.
    pub label: String,
}

/// One cell of an export.
#[derive(Serialize, Clone, Debug, PartialEq)]
#[serde(untagged)]
pub enum Cell {
    /// Nothing was answered.
    Empty,
    /// A text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number.
    Decimal(f64),
    /// A day.
    Date(Date),
}

impl PublishedForm {
    /// The answered fields page by page; pages without any are left out.
    #[must_use]
    pub fn display(&self, answers: &Map<String, Value>) -> Vec<DisplayPage> {
        self.display_in(answers, &japanese)
    }

    /// The same with our own words in a reader's language: see [`crate::Word`].
    #[must_use]
    pub fn display_in(&self, answers: &Map<String, Value>, say: Say<'_>) -> Vec<DisplayPage> {
        let mut pages: Vec<DisplayPage> = Vec::new();
        for field in self.fields() {
            let Some(value) = answers.get(&field.name).filter(|value| !value.is_null()) else {
                continue;
            };
            if pages.last().is_none_or(|last| last.page != field.page) {
                let title = self.pages().get(field.page).map(|page| page.title.clone()).unwrap_or_default();
                pages.push(DisplayPage { title, page: field.page, rows: Vec::new() });
            }
            if let Some(page) = pages.last_mut() {
                page.rows.push(DisplayRow {
                    name: field.name.clone(),
                    label: field.label().to_owned(),
                    kind: field.kind,
                    sensitivity: field.sensitivity,
                    lines: lines(field, value, say),
                });
            }
        }
        pages
    }

    /// The columns of an export; composite kinds have one for every part, groups one for every column of a row.
    #[must_use]
    pub fn columns(&self) -> Vec<Column> {
        self.fields().flat_map(table::columns).collect()
    }

    /// The cells of one submission, as many and in the same order as [`Self::columns`].
    #[must_use]
    pub fn cells(&self, answers: &Map<String, Value>) -> Vec<Cell> {
        let mut cells = Vec::with_capacity(self.fields.len());
        for field in &self.fields {
            table::push_cells(field, answers.get(&field.name).filter(|value| !value.is_null()), &mut cells);
        }
        cells
    }
}

/// The lines that show an accepted answer.
pub fn lines(field: &Field, value: &Value, say: Say<'_>) -> Vec<String> {
    match (&field.group, value) {
        (Some(group), Value::Array(rows)) => rows::lines(field, group, rows, say),
        _ => field.rule.lines(value, say),
    }
}
