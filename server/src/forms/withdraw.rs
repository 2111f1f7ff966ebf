//! Withdrawing a published version: whoever is filling it in is told why, and goes on in the version residents get now.
//! What was received in it stays as it is. Knows no HTTP.

use serde_json::json;

use super::store;
use super::store::versions::{self, Withdrawal};
use crate::app::App;
use crate::audit;
use crate::db::DbErr;
use crate::ids::{FormId, OrganizationId, StaffId};

/// Longest reason, in characters: it stands at the head of a page.
pub const MAX_REASON: usize = 500;

/// Why a version was not withdrawn.
#[derive(Debug, thiserror::Error)]
pub enum WithdrawError {
    /// There is no such form or version.
    #[error("there is no such version of this form")]
    NotFound,
    /// Residents who begin now get this version: there is none to go on in.
    #[error("the version that residents get now cannot be withdrawn; publish another one first")]
    IsLive,
    /// It was withdrawn before.
    #[error("this version was withdrawn already")]
    AlreadyWithdrawn,
    /// There is no reason, or a very long one.
    #[error("the reason must have 1 to 500 characters")]
    ReasonInvalid,
    /// The database's.
    #[error(transparent)]
    Database(#[from] DbErr),
}

/// Withdraws version `number` of a form with a reason that residents read. In force in this process when it returns, in
/// others within a second.
///
/// # Errors
/// See [`WithdrawError`].
pub async fn withdraw(
    app: &App,
    organization: OrganizationId,
    form: FormId,
    number: i64,
    reason: &str,
    by: Option<StaffId>,
) -> Result<(), WithdrawError> {
    let reason = reason.trim().to_owned();
    if !(1..=MAX_REASON).contains(&reason.chars().count()) {
        return Err(WithdrawError::ReasonInvalid);
    }
    let at = app.clock.now();
    let mut event = audit::Event::new(&app.random, at, organization, "form.version_withdrawn", ("form", form.0))
        .with(json!({ "version": number, "reason": reason }));
    event.staff_id = by;
    let withdrawn = app
        .db
        .write::<_, WithdrawError, _>(move |transaction| {
            Box::pin(async move {
                let row = store::by_id(transaction, organization, form).await?.ok_or(WithdrawError::NotFound)?;
                let all = versions::list(transaction, organization, form).await?;
                let version = all.iter().find(|version| version.number == number).ok_or(WithdrawError::NotFound)?;
                if row.published_version_id == Some(version.id) {
                    return Err(WithdrawError::IsLive);
                }
                let withdrawal = Withdrawal { number, reason, at, by };
                if !versions::withdraw(transaction, organization, form, withdrawal).await? {
                    return Err(WithdrawError::AlreadyWithdrawn);
                }
                audit::store::append(transaction, vec![event]).await?;
                Ok(())
            })
        })
        .await;
    app.live_forms.forget(form);
    withdrawn
}
