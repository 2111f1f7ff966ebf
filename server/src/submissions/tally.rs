//! How many cases of a form are in each state, as their list says above. Counting walks through an index over all of them:
//! a form with some thousands is counted whenever it is asked; what a larger one was counted at is kept for some seconds, in
//! memory. Whoever moves a case sees that at once in the same process.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::store::review;
use crate::app::App;
use crate::db::DbErr;
use crate::db::entity::values::SubmissionState;
use crate::ids::{FormId, OrganizationId};

/// How many cases are in each state; states without any are not there.
pub type Tally = Vec<(SubmissionState, i64)>;

/// From so many cases on the count is kept.
const LARGE: i64 = 10_000;
/// For so long.
const FRESH: Duration = Duration::from_secs(5);
/// Whoever counts for longer than this was given up.
const PATIENCE: Duration = Duration::from_secs(30);

/// The counts that are kept.
#[derive(Default)]
pub struct Tallies(Mutex<State>);

#[derive(Default)]
struct State {
    kept: HashMap<(OrganizationId, FormId), Kept>,
    /// Goes up whenever something moved: what was counted before that is not kept.
    moves: u64,
}

struct Kept {
    tally: Tally,
    counted_at: Instant,
    counting_since: Option<Instant>,
}

/// Counts the cases of a form that are no tests, or says how many there were a moment ago.
///
/// # Errors
/// The database's.
pub async fn of_form(app: &App, organization: OrganizationId, form: FormId) -> Result<Tally, DbErr> {
    let moves = match app.tallies.look((organization, form), Instant::now()) {
        Look::Kept(tally) => return Ok(tally),
        Look::Count { moves } => moves,
    };
    let tally = review::counts_by_state(app.db.read(), organization, form, false).await?;
    app.tallies.keep((organization, form), &tally, moves, Instant::now());
    Ok(tally)
}

#[derive(Debug, PartialEq)]
enum Look {
    Kept(Tally),
    /// The caller counts, and says so with this number.
    Count {
        moves: u64,
    },
}

impl Tallies {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Cases of a form were moved or erased in this process.
    pub fn moved(&self, organization: OrganizationId, form: FormId) {
        let mut state = self.state();
        state.moves += 1;
        state.kept.remove(&(organization, form));
    }

    /// While one counts again, everybody else is told what was there before.
    fn look(&self, of: (OrganizationId, FormId), now: Instant) -> Look {
        let mut state = self.state();
        let moves = state.moves;
        let Some(kept) = state.kept.get_mut(&of) else { return Look::Count { moves } };
        let is_counting = kept.counting_since.is_some_and(|since| now.duration_since(since) < PATIENCE);
        if is_counting || now.duration_since(kept.counted_at) < FRESH {
            return Look::Kept(kept.tally.clone());
        }
        kept.counting_since = Some(now);
        Look::Count { moves }
    }

    fn keep(&self, of: (OrganizationId, FormId), tally: &[(SubmissionState, i64)], moves: u64, now: Instant) {
        let mut state = self.state();
        let is_large = tally.iter().map(|(_, count)| count).sum::<i64>() >= LARGE;
        if is_large && state.moves == moves {
            state.kept.insert(of, Kept { tally: tally.to_vec(), counted_at: now, counting_since: None });
        } else {
            state.kept.remove(&of);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Timestamp;
    use crate::ids::Random;

    fn form() -> (OrganizationId, FormId) {
        let (random, now) = (Random::system(), Timestamp::from_micros(0));
        (OrganizationId::new(&random, now), FormId::new(&random, now))
    }

    fn count(tallies: &Tallies, of: (OrganizationId, FormId), cases: i64, now: Instant) {
        let Look::Count { moves } = tallies.look(of, now) else { panic!("it is counted") };
        tallies.keep(of, &[(SubmissionState::Received, cases)], moves, now);
    }

    #[test]
    fn only_large_forms_are_kept_and_not_for_long() {
        let (tallies, of, now) = (Tallies::default(), form(), Instant::now());
        count(&tallies, of, LARGE - 1, now);
        count(&tallies, of, LARGE, now);
        let kept = Look::Kept(vec![(SubmissionState::Received, LARGE)]);
        assert_eq!(tallies.look(of, now + FRESH / 2), kept);
        // One counts again, the others are told the last count; a count that never ends is begun again.
        assert_eq!(tallies.look(of, now + FRESH), Look::Count { moves: 0 });
        assert_eq!(tallies.look(of, now + FRESH), kept);
        assert_eq!(tallies.look(of, now + FRESH + PATIENCE), Look::Count { moves: 0 });
        assert_eq!(tallies.look(form(), now), Look::Count { moves: 0 });
    }

    #[test]
    fn what_was_moved_is_seen_at_once() {
        let (tallies, of, now) = (Tallies::default(), form(), Instant::now());
        count(&tallies, of, LARGE, now);
        tallies.moved(of.0, of.1);
        let Look::Count { moves } = tallies.look(of, now) else { panic!("it is counted again") };
        // Somebody moves a case while it is counted.
        tallies.moved(of.0, of.1);
        tallies.keep(of, &[(SubmissionState::Received, LARGE)], moves, now);
        assert_eq!(tallies.look(of, now), Look::Count { moves: 2 });
    }
}
