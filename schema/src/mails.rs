//! What a form's mails and its receipt as PDF say (`x-settings`: `receiptMail`, `statusMails`, `pdf`). Only reads what
//! stands there; `template` knows the placeholders, and the server puts the fixed parts of a mail around a text.

use crate::settings::text;
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The states that can have a mail of their own, as documents and the interface name them.
pub const STATES: [&str; 4] = ["received", "in_progress", "completed", "withdrawn"];

/// The mail with the receipt.
#[derive(Serialize, Clone, Debug, Default, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct ReceiptMail {
    /// The field that holds the address; none sends no mail.
    pub to: Option<String>,
    /// Whether it holds the answers.
    pub answers: MailAnswers,
    /// Its subject and beginning in the form's own words.
    #[serde(flatten)]
    pub wording: MailText,
    /// A paragraph added to the mail.
    pub text: Option<String>,
}

/// Whether a mail holds the answers.
#[derive(Serialize, Clone, Copy, Debug, Default, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub enum MailAnswers {
    /// It does not.
    #[default]
    None,
    /// In its text.
    Text,
    /// In a PDF that goes with it.
    Pdf,
}

/// Subject and beginning of a mail as templates (see [`crate::Template`]); what is none is said in our words.
#[derive(Serialize, Clone, Debug, Default, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct MailText {
    /// The subject.
    pub subject: Option<String>,
    /// The beginning; the fixed parts follow it.
    pub body: Option<String>,
}

/// The receipt as PDF.
#[derive(Serialize, Clone, Debug, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct PdfOptions {
    /// What the paper is called (受付票).
    pub heading: Option<String>,
    /// The last paragraph.
    pub note: Option<String>,
    /// Whether it holds the answers.
    pub answers: bool,
}

impl Default for PdfOptions {
    fn default() -> Self {
        Self { heading: None, note: None, answers: true }
    }
}

/// Reads `receiptMail`; `first_address` is the field that gets the mail where the form names none.
pub fn receipt_mail(mail: Option<&Map<String, Value>>, first_address: impl FnOnce() -> Option<String>) -> ReceiptMail {
    ReceiptMail {
        to: match mail.and_then(|mail| mail.get("to")) {
            None => first_address(),
            Some(to) => to.as_str().map(str::to_owned),
        },
        answers: match text(mail, "answers").as_deref() {
            Some("text") => MailAnswers::Text,
            Some("pdf") => MailAnswers::Pdf,
            _ => MailAnswers::None,
        },
        wording: wording(mail),
        text: text(mail, "text"),
    }
}

/// Reads `statusMails`: the states that have a mail, by name.
pub fn status_mails(mails: Option<&Map<String, Value>>) -> BTreeMap<String, MailText> {
    let of_state = |state: &str| Some((state.to_owned(), wording(Some(mails?.get(state)?.as_object()?))));
    STATES.iter().filter_map(|state| of_state(state)).collect()
}

/// Reads `pdf`.
pub fn pdf(options: Option<&Map<String, Value>>) -> PdfOptions {
    PdfOptions {
        heading: text(options, "heading"),
        note: text(options, "note"),
        answers: options.and_then(|options| options.get("answers")).and_then(Value::as_bool).unwrap_or(true),
    }
}

fn wording(mail: Option<&Map<String, Value>>) -> MailText {
    MailText { subject: text(mail, "subject"), body: text(mail, "body") }
}

/// The places of all texts that may hold placeholders.
pub fn places() -> impl Iterator<Item = String> {
    let mails = std::iter::once("/x-settings/receiptMail".to_owned())
        .chain(STATES.iter().map(|state| format!("/x-settings/statusMails/{state}")));
    mails.flat_map(|mail| ["subject", "body"].map(|text| format!("{mail}/{text}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_not_said_has_its_default() {
        let mail = receipt_mail(None, || Some("mail".to_owned()));
        assert_eq!(
            (mail.to.as_deref(), mail.answers, mail.wording),
            (Some("mail"), MailAnswers::None, MailText::default())
        );
        assert_eq!(pdf(None), PdfOptions { heading: None, note: None, answers: true });
        assert!(status_mails(None).is_empty());
        let silent = json!({ "to": null, "answers": 5, "subject": " ", "body": ["x"] });
        let mail = receipt_mail(silent.as_object(), || Some("mail".to_owned()));
        assert_eq!((mail.to, mail.answers, mail.wording), (None, MailAnswers::None, MailText::default()));
    }

    #[test]
    fn a_state_has_a_mail_when_it_is_named() {
        let mails =
            json!({ "completed": {}, "withdrawn": { "body": "取下げを受け付けました。" }, "lost": { "body": "x" } });
        let mails = status_mails(mails.as_object());
        assert_eq!(mails.keys().collect::<Vec<_>>(), ["completed", "withdrawn"]);
        assert_eq!(mails["withdrawn"].body.as_deref(), Some("取下げを受け付けました。"));
    }

    #[test]
    fn every_text_with_placeholders_has_a_place() {
        let places: Vec<String> = places().collect();
        assert_eq!(places.len(), 10);
        assert!(places.contains(&"/x-settings/statusMails/in_progress/subject".to_owned()), "{places:?}");
    }
}
