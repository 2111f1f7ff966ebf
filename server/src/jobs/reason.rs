//! Which kind of failure an attempt met with: what staff are told in words, and what they send again together.

use crate::db::entity::values::JobReason;
use crate::mail::{MailError, Trouble};
use crate::queue::worker::TimedOut;
use crate::webhooks;
use crate::webhooks::client::DeliveryError;

/// Failures that no attempt can change.
#[derive(Clone, Copy, Debug, thiserror::Error)]
pub(super) enum Hopeless {
    /// What it is about.
    #[error("{0} is gone")]
    Gone(&'static str),
    /// The resident left the field empty.
    #[error("no address was given")]
    NoAddress,
    /// For days.
    #[error("this address has got all the mails it may get for days")]
    TooMany,
}

/// What kind of failure this is.
pub(super) fn of(error: &anyhow::Error) -> JobReason {
    if error.is::<TimedOut>() {
        return JobReason::TimedOut;
    }
    if let Some(mail) = error.downcast_ref::<MailError>() {
        return match mail {
            MailError::Address => JobReason::MailAddress,
            MailError::Refused(_) => JobReason::MailRefused,
            MailError::Deferred(_) => JobReason::MailDeferred,
            MailError::Unavailable(Trouble::SignIn(_)) => JobReason::MailSignIn,
            MailError::Unavailable(Trouble::TimedOut) => JobReason::TimedOut,
            MailError::Unavailable(Trouble::Tls | Trouble::Conversation | Trouble::Unreachable) => {
                JobReason::MailUnreachable
            }
            MailError::Message(_) | MailError::Folder(_) => JobReason::Internal,
        };
    }
    if let Some(delivery) = error.downcast_ref::<DeliveryError>() {
        return webhooks::deliver::reason(*delivery);
    }
    match error.downcast_ref::<Hopeless>() {
        Some(Hopeless::Gone(_)) => JobReason::Gone,
        Some(Hopeless::NoAddress) => JobReason::MailAddress,
        Some(Hopeless::TooMany) => JobReason::MailLimit,
        None => JobReason::Internal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_failure_has_its_word() {
        let word = |error: anyhow::Error| of(&error);
        assert_eq!(word(MailError::Refused(550).into()), JobReason::MailRefused);
        assert_eq!(word(MailError::Deferred(451).into()), JobReason::MailDeferred);
        assert_eq!(word(MailError::Unavailable(Trouble::SignIn(535)).into()), JobReason::MailSignIn);
        assert_eq!(word(MailError::Unavailable(Trouble::Unreachable).into()), JobReason::MailUnreachable);
        assert_eq!(word(TimedOut.into()), JobReason::TimedOut);
        assert_eq!(word(Hopeless::Gone("the form").into()), JobReason::Gone);
        assert_eq!(word(DeliveryError::Refused(500).into()), JobReason::WebhookRefused);
        assert_eq!(word(anyhow::anyhow!("whatever")), JobReason::Internal);
    }
}
