//! Putting a mail together. Whatever stands in a title or a name, it cannot add a header.

use std::fmt::Write;
use std::time::{Duration, UNIX_EPOCH};

use lettre::address::{Address, Envelope};
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment as Part, Mailbox, Message, MultiPart, SinglePart};

use super::{Mail, MailError};

/// A file that goes with a mail.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// Its name; may be Japanese (RFC 2231).
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes.
    pub content: Vec<u8>,
}

pub(super) fn compose(from: &Mailbox, mail: Mail) -> Result<Message, MailError> {
    let to = recipient(&mail.to).ok_or(MailError::Address)?;
    let envelope = Envelope::new(Some(from.email.clone()), vec![to.clone()]).map_err(|_| MailError::Address)?;
    let micros = u64::try_from(mail.sent_at.micros()).unwrap_or(0);
    let builder = Message::builder()
        .envelope(envelope)
        .from(Mailbox::new(from.name.clone().or_else(|| Some(one_line(&mail.sender))), from.email.clone()))
        .to(Mailbox::new(None, to))
        .subject(one_line(&mail.subject))
        .date(UNIX_EPOCH + Duration::from_micros(micros))
        .message_id(Some(format!("<{}@{}>", hexadecimal(&mail.key[..16]), from.email.domain())))
        // RFC 3834: no automatic answer to an automatic mail.
        .raw_header(HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned()));
    let text = SinglePart::plain(mail.text);
    let message = match mail.attachment {
        None => builder.singlepart(text),
        Some(attachment) => {
            let media_type =
                ContentType::parse(attachment.media_type).map_err(|error| MailError::Message(error.to_string()))?;
            let file = Part::new(one_line(&attachment.name)).body(attachment.content, media_type);
            builder.multipart(MultiPart::mixed().singlepart(text).singlepart(file))
        }
    };
    message.map_err(|error| MailError::Message(error.to_string()))
}

/// Reads an address. Old addresses of Japanese telephone companies (`a..b.@example.jp`) break RFC 5321's rule on dots,
/// but the standard has a way to write them, and their servers understand it.
pub(super) fn recipient(text: &str) -> Option<Address> {
    if let Ok(address) = text.parse() {
        return Some(address);
    }
    let (local, domain) = text.rsplit_once('@')?;
    let is_atoms_and_dots =
        local.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&byte));
    (is_atoms_and_dots && !local.is_empty()).then(|| format!("\"{local}\"@{domain}").parse().ok()).flatten()
}

/// The text as one line of a header: whatever ends a line, or turns the direction of what follows, becomes a space.
#[must_use]
pub fn one_line(text: &str) -> String {
    let breaks = |character: char| {
        character.is_control()
            || matches!(character, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|character| if breaks(character) { ' ' } else { character }).collect()
}

pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Timestamp;

    fn mail(to: &str, subject: &str) -> Mail {
        Mail {
            sender: "見本市".to_owned(),
            to: to.to_owned(),
            subject: subject.to_owned(),
            text: "受け付けました。\n葛󠄀飾区\n".to_owned(),
            attachment: None,
            key: [0xab; 32],
            sent_at: Timestamp::from_micros(1_800_000_000_000_000),
        }
    }

    fn from() -> Mailbox {
        "見本市 <noreply@example.jp>".parse().unwrap()
    }

    fn written(mail: Mail) -> String {
        String::from_utf8(compose(&from(), mail).unwrap().formatted()).unwrap()
    }

    #[test]
    fn a_mail_is_automatic_and_has_a_stable_name() {
        let text = written(mail("taro@example.com", "【受付】予約"));
        assert!(text.contains("Auto-Submitted: auto-generated\r\n"));
        assert!(text.contains(&format!("Message-ID: <{}@example.jp>\r\n", "ab".repeat(16))));
        assert!(text.contains("Date: Fri, 15 Jan 2027 08:00:00 +0000\r\n"));
        assert!(text.contains("Content-Type: text/plain; charset=utf-8"));
        assert_eq!(text, written(mail("taro@example.com", "【受付】予約")));
    }

    #[test]
    fn nothing_can_add_a_header() {
        for subject in ["a\r\nBcc: victim@example.com", "件名\nBcc: victim@example.com", "a\rBcc: x"] {
            assert!(!written(mail("taro@example.com", subject)).contains("\nBcc"), "{subject:?}");
        }
        assert_eq!(one_line("a\u{2028}b\u{202e}c\u{0085}d\0e"), "a b c d e");
        let mut with_file = mail("taro@example.com", "a");
        let name = "受付票\r\nBcc: victim@example.com.pdf".to_owned();
        with_file.attachment = Some(Attachment { name, media_type: "application/pdf", content: b"%PDF".to_vec() });
        assert!(!written(with_file).contains("\nBcc"));
        for to in
            ["taro@example.com\r\nBcc: victim@example.com", "a@example.com, b@example.com", "", "taro", "\"@x\r\n\"@a"]
        {
            assert!(matches!(compose(&from(), mail(to, "a")), Err(MailError::Address)), "{to:?}");
        }
    }

    #[test]
    fn addresses_of_old_telephones_are_written_in_quotes() {
        assert_eq!(recipient("a..b.@example.jp").unwrap().to_string(), "\"a..b.\"@example.jp");
        assert_eq!(recipient("taro@example.jp").unwrap().to_string(), "taro@example.jp");
    }
}
