//! The rows of a repeating group for people: a line for every row, and its answers under it, one step to the right.

use super::lines as lines_of;
use crate::field::Field;
use crate::group::Group;
use crate::word::{Say, Word};
use serde_json::Value;

/// 「お子さん 1」, then 「　氏名：…」 for everything that is answered in it.
pub fn lines(field: &Field, group: &Group, rows: &[Value], say: Say<'_>) -> Vec<String> {
    let title = group.item_title().unwrap_or(field.label());
    let mut lines = Vec::new();
    for (position, row) in rows.iter().enumerate() {
        lines.push(say(Word::Row { title, number: position + 1 }));
        for member in &group.fields {
            let Some(value) = row.get(&member.name).filter(|value| !value.is_null()) else {
                continue;
            };
            let mut answer = lines_of(member, value, say).into_iter();
            let first = answer.next().unwrap_or_default();
            lines.push(format!("　{}", say(Word::Answer { label: member.label(), answer: &first })));
            lines.extend(answer.map(|line| format!("　　{line}")));
        }
    }
    lines
}
