//! A new key for the secret link of a form: whoever has the old link is turned away from now on, except those who are
//! filling the form in. What gave the old one away stands in no log, so the audit trail says only that it was replaced.

use super::new_key;
use crate::app::App;
use crate::audit;
use crate::db::DbErr;
use crate::db::entity::values::Access;
use crate::forms::publication::rule::{self, RuleError};
use crate::forms::store;
use crate::ids::FormId;
use crate::staff::scope::Scope;

/// Why the link was not replaced.
#[derive(Debug, thiserror::Error)]
pub enum RotateError {
    /// There is no such form within the person's reach.
    #[error("there is no such form")]
    NotFound,
    /// The form is not opened by a secret link.
    #[error("the form is not opened by a secret link")]
    NotByLink,
    /// Another person must approve it.
    #[error("another person must approve a new link")]
    ApprovalRequired(Vec<&'static str>),
    /// The database's.
    #[error(transparent)]
    Database(#[from] DbErr),
}

impl From<RuleError> for RotateError {
    fn from(error: RuleError) -> Self {
        match error {
            RuleError::ApprovalRequired(settings) => Self::ApprovalRequired(settings),
            RuleError::Database(error) => Self::Database(error),
        }
    }
}

/// Replaces the key of the secret link.
///
/// # Errors
/// See [`RotateError`].
pub async fn rotate(app: &App, scope: &Scope, form: FormId) -> Result<(), RotateError> {
    let (now, person) = (app.clock.now(), scope.clone());
    let secret = new_key(&app.vault, &app.random, scope.organization_id, form);
    let event = audit::Event::new(&app.random, now, scope.organization_id, "form.link_replaced", ("form", form.0))
        .by(scope.staff_id);
    let replaced = app
        .db
        .write::<_, RotateError, _>(move |transaction| {
            Box::pin(async move {
                let row = store::reach::for_change(transaction, &person, form).await?;
                let mut row = row.ok_or(RotateError::NotFound)?;
                let before = row.clone();
                if row.access != Access::Link {
                    return Err(RotateError::NotByLink);
                }
                row.access_secret = Some(secret);
                rule::settle(transaction, (&before, &row), Some(person.staff_id), now).await?;
                store::reach::update_settings(transaction, person.organization_id, &row, now).await?;
                audit::store::append(transaction, vec![event]).await?;
                Ok(())
            })
        })
        .await;
    app.live_forms.forget(form);
    replaced
}
