//! Appointments (予約枠): calendars of places × times with capacity, what residents and staff see of them, and the bookings
//! that applications make. No place is sold twice and no free place is refused: only the journal's transaction decides,
//! under the locks of the slots; whatever is kept in memory only shows, and spares full slots the way to the journal.

pub mod answers;
pub mod apply;
pub mod applying;
pub mod archiving;
pub mod book_again;
pub mod booking;
pub mod calendars;
pub mod change;
pub mod closing;
pub mod day_list;
mod full;
pub mod grid;
pub mod holds;
pub mod live;
pub mod nearest;
mod places;
pub mod publishable;
mod recalculated;
pub mod reconcile;
pub mod reminders;
pub mod rules;
pub mod snapshot;
pub mod store;
pub mod terms;

pub use live::LiveSlots;
pub use snapshot::Snapshot;
pub use terms::{NoPlace, Room};

#[cfg(test)]
pub(crate) mod testing;
