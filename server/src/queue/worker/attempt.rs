//! One attempt at a job: bounded in time, ended early where it must give way; a panic in a handler is a failed attempt.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::Instant;

use super::{Handlers, Job, JobError};
use crate::db::entity::values::{Lane, Urgency};

/// Longest time of one attempt. Mail servers that look into a mail before they take it need their time: to break off too
/// early is to send it again.
pub(super) const LONGEST: Duration = Duration::from_secs(90);

/// An attempt took too long, or had to give way to others.
#[derive(Debug, thiserror::Error)]
#[error("the attempt took too long")]
pub struct TimedOut;

/// A job and what its attempt came to.
pub(super) type Ended = (Job, Result<(), JobError>);

/// An attempt that is under way.
pub(super) struct Attempt {
    pub(super) lane: Lane,
    pub(super) urgency: Urgency,
    pub(super) began: Instant,
    /// Whether it was told to end.
    pub(super) is_ending: bool,
    must_end: Arc<Notify>,
}

impl Attempt {
    pub(super) fn age(&self) -> Duration {
        self.began.elapsed()
    }

    /// Tells it to end.
    pub(super) fn end(&mut self) {
        self.is_ending = true;
        self.must_end.notify_one();
    }
}

/// Begins an attempt: what to remember of it, and its work.
pub(super) fn begin(
    handlers: &Handlers,
    job: Job,
    most: i64,
) -> (Attempt, impl Future<Output = Ended> + Send + 'static) {
    let must_end = Arc::new(Notify::new());
    let (lane, urgency, bell) = (job.lane, job.urgency, must_end.clone());
    let attempt = Attempt { lane, urgency, began: Instant::now(), is_ending: false, must_end };
    let work = handlers.work.clone();
    let ended = async move {
        if job.attempt > most {
            let error = anyhow::anyhow!("the program ended during every attempt");
            return (job, Err(JobError::Fail(error)));
        }
        let mut task = tokio::spawn(tokio::time::timeout(LONGEST, work(job.clone())));
        let result = tokio::select! {
            ended = &mut task => match ended {
                Ok(Ok(result)) => result,
                Ok(Err(_)) => Err(JobError::Retry(TimedOut.into())),
                Err(_) => Err(JobError::Retry(anyhow::anyhow!("the handler panicked"))),
            },
            () = bell.notified() => {
                task.abort();
                Err(JobError::Retry(TimedOut.into()))
            }
        };
        (job, result)
    };
    (attempt, ended)
}
