//! The four-eyes rule: which changes of a form that residents use need a second person, and what an edit does to a
//! publication that waits. Every use-case that writes a form's settings calls [`settle`] in its transaction.

use super::VoidReason;
use super::pending::{Pending, settings_of};
use crate::clock::Timestamp;
use crate::db::entity::form;
use crate::db::entity::values::Access;
use crate::db::{DbErr, Transaction};
use crate::forms::store::publications;
use crate::ids::StaffId;
use crate::organizations;

/// Why a change was not made.
#[derive(Debug, thiserror::Error)]
pub enum RuleError {
    /// Another person must approve these settings.
    #[error("another person must approve a change of {}", .0.join(", "))]
    ApprovalRequired(Vec<&'static str>),
    /// The database's.
    #[error(transparent)]
    Database(#[from] DbErr),
}

/// The changed settings that need a second person. A form that was never published is nobody's danger yet, and what takes
/// something away from residents (an earlier end, a shorter grace) never waits.
#[must_use]
pub fn bound(before: &form::Model, after: &form::Model) -> Vec<&'static str> {
    if before.published_version_id.is_none() {
        return Vec::new();
    }
    let is_longer = |before: Option<Timestamp>, after: Option<Timestamp>| match (before, after) {
        (Some(before), Some(after)) => after > before,
        (Some(_), None) => true,
        (None, _) => false,
    };
    let pairs = settings_of(before).into_iter().zip(settings_of(after));
    let changed = pairs.filter(|(before, after)| before.1 != after.1).map(|((setting, _), _)| setting);
    let needs = |setting: &&str| match *setting {
        "closes_at" => is_longer(before.closes_at, after.closes_at),
        "grace_seconds" => after.grace_seconds > before.grace_seconds,
        // Another key for the same link only takes away, like closing.
        "access_secret" => before.access != Access::Link || after.access != Access::Link,
        // To tell nobody any more only takes away.
        "webhook_url" => after.webhook_url.is_some(),
        "capacity" | "is_listed" | "retention" => false,
        _ => true,
    };
    changed.filter(needs).collect()
}

/// Refuses a change of settings that needs a second person; voids what waits for the settings as they were.
///
/// # Errors
/// See [`RuleError`].
pub async fn settle(
    transaction: &Transaction,
    (before, after): (&form::Model, &form::Model),
    by: Option<StaffId>,
    now: Timestamp,
) -> Result<(), RuleError> {
    let bound = bound(before, after);
    if !bound.is_empty() && organizations::store::has_four_eyes(transaction, before.organization_id).await? {
        return Err(RuleError::ApprovalRequired(bound));
    }
    if !Pending::between(before, after, false).is_empty() {
        let reason = VoidReason::Settings;
        publications::void_open(
            transaction,
            before.organization_id,
            before.id,
            publications::Voiding { reason, by, now },
        )
        .await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::pending::tests::row;
    use super::*;

    #[test]
    fn what_opens_a_form_further_is_bound() {
        let before = row();
        let at = |micros| Some(Timestamp::from_micros(micros));
        let cases: [(&str, form::Model); 9] = [
            ("slug", form::Model { slug: "other".to_owned(), ..before.clone() }),
            ("access", form::Model { access: Access::Staff, ..before.clone() }),
            ("access_secret", form::Model { access_secret: Some("x".to_owned()), ..before.clone() }),
            (
                "notification_emails",
                form::Model { notification_emails: "[\"a@example.jp\"]".to_owned(), ..before.clone() },
            ),
            // Whoever is told gets to know of every case.
            (
                "webhook_url",
                form::Model { webhook_url: Some("https://hooks.example.jp/".to_owned()), ..before.clone() },
            ),
            ("opens_at", form::Model { opens_at: at(5), ..before.clone() }),
            ("closes_at", form::Model { closes_at: None, ..before.clone() }),
            ("closes_at", form::Model { closes_at: at(99_000_000), ..before.clone() }),
            ("grace_seconds", form::Model { grace_seconds: 60, ..before.clone() }),
        ];
        for (setting, after) in cases {
            assert_eq!(bound(&before, &after), [setting]);
            let never = form::Model { published_version_id: None, ..before.clone() };
            let after = form::Model { published_version_id: None, ..after };
            assert!(bound(&never, &after).is_empty(), "{setting} of a form that was never published");
        }
    }

    #[test]
    fn a_link_that_leaked_is_replaced_at_once() {
        let before = form::Model { access: Access::Link, access_secret: Some("old".to_owned()), ..row() };
        let after = form::Model { access_secret: Some("new".to_owned()), ..before.clone() };
        assert!(bound(&before, &after).is_empty());
        let password = form::Model { access: Access::Password, ..after };
        assert_eq!(bound(&before, &password), ["access", "access_secret"]);
    }

    #[test]
    fn closing_never_waits() {
        let before = row();
        let earlier = form::Model { closes_at: Some(Timestamp::from_micros(1)), ..before.clone() };
        assert!(bound(&before, &earlier).is_empty());
        let open_end = form::Model { closes_at: None, ..before };
        assert!(bound(&open_end, &earlier).is_empty());
        let shorter = form::Model { grace_seconds: 0, ..open_end.clone() };
        assert!(bound(&form::Model { grace_seconds: 60, ..open_end }, &shorter).is_empty());
    }
}
