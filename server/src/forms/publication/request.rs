//! Asking for a publication: with the four-eyes rule it waits for another person; without, it waits for its time. What is
//! asked for is fixed by its hash.

use madoguchi_schema::Problem;
use serde_json::json;

use super::hash::hash;
use super::live::damaged;
use super::pending::{Pending, settings_of};
use crate::app::App;
use crate::clock::Timestamp;
use crate::db::entity::form;
use crate::db::entity::values::{Lane, PublicationState};
use crate::db::{DbErr, Transaction};
use crate::forms::images::check;
use crate::forms::settings::{self, SettingsChange, SettingsError};
use crate::forms::store::publications::{self, Publication};
use crate::forms::store::{self, reach};
use crate::ids::{FormId, OrganizationId, PublicationId, Random};
use crate::queue::NewJob;
use crate::staff::scope::Scope;
use crate::{audit, jobs, organizations, queue};

/// The farthest time anybody plans for, in seconds.
const MAX_AHEAD_SECONDS: i64 = 366 * 24 * 60 * 60;

/// What is asked for.
#[derive(Clone, Default)]
pub struct Wanted {
    /// The draft that is to become live, by the revision that was looked at.
    pub revision: Option<i64>,
    /// Settings that are to change.
    pub settings: Option<SettingsChange>,
    /// Whether a closed form is to open again.
    pub opens: bool,
    /// When; at once where absent.
    pub publish_at: Option<Timestamp>,
    /// Words for whoever approves.
    pub note: Option<String>,
    /// Whether to refuse where another person would have to approve.
    pub is_alone: bool,
}

/// Why nothing was asked for.
#[derive(Debug, thiserror::Error)]
pub enum RequestError {
    /// There is no such form within the person's reach.
    #[error("there is no such form")]
    NotFound,
    /// Draft or settings are no longer what was looked at.
    #[error("the form was changed by somebody else")]
    Conflict {
        /// The revision the draft has now.
        revision: i64,
    },
    /// Another one waits already: it must be decided or withdrawn first.
    #[error("another publication of this form waits already")]
    AlreadyOpen,
    /// The document has problems that must be put right first.
    #[error("the form is not ready to be published")]
    NotReady(Vec<Problem>),
    /// The settings cannot be so, or nothing was asked for, or the time is none.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// The database's.
    #[error(transparent)]
    Database(#[from] DbErr),
}

fn invalid(at: &str, code: &'static str) -> RequestError {
    SettingsError::Invalid { at: at.to_owned(), code }.into()
}

/// Writes down what is asked for. It waits for approval where the organization has the four-eyes rule, else for its time.
///
/// # Errors
/// See [`RequestError`].
pub async fn request(app: &App, scope: &Scope, form: FormId, wanted: Wanted) -> Result<PublicationId, RequestError> {
    let now = app.clock.now();
    check_time(wanted.publish_at, now)?;
    let row = reach::with_draft(app.db.read(), scope, form).await?.ok_or(RequestError::NotFound)?;
    let after = match wanted.settings {
        Some(change) => settings::tried(app, scope, &row, change).await?,
        None => row.clone(),
    };
    let pending = Pending::between(&row, &after, wanted.opens);
    if wanted.revision.is_none() && pending.is_empty() {
        return Err(invalid("", "nothing-to-do"));
    }
    if pending.opens && row.published_version_id.is_none() {
        return Err(invalid("/open", "never-published"));
    }
    if let Some(revision) = wanted.revision {
        ready(app, &row, revision).await?;
    }
    let publication = Publication {
        id: PublicationId::new(&app.random, now),
        organization_id: scope.organization_id,
        form_id: form,
        state: PublicationState::Requested,
        revision: wanted.revision,
        hash: hash(&row, wanted.revision.is_some(), &pending).map_err(damaged)?,
        settings: Some(serde_json::to_string(&pending).map_err(damaged)?),
        publish_at: wanted.publish_at,
        note: wanted.note,
        requested_by: scope.staff_id,
        requested_at: now,
        decided_by: None,
        decided_at: None,
        reason: None,
    };
    write(app, scope, row, after, publication, wanted.is_alone).await
}

fn check_time(publish_at: Option<Timestamp>, now: Timestamp) -> Result<(), RequestError> {
    match publish_at {
        Some(at) if at <= now => Err(invalid("/publish_at", "past")),
        Some(at) if at > now.plus_seconds(MAX_AHEAD_SECONDS) => Err(invalid("/publish_at", "range")),
        _ => Ok(()),
    }
}

async fn ready(app: &App, row: &form::Model, revision: i64) -> Result<(), RequestError> {
    if row.draft_revision != revision {
        return Err(RequestError::Conflict { revision: row.draft_revision });
    }
    let document = serde_json::from_str(&row.draft_document).map_err(damaged)?;
    let checked = check::publishable(app, row.organization_id, row.id, document).await?;
    checked.map_err(RequestError::NotReady)
}

async fn write(
    app: &App,
    scope: &Scope,
    seen: form::Model,
    after: form::Model,
    mut publication: Publication,
    is_alone: bool,
) -> Result<PublicationId, RequestError> {
    let (random, person, id) = (app.random.clone(), scope.clone(), publication.id);
    app.db
        .write::<_, RequestError, _>(move |transaction| {
            Box::pin(async move {
                let organization = person.organization_id;
                let row = reach::for_change(transaction, &person, seen.id).await?.ok_or(RequestError::NotFound)?;
                if row.draft_revision != seen.draft_revision || settings_of(&row) != settings_of(&seen) {
                    return Err(RequestError::Conflict { revision: row.draft_revision });
                }
                if publications::open_of(transaction, organization, row.id).await?.is_some() {
                    return Err(RequestError::AlreadyOpen);
                }
                let taken = store::by_slug(transaction, organization, &after.slug).await?;
                if taken.is_some_and(|other| other.id != row.id) {
                    return Err(SettingsError::SlugTaken.into());
                }
                let has_four_eyes = organizations::store::has_four_eyes(transaction, organization).await?;
                if has_four_eyes && is_alone {
                    return Err(SettingsError::ApprovalRequired(Vec::new()).into());
                }
                let now = publication.requested_at;
                if !has_four_eyes {
                    let at = publication.publish_at.ok_or_else(|| invalid("/publish_at", "required"))?;
                    publication.state = PublicationState::Planned;
                    plan(transaction, &random, organization, (id, at), now).await?;
                }
                let action = if has_four_eyes { "publication.requested" } else { "publication.planned" };
                let event = audit::Event::new(&random, now, organization, action, ("form", row.id.0))
                    .by(person.staff_id)
                    .with(json!({ "publication_id": id, "revision": publication.revision, "hash": publication.hash,
                        "publish_at": publication.publish_at }));
                publications::insert(transaction, publication).await?;
                audit::store::append(transaction, vec![event]).await?;
                Ok(id)
            })
        })
        .await
}

/// Enqueues the work that makes a publication live at its time.
///
/// # Errors
/// The database's.
pub(super) async fn plan(
    transaction: &Transaction,
    random: &Random,
    organization: OrganizationId,
    (id, run_at): (PublicationId, Timestamp),
    now: Timestamp,
) -> Result<(), DbErr> {
    let payload = json!({ "publication_id": id });
    let job = NewJob::now(random, now, organization, jobs::PUBLISH_PLANNED, payload).not_before(run_at).over(Lane::Own);
    queue::store::enqueue(transaction, vec![job], now).await
}
