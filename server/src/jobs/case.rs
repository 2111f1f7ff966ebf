//! What every job about a submission needs: the submission it names, opened, and what mails about it are made of.

use std::sync::Arc;

use anyhow::anyhow;
use futures_util::FutureExt;
use madoguchi_schema::PublishedForm;

use super::hand_over;
use super::reason::Hopeless;
use crate::allowance::{self, Share, Taken};
use crate::app::App;
use crate::db::DbErr;
use crate::db::entity::values::SubmissionEventKind;
use crate::ids::SubmissionId;
use crate::mail::Mail;
use crate::organizations::Organization;
use crate::queue::{Also, Job, JobError, Worked};
use crate::submissions::letter::{self, Letter};
use crate::submissions::open::{OpenError, OpenedSubmission, open};
use crate::submissions::timeline;
use crate::words::Words;

/// A submission and whose it is.
pub(super) struct Case {
    pub(super) organization: Arc<Organization>,
    pub(super) submission: OpenedSubmission,
}

/// The submission a job is about.
pub(super) fn submission_id(job: &Job) -> Result<SubmissionId, JobError> {
    job.payload
        .get("submission_id")
        .and_then(|value| value.as_str())
        .and_then(|text| text.parse().ok())
        .ok_or_else(|| JobError::Fail(anyhow!("the job names no submission")))
}

pub(super) async fn load(app: &App, job: &Job) -> Result<Case, JobError> {
    let id = submission_id(job)?;
    let organization = app
        .organizations
        .by_id(&app.db, job.organization_id)
        .await?
        .ok_or_else(|| JobError::Fail(Hopeless::Gone("the organization").into()))?;
    let submission = open(app, job.organization_id, id)
        .await
        .map_err(|error| match error {
            OpenError::Sealed(_) => JobError::Fail(error.into()),
            OpenError::Database(_) | OpenError::Form(_) => JobError::Retry(error.into()),
        })?
        .ok_or_else(|| JobError::Fail(Hopeless::Gone("the submission").into()))?;
    Ok(Case { organization, submission })
}

impl Case {
    /// The words the applicant speaks.
    pub(super) fn words(&self) -> Words {
        self.submission.words()
    }

    pub(super) fn title(&self) -> &str {
        self.submission.version.form.title()
    }

    pub(super) fn number(&self) -> &str {
        &self.submission.row.receipt_number
    }

    /// When it was received, in these words.
    pub(super) fn received(&self, app: &App, words: Words) -> String {
        letter::moment(words, self.submission.row.received_at, &app.time_zone)
    }

    /// What a mail about it is made of. The address opens nothing without the declared answer: a mail's may be mistyped.
    pub(super) fn letter<'a>(&'a self, app: &App, form: &'a PublishedForm, status_url: &'a str) -> Letter<'a> {
        let words = self.words();
        Letter {
            words,
            organization: &self.organization.name,
            form,
            number: self.number(),
            received: self.received(app, words),
            state: self.submission.row.state,
            answers: &self.submission.answers,
            files: &self.submission.files,
            status_url,
            is_sample: false,
        }
    }

    /// The page of the receipt for who reads a mail.
    pub(super) fn status_url(&self, app: &App) -> String {
        self.organization.receipt_url(&app.vault.status_token(self.submission.row.id))
    }
}

/// Longest time that a mail waits for a day on which its address may get it. Somebody else's many applications must not
/// take the days of a whole year.
const LONGEST_WAIT_SECONDS: i64 = 3 * 24 * 60 * 60;

/// Whether one more mail may go to this address today. A mail is counted at its first attempt, however often it is tried.
pub(super) async fn may_mail(app: &App, job: &Job, address: &str, share: Share) -> Result<Taken, JobError> {
    if job.attempt > 1 {
        return Ok(Taken::Now);
    }
    Ok(allowance::take(app, job.organization_id, address, share).await?)
}

/// Whom a mail about this case goes to; one more than its address may get today waits for tomorrow.
pub(super) async fn applicant(app: &App, job: &Job, case: &Case) -> Result<String, JobError> {
    let to = case.submission.mail_address().ok_or_else(|| JobError::Fail(Hopeless::NoAddress.into()))?;
    // A tester writes to nobody but the tester: no stranger needs to be protected.
    if !case.submission.row.is_test
        && let Taken::NotBefore(at) = may_mail(app, job, to, Share::Applications).await?
    {
        let waits = at <= job.enqueued_at.plus_seconds(LONGEST_WAIT_SECONDS);
        let too_many = || JobError::Fail(Hopeless::TooMany.into());
        return Err(if waits { JobError::NotBefore(at) } else { too_many() });
    }
    Ok(to.to_owned())
}

/// A mail about a test says so before anything else.
fn marked(case: &Case, mail: Mail) -> Mail {
    if !case.submission.row.is_test {
        return mail;
    }
    let words = case.words();
    let subject = words.text("test-marked", &[("text", mail.subject.as_str().into())]);
    Mail { subject, text: format!("{}\n\n{}", words.text("test-mail-text", &[]), mail.text), ..mail }
}

/// Sends the mail and says so in the case's timeline.
pub(super) async fn deliver(app: &App, job: &Job, case: &Case, mail: Mail) -> Worked {
    hand_over(app, job, marked(case, mail)).await?;
    let step = timeline::step(app, job.organization_id, case.submission.row.id, SubmissionEventKind::MailSent);
    Ok(Some(Also::new(move |transaction| step.clone().write(transaction).boxed())))
}

/// The mail is not tried again: staff see it in the timeline.
pub(super) async fn mail_given_up(app: &App, job: &Job) -> Result<(), DbErr> {
    let Ok(id) = submission_id(job) else { return Ok(()) };
    timeline::add_step(app, job.organization_id, id, SubmissionEventKind::MailFailed).await
}

/// The unguessable name of a mail: the same at every attempt of this job.
pub(super) fn mail_key(app: &App, job: &Job) -> [u8; 32] {
    app.vault.digest(&[b"message id", job.id.0.as_bytes()])
}
