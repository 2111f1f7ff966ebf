//! How much one form takes in a minute, so that a flood at one form leaves the others alone. Counted per form and never per
//! address: thousands of residents may sit behind one. Each process counts for itself, in memory.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::clock::Timestamp;
use crate::config::Config;
use crate::ids::{FormId, Random};

const MINUTE: i64 = 60 * 1_000_000;
/// Forms counted at the same time; when there are more, those that are full again are forgotten.
const CAPACITY: usize = 10_000;

/// Codes of saved journeys that open nothing. Far more than people mistype, far too few for guessing.
const WRONG_CODES_PER_MINUTE: u32 = 60;

/// The limits of this process.
pub struct Limits {
    submissions: Buckets,
    uploads: Buckets,
    saves: Buckets,
    codes: Buckets,
    reminders: Buckets,
    wrong_codes: Buckets,
    holds: Buckets,
    random: Random,
}

struct Buckets {
    what: &'static str,
    /// 0: no limit.
    per_minute: u32,
    /// When each form's bucket will be full again. A bucket holds one minute's worth.
    full_at: Mutex<HashMap<FormId, Timestamp>>,
}

impl Limits {
    /// As configured.
    #[must_use]
    pub fn new(config: &Config, random: Random) -> Self {
        let buckets = |what, per_minute| Buckets { what, per_minute, full_at: Mutex::default() };
        Self {
            submissions: buckets("submission", config.form_submissions_per_minute),
            uploads: buckets("upload", config.form_uploads_per_minute),
            saves: buckets("save", config.form_submissions_per_minute),
            codes: buckets("new code", config.form_saves_per_minute),
            reminders: buckets("reminder", config.form_saves_per_minute),
            wrong_codes: buckets("wrong code", WRONG_CODES_PER_MINUTE),
            holds: buckets("hold", config.form_submissions_per_minute),
            random,
        }
    }

    /// Counts a submission.
    ///
    /// # Errors
    /// The seconds to wait when the form has taken all it may.
    pub fn submission(&self, form: FormId, now: Timestamp) -> Result<(), u32> {
        self.submissions.take(form, now).map_err(|wait| self.apart(wait))
    }

    /// Takes a count back: nothing new was written, so a repetition uses up nobody's share.
    pub fn give_back_submission(&self, form: FormId) {
        self.submissions.give_back(form);
    }

    /// Counts a file.
    ///
    /// # Errors
    /// The seconds to wait when the form has taken all it may.
    pub fn upload(&self, form: FormId, now: Timestamp) -> Result<(), u32> {
        self.uploads.take(form, now).map_err(|wait| self.apart(wait))
    }

    /// Counts a journey that is saved for later; as many as submissions.
    ///
    /// # Errors
    /// The seconds to wait when the form has taken all it may.
    pub fn save(&self, form: FormId, now: Timestamp) -> Result<(), u32> {
        self.saves.take(form, now).map_err(|wait| self.apart(wait))
    }

    /// Counts a code of a journey that was not kept before: each is one more row for days.
    ///
    /// # Errors
    /// The seconds to wait when the form has given out all it may.
    pub fn new_code(&self, form: FormId, now: Timestamp) -> Result<(), u32> {
        self.codes.take(form, now).map_err(|wait| self.apart(wait))
    }

    /// Counts a mail that somebody asks for to any address; as many as new codes.
    ///
    /// # Errors
    /// The seconds to wait when there were too many.
    pub fn reminder(&self, form: FormId, now: Timestamp) -> Result<(), u32> {
        self.reminders.take(form, now).map_err(|wait| self.apart(wait))
    }

    /// Counts a place of a slot that is kept while somebody fills in; as many as submissions.
    ///
    /// # Errors
    /// The seconds to wait when the form has kept all it may.
    pub fn hold(&self, form: FormId, now: Timestamp) -> Result<(), u32> {
        self.holds.take(form, now)
    }

    /// Counts a code that opened nothing.
    ///
    /// # Errors
    /// The seconds to wait when there were too many.
    pub fn wrong_code(&self, form: FormId, now: Timestamp) -> Result<(), u32> {
        self.wrong_codes.take(form, now)
    }

    /// Those who are sent away do not come back all at once.
    #[must_use]
    pub fn apart(&self, wait: u32) -> u32 {
        let [byte] = self.random.bytes::<1>();
        wait + u32::from(byte) % 16
    }
}

impl Buckets {
    fn take(&self, form: FormId, now: Timestamp) -> Result<(), u32> {
        if self.per_minute == 0 {
            return Ok(());
        }
        let one = MINUTE / i64::from(self.per_minute);
        let mut full_at = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        if full_at.len() >= CAPACITY {
            full_at.retain(|_, at| *at > now);
        }
        let at = full_at.entry(form).or_insert(now);
        let next = (*at).max(now).micros() + one;
        let wait = next - now.micros() - MINUTE;
        if wait > 0 {
            metrics::counter!("madoguchi_form_limited_total", "what" => self.what).increment(1);
            return Err(u32::try_from(wait / 1_000_000 + 1).unwrap_or(u32::MAX));
        }
        *at = Timestamp::from_micros(next);
        Ok(())
    }

    fn give_back(&self, form: FormId) {
        let mut full_at = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = full_at.get_mut(&form).filter(|_| self.per_minute > 0) {
            *at = Timestamp::from_micros(at.micros() - MINUTE / i64::from(self.per_minute));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_takes_a_minutes_worth_and_then_as_many_as_fit() {
        let random = Random::system();
        let mut now = Timestamp::from_micros(1_775_005_200_000_000);
        let [form, other] = [(); 2].map(|()| FormId::new(&random, now));
        let buckets = Buckets { what: "test", per_minute: 60, full_at: Mutex::default() };
        assert!((0..60).all(|_| buckets.take(form, now).is_ok()));
        assert_eq!(buckets.take(form, now), Err(2));
        assert_eq!(buckets.take(other, now), Ok(()), "other forms do not notice");
        buckets.give_back(form);
        assert_eq!((buckets.take(form, now), buckets.take(form, now)), (Ok(()), Err(2)));
        now = now.plus_seconds(1);
        assert_eq!((buckets.take(form, now), buckets.take(form, now)), (Ok(()), Err(2)));
        now = now.plus_seconds(3600);
        assert!((0..60).all(|_| buckets.take(form, now).is_ok()));
        assert!(buckets.take(form, now).is_err(), "a quiet hour is not saved up");
        let off = Buckets { what: "test", per_minute: 0, full_at: Mutex::default() };
        assert!((0..1000).all(|_| off.take(form, now).is_ok()));
    }
}
