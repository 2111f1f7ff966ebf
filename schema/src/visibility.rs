//! In which order fields can be decided, visibility and calculated values in one: a field comes after every field that its
//! page, its block and itself ask about, and after those it is calculated from. Cycles have no such order.

use crate::condition::{Answers, Condition, holds};
use crate::field::Field;
use crate::page::Page;
use crate::problem::Problem;

/// The conditions that together decide whether a field is shown: its page's, its block's and its own.
pub fn gates<'a>(field: &'a Field, pages: &'a [Page]) -> impl Iterator<Item = &'a Condition> {
    let page = pages.get(field.page);
    let block = page.and_then(|page| page.blocks.get(field.block?));
    let page = page.and_then(|page| page.show.as_ref());
    [page, block.and_then(|block| block.show.as_ref()), field.show.as_ref()].into_iter().flatten()
}

/// Whether a field is shown, given the fields decided before it.
pub fn is_shown(field: &Field, pages: &[Page], answers: Answers<'_>) -> bool {
    gates(field, pages).all(|gate| holds(Some(gate), answers))
}

/// The order of decision, or the first cycle found for every knot.
pub fn order(fields: &[Field], pages: &[Page]) -> Result<Vec<usize>, Vec<Vec<usize>>> {
    let asks = fields.iter().map(|field| {
        let gates = gates(field, pages).flat_map(|gate| gate.asks.iter());
        gates.chain(&field.needs).copied().collect()
    });
    let mut search = Search {
        asks: asks.collect(),
        state: vec![State::New; fields.len()],
        path: Vec::new(),
        order: Vec::with_capacity(fields.len()),
        cycles: Vec::new(),
    };
    (0..fields.len()).for_each(|field| search.visit(field));
    if search.cycles.is_empty() { Ok(search.order) } else { Err(search.cycles) }
}

/// One problem for one cycle, at the field where it was noticed.
pub fn cycle(fields: &[Field], cycle: &[usize]) -> Problem {
    let names: Vec<&str> =
        cycle.iter().filter_map(|field| fields.get(*field)).map(|field| field.name.as_str()).collect();
    let at = cycle.first().and_then(|field| fields.get(*field)).map(|field| field.at.as_str());
    Problem::error("cycle", at.unwrap_or_default()).with("fields", names)
}

/// More cycles than anybody wants to read about; each may be as long as the form.
const ENOUGH_CYCLES: usize = 20;

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    Open,
    Done,
}

struct Search {
    asks: Vec<Vec<usize>>,
    state: Vec<State>,
    path: Vec<usize>,
    order: Vec<usize>,
    cycles: Vec<Vec<usize>>,
}

impl Search {
    /// Depth first; the depth is bounded by the number of fields a document may have.
    fn visit(&mut self, field: usize) {
        match self.state[field] {
            State::Done => return,
            State::Open => {
                let start = self.path.iter().position(|one| *one == field).unwrap_or_default();
                if self.cycles.len() < ENOUGH_CYCLES {
                    self.cycles.push(self.path[start..].to_vec());
                }
                return;
            }
            State::New => {}
        }
        self.state[field] = State::Open;
        self.path.push(field);
        for asked in std::mem::take(&mut self.asks[field]) {
            self.visit(asked);
        }
        self.path.pop();
        self.state[field] = State::Done;
        self.order.push(field);
    }
}
