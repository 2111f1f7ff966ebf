//! Prints paper forms away from the threads that answer requests, and keeps each for as long as its form stays as it is.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock, Weak};

use bytes::Bytes;
use sha2::{Digest as _, Sha256};

use super::{Facts, compose};
use crate::app::App;
use crate::db::DbErr;
use crate::forms::access;
use crate::forms::live::LiveForm;
use crate::forms::store;
use crate::ids::FormId;
use crate::organizations::Organization;
use crate::pdf::{PdfError, paper::render_paper};
use crate::words::{Language, Words};

/// Paper forms that are printed at the same time: the processors are for everybody.
static PRINTING: tokio::sync::Semaphore = tokio::sync::Semaphore::const_new(1);

/// A finished paper form.
#[derive(Clone, Debug)]
pub struct Paper {
    /// The file.
    pub pdf: Bytes,
    /// Its entity tag.
    pub etag: String,
}

/// The paper forms of this process.
#[derive(Default)]
pub struct Papers(RwLock<HashMap<Address, (Weak<LiveForm>, Paper)>>);

/// Which paper form: of which form, in which language, and whether the key of its secret link stands on it.
type Address = (FormId, Language, bool);

impl Papers {
    fn get(&self, id: Address, live: &Arc<LiveForm>) -> Option<Paper> {
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let (of, paper) = kept.get(&id)?;
        std::ptr::eq(of.as_ptr(), Arc::as_ptr(live)).then(|| paper.clone())
    }

    fn keep(&self, id: Address, live: &Arc<LiveForm>, paper: &Paper) {
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        kept.insert(id, (Arc::downgrade(live), paper.clone()));
    }
}

/// Why there is no paper form.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// The database's.
    #[error(transparent)]
    Database(#[from] DbErr),
    /// The published version is gone.
    #[error("the published version of the form is gone")]
    NoVersion,
    /// It cannot be printed.
    #[error(transparent)]
    Pdf(#[from] PdfError),
    /// The program is stopping.
    #[error("the paper form was not finished: {0}")]
    Stopped(#[from] tokio::task::JoinError),
}

/// The paper form of the published version, in these words; printed when it is asked for the first time. `has_key`: with
/// the whole secret link, where the form has one.
///
/// # Errors
/// See [`PaperError`].
pub async fn paper(
    app: &App,
    organization: &Organization,
    live: &Arc<LiveForm>,
    words: Words,
    has_key: bool,
) -> Result<Paper, PaperError> {
    let key = live.door.key().filter(|_| has_key);
    let id = (live.form_id, words.language, key.is_some());
    if let Some(paper) = app.papers.get(id, live) {
        return Ok(paper);
    }
    let turn = PRINTING.acquire().await.ok();
    // Somebody before us may have wanted the same.
    if let Some(paper) = app.papers.get(id, live) {
        return Ok(paper);
    }
    let row = store::version(app.db.read(), live.organization_id, live.version.id).await?;
    let published_at = row.ok_or(PaperError::NoVersion)?.published_at.in_zone(&app.time_zone);
    let form = live.version.in_language(words.language);
    let (fonts, name, number) = (app.fonts.clone(), organization.name.clone(), live.version.number);
    let address = access::address(organization, &live.slug, key);
    let printed = tokio::task::spawn_blocking(move || {
        let facts = Facts { organization: &name, address: &address, version: number, published_at };
        let printed = render_paper(&fonts, &compose(&form, words, &facts));
        drop(turn);
        printed
    });
    let pdf = Bytes::from(printed.await??);
    let hash: String = Sha256::digest(&pdf).iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    let paper = Paper { pdf, etag: format!("\"{hash}\"") };
    app.papers.keep(id, live, &paper);
    Ok(paper)
}
