//! Accepted answers as columns and cells of a table. Nothing here knows a file format.

use super::{Cell, Column};
use crate::field::Field;
use serde_json::Value;

pub fn columns(field: &Field) -> Vec<Column> {
    if let Some(group) = &field.group {
        let column = |inner: Column| Column {
            key: format!("{}.{}", field.name, inner.key),
            label: within(field.label(), &inner.label),
        };
        return group.fields.iter().flat_map(columns).map(column).collect();
    }
    let members = field.rule.columns();
    if members.is_empty() {
        return vec![Column { key: field.name.clone(), label: field.label().to_owned() }];
    }
    let column = |(name, label): (&str, &str)| Column {
        key: format!("{}.{name}", field.name),
        label: within(field.label(), label),
    };
    members.into_iter().map(column).collect()
}

/// 氏名（姓）, お子さん（氏名・姓）.
fn within(outer: &str, inner: &str) -> String {
    format!("{outer}（{}）", inner.replace('（', "・").replace('）', ""))
}

/// Called once for every field of every exported row: nothing is built here but the cells.
pub fn push_cells(field: &Field, value: Option<&Value>, cells: &mut Vec<Cell>) {
    if let Some(group) = &field.group {
        let rows = value.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        group.fields.iter().for_each(|member| push_rows(member, rows, cells));
        return;
    }
    field.rule.push_cells(value, cells);
}

/// The cells of one member of a group: a numbered line for every row, so that line 2 is row 2 in every column.
fn push_rows(member: &Field, rows: &[Value], cells: &mut Vec<Cell>) {
    let width = member.rule.columns().len().max(1);
    let mut texts = vec![String::new(); width];
    let mut answered = vec![false; width];
    let mut of_row = Vec::with_capacity(width);
    for (position, row) in rows.iter().enumerate() {
        of_row.clear();
        push_cells(member, row.get(&member.name).filter(|value| !value.is_null()), &mut of_row);
        for (column, cell) in of_row.iter().enumerate().take(width) {
            let line = text(cell);
            answered[column] |= !line.is_empty();
            let gap = if position == 0 { "" } else { "\n" };
            texts[column].push_str(format!("{gap}{}. {line}", position + 1).trim_end_matches(' '));
        }
    }
    cells.extend(
        texts.into_iter().zip(answered).map(|(text, answered)| if answered { Cell::Text(text) } else { Cell::Empty }),
    );
}

/// A cell as one line.
fn text(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.replace('\n', " "),
        Cell::Integer(number) => number.to_string(),
        Cell::Decimal(number) => number.to_string(),
        Cell::Date(date) => date.to_string(),
    }
}
