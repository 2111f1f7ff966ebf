//! The mails an applicant gets about an application: subject and text, in the form's own words where it has some (see
//! [`madoguchi_schema::Template`]) and with the fixed parts always: the municipality, the number, the way to the receipt,
//! whom to ask. The jobs that send them and the preview in the builder both come here. Sends nothing.

mod answers;
pub mod sample;

use jiff::tz::TimeZone;
use madoguchi_schema::{Field, MailAnswers, MailText, Placeholder, PublishedForm, Settings, Template, display_date};
use serde_json::{Map, Value};

use super::open::OpenedFile;
use super::receipt_pdf::contact_lines;
use super::unlock;
use crate::clock::Timestamp;
use crate::db::entity::values::SubmissionState;
use crate::mail::one_line;
use crate::prose;
use crate::words::{self, Language, Words, value};

/// Longest subject, in characters; what is beyond was put in by an answer.
const LONGEST_SUBJECT: usize = 150;
/// How much of one answer a placeholder puts into a mail, in characters.
const LONGEST_ANSWER: usize = 2000;

/// What a mail about an application is made of. Not `Debug`: answers must not slip into a log.
pub struct Letter<'a> {
    /// The words the applicant speaks.
    pub words: Words,
    /// The municipality.
    pub organization: &'a str,
    /// The form as it was filled in, in the language of `words`.
    pub form: &'a PublishedForm,
    /// The receipt number.
    pub number: &'a str,
    /// When it was received, as [`moment`] writes it.
    pub received: String,
    /// Where the case stands, as the mail is to say.
    pub state: SubmissionState,
    /// The accepted answers.
    pub answers: &'a Map<String, Value>,
    /// Its files; of these a mail says the names at most.
    pub files: &'a [OpenedFile],
    /// The page of the receipt, at an address that opens nothing without the declared answer.
    pub status_url: &'a str,
    /// In a preview, what was not answered stands there by its name.
    pub is_sample: bool,
}

/// A mail as it is read.
#[derive(Clone, PartialEq, Eq)]
pub struct Written {
    /// One line.
    pub subject: String,
    /// The text; lines end with `\n`.
    pub text: String,
}

impl Letter<'_> {
    /// The mail that says that an application has arrived.
    #[must_use]
    pub fn receipt(&self) -> Written {
        let (words, settings) = (self.words, self.form.settings());
        let mail = &settings.receipt_mail;
        let title = || self.form.title().into();
        let default = || words.text("mail-received", &[("title", title())]);
        let mut text = self.beginning(Some(&mail.wording), default);
        text.push_str(&format!(
            "\n{}\n{}\n",
            words.text("mail-number", &[("number", self.number.into())]),
            words.text("mail-received-at", &[("moment", self.received.as_str().into())]),
        ));
        self.way(&mut text);
        match mail.answers {
            MailAnswers::None => {}
            MailAnswers::Text => paragraph(&mut text, words, "mail-answers", &self.answers_as_text()),
            MailAnswers::Pdf => {
                let what = if settings.pdf.answers { "mail-attachment-what" } else { "mail-attachment-plain" };
                paragraph(&mut text, words, "mail-attachment", &words.say(what));
            }
        }
        let next_steps = settings.next_steps.as_deref().map(prose::plain).unwrap_or_default();
        paragraph(&mut text, words, "common-next-steps", &next_steps);
        paragraph(&mut text, words, "mail-news", mail.text.as_deref().unwrap_or_default());
        closing(&mut text, words, settings);
        let subject = || words.text("mail-subject", &[("title", title()), ("number", self.number.into())]);
        Written { subject: self.subject(Some(&mail.wording), subject), text }
    }

    /// The mail that says that a case has come to a new state (`is_moved`), that there is a message, or both. The message
    /// itself is never in it.
    #[must_use]
    pub fn news(&self, is_moved: bool, has_message: bool) -> Written {
        let (words, settings) = (self.words, self.form.settings());
        let own = settings.status_mails.get(self.state.name()).filter(|_| is_moved);
        let about = [("form", self.form.title().into()), ("number", self.number.into())];
        let told = [("title", self.form.title().into()), ("state", words.text(self.state.message(), &[]).into())];
        let has_news_only = own.is_none();
        let mut text = self.beginning(own, || match has_news_only {
            true => words.text("receipt-news-about", &about),
            false => words.text("mail-state-about", &told),
        });
        if own.is_some() {
            text.push_str(&format!(
                "\n{}\n{}\n",
                words.text("mail-number", &[("number", self.number.into())]),
                words.text("mail-state", &told[1..]),
            ));
        }
        if has_message {
            let way =
                format!("{}\n{}\n{}", words.say("receipt-news-open"), self.status_url, words.say("mail-status-secret"));
            paragraph(&mut text, words, "receipt-news-where", &way);
        } else {
            self.way(&mut text);
        }
        closing(&mut text, words, settings);
        Written { subject: self.subject(own, || words.text("receipt-news-subject", &about)), text }
    }

    /// The mail about an appointment: the ids of its subject and of what it begins with; `said` is where and when, and
    /// `message` what the office says to everybody whose appointment it cancels.
    #[must_use]
    pub fn appointment(&self, [subject, about]: [&str; 2], said: &str, message: Option<&str>) -> Written {
        let (words, settings) = (self.words, self.form.settings());
        let of = [("title", self.form.title().into()), ("number", self.number.into())];
        let mut text = self.beginning(None, || words.text(about, &of));
        text.push_str(&format!("\n{}\n", words.text("mail-number", &of[1..])));
        paragraph(&mut text, words, "mail-booking-when", said);
        if let Some(message) = message {
            paragraph(&mut text, words, "mail-booking-message", message);
        }
        self.way(&mut text);
        closing(&mut text, words, settings);
        Written { subject: self.subject(None, || words.text(subject, &of)), text }
    }

    /// Who writes, and what about.
    fn beginning(&self, own: Option<&MailText>, default: impl FnOnce() -> String) -> String {
        let filled = own.and_then(|own| own.body.as_deref()).map(|body| self.filled(body));
        let body = filled.filter(|body| !body.trim().is_empty()).unwrap_or_else(default);
        format!("{}\n\n{}\n", self.organization, body.trim_end())
    }

    fn subject(&self, own: Option<&MailText>, default: impl FnOnce() -> String) -> String {
        let filled = own.and_then(|own| own.subject.as_deref()).map(|subject| one_line(&self.filled(subject)));
        let short = filled.map(|subject| subject.trim().chars().take(LONGEST_SUBJECT).collect::<String>());
        short.filter(|subject| !subject.is_empty()).unwrap_or_else(|| one_line(&default()))
    }

    /// The page where the applicant sees how things stand.
    fn way(&self, text: &mut String) {
        let words = self.words;
        let way =
            format!("{}\n{}\n{}", words.say("mail-status-page"), self.status_url, words.say("mail-status-secret"));
        paragraph(text, words, "mail-status", &way);
    }

    fn filled(&self, template: &str) -> String {
        Template::read(&words::plain(template)).fill(|placeholder| self.value(placeholder))
    }

    fn value(&self, placeholder: &Placeholder) -> String {
        let contact = self.form.settings().contact.as_ref();
        let text = match placeholder {
            Placeholder::Title => Some(self.form.title()),
            Placeholder::Number => Some(self.number),
            Placeholder::ReceivedAt => Some(self.received.as_str()),
            Placeholder::State => return self.words.text(self.state.message(), &[]),
            Placeholder::Organization => Some(self.organization),
            Placeholder::Office => contact.and_then(|contact| contact.name.as_deref()),
            Placeholder::Phone => contact.and_then(|contact| contact.phone.as_deref()),
            Placeholder::Email => contact.and_then(|contact| contact.email.as_deref()),
            Placeholder::Answer(name) => return self.answer(name),
        };
        words::plain(text.unwrap_or_default()).into_owned()
    }

    /// The answer of a field as people read it. A form whose fields may not stand in a mail cannot be published; a mail
    /// must not depend on that.
    fn answer(&self, name: &str) -> String {
        let opens = unlock::question_of(self.form, self.answers).map(Field::name);
        let may_stand = |field: &&Field| {
            field.may_be_mailed() && !field.takes_files() && field.group().is_none() && Some(name) != opens
        };
        let Some(field) = self.form.field(name).filter(may_stand) else { return String::new() };
        let Some(answer) = self.answers.get(name).filter(|answer| !answer.is_null()) else {
            return if self.is_sample { format!("〔{}〕", words::plain(field.label())) } else { String::new() };
        };
        let text = value::lines(self.words, field, answer).join("\n");
        let readable = |character: &char| *character == '\n' || !character.is_control();
        words::plain(&text).chars().filter(readable).take(LONGEST_ANSWER).collect()
    }
}

/// 令和8年11月21日（2026年11月21日） 14時03分; in other words as these tell a moment.
#[must_use]
pub fn moment(words: Words, at: Timestamp, time_zone: &TimeZone) -> String {
    let at = at.in_zone(time_zone);
    if words.language != Language::JAPANESE {
        return words::plain(&words.moment(&at)).into_owned();
    }
    format!("{} {}時{:02}分", display_date(at.date()), at.hour(), at.minute())
}

/// Paragraphs of a mail: a heading, by its id, and text under it; nothing where there is no text.
pub fn paragraph(text: &mut String, words: Words, heading: &str, content: &str) {
    let content = words::plain(content.trim());
    if !content.is_empty() {
        let heading = words.text("mail-heading", &[("heading", words.say(heading).into())]);
        text.push_str(&format!("\n{heading}\n{content}\n"));
    }
}

/// The end of every mail: whom to ask, and that it cannot be answered.
pub fn closing(text: &mut String, words: Words, settings: &Settings) {
    paragraph(text, words, "mail-contact", &contact_lines(words, settings).join("\n"));
    text.push_str(&format!("\n{}\n{}\n", words.text("mail-no-answer", &[]), words.text("mail-mistake", &[])));
}

#[cfg(test)]
mod tests;
