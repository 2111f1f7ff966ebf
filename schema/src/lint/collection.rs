//! Asking for too much, and asking without saying why: what the law on personal information (個人情報保護法 第61条 purpose
//! and minimum, 第62条 telling the purpose) wants an office to think about before it publishes.

use crate::document::Parsed;
use crate::field::{Field, Sensitivity};
use crate::kind::KindName;
use crate::problem::Problem;

pub fn lint(parsed: &Parsed, problems: &mut Vec<Problem>) {
    birth_date_and_age(&parsed.fields, problems);
    for group in parsed.fields.iter().filter_map(Field::group) {
        birth_date_and_age(&group.fields, problems);
    }
    if !parsed.all_fields().any(is_personal) {
        return;
    }
    if parsed.settings.privacy_notice.is_none() {
        problems.push(Problem::warning("noPrivacyNotice", "/x-settings").suggesting("setPrivacyNotice"));
    }
    if parsed.settings.contact.is_none() {
        problems.push(Problem::hint("noContact", "/x-settings").suggesting("setContact"));
    }
}

/// The birth date tells the age: whoever asks for both asks for one of them too much.
fn birth_date_and_age(fields: &[Field], problems: &mut Vec<Problem>) {
    let birth = |field: &&Field| {
        field.kind() == KindName::Date
            && (field.label().contains("生年月日") || field.wording.autocomplete.as_deref() == Some("bday"))
    };
    let age = |field: &&Field| {
        let typed = matches!(field.kind(), KindName::Integer | KindName::ShortText | KindName::Choice);
        typed && field.label().contains("年齢")
    };
    let Some(birth) = fields.iter().find(birth) else {
        return;
    };
    for field in fields.iter().filter(|field| !field.is_calculated()).filter(age) {
        let problem = Problem::hint("overCollection", &field.at).with("field", field.name.as_str());
        problems.push(problem.with("other", birth.name.as_str()));
    }
}

fn is_personal(field: &Field) -> bool {
    let by_kind =
        matches!(field.kind(), KindName::PersonName | KindName::Phone | KindName::Email | KindName::PostalAddress);
    by_kind || matches!(field.sensitivity, Some(Sensitivity::Personal | Sensitivity::Special | Sensitivity::MyNumber))
}
