//! The judge is judged: planted mistakes are found, honest histories pass, and of thousands of small histories it says the
//! same as trying every order.

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::linear::What::{Booked, Cancelled, Refused};
use super::linear::{Operation, Violation, What, taken_after};

fn history(operations: &[(What, u64, u64)]) -> Vec<Operation> {
    operations.iter().map(|&(what, asked, answered)| Operation { what, asked, answered }).collect()
}

/// Tries every order that keeps to the intervals.
fn is_explained(history: &[Operation], capacity: usize, done: &mut Vec<bool>, taken: usize) -> bool {
    if done.iter().all(|done| *done) {
        return true;
    }
    // Whoever was answered before somebody was asked comes first.
    let soonest = (0..history.len()).filter(|index| !done[*index]).map(|index| history[index].answered).min();
    for (index, operation) in history.iter().enumerate() {
        if done[index] || soonest.is_some_and(|soonest| soonest < operation.asked) {
            continue;
        }
        let next = match operation.what {
            Booked if taken < capacity => taken + 1,
            Refused if taken == capacity => taken,
            Cancelled if taken > 0 => taken - 1,
            _ => continue,
        };
        done[index] = true;
        let is_explained = is_explained(history, capacity, done, next);
        done[index] = false;
        if is_explained {
            return true;
        }
    }
    false
}

/// Intervals anywhere, outcomes by chance; cancellations only of what was booked before.
fn anything(chance: &mut StdRng) -> Vec<Operation> {
    let mut operations = Vec::new();
    let span = chance.random_range(6..20);
    for _ in 0..chance.random_range(1..=5) {
        let asked = chance.random_range(0..span);
        let answered = chance.random_range(asked..=span);
        if chance.random_bool(0.4) {
            operations.push((Refused, asked, answered));
            continue;
        }
        operations.push((Booked, asked, answered));
        if chance.random_bool(0.5) {
            let asked = chance.random_range(answered + 1..=span + 1);
            operations.push((Cancelled, asked, chance.random_range(asked..=span + 2)));
        }
    }
    history(&operations)
}

#[test]
fn it_says_what_trying_every_order_says() {
    let mut chance = StdRng::seed_from_u64(7);
    let mut found = [0, 0];
    for number in 0..20_000 {
        let operations = anything(&mut chance);
        let capacity = chance.random_range(1..=3);
        let expected = is_explained(&operations, capacity, &mut vec![false; operations.len()], 0);
        let verdict = taken_after(&operations, capacity);
        assert_eq!(verdict.is_ok(), expected, "{number}: capacity {capacity}: {verdict:?} of {operations:?}");
        found[usize::from(expected)] += 1;
    }
    assert!(found.iter().all(|count| *count > 2_000), "both are met often: {found:?}");
}

/// A counter that is asked by many at once; what each sees is a wider interval around the instant of its answer.
fn honest(chance: &mut StdRng, capacity: usize, steps: u64, width: u64) -> Vec<Operation> {
    let (mut operations, mut booked) = (Vec::new(), Vec::new());
    for step in 0..steps {
        let at = 10 * width + step * 10;
        let (asked, answered) = (at - chance.random_range(0..width), at + chance.random_range(0..width));
        let may_cancel: Vec<usize> = (0..booked.len()).filter(|index| booked[*index] < asked).collect();
        let what = if chance.random_bool(0.3) && !may_cancel.is_empty() {
            booked.swap_remove(may_cancel[chance.random_range(0..may_cancel.len())]);
            Cancelled
        } else if booked.len() < capacity {
            booked.push(answered);
            Booked
        } else {
            Refused
        };
        operations.push(Operation { what, asked, answered });
    }
    operations
}

#[test]
fn honest_crowds_pass_and_every_planted_mistake_is_found() {
    let mut chance = StdRng::seed_from_u64(11);
    for round in 0..5 {
        let operations = honest(&mut chance, 50, 4_000, 400);
        let count = |what| operations.iter().filter(|operation| operation.what == what).count();
        assert_eq!(taken_after(&operations, 50), Ok(count(Booked) - count(Cancelled)), "round {round}");
        let end = operations.iter().map(|operation| operation.answered).max().unwrap() + 10;

        // Everybody leaves; then somebody is refused.
        let mut free = operations.clone();
        let left = count(Booked) - count(Cancelled);
        free.extend((0..left).map(|_| Operation { what: Cancelled, asked: end, answered: end + 5 }));
        free.push(Operation { what: Refused, asked: end + 6, answered: end + 9 });
        assert_eq!(taken_after(&free, 50), Err(Violation::RefusedWhileFree(free[free.len() - 1])));

        // One more than there are places.
        let mut oversold = operations.clone();
        oversold.extend((0..51 - left).map(|_| Operation { what: Booked, asked: end, answered: end + 5 }));
        assert!(matches!(taken_after(&oversold, 50), Err(Violation::Oversold(_))), "round {round}");
        oversold.pop();
        assert_eq!(taken_after(&oversold, 50), Ok(50));

        // A place that somebody gave back and nobody can have again: the slot says full with one less.
        let mut lost = operations.clone();
        lost.extend((0..50 - left).map(|_| Operation { what: Booked, asked: end, answered: end + 5 }));
        lost.push(Operation { what: Cancelled, asked: end + 6, answered: end + 7 });
        lost.push(Operation { what: Refused, asked: end + 8, answered: end + 9 });
        assert!(matches!(taken_after(&lost, 50), Err(Violation::RefusedWhileFree(_))), "round {round}");
    }
}

#[test]
fn an_instant_must_be_found_within_the_interval() {
    // Refused while the only place is being given back: at the beginning it was still taken.
    let overlapping = history(&[(Booked, 0, 1), (Cancelled, 2, 6), (Refused, 5, 9)]);
    assert_eq!(taken_after(&overlapping, 1), Ok(0));
    let too_late = history(&[(Booked, 0, 1), (Cancelled, 2, 4), (Refused, 5, 9)]);
    assert!(matches!(taken_after(&too_late, 1), Err(Violation::RefusedWhileFree(_))));
    // Whoever is answered late may have taken the place early.
    let slow = history(&[(Booked, 0, 9), (Refused, 2, 3)]);
    assert_eq!(taken_after(&slow, 1), Ok(1));
    // But not if somebody else had it from then until they left.
    let both = history(&[(Booked, 0, 10), (Refused, 1, 2), (Booked, 5, 6), (Cancelled, 7, 8)]);
    assert!(matches!(taken_after(&both, 1), Err(Violation::Oversold(_) | Violation::RefusedWhileFree(_))));
    let twice = history(&[(Booked, 0, 1), (Cancelled, 2, 3), (Cancelled, 2, 3)]);
    assert!(matches!(taken_after(&twice, 1), Err(Violation::GivenBackTwice(_))));
}
