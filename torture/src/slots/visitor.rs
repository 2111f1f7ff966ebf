//! What one visitor does: books by the interface for machines, cancels on the page of the receipt, and tries again, as told,
//! until there is a final answer. When each was asked and answered is written down.

use std::time::{Duration, Instant};

use anyhow::{bail, ensure};
use serde_json::{Value, json};

use super::linear::{Operation, What};

/// The most attempts at one wish.
const TRIES: usize = 500;
/// Pause after an answer that was none.
const PAUSE: Duration = Duration::from_millis(50);

/// Everybody's clock and connections.
pub(super) struct Hall {
    http: reqwest::Client,
    servers: Vec<String>,
    slug: &'static str,
    began: Instant,
}

impl Hall {
    pub(super) fn new(servers: &[String], slug: &'static str) -> anyhow::Result<Self> {
        let http = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_secs(60))
            .build()?;
        Ok(Self { http, servers: servers.to_vec(), slug, began: Instant::now() })
    }

    fn now(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_nanos()).unwrap_or(u64::MAX)
    }

    /// Wants this slot, first at the server with this number. The path of the receipt where a place was had.
    pub(super) async fn book(&self, key: &str, slot: &str, at: usize) -> anyhow::Result<(Operation, Option<String>)> {
        let first = self.now();
        for attempt in 0..TRIES {
            let asked = self.now();
            let base = &self.servers[(at + attempt) % self.servers.len()];
            let url = format!("{base}/api/v1/forms/{}/submissions", self.slug);
            let request = self.http.post(url).header("Idempotency-Key", key).json(&json!({ "visit": slot }));
            let Ok(answer) = request.send().await else {
                tokio::time::sleep(PAUSE).await;
                continue;
            };
            let status = answer.status().as_u16();
            let Ok(body) = answer.json::<Value>().await else {
                tokio::time::sleep(PAUSE).await;
                continue;
            };
            let answered = self.now();
            match (status, body["reason"].as_str()) {
                (201, _) => {
                    let url = body["receipt_url"].as_str().unwrap_or_default();
                    let Some(path) = url.find("/r/").map(|place| url[place..].to_owned()) else {
                        bail!("{key}: {body}")
                    };
                    // Any of the attempts may have been the one that took the place.
                    return Ok((Operation { what: What::Booked, asked: first, answered }, Some(path)));
                }
                // Whoever had taken it before would have been given the receipt: this attempt alone is the refusal.
                (409, Some("taken")) => return Ok((Operation { what: What::Refused, asked, answered }, None)),
                // Not taken, or not read in time, as it happens on a machine with too much to do.
                (503 | 408, _) => tokio::time::sleep(PAUSE).await,
                _ => bail!("{key} was answered {status}: {body}"),
            }
        }
        bail!("{key} had no final answer after {TRIES} attempts")
    }

    /// Gives the place back.
    pub(super) async fn cancel(&self, path: &str, at: usize) -> anyhow::Result<Operation> {
        let first = self.now();
        for attempt in 0..TRIES {
            let url = format!("{}{path}/appointment", self.servers[(at + attempt) % self.servers.len()]);
            let request = self.http.post(url).header("Content-Type", "application/x-www-form-urlencoded");
            let Ok(answer) = request.body("_action=cancel-yes").send().await else {
                tokio::time::sleep(PAUSE).await;
                continue;
            };
            let status = answer.status().as_u16();
            let Ok(page) = answer.text().await else { continue };
            let done = Operation { what: What::Cancelled, asked: first, answered: self.now() };
            match status {
                200 if page.contains("予約を取り消しました") => return Ok(done),
                // By an attempt whose answer was lost.
                200 if attempt > 0 && page.contains("取り消されています") => return Ok(done),
                503 | 408 => tokio::time::sleep(PAUSE).await,
                _ => {
                    ensure!(status != 200, "a place cannot be given back: {page}");
                    bail!("a cancellation was answered {status}")
                }
            }
        }
        bail!("a cancellation had no final answer after {TRIES} attempts")
    }
}
