//! How slowly a body may come in: a client that drips bytes holds a connection, and is cut off. Time counts only while
//! we wait for the client; what a slow disk or a long queue of ours takes is not its fault.
//!
//! One place for every request: the payload is wrapped before any handler reads it.

use std::cell::Cell;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use bytes::Bytes;
use futures_util::Stream;
use tokio::time::{Instant, Sleep, sleep};

/// What is asked of a sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// How far a body may fall behind `bytes_per_second`: also the longest pause.
    pub patience: Duration,
    /// The slowest line that gets through, averaged over the patience.
    pub bytes_per_second: u32,
    /// The longest a body may be waited for, however steadily it comes.
    pub longest: Duration,
}

impl Default for Pace {
    /// A telephone at the edge of the network gets through; a dripping client is gone within 30 seconds.
    fn default() -> Self {
        Self { patience: Duration::from_secs(20), bytes_per_second: 2048, longest: Duration::from_secs(900) }
    }
}

/// Whether a body was cut off.
#[derive(Clone, Default)]
pub(super) struct Cut(Rc<Cell<bool>>);

impl Cut {
    pub(super) fn was_made(&self) -> bool {
        self.0.get()
    }
}

/// Wraps a body; nothing is wrapped where there is none.
pub(super) fn watched(payload: Payload, pace: Pace) -> (Payload, Cut) {
    let cut = Cut::default();
    if matches!(payload, Payload::None) {
        return (payload, cut);
    }
    let watched = Watched { payload, pace, credit: pace.patience, left: pace.longest, waiting: None, cut: cut.clone() };
    (Payload::Stream { payload: Box::pin(watched) }, cut)
}

struct Watched {
    payload: Payload,
    pace: Pace,
    /// How much longer the client may keep us waiting before it must have sent something.
    credit: Duration,
    /// How much longer it may keep us waiting at all.
    left: Duration,
    /// Since when we wait, and the alarm.
    waiting: Option<(Instant, Pin<Box<Sleep>>)>,
    cut: Cut,
}

impl Watched {
    fn received(&mut self, bytes: usize) {
        if let Some((since, _)) = self.waiting.take() {
            let waited = since.elapsed();
            self.credit = self.credit.saturating_sub(waited);
            self.left = self.left.saturating_sub(waited);
        }
        let earned = Duration::from_secs_f64(bytes as f64 / f64::from(self.pace.bytes_per_second.max(1)));
        self.credit = self.credit.saturating_add(earned).min(self.pace.patience);
    }
}

impl Stream for Watched {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        if this.cut.was_made() {
            return Poll::Ready(None);
        }
        if let Poll::Ready(chunk) = Pin::new(&mut this.payload).poll_next(context) {
            this.received(chunk.as_ref().map_or(0, |chunk| chunk.as_ref().map_or(0, Bytes::len)));
            return Poll::Ready(chunk);
        }
        let patience = this.credit.min(this.left);
        let (_, alarm) = this.waiting.get_or_insert_with(|| (Instant::now(), Box::pin(sleep(patience))));
        if alarm.as_mut().poll(context).is_pending() {
            return Poll::Pending;
        }
        this.cut.0.set(true);
        Poll::Ready(Some(Err(PayloadError::Io(std::io::ErrorKind::TimedOut.into()))))
    }
}

#[cfg(test)]
mod tests {
    use futures_util::{StreamExt as _, stream};

    use super::*;

    /// The real rule with a second of twenty milliseconds, so that nobody waits.
    const SECOND: Duration = Duration::from_millis(20);
    const PACE: Pace =
        Pace { patience: Duration::from_millis(400), bytes_per_second: 102_400, longest: Duration::from_secs(3) };

    /// What a client sends: pauses in such seconds, and then that many bytes. Gives back what was received of it, and
    /// whether it was cut.
    async fn read(sent: Vec<(u32, usize)>) -> (usize, bool) {
        let chunks = stream::iter(sent).then(|(pause, bytes)| async move {
            sleep(SECOND * pause).await;
            Ok::<_, PayloadError>(Bytes::from(vec![0; bytes]))
        });
        let (mut payload, cut) = watched(Payload::Stream { payload: Box::pin(chunks) }, PACE);
        let mut received = 0;
        while let Some(Ok(chunk)) = payload.next().await {
            received += chunk.len();
        }
        (received, cut.was_made())
    }

    #[actix_web::test]
    async fn a_dripping_client_is_cut() {
        assert!(Pace::default().patience < Duration::from_secs(30));
        let (received, is_cut) = read(vec![(1, 1); 600]).await;
        assert!(is_cut && received <= 20, "{received} bytes");
        // Also when it sent a lot before: credit is not saved up.
        let (received, is_cut) = read([vec![(0, 1_000_000)], vec![(1, 1); 600]].concat()).await;
        assert!(is_cut && received <= 1_000_020, "{received} bytes");
        assert_eq!(read(vec![(600, 1)]).await, (0, true));
    }

    #[actix_web::test]
    async fn a_slow_telephone_gets_through_and_nobody_stays_for_ever() {
        assert_eq!(read(vec![(1, 20_000); 20]).await, (400_000, false));
        assert_eq!(read(vec![(8, 200_000); 6]).await, (1_200_000, false));
        let (received, is_cut) = read(vec![(2, 200_000); 600]).await;
        assert!(is_cut && received < 600 * 200_000, "{received} bytes");
    }
}
