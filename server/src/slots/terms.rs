//! Whether a slot can be booked: pure decisions over what a calendar says and what is taken of a slot. The journal decides
//! by them, and pages show by them.

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use crate::clock::Timestamp;
use crate::db::entity::values::Channel;
use crate::db::entity::{calendar, slot};

/// What a calendar says of every booking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The first instant at which anything can be booked online.
    pub opens_at: Option<Timestamp>,
    /// Online, a slot can be booked from this many days before its day on; 0: from any day on.
    pub earliest_days: i64,
    /// Online, a slot can be booked until this many minutes before it begins.
    pub latest_minutes: i64,
    /// The applicant can change or cancel until this many minutes before the slot begins.
    pub cutoff_minutes: i64,
    /// The most people of one booking online.
    pub max_persons: i64,
}

impl Terms {
    /// Of a calendar's row.
    #[must_use]
    pub fn of(row: &calendar::Model) -> Self {
        Self {
            opens_at: row.opens_at,
            earliest_days: row.earliest_days,
            latest_minutes: row.latest_minutes,
            cutoff_minutes: row.cutoff_minutes,
            max_persons: row.max_persons,
        }
    }

    /// Whether these are more people than one booking may have: online, for staff are not bound by it.
    #[must_use]
    pub fn is_too_many(&self, wish: &Wish) -> bool {
        wish.channel == Channel::Online && wish.persons > self.max_persons
    }

    /// Whether the applicant may still change or cancel an appointment that begins then.
    #[must_use]
    pub fn may_change(&self, starts_at: Timestamp, now: Timestamp) -> bool {
        now < starts_at.plus_seconds(-60 * self.cutoff_minutes)
    }
}

/// A slot as it stands: when it is, how many it takes, and how many are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The local day it begins on.
    pub day: Date,
    /// When it begins.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// How many people there is room for.
    pub capacity: i64,
    /// How many of these are kept for telephone and counter.
    pub reserved: i64,
    /// How many are taken, by bookings and holds.
    pub taken: i64,
    /// How many of these came online.
    pub taken_online: i64,
    /// Staff have closed it.
    pub is_closed: bool,
}

impl Standing {
    /// Of a slot's row; none when its day cannot be read, which the program never writes.
    #[must_use]
    pub fn of(row: &slot::Model) -> Option<Self> {
        Some(Self {
            day: row.day.parse().ok()?,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            capacity: row.capacity,
            reserved: row.reserved,
            taken: row.taken,
            taken_online: row.taken_online,
            is_closed: row.is_closed,
        })
    }

    /// How many people there still is room for by this way. What is reserved is kept from those who come online.
    #[must_use]
    pub fn left(&self, channel: Channel) -> i64 {
        let all = self.capacity - self.taken;
        let left = if channel == Channel::Online { all.min(self.online() - self.taken_online) } else { all };
        left.max(0)
    }

    fn online(&self) -> i64 {
        self.capacity - self.reserved
    }

    /// The mark for so many people.
    #[must_use]
    pub fn room(&self, channel: Channel, persons: i64) -> Room {
        let left = self.left(channel);
        let all = if channel == Channel::Online { self.online() } else { self.capacity };
        match left {
            _ if self.is_closed || left < persons.max(1) => Room::None,
            // A slot for one or two that nobody has taken is free, not nearly full.
            left if left < all && (left <= 2 || left * 5 <= all) => Room::Few,
            _ => Room::Free,
        }
    }

    /// Takes a booking's places.
    pub fn take(&mut self, channel: Channel, persons: i64) {
        self.taken += persons;
        if channel == Channel::Online {
            self.taken_online += persons;
        }
    }
}

/// How free a slot is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Room {
    /// × Nothing is left, or it is closed.
    None,
    /// △ At most two places, or a fifth of them.
    Few,
    /// ○
    Free,
}

impl Room {
    /// The mark that Japanese calendars use.
    #[must_use]
    pub const fn mark(self) -> &'static str {
        match self {
            Self::Free => "○",
            Self::Few => "△",
            Self::None => "×",
        }
    }
}

/// Why a slot cannot be booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPlace {
    /// Not enough places are left, or the slot is gone.
    Taken,
    /// Staff have closed it.
    Closed,
    /// Booking has not begun.
    NotYet {
        /// When it does.
        at: Timestamp,
    },
    /// It is too far ahead.
    TooEarly {
        /// The day from which on it can be booked.
        from: Date,
    },
    /// It begins too soon, or has begun.
    TooLate,
    /// More people than one booking may have.
    TooMany {
        /// The most.
        most: i64,
    },
}

impl NoPlace {
    /// Its name in the interface.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::Closed => "closed",
            Self::NotYet { .. } => "not-yet",
            Self::TooEarly { .. } => "too-early",
            Self::TooLate => "too-late",
            Self::TooMany { .. } => "too-many",
        }
    }

    /// The code of the violation that residents are told at the field.
    #[must_use]
    pub const fn violation(self) -> &'static str {
        match self {
            Self::Taken => "slotTaken",
            Self::Closed => "slotClosed",
            Self::NotYet { .. } => "slotNotYet",
            Self::TooEarly { .. } => "slotTooEarly",
            Self::TooLate => "slotTooLate",
            Self::TooMany { .. } => "slotTooMany",
        }
    }
}

/// Who wants to come, and when they said so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    /// By which way.
    pub channel: Channel,
    /// How many people.
    pub persons: i64,
    /// The instant that decides.
    pub at: Timestamp,
    /// Its local day.
    pub today: Date,
}

/// Why this slot cannot be booked now; none when it can. The opening, both leads and the most people of one booking bind
/// those who come online; staff book for a caller as long as the slot is not over and has room.
#[must_use]
pub fn refusal(terms: &Terms, slot: &Standing, wish: &Wish) -> Option<NoPlace> {
    refusal_since(terms, slot, wish, wish.at)
}

/// The same for a wish that was first said at `first`, when the server could not take it: by that instant it was not too
/// late. Whether booking has begun is asked of the present one, so that nobody is bound to have come too early.
#[must_use]
pub fn refusal_since(terms: &Terms, slot: &Standing, wish: &Wish, first: Timestamp) -> Option<NoPlace> {
    if terms.is_too_many(wish) || wish.persons < 1 {
        return Some(NoPlace::TooMany { most: terms.max_persons });
    }
    if let Some(reason) = untimely_since(terms, slot, wish, first) {
        return Some(reason);
    }
    if slot.is_closed {
        return Some(NoPlace::Closed);
    }
    (slot.left(wish.channel) < wish.persons).then_some(NoPlace::Taken)
}

/// Why this is not the time to book it.
#[must_use]
pub fn untimely(terms: &Terms, slot: &Standing, wish: &Wish) -> Option<NoPlace> {
    untimely_since(terms, slot, wish, wish.at)
}

fn untimely_since(terms: &Terms, slot: &Standing, wish: &Wish, first: Timestamp) -> Option<NoPlace> {
    if wish.channel != Channel::Online {
        return (slot.ends_at <= wish.at).then_some(NoPlace::TooLate);
    }
    if let Some(at) = terms.opens_at.filter(|at| wish.at < *at) {
        return Some(NoPlace::NotYet { at });
    }
    if terms.earliest_days > 0 {
        let from = slot.day.saturating_sub(terms.earliest_days.days());
        if wish.today < from {
            return Some(NoPlace::TooEarly { from });
        }
    }
    (first >= slot.starts_at.plus_seconds(-60 * terms.latest_minutes)).then_some(NoPlace::TooLate)
}

#[cfg(test)]
mod tests;
