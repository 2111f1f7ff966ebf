//! Whether a form takes submissions: the switch, the period and the places, put together in one answer. Pages ask at the
//! present instant with the figures in memory; the journal asks at the instant of receipt with the figures of its own
//! transaction, and only that decides. Pure: no clock, no database.

use jiff::civil::Date;

use crate::clock::Timestamp;
use crate::db::entity::form;
use crate::db::entity::values::FormState;

/// What decides whether a form takes submissions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Switched on or off by staff.
    pub state: FormState,
    /// The first instant of the period.
    pub opens_at: Option<Timestamp>,
    /// The first instant after the period.
    pub closes_at: Option<Timestamp>,
    /// How many submissions are taken in all.
    pub capacity: Option<i64>,
    /// For how many seconds after the period those may still send who began within it.
    pub grace_seconds: i64,
}

/// How a form stands at an instant, as pages tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Whether it takes submissions.
    pub availability: Availability,
    /// How many places are left; none when they are not counted.
    pub remaining: Option<i64>,
    /// The day it is.
    pub today: Date,
}

/// Whether a submission is taken, and if not, why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Availability {
    /// It is.
    Open,
    /// The period begins later.
    NotYet {
        /// When.
        at: Timestamp,
    },
    /// The period is over, or staff have switched the form off.
    Closed {
        /// When the period ended; none when it was switched off.
        at: Option<Timestamp>,
    },
    /// Every place is taken.
    Full,
}

impl Terms {
    /// The terms of a form's row.
    #[must_use]
    pub fn of(row: &form::Model) -> Self {
        Self {
            state: row.state,
            opens_at: row.opens_at,
            closes_at: row.closes_at,
            capacity: row.capacity,
            grace_seconds: row.grace_seconds,
        }
    }

    /// Whether something received at this instant is taken, when so many have been before.
    #[must_use]
    pub fn at(&self, instant: Timestamp, accepted: i64) -> Availability {
        if self.state != FormState::Open {
            return Availability::Closed { at: None };
        }
        if let Some(at) = self.opens_at.filter(|at| instant < *at) {
            return Availability::NotYet { at };
        }
        if let Some(at) = self.closes_at.filter(|at| instant >= *at) {
            return Availability::Closed { at: Some(at) };
        }
        if self.remaining(accepted) == Some(0) { Availability::Full } else { Availability::Open }
    }

    /// The same for somebody who began at that instant (none: nobody knows when). Who began within the period may still
    /// send until the grace is over; the switch and the places know no grace.
    #[must_use]
    pub fn for_those_since(&self, began_at: Option<Timestamp>, instant: Timestamp, accepted: i64) -> Availability {
        let is_in_grace = self.closes_at.zip(began_at).is_some_and(|(closes_at, began_at)| {
            began_at < closes_at && instant < closes_at.plus_seconds(self.grace_seconds)
        });
        let terms = if is_in_grace { Self { closes_at: None, ..*self } } else { *self };
        terms.at(instant, accepted)
    }

    /// Until when those may still send who began in time, once the period is over; none while it is not, or where there
    /// is no grace.
    #[must_use]
    pub fn grace_until(&self, instant: Timestamp) -> Option<Timestamp> {
        let closes_at = self.closes_at.filter(|at| self.grace_seconds > 0 && *at <= instant)?;
        Some(closes_at.plus_seconds(self.grace_seconds)).filter(|until| instant < *until)
    }

    /// How many places are left; none when they are not counted.
    #[must_use]
    pub fn remaining(&self, accepted: i64) -> Option<i64> {
        self.capacity.map(|capacity| capacity.saturating_sub(accepted).max(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Timestamp = Timestamp(1_775_005_200_000_000);

    fn terms() -> Terms {
        let (opens_at, closes_at) = (Some(NOON), Some(NOON.plus_seconds(60)));
        Terms { state: FormState::Open, opens_at, closes_at, capacity: Some(2), grace_seconds: 0 }
    }

    #[test]
    fn the_period_holds_its_first_instant_and_not_its_last() {
        let at = |micros: i64| terms().at(Timestamp(NOON.0 + micros), 0);
        assert_eq!(at(-1), Availability::NotYet { at: NOON });
        assert_eq!(at(0), Availability::Open);
        assert_eq!(at(59_999_999), Availability::Open);
        assert_eq!(at(60_000_000), Availability::Closed { at: Some(NOON.plus_seconds(60)) });
    }

    #[test]
    fn the_switch_comes_first_and_the_places_last() {
        let off = Terms { state: FormState::Closed, ..terms() };
        assert_eq!(off.at(Timestamp(0), 9), Availability::Closed { at: None });
        assert_eq!(terms().at(Timestamp(0), 9), Availability::NotYet { at: NOON });
        assert_eq!([1, 2, 3].map(|accepted| terms().remaining(accepted)), [Some(1), Some(0), Some(0)]);
        assert_eq!(
            [1, 2, 3].map(|accepted| terms().at(NOON, accepted)),
            [Availability::Open, Availability::Full, Availability::Full]
        );
        let endless =
            Terms { state: FormState::Open, opens_at: None, closes_at: None, capacity: None, grace_seconds: 0 };
        assert_eq!((endless.at(NOON, i64::MAX), endless.remaining(7)), (Availability::Open, None));
    }
    #[test]
    fn grace_is_for_those_who_began_in_time_and_for_nobody_else() {
        let terms = Terms { grace_seconds: 30, ..terms() };
        let closes_at = NOON.plus_seconds(60);
        let closed = Availability::Closed { at: Some(closes_at) };
        let since = |began: Option<i64>, seconds: i64| {
            terms.for_those_since(began.map(|at| NOON.plus_seconds(at)), closes_at.plus_seconds(seconds), 0)
        };
        assert_eq!(since(Some(59), 0), Availability::Open);
        assert_eq!(since(Some(59), 29), Availability::Open);
        assert_eq!(since(Some(59), 30), closed, "the grace is over");
        assert_eq!(since(Some(60), 0), closed, "began when it was over");
        assert_eq!(since(None, 0), closed, "nobody knows when");
        let without = Terms { grace_seconds: 0, ..terms };
        assert_eq!(without.for_those_since(Some(NOON), closes_at, 0), closed);
        let off = Terms { state: FormState::Closed, ..terms };
        assert_eq!(off.for_those_since(Some(NOON), closes_at, 0), Availability::Closed { at: None });
        assert_eq!(terms.for_those_since(Some(NOON), closes_at, 2), Availability::Full);
        let until = |seconds: i64| terms.grace_until(closes_at.plus_seconds(seconds));
        assert_eq!([until(-1), until(30)], [None, None]);
        assert_eq!(until(0), Some(closes_at.plus_seconds(30)));
    }
}
