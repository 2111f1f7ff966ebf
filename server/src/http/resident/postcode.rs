//! The look-up of a postcode on a posted page: finds the address that was meant, on the page or in a row of a group, and lets
//! [`crate::pages::address`] fill it in.

use madoguchi_schema::{Field, PublishedForm};
use serde_json::Value;

use super::journey::posted_page;
use super::state::State;
use crate::pages::address::{self, Found};
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
