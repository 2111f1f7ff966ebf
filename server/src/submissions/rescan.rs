//! Files that came while the virus scanner was away: scanned when it is back. Until then nobody opens them, and nothing
//! of what is found infected stays.

use super::case_store;
use crate::app::App;
use crate::audit;
use crate::db::DbErr;
use crate::db::entity::stored_file;
use crate::db::entity::values::{ScanState, SubmissionEventKind};
use crate::forms;
use crate::ids::SubmissionEventId;
use crate::scanner::{ScanError, Verdict};

/// Rows read at a time; their contents are read one by one.
const BATCH: u64 = 100;

/// What a pass over the waiting files did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pass {
    /// Files with a verdict now.
    pub decided: usize,
    /// Files that still wait, as far as was looked.
    pub waiting: usize,
    /// The scanner does not answer: the pass ended early.
    pub is_away: bool,
}

/// Scans every waiting file, oldest first; ends when the scanner does not answer.
///
/// # Errors
/// The database's. What was decided until then stays decided.
pub async fn pass(app: &App) -> Result<Pass, DbErr> {
    let mut pass = Pass::default();
    let mut after = None;
    loop {
        let rows = case_store::pending(app.db.read(), after, BATCH).await?;
        let Some(last) = rows.last() else { break };
        after = Some(last.id);
        for row in rows {
            match verdict(app, &row).await {
                Ok(Some(verdict)) => {
                    decide(app, row, verdict).await?;
                    pass.decided += 1;
                }
                Ok(None) => pass.waiting += 1,
                Err(ScanError::Away(_)) => {
                    pass.waiting += 1;
                    pass.is_away = true;
                    return Ok(pass);
                }
                // It answers, but not for this file; the next may be different.
                Err(ScanError::Unclear(_)) => pass.waiting += 1,
            }
        }
    }
    if pass.waiting + pass.decided == 0 {
        // Nobody waits: still it is worth knowing whether it would answer.
        pass.is_away = matches!(app.scanner.scan(b"").await, Some(Err(ScanError::Away(_))));
    }
    Ok(pass)
}

/// Opens the file and asks; `None` when it cannot be opened now.
async fn verdict(app: &App, row: &stored_file::Model) -> Result<Option<Verdict>, ScanError> {
    let content = match content(app, row).await {
        Ok(content) => content,
        Err(error) => {
            tracing::error!(error = %format!("{error:#}"), file = %row.id, "a waiting file cannot be opened for the virus scanner");
            return Ok(None);
        }
    };
    app.scanner.scan(&content).await.transpose()
}

async fn content(app: &App, row: &stored_file::Model) -> anyhow::Result<Vec<u8>> {
    let form = forms::store::by_id(app.db.read(), row.organization_id, row.form_id).await?;
    let form = form.ok_or_else(|| anyhow::anyhow!("its form is gone"))?;
    let sealed = |_| anyhow::anyhow!("it does not open with its key");
    let key = app.vault.form_key(form.id, &form.wrapped_key).map_err(sealed)?;
    let key = key.data_key(row.id.0, &row.wrapped_key).map_err(sealed)?;
    let bytes = app.files.get(row.organization_id, row.id).await?;
    crate::content::heavy(move || key.open("content", &bytes)).await?.map_err(sealed)
}

async fn decide(app: &App, row: stored_file::Model, verdict: Verdict) -> Result<(), DbErr> {
    match verdict {
        Verdict::Clean => write(app, &row, ScanState::Clean).await,
        Verdict::Infected { signature } => {
            tracing::warn!(signature, file = %row.id, "a file that waited is infected; its content is removed");
            // The row first: from here on nobody can open the file, whatever becomes of the rest.
            write(app, &row, ScanState::Infected).await?;
            if let Err(error) = app.files.delete(row.organization_id, row.id).await {
                tracing::error!(%error, file = %row.id, "the content of an infected file stays in the store");
            }
            Ok(())
        }
    }
}

/// The verdict, and what the case and the audit log say of it, in one transaction.
async fn write(app: &App, row: &stored_file::Model, verdict: ScanState) -> Result<(), DbErr> {
    let (organization, file) = (row.organization_id, row.id);
    let now = app.clock.now();
    let step = SubmissionEventId::new(&app.random, now);
    let event = audit::Event::new(&app.random, now, organization, "file.infected", ("file", file.0));
    app.db
        .write::<_, DbErr, _>(move |transaction| {
            Box::pin(async move {
                let submission = case_store::set_verdict(transaction, organization, file, verdict).await?;
                let Some(submission) = submission.filter(|_| verdict == ScanState::Infected) else { return Ok(()) };
                if let Some(submission) = submission {
                    let kind = SubmissionEventKind::FileInfected;
                    case_store::add_step(transaction, step, organization, submission, kind, now).await?;
                }
                audit::store::append(transaction, vec![event]).await
            })
        })
        .await
}
