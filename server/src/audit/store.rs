//! Writing the `audit_event` table. Nothing updates or deletes it.

use sea_orm::{ActiveValue::Set, ConnectionTrait, DbErr, EntityTrait};

use super::Event;
use crate::db::entity::audit_event;

/// Appends lines within the caller's transaction.
///
/// # Errors
/// The database's.
pub async fn append(db: &impl ConnectionTrait, events: Vec<Event>) -> Result<(), DbErr> {
    if events.is_empty() {
        return Ok(());
    }
    let rows = events.into_iter().map(|event| audit_event::ActiveModel {
        id: Set(event.id),
        organization_id: Set(event.organization_id),
        happened_at: Set(event.happened_at),
        staff_id: Set(event.staff_id),
        action: Set(event.action.to_owned()),
        object_kind: Set(event.object_kind.to_owned()),
        object_id: Set(event.object_id),
        detail: Set(event.detail.to_string()),
    });
    audit_event::Entity::insert_many(rows).exec_without_returning(db).await?;
    Ok(())
}
