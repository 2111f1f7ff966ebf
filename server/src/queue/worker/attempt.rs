//! One attempt at a job: bounded in time; a panic in a handler is a failed attempt.

use std::time::Duration;

use tokio::time::Instant;

use crate::db::entity::values::{Lane, Urgency};
use crate::queue::{Handlers, Job, JobError, Worked, gate};

/// Longest time of one attempt. Mail servers that look into a mail before they take it need their time: to break off too
/// early is to send it again.
pub(super) const LONGEST: Duration = Duration::from_secs(90);
const _: () = assert!(gate::LONGEST.as_secs() * 3 <= LONGEST.as_secs(), "most of it is for the conversation");

/// An attempt took too long.
#[derive(Debug, thiserror::Error)]
#[error("the attempt took too long")]
pub struct TimedOut;

/// A job and what its attempt came to.
pub(super) type Ended = (Job, Worked);

/// An attempt that is under way.
pub(super) struct Attempt {
    pub(super) lane: Lane,
    pub(super) urgency: Urgency,
    began: Instant,
}

impl Attempt {
    pub(super) fn age(&self) -> Duration {
        self.began.elapsed()
    }
}

/// Begins an attempt: what to remember of it, and its work.
pub(super) fn begin(
    handlers: &Handlers,
    job: Job,
    most: i64,
) -> (Attempt, impl Future<Output = Ended> + Send + 'static) {
    let attempt = Attempt { lane: job.lane, urgency: job.urgency, began: Instant::now() };
    let work = handlers.work.clone();
    let ended = async move {
        if job.attempt > most {
            let error = anyhow::anyhow!("the program ended during every attempt");
            return (job, Err(JobError::Fail(error)));
        }
        let result = match tokio::spawn(tokio::time::timeout(LONGEST, work(job.clone()))).await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(JobError::Retry(TimedOut.into())),
            Err(_) => Err(JobError::Retry(anyhow::anyhow!("the handler panicked"))),
        };
        (job, result)
    };
    (attempt, ended)
}
