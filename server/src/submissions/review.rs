//! Working on a case: moving it from state to state with notes for colleagues. Each step, its place in the timeline and
//! its line in the audit log are one transaction. Notes are sealed like answers: they are about the same person.

use std::collections::HashMap;

use serde_json::json;

use super::open::{self, OpenError, OpenedSubmission};
use super::store::review as store;
use crate::app::App;
use crate::audit;
use crate::clock::Timestamp;
use crate::db::DbErr;
use crate::db::entity::submission_event;
use crate::db::entity::values::{SubmissionEventKind, SubmissionState};
use crate::ids::{StaffId, SubmissionEventId};
use crate::staff;
use crate::staff::scope::Scope;
use crate::vault::DataKey;

/// What notes are sealed for.
const PURPOSE: &str = "note";

/// A step of the timeline, readable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: SubmissionEventKind,
    /// From which state.
    pub from: Option<SubmissionState>,
    /// To which state.
    pub to: Option<SubmissionState>,
    /// What a colleague wrote.
    pub note: Option<String>,
    /// The name of who did it; `None` is the resident or the program.
    pub by: Option<String>,
}

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum ReviewError {
    /// The same state and no note.
    #[error("there is nothing to do")]
    NothingToDo,
    /// The case cannot go there from where it is.
    #[error("the case cannot go to this state from where it is")]
    NotNext,
    /// Somebody moved the case meanwhile.
    #[error("somebody moved the case meanwhile")]
    Conflict,
    /// The submission cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The database's.
    #[error(transparent)]
    Database(#[from] DbErr),
}

/// Moves a case to `to`, with or without a note; the state it has already and a note is a note only.
///
/// # Errors
/// See [`ReviewError`]; nothing was written then.
pub async fn review(
    app: &App,
    scope: &Scope,
    case: &OpenedSubmission,
    to: SubmissionState,
    note: Option<String>,
) -> Result<(), ReviewError> {
    let (id, from) = (case.row.id, case.row.state);
    let kind = match (from == to, &note) {
        (true, None) => return Err(ReviewError::NothingToDo),
        (true, Some(_)) => SubmissionEventKind::Note,
        (false, _) if from.next_states().contains(&to) => SubmissionEventKind::StateChanged,
        (false, _) => return Err(ReviewError::NotNext),
    };
    let is_move = kind == SubmissionEventKind::StateChanged;
    let sealed_note = match note {
        Some(note) => Some(data_key(app, case).await?.seal(PURPOSE, note.as_bytes())),
        None => None,
    };
    let now = app.clock.now();
    let organization = scope.organization_id;
    let (action, detail) = if is_move {
        ("submission.state_changed", json!({ "from": from, "to": to, "has_note": sealed_note.is_some() }))
    } else {
        ("submission.noted", serde_json::Value::Null)
    };
    let event =
        audit::Event::new(&app.random, now, organization, action, ("submission", id.0)).by(scope.staff_id).with(detail);
    let step = submission_event::Model {
        id: SubmissionEventId::new(&app.random, now),
        organization_id: organization,
        submission_id: id,
        kind,
        happened_at: now,
        staff_id: Some(scope.staff_id),
        from_state: is_move.then_some(from),
        to_state: is_move.then_some(to),
        sealed_note,
        sealed_message: None,
    };
    app.db
        .write::<_, ReviewError, _>(move |transaction| {
            Box::pin(async move {
                if !store::set_state(transaction, organization, id, from, to, now).await? {
                    return Err(ReviewError::Conflict);
                }
                store::append_step(transaction, step).await?;
                audit::store::append(transaction, vec![event]).await?;
                Ok(())
            })
        })
        .await
}

/// What happened to a case, oldest first, with notes opened and names looked up.
///
/// # Errors
/// When a note does not open, or the database's.
pub async fn timeline(app: &App, case: &OpenedSubmission) -> Result<Vec<Step>, OpenError> {
    let organization = case.row.organization_id;
    let rows = store::timeline(app.db.read(), organization, case.row.id).await?;
    let people = rows.iter().filter_map(|row| row.staff_id).collect();
    let names: HashMap<StaffId, String> =
        staff::store::names(app.db.read(), organization, people).await?.into_iter().collect();
    let key = data_key(app, case).await?;
    rows.into_iter()
        .map(|row| {
            let note = row.sealed_note.map(|sealed| open_note(&key, &sealed)).transpose();
            Ok(Step {
                at: row.happened_at,
                kind: row.kind,
                from: row.from_state,
                to: row.to_state,
                note: note.map_err(|()| OpenError::Sealed(case.row.id))?,
                by: row.staff_id.and_then(|person| names.get(&person).cloned()),
            })
        })
        .collect()
}

fn open_note(key: &DataKey, sealed: &[u8]) -> Result<String, ()> {
    let plain = key.open(PURPOSE, sealed).map_err(|_| ())?;
    String::from_utf8(plain).map_err(|_| ())
}

async fn data_key(app: &App, case: &OpenedSubmission) -> Result<DataKey, OpenError> {
    let key = open::form_key(app, &case.row).await?;
    key.data_key(case.row.id.0, &case.row.wrapped_key).map_err(|_| OpenError::Sealed(case.row.id))
}
