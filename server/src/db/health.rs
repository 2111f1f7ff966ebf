//! Whether writes work. Every write transaction reports here how it ended; `/readyz` and `serve` ask. Decides nothing about
//! a single write: that is the caller's.

use std::sync::Arc;

use tokio::sync::watch;

use super::Failure;

/// How writes go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// The last one that could say so worked.
    Sound,
    /// The last one could not be written: the disk is full, the database is locked or away. Over as soon as one that wrote
    /// something for certain works: an intake batch, or the probe.
    Refusing,
    /// The disk failed under a commit. What this process has in memory must not be written any more; only a new one may.
    Lost,
}

#[derive(Clone)]
pub(super) struct Health(Arc<watch::Sender<Condition>>);

impl Health {
    pub(super) fn new() -> Self {
        Self(Arc::new(watch::Sender::new(Condition::Sound)))
    }

    pub(super) fn now(&self) -> Condition {
        *self.0.borrow()
    }

    /// A write was committed, and there was something to write.
    pub(super) fn worked(&self) {
        self.turn(Condition::Sound);
    }

    /// A write was not.
    pub(super) fn failed(&self, trouble: Failure) {
        match trouble {
            Failure::Io => self.turn(Condition::Lost),
            Failure::Full | Failure::Retry | Failure::Connection => self.turn(Condition::Refusing),
            Failure::Unique | Failure::Other => {}
        }
    }

    fn turn(&self, to: Condition) {
        let has_turned = self.0.send_if_modified(|now| {
            let turns = *now != Condition::Lost && *now != to;
            if turns {
                *now = to;
            }
            turns
        });
        if has_turned {
            metrics::gauge!("madoguchi_database_writable").set(if to == Condition::Sound { 1.0 } else { 0.0 });
            tracing::warn!(?to, "writing to the database");
        }
    }

    /// Returns when the disk has failed.
    pub(super) async fn lost(&self) {
        let mut changes = self.0.subscribe();
        // The sender lives as long as `self` does.
        let _ = changes.wait_for(|now| *now == Condition::Lost).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_write_that_works_ends_every_trouble_but_a_lost_disk() {
        let health = Health::new();
        for trouble in [Failure::Full, Failure::Retry, Failure::Connection] {
            health.failed(trouble);
            assert_eq!(health.now(), Condition::Refusing, "{trouble:?}");
            health.worked();
            assert_eq!(health.now(), Condition::Sound);
        }
        for fault_of_the_caller in [Failure::Unique, Failure::Other] {
            health.failed(fault_of_the_caller);
            assert_eq!(health.now(), Condition::Sound);
        }
        health.failed(Failure::Io);
        health.worked();
        health.failed(Failure::Full);
        assert_eq!(health.now(), Condition::Lost);
        health.lost().await;
    }
}
