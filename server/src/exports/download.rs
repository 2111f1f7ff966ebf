//! An export for a member of staff: written to a temporary file that is gone from the folder before the first byte is
//! sent, so that neither a broken connection nor a crash leaves answers lying about.

use std::fs::File;
use std::path::PathBuf;

use serde_json::json;

use super::{ExportError, Format, export};
use crate::app::App;
use crate::audit;
use crate::config::create_private_dir;
use crate::db::DbErr;
use crate::ids::FormId;
use crate::staff::scope::Scope;

/// A whole export, ready to be read from its beginning.
pub struct Download {
    /// The file; it has no name any more.
    pub file: File,
    /// Bytes.
    pub size: u64,
    /// Submissions.
    pub count: u64,
}

/// Removes the file however the export ends.
struct Temporary(PathBuf);

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Exports a form the caller has found within the person's reach, and writes that down in the audit log.
///
/// # Errors
/// See [`ExportError`].
pub async fn download(app: &App, scope: &Scope, form: FormId, format: Format) -> Result<Download, ExportError> {
    let write = |error: std::io::Error| ExportError::Write(error.into());
    let folder = folder(app);
    create_private_dir(&folder).map_err(write)?;
    let name = app.random.text(b"abcdefghijklmnopqrstuvwxyz0123456789", 24);
    let temporary = Temporary(folder.join(format!("{PREFIX}{name}.{}", format.extension())));
    let count = export(app, scope.organization_id, form, format, &temporary.0).await?;
    let file = File::open(&temporary.0).map_err(write)?;
    drop(temporary);
    let size = file.metadata().map_err(write)?.len();
    let now = app.clock.now();
    let event = audit::Event::new(&app.random, now, scope.organization_id, "submissions.exported", ("form", form.0))
        .by(scope.staff_id)
        .with(json!({ "format": format, "count": count }));
    app.db
        .write::<_, DbErr, _>(move |transaction| {
            Box::pin(async move { audit::store::append(transaction, vec![event]).await })
        })
        .await?;
    Ok(Download { file, size, count })
}

/// What the names of temporary exports begin with.
const PREFIX: &str = "export-";

fn folder(app: &App) -> PathBuf {
    app.config.spool_dir()
}
