//! One at a time between "the other side may have it" and "it is written down here". A process that is killed in between
//! does that piece of work once more; with several in between, it would be several mails that come twice. While the other
//! side takes its time the next one is let through, for a server that hangs or is slow must not hold up the others; once it
//! has answered, everybody waits until that is on stable storage: who cannot write it down had better send nothing more.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinHandle;
use tokio::time::timeout;

/// How long the others wait for one to be answered. Longer than a mail server that is near takes for a mail, and short
/// enough that one that takes its time gets several at a time: one more begins after each such while, as long as there
/// are places.
pub(super) const PATIENCE: Duration = Duration::from_millis(100);

/// How long one waits for its turn at most: what begins late in its attempt would be broken off in the middle, and sent again.
pub(super) const LONGEST: Duration = Duration::from_secs(30);

/// It did not get its turn, and nothing was offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Crowded;

/// The gate of one process.
#[derive(Clone, Debug)]
pub(super) struct Gate {
    turn: Arc<Semaphore>,
    pub(super) patience: Duration,
    longest: Duration,
}

/// One job's way through. Let go of it when what became of the job is on stable storage.
#[derive(Clone, Debug)]
pub(super) struct Pass {
    gate: Gate,
    held: Arc<Mutex<Option<OwnedSemaphorePermit>>>,
}

impl Gate {
    pub(super) fn new() -> Self {
        Self { turn: Arc::new(Semaphore::new(1)), patience: PATIENCE, longest: LONGEST }
    }

    pub(super) fn pass(&self) -> Pass {
        Pass { gate: self.clone(), held: Arc::default() }
    }
}

impl Pass {
    /// Offers it to the other side as soon as whoever went through before has let go, or waits too long for an answer. In
    /// the order of arrival.
    pub(super) async fn through<T>(&self, offer: impl Future<Output = T>) -> Result<T, Crowded> {
        let timer = timeout(self.gate.longest, self.held()).await.map_err(|_| Crowded)?;
        let answer = offer.await;
        timer.abort();
        Ok(answer)
    }

    /// Has the gate from now on, until the timer that is returned rings or the last clone of this pass is gone.
    async fn held(&self) -> JoinHandle<()> {
        // A gate is never closed.
        *held(&self.held) = self.gate.turn.clone().acquire_owned().await.ok();
        let (while_held, patience) = (Arc::downgrade(&self.held), self.gate.patience);
        tokio::spawn(async move {
            tokio::time::sleep(patience).await;
            if let Some(pass) = while_held.upgrade() {
                held(&pass).take();
            }
        })
    }
}

fn held(permit: &Mutex<Option<OwnedSemaphorePermit>>) -> MutexGuard<'_, Option<OwnedSemaphorePermit>> {
    permit.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::future::{pending, ready};

    use futures_util::FutureExt;

    use super::*;

    const LONG: Duration = Duration::from_secs(3600);
    const SHORT: Duration = Duration::from_millis(10);

    fn gate(patience: Duration) -> Gate {
        Gate { patience, ..Gate::new() }
    }

    #[tokio::test]
    async fn what_was_answered_keeps_the_gate_until_it_is_let_go() {
        // However little patience there is.
        let gate = gate(SHORT);
        let (first, second) = (gate.pass(), gate.pass());
        first.through(ready(())).await.unwrap();
        tokio::time::timeout(SHORT * 5, second.through(ready(()))).await.unwrap_err();
        // Whoever else remembers the job holds it, too.
        let remembered = first.clone();
        drop(first);
        assert!(second.through(ready(())).now_or_never().is_none());
        drop(remembered);
        assert!(second.through(ready(())).now_or_never().is_some());
    }

    #[tokio::test]
    async fn who_never_gets_a_turn_offers_nothing() {
        let gate = Gate { longest: SHORT, ..gate(LONG) };
        let (first, second) = (gate.pass(), gate.pass());
        first.through(ready(())).await.unwrap();
        assert_eq!(second.through(async { panic!("it was offered") }).await, Err::<(), _>(Crowded));
    }

    #[tokio::test]
    async fn what_is_not_answered_holds_nobody_up() {
        let patient = gate(LONG);
        let (hangs, waits) = (patient.pass(), patient.pass());
        assert!(hangs.through(pending::<()>()).now_or_never().is_none());
        assert!(waits.through(ready(())).now_or_never().is_none());

        let gate = gate(SHORT);
        let (hangs, next) = (gate.pass(), gate.pass());
        let hanging = tokio::spawn({
            let hangs = hangs.clone();
            async move { hangs.through(pending::<()>()).await }
        });
        tokio::task::yield_now().await;
        next.through(ready(())).await.unwrap();
        hanging.abort();
        drop(hangs);
        assert!(gate.pass().through(ready(())).now_or_never().is_none(), "the gate is the next one's");
    }
}
