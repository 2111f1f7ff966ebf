//! The forms residents use, compiled and kept in memory.
//!
//! A page or a submission never waits for the database to learn what its form is. What is kept is dropped at once when
//! this process publishes, opens or closes a form, and within a second when another process did.

mod tested;

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use serde_json::Value;

use super::access::Door;
use super::availability::Terms;
pub use super::live_form::LiveForm;
use super::store;
pub use super::version::Version;
use crate::clock::Timestamp;
use crate::db::entity::form;
use crate::db::entity::values::FormState;
use crate::db::{Db, DbErr};
use crate::ids::{FormId, OrganizationId, VersionId};
use crate::vault::Vault;

/// A form as its row says, with the version that those who begin now get.
async fn assembled(db: &Db, vault: &Vault, row: form::Model, version: Arc<Version>) -> Result<LiveForm, LoadError> {
    let damaged = |error: String| LoadError::Damaged(row.id, error);
    let embed_origins = serde_json::from_str(&row.embed_origins).map_err(|error| damaged(error.to_string()))?;
    let terms = Terms::of(&row);
    let door = Door::of(vault, row.organization_id, row.id, row.access, row.access_secret.as_deref())
        .map_err(|error| damaged(error.to_string()))?;
    let key = vault.form_key(row.id, &row.wrapped_key).map_err(|error| damaged(error.to_string()))?;
    let versions = store::versions::list(db.read(), row.organization_id, row.id).await?;
    let withdrawn = versions.into_iter().filter(|version| version.withdrawn_at.is_some());
    let withdrawn = withdrawn.map(|version| (version.id, version.withdrawal_reason.unwrap_or_default())).collect();
    Ok(LiveForm {
        withdrawn,
        organization_id: row.organization_id,
        form_id: row.id,
        department_id: row.department_id,
        slug: row.slug,
        terms,
        door,
        is_listed: row.is_listed,
        embed_origins,
        has_webhook: row.webhook_url.is_some(),
        accepted: AtomicI64::new(row.accepted),
        updated_at: row.updated_at,
        version,
        key,
    })
}

/// Why a form cannot be had. A form that does not exist is `Ok(None)`.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The database's.
    #[error(transparent)]
    Database(#[from] DbErr),
    /// What is stored cannot be used: a fault of ours or a damaged database.
    #[error("stored form {0} cannot be used: {1}")]
    Damaged(FormId, String),
}

type Address = (OrganizationId, String);

/// The forms in memory.
#[derive(Default)]
pub struct LiveForms {
    by_slug: RwLock<HashMap<Address, Arc<LiveForm>>>,
    versions: RwLock<HashMap<VersionId, Arc<Version>>>,
    /// What the portals list.
    listed: RwLock<HashMap<OrganizationId, Arc<Vec<String>>>>,
    /// When each form of the installation last changed, as of the last look.
    seen: RwLock<HashMap<FormId, Timestamp>>,
    generation: AtomicU64,
}

impl LiveForms {
    /// The published form at this address when it is in memory.
    #[must_use]
    pub fn at_hand(&self, organization: OrganizationId, slug: &str) -> Option<Arc<LiveForm>> {
        let kept = self.by_slug.read().unwrap_or_else(PoisonError::into_inner);
        kept.get(&(organization, slug.to_owned())).cloned()
    }

    /// The published form at this address; `None` when there is none or it was never published.
    ///
    /// # Errors
    /// See [`LoadError`].
    pub async fn by_slug(
        &self,
        db: &Db,
        vault: &Vault,
        organization: OrganizationId,
        slug: &str,
    ) -> Result<Option<Arc<LiveForm>>, LoadError> {
        if let Some(form) = self.at_hand(organization, slug) {
            return Ok(Some(form));
        }
        let address = (organization, slug.to_owned());
        let generation = self.generation.load(Ordering::SeqCst);
        let Some(row) = store::by_slug(db.read(), organization, slug).await? else { return Ok(None) };
        let Some(form) = self.load(db, vault, row).await? else { return Ok(None) };
        let mut kept = self.by_slug.write().unwrap_or_else(PoisonError::into_inner);
        // Something changed while we read: what we have may be the old state, good for this answer only.
        if self.generation.load(Ordering::SeqCst) == generation {
            kept.insert(address, form.clone());
        }
        Ok(Some(form))
    }

    /// The published form with this identifier; `None` when there is none or it was never published.
    ///
    /// # Errors
    /// See [`LoadError`].
    pub async fn by_id(
        &self,
        db: &Db,
        vault: &Vault,
        organization: OrganizationId,
        id: FormId,
    ) -> Result<Option<Arc<LiveForm>>, LoadError> {
        if let Some(known) = self.kept(organization, id) {
            return Ok(Some(known));
        }
        let Some(row) = store::by_id(db.read(), organization, id).await? else { return Ok(None) };
        self.by_slug(db, vault, organization, &row.slug).await
    }

    fn kept(&self, organization: OrganizationId, id: FormId) -> Option<Arc<LiveForm>> {
        let kept = self.by_slug.read().unwrap_or_else(PoisonError::into_inner);
        kept.values().find(|form| form.form_id == id && form.organization_id == organization).cloned()
    }

    /// The forms the portal lists, by title, whether or not they take submissions at this moment.
    ///
    /// # Errors
    /// See [`LoadError`].
    pub async fn listed(
        &self,
        db: &Db,
        vault: &Vault,
        organization: OrganizationId,
    ) -> Result<Vec<Arc<LiveForm>>, LoadError> {
        let mut forms = Vec::new();
        for slug in self.listed_slugs(db, organization).await?.iter() {
            // A form that was switched off since the list was read is simply not on it.
            let live = self.by_slug(db, vault, organization, slug).await?;
            forms.extend(live.filter(|live| live.is_public_knowledge() && live.terms.state == FormState::Open));
        }
        Ok(forms)
    }

    async fn listed_slugs(&self, db: &Db, organization: OrganizationId) -> Result<Arc<Vec<String>>, DbErr> {
        if let Some(slugs) = self.listed.read().unwrap_or_else(PoisonError::into_inner).get(&organization) {
            return Ok(slugs.clone());
        }
        let generation = self.generation.load(Ordering::SeqCst);
        let slugs = Arc::new(store::listed_slugs(db.read(), organization).await?);
        let mut kept = self.listed.write().unwrap_or_else(PoisonError::into_inner);
        if self.generation.load(Ordering::SeqCst) == generation {
            kept.insert(organization, slugs.clone());
        }
        Ok(slugs)
    }

    async fn load(&self, db: &Db, vault: &Vault, row: form::Model) -> Result<Option<Arc<LiveForm>>, LoadError> {
        let Some(version_id) = row.published_version_id else { return Ok(None) };
        let version = self
            .version(db, row.organization_id, version_id)
            .await?
            .ok_or_else(|| LoadError::Damaged(row.id, "its published version is missing".to_owned()))?;
        Ok(Some(Arc::new(assembled(db, vault, row, version).await?)))
    }

    /// One published version, compiled once and kept: versions never change.
    ///
    /// # Errors
    /// See [`LoadError`].
    pub async fn version(
        &self,
        db: &Db,
        organization: OrganizationId,
        id: VersionId,
    ) -> Result<Option<Arc<Version>>, LoadError> {
        if let Some(version) = self.versions.read().unwrap_or_else(PoisonError::into_inner).get(&id) {
            return Ok(Some(version.clone()));
        }
        let Some(row) = store::version(db.read(), organization, id).await? else { return Ok(None) };
        let damaged = |what: String| LoadError::Damaged(row.form_id, what);
        let document: Value = serde_json::from_str(&row.document).map_err(|error| damaged(error.to_string()))?;
        let version = Version::new(id, row.form_id, row.number, document)
            .map_err(|problems| damaged(format!("{} problems in version {}", problems.len(), row.number)))?;
        let version = Arc::new(version);
        self.versions.write().unwrap_or_else(PoisonError::into_inner).insert(id, version.clone());
        Ok(Some(version))
    }

    /// Forgets a form that this process has just changed. Call it after the commit, before answering.
    pub fn forget(&self, id: FormId) {
        self.generation.fetch_add(1, Ordering::SeqCst);
        self.by_slug.write().unwrap_or_else(PoisonError::into_inner).retain(|_, form| form.form_id != id);
        self.listed.write().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Forgets versions that are gone.
    pub fn forget_versions(&self, gone: &[VersionId]) {
        self.versions.write().unwrap_or_else(PoisonError::into_inner).retain(|id, _| !gone.contains(id));
    }

    /// Forgets every form that has changed since it was read, and notes how many submissions the others have taken: run
    /// every second, for the changes of other processes and for the places that are left.
    ///
    /// # Errors
    /// The database's.
    pub async fn refresh(&self, db: &Db) -> Result<(), DbErr> {
        if self.knows_nothing() {
            return Ok(());
        }
        let changes = store::changes(db.read()).await?;
        self.generation.fetch_add(1, Ordering::SeqCst);
        let now: HashMap<FormId, Timestamp> = changes.iter().map(|(id, (updated_at, _))| (*id, *updated_at)).collect();
        let before = std::mem::replace(&mut *self.seen.write().unwrap_or_else(PoisonError::into_inner), now.clone());
        if before != now {
            self.listed.write().unwrap_or_else(PoisonError::into_inner).clear();
        }
        self.by_slug.write().unwrap_or_else(PoisonError::into_inner).retain(|_, form| {
            match changes.get(&form.form_id) {
                Some((updated_at, accepted)) if *updated_at == form.updated_at => {
                    form.accepted.store(*accepted, Ordering::Relaxed);
                    true
                }
                _ => false,
            }
        });
        Ok(())
    }

    fn knows_nothing(&self) -> bool {
        self.by_slug.read().unwrap_or_else(PoisonError::into_inner).is_empty()
            && self.listed.read().unwrap_or_else(PoisonError::into_inner).is_empty()
    }
}
