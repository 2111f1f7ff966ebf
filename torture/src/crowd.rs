//! Many clients at once, each with one submission under way. A patient crowd sends each submission until it has a receipt;
//! an impatient one goes on to the next.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{bail, ensure};
use futures_util::future::try_join_all;
use serde_json::json;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::client::{Answer, Client};
use crate::ledger::{Ledger, answers};

/// How a crowd behaves.
#[derive(Clone, Copy)]
pub(crate) struct Manner {
    /// Clients side by side.
    pub(crate) clients: usize,
    /// Sends each submission until it is received.
    pub(crate) is_patient: bool,
    /// One in so many submissions has a picture; 0: none.
    pub(crate) pictures: usize,
}

/// A crowd at work.
pub(crate) struct Crowd {
    is_over: Arc<AtomicBool>,
    is_dark: Arc<AtomicBool>,
    rests: watch::Sender<bool>,
    sent: Arc<AtomicUsize>,
    tasks: Vec<JoinHandle<anyhow::Result<()>>>,
}

impl Crowd {
    /// Lets clients submit to this form, spread over these servers, until [`Crowd::ends`]. `name` begins every key.
    pub(crate) fn begins(
        (servers, slug, name): (&[String], &'static str, &str),
        ledger: &Arc<Ledger>,
        manner: Manner,
    ) -> anyhow::Result<Self> {
        let (is_over, is_dark) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
        let (sent, rests) = (Arc::new(AtomicUsize::new(0)), watch::Sender::new(false));
        let clients: Vec<Client> = servers.iter().map(|url| Client::new(url)).collect::<anyhow::Result<_>>()?;
        let tasks = (0..manner.clients)
            .map(|index| {
                let one = One {
                    clients: clients.clone(),
                    slug,
                    name: format!("{name}-{index}"),
                    ledger: ledger.clone(),
                    manner,
                    is_over: is_over.clone(),
                    is_dark: is_dark.clone(),
                    rests: rests.subscribe(),
                    sent: sent.clone(),
                    index,
                };
                tokio::spawn(one.goes_on())
            })
            .collect();
        Ok(Self { is_over, is_dark, rests, sent, tasks })
    }

    /// How many receipts there are.
    pub(crate) fn received(&self) -> usize {
        self.sent.load(Ordering::SeqCst)
    }

    /// Waits until there are so many receipts.
    ///
    /// # Errors
    /// When somebody has given up, or they do not come within [`PATIENCE`].
    pub(crate) async fn has_received(&self, receipts: usize) -> anyhow::Result<()> {
        let began = Instant::now();
        while self.received() < receipts {
            ensure!(!self.tasks.iter().any(JoinHandle::is_finished), "somebody has stopped sending");
            ensure!(began.elapsed() < PATIENCE, "only {} of {receipts} receipts in {PATIENCE:?}", self.received());
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        Ok(())
    }

    /// Whether everybody pauses before the next submission.
    pub(crate) fn rests(&self, rests: bool) {
        self.rests.send_replace(rests);
    }

    /// From now on no answer reaches anybody, as when the power goes for all: what comes in afterwards was never said.
    pub(crate) fn goes_dark(&self) {
        self.is_dark.store(true, Ordering::SeqCst);
        self.is_over.store(true, Ordering::SeqCst);
    }

    /// Everybody finishes what is under way.
    ///
    /// # Errors
    /// When somebody has given up, or is not done within [`PATIENCE`].
    pub(crate) async fn ends(self) -> anyhow::Result<usize> {
        self.is_over.store(true, Ordering::SeqCst);
        self.rests(false);
        let all = timeout(PATIENCE, try_join_all(self.tasks)).await;
        for ended in all.map_err(|_| anyhow::anyhow!("somebody still waits for a receipt after {PATIENCE:?}"))?? {
            ended?;
        }
        Ok(self.sent.load(Ordering::SeqCst))
    }
}

struct One {
    clients: Vec<Client>,
    slug: &'static str,
    name: String,
    ledger: Arc<Ledger>,
    manner: Manner,
    is_over: Arc<AtomicBool>,
    is_dark: Arc<AtomicBool>,
    rests: watch::Receiver<bool>,
    sent: Arc<AtomicUsize>,
    index: usize,
}

/// How long a crowd may take for the receipts that are waited for.
const PATIENCE: Duration = Duration::from_secs(300);
/// Pause after an answer that was none.
const PAUSE: Duration = Duration::from_millis(20);

impl One {
    async fn goes_on(mut self) -> anyhow::Result<()> {
        let mut tries = 0;
        for number in 0.. {
            self.rests.wait_for(|rests| !rests).await?;
            if self.is_over.load(Ordering::SeqCst) {
                break;
            }
            let key = format!("{}-{number}", self.name);
            let mut answers = answers(&key);
            let has_picture = self.manner.pictures > 0 && number % self.manner.pictures == 0;
            if has_picture
                && let Some(token) = self.clients[self.index % self.clients.len()].upload(self.slug, "photo").await
            {
                answers["photo"] = json!([token]);
            }
            if self.is_dark.load(Ordering::SeqCst) {
                break;
            }
            self.ledger.sends(&key, &answers);
            loop {
                tries += 1;
                // Each try at the next server: what one does not know, the other has to find.
                let client = &self.clients[(self.index + tries) % self.clients.len()];
                let answer = client.submit(self.slug, &key, &answers).await;
                if self.is_dark.load(Ordering::SeqCst) {
                    break;
                }
                match answer {
                    Answer::Received(receipt) => {
                        self.ledger.acknowledged(&key, receipt)?;
                        self.sent.fetch_add(1, Ordering::SeqCst);
                        break;
                    }
                    Answer::Refused(503, _) | Answer::Nothing(_) => tokio::time::sleep(PAUSE).await,
                    Answer::Refused(status, code) => bail!("{key} was refused: {status} {code}"),
                }
                if !self.manner.is_patient {
                    break;
                }
            }
        }
        Ok(())
    }
}

/// Sends once more what has no receipt, until it has one.
pub(crate) async fn settle(base_url: &str, slug: &str, ledger: &Ledger) -> anyhow::Result<usize> {
    let client = Client::new(base_url)?;
    let open = ledger.open();
    for (key, answers) in &open {
        let began = Instant::now();
        loop {
            match client.submit(slug, key, answers).await {
                Answer::Received(receipt) => break ledger.acknowledged(key, receipt)?,
                Answer::Refused(503, _) | Answer::Nothing(_) => tokio::time::sleep(PAUSE).await,
                Answer::Refused(status, code) => bail!("{key} was refused: {status} {code}"),
            }
            ensure!(began.elapsed() < PATIENCE, "{key} is not received although the server runs");
        }
    }
    Ok(open.len())
}
