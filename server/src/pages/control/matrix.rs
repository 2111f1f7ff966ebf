//! The same choices for every line: one group of radio buttons per line, which read as a list on a telephone and as a
//! table on a wide screen.

use madoguchi_schema::MatrixRow;

use super::choosing::{self, Choosable};
use super::{Asked, Control};

/// More choices than this do not stand beside one another.
const MAX_BESIDE: usize = 6;

/// One line.
pub struct Line {
    pub id: String,
    pub name: String,
    pub title: String,
    pub is_required: bool,
    pub options: Vec<Choosable>,
    pub error: Option<String>,
}

pub(super) fn control(asked: &Asked<'_>, rows: &[MatrixRow]) -> Control {
    let line = |row: &MatrixRow| {
        let id = format!("{}-{}", asked.seat.id, row.name);
        Line {
            name: format!("{}.{}", asked.seat.name, row.name),
            title: row.title.clone(),
            is_required: row.required,
            options: choosing::choosable(asked.field.choices(), &id, asked.raw.and_then(|raw| raw.get(&row.name))),
            error: asked.errors.parts.get(&row.name).cloned(),
            id,
        }
    };
    Control::Matrix { is_wide: asked.field.choices().len() <= MAX_BESIDE, lines: rows.iter().map(line).collect() }
}
