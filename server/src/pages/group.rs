//! A repeating group as it stands on a page: a fieldset for every row, with the row's questions and the buttons that move
//! it or take it away, and one button that adds a row. All of them are submit buttons; nothing needs JavaScript.

use askama::Template;
use madoguchi_schema::{Evaluation, Field, Group, RawAnswers, Violation};

use super::field::{FieldErrors, FieldView, Question, is_asked};
use super::journey::JourneyView;
use super::rows::{self, Row};
use super::seat::Seat;
use super::wording;
use crate::words::{Words, value};

/// A group, ready to be drawn.
#[derive(Template)]
#[template(path = "resident/group.html")]
pub struct GroupView {
    words: Words,
    id: String,
    name: String,
    label: String,
    add: String,
    full: String,
    is_required: bool,
    affects: bool,
    help: Option<String>,
    error: Option<String>,
    described_by: String,
    rows: Vec<RowView>,
    can_add: bool,
}

struct RowView {
    id: String,
    token: String,
    title: String,
    moves: String,
    remove: String,
    has_focus: bool,
    can_remove: bool,
    can_go_up: bool,
    can_go_down: bool,
    questions: Vec<String>,
}

/// What a row is called: 「お子さん」, or the question itself.
#[must_use]
pub fn item_title<'a>(field: &'a Field, group: &'a Group) -> &'a str {
    group.item_title().unwrap_or_else(|| field.label())
}

impl GroupView {
    fn ours(&self) -> String {
        super::languages::ours(self.words)
    }

    /// Draws a group with what was typed so far. The rows of `violations` are those the form engine saw.
    ///
    /// # Errors
    /// When a template cannot be written.
    pub fn new(view: &JourneyView<'_>, field: &Field, group: &Group, violations: &[Violation]) -> askama::Result<Self> {
        let id = Seat::of(field).id;
        let rows = rows::drawn(field, view.raw.0.get(field.name()), view.evaluation);
        let own = violations
            .iter()
            .find(|violation| violation.field() == Some(field.name()) && target_row(&rows, violation).is_none());
        let error = own.map(|violation| wording::message(view.words, field, violation));
        let help = field.help().map(str::to_owned);
        let described = [help.as_ref().map(|_| format!("{id}-help")), error.as_ref().map(|_| format!("{id}-error"))];
        let (count, least) = (rows.len(), group.min_rows().max(1));
        let (words, item) = (view.words, item_title(field, group));
        let drawn = rows.iter().enumerate().map(|(place, row)| {
            let row_id = Seat::row_id(field, &row.token);
            let title = words.tell("journey-row", &[("title", item.into()), ("number", (place + 1).into())]);
            let of_row = |id: &str| words.tell(id, &[("row", title.as_str().into())]);
            Ok(RowView {
                has_focus: view.focus == Some(row_id.as_str()),
                id: row_id,
                moves: of_row("journey-row-move"),
                remove: of_row("journey-row-remove"),
                title,
                can_remove: count as u64 > least,
                can_go_up: place > 0,
                can_go_down: place + 1 < count,
                questions: questions(view, field, group, row, violations)?,
                token: row.token.clone(),
            })
        });
        Ok(Self {
            name: field.name().to_owned(),
            label: field.label().to_owned(),
            add: words.tell("journey-row-add", &[("title", item.into())]),
            full: words.tell("journey-rows-full", &[("title", item.into()), ("max", group.max_rows().into())]),
            is_required: view.evaluation.is_required(field.name()),
            affects: field.affects(),
            help,
            error,
            described_by: described.into_iter().flatten().collect::<Vec<_>>().join(" "),
            rows: drawn.collect::<askama::Result<_>>()?,
            can_add: (count as u64) < group.max_rows(),
            words,
            id,
        })
    }
}

/// The drawn row a violation belongs to, by its place on the page.
fn target_row(rows: &[Row<'_>], violation: &Violation) -> Option<usize> {
    let (at, _) = rows::inner(violation)?;
    rows.iter().position(|row| row.kept == Some(at))
}

fn questions(
    view: &JourneyView<'_>,
    field: &Field,
    group: &Group,
    row: &Row<'_>,
    violations: &[Violation],
) -> askama::Result<Vec<String>> {
    let known = row.kept.and_then(|place| view.evaluation.rows(field.name()).get(place)).cloned();
    let state = known.unwrap_or_else(|| view.evaluation.blank_row(group));
    let own: Vec<Violation> = violations
        .iter()
        .filter(|violation| violation.field() == Some(field.name()))
        .filter_map(rows::inner)
        .filter(|(place, _)| row.kept == Some(*place))
        .map(|(_, violation)| violation)
        .collect();
    let shown = group.fields().filter(|inner| state.is_shown(inner.name()));
    shown
        .map(|inner| {
            let worked_out = inner.is_calculated().then(|| worked_out(view, field, inner, row));
            let question = Question {
                words: view.words,
                field: inner,
                seat: Seat::in_row(field, &row.token, inner),
                is_required: state.is_required(inner.name()),
                raw: row.raw(inner.name()),
                errors: FieldErrors::of(view.words, inner, &own),
                files: view.files,
                worked_out: worked_out.as_deref(),
                found: view.traces.found,
                slots: None,
                affects: inner.affects(),
            };
            FieldView::new(&question).render()
        })
        .collect()
}

/// The seats of the questions residents are asked in the rows now: each row has its own.
#[must_use]
pub fn seats(field: &Field, group: &Group, raw: &RawAnswers, evaluation: &Evaluation) -> Vec<String> {
    let mut seats = Vec::new();
    for row in rows::drawn(field, raw.0.get(field.name()), evaluation) {
        let known = row.kept.and_then(|place| evaluation.rows(field.name()).get(place)).cloned();
        let state = known.unwrap_or_else(|| evaluation.blank_row(group));
        let asked = group.fields().filter(|inner| state.is_shown(inner.name()) && is_asked(inner));
        seats.extend(asked.map(|inner| Seat::in_row(field, &row.token, inner).name));
    }
    seats
}

/// The value of a calculated question of a row as people read it; nothing while it cannot be worked out.
fn worked_out(view: &JourneyView<'_>, field: &Field, inner: &Field, row: &Row<'_>) -> Vec<String> {
    let rows = view.evaluation.answers.get(field.name());
    let value = row.kept.and_then(|place| rows?.get(place)?.get(inner.name()));
    value.map(|value| value::lines(view.words, inner, value)).unwrap_or_default()
}

/// The group's violations with the place of their row on the page instead of the form engine's: rows nobody filled in
/// are on the page only.
#[must_use]
pub fn on_page(view: &JourneyView<'_>, field: &Field, violation: &Violation) -> Violation {
    let rows = rows::drawn(field, view.raw.0.get(field.name()), view.evaluation);
    let at = target_row(&rows, violation).and_then(|place| {
        let rest = violation.at.splitn(4, '/').nth(3)?;
        Some(format!("/{}/{place}/{rest}", field.name()))
    });
    Violation { at: at.unwrap_or_else(|| violation.at.clone()), ..violation.clone() }
}

/// Where the link of a violation leads, given its row's place on the page.
#[must_use]
pub fn target(view: &JourneyView<'_>, field: &Field, group: &Group, violation: &Violation) -> String {
    let rows = rows::drawn(field, view.raw.0.get(field.name()), view.evaluation);
    let found = rows::inner(violation).and_then(|(place, inner)| {
        let (row, question) = (rows.get(place)?, group.field(inner.field()?)?);
        Some(super::field::target(question, &Seat::in_row(field, &row.token, question), &inner))
    });
    // An error about the group as a whole leads to its first row.
    found.or_else(|| rows.first().map(|row| Seat::row_id(field, &row.token))).unwrap_or_else(|| Seat::of(field).id)
}
