//! Mails where and until when a saved journey can be continued, in the language it is filled in. No answer and no code: the
//! mail opens nothing, so an address may be mistyped.

use anyhow::anyhow;

use super::case;
use super::hand_over;
use super::reason::Hopeless;
use crate::allowance::{Share, Taken};
use crate::app::App;
use crate::forms;
use crate::journeys::{self, Reminder};
use crate::mail::Mail;
use crate::organizations::Organization;
use crate::pages::moment;
use crate::queue::{Job, JobError};
use crate::submissions::letter::{closing, paragraph};
use crate::words::{Words, plain};

pub(super) async fn run(app: &App, job: &Job) -> Result<(), JobError> {
    let text = |name: &str| job.payload.get(name).and_then(|value| value.as_str());
    let id = text("saved_journey_id").and_then(|id| id.parse().ok());
    let (Some(id), Some(sealed)) = (id, text("to")) else {
        return Err(JobError::Fail(anyhow!("the job names no saved journey")));
    };
    // Sent, expired or continued to its end meanwhile: there is nothing to be reminded of.
    let Some(reminder) = journeys::reminder(app, job.organization_id, id, sealed).await? else { return Ok(()) };
    // Not tomorrow either: who wanted it has the code, and who did not is spared.
    if case::may_mail(app, job, &reminder.to, Share::Reminders).await? != Taken::Now {
        tracing::info!(job = %job.id, "an address has got its reminders of today: a reminder is not sent");
        return Ok(());
    }
    let organization = app.organizations.by_id(&app.db, job.organization_id).await?;
    let organization = organization.ok_or_else(|| JobError::Fail(Hopeless::Gone("the organization").into()))?;
    let mail = mail(app, job, &organization, reminder).await?;
    hand_over(app, job, mail).await
}

async fn mail(app: &App, job: &Job, organization: &Organization, reminder: Reminder) -> Result<Mail, JobError> {
    let gone = || JobError::Fail(Hopeless::Gone("the form").into());
    let version = app.live_forms.version(&app.db, job.organization_id, reminder.version_id).await;
    let version = version.map_err(|error| JobError::Retry(error.into()))?.ok_or_else(gone)?;
    let row = forms::store::by_id(app.db.read(), job.organization_id, reminder.form_id).await?.ok_or_else(gone)?;
    let words = Words::stored(&reminder.language);
    let form = version.in_language(words.language);
    let title = form.title();
    // The form may stop taking submissions sooner than what was saved is gone: that is the day to be told.
    let until = row.closes_at.map_or(reminder.expires_at, |closes_at| closes_at.min(reminder.expires_at));
    let until = moment::end(words, until, &app.time_zone);
    let url = words.link(&format!("{}/resume", organization.form_url(&row.slug)));
    let about = words.text("save-mail-about", &[("title", title.into()), ("until", until.into())]);
    let mut text = format!("{}\n\n{about}\n", organization.name);
    paragraph(&mut text, words, "save-where", &format!("{}\n{url}", words.say("save-mail-enter")));
    closing(&mut text, words, form.settings());
    Ok(Mail {
        sender: organization.name.clone(),
        to: reminder.to,
        subject: words.text("save-mail-subject", &[("title", plain(title).into_owned().into())]),
        text,
        attachment: None,
        key: case::mail_key(app, job),
        sent_at: app.clock.now(),
    })
}
