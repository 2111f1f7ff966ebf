//! Typed identifiers and the source of randomness.
//!
//! Every identifier is a UUIDv7 inside and a prefixed string outside (`form_0198…`), so that one kind can never be
//! passed for another and a log line can be read. Randomness is an argument: `App` carries one [`Random`], and clippy
//! forbids the ambient generators.

use std::fmt;
use std::str::FromStr;

use rand::{TryRngCore, rngs::OsRng};
use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::clock::Timestamp;

/// A string that is not an identifier of the expected kind.
#[derive(Debug, thiserror::Error)]
#[error("not an identifier of the kind {0}")]
pub struct InvalidId(&'static str);

macro_rules! typed_ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, DeriveValueType)]
        pub struct $name(pub Uuid);

        impl $name {
            /// What the identifier begins with when it is shown.
            pub const PREFIX: &'static str = $prefix;

            /// A new identifier that sorts by the time it was made.
            #[must_use]
            pub fn new(random: &Random, now: Timestamp) -> Self {
                Self(random.uuid_v7(now))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(formatter, "{}_{}", Self::PREFIX, self.0.simple())
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                text.strip_prefix(concat!($prefix, "_"))
                    .filter(|tail| tail.len() == 32)
                    .and_then(|tail| Uuid::try_parse(tail).ok())
                    .map(Self)
                    .ok_or(InvalidId($prefix))
            }
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                String::schema()
            }
        }

        impl utoipa::ToSchema for $name {}

        // The database never makes up an identifier.
        impl sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, sea_orm::DbErr> {
                Err(sea_orm::DbErr::ConvertFromU64(stringify!($name)))
            }
        }
    )*};
}

typed_ids! {
    /// A municipality.
    OrganizationId = "org";
    /// A department of an organization.
    DepartmentId = "dept";
    /// A member of staff.
    StaffId = "staff";
    /// A signed-in browser.
    SessionId = "session";
    /// A bearer token for machines.
    ApiTokenId = "token";
    /// A form: its draft, its versions and its operational settings.
    FormId = "form";
    /// One immutable published version of a form.
    VersionId = "ver";
    /// One accepted submission.
    SubmissionId = "sub";
    /// One step in a submission's timeline.
    SubmissionEventId = "step";
    /// One attached file.
    FileId = "file";
    /// A half-filled form that was saved.
    SavedJourneyId = "saved";
    /// A publication that was requested or planned.
    PublicationId = "pub";
    /// A number or an address that may be sent once.
    UsedKeyId = "key";
    /// Somebody who has a draft open.
    DraftEditorId = "editor";
    /// A picture of a form.
    FormImageId = "image";
    /// The mails of one address on one day.
    MailRecipientId = "mails";
    /// A calendar of appointments.
    CalendarId = "cal";
    /// A place where appointments take place.
    PlaceId = "place";
    /// One time at one place.
    SlotId = "slt";
    /// Somebody's appointment.
    BookingId = "bkg";
    /// A place kept for somebody who is still filling in.
    SlotHoldId = "hold";
    /// One piece of work in the outbox.
    JobId = "job";
    /// One attempt to deliver an event to a webhook.
    DeliveryId = "delivery";
    /// One line of the audit log.
    AuditEventId = "audit";
}

/// Where unpredictable bytes come from: the operating system.
#[derive(Clone, Debug, Default)]
pub struct Random(());

impl Random {
    /// The operating system's generator.
    #[must_use]
    pub fn system() -> Self {
        Self(())
    }

    /// Fills `bytes` with unpredictable bytes.
    ///
    /// # Panics
    /// Ends the process when the operating system cannot give randomness: nothing secure can go on then.
    pub fn fill(&self, bytes: &mut [u8]) {
        if let Err(error) = OsRng.try_fill_bytes(bytes) {
            tracing::error!(%error, "the operating system gives no randomness");
            std::process::abort();
        }
    }

    /// `N` unpredictable bytes.
    #[must_use]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.fill(&mut bytes);
        bytes
    }

    /// A UUIDv7 for this instant (RFC 9562 section 5.7).
    #[must_use]
    pub fn uuid_v7(&self, now: Timestamp) -> Uuid {
        let millis = u64::try_from(now.millis()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes::<10>()).into_uuid()
    }

    /// `length` characters drawn evenly from `alphabet` (at most 256 characters).
    #[must_use]
    pub fn text(&self, alphabet: &[u8], length: usize) -> String {
        // Bytes beyond the largest multiple of the alphabet's length are thrown away: otherwise some letters come more often.
        let limit = 256 - 256 % alphabet.len();
        let mut text = String::with_capacity(length);
        while text.len() < length {
            for byte in self.bytes::<32>() {
                if usize::from(byte) < limit && text.len() < length {
                    text.push(char::from(alphabet[usize::from(byte) % alphabet.len()]));
                }
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_survives_the_round_trip_and_refuses_another_kind() {
        let id = FormId::new(&Random::system(), Timestamp::from_micros(1_700_000_000_000_000));
        assert_eq!(id.to_string().parse::<FormId>().unwrap(), id);
        assert!(id.to_string().parse::<StaffId>().is_err());
    }

    #[test]
    fn random_text_uses_the_alphabet_only() {
        let text = Random::system().text(b"ABC", 1000);
        assert_eq!(text.len(), 1000);
        assert!("ABC".chars().all(|letter| text.contains(letter)));
    }
}
