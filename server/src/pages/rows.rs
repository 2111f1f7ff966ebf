//! Rows of a repeating group on their way through the pages. In the journey's state each row is an object of raw answers
//! with a token (`_row`), which is part of the names of its inputs: so rows can be added, moved and taken away while what
//! was typed stays with its row. [`plain`] takes the tokens off for the form engine. The engine leaves out rows nobody
//! filled in and says of each row it kept where it stood, which is how its violations find their row on the page.

use std::borrow::Cow;
use std::collections::HashSet;

use madoguchi_schema::{Evaluation, Field, PublishedForm, RawAnswers, Violation};
use serde_json::{Map, Value};

use super::posted::{self, Params};
use super::seat::Seat;

/// The member of a row that holds its token; no field can be called so.
const TOKEN: &str = "_row";
/// Longest token: more rows than that cannot be numbered, let alone filled in.
const MAX_TOKEN: usize = 6;

/// What happens to rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// One more at the end.
    Add,
    /// This one goes.
    Remove(String),
    /// This one changes places with the one before it.
    Up(String),
    /// This one changes places with the one after it.
    Down(String),
}

/// A row as it is drawn.
pub struct Row<'a> {
    /// Its token.
    pub token: String,
    /// What was typed into it.
    pub answers: Option<&'a Value>,
    /// Its place among the rows the form engine kept; none when nothing was filled in.
    pub kept: Option<usize>,
}

impl Row<'_> {
    /// What was typed into a question of this row.
    #[must_use]
    pub fn raw(&self, name: &str) -> Option<&Value> {
        self.answers.and_then(|answers| answers.get(name))
    }
}

/// The rows to draw: those there are, and as many blank ones as the form asks for at least, one in any case.
#[must_use]
pub fn drawn<'a>(group: &Field, raw: Option<&'a Value>, evaluation: &Evaluation) -> Vec<Row<'a>> {
    let kept = evaluation.rows(group.name());
    let known = raw.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let known = known.iter().enumerate().map(|(place, answers)| {
        let token = answers.get(TOKEN).and_then(Value::as_str).filter(|token| is_token(token));
        Row {
            token: token.map_or_else(|| (place + 1).to_string(), str::to_owned),
            answers: Some(answers),
            kept: kept.iter().position(|row| row.sent() == place),
        }
    });
    let mut rows: Vec<Row<'a>> = known.collect();
    let least = group.group().map_or(1, |group| group.min_rows().clamp(1, group.max_rows().max(1)));
    while (rows.len() as u64) < least {
        rows.push(Row { token: next_token(rows.iter().map(|row| row.token.as_str())), answers: None, kept: None });
    }
    rows
}

/// What a page posted: the tokens of its rows in their order under the group's own name, the inputs under the row's.
#[must_use]
pub fn read(group: &Field, params: &Params) -> Option<Value> {
    let inner = group.group()?;
    // One more than allowed is kept, so that the form engine says what is wrong with it.
    let limit = usize::try_from(inner.max_rows()).unwrap_or(usize::MAX).saturating_add(1);
    let mut known = HashSet::new();
    let tokens = params.all(group.name()).filter(|token| is_token(token) && known.insert((*token).to_owned()));
    let rows: Vec<Value> = tokens
        .take(limit)
        .map(|token| {
            let mut row = Map::new();
            row.insert(TOKEN.to_owned(), Value::from(token));
            for field in inner.fields().filter(|field| super::field::is_asked(field)) {
                let typed = posted::answer(field, &Seat::in_row(group, token, field).name, params);
                row.extend(typed.map(|typed| (field.name().to_owned(), typed)));
            }
            Value::Object(row)
        })
        .collect();
    (!rows.is_empty()).then_some(Value::Array(rows))
}

/// Changes the rows of a group; gives back the token of the row to go on with.
pub fn change(group: &Field, raw: &mut RawAnswers, change: &Change) -> Option<String> {
    let inner = group.group()?;
    let Value::Array(rows) = raw.0.entry(group.name()).or_insert_with(|| Value::Array(Vec::new())) else {
        return None;
    };
    let place_of = |rows: &[Value], token: &str| rows.iter().position(|row| row[TOKEN] == token);
    match change {
        Change::Add => {
            if rows.len() as u64 >= inner.max_rows() {
                return None;
            }
            let token = next_token(rows.iter().filter_map(|row| row[TOKEN].as_str()));
            rows.push(serde_json::json!({ TOKEN: token }));
            Some(token)
        }
        Change::Remove(token) => {
            let place = place_of(rows, token)?;
            rows.remove(place);
            let next = rows.get(place).or_else(|| rows.last());
            next.and_then(|row| row[TOKEN].as_str()).map(str::to_owned)
        }
        Change::Up(token) => {
            let place = place_of(rows, token).filter(|place| *place > 0)?;
            rows.swap(place, place - 1);
            Some(token.clone())
        }
        Change::Down(token) => {
            let place = place_of(rows, token).filter(|place| place + 1 < rows.len())?;
            rows.swap(place, place + 1);
            Some(token.clone())
        }
    }
}

/// The answer to a question in the row with this token; nothing is answered yet where it was not.
pub fn answer_in<'a>(raw: &'a mut RawAnswers, group: &Field, token: &str, name: &str) -> Option<&'a mut Value> {
    let rows = raw.0.get_mut(group.name())?.as_array_mut()?;
    let row = rows.iter_mut().find(|row| row[TOKEN] == token)?.as_object_mut()?;
    Some(row.entry(name).or_insert(Value::Null))
}

/// The answers as the form engine takes them: without tokens.
#[must_use]
pub fn plain<'a>(form: &PublishedForm, raw: &'a RawAnswers) -> Cow<'a, RawAnswers> {
    if form.fields().all(|field| field.group().is_none()) {
        return Cow::Borrowed(raw);
    }
    let mut plain = raw.clone();
    for group in form.fields().filter(|field| field.group().is_some()) {
        let rows = plain.0.get_mut(group.name()).and_then(Value::as_array_mut);
        for row in rows.into_iter().flatten().filter_map(Value::as_object_mut) {
            row.shift_remove(TOKEN);
        }
    }
    Cow::Owned(plain)
}

/// A violation in a row (`/children/1/name/familyName`) taken apart: which row, and the rest (`/name/familyName`) as a
/// violation of the row's own question.
#[must_use]
pub fn inner(violation: &Violation) -> Option<(usize, Violation)> {
    let mut tokens = violation.at.splitn(4, '/').skip(2);
    let row = tokens.next()?.parse().ok()?;
    let at = format!("/{}", tokens.next()?);
    Some((row, Violation { at, ..violation.clone() }))
}

fn is_token(text: &str) -> bool {
    (1..=MAX_TOKEN).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn next_token<'a>(tokens: impl Iterator<Item = &'a str>) -> String {
    let highest = tokens.filter_map(|token| token.parse::<u32>().ok()).max().unwrap_or_default();
    (highest + 1).to_string()
}

#[cfg(test)]
mod tests;
