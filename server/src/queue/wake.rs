//! Tells the worker of this process that there is something to do, so that nothing waits for its next look.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::Notify;

/// The bell at the worker's door; cheap to clone.
#[derive(Clone, Default)]
pub struct Wake {
    bell: Arc<Notify>,
    is_stopping: Arc<AtomicBool>,
}

impl Wake {
    /// There is new work. Call it after the commit; a ring while the worker is busy is not lost.
    pub fn ring(&self) {
        self.bell.notify_one();
    }

    /// The process is ending: the worker finishes what it has begun and begins nothing more.
    pub fn stop(&self) {
        self.is_stopping.store(true, Ordering::SeqCst);
        self.bell.notify_one();
    }

    pub(super) fn is_stopping(&self) -> bool {
        self.is_stopping.load(Ordering::SeqCst)
    }

    /// Waits for a ring, also for one that came before. For the one worker of the process (and for tests).
    pub async fn rung(&self) {
        self.bell.notified().await;
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;

    #[test]
    fn a_ring_while_nobody_listens_is_not_lost() {
        let wake = Wake::default();
        assert!(wake.rung().now_or_never().is_none());
        wake.ring();
        wake.ring();
        assert!(wake.clone().rung().now_or_never().is_some());
        assert!(wake.rung().now_or_never().is_none());
    }
}
