//! Finished start pages and first pages in memory, compressed, with their tags. A page belongs to one state of one form:
//! whatever is published or set makes another `LiveForm`, whatever time or others change makes another [`Standing`], and
//! the kept page no longer fits. A page with appointments belongs to one second and to what was taken then.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock, Weak};

use bytes::Bytes;
use sha2::{Digest as _, Sha256};

use super::assets;
use crate::forms::availability::Standing;
use crate::forms::live::LiveForm;
use crate::ids::FormId;
use crate::words::Words;

/// One finished page.
#[derive(Clone, Debug)]
pub struct FirstPage {
    /// The page as it is.
    pub plain: Bytes,
    /// The page compressed with gzip.
    pub gzip: Bytes,
    /// Its entity tag; weak, because both forms of the page have it.
    pub etag: String,
}

impl FirstPage {
    /// Compresses and tags a page once.
    #[must_use]
    pub fn new(html: String) -> Self {
        let hash: String = Sha256::digest(&html).iter().take(12).map(|byte| format!("{byte:02x}")).collect();
        Self {
            gzip: Bytes::from(assets::gzip(html.as_bytes())),
            etag: format!("W/\"{hash}\""),
            plain: Bytes::from(html),
        }
    }
}

/// Which of the shared pages of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sheet {
    /// The start page.
    Start,
    /// The first questions.
    Questions,
}

/// The finished pages of this process.
#[derive(Default)]
pub struct FirstPages(RwLock<HashMap<Address, Kept>>);

/// What of a calendar of appointments stands on a page: whatever is taken, and every second, makes another page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glimpse {
    /// Which snapshot, and how often something changed in it.
    pub revision: u64,
    /// Seconds since the Unix epoch: openings and leads are kept to the second.
    pub second: i64,
}

/// What a page is drawn of.
#[derive(Clone, Copy)]
pub struct Of<'a> {
    /// The form.
    pub live: &'a Arc<LiveForm>,
    /// How it stands.
    pub standing: Standing,
    /// Its appointments; none where it asks for none, or does not show them.
    pub glimpse: Option<Glimpse>,
}

/// Which page: of which form, in which words.
type Address = (Sheet, FormId, Words);

struct Kept {
    of: Weak<LiveForm>,
    standing: Standing,
    glimpse: Option<Glimpse>,
    page: FirstPage,
}

impl FirstPages {
    /// The page of exactly this state of the form.
    #[must_use]
    pub fn get(&self, id: Address, of: Of<'_>) -> Option<FirstPage> {
        let pages = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let kept = pages.get(&id)?;
        let is_current = std::ptr::eq(kept.of.as_ptr(), Arc::as_ptr(of.live)) && kept.standing == of.standing;
        (is_current && kept.glimpse == of.glimpse).then(|| kept.page.clone())
    }

    /// Keeps a page for this state of the form.
    pub fn keep(&self, id: Address, of: Of<'_>, page: FirstPage) -> FirstPage {
        let Of { live, standing, glimpse } = of;
        let kept = Kept { of: Arc::downgrade(live), standing, glimpse, page: page.clone() };
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(id, kept);
        page
    }
}
