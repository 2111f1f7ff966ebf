//! Mails the applicant that there is news about an application: a new state, a message, or both. Form, number and the way
//! to it, never the message itself. An address may be mistyped, and the link of a mail opens a message only to who knows
//! the declared answer.

use serde::Deserialize;

use super::case;
use crate::app::App;
use crate::db::entity::values::SubmissionState;
use crate::mail::Mail;
use crate::queue::{Job, JobError, Worked};

/// What the news is. A job without it tells of a message.
#[derive(Deserialize)]
struct News {
    /// Where the case came to.
    state: Option<SubmissionState>,
    /// Whether something was written to the applicant.
    #[serde(default = "yes")]
    has_message: bool,
}

const fn yes() -> bool {
    true
}

pub(super) async fn run(app: &App, job: &Job) -> Worked {
    let news: News = serde_json::from_value(job.payload.clone()).map_err(|error| JobError::Fail(error.into()))?;
    let case = case::load(app, job).await?;
    let to = case::applicant(app, job, &case).await?;
    let form = case.submission.version.in_language(case.words().language);
    let url = case.status_url(app);
    let mut letter = case.letter(app, &form, &url);
    // The case may have gone on since; each mail tells of its own step.
    letter.state = news.state.unwrap_or(letter.state);
    let written = letter.news(news.state.is_some(), news.has_message);
    let mail = Mail {
        sender: case.organization.name.clone(),
        to,
        subject: written.subject,
        text: written.text,
        attachment: None,
        key: case::mail_key(app, job),
        sent_at: app.clock.now(),
    };
    case::deliver(app, job, &case, mail).await
}
