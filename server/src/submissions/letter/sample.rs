//! A mail of a draft with sample answers, for the builder. Nothing is stored and nothing is sent.

use jiff::civil::Date;
use madoguchi_schema::{MailAnswers, PublishedForm, RawAnswers};
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::{Letter, Written, moment};
use crate::clock::Timestamp;
use crate::db::entity::values::SubmissionState;
use crate::forms::live::Version;
use crate::organizations::Organization;
use crate::words::Words;

/// A mail that a form can word itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MailKind {
    /// The receipt.
    Receipt,
    /// Back to 受付.
    Received,
    /// 処理中
    InProgress,
    /// 完了
    Completed,
    /// 取下げ
    Withdrawn,
}

impl MailKind {
    /// The state it tells of; none for the receipt.
    const fn state(self) -> Option<SubmissionState> {
        match self {
            Self::Receipt => None,
            Self::Received => Some(SubmissionState::Received),
            Self::InProgress => Some(SubmissionState::InProgress),
            Self::Completed => Some(SubmissionState::Completed),
            Self::Withdrawn => Some(SubmissionState::Withdrawn),
        }
    }
}

/// A mail as it would be read.
pub struct Sample {
    /// Subject and text.
    pub written: Written,
    /// The name of the file that goes with it.
    pub attachment: Option<String>,
}

/// What a receipt number looks like without its prefix.
const NUMBER: &str = "7K3M-PX4R-D";

/// The mail with answers that the form would accept today.
#[must_use]
pub fn write(
    organization: &Organization,
    version: &Version,
    kind: MailKind,
    words: Words,
    now: Timestamp,
    time_zone: &jiff::tz::TimeZone,
) -> Sample {
    let form = version.in_language(words.language);
    let settings = form.settings();
    let prefix = settings.receipt_prefix.as_deref();
    let number = prefix.map_or_else(|| NUMBER.to_owned(), |prefix| format!("{prefix}-{NUMBER}"));
    let answers = answers(&version.form, now.day_in(time_zone));
    let letter = Letter {
        words,
        organization: &organization.name,
        form: &form,
        number: &number,
        received: moment(words, now, time_zone),
        state: kind.state().unwrap_or(SubmissionState::Received),
        answers: &answers,
        files: &[],
        status_url: &organization.receipt_url("xxxxxxxx"),
        is_sample: true,
    };
    let has_file = kind == MailKind::Receipt && settings.receipt_mail.answers == MailAnswers::Pdf;
    let name = || words.text("mail-attachment-name", &[("number", number.as_str().into())]);
    Sample {
        attachment: has_file.then(name),
        written: if kind == MailKind::Receipt { letter.receipt() } else { letter.news(true, false) },
    }
}

/// Answers that go all the way through the form, as accepted; none where the search finds no way.
fn answers(form: &PublishedForm, today: Date) -> Map<String, Value> {
    let ways = form.paths(1, today);
    let way = ways.routes.into_iter().find(|route| route.exit.is_none());
    let accepted = way.and_then(|way| form.accept(&RawAnswers(way.answers), today).ok());
    accepted.map(madoguchi_schema::ValidAnswers::into_map).unwrap_or_default()
}
