//! What travels with a half-filled form in its hidden field: the journey id, the answers as typed, and where the resident
//! has been. Bytes in, bytes out; sealing them is the vault's work. Nothing of it is stored on the server unless it is saved.

use std::collections::BTreeSet;
use std::io::{Read as _, Write as _};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use madoguchi_schema::RawAnswers;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

use crate::clock::Timestamp;
use crate::journeys::Code;

/// The largest plain state. The worst case of a form is linted at publish; beyond it somebody is playing.
pub const MAX_PLAIN: usize = 256 * 1024;

/// A journey on its way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// Random id of the journey: the idempotency key of its submission.
    pub id: String,
    /// Answers exactly as typed.
    pub answers: RawAnswers,
    /// Ids of the pages that were completed.
    pub passed: BTreeSet<String>,
    /// Names of the fields that stood on a completed page.
    pub seen: BTreeSet<String>,
    /// Came from the confirmation to change something.
    pub is_returning: bool,
    /// What the confirmation showed last.
    pub digest: Option<String>,
    /// The first attempt to send that the server could not take.
    pub attempt: Option<Attempt>,
    /// When the first post came, in microseconds since the Unix epoch.
    pub begun_at_micros: Option<i64>,
    /// When the questions were handed out, in microseconds since the Unix epoch: the day of a page that everybody gets, the
    /// instant where somebody was let in.
    pub entered_at_micros: Option<i64>,
    /// Where it was saved for later.
    pub saved: Option<SavedAs>,
}

/// What a journey knows of how it was saved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SavedAs {
    /// The code.
    pub code: Code,
    /// When, in microseconds since the Unix epoch: what is saved later from another window is known to be newer.
    pub at_micros: i64,
}

/// An attempt to send that was answered 503: its time still counts for the same answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attempt {
    /// When the post was fully read, in microseconds since the Unix epoch.
    pub received_at_micros: i64,
    /// What was to be sent.
    pub digest: String,
}

#[derive(Serialize, Deserialize)]
struct Wire {
    id: String,
    answers: Map<String, Value>,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    passed: BTreeSet<String>,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    seen: BTreeSet<String>,
    #[serde(default)]
    is_returning: bool,
    #[serde(default)]
    digest: Option<String>,
    #[serde(default)]
    attempt: Option<Attempt>,
    #[serde(default)]
    begun_at_micros: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    entered_at_micros: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    saved: Option<SavedAs>,
}

impl State {
    /// A journey that has just begun.
    #[must_use]
    pub fn new(id: String) -> Self {
        Self { id, ..Self::default() }
    }

    /// When the applicant began: when the questions were handed out, or else with the first post.
    #[must_use]
    pub fn began_at(&self) -> Option<Timestamp> {
        self.entered_at_micros.or(self.begun_at_micros).map(Timestamp::from_micros)
    }

    /// Whether a page of the journey has come back before, or the questions were handed out to whoever posts now.
    #[must_use]
    pub fn has_begun(&self) -> bool {
        self.began_at().is_some()
    }

    /// The compressed bytes; none when there is too much to carry.
    #[must_use]
    pub fn encode(&self) -> Option<Vec<u8>> {
        let wire = Wire {
            id: self.id.clone(),
            answers: self.answers.0.clone(),
            passed: self.passed.clone(),
            seen: self.seen.clone(),
            is_returning: self.is_returning,
            digest: self.digest.clone(),
            attempt: self.attempt.clone(),
            begun_at_micros: self.begun_at_micros,
            entered_at_micros: self.entered_at_micros,
            saved: self.saved.clone(),
        };
        let plain = serde_json::to_vec(&wire).ok().filter(|plain| plain.len() <= MAX_PLAIN)?;
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(&plain).ok()?;
        encoder.finish().ok()
    }

    /// Reads [`State::encode`]d bytes.
    #[must_use]
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let mut plain = Vec::new();
        let limit = u64::try_from(MAX_PLAIN).ok()?;
        DeflateDecoder::new(bytes).take(limit + 1).read_to_end(&mut plain).ok()?;
        if plain.len() > MAX_PLAIN {
            return None;
        }
        let wire: Wire = serde_json::from_slice(&plain).ok()?;
        Some(Self {
            id: wire.id,
            answers: RawAnswers(wire.answers),
            passed: wire.passed,
            seen: wire.seen,
            is_returning: wire.is_returning,
            digest: wire.digest,
            attempt: wire.attempt,
            begun_at_micros: wire.begun_at_micros,
            entered_at_micros: wire.entered_at_micros,
            saved: wire.saved,
        })
    }
}

/// What stands for the normalised answers that were shown.
#[must_use]
pub fn digest(answers: &Map<String, Value>) -> String {
    let text = Value::Object(answers.clone()).to_string();
    Sha256::digest(text.as_bytes()).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(text: &str) -> State {
        let mut state = State::new("j-1".to_owned());
        state.answers.0.insert("name".to_owned(), Value::from(text));
        state.passed.insert("applicant".to_owned());
        state.begun_at_micros = Some(7);
        state.entered_at_micros = Some(5);
        state.attempt = Some(Attempt { received_at_micros: 1, digest: "d".to_owned() });
        state
    }

    #[test]
    fn what_was_typed_comes_back_unchanged() {
        let state = state("  𠮷野　葛󠄀城\r\n");
        assert_eq!(state.encode().and_then(|bytes| State::decode(&bytes)), Some(state));
    }

    #[test]
    fn too_much_is_refused_both_ways() {
        assert_eq!(state(&"あ".repeat(MAX_PLAIN / 3)).encode(), None);
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&vec![b' '; 64 * MAX_PLAIN]).unwrap();
        assert_eq!(State::decode(&encoder.finish().unwrap()), None);
        assert_eq!(State::decode(b"no deflate"), None);
    }
}
