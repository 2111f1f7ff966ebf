//! Writing the `audit_event` table. Nothing updates it, and nothing deletes what somebody did; only sign-ins that were refused,
//! which anybody on the Internet can make as many of as they like, are forgotten after their time.

use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};

use super::Event;
use crate::db::entity::audit_event;
use crate::ids::AuditEventId;

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

/// What the line of a refused sign-in says.
pub const REFUSED_SIGN_IN: &str = "staff.sign_in_failed";

/// Lines of refused sign-ins made before this identifier, up to so many. Across organizations on purpose: it is the same
/// for all.
///
/// # Errors
/// The database's.
pub async fn refused_before(
    db: &impl ConnectionTrait,
    before: AuditEventId,
    limit: u64,
) -> Result<Vec<AuditEventId>, DbErr> {
    audit_event::Entity::find()
        .select_only()
        .column(audit_event::Column::Id)
        .filter(audit_event::Column::Id.lt(before))
        .filter(audit_event::Column::Action.eq(REFUSED_SIGN_IN))
        .limit(limit)
        .into_tuple()
        .all(db)
        .await
}

/// Forgets lines of refused sign-ins.
///
/// # Errors
/// The database's.
pub async fn forget_refused(db: &impl ConnectionTrait, lines: Vec<AuditEventId>) -> Result<(), DbErr> {
    audit_event::Entity::delete_many()
        .filter(audit_event::Column::Id.is_in(lines))
        .filter(audit_event::Column::Action.eq(REFUSED_SIGN_IN))
        .exec(db)
        .await?;
    Ok(())
}
