//! Whether what slots say is taken is what bookings and live holds take. It always is; a difference is a fault of ours and
//! an alarm, and only who says so repairs it.

use serde_json::json;

use super::store::reconcile::{self as store, Difference};
use crate::app::App;
use crate::audit;
use crate::db::DbErr;
use crate::ids::OrganizationId;

/// Compares, logs every difference as an error, counts it, and writes it to the audit log; writes the counts right when
/// `is_repairing`. Returns the differences.
///
/// # Errors
/// The database's.
pub async fn reconcile(app: &App, organization: OrganizationId, is_repairing: bool) -> Result<Vec<Difference>, DbErr> {
    // Two looks: a booking that is committed between reading slots and bookings is no difference.
    let first = store::differences(app.db.read(), organization, None).await?;
    if first.is_empty() {
        return Ok(first);
    }
    let now = app.clock.now();
    let (random, slots) = (app.random.clone(), first.iter().map(|one| one.slot_id).collect::<Vec<_>>());
    let found = app
        .db
        .write::<_, DbErr, _>(move |transaction| {
            Box::pin(async move {
                let found = store::differences(transaction, organization, Some(&slots)).await?;
                let mut events = Vec::new();
                for one in &found {
                    if is_repairing {
                        store::repair(transaction, organization, one, now).await?;
                    }
                    let action = if is_repairing { "slot.repaired" } else { "slot.differs" };
                    let event = audit::Event::new(&random, now, organization, action, ("slot", one.slot_id.0));
                    events.push(event.with(json!({ "taken": one.taken, "taken_online": one.taken_online,
                        "booked": one.booked, "booked_online": one.booked_online })));
                }
                audit::store::append(transaction, events).await?;
                Ok(found)
            })
        })
        .await?;
    for one in &found {
        tracing::error!(
            slot = %one.slot_id, taken = one.taken, taken_online = one.taken_online, booked = one.booked,
            booked_online = one.booked_online, is_repairing, "what is taken of a slot is not what is booked"
        );
    }
    metrics::counter!("madoguchi_slot_differences_total").increment(found.len() as u64);
    if is_repairing {
        super::change::show(app).await;
    }
    Ok(found)
}

/// The same for every organization, without repairing: once a night.
///
/// # Errors
/// The database's.
pub async fn reconcile_all(app: &App) -> Result<usize, DbErr> {
    let mut differences = 0;
    for organization in app.organizations.all(&app.db).await?.iter() {
        differences += reconcile(app, organization.id, false).await?.len();
    }
    Ok(differences)
}
