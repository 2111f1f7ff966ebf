//! Making a form: a draft of its own, a key of its own, an address nobody else has.

use serde_json::{Value, json};

use super::exchange::origin::Origin;
use super::exchange::settings::SharedSettings;
use super::images::Picture;
use super::images::settle::{Named, settle};
use super::{MAX_SLUG, is_slug, store, title_of};
use crate::app::App;
use crate::audit;
use crate::db::entity::form;
use crate::db::entity::values::FormState;
use crate::db::{DbErr, Failure, failure};
use crate::ids::{DepartmentId, FormId, OrganizationId, StaffId};

/// A form to be made.
#[derive(Clone, Debug)]
pub struct NewForm {
    /// The department that owns it and its cases.
    pub department_id: DepartmentId,
    /// The address; generated when absent.
    pub slug: Option<String>,
    /// What to begin from.
    pub document: Value,
    /// Where that came from, when it is not new.
    pub origin: Option<Origin>,
    /// The pictures that came with the document.
    pub pictures: Vec<Picture>,
    /// The operational settings to begin with.
    pub settings: SharedSettings,
    /// Who makes it; `None` is the command line.
    pub by: Option<StaffId>,
}

/// Why no form was made.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    /// The address has other characters than it may.
    #[error("the address may hold a-z, 0-9 and hyphens only")]
    SlugInvalid,
    /// Another form has this address.
    #[error("another form has this address")]
    SlugTaken,
    /// The origin cannot be stored: a fault of ours.
    #[error(transparent)]
    Damaged(#[from] serde_json::Error),
    /// The database's.
    #[error(transparent)]
    Database(#[from] DbErr),
}

/// The document of a form that was begun empty.
#[must_use]
pub fn empty_document(title: &str) -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "x-language": madoguchi_schema::LANGUAGE,
        "type": "object",
        "title": title,
        "properties": {},
        "x-pages": [{ "id": "page-1", "title": "入力", "blocks": [] }]
    })
}

/// Makes a form with its draft at revision 1.
///
/// # Errors
/// See [`CreateError`].
pub async fn create(app: &App, organization: OrganizationId, new: NewForm) -> Result<FormId, CreateError> {
    let now = app.clock.now();
    let id = FormId::new(&app.random, now);
    let slug = match new.slug {
        Some(slug) if is_slug(&slug) => slug,
        Some(_) => return Err(CreateError::SlugInvalid),
        None => format!("form-{}", app.random.text(b"abcdefghjkmnpqrstuvwxyz23456789", 8)),
    };
    let row = form::Model {
        id,
        organization_id: organization,
        department_id: new.department_id,
        slug,
        title: title_of(&new.document),
        state: FormState::Draft,
        draft_document: new.document.to_string(),
        draft_revision: 1,
        draft_saved_at: now,
        draft_saved_by: new.by,
        published_version_id: None,
        published_revision: None,
        previewed_revision: None,
        tested_revision: None,
        notification_emails: "[]".to_owned(),
        opens_at: None,
        closes_at: None,
        capacity: new.settings.capacity,
        accepted: 0,
        is_listed: new.settings.is_listed,
        embed_origins: "[]".to_owned(),
        wrapped_key: app.vault.new_form_key(id),
        created_at: now,
        updated_at: now,
        access: new.settings.first_access(),
        access_secret: None,
        grace_seconds: new.settings.grace_seconds,
        notification_mode: new.settings.notification_mode,
        digest_sent_at: None,
        retention: new.settings.retention,
        origin: new.origin.as_ref().map(Origin::stored).transpose()?,
        archived_at: None,
        webhook_url: None,
        webhook_secrets: None,
    };
    let mut event = audit::Event::new(&app.random, now, organization, "form.created", ("form", id.0));
    event.staff_id = new.by;
    if let Some(origin) = &new.origin {
        event = event.with(serde_json::json!({ "origin": origin }));
    }
    let (named, random) = (Named::of(&new.document, new.pictures), app.random.clone());
    let written = app
        .db
        .write::<_, DbErr, _>(move |transaction| {
            Box::pin(async move {
                store::insert(transaction, row).await?;
                settle(transaction, &random, now, (organization, id), named).await?;
                audit::store::append(transaction, vec![event]).await
            })
        })
        .await;
    match written {
        Ok(()) => Ok(id),
        Err(error) if failure(&error) == Failure::Unique => Err(CreateError::SlugTaken),
        Err(error) => Err(error.into()),
    }
}

/// A free address that begins with `wanted`: itself, or with a number behind it, for which a long one is shortened.
///
/// # Errors
/// The database's.
pub async fn free_slug(app: &App, organization: OrganizationId, wanted: &str) -> Result<String, DbErr> {
    let mut slug = wanted.to_owned();
    let mut number = 1;
    while store::by_slug(app.db.read(), organization, &slug).await?.is_some() {
        number += 1;
        slug = numbered(wanted, number);
    }
    Ok(slug)
}

/// Addresses are ASCII, and what is cut off must not leave two hyphens.
fn numbered(wanted: &str, number: u64) -> String {
    let end = format!("-{number}");
    let kept = wanted.get(..MAX_SLUG - end.len()).unwrap_or(wanted);
    format!("{}{end}", kept.trim_end_matches('-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_address_is_shortened_for_its_number() {
        assert_eq!(numbered("dog-registration", 2), "dog-registration-2");
        let longest = format!("{}-b", "a".repeat(62));
        for (number, expected) in [(2, format!("{}-2", "a".repeat(62))), (10, format!("{}-10", "a".repeat(61)))] {
            assert_eq!(numbered(&longest, number), expected);
            assert!(is_slug(&expected));
        }
        let cut_at_a_hyphen = format!("{}-bb", "a".repeat(61));
        assert_eq!(numbered(&cut_at_a_hyphen, 2), format!("{}-2", "a".repeat(61)));
    }
}
