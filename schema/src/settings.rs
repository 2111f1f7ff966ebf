//! The published settings (`x-settings`): versioned with the document because they are part of it.

use crate::field::Field;
use crate::kind::KindName;
use serde::Serialize;
use serde_json::{Map, Value};

/// The published settings.
#[derive(Serialize, Clone, Debug, Default, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct Settings {
    /// Heading on the portal and in the gallery.
    pub category: Option<String>,
    /// When to use this template.
    pub gallery: Option<String>,
    /// What happens next, for receipts.
    pub next_steps: Option<String>,
    /// Shown on the first page and the confirmation page.
    pub privacy_notice: Option<String>,
    /// Before the receipt number.
    pub receipt_prefix: Option<String>,
    /// The mail with the receipt.
    pub receipt_mail: ReceiptMail,
    /// The office in charge.
    pub contact: Option<Contact>,
    /// What to have at hand.
    pub prepare: Vec<String>,
    /// The legal ground for asking for individual numbers (マイナンバー).
    pub my_number_ground: Option<String>,
    /// How long it takes.
    pub minutes: Option<u32>,
}

/// The mail with the receipt.
#[derive(Serialize, Clone, Debug, Default, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct ReceiptMail {
    /// The field that holds the address; none sends no mail.
    pub to: Option<String>,
    /// Attach the PDF with the answers.
    pub answers_pdf: bool,
    /// A paragraph added to the mail.
    pub text: Option<String>,
}

/// The office in charge.
#[derive(Serialize, Clone, Debug, Default, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct Contact {
    /// Its name.
    pub name: Option<String>,
    /// Its telephone number.
    pub phone: Option<String>,
    /// Its mail address.
    pub email: Option<String>,
}

pub fn text(object: Option<&Map<String, Value>>, key: &str) -> Option<String> {
    let value = object?.get(key)?.as_str()?.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

/// Reads `x-settings`; what is missing or misshapen (which lint reports) has its default.
pub fn read(document: &Map<String, Value>, fields: &[Field]) -> Settings {
    let settings = document.get("x-settings").and_then(Value::as_object);
    let object = |key: &str| settings.and_then(|settings| settings.get(key)).and_then(Value::as_object);
    let mail = object("receiptMail");
    let first_address =
        || fields.iter().find(|field| field.kind() == KindName::Email).map(|field| field.name().to_owned());
    Settings {
        category: text(settings, "category"),
        gallery: text(settings, "gallery"),
        next_steps: text(settings, "nextSteps"),
        privacy_notice: text(settings, "privacyNotice"),
        receipt_prefix: text(object("receipt"), "prefix"),
        receipt_mail: ReceiptMail {
            to: match mail.and_then(|mail| mail.get("to")) {
                None => first_address(),
                Some(to) => to.as_str().map(str::to_owned),
            },
            answers_pdf: mail.and_then(|mail| mail.get("answersPdf")).and_then(Value::as_bool).unwrap_or(false),
            text: text(mail, "text"),
        },
        contact: object("contact").map(|contact| Contact {
            name: text(Some(contact), "name"),
            phone: text(Some(contact), "phone"),
            email: text(Some(contact), "email"),
        }),
        my_number_ground: text(settings, "myNumberGround"),
        prepare: settings
            .and_then(|settings| settings.get("prepare"))
            .and_then(Value::as_array)
            .map(|items| items.iter().filter_map(Value::as_str).map(str::to_owned).collect())
            .unwrap_or_default(),
        minutes: settings
            .and_then(|settings| settings.get("minutes"))
            .and_then(Value::as_u64)
            .and_then(|minutes| u32::try_from(minutes).ok()),
    }
}
