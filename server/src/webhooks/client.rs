//! Sending one event: the only place that speaks HTTP to others. It connects to the very address that was checked (its
//! resolver gives nothing else away), follows no redirect, uses no proxy, waits ten seconds, and reads no body.

use std::error::Error as _;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::Policy;
use reqwest::{Client, header};

use super::address::Allowed;

/// Longest time for everything.
const PATIENCE: Duration = Duration::from_secs(10);
/// Of it, for the connection.
const CONNECTING: Duration = Duration::from_secs(5);

/// Why an event was not delivered. The texts hold neither the address nor what the other side said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DeliveryError {
    /// Nothing may be sent there.
    #[error("the address lies where nothing may be sent to")]
    Forbidden,
    /// There was an answer, and it was no.
    #[error("the receiver answered {0}")]
    Refused(u16),
    /// There was none in time.
    #[error("the receiver did not answer in time")]
    TimedOut,
    /// There is no way there.
    #[error("the receiver cannot be reached")]
    Unreachable,
}

/// A message ready to be sent.
#[derive(Clone, Debug)]
pub struct Message {
    /// Its name, the same at every attempt.
    pub id: String,
    /// When it is sent, in seconds since 1970.
    pub seconds: i64,
    /// The signatures.
    pub signature: String,
    /// JSON.
    pub body: String,
}

/// The way out for events.
pub struct WebhookClient {
    client: Client,
    allowed: Arc<Allowed>,
}

/// The client cannot be made: TLS has no roots to trust.
#[derive(Debug, thiserror::Error)]
#[error("webhooks cannot be sent: {0}")]
pub struct ClientError(#[from] reqwest::Error);

/// A name led to no address that may be reached.
#[derive(Debug, thiserror::Error)]
#[error("no allowed address")]
struct NoAllowedAddress;

/// Gives away the addresses of a name that may be reached, and no others.
struct Guard(Arc<Allowed>);

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let allowed = self.0.clone();
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let reached: Vec<SocketAddr> = found.filter(|address| allowed.reaches(address.ip())).collect();
            if reached.is_empty() {
                return Err(NoAllowedAddress.into());
            }
            Ok(Box::new(reached.into_iter()) as Addrs)
        })
    }
}

impl WebhookClient {
    /// A client that reaches what is allowed.
    ///
    /// # Errors
    /// See [`ClientError`].
    pub fn new(allowed: Allowed) -> Result<Self, ClientError> {
        let allowed = Arc::new(allowed);
        let client = Client::builder()
            .dns_resolver(Arc::new(Guard(allowed.clone())))
            .no_proxy()
            .redirect(Policy::none())
            .timeout(PATIENCE)
            .connect_timeout(CONNECTING)
            // A kept connection would be one to an address that was checked long ago.
            .pool_max_idle_per_host(0)
            .https_only(!allowed.has_http)
            .user_agent(concat!("Madoguchi/", env!("CARGO_PKG_VERSION")))
            .build()?;
        Ok(Self { client, allowed })
    }

    /// What may be reached.
    #[must_use]
    pub fn allowed(&self) -> &Allowed {
        &self.allowed
    }

    /// Sends a message; the status, where there was an answer, also of one that is refused.
    ///
    /// # Errors
    /// See [`DeliveryError`].
    pub async fn send(&self, url: &str, message: &Message) -> Result<u16, DeliveryError> {
        // Hosts that are numbers are asked of no resolver.
        let url = self.allowed.read(url).ok_or(DeliveryError::Forbidden)?;
        let request = self
            .client
            .post(url)
            .header(header::CONTENT_TYPE, "application/json")
            .header("webhook-id", &message.id)
            .header("webhook-timestamp", message.seconds)
            .header("webhook-signature", &message.signature)
            .body(message.body.clone());
        let status = request.send().await.map_err(|error| sorted(&error))?.status();
        if status.is_success() { Ok(status.as_u16()) } else { Err(DeliveryError::Refused(status.as_u16())) }
    }
}

fn sorted(error: &reqwest::Error) -> DeliveryError {
    let mut cause = error.source();
    while let Some(inner) = cause {
        if inner.is::<NoAllowedAddress>() {
            return DeliveryError::Forbidden;
        }
        cause = inner.source();
    }
    if error.is_timeout() { DeliveryError::TimedOut } else { DeliveryError::Unreachable }
}
