//! One application for each mailed number, address or the like: which answer that is, and its digest. The journal takes
//! the key in the transaction that writes the application; it is freed when the case is withdrawn and taken again when it
//! comes back.

use madoguchi_schema::PublishedForm;
use serde_json::{Map, Value};

use super::store::keys::Key;
use crate::app::App;
use crate::clock::Timestamp;
use crate::ids::{FormId, OrganizationId, UsedKeyId};

/// What these accepted answers take for themselves; nothing where the form does not count, or the answer was left out.
#[must_use]
pub fn key(
    app: &App,
    (organization_id, form_id): (OrganizationId, FormId),
    form: &PublishedForm,
    answers: &Map<String, Value>,
    now: Timestamp,
) -> Option<Key> {
    let field = form.settings().one_per.clone()?;
    let answer = same(answers.get(&field)?.as_str()?);
    let parts: [&[u8]; 5] =
        [b"one per", organization_id.0.as_bytes(), form_id.0.as_bytes(), field.as_bytes(), answer.as_bytes()];
    Some(Key { id: UsedKeyId::new(&app.random, now), organization_id, form_id, hmac: app.vault.digest(&parts), field })
}

/// Answers are normalised already; in which case a mail address or a code is typed makes no difference either.
fn same(answer: &str) -> String {
    answer.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_case_makes_no_difference() {
        assert_eq!(super::same(" Hanako@Example.JP "), super::same("hanako@example.jp"));
        assert_ne!(super::same("0012345"), super::same("12345"));
    }
}
