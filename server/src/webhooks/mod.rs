//! Telling other systems that something happened to a form's cases: ids, numbers and times, never an answer. Signed as
//! Standard Webhooks says; sent only to addresses that cannot be inside the network. When is decided by the features,
//! how often by the queue.

pub mod address;
pub mod client;
pub mod deliver;
pub mod secret;
pub mod store;

use serde_json::{Value, json};

use crate::clock::Timestamp;

/// A submission was accepted.
pub const SUBMISSION_CREATED: &str = "submission.created";
/// A case came to another state.
pub const STATE_CHANGED: &str = "case.state_changed";
/// Somebody tries the webhook out.
pub const TEST: &str = "webhook.test";

/// The body of an event.
#[must_use]
pub fn body(event: &str, at: Timestamp, data: &Value) -> String {
    json!({ "type": event, "timestamp": at, "data": data }).to_string()
}
