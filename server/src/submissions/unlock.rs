//! Opening one's own answers again after the first day: whoever has the address must also know one declared answer by
//! heart (birth date, telephone number). A few wrong tries, then a day's pause. Asked is for what the form declares, or,
//! where this person was not asked for it, for another such answer that was given.

use madoguchi_schema::{Field, PublishedForm, RawAnswers};
use serde_json::{Map, Value};
use subtle::ConstantTimeEq;

use super::one_per;
use super::open::OpenedSubmission;
use super::store::unlock as store;
use crate::app::App;
use crate::db::DbErr;

/// Wrong tries before the pause.
pub const TRIES: i64 = 5;
/// How long the pause is, counted from the last wrong try, in seconds.
pub const PAUSE_SECONDS: i64 = 24 * 60 * 60;

/// What became of a try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unlocked {
    /// It was the answer.
    Yes,
    /// It was not, or there is none.
    No,
    /// There were too many wrong tries; this one was not even looked at.
    Paused,
}

/// The question whose answer opens a submission; none where its form has none.
#[must_use]
pub fn question(case: &OpenedSubmission) -> Option<&Field> {
    question_of(&case.version.form, &case.answers)
}

/// The same, of a form and its accepted answers.
pub(super) fn question_of<'a>(form: &'a PublishedForm, answers: &Map<String, Value>) -> Option<&'a Field> {
    let field = form.field(form.settings().declared.as_deref()?)?;
    // Who was not asked for it would be locked out of the office's own messages: then another thing known by heart will do.
    let answered = |field: &&Field| answers.contains_key(field.name());
    let asked =
        Some(field).filter(answered).or_else(|| form.fields().filter(|field| field.can_be_declared()).find(answered));
    // Files and rows are no answers that somebody knows by heart.
    asked.or(Some(field)).filter(|field| !field.takes_files() && field.group().is_none() && !field.is_calculated())
}

/// Tries an answer as it was typed. The try is counted before anybody learns what it was worth.
///
/// # Errors
/// The database's.
pub async fn unlock(app: &App, case: &OpenedSubmission, typed: Option<Value>) -> Result<Unlocked, DbErr> {
    let is_right = question(case).is_some_and(|field| is_right(app, case, field.name(), typed));
    let (organization, id, now) = (case.row.organization_id, case.row.id, app.clock.now());
    app.db
        .write::<_, DbErr, _>(move |transaction| {
            Box::pin(async move {
                let pause = now.plus_seconds(-PAUSE_SECONDS);
                if !store::count_try(transaction, organization, id, TRIES, pause, now).await? {
                    return Ok(Unlocked::Paused);
                }
                if !is_right {
                    return Ok(Unlocked::No);
                }
                store::forget_tries(transaction, organization, id).await?;
                Ok(Unlocked::Yes)
            })
        })
        .await
}

/// Compares what both come to when they are normalised, by their digests, in constant time.
fn is_right(app: &App, case: &OpenedSubmission, name: &str, typed: Option<Value>) -> bool {
    // Beside the other answers, because conditions may ask for them.
    let mut beside = case.answers.clone();
    beside.remove(name);
    beside.extend(typed.map(|value| (name.to_owned(), value)));
    let today = case.row.received_at.day_in(&app.time_zone);
    let normalised = case.version.form.evaluate(&RawAnswers(beside), today).answers;
    let digest = |answers: &Map<String, Value>| {
        let text = match (answers.get(name), case.version.form.field(name)) {
            // With hyphens or without, in which width: it is known by heart, not by letter.
            (Some(Value::String(text)), Some(field)) => one_per::same(field, text),
            (answer, _) => answer.map(Value::to_string).unwrap_or_default(),
        };
        app.vault.digest(&[b"declared answer", text.as_bytes()])
    };
    let is_same: bool = digest(&case.answers).ct_eq(&digest(&normalised)).into();
    is_same & case.answers.contains_key(name)
}
