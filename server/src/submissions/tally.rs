//! How many cases of a form are in each state, as their list says above. Counting walks through an index over all of them:
//! a form with some thousands is counted whenever it is asked; what a larger one was counted at is kept for some seconds, in
//! memory. Whoever moves a case sees that at once in the same process. A large form is counted by one at a time: meanwhile
//! the others are told the last count, or wait for the next one where a case was moved.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{Mutex as Turn, OwnedMutexGuard};

use super::store::review;
use crate::app::App;
use crate::db::DbErr;
use crate::db::entity::values::SubmissionState;
use crate::ids::{FormId, OrganizationId};

/// How many cases are in each state; states without any are not there.
pub type Tally = Vec<(SubmissionState, i64)>;

type Of = (OrganizationId, FormId);

/// From so many cases on the count is kept.
const LARGE: i64 = 10_000;
/// For so long.
const FRESH: Duration = Duration::from_secs(5);

/// The counts that are kept: of large forms only.
#[derive(Default)]
pub struct Tallies(Mutex<HashMap<Of, Kept>>);

struct Kept {
    tally: Tally,
    counted_at: Instant,
    /// Goes up whenever a case moves: what was counted before that is not told any more.
    moves: u64,
    counted_moves: u64,
    /// Whose turn it is to count.
    turn: Arc<Turn<()>>,
}

/// Counts the cases of a form that are no tests, or says how many there were a moment ago.
///
/// # Errors
/// The database's.
pub async fn of_form(app: &App, organization: OrganizationId, form: FormId) -> Result<Tally, DbErr> {
    let of = (organization, form);
    let counting = match app.tallies.look(of, Instant::now()) {
        Look::Kept(tally) => return Ok(tally),
        Look::Wait { turn } => {
            let turn = turn.lock_owned().await;
            // Whoever had it has counted.
            match app.tallies.look_again(of, turn, Instant::now()) {
                Ok(tally) => return Ok(tally),
                Err(counting) => counting,
            }
        }
        Look::Count(counting) => counting,
    };
    let tally = review::counts_by_state(app.db.read(), organization, form, false).await?;
    app.tallies.keep(of, &tally, &counting, Instant::now());
    Ok(tally)
}

#[derive(Debug)]
enum Look {
    Kept(Tally),
    /// Somebody counts, and what was counted before is not true any more.
    Wait {
        turn: Arc<Turn<()>>,
    },
    /// The caller counts.
    Count(Counting),
}

/// A count under way: since how many moves, and whose turn it is where the form is known to be large.
#[derive(Debug, Default)]
struct Counting {
    moves: u64,
    _turn: Option<OwnedMutexGuard<()>>,
}

impl Tallies {
    fn kept(&self) -> MutexGuard<'_, HashMap<Of, Kept>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Cases of a form were moved or erased in this process.
    pub fn moved(&self, organization: OrganizationId, form: FormId) {
        if let Some(kept) = self.kept().get_mut(&(organization, form)) {
            kept.moves += 1;
        }
    }

    fn look(&self, of: Of, now: Instant) -> Look {
        let kept = self.kept();
        let Some(kept) = kept.get(&of) else { return Look::Count(Counting::default()) };
        if kept.is_true() && kept.is_fresh(now) {
            return Look::Kept(kept.tally.clone());
        }
        match kept.turn.clone().try_lock_owned() {
            Ok(turn) => Look::Count(Counting { moves: kept.moves, _turn: Some(turn) }),
            Err(_) if kept.is_true() => Look::Kept(kept.tally.clone()),
            Err(_) => Look::Wait { turn: kept.turn.clone() },
        }
    }

    /// Whoever has waited for its turn counts (`Err`) only if a case moved since the one before began.
    fn look_again(&self, of: Of, turn: OwnedMutexGuard<()>, now: Instant) -> Result<Tally, Counting> {
        let kept = self.kept();
        match kept.get(&of) {
            Some(kept) if kept.is_true() && kept.is_fresh(now) => Ok(kept.tally.clone()),
            Some(kept) => Err(Counting { moves: kept.moves, _turn: Some(turn) }),
            None => Err(Counting::default()),
        }
    }

    fn keep(&self, of: Of, tally: &[(SubmissionState, i64)], counting: &Counting, now: Instant) {
        let mut all = self.kept();
        if tally.iter().map(|(_, count)| count).sum::<i64>() < LARGE {
            all.remove(&of);
            return;
        }
        let kept = all.entry(of).or_insert_with(|| Kept {
            tally: Tally::new(),
            counted_at: now,
            // Nobody kept account of moves until now: the first count is told to nobody else.
            moves: 1,
            counted_moves: 0,
            turn: Arc::default(),
        });
        kept.tally = tally.to_vec();
        kept.counted_at = now;
        kept.counted_moves = counting.moves;
    }
}

impl Kept {
    /// Whether no case has moved since it was begun to be counted.
    fn is_true(&self) -> bool {
        self.counted_moves == self.moves
    }

    fn is_fresh(&self, now: Instant) -> bool {
        now.duration_since(self.counted_at) < FRESH
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Timestamp;
    use crate::ids::Random;

    fn form() -> Of {
        let (random, now) = (Random::system(), Timestamp::from_micros(0));
        (OrganizationId::new(&random, now), FormId::new(&random, now))
    }

    fn cases(count: i64) -> Tally {
        vec![(SubmissionState::Received, count)]
    }

    /// The caller's turn to count.
    fn begin(tallies: &Tallies, of: Of, now: Instant) -> Counting {
        match tallies.look(of, now) {
            Look::Count(counting) => counting,
            other => panic!("{other:?}"),
        }
    }

    fn count(tallies: &Tallies, of: Of, count: i64, now: Instant) {
        let counting = begin(tallies, of, now);
        tallies.keep(of, &cases(count), &counting, now);
    }

    fn told(tallies: &Tallies, of: Of, now: Instant) -> Option<Tally> {
        match tallies.look(of, now) {
            Look::Kept(tally) => Some(tally),
            _ => None,
        }
    }

    #[test]
    fn only_large_forms_are_kept_and_not_for_long() {
        let (tallies, of, now) = (Tallies::default(), form(), Instant::now());
        count(&tallies, of, LARGE - 1, now);
        assert_eq!(told(&tallies, of, now), None);
        // Known to be large from the first count on, and kept from the second.
        count(&tallies, of, LARGE, now);
        assert_eq!(told(&tallies, of, now), None);
        count(&tallies, of, LARGE, now);
        assert_eq!(told(&tallies, of, now + FRESH / 2), Some(cases(LARGE)));
        // One counts again, the others are told the last count; a count that is given up is begun again.
        let given_up = begin(&tallies, of, now + FRESH);
        assert_eq!(told(&tallies, of, now + FRESH), Some(cases(LARGE)));
        drop(given_up);
        count(&tallies, of, LARGE + 1, now + FRESH);
        assert_eq!(told(&tallies, of, now + FRESH), Some(cases(LARGE + 1)));
        assert_eq!(told(&tallies, form(), now), None);
    }

    #[test]
    fn what_was_moved_is_seen_at_once_and_counted_once() {
        let (tallies, of, other, now) = (Tallies::default(), form(), form(), Instant::now());
        for of in [of, of, other, other] {
            count(&tallies, of, LARGE, now);
        }
        tallies.moved(of.0, of.1);
        assert_eq!(told(&tallies, other, now), Some(cases(LARGE)), "another form's cases have not moved");
        let counting = begin(&tallies, of, now);
        let Look::Wait { turn } = tallies.look(of, now) else { panic!("what is not true any more is told") };
        // Somebody moves a case while it is counted: whoever waited counts once more.
        tallies.moved(of.0, of.1);
        tallies.keep(of, &cases(LARGE + 1), &counting, now);
        drop(counting);
        let next = turn.clone().try_lock_owned().unwrap();
        let counting = tallies.look_again(of, next, now).expect_err("it is counted again");
        tallies.keep(of, &cases(LARGE + 2), &counting, now);
        drop(counting);
        // And whoever waited after that need not.
        let next = turn.try_lock_owned().unwrap();
        assert_eq!(tallies.look_again(of, next, now).ok(), Some(cases(LARGE + 2)));
    }
}
