//! Outgoing mail. Without an SMTP server, mails are files in the data folder, so that a trial needs no mail server.
//! Knows no feature: it gets finished messages.

use crate::config::Config;

/// The mail settings cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("mail settings: {0}")]
pub struct MailConfigError(String);

/// The way out for mails.
pub struct Mailer {}

impl Mailer {
    /// Opens the configured way.
    ///
    /// # Errors
    /// When the settings cannot be used.
    pub fn open(_config: &Config) -> Result<Self, MailConfigError> {
        Ok(Self {})
    }
}
