//! What may be sent once: a mailed number, an address, as keyed digests. The unique index is the last word; asking first
//! only makes the refusal a kind one. One statement to ask and one to write per batch, and none where no form counts keys.

use std::collections::HashSet;

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter};

use crate::db::entity::used_key;
use crate::ids::{FormId, OrganizationId, SubmissionId, UsedKeyId};

/// What one application takes for itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Of its row.
    pub id: UsedKeyId,
    /// Whose.
    pub organization_id: OrganizationId,
    /// Of which form.
    pub form_id: FormId,
    /// The field whose answer it is.
    pub field: String,
    /// The digest of the answer.
    pub hmac: [u8; 32],
}

/// Which key it is: of which form, in which field, with which digest.
pub type Which = (FormId, String, Vec<u8>);

impl Key {
    /// Which key it is.
    #[must_use]
    pub fn which(&self) -> Which {
        (self.form_id, self.field.clone(), self.hmac.to_vec())
    }

    pub(super) fn row(&self, submission: SubmissionId) -> used_key::Model {
        used_key::Model {
            id: self.id,
            organization_id: self.organization_id,
            form_id: self.form_id,
            field: self.field.clone(),
            key_hmac: self.hmac.to_vec(),
            submission_id: submission,
        }
    }
}

/// Those of these keys that are taken. Across organizations on purpose: a batch is.
///
/// # Errors
/// The database's.
pub async fn taken(db: &impl ConnectionTrait, keys: Vec<&Key>) -> Result<HashSet<Which>, DbErr> {
    if keys.is_empty() {
        return Ok(HashSet::new());
    }
    let rows = used_key::Entity::find()
        .filter(used_key::COLUMN.form_id.is_in(keys.iter().map(|key| key.form_id)))
        .filter(used_key::Column::KeyHmac.is_in(keys.iter().map(|key| key.hmac.to_vec())))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.form_id, row.field, row.key_hmac)).collect())
}

/// Takes keys.
///
/// # Errors
/// The database's; a unique violation when one was taken meanwhile.
pub async fn take(db: &impl ConnectionTrait, rows: Vec<used_key::Model>) -> Result<(), DbErr> {
    if rows.is_empty() {
        return Ok(());
    }
    let rows = rows.into_iter().map(IntoActiveModel::into_active_model);
    used_key::Entity::insert_many(rows).exec_without_returning(db).await?;
    Ok(())
}

/// Takes a key for a submission that is there already; `false` when another one has it.
///
/// # Errors
/// The database's; a unique violation when it was taken this very moment.
pub async fn take_again(db: &impl ConnectionTrait, key: &Key, submission: SubmissionId) -> Result<bool, DbErr> {
    if taken(db, vec![key]).await?.contains(&key.which()) {
        return Ok(false);
    }
    take(db, vec![key.row(submission)]).await?;
    Ok(true)
}

/// Frees what a submission has taken.
///
/// # Errors
/// The database's.
pub async fn free(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    submission: SubmissionId,
) -> Result<(), DbErr> {
    used_key::Entity::delete_many()
        .filter(used_key::COLUMN.organization_id.eq(organization))
        .filter(used_key::COLUMN.submission_id.eq(submission))
        .exec(db)
        .await?;
    Ok(())
}
