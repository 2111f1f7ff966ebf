//! Refusing those who want a slot that is full without the journal: nine o'clock brings fifty times as many people as there
//! are places. That a slot seems full in memory is not enough, because somebody may have cancelled a moment ago in another
//! process; so everybody who waits is answered by one read that began after they asked.

use tokio::sync::{mpsc, oneshot};

use super::store::{self, Asking};
use crate::db::Db;

/// How many are answered by one read.
const BATCH: usize = 1024;
/// How many may wait; more go to the journal, which has its own limit.
const WAITING: usize = 8192;

/// Answers whether somebody can be refused.
#[derive(Clone)]
pub(super) struct FullSlots {
    asking: mpsc::Sender<(Asking, oneshot::Sender<bool>)>,
}

impl FullSlots {
    /// Starts the reader's task.
    pub(super) fn start(db: Db) -> Self {
        let (asking, waiting) = mpsc::channel(WAITING);
        tokio::spawn(answer(db, waiting));
        Self { asking }
    }

    /// Whether the slot has, at some instant after this call, not enough places, and nothing was received under the same
    /// key. In doubt `false`: the journal decides then.
    pub(super) async fn can_be_refused(&self, asking: Asking) -> bool {
        let (sender, answer) = oneshot::channel();
        if self.asking.try_send((asking, sender)).is_err() {
            return false;
        }
        answer.await.unwrap_or(false)
    }
}

async fn answer(db: Db, mut waiting: mpsc::Receiver<(Asking, oneshot::Sender<bool>)>) {
    let mut batch = Vec::with_capacity(BATCH);
    while waiting.recv_many(&mut batch, BATCH).await > 0 {
        let (asking, answers): (Vec<Asking>, Vec<_>) = batch.drain(..).unzip();
        let refusable = match store::refusable(db.read(), &asking).await {
            Ok(refusable) => refusable,
            Err(error) => {
                tracing::warn!(%error, "cannot look at full slots; the journal is asked");
                vec![false; asking.len()]
            }
        };
        for (answer, can_be_refused) in answers.into_iter().zip(refusable) {
            let _ = answer.send(can_be_refused);
        }
    }
}
