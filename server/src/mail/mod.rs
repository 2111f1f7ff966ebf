//! Outgoing mail. Without an SMTP server, mails are files in the data folder, so that a trial needs no mail server.
//! Knows no feature: it gets finished texts. One mail has one recipient, so nobody sees another's address.

mod message;
mod outbound;
mod smtp_address;

use std::sync::{Arc, Mutex};

use lettre::message::Mailbox;
use unicode_normalization::UnicodeNormalization;

use crate::clock::Timestamp;
use crate::config::Config;
pub use message::{Attachment, one_line};
use outbound::Outbound;

/// The mail settings cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("mail settings: {0}")]
pub struct MailConfigError(String);

/// A mail to be sent.
#[derive(Clone, Debug)]
pub struct Mail {
    /// Who sends it, as people know them; shown where the settings name only an address.
    pub sender: String,
    /// The address of the one recipient.
    pub to: String,
    /// The subject; line ends in it become spaces.
    pub subject: String,
    /// The text; lines end with `\n`.
    pub text: String,
    /// A file that goes with it.
    pub attachment: Option<Attachment>,
    /// The same for every attempt to send this mail, so that a mail program shows a repeated one once. Unguessable.
    pub key: [u8; 32],
    /// What `Date` says.
    pub sent_at: Timestamp,
}

/// Why a mail was not sent. The texts hold no address and nothing a mail server answered, which often repeats one.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// No attempt will ever succeed: the address cannot exist.
    #[error("the recipient's address cannot be used")]
    Address,
    /// The mail cannot be put together.
    #[error("the mail cannot be written: {0}")]
    Message(String),
    /// The server refused it for good.
    #[error("the mail server refused the mail for good (code {0})")]
    Refused(u16),
    /// The server does not take it now.
    #[error("the mail server did not take the mail: code {0}")]
    Deferred(u16),
    /// There was no conversation with the server that came to its end.
    #[error("the mail server did not take the mail: {0}")]
    Unavailable(Trouble),
    /// The mail folder cannot be written.
    #[error("the mail folder cannot be written: {0}")]
    Folder(#[from] std::io::Error),
}

/// What stood between us and the mail server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// It does not know us.
    #[error("it refused our sign-in (code {0})")]
    SignIn(u16),
    /// It did not answer in time.
    #[error("it did not answer in time")]
    TimedOut,
    /// TLS.
    #[error("the protected connection failed")]
    Tls,
    /// It said something else than it should.
    #[error("the conversation with it failed")]
    Conversation,
    /// There is no way to it, or it broke off.
    #[error("it cannot be reached")]
    Unreachable,
}

impl MailError {
    /// Whether another attempt can succeed.
    #[must_use]
    pub fn is_final(&self) -> bool {
        matches!(self, Self::Address | Self::Message(_) | Self::Refused(_))
    }
}

/// The mails of a mailer that keeps them in memory: recipient and the whole message.
pub type Sent = Arc<Mutex<Vec<(String, Vec<u8>)>>>;

/// The way out for mails.
pub struct Mailer {
    from: Mailbox,
    outbound: Outbound,
}

impl Mailer {
    /// Opens the configured way.
    ///
    /// # Errors
    /// When the settings cannot be used.
    pub fn open(config: &Config) -> Result<Self, MailConfigError> {
        let from = sender(&config.mail_from)?;
        let outbound = if config.smtp_url.is_empty() {
            Outbound::files(&config.mail_dir())?
        } else {
            let address = smtp_address::parse(&config.smtp_url, &config.smtp_user, &config.smtp_password)?;
            Outbound::smtp(address, from.email.domain(), config.smtp_connections)?
        };
        Ok(Self { from, outbound })
    }

    /// A mailer that keeps its mails, and where it keeps them (tests).
    ///
    /// # Errors
    /// When the sender's address cannot be used.
    pub fn memory(mail_from: &str) -> Result<(Self, Sent), MailConfigError> {
        let sent = Sent::default();
        Ok((Self { from: sender(mail_from)?, outbound: Outbound::Memory(sent.clone()) }, sent))
    }

    /// Hands a mail to the next mail server (or the folder). What happens to it then, nobody tells us.
    ///
    /// # Errors
    /// See [`MailError`].
    pub async fn send(&self, mail: Mail) -> Result<(), MailError> {
        let sent_at = mail.sent_at;
        let message = message::compose(&self.from, mail)?;
        self.outbound.send(&message, sent_at).await
    }
}

/// The address somebody typed, in half-width characters; none when no mail can go there.
#[must_use]
pub fn address(typed: &str) -> Option<String> {
    // Longer ones cannot be (RFC 5321, section 4.5.3.1.3).
    let address: String = typed.trim().nfkc().take(LONGEST_ADDRESS + 1).collect();
    let (_, host) = address.rsplit_once('@')?;
    let is_good = address.len() <= LONGEST_ADDRESS && host.contains('.') && message::recipient(&address).is_some();
    is_good.then_some(address)
}

const LONGEST_ADDRESS: usize = 254;

fn sender(mail_from: &str) -> Result<Mailbox, MailConfigError> {
    mail_from.parse().map_err(|_| MailConfigError(format!("mail_from {mail_from:?} is no mail address")))
}
