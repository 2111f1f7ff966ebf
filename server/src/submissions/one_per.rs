//! One application for each mailed number, address or the like: which answer that is, and its digest. The journal takes
//! the key in the transaction that writes the application; it is freed when the case is withdrawn and taken again when it
//! comes back.

use madoguchi_schema::{Field, KindName, PublishedForm};
use serde_json::{Map, Value};
use unicode_normalization::UnicodeNormalization as _;

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
    let answer = same(form.field(&field)?, answers.get(&field)?.as_str()?);
    let parts: [&[u8]; 5] =
        [b"one per", organization_id.0.as_bytes(), form_id.0.as_bytes(), field.as_bytes(), answer.as_bytes()];
    Some(Key { id: UsedKeyId::new(&app.random, now), organization_id, form_id, hmac: app.vault.digest(&parts), field })
}

/// An answer as it is told apart from others: however it was typed. A telephone number is its digits, whatever stands
/// between them; of everything else width, case and blanks make no difference.
pub(crate) fn same(field: &Field, answer: &str) -> String {
    let plain = answer.nfkc().flat_map(char::to_lowercase).filter(|character| !character.is_whitespace());
    if field.kind() == KindName::Phone { plain.filter(char::is_ascii_digit).collect() } else { plain.collect() }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::same;

    #[test]
    fn however_it_is_typed_it_is_one_answer() {
        let form = madoguchi_schema::publish(json!({
            "title": "申込", "type": "object",
            "properties": {
                "phone": { "type": "string", "title": "電話番号", "x-kind": "phone" },
                "ticket": { "type": "string", "title": "番号", "x-kind": "shortText" },
            },
        }));
        let form = form.unwrap();
        let told_apart = |name: &str, answers: &[&str]| {
            let field = form.field(name).unwrap();
            answers.iter().map(|answer| same(field, answer)).collect::<std::collections::BTreeSet<_>>().len()
        };
        assert_eq!(
            told_apart("phone", &["090-0000-1234", "09000001234", "0900-000-1234", "０９０ー００００ー１２３４"]),
            1
        );
        assert_eq!(told_apart("phone", &["090-0000-1234", "090-0000-1235"]), 2);
        assert_eq!(told_apart("ticket", &["ABC 1", "ａｂｃ１", " Abc1", "ABC\u{3000}1"]), 1);
        assert_eq!(told_apart("ticket", &["0012345", "12345"]), 2);
    }
}
