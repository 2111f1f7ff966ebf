//! Pictures in memory, because at nine o'clock everybody wants the same ones: so many bytes of them and no more, each read
//! from the database by few at a time. One that was removed is forgotten within the hour.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use tokio::sync::Semaphore;

use crate::app::App;
use crate::clock::Timestamp;
use crate::db::DbErr;
use crate::forms::store::images;
use crate::forms::templates;
use crate::ids::OrganizationId;

/// Bytes of all pictures in memory.
const MOST: usize = 48 * 1024 * 1024;
/// For how long one is not asked for again.
const FRESH_SECONDS: i64 = 60 * 60;

/// A picture to be sent.
#[derive(Clone, Debug)]
pub struct Sent {
    /// `image/png` or `image/jpeg`.
    pub media_type: String,
    /// The file, shared by all who get it.
    pub content: Bytes,
}

struct Kept {
    organization: OrganizationId,
    sha256: String,
    read_at: Timestamp,
    picture: Sent,
}

/// The pictures of this process.
pub struct Pictures {
    /// Longest kept first.
    shelf: Mutex<VecDeque<Kept>>,
    /// How many are read from the database at the same time.
    reading: Semaphore,
}

impl Default for Pictures {
    fn default() -> Self {
        Self { shelf: Mutex::default(), reading: Semaphore::new(4) }
    }
}

impl Pictures {
    fn get(&self, organization: OrganizationId, sha256: &str, now: Timestamp) -> Option<Sent> {
        let shelf = self.shelf.lock().unwrap_or_else(PoisonError::into_inner);
        let is_it = |kept: &&Kept| {
            kept.organization == organization && kept.sha256 == sha256 && kept.read_at.plus_seconds(FRESH_SECONDS) > now
        };
        shelf.iter().find(is_it).map(|kept| kept.picture.clone())
    }

    fn keep(&self, organization: OrganizationId, sha256: &str, read_at: Timestamp, picture: &Sent) {
        let mut shelf = self.shelf.lock().unwrap_or_else(PoisonError::into_inner);
        shelf.retain(|kept| kept.organization != organization || kept.sha256 != sha256);
        let kept = Kept { organization, sha256: sha256.to_owned(), read_at, picture: picture.clone() };
        shelf.push_back(kept);
        let mut size: usize = shelf.iter().map(|kept| kept.picture.content.len()).sum();
        while size > MOST {
            let Some(gone) = shelf.pop_front() else { break };
            size -= gone.picture.content.len();
        }
    }
}

/// The picture of this name, if the organization has it or the gallery.
///
/// # Errors
/// The database's.
pub async fn find(app: &App, organization: OrganizationId, sha256: &str) -> Result<Option<Sent>, DbErr> {
    if !madoguchi_schema::is_sha256(sha256) {
        return Ok(None);
    }
    let now = app.clock.now();
    if let Some(kept) = app.pictures.get(organization, sha256, now) {
        return Ok(Some(kept));
    }
    // Closed only while the program ends.
    let turn = app.pictures.reading.acquire().await.ok();
    // Somebody before us may have wanted the same.
    if let Some(kept) = app.pictures.get(organization, sha256, now) {
        return Ok(Some(kept));
    }
    let row = images::by_name(app.db.read(), organization, sha256).await?;
    let found = row.map(|row| Sent { media_type: row.media_type, content: row.content.into() });
    let found = found.or_else(|| {
        templates::picture(sha256)
            .map(|picture| Sent { media_type: picture.media_type.to_owned(), content: picture.content })
    });
    if let Some(picture) = &found {
        app.pictures.keep(organization, sha256, now, picture);
    }
    drop(turn);
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Random;

    #[test]
    fn the_shelf_holds_so_much_and_for_so_long() {
        let pictures = Pictures::default();
        let now = Timestamp::from_micros(1_000_000);
        let organization = OrganizationId::new(&Random::system(), now);
        let large = |byte| Sent { media_type: "image/png".to_owned(), content: vec![byte; MOST / 2].into() };
        for (name, byte) in [("a", 1), ("b", 2), ("c", 3)] {
            pictures.keep(organization, name, now, &large(byte));
        }
        assert!(pictures.get(organization, "a", now).is_none(), "the longest kept has gone");
        assert_eq!(pictures.get(organization, "c", now).unwrap().content[0], 3);
        let other = OrganizationId::new(&Random::system(), now);
        assert!(pictures.get(other, "c", now).is_none());
        assert!(pictures.get(organization, "c", now.plus_seconds(FRESH_SECONDS)).is_none());
    }
}
