//! Putting a form away that nobody needs in the lists any more, and taking it out again. Its cases stay; nothing is deleted.

use super::publication::VoidReason;
use super::store::publications::{self, Voiding};
use super::store::{self, reach};
use crate::app::App;
use crate::audit;
use crate::db::DbErr;
use crate::db::entity::values::FormState;
use crate::ids::FormId;
use crate::staff::scope::Scope;

/// Why a form was not put away or taken out.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// There is no such form within the person's reach.
    #[error("there is no such form")]
    NotFound,
    /// Residents use it.
    #[error("the form is open; close it first")]
    IsOpen,
    /// The database's.
    #[error(transparent)]
    Database(#[from] DbErr),
}

/// Puts a form away that is closed or was never published, or takes it out again. It stays closed until somebody opens it.
///
/// # Errors
/// See [`ArchiveError`].
pub async fn set_archived(app: &App, scope: &Scope, form: FormId, is_archived: bool) -> Result<(), ArchiveError> {
    let now = app.clock.now();
    let action = if is_archived { "form.archived" } else { "form.unarchived" };
    let event = audit::Event::new(&app.random, now, scope.organization_id, action, ("form", form.0)).by(scope.staff_id);
    let person = scope.clone();
    app.db
        .write::<_, ArchiveError, _>(move |transaction| {
            Box::pin(async move {
                let row = reach::for_change(transaction, &person, form).await?.ok_or(ArchiveError::NotFound)?;
                if is_archived && row.state == FormState::Open {
                    return Err(ArchiveError::IsOpen);
                }
                if row.archived_at.is_some() == is_archived {
                    return Ok(());
                }
                let organization = person.organization_id;
                store::set_archived(transaction, organization, form, is_archived.then_some(now)).await?;
                if is_archived {
                    let voiding = Voiding { reason: VoidReason::Closed, by: Some(person.staff_id), now };
                    publications::void_open(transaction, organization, form, voiding).await?;
                }
                audit::store::append(transaction, vec![event]).await?;
                Ok(())
            })
        })
        .await
}
