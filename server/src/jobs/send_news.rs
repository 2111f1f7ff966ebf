//! Mails the applicant that there is news about an application: form, number and the way to it, never the news itself.
//! An address may be mistyped, and the link of a mail opens a message only to who knows the declared answer.

use madoguchi_schema::PublishedForm;

use super::case::{self, Case, paragraph};
use crate::app::App;
use crate::mail::Mail;
use crate::queue::{Job, JobError};
use crate::words::Words;

pub(super) async fn run(app: &App, job: &Job) -> Result<(), JobError> {
    let case = case::load(app, job).await?;
    let to = case::applicant(app, job, &case).await?;
    let words = case.words();
    let form = case.submission.version.in_language(words.language);
    let about = [("form", form.title().into()), ("number", case.number().into())];
    let mail = Mail {
        sender: case.organization.name.clone(),
        to,
        subject: words.text("receipt-news-subject", &about),
        text: text(app, &case, words, &form, &words.text("receipt-news-about", &about)),
        attachment: None,
        key: case::mail_key(app, job),
        sent_at: app.clock.now(),
    };
    case::deliver(app, job, &case, mail).await
}

fn text(app: &App, case: &Case, words: Words, form: &PublishedForm, about: &str) -> String {
    let url = case.organization.receipt_url(&app.vault.status_token(case.submission.row.id));
    let mut text = format!("{}\n\n{about}\n", case.organization.name);
    let way = format!("{}\n{url}\n{}", words.say("receipt-news-open"), words.say("mail-status-secret"));
    paragraph(&mut text, words, "receipt-news-where", &way);
    case::closing(&mut text, words, form.settings());
    text
}
