//! Whether a form takes submissions: the switch, the period and the places, put together in one answer. Pages ask at the
//! present instant with the figures in memory; the journal asks at the instant of receipt with the figures of its own
//! transaction, and only that decides. Pure: no clock, no database.

use jiff::civil::Date;

use crate::clock::Timestamp;
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
        Terms { state: FormState::Open, opens_at, closes_at, capacity: Some(2) }
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
        let endless = Terms { state: FormState::Open, opens_at: None, closes_at: None, capacity: None };
        assert_eq!((endless.at(NOON, i64::MAX), endless.remaining(7)), (Availability::Open, None));
    }
}
