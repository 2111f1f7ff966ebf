//! Reading and writing browser sessions and bearer tokens. Looked up by hash; the organization is compared by the caller's
//! filter, so that a session of one organization is nothing at another's address.

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, QueryFilter};

use crate::clock::Timestamp;
use crate::db::entity::{api_token, session};
use crate::ids::{ApiTokenId, OrganizationId, SessionId, StaffId};

/// Writes a new session.
///
/// # Errors
/// The database's.
pub async fn insert(db: &impl ConnectionTrait, session: session::Model) -> Result<(), DbErr> {
    use sea_orm::IntoActiveModel;
    session::Entity::insert(session.into_active_model()).exec_without_returning(db).await?;
    Ok(())
}

/// The session with this hash.
///
/// # Errors
/// The database's.
pub async fn by_hash(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    token_hash: Vec<u8>,
) -> Result<Option<session::Model>, DbErr> {
    session::Entity::find()
        .filter(session::COLUMN.organization_id.eq(organization))
        .filter(session::Column::TokenHash.eq(token_hash))
        .one(db)
        .await
}

/// Notes that a session was used.
///
/// # Errors
/// The database's.
pub async fn touch(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: SessionId,
    now: Timestamp,
) -> Result<(), DbErr> {
    session::Entity::update_many()
        .col_expr(session::Column::LastSeenAt, Expr::value(now))
        .filter(session::COLUMN.organization_id.eq(organization))
        .filter(session::COLUMN.id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

/// Ends one session; `false` when there is none.
///
/// # Errors
/// The database's.
pub async fn delete(db: &impl ConnectionTrait, organization: OrganizationId, id: SessionId) -> Result<bool, DbErr> {
    let deleted = session::Entity::delete_many()
        .filter(session::COLUMN.organization_id.eq(organization))
        .filter(session::COLUMN.id.eq(id))
        .exec(db)
        .await?;
    Ok(deleted.rows_affected > 0)
}

/// Ends a person's sessions, except the one in which they are asking.
///
/// # Errors
/// The database's.
pub async fn delete_of_person(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    person: StaffId,
    except_hash: Option<Vec<u8>>,
) -> Result<(), DbErr> {
    let mut query = session::Entity::delete_many()
        .filter(session::COLUMN.organization_id.eq(organization))
        .filter(session::COLUMN.staff_id.eq(person));
    if let Some(hash) = except_hash {
        query = query.filter(session::Column::TokenHash.ne(hash));
    }
    query.exec(db).await?;
    Ok(())
}

/// Removes sessions nobody can use any more.
///
/// # Errors
/// The database's.
pub async fn delete_expired(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    now: Timestamp,
    idle_since: Timestamp,
) -> Result<(), DbErr> {
    session::Entity::delete_many()
        .filter(session::COLUMN.organization_id.eq(organization))
        .filter(session::Column::ExpiresAt.lte(now).or(session::Column::LastSeenAt.lte(idle_since)))
        .exec(db)
        .await?;
    Ok(())
}

/// Writes a new API token.
///
/// # Errors
/// The database's.
pub async fn insert_token(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: ApiTokenId,
    person: StaffId,
    token_hash: Vec<u8>,
    now: Timestamp,
) -> Result<(), DbErr> {
    let row = api_token::ActiveModel {
        id: Set(id),
        organization_id: Set(organization),
        staff_id: Set(person),
        token_hash: Set(token_hash),
        created_at: Set(now),
        last_used_at: Set(None),
        revoked_at: Set(None),
    };
    api_token::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Ends all API tokens of a person.
///
/// # Errors
/// The database's.
pub async fn revoke_tokens(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    person: StaffId,
    now: Timestamp,
) -> Result<u64, DbErr> {
    let revoked = api_token::Entity::update_many()
        .col_expr(api_token::Column::RevokedAt, Expr::value(now))
        .filter(api_token::COLUMN.organization_id.eq(organization))
        .filter(api_token::COLUMN.staff_id.eq(person))
        .filter(api_token::Column::RevokedAt.is_null())
        .exec(db)
        .await?;
    Ok(revoked.rows_affected)
}

/// The token with this hash that has not been revoked.
///
/// # Errors
/// The database's.
pub async fn token_by_hash(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    token_hash: Vec<u8>,
) -> Result<Option<api_token::Model>, DbErr> {
    api_token::Entity::find()
        .filter(api_token::COLUMN.organization_id.eq(organization))
        .filter(api_token::Column::TokenHash.eq(token_hash))
        .filter(api_token::Column::RevokedAt.is_null())
        .one(db)
        .await
}

/// Notes that a token was used.
///
/// # Errors
/// The database's.
pub async fn touch_token(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: ApiTokenId,
    now: Timestamp,
) -> Result<(), DbErr> {
    api_token::Entity::update_many()
        .col_expr(api_token::Column::LastUsedAt, Expr::value(now))
        .filter(api_token::COLUMN.organization_id.eq(organization))
        .filter(api_token::COLUMN.id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}
