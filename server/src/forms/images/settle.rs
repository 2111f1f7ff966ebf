//! A document comes to a form: the pictures it names come along, from what was brought with it, from another form of the
//! organization (a copy, a block that was pasted), or from the gallery. What is nowhere stays missing, and `check` says so.

use super::{MAX_PICTURES, Picture};
use crate::clock::Timestamp;
use crate::db::{DbErr, Transaction};
use crate::forms::store::images;
use crate::forms::templates;
use crate::ids::{FormId, FormImageId, OrganizationId, Random};

/// What a document names, and what came with it.
#[derive(Clone, Debug, Default)]
pub struct Named {
    names: Vec<String>,
    brought: Vec<Picture>,
}

impl Named {
    /// The pictures of a document, with those that were brought with it.
    #[must_use]
    pub fn of(document: &serde_json::Value, brought: Vec<Picture>) -> Self {
        Self { names: madoguchi_schema::pictures(document).into_iter().map(str::to_owned).collect(), brought }
    }
}

/// Puts beside the form what its document names, as far as it can be found.
///
/// # Errors
/// The database's.
pub async fn settle(
    transaction: &Transaction,
    random: &Random,
    now: Timestamp,
    (organization, form): (OrganizationId, FormId),
    named: Named,
) -> Result<(), DbErr> {
    if named.names.is_empty() {
        return Ok(());
    }
    let here = images::names(transaction, organization, form).await?;
    let room = MAX_PICTURES.saturating_sub(here.len());
    let missing = named.names.iter().filter(|name| !here.contains(name)).take(room);
    for sha256 in missing {
        let id = FormImageId::new(random, now);
        let brought = named.brought.iter().find(|picture| picture.sha256 == *sha256).cloned();
        let row = if let Some(picture) = brought.or_else(|| templates::picture(sha256)) {
            images::row(id, organization, form, &picture, now)
        } else if let Some(other) = images::by_name(transaction, organization, sha256).await? {
            images::Row { id, form_id: form, created_at: now, needed_at: now, ..other }
        } else {
            continue;
        };
        images::insert(transaction, row).await?;
    }
    Ok(())
}
