//! A form as staff see it: its row in the list, its details, and what the person may do with it.

use serde::Serialize;
use utoipa::ToSchema;

use super::publication_view::{self, PublicationResponse};
use crate::app::App;
use crate::clock::Timestamp;
use crate::db::entity::values::{Access, FormState, NotificationMode, Retention, Role};
use crate::forms::access;
use crate::forms::exchange::origin::Origin;
use crate::forms::store::reach::{self, FormRow};
use crate::http::error::{ApiError, Code};
use crate::ids::{DepartmentId, FormId};
use crate::organizations::{self, Organization};
use crate::staff;
use crate::staff::scope::Scope;
use crate::submissions::store::review;

/// A department in a form's row.
#[derive(Clone, Serialize, ToSchema)]
pub struct OwnerResponse {
    /// Its identifier.
    pub id: DepartmentId,
    /// Its name.
    pub name: String,
}

/// A form in the list.
#[derive(Serialize, ToSchema)]
pub struct FormSummaryResponse {
    /// Its identifier.
    pub id: FormId,
    /// Its address.
    pub slug: String,
    /// The draft's title.
    pub title: String,
    /// Whether residents can use it.
    pub state: FormState,
    /// The published version.
    pub version: Option<i64>,
    /// Whether the draft differs from what residents see.
    pub has_unpublished_changes: bool,
    /// Who owns the form and its cases.
    pub department: OwnerResponse,
    /// Submissions so far.
    pub submission_count: i64,
    /// When draft or settings last changed.
    pub updated_at: Timestamp,
    /// When it was put away.
    pub archived_at: Option<Timestamp>,
}

/// What this person may do with a form.
#[derive(Serialize, ToSchema)]
pub struct FormAbilities {
    /// Change draft and settings.
    pub edit: bool,
    /// Publish, open and close.
    pub publish: bool,
    /// Export the submissions.
    pub export: bool,
    /// Work on cases.
    pub handle: bool,
}

/// A form.
#[derive(Serialize, ToSchema)]
pub struct FormDetailResponse {
    /// What the list shows.
    #[serde(flatten)]
    pub summary: FormSummaryResponse,
    /// Where residents find it; of a form with a secret link, that link.
    pub public_url: String,
    /// Who may open it.
    pub access: Access,
    /// Whether a password is kept for it, also while another way in is set.
    pub has_password: bool,
    /// For how many seconds after the period those may still send who began within it.
    pub grace_seconds: i64,
    /// Who is told of new cases, besides the department.
    pub notification_emails: Vec<String>,
    /// When staff are told of new cases.
    pub notification_mode: NotificationMode,
    /// How long cases are kept; null: not decided.
    pub retention: Option<Retention>,
    /// The address that is told of cases; null: none, or not for this person to see.
    pub webhook_url: Option<String>,
    /// When the published version was published.
    pub published_at: Option<Timestamp>,
    /// The first instant of the period.
    pub opens_at: Option<Timestamp>,
    /// The first instant after the period.
    pub closes_at: Option<Timestamp>,
    /// How many submissions are taken in all.
    pub capacity: Option<i64>,
    /// How many of them have been taken; null where they are not counted.
    pub accepted: Option<i64>,
    /// Whether the portal lists the form.
    pub is_listed: bool,
    /// The web sites that may show the form in a frame.
    pub embed_origins: Vec<String>,
    /// The zone of the organization's clock (`Asia/Tokyo`).
    pub time_zone: String,
    /// Where the form came from; null for one that was begun empty.
    pub origin: Option<Origin>,
    /// The draft's revision.
    pub draft_revision: i64,
    /// Whether another person must approve what residents get of it.
    pub needs_approval: bool,
    /// What waits for approval or for its time, or the last that came to nothing.
    pub publication: Option<PublicationResponse>,
    /// What this person may do.
    pub can: FormAbilities,
}

/// A form as this person sees it; 404 when it is beyond their reach.
///
/// # Errors
/// 404, or the database's.
pub(super) async fn detail(
    app: &App,
    scope: &Scope,
    organization: &Organization,
    id: FormId,
) -> Result<FormDetailResponse, ApiError> {
    let row = reachable(app, scope, id).await?;
    let (public_url, draft_revision) = (public_url(app, organization, &row), row.draft_revision);
    let (access, grace_seconds) = (row.access, row.grace_seconds);
    let has_password = row.access_secret.as_deref().is_some_and(access::is_hash);
    let texts = |list: &str| serde_json::from_str::<Vec<String>>(list).map_err(ApiError::internal);
    let (notification_emails, embed_origins) = (texts(&row.notification_emails)?, texts(&row.embed_origins)?);
    let (notification_mode, retention) = (row.notification_mode, row.retention);
    let (opens_at, closes_at, is_listed) = (row.opens_at, row.closes_at, row.is_listed);
    // The address may hold a secret of the other side.
    let webhook_url = row.webhook_url.clone().filter(|_| scope.may(Role::Editor));
    let origin = Origin::read(row.origin.as_deref());
    let (capacity, accepted) = (row.capacity, row.capacity.map(|_| row.accepted));
    let (summary, published_at) =
        summaries(app, scope, vec![row]).await?.pop().ok_or_else(|| ApiError::new(Code::NotFound))?;
    let summary_title = summary.title.clone();
    Ok(FormDetailResponse {
        summary,
        public_url,
        access,
        has_password,
        grace_seconds,
        notification_emails,
        notification_mode,
        retention,
        webhook_url,
        published_at,
        opens_at,
        closes_at,
        capacity,
        accepted,
        is_listed,
        embed_origins,
        time_zone: app.config.time_zone.clone(),
        origin,
        draft_revision,
        needs_approval: organizations::store::has_four_eyes(app.db.read(), scope.organization_id).await?,
        publication: publication_view::current(app, scope, (id, summary_title), published_at).await?,
        can: FormAbilities {
            edit: scope.may(Role::Editor),
            publish: scope.may(Role::Editor),
            export: scope.may(Role::Clerk),
            handle: scope.may(Role::Clerk),
        },
    })
}

/// Where residents find a form, with the key of its secret link if it has one.
pub(super) fn public_url(app: &App, organization: &Organization, row: &FormRow) -> String {
    let secret = row.access_secret.as_deref().filter(|_| row.access == Access::Link);
    let key = access::key_of(&app.vault, organization.id, row.id, secret);
    access::address(organization, &row.slug, key.as_deref())
}

/// The form, when this person reaches it; else 404.
///
/// # Errors
/// 404, or the database's.
pub(super) async fn reachable(app: &App, scope: &Scope, id: FormId) -> Result<FormRow, ApiError> {
    reach::one(app.db.read(), scope, id).await?.ok_or_else(|| ApiError::new(Code::NotFound))
}

/// Completes rows by what stands elsewhere, in one query each: owners, version numbers, counts.
pub(super) async fn summaries(
    app: &App,
    scope: &Scope,
    rows: Vec<FormRow>,
) -> Result<Vec<(FormSummaryResponse, Option<Timestamp>)>, ApiError> {
    let (db, organization) = (app.db.read(), scope.organization_id);
    let departments = staff::store::departments(db, organization).await?;
    let published = rows.iter().filter_map(|row| row.published_version_id).collect();
    let versions = reach::version_numbers(db, organization, published).await?;
    let counts = review::counts_by_form(db, organization, rows.iter().map(|row| row.id).collect()).await?;
    let summarize = |row: FormRow| {
        let version = row.published_version_id.and_then(|id| versions.get(&id).copied());
        let name = departments.iter().find(|owner| owner.id == row.department_id).map(|owner| owner.name.clone());
        let summary = FormSummaryResponse {
            id: row.id,
            slug: row.slug,
            title: row.title,
            state: row.state,
            version: version.map(|(number, _)| number),
            has_unpublished_changes: row.published_revision != Some(row.draft_revision),
            department: OwnerResponse { id: row.department_id, name: name.unwrap_or_default() },
            submission_count: counts.get(&row.id).copied().unwrap_or(0),
            updated_at: row.updated_at.max(row.draft_saved_at),
            archived_at: row.archived_at,
        };
        (summary, version.map(|(_, published_at)| published_at))
    };
    Ok(rows.into_iter().map(summarize).collect())
}
