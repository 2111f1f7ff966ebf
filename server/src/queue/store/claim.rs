//! Whose turn it is: organizations in a circle, and of each the oldest that is due. A few look-ups in one index, however
//! many jobs wait: neither those of one organization nor those whose time has not come are walked through.

use std::collections::HashMap;

use sea_orm::sea_query::{Expr, LockBehavior, LockType};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, EntityTrait, ExprTrait,
    QueryFilter, QueryOrder, QuerySelect, Select,
};

use crate::clock::Timestamp;
use crate::db::entity::job;
use crate::db::entity::values::{JobState, Lane, Urgency};
use crate::ids::OrganizationId;

/// Who was served last, of each lane and urgency.
pub(in crate::queue) type Turns = HashMap<(Lane, Urgency), OrganizationId>;

/// Now, and until when what is claimed is held.
#[derive(Clone, Copy)]
pub(in crate::queue) struct Lease {
    pub(in crate::queue) now: Timestamp,
    pub(in crate::queue) until: Timestamp,
}

/// Takes up to `places` jobs of a lane and an urgency that are due and nobody's. Each counts as an attempt from now on: a
/// job that ends the process every time is given up one day. Across organizations on purpose; the rows carry the id.
pub(in crate::queue) async fn claim(
    transaction: &DatabaseTransaction,
    (lane, urgency): (Lane, Urgency),
    places: usize,
    turns: &mut Turns,
    lease: Lease,
) -> Result<Vec<job::Model>, DbErr> {
    let mut claimed: Vec<job::Model> = Vec::new();
    let mut circle = Circle::after(turns.get(&(lane, urgency)).copied());
    while claimed.len() < places {
        let round = circle.next(transaction, (lane, urgency), places - claimed.len()).await?;
        if round.is_empty() {
            break;
        }
        // Alone in the circle it gets everything; among others each gets its share.
        for (nth, organization) in round.iter().enumerate() {
            let share = (places - claimed.len()).div_ceil(round.len() - nth);
            let due = due(transaction, (lane, urgency), *organization, share, lease.now).await?;
            if !due.is_empty() {
                turns.insert((lane, urgency), *organization);
            }
            hold(transaction, &due, lease.until).await?;
            claimed.extend(due);
        }
    }
    for job in &mut claimed {
        job.attempts += 1;
        job.lease_until_at = Some(lease.until);
    }
    Ok(claimed)
}

/// Whether a lane and an urgency have anything to claim. Asked of a reader beforehand: claiming holds up every other write.
pub(in crate::queue) async fn has_due(
    db: &impl ConnectionTrait,
    of: (Lane, Urgency),
    now: Timestamp,
) -> Result<bool, DbErr> {
    let mut at = None;
    while let Some(organization) = following(db, of, at).await? {
        if oldest_due(of, organization, 1, now).one(db).await?.is_some() {
            return Ok(true);
        }
        at = Some(organization);
    }
    Ok(false)
}

/// Organizations with waiting jobs, beginning after one of them and ending with it.
struct Circle {
    begin: Option<OrganizationId>,
    at: Option<OrganizationId>,
    has_turned: bool,
    is_over: bool,
}

impl Circle {
    fn after(begin: Option<OrganizationId>) -> Self {
        Self { begin, at: begin, has_turned: begin.is_none(), is_over: false }
    }

    async fn next(
        &mut self,
        db: &impl ConnectionTrait,
        of: (Lane, Urgency),
        count: usize,
    ) -> Result<Vec<OrganizationId>, DbErr> {
        let mut found = Vec::new();
        while found.len() < count && !self.is_over {
            match following(db, of, self.at).await? {
                Some(id) if !self.has_turned || self.begin.is_none_or(|begin| id <= begin) => {
                    self.at = Some(id);
                    found.push(id);
                }
                None if !self.has_turned => (self.at, self.has_turned) = (None, true),
                _ => self.is_over = true,
            }
        }
        Ok(found)
    }
}

fn waiting((lane, urgency): (Lane, Urgency)) -> Select<job::Entity> {
    job::Entity::find()
        .filter(job::Column::State.eq(JobState::Waiting))
        .filter(job::Column::Lane.eq(lane))
        .filter(job::Column::Urgency.eq(urgency))
}

/// The next organization that has anything waiting, due or not: its first entry in the index.
async fn following(
    db: &impl ConnectionTrait,
    of: (Lane, Urgency),
    after: Option<OrganizationId>,
) -> Result<Option<OrganizationId>, DbErr> {
    let mut query = waiting(of).select_only().column(job::Column::OrganizationId);
    if let Some(after) = after {
        query = query.filter(job::Column::OrganizationId.gt(after));
    }
    query.order_by_asc(job::Column::OrganizationId).limit(1).into_tuple().one(db).await
}

async fn due(
    db: &DatabaseTransaction,
    of: (Lane, Urgency),
    organization: OrganizationId,
    limit: usize,
    now: Timestamp,
) -> Result<Vec<job::Model>, DbErr> {
    let mut query = oldest_due(of, organization, limit, now);
    // SQLite has one writer, and this transaction is it. On PostgreSQL another process may be claiming right now.
    if db.get_database_backend() == DbBackend::Postgres {
        query = query.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    }
    query.all(db).await
}

fn oldest_due(of: (Lane, Urgency), organization: OrganizationId, limit: usize, now: Timestamp) -> Select<job::Entity> {
    let is_nobodys = Condition::any().add(job::Column::LeaseUntilAt.is_null()).add(job::Column::LeaseUntilAt.lte(now));
    waiting(of)
        .filter(job::Column::OrganizationId.eq(organization))
        .filter(job::Column::RunAt.lte(now))
        .filter(is_nobodys)
        .order_by_asc(job::Column::RunAt)
        .order_by_asc(job::Column::Id)
        .limit(limit as u64)
}

async fn hold(db: &impl ConnectionTrait, jobs: &[job::Model], until: Timestamp) -> Result<(), DbErr> {
    if jobs.is_empty() {
        return Ok(());
    }
    job::Entity::update_many()
        .col_expr(job::Column::LeaseUntilAt, Expr::value(until))
        .col_expr(job::Column::Attempts, Expr::col(job::Column::Attempts).add(1))
        .filter(job::Column::Id.is_in(jobs.iter().map(|job| job.id)))
        .exec(db)
        .await?;
    Ok(())
}
