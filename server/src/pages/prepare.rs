//! What to have at hand, read from the questions themselves: files with what may be sent, and numbers that nobody knows by
//! heart.

use madoguchi_schema::{Field, KindName, Need, PublishedForm, Widget};

use super::{control, field, prose};
use crate::words::Words;

/// The files a form asks for, with what may be sent. A signature is drawn on the way.
#[must_use]
pub fn files(words: Words, form: &PublishedForm) -> Vec<String> {
    listed(words, form, |field| match field.widget() {
        Widget::File { types, max_files, max_bytes, .. } => Some(file(words, field, &types, max_files, max_bytes)),
        _ => None,
    })
}

/// The numbers a form asks for that stand on a card or a letter.
#[must_use]
pub fn numbers(words: Words, form: &PublishedForm) -> Vec<String> {
    listed(words, form, |field| {
        let id = match field.kind() {
            KindName::KeyNumber | KindName::CorporateNumber | KindName::InvoiceNumber => {
                return Some(field.label().to_owned());
            }
            KindName::MyNumber => "start-my-number",
            KindName::BankAccount | KindName::YuchoAccount => "start-account",
            _ => return None,
        };
        Some(words.tell(id, &[("label", field.label().into())]))
    })
}

fn file(words: Words, field: &Field, types: &[String], max_files: u64, max_bytes: u64) -> String {
    let id = if max_files > 1 { "start-file-several" } else { "start-file" };
    let names: Vec<String> = types
        .iter()
        .map(|media_type| control::type_name(words, media_type).unwrap_or_else(|| media_type.clone()))
        .collect();
    let types = names.join(&words.say("start-type-separator"));
    let size = prose::size(max_bytes);
    let all = [("label", field.label().into()), ("types", types.into()), ("size", size.into())];
    words.tell(id, &[&all[..], &[("count", max_files.into())]].concat())
}

/// What is said of the questions of a form and of its groups, each with how surely it is asked, and once.
fn listed(words: Words, form: &PublishedForm, said: impl Fn(&Field) -> Option<String>) -> Vec<String> {
    let mut list: Vec<String> = Vec::new();
    for top in form.fields() {
        let need = form.need(top);
        let members = top.group().into_iter().flat_map(|group| group.fields());
        for field in [top].into_iter().chain(members).filter(|field| field::is_asked(field)) {
            let Some(what) = said(field) else { continue };
            let is_certain = std::ptr::eq(field, top) || field.always_required();
            let id = match need {
                Need::Always if is_certain => None,
                Need::Never if is_certain => Some("start-optional"),
                _ => Some("start-sometimes"),
            };
            let line = id.map_or_else(|| what.clone(), |id| words.tell(id, &[("what", what.as_str().into())]));
            if !list.contains(&line) {
                list.push(line);
            }
        }
    }
    list
}
