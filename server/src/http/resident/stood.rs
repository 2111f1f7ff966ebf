//! What stood on a posted page. Only that may be complained about; what newly appeared is asked first, also in a row of a
//! repeating group, whose questions `_shown` lists one by one (`children.1.name`).

use std::collections::{BTreeSet, HashSet};

use madoguchi_schema::{Evaluation, Field, PublishedForm, RawAnswers, Violation};

use crate::pages::field::is_asked;
use crate::pages::group;
use crate::pages::journey::shown_fields;
use crate::pages::posted::Params;
use crate::pages::rows;
use crate::pages::seat::Seat;

/// The fields and the questions of rows that stood on a page.
pub(super) struct Stood<'a> {
    form: &'a PublishedForm,
    raw: &'a RawAnswers,
    evaluation: &'a Evaluation,
    names: Vec<&'a str>,
    seats: HashSet<&'a str>,
}

impl<'a> Stood<'a> {
    pub(super) fn of(
        form: &'a PublishedForm,
        page: usize,
        params: &'a Params,
        raw: &'a RawAnswers,
        evaluation: &'a Evaluation,
    ) -> Self {
        let names = shown_fields(form, page, params).into_iter().map(Field::name).collect();
        let listed = params.get("_shown").unwrap_or_default().split_ascii_whitespace();
        Self { form, raw, evaluation, names, seats: listed.filter(|name| name.contains('.')).collect() }
    }

    /// Whether something wrong may be said now.
    pub(super) fn is_due(&self, violation: &Violation) -> bool {
        let Some(field) = violation.field().and_then(|name| self.form.field(name)) else { return true };
        if is_asked(field) && !self.names.contains(&field.name()) {
            return false;
        }
        match seat_of(field, violation, self.raw, self.evaluation) {
            Some(seat) => !self.is_listed(field) || self.seats.contains(seat.as_str()),
            None => true,
        }
    }

    /// Whether something is asked on the page now that did not stand there. `asked` are its fields.
    pub(super) fn lacks_any(&self, mut asked: impl Iterator<Item = &'a str>) -> bool {
        asked.any(|name| !self.names.contains(&name))
            || self.seats_now().any(|seat| !self.seats.contains(seat.as_str()))
    }

    /// What `seen` remembers of the page: its fields, and the questions of its groups whatever their row.
    pub(super) fn remember(&self, seen: &mut BTreeSet<String>) {
        seen.extend(self.names.iter().map(|name| (*name).to_owned()));
        for field in self.groups() {
            let inner = field.group().into_iter().flat_map(|group| group.fields());
            let is_seen = |inner: &&Field| {
                let is_it = |seat: &&str| seat.rsplit_once('.').is_some_and(|(_, name)| name == inner.name());
                !self.is_listed(field) || self.seats_of(field).any(|seat| is_it(&seat))
            };
            seen.extend(inner.filter(is_seen).map(|inner| in_any_row(field, inner.name())));
        }
    }

    fn groups(&self) -> impl Iterator<Item = &'a Field> {
        self.names.iter().filter_map(|name| self.form.field(name)).filter(|field| field.group().is_some())
    }

    fn seats_of(&self, group: &Field) -> impl Iterator<Item = &'a str> {
        let prefix = format!("{}.", group.name());
        self.seats.iter().copied().filter(move |seat| seat.starts_with(&prefix))
    }

    /// A post made by hand may list the group alone and means all of its questions.
    fn is_listed(&self, group: &Field) -> bool {
        self.seats_of(group).next().is_some()
    }

    fn seats_now(&self) -> impl Iterator<Item = String> {
        let listed = self.groups().filter(|field| self.is_listed(field));
        listed.flat_map(|field| {
            let group = field.group().into_iter();
            group.flat_map(|group| group::seats(field, group, self.raw, self.evaluation)).collect::<Vec<_>>()
        })
    }
}

/// Whether a violation concerns something a completed page has shown.
pub(super) fn was_seen(form: &PublishedForm, seen: &BTreeSet<String>, violation: &Violation) -> bool {
    let Some(field) = violation.field().and_then(|name| form.field(name)) else { return true };
    let is_seen = !is_asked(field) || seen.contains(field.name());
    let inner = field.group().and(rows::inner(violation)).map(|(_, violation)| violation);
    let inner = inner.as_ref().and_then(Violation::field).filter(|name| asks(field, name));
    is_seen && inner.is_none_or(|inner| seen.contains(&in_any_row(field, inner)))
}

/// `children.name`: a question of a group, whatever its row.
fn in_any_row(group: &Field, name: &str) -> String {
    format!("{}.{name}", group.name())
}

/// The seat of the question in a row that a violation is about; none for anything else.
fn seat_of(field: &Field, violation: &Violation, raw: &RawAnswers, evaluation: &Evaluation) -> Option<String> {
    let group = field.group()?;
    let (place, inner) = rows::inner(violation)?;
    let question = inner.field().filter(|name| asks(field, name)).and_then(|name| group.field(name))?;
    let drawn = rows::drawn(field, raw.0.get(field.name()), evaluation);
    let row = drawn.iter().find(|row| row.kept == Some(place))?;
    Some(Seat::in_row(field, &row.token, question).name)
}

fn asks(field: &Field, name: &str) -> bool {
    field.group().and_then(|group| group.field(name)).is_some_and(is_asked)
}
