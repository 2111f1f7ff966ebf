//! What programs do and people do not: fill in the input nobody sees, and send a form the moment it was begun. Either keeps
//! the page with a sentence and loses nothing, so that a person whom a program helped can go on. No puzzle, no address kept.

use std::time::Duration;

use super::journey::{Notice, Outcome, Step};
use super::state::State;
use crate::clock::Timestamp;

/// Counts what fell into the trap, and holds back what is sent sooner after its first post than `minimum`.
pub(super) fn look_at(outcome: &mut Outcome, state: &State, minimum: Duration, now: Timestamp) {
    if let Step::Page { notice: Some(Notice::Trapped), .. } | Step::Confirmation { notice: Some(Notice::Trapped) } =
        outcome.step
    {
        count("trap");
    }
    if matches!(outcome.step, Step::Submit(_)) && is_too_fast(state, minimum, now) {
        count("too-fast");
        outcome.step = Step::Confirmation { notice: Some(Notice::TooFast) };
    }
}

fn count(reason: &'static str) {
    metrics::counter!("madoguchi_posts_held_back_total", "reason" => reason).increment(1);
}

/// An attempt that the server could not take was no program's haste.
fn is_too_fast(state: &State, minimum: Duration, now: Timestamp) -> bool {
    let begun = state.begun_at_micros.filter(|_| state.attempt.is_none());
    let minimum = i64::try_from(minimum.as_micros()).unwrap_or(i64::MAX);
    begun.is_some_and(|begun| now.micros().saturating_sub(begun) < minimum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_counts_from_the_first_post() {
        let at = Timestamp::from_micros;
        let state = State { begun_at_micros: Some(10_000_000), ..State::default() };
        let minimum = Duration::from_secs(2);
        assert!(is_too_fast(&state, minimum, at(11_999_999)));
        assert!(!is_too_fast(&state, minimum, at(12_000_000)));
        assert!(!is_too_fast(&state, Duration::ZERO, at(10_000_000)), "switched off");
        assert!(!is_too_fast(&State::default(), minimum, at(0)), "begun before this was counted");
    }
}
