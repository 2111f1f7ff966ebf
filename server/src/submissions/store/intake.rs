//! What the intake asks of forms, and the places it takes: one statement per batch, three where places are counted.

use std::collections::HashMap;

use sea_orm::sea_query::{CaseStatement, Expr, LockType};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::clock::Timestamp;
use crate::db::entity::form;
use crate::db::entity::values::FormState;
use crate::forms::availability::Terms;
use crate::ids::FormId;

/// What decides whether a form takes submissions, and how many it has taken.
#[derive(Clone, Copy, Debug)]
pub struct Intake {
    /// When, and how many.
    pub terms: Terms,
    /// How many it has taken; counted only while there is a capacity.
    pub accepted: i64,
}

/// The forms of a batch as they stay until the transaction ends. Across organizations on purpose: a batch is.
///
/// On PostgreSQL a form whose places are counted is held until then, so that two processes never sell the last place; the
/// others are held only against a capacity that is set meanwhile, as every insertion holds the rows it refers to. On
/// SQLite there is one writer anyway.
///
/// # Errors
/// The database's.
pub async fn of_forms(db: &impl ConnectionTrait, forms: Vec<FormId>) -> Result<HashMap<FormId, Intake>, DbErr> {
    let mut found = locked(db, forms, LockType::KeyShare).await?;
    let counted: Vec<FormId> =
        found.iter().filter(|(_, intake)| intake.terms.capacity.is_some()).map(|(id, _)| *id).collect();
    if !counted.is_empty() {
        found.extend(locked(db, counted, LockType::NoKeyUpdate).await?);
    }
    Ok(found)
}

async fn locked(
    db: &impl ConnectionTrait,
    forms: Vec<FormId>,
    lock: LockType,
) -> Result<HashMap<FormId, Intake>, DbErr> {
    type Row = (FormId, FormState, Option<Timestamp>, Option<Timestamp>, Option<i64>, i64, i64);
    let rows: Vec<Row> = form::Entity::find()
        .select_only()
        .column(form::Column::Id)
        .column(form::Column::State)
        .column(form::Column::OpensAt)
        .column(form::Column::ClosesAt)
        .column(form::Column::Capacity)
        .column(form::Column::GraceSeconds)
        .column(form::Column::Accepted)
        .filter(form::COLUMN.id.is_in(forms))
        // Everybody locks in the same order, so that nobody waits in a circle.
        .order_by_asc(form::Column::Id)
        .lock(lock)
        .into_tuple()
        .all(db)
        .await?;
    let intake = |(id, state, opens_at, closes_at, capacity, grace_seconds, accepted)| {
        (id, Intake { terms: Terms { state, opens_at, closes_at, capacity, grace_seconds }, accepted })
    };
    Ok(rows.into_iter().map(intake).collect())
}

/// Adds to what these forms have taken, in one statement.
///
/// # Errors
/// The database's.
pub async fn count(db: &impl ConnectionTrait, taken: &HashMap<FormId, i64>) -> Result<(), DbErr> {
    if taken.is_empty() {
        return Ok(());
    }
    let more = taken
        .iter()
        .fold(CaseStatement::new(), |case, (id, places)| case.case(form::Column::Id.eq(*id), Expr::value(*places)));
    form::Entity::update_many()
        .col_expr(form::Column::Accepted, Expr::col(form::Column::Accepted).add(more.finally(0_i64)))
        .filter(form::COLUMN.id.is_in(taken.keys().copied()))
        .exec(db)
        .await?;
    Ok(())
}
