//! The hash that a publication fixes: of the document that becomes live and of every operational setting as it will be.
//! Whoever approves, approves exactly this; it is computed again before anything happens.

use serde_json::json;
use sha2::{Digest, Sha256};

use super::pending::{Pending, settings_of};
use crate::db::entity::form;

/// SHA-256, in hexadecimal digits, of the form with these changes. `has_draft`: whether its draft becomes live with them.
///
/// # Errors
/// When the stored change is not of this program.
pub fn hash(row: &form::Model, has_draft: bool, pending: &Pending) -> Result<String, serde_json::Error> {
    let mut after = row.clone();
    pending.apply(&mut after)?;
    let fixed = json!({
        "form": row.id,
        "draft": has_draft.then_some((row.draft_revision, row.draft_document.as_str())),
        "settings": settings_of(&after),
        "opens": pending.opens,
    });
    let digest = Sha256::digest(fixed.to_string().as_bytes());
    Ok(digest.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::super::pending::tests::row;
    use super::*;
    use crate::clock::Timestamp;

    #[test]
    fn whatever_would_be_live_is_in_the_hash() {
        let row = row();
        let none = Pending::default();
        let of = |row: &form::Model| hash(row, true, &none).unwrap();
        let first = of(&row);
        assert_eq!(first.len(), 64);
        assert_eq!(first, of(&row.clone()));
        let other_draft = form::Model { draft_document: r#"{"title":"x"}"#.to_owned(), ..row.clone() };
        let other_emails = form::Model { notification_emails: r#"["a@example.jp"]"#.to_owned(), ..row.clone() };
        assert_ne!(first, of(&other_draft));
        assert_ne!(first, of(&other_emails));
        assert_ne!(first, hash(&row, true, &Pending { opens: true, ..Pending::default() }).unwrap());
        // A draft that stays a draft is nobody's concern.
        let without = hash(&row, false, &none).unwrap();
        assert_eq!(without, hash(&other_draft, false, &none).unwrap());
        assert_ne!(without, first);
    }

    #[test]
    fn what_only_counts_is_not_in_the_hash() {
        let row = row();
        let later = form::Model { accepted: 7, updated_at: Timestamp::from_micros(77), ..row.clone() };
        let none = Pending::default();
        assert_eq!(hash(&row, true, &none).unwrap(), hash(&later, true, &none).unwrap());
    }
}
