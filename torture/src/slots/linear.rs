//! Whether what happened to one slot can be explained by a counter with a capacity: each operation at one instant between
//! its question and its answer, never more taken than there are places, and nobody refused while one is free.
//!
//! Pure and without dependencies: the program's own tests include this file as well.
//!
//! # The decision
//!
//! A history is a set of operations with an interval each: *booked* (+1, needs a free place), *refused* (needs a full slot),
//! *cancelled* (-1). A cancellation is asked after its booking was answered, so the count never falls below zero and which
//! cancellation belongs to which booking says nothing more. The history is linearizable when every operation can be given an
//! instant in its interval so that all of them agree with the counter. Events are read in the order of time, and every
//! explanation that is still possible is kept: the operations under way that have had their instant already.
//!
//! It is enough to look at lazy explanations. Take any explanation, and put every instant off as far as the order allows:
//! 1. an instant lies right before the answer of its own operation, or before another one's that is put off no further;
//! 2. a *cancelled* that stands earlier can be put off further, unless a *booked* right after it needs the place: in between
//!    one more is taken, which never exceeds the capacity before that *booked*, and a full slot stays full;
//! 3. a *booked* that stands earlier can be put off to the next *refused* that is explained, or to its own answer: in between
//!    one less is taken and nobody is refused. So the bookings pulled forward fill the slot exactly, right before a refusal;
//! 4. of two bookings (or cancellations) under way the one that is answered first can have the earlier instant: swap them;
//! 5. a *refused* under way whenever the slot is full is explained then, at no cost.
//!
//! So at each answer of an operation that had no instant yet there are two ways on: *lazy* (its instant is now; a booking in a
//! full slot first takes a cancellation under way), and, while somebody under way is refused, *full* (first as many bookings
//! under way as fill the slot). An explanation that can become another one by giving operations their instants, and explains
//! no refusal less, makes that one superfluous (2 and 3 again). When no explanation is left there is none: the answer that
//! was read last is where the promise was broken at the latest.

use std::fmt;

/// What became of somebody's wish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A place was taken.
    Booked,
    /// All places were said to be taken.
    Refused,
    /// A place that was booked before was given back.
    Cancelled,
}

/// One operation on the slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation {
    /// What was answered.
    pub what: What,
    /// When it was asked, by any clock that all operations share.
    pub asked: u64,
    /// When the answer was there; not before it was asked.
    pub answered: u64,
}

/// Why no order explains a history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Violation {
    /// More was taken than there are places, at the latest by this booking.
    Oversold(Operation),
    /// Somebody was refused while a place was free.
    RefusedWhileFree(Operation),
    /// More was given back than had been taken.
    GivenBackTwice(Operation),
    /// Too many explanations to look at: the history decides nothing.
    Undecided,
}

impl fmt::Display for Violation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Oversold(of) => write!(formatter, "oversold, at the latest by {of:?}"),
            Self::RefusedWhileFree(of) => write!(formatter, "refused while a place was free: {of:?}"),
            Self::GivenBackTwice(of) => write!(formatter, "more was given back than taken: {of:?}"),
            Self::Undecided => formatter.write_str("too many orders are possible: nothing is decided"),
        }
    }
}

/// The most explanations that are kept. Histories of thousands of clients need a few.
const MOST: usize = 4096;

/// How many are taken at the end of a history that begins with an empty slot of this capacity.
///
/// # Errors
/// Where no order explains it.
pub fn taken_after(history: &[Operation], capacity: usize) -> Result<usize, Violation> {
    let mut events: Vec<(u64, bool, usize)> = Vec::with_capacity(2 * history.len());
    for (index, operation) in history.iter().enumerate() {
        events.push((operation.asked, false, index));
        events.push((operation.answered, true, index));
    }
    // At the same instant questions come first: in doubt two operations overlap.
    events.sort_unstable();
    let mut slot = Slot { history, capacity, open: Vec::new(), ways: vec![Way::default()] };
    for (_, is_answer, index) in events {
        if is_answer { slot.answered(index)? } else { slot.asked(index) }
    }
    // All that are left agree: every operation has had its instant.
    Ok(slot.ways.first().map_or(0, |way| way.taken))
}

struct Slot<'a> {
    history: &'a [Operation],
    capacity: usize,
    /// Asked and not answered, by when they are answered.
    open: Vec<usize>,
    ways: Vec<Way>,
}

/// One explanation: what is taken, and who of those under way has had its instant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Way {
    taken: usize,
    early: Vec<usize>,
}

impl Slot<'_> {
    fn asked(&mut self, index: usize) {
        let key = |index: usize| (self.history[index].answered, index);
        let place = self.open.partition_point(|other| key(*other) < key(index));
        self.open.insert(place, index);
        for way in &mut self.ways {
            way.serve(self.history, &self.open, self.capacity);
        }
    }

    fn answered(&mut self, index: usize) -> Result<(), Violation> {
        let operation = self.history[index];
        let mut ways: Vec<Way> = Vec::with_capacity(self.ways.len());
        for way in &self.ways {
            let next = if way.early.contains(&index) {
                [Some(way.clone()), None]
            } else {
                [self.lazily(way, index), self.full(way, index)]
            };
            for mut next in next.into_iter().flatten() {
                next.early.retain(|early| *early != index);
                add(&mut ways, next, self.history);
            }
        }
        self.open.retain(|open| *open != index);
        if ways.is_empty() {
            return Err(match operation.what {
                What::Booked => Violation::Oversold(operation),
                What::Refused => Violation::RefusedWhileFree(operation),
                What::Cancelled => Violation::GivenBackTwice(operation),
            });
        }
        if ways.len() > MOST {
            return Err(Violation::Undecided);
        }
        self.ways = ways;
        Ok(())
    }

    /// Its instant is now.
    fn lazily(&self, way: &Way, index: usize) -> Option<Way> {
        let mut way = way.clone();
        match self.history[index].what {
            What::Booked if way.taken == self.capacity => {
                let leaves = self.next(&way, What::Cancelled)?;
                way.early.push(leaves);
            }
            What::Booked => way.taken += 1,
            What::Cancelled => way.taken = way.taken.checked_sub(1)?,
            // It would have been explained when the slot became full.
            What::Refused => return None,
        }
        way.early.push(index);
        way.serve(self.history, &self.open, self.capacity);
        Some(way)
    }

    /// As many bookings as fill the slot first, for those who are refused.
    fn full(&self, way: &Way, index: usize) -> Option<Way> {
        self.next(way, What::Refused)?;
        let mut way = way.clone();
        if self.history[index].what == What::Booked && way.taken < self.capacity {
            way.early.push(index);
            way.taken += 1;
        }
        while way.taken < self.capacity {
            let comes = self.next(&way, What::Booked)?;
            way.early.push(comes);
            way.taken += 1;
        }
        way.serve(self.history, &self.open, self.capacity);
        if way.early.contains(&index) { Some(way) } else { self.lazily(&way, index) }
    }

    /// Of those under way without an instant, the one that is answered first.
    fn next(&self, way: &Way, what: What) -> Option<usize> {
        self.open.iter().copied().find(|open| self.history[*open].what == what && !way.early.contains(open))
    }
}

impl Way {
    /// Explains everybody who is refused while the slot is full.
    fn serve(&mut self, history: &[Operation], open: &[usize], capacity: usize) {
        if self.taken == capacity {
            let refused = open.iter().filter(|index| history[**index].what == What::Refused);
            let refused: Vec<usize> = refused.copied().filter(|index| !self.early.contains(index)).collect();
            self.early.extend(refused);
        }
    }

    /// Whether this one can become the other and explains no refusal less.
    fn covers(&self, other: &Self, history: &[Operation]) -> bool {
        let is_in = |refused: bool, some: &Self, all: &Self| {
            let mut of = some.early.iter().filter(|index| (history[**index].what == What::Refused) == refused);
            of.all(|index| all.early.contains(index))
        };
        is_in(false, self, other) && is_in(true, other, self)
    }
}

fn add(ways: &mut Vec<Way>, new: Way, history: &[Operation]) {
    if ways.iter().any(|way| way.covers(&new, history)) {
        return;
    }
    ways.retain(|way| !new.covers(way, history));
    ways.push(new);
}
