//! Switching the four-eyes rule of an organization on or off.

use serde_json::json;

use super::publication::VoidReason;
use super::store::publications::{self, Voiding};
use crate::app::App;
use crate::audit;
use crate::db::DbErr;
use crate::organizations;
use crate::staff::scope::Scope;

/// Switches the rule. Once it is on, what one person planned alone is void.
///
/// # Errors
/// The database's.
pub async fn set(app: &App, scope: &Scope, has_four_eyes: bool) -> Result<(), DbErr> {
    let (organization, now) = (scope.organization_id, app.clock.now());
    let event = audit::Event::new(
        &app.random,
        now,
        organization,
        "organization.four_eyes_changed",
        ("organization", organization.0),
    )
    .by(scope.staff_id)
    .with(json!({ "has_four_eyes": has_four_eyes }));
    app.db
        .write::<_, DbErr, _>(move |transaction| {
            Box::pin(async move {
                if !organizations::store::set_four_eyes(transaction, organization, has_four_eyes).await? {
                    return Ok(());
                }
                if has_four_eyes {
                    let voiding = Voiding { reason: VoidReason::FourEyes, by: None, now };
                    publications::void_unapproved(transaction, organization, voiding).await?;
                }
                audit::store::append(transaction, vec![event]).await
            })
        })
        .await
}
