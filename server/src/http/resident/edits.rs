//! What buttons inside a page change in its answers before anything is decided: files taken off again, rows of a group, and
//! addresses looked up by their postcode, and appointments picked or given up again.

use madoguchi_schema::{Field, PublishedForm};
use serde_json::Value;

use super::action::{Action, Ask};
use super::journey::posted_page;
use super::state::State;
use crate::pages::address::{self, Found};
use crate::pages::control::{Focus, Sought, looked_at};
use crate::pages::posted::Params;
use crate::pages::rows;
use crate::pages::seat::Seat;

/// Looks up the postcode of an address on the posted page, in a row of a group too.
pub(super) fn look_up(form: &PublishedForm, state: &mut State, params: &Params, name: &str) -> Option<Found> {
    let page = posted_page(form, params)?;
    let on_page = |field: &&Field| field.page() == page;
    let chosen = params.get(&format!("{}{name}", address::CHOSEN)).filter(|chosen| !chosen.is_empty());
    let (field, seat, answer) = match name.split_once('.') {
        None => {
            let field = form.field(name).filter(on_page)?;
            (field, Seat::of(field), state.answers.0.entry(name).or_insert(Value::Null))
        }
        Some((group, rest)) => {
            let (token, inner) = rest.split_once('.')?;
            let group = form.field(group).filter(on_page)?;
            let field = group.group()?.field(inner)?;
            (field, Seat::in_row(group, token, field), rows::answer_in(&mut state.answers, group, token, inner)?)
        }
    };
    let found = address::is_address(field).then(|| address::look_up(field, &seat, answer, chosen));
    if answer.as_object().is_some_and(serde_json::Map::is_empty) {
        *answer = Value::Null;
    }
    found
}

pub(super) fn remove_file(state: &mut State, field: &str, index: usize) {
    if let Some(Value::Array(tokens)) = state.answers.0.get_mut(field)
        && index < tokens.len()
    {
        tokens.remove(index);
    }
}

/// Changes the rows of a group on the posted page; gives back the id of the row to go on with.
pub(super) fn change_rows(
    form: &PublishedForm,
    state: &mut State,
    params: &Params,
    group: &str,
    change: &rows::Change,
) -> Option<String> {
    let page = posted_page(form, params)?;
    let group = form.field(group).filter(|field| field.page() == page)?;
    rows::change(group, &mut state.answers, change).map(|token| Seat::row_id(group, &token))
}

/// Picks or gives up a slot by a button of the posted page. Only the identifier counts: the whole slot is put in its place.
pub(super) fn pick(form: &PublishedForm, state: &mut State, params: &Params, action: &Action) {
    let Action::Slot { field, ask } = action else { return };
    let page = posted_page(form, params);
    let Some(field) = form.field(field).filter(|field| Some(field.page()) == page && field.appointments().is_some())
    else {
        return;
    };
    match ask {
        Ask::Take(id) => {
            state.answers.0.insert(field.name().to_owned(), Value::from(id.as_str()));
        }
        Ask::Forget => {
            state.answers.0.shift_remove(field.name());
        }
        _ => {}
    }
}

/// What is looked at in the calendar of appointments: what the page says, and the pressed button after it.
pub(super) fn sought(form: &PublishedForm, params: &Params, action: &Action) -> Sought {
    let Some(name) = form.fields().find(|field| field.appointments().is_some()).map(Field::name) else {
        return Sought::default();
    };
    let said = |what: &str| params.get(&looked_at(name, what));
    let mut sought = Sought {
        place: said("place").and_then(|id| id.parse().ok()),
        month: said("month").and_then(|day| day.parse().ok()),
        day: said("day").and_then(|day| day.parse().ok()),
        ..Sought::default()
    };
    if let Action::Slot { field, ask } = action
        && field == name
    {
        match ask {
            Ask::Month(month) => {
                (sought.month, sought.day, sought.focus) = (Some(*month), None, Focus::Month);
            }
            Ask::Day(day) => {
                (sought.month, sought.day, sought.focus) = (Some(day.first_of_month()), Some(*day), Focus::Times);
            }
            Ask::Place => sought.focus = Focus::Month,
            Ask::Look | Ask::Take(_) | Ask::Forget => {}
        }
    }
    sought
}
