//! Which organization a request is for. Each has its own base address; its host selects it, and links are built from
//! it, never from what the browser sent.

pub mod store;

use std::sync::{Arc, PoisonError, RwLock};

use crate::db::{Db, DbErr};
use crate::ids::OrganizationId;

/// A municipality, as pages and links need it.
#[derive(Clone, Debug)]
pub struct Organization {
    /// Its identifier.
    pub id: OrganizationId,
    /// Its name.
    pub name: String,
    /// Where residents and staff reach it, without a slash at the end.
    pub base_url: String,
}

impl Organization {
    /// Whose addresses are its own: host, and port where there is one.
    #[must_use]
    pub fn host(&self) -> &str {
        let rest = self.base_url.split_once("://").map_or(self.base_url.as_str(), |(_, rest)| rest);
        rest.split('/').next().unwrap_or(rest)
    }

    /// The public address of a form.
    #[must_use]
    pub fn form_url(&self, slug: &str) -> String {
        format!("{}/f/{slug}", self.base_url)
    }

    /// The address of a receipt.
    #[must_use]
    pub fn receipt_url(&self, token: &str) -> String {
        format!("{}/r/{token}", self.base_url)
    }
}

/// The organizations of this installation, kept in memory; they change by commands only.
#[derive(Default)]
pub struct Organizations {
    kept: RwLock<Option<Arc<Vec<Arc<Organization>>>>>,
}

impl Organizations {
    /// All of them, oldest first.
    ///
    /// # Errors
    /// The database's.
    pub async fn all(&self, db: &Db) -> Result<Arc<Vec<Arc<Organization>>>, DbErr> {
        if let Some(kept) = self.kept.read().unwrap_or_else(PoisonError::into_inner).clone() {
            return Ok(kept);
        }
        let rows = store::all(db.read()).await?;
        let all: Arc<Vec<_>> = Arc::new(
            rows.into_iter()
                .map(|row| Arc::new(Organization { id: row.id, name: row.name, base_url: row.base_url }))
                .collect(),
        );
        if !all.is_empty() {
            *self.kept.write().unwrap_or_else(PoisonError::into_inner) = Some(all.clone());
        }
        Ok(all)
    }

    /// The organization with this host, as far as that is in memory; only where there are several the host is asked for.
    #[must_use]
    pub fn at_hand(&self, host: impl FnOnce() -> String) -> Option<Arc<Organization>> {
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        of_host(kept.as_ref()?, host)
    }

    /// The organization with this host. While there is only one, every host is its own; with several, an unknown host is nobody's.
    ///
    /// # Errors
    /// The database's.
    pub async fn by_host(&self, db: &Db, host: &str) -> Result<Option<Arc<Organization>>, DbErr> {
        Ok(of_host(&self.all(db).await?, || host.to_owned()))
    }

    /// The organization with this identifier.
    ///
    /// # Errors
    /// The database's.
    pub async fn by_id(&self, db: &Db, id: OrganizationId) -> Result<Option<Arc<Organization>>, DbErr> {
        Ok(self.all(db).await?.iter().find(|organization| organization.id == id).cloned())
    }

    /// Makes the only organization's address follow the configuration.
    ///
    /// # Errors
    /// The database's.
    pub async fn adopt_base_url(&self, db: &Db, base_url: &str) -> Result<(), DbErr> {
        let all = self.all(db).await?;
        let [only] = all.as_slice() else { return Ok(()) };
        if only.base_url == base_url {
            return Ok(());
        }
        let (id, base_url) = (only.id, base_url.to_owned());
        db.write::<_, DbErr, _>(move |transaction| {
            Box::pin(async move { store::set_base_url(transaction, id, base_url).await })
        })
        .await?;
        *self.kept.write().unwrap_or_else(PoisonError::into_inner) = None;
        Ok(())
    }
}
fn of_host(all: &[Arc<Organization>], host: impl FnOnce() -> String) -> Option<Arc<Organization>> {
    if let [only] = all {
        return Some(only.clone());
    }
    let host = host();
    all.iter().find(|organization| organization.host().eq_ignore_ascii_case(&host)).cloned()
}
