//! A clerk puts a picture beside a form. It is shown nowhere until a block of the document names it.

use serde_json::json;

use super::redraw::{RedrawError, redraw};
use super::{MAX_PICTURES, MAX_UPLOAD, Picture};
use crate::app::App;
use crate::audit;
use crate::content;
use crate::db::DbErr;
use crate::forms::store::images;
use crate::ids::{FormId, FormImageId, OrganizationId, StaffId};

/// Why a picture was not taken. Nothing was kept.
#[derive(Debug, thiserror::Error)]
pub enum AddError {
    /// It has more bytes than [`MAX_UPLOAD`].
    #[error("the picture is larger than {MAX_UPLOAD} bytes")]
    TooLarge,
    /// There are [`MAX_PICTURES`] beside the form already.
    #[error("there are {MAX_PICTURES} pictures beside the form already")]
    TooMany,
    /// It is none, or cannot be read.
    #[error(transparent)]
    Picture(#[from] RedrawError),
    /// The program is stopping.
    #[error("the picture was not finished")]
    Stopped(#[source] anyhow::Error),
    /// The database's.
    #[error(transparent)]
    Database(#[from] DbErr),
}

/// Draws the file anew and keeps it beside the form. The same picture again is the same row.
///
/// # Errors
/// See [`AddError`].
pub async fn add(
    app: &App,
    organization: OrganizationId,
    form: FormId,
    file: Vec<u8>,
    by: StaffId,
) -> Result<Picture, AddError> {
    if file.len() > MAX_UPLOAD {
        return Err(AddError::TooLarge);
    }
    let drawn = content::heavy(move || redraw(file).map(Picture::of)).await.map_err(AddError::Stopped)?;
    let picture = drawn?;
    let now = app.clock.now();
    let row = images::row(FormImageId::new(&app.random, now), organization, form, &picture, now);
    let detail = json!({ "sha256": picture.sha256, "media_type": picture.media_type, "size": picture.content.len() });
    let event =
        audit::Event::new(&app.random, now, organization, "form.image_added", ("form", form.0)).by(by).with(detail);
    app.db
        .write::<_, AddError, _>(move |transaction| {
            Box::pin(async move {
                if images::need(transaction, organization, form, &row.sha256, now).await? {
                    return Ok(());
                }
                if images::names(transaction, organization, form).await?.len() >= MAX_PICTURES {
                    return Err(AddError::TooMany);
                }
                images::insert(transaction, row).await?;
                audit::store::append(transaction, vec![event]).await?;
                Ok(())
            })
        })
        .await?;
    Ok(picture)
}
