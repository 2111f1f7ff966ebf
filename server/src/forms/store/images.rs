//! Reading and writing the pictures that lie beside forms. Their bytes never change.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, DerivePartialModel, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};

use crate::clock::Timestamp;
use crate::db::entity::{form, form_image, form_version};
use crate::forms::images::Picture;
use crate::ids::{FormId, FormImageId, OrganizationId};

pub use crate::db::entity::form_image::Model as Row;

/// A picture without its bytes.
#[derive(Clone, Debug, DerivePartialModel)]
#[sea_orm(entity = "form_image::Entity")]
#[expect(missing_docs, reason = "the column names are the field's own terms")]
pub struct ImageRow {
    pub id: FormImageId,
    pub organization_id: OrganizationId,
    pub form_id: FormId,
    pub sha256: String,
}

/// The row of a picture beside a form.
#[must_use]
pub fn row(id: FormImageId, organization: OrganizationId, form: FormId, picture: &Picture, now: Timestamp) -> Row {
    Row {
        id,
        organization_id: organization,
        form_id: form,
        sha256: picture.sha256.clone(),
        media_type: picture.media_type.to_owned(),
        width: picture.width.into(),
        height: picture.height.into(),
        content: picture.content.to_vec(),
        created_at: now,
        needed_at: now,
    }
}

/// Writes a new one.
///
/// # Errors
/// The database's; a unique violation when the form has it already.
pub async fn insert(db: &impl ConnectionTrait, row: Row) -> Result<(), DbErr> {
    form_image::Entity::insert(row.into_active_model()).exec_without_returning(db).await?;
    Ok(())
}

/// The names of the pictures beside a form.
///
/// # Errors
/// The database's.
pub async fn names(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    form: FormId,
) -> Result<Vec<String>, DbErr> {
    form_image::Entity::find()
        .select_only()
        .column(form_image::Column::Sha256)
        .filter(form_image::COLUMN.organization_id.eq(organization))
        .filter(form_image::COLUMN.form_id.eq(form))
        .order_by_asc(form_image::Column::Id)
        .into_tuple()
        .all(db)
        .await
}

/// The picture of this name beside this form.
///
/// # Errors
/// The database's.
pub async fn of_form(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    form: FormId,
    sha256: &str,
) -> Result<Option<Row>, DbErr> {
    form_image::Entity::find()
        .filter(form_image::COLUMN.organization_id.eq(organization))
        .filter(form_image::COLUMN.form_id.eq(form))
        .filter(form_image::COLUMN.sha256.eq(sha256))
        .one(db)
        .await
}

/// The picture of this name, beside whichever form of the organization.
///
/// # Errors
/// The database's.
pub async fn by_name(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    sha256: &str,
) -> Result<Option<Row>, DbErr> {
    form_image::Entity::find()
        .filter(form_image::COLUMN.organization_id.eq(organization))
        .filter(form_image::COLUMN.sha256.eq(sha256))
        .order_by_asc(form_image::Column::Id)
        .limit(1)
        .one(db)
        .await
}

/// Notes that the form needs this picture now; `false` when it has none of this name.
///
/// # Errors
/// The database's.
pub async fn need(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    form: FormId,
    sha256: &str,
    now: Timestamp,
) -> Result<bool, DbErr> {
    let result = form_image::Entity::update_many()
        .col_expr(form_image::Column::NeededAt, Expr::value(now))
        .filter(form_image::COLUMN.organization_id.eq(organization))
        .filter(form_image::COLUMN.form_id.eq(form))
        .filter(form_image::COLUMN.sha256.eq(sha256))
        .exec(db)
        .await?;
    Ok(result.rows_affected == 1)
}

/// Pictures that were last needed before this instant, in the order of their identifiers. Across organizations on purpose:
/// each row carries whose it is.
///
/// # Errors
/// The database's.
pub async fn not_needed_since(
    db: &impl ConnectionTrait,
    before: Timestamp,
    after: Option<FormImageId>,
    limit: u64,
) -> Result<Vec<ImageRow>, DbErr> {
    let mut query = form_image::Entity::find().filter(form_image::Column::NeededAt.lt(before));
    if let Some(after) = after {
        query = query.filter(form_image::Column::Id.gt(after));
    }
    query.order_by_asc(form_image::Column::Id).limit(limit).into_partial_model::<ImageRow>().all(db).await
}

/// Whether the form's draft or one of its versions names the picture: 64 hexadecimal digits stand nowhere by chance.
///
/// # Errors
/// The database's.
pub async fn is_shown(db: &impl ConnectionTrait, image: &ImageRow) -> Result<bool, DbErr> {
    let drafts = form::Entity::find()
        .filter(form::COLUMN.organization_id.eq(image.organization_id))
        .filter(form::COLUMN.id.eq(image.form_id))
        .filter(form::Column::DraftDocument.contains(&image.sha256));
    if drafts.count(db).await? > 0 {
        return Ok(true);
    }
    let versions = form_version::Entity::find()
        .filter(form_version::COLUMN.organization_id.eq(image.organization_id))
        .filter(form_version::COLUMN.form_id.eq(image.form_id))
        .filter(form_version::Column::Document.contains(&image.sha256));
    Ok(versions.count(db).await? > 0)
}

/// Removes a picture that was last needed before this instant; `false` when it was needed since.
///
/// # Errors
/// The database's.
pub async fn remove_unless_needed(
    db: &impl ConnectionTrait,
    image: &ImageRow,
    before: Timestamp,
) -> Result<bool, DbErr> {
    let result = form_image::Entity::delete_many()
        .filter(form_image::COLUMN.organization_id.eq(image.organization_id))
        .filter(form_image::COLUMN.id.eq(image.id))
        .filter(form_image::Column::NeededAt.lt(before))
        .exec(db)
        .await?;
    Ok(result.rows_affected == 1)
}
