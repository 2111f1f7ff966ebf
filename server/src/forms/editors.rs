//! Who has a draft open in the builder: said by each builder again and again, forgotten when it falls silent. It warns and
//! locks nothing; that nobody writes over another is the revision's work (see `draft`).

use super::store::editors;
use crate::app::App;
use crate::clock::Timestamp;
use crate::db::DbErr;
use crate::db::entity::draft_editor;
use crate::ids::{DraftEditorId, FormId, OrganizationId, StaffId};
use crate::staff::store;

/// Who was silent for so long has left. Builders speak every 20 seconds, so two lost messages do no harm.
pub const SEEN_FOR_SECONDS: i64 = 60;

/// Somebody else who has the draft open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherEditor {
    /// What colleagues call this person.
    pub name: String,
    /// When the person's builder last spoke.
    pub seen_at: Timestamp,
}

/// Writes down that `me` has the draft open, and gives the others who have; who has been there longest comes first.
///
/// # Errors
/// The database's.
pub async fn seen(
    app: &App,
    organization: OrganizationId,
    form: FormId,
    me: StaffId,
) -> Result<Vec<OtherEditor>, DbErr> {
    let now = app.clock.now();
    let after = now.plus_seconds(-SEEN_FOR_SECONDS);
    let id = DraftEditorId::new(&app.random, now);
    let row = draft_editor::Model { id, organization_id: organization, form_id: form, staff_id: me, seen_at: now };
    let others = app
        .db
        .write::<_, DbErr, _>(move |transaction| {
            Box::pin(async move {
                editors::forget_gone(transaction, organization, form, after).await?;
                editors::put(transaction, row).await?;
                editors::others(transaction, organization, form, me, after).await
            })
        })
        .await?;
    let people = others.iter().map(|(person, _)| *person).collect();
    let names = store::names(app.db.read(), organization, people).await?;
    let named = |(person, seen_at)| {
        let (_, name) = names.iter().find(|(id, _)| *id == person)?;
        Some(OtherEditor { name: name.clone(), seen_at })
    };
    Ok(others.into_iter().filter_map(named).collect())
}

/// `me` has closed the draft.
///
/// # Errors
/// The database's.
pub async fn left(app: &App, organization: OrganizationId, form: FormId, me: StaffId) -> Result<(), DbErr> {
    app.db
        .write(move |transaction| Box::pin(async move { editors::forget(transaction, organization, form, me).await }))
        .await
}
