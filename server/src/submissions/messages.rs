//! What staff wrote to the applicant: sealed like answers, shown to whoever may see them on the receipt's address.

use super::open::{OpenError, OpenedSubmission};
use super::review::{self, MESSAGE};
use super::store::review as store;
use crate::app::App;
use crate::clock::Timestamp;

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// When it was written.
    pub at: Timestamp,
    /// What it says.
    pub text: String,
}

/// The messages of a submission, newest first.
///
/// # Errors
/// When one does not open, or the database's.
pub async fn messages(app: &App, case: &OpenedSubmission) -> Result<Vec<Message>, OpenError> {
    let rows = store::timeline(app.db.read(), case.row.organization_id, case.row.id).await?;
    let sealed: Vec<_> = rows.into_iter().filter_map(|row| Some((row.happened_at, row.sealed_message?))).collect();
    if sealed.is_empty() {
        return Ok(Vec::new());
    }
    let key = review::data_key(app, case).await?;
    let open = |(at, sealed): (Timestamp, Vec<u8>)| {
        let text = review::open_text(&key, MESSAGE, &sealed).map_err(|()| OpenError::Sealed(case.row.id))?;
        Ok(Message { at, text })
    };
    sealed.into_iter().rev().map(open).collect()
}
