//! The ways out: files in a folder, an SMTP server, or memory.

use std::io;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::tz::TimeZone;
use lettre::transport::smtp::PoolConfig;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use super::smtp_address::{Protection, SmtpAddress};
use super::{MailConfigError, MailError, Sent, Trouble};
use crate::clock::Timestamp;
use crate::config::create_private_dir;

/// Longest wait for one answer of the mail server. One that looks into a mail before it takes it needs its time; who hangs
/// up on it too early sends the mail again and again.
const PATIENCE: Duration = Duration::from_secs(40);

/// Where mails go.
pub(super) enum Outbound {
    /// One `.eml` file each.
    Files(PathBuf),
    /// A mail server.
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    /// Kept (tests).
    Memory(Sent),
}

impl Outbound {
    pub(super) fn files(folder: &Path) -> Result<Self, MailConfigError> {
        create_private_dir(folder)
            .map_err(|error| MailConfigError(format!("the folder {} cannot be made: {error}", folder.display())))?;
        Ok(Self::Files(folder.to_owned()))
    }

    pub(super) fn smtp(address: SmtpAddress, our_domain: &str, connections: u32) -> Result<Self, MailConfigError> {
        type Transport = AsyncSmtpTransport<Tokio1Executor>;
        let host = address.host.as_str();
        let unusable = |_| MailConfigError(format!("smtp_url names a host that TLS cannot check: {host}"));
        let builder = match address.protection {
            Protection::StartTls => Transport::starttls_relay(host).map_err(unusable)?,
            Protection::Tls => Transport::relay(host).map_err(unusable)?,
            Protection::None => Transport::builder_dangerous(host),
        };
        let mut builder = builder
            .port(address.port)
            .hello_name(introduction(our_domain))
            .timeout(Some(PATIENCE))
            .pool_config(PoolConfig::new().max_size(connections));
        if let Some((user, password)) = address.credentials {
            builder = builder.credentials(Credentials::new(user, password));
        }
        Ok(Self::Smtp(builder.build()))
    }

    pub(super) async fn send(&self, message: &Message, sent_at: Timestamp) -> Result<(), MailError> {
        match self {
            Self::Files(folder) => {
                let id = message.headers().get_raw("Message-ID").unwrap_or_default();
                let (folder, name) = (folder.clone(), file_name(sent_at, id));
                let bytes = message.formatted();
                tokio::task::spawn_blocking(move || write(&folder, &name, &bytes))
                    .await
                    .map_err(io::Error::other)??;
                Ok(())
            }
            Self::Smtp(transport) => {
                let (transport, message) = (transport.clone(), message.clone());
                // In a task of its own, which goes on when nobody waits any more: lettre would keep a connection that was
                // dropped in the middle, and the next mail would take the answers to this one for its own.
                let conversation = tokio::spawn(async move { transport.send(message).await });
                let ended = conversation.await.map_err(io::Error::other)?;
                ended.map(|_| ()).map_err(|error| sorted(&error))
            }
            Self::Memory(sent) => {
                let to = message.envelope().to().first().map(ToString::to_string).unwrap_or_default();
                let mut sent = sent.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                sent.push((to, message.formatted()));
                Ok(())
            }
        }
    }
}

/// How we call ourselves in EHLO: the sender's domain, or the address if that is what the sender has.
fn introduction(domain: &str) -> ClientId {
    match domain.trim_matches(['[', ']']).parse() {
        Ok(IpAddr::V4(address)) => ClientId::Ipv4(address),
        Ok(IpAddr::V6(address)) => ClientId::Ipv6(address),
        Err(_) => ClientId::Domain(domain.to_owned()),
    }
}

/// `20261121T050304.123456Z-<first half of the message id>.eml`: sorts by time, and a repeated mail is seen as one.
fn file_name(sent_at: Timestamp, message_id: &str) -> String {
    let moment = sent_at.in_zone(&TimeZone::UTC).strftime("%Y%m%dT%H%M%S%.6f").to_string();
    let local: String = message_id.chars().filter(char::is_ascii_alphanumeric).take(32).collect();
    format!("{moment}Z-{local}.eml")
}

/// Under another name first: whoever watches the folder never sees half a mail.
fn write(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    use io::Write;
    let unfinished = folder.join(format!(".{name}.part"));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&unfinished)?;
    file.write_all(bytes)?;
    // The job is "done" after this: the mail must be as durable as that word.
    file.sync_all()?;
    std::fs::rename(unfinished, folder.join(name))?;
    std::fs::File::open(folder)?.sync_all()
}

/// 5xx about the mail is final. 5xx about us (530, 534, 535, 538: sign-in; 550 comes for the recipient) is not: a wrong
/// password in the settings must not throw residents' mails away.
fn sorted(error: &lettre::transport::smtp::Error) -> MailError {
    match error.status().map(u16::from) {
        Some(code @ (530 | 534 | 535 | 538)) => MailError::Unavailable(Trouble::SignIn(code)),
        Some(code) if error.is_permanent() => MailError::Refused(code),
        Some(code) => MailError::Deferred(code),
        None if error.is_timeout() => MailError::Unavailable(Trouble::TimedOut),
        None if error.is_tls() => MailError::Unavailable(Trouble::Tls),
        // lettre looks before it speaks: a server without an extension that this address needs.
        None if error.is_client() => MailError::Unavailable(Trouble::Conversation),
        None => MailError::Unavailable(Trouble::Unreachable),
    }
}
