//! The operational settings of a form: its address, its department, who is told of new cases, its period and its places,
//! who may open it, whether the portal lists it, and which web sites may show it. One live row, audited, effective in every process within
//! a second; the journal reads the row itself.

use crate::db::DbErr;
use serde_json::json;

use super::digest;
use super::publication::rule::{self, RuleError};
use super::{access, is_slug, origins, store};
use crate::app::App;
use crate::audit;
use crate::clock::Timestamp;
use crate::db::entity::form;
use crate::db::entity::values::{Access, NotificationMode, Retention};
use crate::db::{Failure, failure};
use crate::ids::{DepartmentId, FormId};
use crate::queue::{self, NewJob};
use crate::staff;
use crate::staff::scope::Scope;

/// What is to change; `None` leaves it. Never printed: there may be a password in it.
#[derive(Clone, Default)]
pub struct SettingsChange {
    /// The address. Links and printed codes with the old one stop working.
    pub slug: Option<String>,
    /// The department that owns the form and its cases.
    pub department_id: Option<DepartmentId>,
    /// Who is told of new cases, besides the department.
    pub notification_emails: Option<Vec<String>>,
    /// The first instant of the period; `Some(None)` for no beginning.
    pub opens_at: Option<Option<Timestamp>>,
    /// The first instant after the period; `Some(None)` for no end.
    pub closes_at: Option<Option<Timestamp>>,
    /// How many submissions are taken in all, counting those that are there; `Some(None)` for any number.
    pub capacity: Option<Option<i64>>,
    /// Whether the portal lists it.
    pub is_listed: Option<bool>,
    /// The web sites that may show it in a frame: `https://…` origins.
    pub embed_origins: Option<Vec<String>>,
    /// Who may open it.
    pub access: Option<Access>,
    /// The password, as somebody typed it; with [`Access::Password`] only.
    pub password: Option<String>,
    /// For how many seconds after the period those may still send who began within it.
    pub grace_seconds: Option<i64>,
    /// When staff are told of new cases.
    pub notification_mode: Option<NotificationMode>,
    /// How long cases are kept; `Some(None)` for not decided.
    pub retention: Option<Option<Retention>>,
    /// Which address is told of cases; `Some(None)` for none.
    pub webhook_url: Option<Option<String>>,
}

/// The most places anybody needs to count.
pub const MAX_CAPACITY: i64 = 10_000_000;
/// The longest grace: a day.
pub const MAX_GRACE_SECONDS: i64 = 24 * 60 * 60;
/// The most web sites.
const MAX_ORIGINS: usize = 20;

/// Why the settings were not changed.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// There is no such form within the person's reach.
    #[error("there is no such form")]
    NotFound,
    /// A value that cannot be: where, and what is wrong with it.
    #[error("{at} cannot be so: {code}")]
    Invalid {
        /// JSON Pointer into the change.
        at: String,
        /// `slug`, `unknown`, `range`, `order`, `origin`, `length`, `required`, `access` or `webhook`.
        code: &'static str,
    },
    /// Another form has this address.
    #[error("another form has this address")]
    SlugTaken,
    /// Another person must approve a change of these settings.
    #[error("another person must approve a change of {}", .0.join(", "))]
    ApprovalRequired(Vec<&'static str>),
    /// What was given cannot be stored: a fault of ours.
    #[error(transparent)]
    Unexpected(#[from] anyhow::Error),
    /// The database's.
    #[error(transparent)]
    Database(DbErr),
}

impl From<DbErr> for SettingsError {
    fn from(error: DbErr) -> Self {
        if failure(&error) == Failure::Unique { Self::SlugTaken } else { Self::Database(error) }
    }
}

impl From<RuleError> for SettingsError {
    fn from(error: RuleError) -> Self {
        match error {
            RuleError::ApprovalRequired(settings) => Self::ApprovalRequired(settings),
            RuleError::Database(error) => error.into(),
        }
    }
}

fn invalid(at: impl Into<String>, code: &'static str) -> SettingsError {
    SettingsError::Invalid { at: at.into(), code }
}

/// Changes the settings of a form the person reaches. A capacity counts what has been received already, in the same
/// transaction, so that not one place is sold beyond it.
///
/// # Errors
/// See [`SettingsError`].
pub async fn change(app: &App, scope: &Scope, form: FormId, change: SettingsChange) -> Result<(), SettingsError> {
    let mut change = checked(app, scope, change).await?;
    let secrets = secrets(app, scope, form, &mut change).await?;
    let (now, person) = (app.clock.now(), scope.clone());
    let event = audit::Event::new(&app.random, now, scope.organization_id, "form.settings_changed", ("form", form.0))
        .by(scope.staff_id)
        .with(audited(&change, secrets.hash.is_some()));
    let random = app.random.clone();
    let changed = app
        .db
        .write::<_, SettingsError, _>(move |transaction| {
            Box::pin(async move {
                let row = store::reach::for_change(transaction, &person, form).await?;
                let mut row = row.ok_or(SettingsError::NotFound)?;
                let before = row.clone();
                set_access(&mut row, change.access, secrets)?;
                apply(&mut row, change)?;
                let untold = digest::turn(&mut row, before.notification_mode, now);
                rule::settle(transaction, (&before, &row), Some(person.staff_id), now).await?;
                if row.capacity.is_some() && before.capacity.is_none() {
                    row.accepted = store::received(transaction, person.organization_id, form).await?;
                }
                store::reach::update_settings(transaction, person.organization_id, &row, now).await?;
                let organization = person.organization_id;
                let digests = untold.map(|period| digest::job(&random, now, organization, &[period]));
                queue::store::enqueue(transaction, digests.into_iter().collect::<Vec<NewJob>>(), now).await?;
                audit::store::append(transaction, vec![event]).await?;
                Ok(())
            })
        })
        .await;
    app.live_forms.forget(form);
    app.wake.ring();
    changed
}

/// What the form's row would be with this change. Writes nothing.
///
/// # Errors
/// See [`SettingsError`].
pub async fn tried(
    app: &App,
    scope: &Scope,
    row: &form::Model,
    change: SettingsChange,
) -> Result<form::Model, SettingsError> {
    let mut change = checked(app, scope, change).await?;
    let secrets = secrets(app, scope, row.id, &mut change).await?;
    let mut after = row.clone();
    set_access(&mut after, change.access, secrets)?;
    apply(&mut after, change)?;
    Ok(after)
}

/// Hashes a password that was given; a key for a link is made in any case, because whether it is needed is known where
/// the row is.
async fn secrets(
    app: &App,
    scope: &Scope,
    form: FormId,
    change: &mut SettingsChange,
) -> Result<Secrets, SettingsError> {
    let hash = match change.password.take() {
        Some(plain) => Some(access::hash(app, plain).await?),
        None => None,
    };
    Ok(Secrets { hash, link: access::new_key(&app.vault, &app.random, scope.organization_id, form) })
}

/// What opens a form, ready to be stored.
struct Secrets {
    /// The hash of a password that was given.
    hash: Option<String>,
    /// A new key for a secret link, sealed.
    link: String,
}

/// Who may open the form from now on. A secret that fits is kept, so that links and notices that are out go on working.
fn set_access(row: &mut form::Model, wanted: Option<Access>, new: Secrets) -> Result<(), SettingsError> {
    row.access = wanted.unwrap_or(row.access);
    if new.hash.is_some() && row.access != Access::Password {
        return Err(invalid("/password", "access"));
    }
    let is_hash = row.access_secret.as_deref().is_some_and(access::is_hash);
    match row.access {
        Access::Password if new.hash.is_some() => row.access_secret = new.hash,
        Access::Password if !is_hash => return Err(invalid("/password", "required")),
        Access::Link if is_hash || row.access_secret.is_none() => row.access_secret = Some(new.link),
        _ => {}
    }
    Ok(())
}

/// What can be decided without the form's row.
async fn checked(app: &App, scope: &Scope, mut change: SettingsChange) -> Result<SettingsChange, SettingsError> {
    if change.slug.as_deref().is_some_and(|slug| !is_slug(slug)) {
        return Err(invalid("/slug", "slug"));
    }
    if let Some(department) = change.department_id
        && !may_own(app, scope, department).await?
    {
        return Err(invalid("/department_id", "unknown"));
    }
    if change.capacity.flatten().is_some_and(|capacity| !(1..=MAX_CAPACITY).contains(&capacity)) {
        return Err(invalid("/capacity", "range"));
    }
    if change.grace_seconds.is_some_and(|seconds| !(0..=MAX_GRACE_SECONDS).contains(&seconds)) {
        return Err(invalid("/grace_seconds", "range"));
    }
    if let Some(typed) = change.password.take() {
        change.password = Some(access::read_password(&typed).ok_or_else(|| invalid("/password", "length"))?);
    }
    if let Some(Some(typed)) = change.webhook_url.take_if(|url| url.is_some()) {
        let url = app.webhooks.allowed().read(&typed).ok_or_else(|| invalid("/webhook_url", "webhook"))?;
        change.webhook_url = Some(Some(url.into()));
    }
    if let Some(typed) = change.embed_origins.take() {
        if typed.len() > MAX_ORIGINS {
            return Err(invalid("/embed_origins", "length"));
        }
        let mut read = Vec::new();
        for (index, text) in typed.iter().enumerate() {
            let origin = origins::read(text).ok_or_else(|| invalid(format!("/embed_origins/{index}"), "origin"))?;
            if !read.contains(&origin) {
                read.push(origin);
            }
        }
        change.embed_origins = Some(read);
    }
    Ok(change)
}

/// Puts the change into the row.
fn apply(row: &mut form::Model, change: SettingsChange) -> Result<(), SettingsError> {
    row.slug = change.slug.unwrap_or_else(|| row.slug.clone());
    row.department_id = change.department_id.unwrap_or(row.department_id);
    if let Some(emails) = change.notification_emails {
        row.notification_emails = serde_json::to_string(&emails).map_err(anyhow::Error::from)?;
    }
    row.opens_at = change.opens_at.unwrap_or(row.opens_at);
    row.closes_at = change.closes_at.unwrap_or(row.closes_at);
    if let (Some(opens_at), Some(closes_at)) = (row.opens_at, row.closes_at)
        && closes_at <= opens_at
    {
        return Err(invalid(if change.closes_at.is_some() { "/closes_at" } else { "/opens_at" }, "order"));
    }
    row.capacity = change.capacity.unwrap_or(row.capacity);
    row.is_listed = change.is_listed.unwrap_or(row.is_listed);
    row.notification_mode = change.notification_mode.unwrap_or(row.notification_mode);
    row.retention = change.retention.unwrap_or(row.retention);
    if let Some(origins) = change.embed_origins {
        row.embed_origins = serde_json::to_string(&origins).map_err(anyhow::Error::from)?;
    }
    row.grace_seconds = change.grace_seconds.unwrap_or(row.grace_seconds);
    row.webhook_url = change.webhook_url.unwrap_or_else(|| row.webhook_url.clone());
    Ok(())
}

/// What the audit trail keeps: the new values of what was changed; of mail addresses and passwords only that they were.
fn audited(change: &SettingsChange, has_new_password: bool) -> serde_json::Value {
    let mut kept = json!({ "slug": change.slug, "department_id": change.department_id,
        "has_new_notification_emails": change.notification_emails.is_some() });
    let times = [("opens_at", change.opens_at), ("closes_at", change.closes_at)];
    for (name, at) in times.into_iter().filter_map(|(name, changed)| Some((name, changed?))) {
        kept[name] = json!(at);
    }
    if let Some(capacity) = change.capacity {
        kept["capacity"] = json!(capacity);
    }
    if let Some(is_listed) = change.is_listed {
        kept["is_listed"] = json!(is_listed);
    }
    if let Some(mode) = change.notification_mode {
        kept["notification_mode"] = json!(mode);
    }
    if let Some(retention) = change.retention {
        kept["retention"] = json!(retention);
    }
    if let Some(origins) = &change.embed_origins {
        kept["embed_origins"] = json!(origins);
    }
    // The address may hold a secret of the other side: only where it leads.
    if let Some(url) = &change.webhook_url {
        let host = url.as_deref().and_then(|url| url::Url::parse(url).ok()?.host_str().map(str::to_owned));
        kept["webhook_host"] = json!(host);
    }
    if let Some(access) = change.access {
        kept["access"] = json!(access);
    }
    if has_new_password {
        kept["has_new_password"] = json!(true);
    }
    if let Some(seconds) = change.grace_seconds {
        kept["grace_seconds"] = json!(seconds);
    }
    kept
}

/// Whether forms may be given to this department by this person: it is enabled and within reach.
///
/// # Errors
/// The database's.
pub async fn may_own(app: &App, scope: &Scope, department: DepartmentId) -> Result<bool, DbErr> {
    let row = staff::store::department(app.db.read(), scope.organization_id, department).await?;
    Ok(row.is_some_and(|row| row.disabled_at.is_none()) && scope.reaches(department))
}
