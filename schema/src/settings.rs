//! The published settings (`x-settings`): versioned with the document because they are part of it.

use crate::field::Field;
use crate::kind::KindName;
use crate::mails::{self, MailText, PdfOptions, ReceiptMail};
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

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
    /// The mails that tell of a case's new state, by the state's name (`in_progress`).
    pub status_mails: BTreeMap<String, MailText>,
    /// The receipt as PDF.
    pub pdf: PdfOptions,
    /// The office in charge.
    pub contact: Option<Contact>,
    /// What to have at hand.
    pub prepare: Vec<String>,
    /// The legal ground for asking for individual numbers (マイナンバー).
    pub my_number_ground: Option<String>,
    /// How long it takes.
    pub minutes: Option<u32>,
    /// Who can use the procedure.
    pub audience: Option<String>,
    /// Until when it is to be done, in words (転入した日から14日以内).
    pub deadline: Option<String>,
    /// What it costs.
    pub fee: Option<String>,
    /// Other ways to apply.
    pub other_ways: Option<String>,
    /// What people look for when they mean this procedure: everyday words, readings in kana.
    pub keywords: Vec<String>,
    /// For how many days a half-filled form can be saved; 0: it cannot.
    pub save_days: u32,
    /// The field whose answer opens one's own answers again later (birth date, telephone number).
    pub declared: Option<String>,
    /// The field whose answer may be sent once (a mailed number, an address); none: anybody may apply any number of times.
    pub one_per: Option<String>,
}

/// How long half-filled forms are kept where the form says nothing.
const SAVE_DAYS: u32 = 14;
/// The longest.
pub const MAX_SAVE_DAYS: u32 = 60;

/// The answer that people know by heart and strangers do not: a birth date, else a telephone number.
fn known_by_heart(fields: &[Field]) -> Option<String> {
    let birthday = fields.iter().find(|field| field.kind() == KindName::Date && field.autocomplete() == Some("bday"));
    let known = birthday.or_else(|| fields.iter().find(|field| field.kind() == KindName::Phone));
    known.map(|field| field.name().to_owned())
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

fn texts(object: Option<&Map<String, Value>>, key: &str) -> Vec<String> {
    let items = object.and_then(|object| object.get(key)).and_then(Value::as_array);
    items.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Reads `x-settings`; what is missing or misshapen (which lint reports) has its default.
pub fn read(document: &Map<String, Value>, fields: &[Field]) -> Settings {
    let settings = document.get("x-settings").and_then(Value::as_object);
    let object = |key: &str| settings.and_then(|settings| settings.get(key)).and_then(Value::as_object);
    let first_address =
        || fields.iter().find(|field| field.kind() == KindName::Email).map(|field| field.name().to_owned());
    Settings {
        category: text(settings, "category"),
        gallery: text(settings, "gallery"),
        next_steps: text(settings, "nextSteps"),
        privacy_notice: text(settings, "privacyNotice"),
        receipt_prefix: text(object("receipt"), "prefix"),
        receipt_mail: mails::receipt_mail(object("receiptMail"), first_address),
        status_mails: mails::status_mails(object("statusMails")),
        pdf: mails::pdf(object("pdf")),
        contact: object("contact").map(|contact| Contact {
            name: text(Some(contact), "name"),
            phone: text(Some(contact), "phone"),
            email: text(Some(contact), "email"),
        }),
        my_number_ground: text(settings, "myNumberGround"),
        prepare: texts(settings, "prepare"),
        minutes: settings
            .and_then(|settings| settings.get("minutes"))
            .and_then(Value::as_u64)
            .and_then(|minutes| u32::try_from(minutes).ok()),
        audience: text(settings, "audience"),
        deadline: text(settings, "deadline"),
        fee: text(settings, "fee"),
        other_ways: text(settings, "otherWays"),
        keywords: texts(settings, "keywords"),
        save_days: settings
            .and_then(|settings| settings.get("saveDays"))
            .and_then(Value::as_u64)
            .and_then(|days| u32::try_from(days).ok())
            .map_or(SAVE_DAYS, |days| days.min(MAX_SAVE_DAYS)),
        declared: match object("receipt").and_then(|receipt| receipt.get("declared")) {
            None => known_by_heart(fields),
            Some(name) => name.as_str().map(str::to_owned),
        },
        one_per: text(settings, "onePer"),
    }
}
