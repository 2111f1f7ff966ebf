//! Pictures that no draft and no version shows any more. They stay for some days: whoever undoes an edit wants them back.

use std::sync::Arc;

use crate::app::App;
use crate::db::DbErr;
use crate::forms::store::images;

/// How often each is looked after.
const LOOK_SECONDS: i64 = 24 * 60 * 60;
/// For how long nothing may have shown it.
const KEEP_SECONDS: i64 = 8 * 24 * 60 * 60;
/// Rows looked at in one go.
const BATCH: u64 = 200;

/// Removes them. Returns how many.
///
/// # Errors
/// The database's; what was removed until then stays removed.
pub async fn sweep(app: &Arc<App>) -> Result<usize, DbErr> {
    let now = app.clock.now();
    let (due, spared) = (now.plus_seconds(-LOOK_SECONDS), now.plus_seconds(-KEEP_SECONDS));
    let mut removed = 0;
    let mut after = None;
    loop {
        let looked = images::not_needed_since(app.db.read(), due, after, BATCH).await?;
        let Some(last) = looked.last() else { return Ok(removed) };
        after = Some(last.id);
        for image in looked {
            let is_gone = app
                .db
                .write::<_, DbErr, _>(move |transaction| {
                    Box::pin(async move {
                        if images::is_shown(transaction, &image).await? {
                            let (organization, form) = (image.organization_id, image.form_id);
                            images::need(transaction, organization, form, &image.sha256, now).await?;
                            return Ok(false);
                        }
                        images::remove_unless_needed(transaction, &image, spared).await
                    })
                })
                .await?;
            removed += usize::from(is_gone);
        }
    }
}
