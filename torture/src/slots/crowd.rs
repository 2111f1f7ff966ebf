//! The crowd: who comes next, who has a place and gives it back, and what everybody was told. Nobody waits by the clock:
//! a place is given back after so many others were answered about the same time of day.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::ensure;
use futures_util::future::try_join_all;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use rand::{Rng, SeedableRng};

use super::calendar::CAPACITY;
use super::linear::{Operation, What};
use super::visitor::Hall;
use crate::Plan;

/// A place is given back after at most so many answers about its slot.
const PATIENCE: usize = 240;
/// How many of a hundred who were refused try another slot, and who gave a place back want another one.
const RETRY: u32 = 30;
const REBOOK: u32 = 50;
/// In the end so many more than there are places want each slot.
const TOO_MANY: usize = 30;

/// One who has a place: until how many answers, who, and the path of the receipt.
type Holder = (usize, usize, String);

struct State {
    chance: StdRng,
    next: usize,
    /// Visitors who want something again.
    again: VecDeque<usize>,
    /// How many wishes there were: each has a key of its own.
    wishes: usize,
    holders: Vec<BinaryHeap<Reverse<Holder>>>,
    history: Vec<Vec<Operation>>,
}

enum Step {
    Book { visitor: usize, key: String, slot: usize, at: usize },
    Cancel { holder: Holder, slot: usize, at: usize },
}

pub(super) struct Crowd {
    hall: Hall,
    slots: Vec<String>,
    state: Mutex<State>,
}

impl Crowd {
    pub(super) fn of(
        servers: &[String],
        slug: &'static str,
        slots: &[String],
        plan: &Plan,
    ) -> anyhow::Result<Arc<Self>> {
        let state = State {
            chance: StdRng::seed_from_u64(plan.seed),
            next: 0,
            again: VecDeque::new(),
            wishes: 0,
            holders: slots.iter().map(|_| BinaryHeap::new()).collect(),
            history: vec![Vec::new(); slots.len()],
        };
        let hall = Hall::new(servers, slug)?;
        Ok(Arc::new(Self { hall, slots: slots.to_vec(), state: Mutex::new(state) }))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was said about each slot.
    pub(super) fn history(&self) -> Vec<Vec<Operation>> {
        self.state().history.clone()
    }

    /// So many visitors book, cancel and book again.
    pub(super) async fn comes_and_goes(self: &Arc<Self>, visitors: usize, at_once: usize) -> anyhow::Result<()> {
        let workers = (0..at_once).map(|_| {
            let crowd = self.clone();
            tokio::spawn(async move {
                while let Some(step) = crowd.step(visitors) {
                    crowd.goes(step).await?;
                }
                anyhow::Ok(())
            })
        });
        for ended in try_join_all(workers.collect::<Vec<_>>()).await? {
            ended?;
        }
        Ok(())
    }

    /// What is done next: whose time is over gives the place back before anybody else comes.
    fn step(&self, visitors: usize) -> Option<Step> {
        let mut state = self.state();
        let at = state.chance.random_range(0..1000);
        let first = state.chance.random_range(0..self.slots.len());
        for slot in (0..self.slots.len()).map(|index| (first + index) % self.slots.len()) {
            let answered = state.history[slot].len();
            if state.holders[slot].peek().is_some_and(|Reverse((until, ..))| *until <= answered)
                && let Some(Reverse(holder)) = state.holders[slot].pop()
            {
                return Some(Step::Cancel { holder, slot, at });
            }
        }
        let visitor = if let Some(visitor) = state.again.pop_front() {
            visitor
        } else if state.next < visitors {
            state.next += 1;
            state.next
        } else {
            return None;
        };
        state.wishes += 1;
        Some(Step::Book { visitor, key: format!("v{visitor}-{}", state.wishes), slot: first, at })
    }

    async fn goes(&self, step: Step) -> anyhow::Result<()> {
        match step {
            Step::Cancel { holder: (_, visitor, path), slot, at } => {
                let done = self.hall.cancel(&path, at).await?;
                let mut state = self.state();
                state.history[slot].push(done);
                state.maybe_again(visitor, REBOOK);
            }
            Step::Book { visitor, key, slot, at } => {
                let (done, path) = self.hall.book(&key, &self.slots[slot], at).await?;
                let mut state = self.state();
                state.history[slot].push(done);
                match path {
                    Some(path) => {
                        let until = state.history[slot].len() + state.chance.random_range(1..=PATIENCE);
                        state.holders[slot].push(Reverse((until, visitor, path)));
                    }
                    None => state.maybe_again(visitor, RETRY),
                }
            }
        }
        Ok(())
    }

    /// More than there are places come for every slot, and nobody cancels.
    pub(super) async fn fills(self: &Arc<Self>, at_once: usize) -> anyhow::Result<()> {
        let mut wishes: Vec<usize> = Vec::new();
        {
            let mut state = self.state();
            for (slot, history) in state.history.iter().enumerate() {
                let count = |what| history.iter().filter(|operation| operation.what == what).count();
                let taken = count(What::Booked) - count(What::Cancelled);
                ensure!(taken <= CAPACITY, "slot {slot}: {taken} places were given");
                wishes.extend(std::iter::repeat_n(slot, CAPACITY - taken + TOO_MANY));
            }
            wishes.shuffle(&mut state.chance);
        }
        let wishes = Arc::new(Mutex::new(wishes.into_iter().enumerate().collect::<Vec<_>>()));
        let workers = (0..at_once).map(|_| {
            let (crowd, wishes) = (self.clone(), wishes.clone());
            tokio::spawn(async move {
                loop {
                    let next = wishes.lock().unwrap_or_else(PoisonError::into_inner).pop();
                    let Some((number, slot)) = next else { return anyhow::Ok(()) };
                    let (done, _) = crowd.hall.book(&format!("f{number}"), &crowd.slots[slot], number).await?;
                    crowd.state().history[slot].push(done);
                }
            })
        });
        for ended in try_join_all(workers.collect::<Vec<_>>()).await? {
            ended?;
        }
        Ok(())
    }
}

impl State {
    fn maybe_again(&mut self, visitor: usize, of_hundred: u32) {
        if self.chance.random_ratio(of_hundred, 100) {
            self.again.push_back(visitor);
        }
    }
}
