//! The moment of becoming live, inside the caller's transaction: the settings change, the draft becomes an immutable
//! version, the form opens, and the audit log says on whose word. Checks nothing; the caller holds the form's row.

use serde_json::{Value, json};

use super::Warrant;
use super::pending::Pending;
use crate::audit;
use crate::clock::Timestamp;
use crate::db::entity::values::FormState;
use crate::db::entity::{form, form_version};
use crate::db::{DbErr, Transaction};
use crate::forms::digest;
use crate::forms::store::publications::Publication;
use crate::forms::store::{self, reach};
use crate::ids::{Random, VersionId};
use crate::queue;

/// What becomes live.
pub struct Going {
    /// The form as it is, held until the transaction ends.
    pub form: form::Model,
    /// The identifier of the new version, where the draft becomes one.
    pub version: Option<VersionId>,
    /// The settings that change with it.
    pub pending: Pending,
    /// On whose word.
    pub warrant: Warrant,
    /// The request or plan it comes from, if it does.
    pub publication: Option<Publication>,
    /// When.
    pub now: Timestamp,
}

/// What a stored publication does besides making the draft live.
///
/// # Errors
/// When it is not of this program.
pub fn pending_of(publication: &Publication) -> Result<Pending, DbErr> {
    let Some(stored) = &publication.settings else { return Ok(Pending::default()) };
    serde_json::from_str(stored).map_err(damaged)
}

pub(super) fn damaged(error: serde_json::Error) -> DbErr {
    DbErr::Custom(format!("a stored publication cannot be read: {error}"))
}

/// Makes it live.
///
/// # Errors
/// The database's; a unique violation when an address is taken.
pub async fn go(transaction: &Transaction, random: &Random, mut going: Going) -> Result<(), DbErr> {
    if !going.pending.changes.is_empty() {
        change_settings(transaction, random, &mut going).await?;
    }
    if let Some(version) = going.version {
        publish_draft(transaction, random, &going, version).await?;
    } else if going.pending.opens {
        let (organization, form) = (going.form.organization_id, going.form.id);
        store::set_state(transaction, organization, form, FormState::Open, going.now).await?;
        let event = event(random, &going, "form.opened", json!({}));
        audit::store::append(transaction, vec![event]).await?;
    }
    Ok(())
}

async fn change_settings(transaction: &Transaction, random: &Random, going: &mut Going) -> Result<(), DbErr> {
    let (was_counted, was_told) = (going.form.capacity.is_some(), going.form.notification_mode);
    going.pending.apply(&mut going.form).map_err(damaged)?;
    let organization = going.form.organization_id;
    if going.form.capacity.is_some() && !was_counted {
        going.form.accepted = store::received(transaction, organization, going.form.id).await?;
    }
    let untold = digest::turn(&mut going.form, was_told, going.now);
    reach::update_settings(transaction, organization, &going.form, going.now).await?;
    let digests = untold.map(|period| digest::job(random, going.now, organization, &[period]));
    queue::store::enqueue(transaction, digests.into_iter().collect(), going.now).await?;
    let names: Vec<&str> = going.pending.changes.iter().map(|change| change.setting.as_str()).collect();
    let event = event(random, going, "form.settings_changed", json!({ "settings": names }));
    audit::store::append(transaction, vec![event]).await
}

async fn publish_draft(transaction: &Transaction, random: &Random, going: &Going, id: VersionId) -> Result<(), DbErr> {
    let (organization, form) = (going.form.organization_id, going.form.id);
    let number = store::last_version(transaction, organization, form).await? + 1;
    let asked = going.publication.as_ref().map(|publication| publication.requested_by);
    let version = form_version::Model {
        id,
        organization_id: organization,
        form_id: form,
        number,
        document: going.form.draft_document.clone(),
        published_at: going.now,
        published_by: asked.or(going.warrant.by),
        withdrawn_at: None,
        withdrawn_by: None,
        withdrawal_reason: None,
        is_test: false,
    };
    store::insert_version(transaction, version).await?;
    let revision = going.form.draft_revision;
    if !store::point_to_version(transaction, organization, form, revision, id, going.now).await? {
        return Err(DbErr::RecordNotUpdated);
    }
    let event = event(random, going, "form.published", json!({ "version": number, "version_id": id }));
    audit::store::append(transaction, vec![event]).await
}

/// A line that names everybody whose word it was.
fn event(random: &Random, going: &Going, action: &'static str, mut detail: Value) -> audit::Event {
    if let Some(publication) = &going.publication {
        detail["publication_id"] = json!(publication.id);
        detail["requested_by"] = json!(publication.requested_by);
        detail["approved_by"] = json!(publication.decided_by.or(going.warrant.by));
        detail["hash"] = json!(publication.hash);
    }
    if let Some(reason) = &going.warrant.override_reason {
        detail["override"] = json!(reason);
    }
    let object = ("form", going.form.id.0);
    let mut event = audit::Event::new(random, going.now, going.form.organization_id, action, object).with(detail);
    event.staff_id = going.warrant.by;
    event
}
