//! How fast passwords may be guessed.
//!
//! Three limits: attempts per client address (in memory), failures per account (the account's row, so that a restart
//! forgives nothing) and failures per address that has no account (in memory, the same rule: being blocked must not
//! tell that an account exists). Hashing itself is limited too: it is slow and takes memory on purpose.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use tokio::sync::Semaphore;

use crate::clock::Timestamp;

/// Failures from which on an account is blocked for a while.
pub const FREE_FAILURES: i64 = 5;
/// The first block; each further failure doubles it.
const FIRST_BLOCK_SECONDS: i64 = 15;
/// The longest block. Longer ones would let anybody lock a person out for the day.
const LONGEST_BLOCK_SECONDS: i64 = 15 * 60;
/// A whole office often shares one address, so a burst is allowed.
const CLIENT_BURST: i64 = 30;
/// How long a client's failed attempt counts against the burst.
const CLIENT_SECONDS: i64 = 20;
/// Entries kept in memory per limit.
const CAPACITY: usize = 10_000;
/// Passwords hashed at the same time: 19 MiB each.
const HASHERS: usize = 4;
/// Attempts on one address wait for each other: parallel guesses would all be made before the first is counted.
const TURNS: usize = 64;

/// How long an account is blocked after that many failures in a row; `None` when it is not.
#[must_use]
pub fn block_seconds(failures: i64) -> Option<i64> {
    let doublings = u32::try_from(failures - FREE_FAILURES).ok()?;
    Some(
        FIRST_BLOCK_SECONDS
            .saturating_mul(1_i64.checked_shl(doublings.min(20)).unwrap_or(i64::MAX))
            .min(LONGEST_BLOCK_SECONDS),
    )
}

/// Seconds from `now` until `until`, rounded up; `None` when it has passed.
#[must_use]
pub fn seconds_until(until: Timestamp, now: Timestamp) -> Option<u32> {
    let micros = until.micros() - now.micros();
    (micros > 0).then(|| u32::try_from((micros + 999_999) / 1_000_000).unwrap_or(u32::MAX))
}

#[derive(Clone, Copy)]
struct Failures {
    count: i64,
    last_at: Timestamp,
    blocked_until_at: Timestamp,
}

/// The limits of this process.
pub struct Throttle {
    /// When each client's attempts will all be forgotten.
    clients: Mutex<HashMap<String, Timestamp>>,
    strangers: Mutex<HashMap<[u8; 32], Failures>>,
    turns: Vec<tokio::sync::Mutex<()>>,
    hashers: Semaphore,
}

impl Default for Throttle {
    fn default() -> Self {
        Self {
            clients: Mutex::default(),
            strangers: Mutex::default(),
            turns: (0..TURNS).map(|_| tokio::sync::Mutex::new(())).collect(),
            hashers: Semaphore::new(HASHERS),
        }
    }
}

impl Throttle {
    /// Counts an attempt of this client.
    ///
    /// # Errors
    /// The seconds to wait when there were too many.
    pub fn enter(&self, client: &str, now: Timestamp) -> Result<(), u32> {
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        let forgotten_at = clients.get(client).copied().unwrap_or(now).max(now).plus_seconds(CLIENT_SECONDS);
        let allowed_at = forgotten_at.plus_seconds(-CLIENT_BURST * CLIENT_SECONDS);
        if let Some(wait) = seconds_until(allowed_at, now) {
            return Err(wait);
        }
        if clients.len() >= CAPACITY && !clients.contains_key(client) {
            make_room(&mut clients, |until| *until, now);
        }
        clients.insert(client.to_owned(), forgotten_at);
        Ok(())
    }

    /// The attempt succeeded: it does not count.
    pub fn forgive(&self, client: &str) {
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(until) = clients.get_mut(client) {
            *until = until.plus_seconds(-CLIENT_SECONDS);
        }
    }

    /// The seconds to wait before this address without an account may be tried again.
    #[must_use]
    pub fn stranger_waits(&self, address: &[u8; 32], now: Timestamp) -> Option<u32> {
        let strangers = self.strangers.lock().unwrap_or_else(PoisonError::into_inner);
        strangers.get(address).and_then(|failures| seconds_until(failures.blocked_until_at, now))
    }

    /// Counts a failure for an address without an account.
    pub fn stranger_failed(&self, address: [u8; 32], now: Timestamp) {
        let mut strangers = self.strangers.lock().unwrap_or_else(PoisonError::into_inner);
        if strangers.len() >= CAPACITY && !strangers.contains_key(&address) {
            make_room(&mut strangers, |failures| failures.last_at, now.plus_seconds(-3600));
        }
        let failures = strangers.entry(address).or_insert(Failures { count: 0, last_at: now, blocked_until_at: now });
        failures.count += 1;
        failures.last_at = now;
        failures.blocked_until_at = now.plus_seconds(block_seconds(failures.count).unwrap_or(0));
    }

    /// Waits until no other attempt on this address is being checked.
    pub async fn turn(&self, address: &[u8; 32]) -> tokio::sync::MutexGuard<'_, ()> {
        self.turns[usize::from(address[0]) % TURNS].lock().await
    }

    /// Waits until one more password may be hashed.
    pub async fn hasher(&self) -> Option<tokio::sync::SemaphorePermit<'_>> {
        // Never closed.
        self.hashers.acquire().await.ok()
    }
}

/// Drops what no longer matters, and the oldest tenth when that is not enough.
fn make_room<K: Clone + Eq + std::hash::Hash, V>(
    entries: &mut HashMap<K, V>,
    at: impl Fn(&V) -> Timestamp,
    outdated: Timestamp,
) {
    entries.retain(|_, value| at(value) > outdated);
    if entries.len() >= CAPACITY {
        let mut ages: Vec<(Timestamp, K)> = entries.iter().map(|(key, value)| (at(value), key.clone())).collect();
        ages.sort_by_key(|(at, _)| *at);
        for (_, key) in ages.into_iter().take(CAPACITY / 10) {
            entries.remove(&key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_790_000_000_000_000);

    #[test]
    fn blocks_begin_at_the_fifth_failure_double_and_end_at_a_quarter_of_an_hour() {
        assert_eq!(block_seconds(4), None);
        assert_eq!(block_seconds(5), Some(15));
        assert_eq!(block_seconds(6), Some(30));
        assert_eq!(block_seconds(11), Some(900));
        assert_eq!(block_seconds(1_000_000), Some(900));
    }

    #[test]
    fn a_client_gets_its_burst_back_with_time_and_with_success() {
        let throttle = Throttle::default();
        for _ in 0..CLIENT_BURST {
            throttle.enter("192.0.2.1", NOW).unwrap();
        }
        assert_eq!(throttle.enter("192.0.2.1", NOW), Err(20));
        assert_eq!(throttle.enter("192.0.2.2", NOW), Ok(()));
        assert_eq!(throttle.enter("192.0.2.1", NOW.plus_seconds(20)), Ok(()));
        throttle.forgive("192.0.2.1");
        assert_eq!(throttle.enter("192.0.2.1", NOW.plus_seconds(20)), Ok(()));
        assert!(throttle.enter("192.0.2.1", NOW.plus_seconds(20)).is_err());
    }

    #[test]
    fn what_is_kept_is_bounded() {
        let throttle = Throttle::default();
        for number in 0..(CAPACITY + 500) {
            throttle.enter(&number.to_string(), NOW).unwrap();
        }
        assert!(throttle.clients.lock().unwrap().len() <= CAPACITY);
        // The newest are the ones that stay.
        assert!(throttle.clients.lock().unwrap().contains_key(&(CAPACITY + 499).to_string()));
    }
}
