//! Tells staff once a day what came in: one mail for each address, with every form that address is told of. Numbers and
//! times, never an answer; no mail where nothing came. `forms::digest` decides when.

use std::collections::BTreeMap;

use super::case;
use super::reason::Hopeless;
use super::recipients::{self, one_job_each};
use super::{SEND_DIGEST, hand_over};
use crate::app::App;
use crate::clock::Timestamp;
use crate::forms::{self, digest::Period};
use crate::mail::Mail;
use crate::organizations::Organization;
use crate::queue::{Job, JobError};
use crate::submissions::letter::moment;
use crate::submissions::store::ended::{count_between, received_between};
use crate::words::Words;

/// How many cases of a form are named one by one.
const NAMED: u64 = 30;

/// What came in at one form.
#[derive(Clone)]
struct News {
    title: String,
    url: String,
    count: u64,
    first: Vec<(String, Timestamp)>,
}

pub(super) async fn run(app: &App, job: &Job) -> Result<(), JobError> {
    let organization = app.organizations.by_id(&app.db, job.organization_id).await?;
    let organization = organization.ok_or_else(|| JobError::Fail(Hopeless::Gone("the organization").into()))?;
    let periods = job.payload.get("periods").cloned().unwrap_or_default();
    let periods: Vec<Period> = serde_json::from_value(periods).map_err(|error| JobError::Fail(error.into()))?;
    let mut told: BTreeMap<String, (String, Vec<News>)> = BTreeMap::new();
    for period in periods {
        let Some(form) = forms::store::by_id(app.db.read(), job.organization_id, period.form_id).await? else {
            continue;
        };
        let Some(news) = news(app, job, &organization, &form.title, period).await? else { continue };
        for (key, address) in recipients::of_form(app, job.organization_id, &form).await? {
            told.entry(key).or_insert_with(|| (address, Vec::new())).1.push(news.clone());
        }
    }
    let chosen = match recipients::chosen(job) {
        Some(key) => told.remove(key),
        None if told.len() > 1 => return one_job_each(app, job, SEND_DIGEST, told.into_keys().collect()).await,
        None => told.into_values().next(),
    };
    let Some((to, news)) = chosen else { return Ok(()) };
    hand_over(app, job, mail(app, job, &organization, to, &news)).await
}

async fn news(
    app: &App,
    job: &Job,
    organization: &Organization,
    title: &str,
    period: Period,
) -> Result<Option<News>, JobError> {
    let (db, bounds) = (app.db.read(), period.bounds());
    let count = count_between(db, job.organization_id, period.form_id, bounds).await?;
    if count == 0 {
        return Ok(None);
    }
    let first = received_between(db, job.organization_id, period.form_id, bounds, NAMED).await?;
    let url = format!("{}/admin/forms/{}/submissions", organization.base_url, period.form_id);
    Ok(Some(News { title: title.to_owned(), url, count, first }))
}

fn mail(app: &App, job: &Job, organization: &Organization, to: String, news: &[News]) -> Mail {
    let all: u64 = news.iter().map(|form| form.count).sum();
    let subject = match news {
        [only] => format!("【新着{all}件】{}", only.title),
        forms => format!("【新着{all}件】{}つの手続", forms.len()),
    };
    let mut text = format!("新しい受付が{all}件あります。\n");
    for form in news {
        text.push_str(&format!("\n■ {}　{}件\n", form.title, form.count));
        for (number, at) in &form.first {
            text.push_str(&format!("{number}　{}\n", moment(Words::default(), *at, &app.time_zone)));
        }
        let rest = form.count.saturating_sub(NAMED);
        if rest > 0 {
            text.push_str(&format!("ほか{rest}件\n"));
        }
        text.push_str(&format!("{}\n", form.url));
    }
    text.push_str("\n内容は、職員画面で確認してください。\nこのメールは、1日1回、新しい受付があったときだけ送ります。送信専用です。\n");
    Mail {
        sender: organization.name.clone(),
        to,
        subject,
        text,
        attachment: None,
        key: case::mail_key(app, job),
        sent_at: app.clock.now(),
    }
}
