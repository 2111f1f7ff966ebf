//! Reading and writing requested and planned publications. At most one of a form is open: requested or planned.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};

use crate::clock::Timestamp;
use crate::db::entity::values::PublicationState;
use crate::db::entity::{form, publication};
use crate::forms::publication::VoidReason;
use crate::ids::{FormId, OrganizationId, PublicationId, StaffId};
use crate::staff::scope::Scope;

pub use crate::db::entity::publication::Model as Publication;

const OPEN: [PublicationState; 2] = [PublicationState::Requested, PublicationState::Planned];

/// Writes a new one.
///
/// # Errors
/// The database's.
pub async fn insert(db: &impl ConnectionTrait, row: Publication) -> Result<(), DbErr> {
    publication::Entity::insert(row.into_active_model()).exec_without_returning(db).await?;
    Ok(())
}

/// One of this organization.
///
/// # Errors
/// The database's.
pub async fn by_id(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: PublicationId,
) -> Result<Option<Publication>, DbErr> {
    publication::Entity::find_by_id(id).filter(publication::COLUMN.organization_id.eq(organization)).one(db).await
}

/// The one of a form that waits for approval or for its time.
///
/// # Errors
/// The database's.
pub async fn open_of(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    form: FormId,
) -> Result<Option<Publication>, DbErr> {
    publication::Entity::find()
        .filter(publication::COLUMN.organization_id.eq(organization))
        .filter(publication::COLUMN.form_id.eq(form))
        .filter(publication::Column::State.is_in(OPEN))
        .one(db)
        .await
}

/// The last one of a form, whatever became of it.
///
/// # Errors
/// The database's.
pub async fn last_of(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    form: FormId,
) -> Result<Option<Publication>, DbErr> {
    publication::Entity::find()
        .filter(publication::COLUMN.organization_id.eq(organization))
        .filter(publication::COLUMN.form_id.eq(form))
        .order_by_desc(publication::Column::RequestedAt)
        .order_by_desc(publication::Column::Id)
        .one(db)
        .await
}

/// Those that wait for approval in this person's reach, oldest first, with the title of their form.
///
/// # Errors
/// The database's.
pub async fn waiting(db: &impl ConnectionTrait, scope: &Scope) -> Result<Vec<(Publication, String)>, DbErr> {
    let rows = publication::Entity::find()
        .filter(publication::COLUMN.organization_id.eq(scope.organization_id))
        .filter(publication::Column::State.eq(PublicationState::Requested))
        .order_by_asc(publication::Column::RequestedAt)
        .all(db)
        .await?;
    let mut forms = form::Entity::find()
        .select_only()
        .column(form::Column::Id)
        .column(form::Column::Title)
        .filter(form::COLUMN.organization_id.eq(scope.organization_id))
        .filter(form::COLUMN.id.is_in(rows.iter().map(|row| row.form_id)));
    if let Some(departments) = scope.limited_to() {
        forms = forms.filter(form::COLUMN.department_id.is_in(departments.iter().copied()));
    }
    let titles: Vec<(FormId, String)> = forms.into_tuple().all(db).await?;
    let titled = |row: Publication| {
        let title = titles.iter().find(|(id, _)| *id == row.form_id)?.1.clone();
        Some((row, title))
    };
    Ok(rows.into_iter().filter_map(titled).collect())
}

/// What becomes of one.
pub struct Decision {
    /// What it is from now on.
    pub state: PublicationState,
    /// Who decided; `None` leaves who approved it.
    pub by: Option<StaffId>,
    /// When.
    pub now: Timestamp,
    /// Why; kept where it is refused or void.
    pub reason: Option<String>,
}

/// Writes a decision about one that is still in `from`; `false` when it is not.
///
/// # Errors
/// The database's.
pub async fn decide(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: PublicationId,
    from: PublicationState,
    decision: Decision,
) -> Result<bool, DbErr> {
    let mut update = publication::Entity::update_many()
        .col_expr(publication::Column::State, Expr::value(decision.state))
        .filter(publication::COLUMN.organization_id.eq(organization))
        .filter(publication::COLUMN.id.eq(id))
        .filter(publication::Column::State.eq(from));
    if let Some(by) = decision.by {
        update = update
            .col_expr(publication::Column::DecidedBy, Expr::value(by))
            .col_expr(publication::Column::DecidedAt, Expr::value(decision.now));
    }
    if let Some(reason) = decision.reason {
        update = update.col_expr(publication::Column::Reason, Expr::value(reason));
    }
    Ok(update.exec(db).await?.rows_affected == 1)
}

/// Why what is open becomes void.
#[derive(Clone, Copy)]
pub struct Voiding {
    /// What happened.
    pub reason: VoidReason,
    /// By whose doing.
    pub by: Option<StaffId>,
    /// When.
    pub now: Timestamp,
}

/// Voids what is open of a form. Its job finds that when its time comes.
///
/// # Errors
/// The database's.
pub async fn void_open(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    form: FormId,
    voiding: Voiding,
) -> Result<(), DbErr> {
    publication::Entity::update_many()
        .col_expr(publication::Column::State, Expr::value(PublicationState::Void))
        .col_expr(publication::Column::Reason, Expr::value(voiding.reason.as_str()))
        .col_expr(publication::Column::DecidedBy, Expr::value(voiding.by))
        .col_expr(publication::Column::DecidedAt, Expr::value(voiding.now))
        .filter(publication::COLUMN.organization_id.eq(organization))
        .filter(publication::COLUMN.form_id.eq(form))
        .filter(publication::Column::State.is_in(OPEN))
        .exec(db)
        .await?;
    Ok(())
}

/// Voids what one person planned alone, in a whole organization.
///
/// # Errors
/// The database's.
pub async fn void_unapproved(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    voiding: Voiding,
) -> Result<(), DbErr> {
    publication::Entity::update_many()
        .col_expr(publication::Column::State, Expr::value(PublicationState::Void))
        .col_expr(publication::Column::Reason, Expr::value(voiding.reason.as_str()))
        .col_expr(publication::Column::DecidedAt, Expr::value(voiding.now))
        .filter(publication::COLUMN.organization_id.eq(organization))
        .filter(publication::Column::State.eq(PublicationState::Planned))
        .filter(publication::Column::DecidedBy.is_null())
        .exec(db)
        .await?;
    Ok(())
}
