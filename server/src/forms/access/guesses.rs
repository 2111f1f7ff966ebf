//! How fast the passwords of forms may be guessed.
//!
//! Wrong ones are counted per form. While a form has had its share, only addresses that have guessed much themselves have
//! to wait: thousands of residents may sit behind one address, and one guesser must not lock out everybody else. In memory,
//! each process for itself; hashing is limited too, apart from the hashing of staff's own passwords.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

use tokio::sync::Semaphore;

use crate::clock::Timestamp;
use crate::ids::FormId;
use crate::staff::throttle::seconds_until;

/// What may be used up at once, and how long one takes to come back.
#[derive(Clone, Copy)]
struct Share {
    burst: i64,
    seconds: i64,
    /// The longest that is counted, in seconds: beyond it a further guess changes nothing.
    longest: i64,
}

/// Of a form: far more than people mistype.
const FORM: Share = Share { burst: 60, seconds: 1, longest: 24 * 60 * 60 };
/// Of an address, while the form's is used up.
const CLIENT: Share = Share { burst: 10, seconds: 60, longest: 10 * 60 };
/// Addresses and forms kept in memory.
const CAPACITY: usize = 10_000;
/// Passwords hashed at the same time: 19 MiB each.
const HASHERS: usize = 2;

/// When what each has used up will all have come back.
type Used<K> = HashMap<K, Timestamp>;
/// By forms, and by addresses at them.
type Counted = (Used<FormId>, Used<(FormId, String)>);

/// The guesses of this process.
pub struct Guesses {
    used: Mutex<Counted>,
    hashers: Semaphore,
}

impl Default for Guesses {
    fn default() -> Self {
        Self { used: Mutex::default(), hashers: Semaphore::new(HASHERS) }
    }
}

impl Guesses {
    /// Counts a guess before it is looked at, so that many at once are many.
    ///
    /// # Errors
    /// The seconds to wait when both the form's share and the address's own are used up.
    pub fn enter(&self, form: FormId, client: &str, now: Timestamp) -> Result<(), u32> {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let (forms, clients) = &mut *used;
        let own = (form, client.to_owned());
        let waits = (FORM.wait(forms.get(&form), now), CLIENT.wait(clients.get(&own), now));
        if let (Some(form_waits), Some(own_waits)) = waits {
            return Err(form_waits.min(own_waits));
        }
        FORM.take(forms, form, now);
        CLIENT.take(clients, own, now);
        Ok(())
    }

    /// The guess was right: it does not count.
    pub fn forgive(&self, form: FormId, client: &str) {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let (forms, clients) = &mut *used;
        FORM.give_back(forms, &form);
        CLIENT.give_back(clients, &(form, client.to_owned()));
    }

    /// Waits until one more password may be hashed.
    pub async fn hasher(&self) -> Option<tokio::sync::SemaphorePermit<'_>> {
        // Never closed.
        self.hashers.acquire().await.ok()
    }
}

impl Share {
    /// The seconds until one more may be used; none when it may be now.
    fn wait(self, used_until: Option<&Timestamp>, now: Timestamp) -> Option<u32> {
        let until = used_until.copied().unwrap_or(now).max(now);
        seconds_until(until.plus_seconds((1 - self.burst) * self.seconds), now)
    }

    fn take<K: Hash + Eq>(self, used: &mut Used<K>, key: K, now: Timestamp) {
        if used.len() >= CAPACITY && !used.contains_key(&key) {
            used.retain(|_, until| *until > now);
        }
        if used.len() >= CAPACITY && !used.contains_key(&key) {
            // So many guess at once that the form's own share has to do.
            return;
        }
        let until = used.entry(key).or_insert(now);
        let most = now.plus_seconds(self.longest);
        *until = (*until).max(now).plus_seconds(self.seconds).min(most);
    }

    fn give_back<K: Hash + Eq>(self, used: &mut Used<K>, key: &K) {
        if let Some(until) = used.get_mut(key) {
            *until = until.plus_seconds(-self.seconds);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Random;

    const NOW: Timestamp = Timestamp(1_790_000_000_000_000);

    fn form() -> FormId {
        FormId::new(&Random::system(), NOW)
    }

    #[test]
    fn a_school_behind_one_address_may_mistype_often() {
        let (guesses, form) = (Guesses::default(), form());
        for _ in 0..FORM.burst {
            guesses.enter(form, "192.0.2.1", NOW).unwrap();
        }
        assert_eq!(guesses.enter(form, "192.0.2.1", NOW), Err(1), "as many as a form bears");
        assert_eq!(guesses.enter(form, "192.0.2.1", NOW.plus_seconds(1)), Ok(()));
        assert!(guesses.enter(form, "192.0.2.1", NOW.plus_seconds(1)).is_err());
    }

    #[test]
    fn one_guesser_locks_nobody_else_out() {
        let (guesses, attacked, other) = (Guesses::default(), form(), form());
        while guesses.enter(attacked, "192.0.2.1", NOW).is_ok() {}
        for _ in 0..CLIENT.burst {
            guesses.enter(attacked, "192.0.2.2", NOW).unwrap();
        }
        assert!(guesses.enter(attacked, "192.0.2.2", NOW).is_err(), "now a guesser too");
        assert_eq!(guesses.enter(attacked, "192.0.2.3", NOW), Ok(()));
        assert_eq!(guesses.enter(other, "192.0.2.1", NOW), Ok(()));
    }

    #[test]
    fn who_knows_it_makes_no_room_for_the_guesser() {
        let (guesses, form) = (Guesses::default(), form());
        while guesses.enter(form, "192.0.2.1", NOW).is_ok() {}
        guesses.enter(form, "192.0.2.2", NOW).unwrap();
        guesses.forgive(form, "192.0.2.2");
        assert!(guesses.enter(form, "192.0.2.1", NOW).is_err());
    }

    #[test]
    fn who_knows_it_uses_nothing_up() {
        let (guesses, form) = (Guesses::default(), form());
        for _ in 0..1000 {
            guesses.enter(form, "192.0.2.1", NOW).unwrap();
            guesses.forgive(form, "192.0.2.1");
        }
        while guesses.enter(form, "192.0.2.1", NOW).is_ok() {}
        assert_eq!(guesses.enter(form, "192.0.2.1", NOW.plus_seconds(3600)), Ok(()), "time forgives");
    }
}
