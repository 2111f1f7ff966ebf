//! The forms residents use, compiled and kept in memory.
//!
//! A page or a submission never waits for the database to learn what its form is. What is kept is dropped at once when
//! this process publishes, opens or closes a form, and within a second when another process did.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use jiff::tz::TimeZone;
use madoguchi_schema::{Problem, PublishedForm};
use serde_json::Value;

use super::availability::{Availability, Standing, Terms};
use super::{search, store};
use crate::clock::Timestamp;
use crate::db::entity::form;
use crate::db::entity::values::FormState;
use crate::db::{Db, DbErr};
use crate::ids::{DepartmentId, FormId, OrganizationId, VersionId};
use crate::vault::{FormKey, Vault};
use crate::words::{self, Language};

/// A published version, compiled. Immutable.
pub struct Version {
    /// Which version.
    pub id: VersionId,
    /// Of which form.
    pub form_id: FormId,
    /// Counted from 1 within the form.
    pub number: i64,
    /// The engine's form, in Japanese.
    pub form: Arc<PublishedForm>,
    /// The document as it was published.
    document: Value,
    /// The form in other languages, as they are asked for.
    localized: RwLock<HashMap<Language, Arc<PublishedForm>>>,
    /// What the portal's search finds of it, for readers of each language.
    entries: RwLock<HashMap<Language, Arc<search::Entry>>>,
}

impl Version {
    /// Compiles a version.
    ///
    /// # Errors
    /// The problems of a document that cannot be published.
    pub fn new(id: VersionId, form_id: FormId, number: i64, document: Value) -> Result<Self, Vec<Problem>> {
        let form = Arc::new(madoguchi_schema::publish(document.clone())?);
        Ok(Self { id, form_id, number, form, document, localized: RwLock::default(), entries: RwLock::default() })
    }

    /// The same form with the words of a language where it has them; readings are marked (see [`crate::words`]).
    #[must_use]
    pub fn in_language(&self, language: Language) -> Arc<PublishedForm> {
        if language == Language::JAPANESE {
            return self.form.clone();
        }
        if let Some(form) = self.localized.read().unwrap_or_else(PoisonError::into_inner).get(&language) {
            return form.clone();
        }
        let mut document = madoguchi_schema::localized(&self.document, language.tag());
        if language == Language::EASY_JAPANESE {
            mark_readings(&mut document);
        }
        // Words decide nothing, so what could be published can be published in other words.
        let form = madoguchi_schema::publish(document).map_or_else(|_| self.form.clone(), Arc::new);
        self.localized.write().unwrap_or_else(PoisonError::into_inner).insert(language, form.clone());
        form
    }

    /// What the portal's search finds of it: its own words, and those of the reader's language.
    #[must_use]
    pub fn search_entry(&self, language: Language) -> Arc<search::Entry> {
        if let Some(entry) = self.entries.read().unwrap_or_else(PoisonError::into_inner).get(&language) {
            return entry.clone();
        }
        let entry = Arc::new(search::Entry::of([&*self.form, &*self.in_language(language)]));
        self.entries.write().unwrap_or_else(PoisonError::into_inner).insert(language, entry.clone());
        entry
    }

    /// The languages its words are written in besides Japanese.
    #[must_use]
    pub fn languages(&self) -> Vec<String> {
        madoguchi_schema::languages(&self.document)
    }
}

/// Marks the readings (`手続《てつづき》`) in every text of a document.
fn mark_readings(value: &mut Value) {
    match value {
        Value::String(text) => {
            if let Cow::Owned(marked) = words::marked(text) {
                *text = marked;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(mark_readings),
        Value::Object(members) => {
            // What is stored and compared is no text for people.
            let told = members
                .iter_mut()
                .filter(|(name, _)| !matches!(name.as_str(), "const" | "enum" | "pattern" | "default"));
            told.for_each(|(_, member)| mark_readings(member));
        }
        _ => {}
    }
}

/// A form that has been published, as it is at `updated_at`.
pub struct LiveForm {
    /// Whose form it is.
    pub organization_id: OrganizationId,
    /// Which form.
    pub form_id: FormId,
    /// The department its cases belong to.
    pub department_id: DepartmentId,
    /// Its address: `/f/{slug}`.
    pub slug: String,
    /// When it takes submissions, and how many.
    pub terms: Terms,
    /// Whether the portal lists it.
    pub is_listed: bool,
    /// The web sites that may show it in a frame.
    pub embed_origins: Vec<String>,
    /// How many submissions it has taken, as of the last look; counted only while there is a capacity.
    accepted: AtomicI64,
    /// Changes whenever anything of this does, except how many submissions it has taken.
    pub updated_at: Timestamp,
    /// What residents who begin now get.
    pub version: Arc<Version>,
    /// The key its submissions are sealed with.
    pub key: FormKey,
    /// The versions that were withdrawn, with the reason residents are told.
    pub withdrawn: HashMap<VersionId, String>,
}

impl LiveForm {
    /// Whether submissions are taken at this instant. That the places are gone is known here within a second; the
    /// journal knows it at once.
    #[must_use]
    pub fn availability(&self, now: Timestamp) -> Availability {
        self.terms.at(now, self.accepted())
    }

    /// How it stands at this instant, told by the clock of this zone.
    #[must_use]
    pub fn standing(&self, now: Timestamp, time_zone: &TimeZone) -> Standing {
        let (availability, remaining) = (self.availability(now), self.remaining());
        Standing { availability, remaining, today: now.day_in(time_zone) }
    }

    /// How many places are left; none when they are not counted.
    #[must_use]
    pub fn remaining(&self) -> Option<i64> {
        self.terms.remaining(self.accepted())
    }

    fn accepted(&self) -> i64 {
        self.accepted.load(Ordering::Relaxed)
    }
}

fn terms_of(row: &form::Model) -> Terms {
    Terms { state: row.state, opens_at: row.opens_at, closes_at: row.closes_at, capacity: row.capacity }
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
            forms.extend(live.filter(|live| live.is_listed && live.terms.state == FormState::Open));
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
        let embed_origins =
            serde_json::from_str(&row.embed_origins).map_err(|error| LoadError::Damaged(row.id, error.to_string()))?;
        let terms = terms_of(&row);
        let key =
            vault.form_key(row.id, &row.wrapped_key).map_err(|error| LoadError::Damaged(row.id, error.to_string()))?;
        let versions = store::versions::list(db.read(), row.organization_id, row.id).await?;
        let withdrawn = versions.into_iter().filter(|version| version.withdrawn_at.is_some());
        let withdrawn = withdrawn.map(|version| (version.id, version.withdrawal_reason.unwrap_or_default())).collect();
        Ok(Some(Arc::new(LiveForm {
            withdrawn,
            organization_id: row.organization_id,
            form_id: row.id,
            department_id: row.department_id,
            slug: row.slug,
            terms,
            is_listed: row.is_listed,
            embed_origins,
            accepted: AtomicI64::new(row.accepted),
            updated_at: row.updated_at,
            version,
            key,
        })))
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
