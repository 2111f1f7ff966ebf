//! Putting a calendar away that no form uses any more, and taking it out again. Nothing is deleted: cases still say when and
//! where their appointments were.

use std::collections::HashSet;

use serde_json::Value;

use super::calendars::{CalendarError, event};
use super::publishable::named;
use super::store::calendars as kept;
use crate::app::App;
use crate::audit;
use crate::ids::{CalendarId, FormId};
use crate::staff::scope::Scope;

/// Puts a calendar away that no form in use names and that nobody is still to come to, or takes it out again.
///
/// # Errors
/// See [`CalendarError`].
pub async fn set_archived(app: &App, scope: &Scope, id: CalendarId, is_archived: bool) -> Result<(), CalendarError> {
    let (now, person) = (app.clock.now(), scope.clone());
    let event = event(app, scope, if is_archived { "calendar.archived" } else { "calendar.unarchived" }, id);
    app.db
        .write::<_, CalendarError, _>(move |transaction| {
            Box::pin(async move {
                let organization = person.organization_id;
                let row = kept::for_change(transaction, &person, id).await?.ok_or(CalendarError::NotFound)?;
                if row.archived_at.is_some() == is_archived {
                    return Ok(());
                }
                if is_archived {
                    let forms = using(kept::asking(transaction, organization).await?, &row.key);
                    let bookings = kept::to_come(transaction, organization, id, now).await?;
                    if forms > 0 || bookings > 0 {
                        return Err(CalendarError::InUse { forms, bookings });
                    }
                }
                kept::set_archived(transaction, organization, id, (is_archived.then_some(now), now)).await?;
                audit::store::append(transaction, vec![event]).await?;
                Ok(())
            })
        })
        .await?;
    app.slots.forget(id);
    Ok(())
}

/// How many forms have a document that names this key.
fn using(documents: Vec<(FormId, String)>, key: &str) -> u64 {
    let names_it = |document: &str| {
        let document: Option<Value> = serde_json::from_str(document).ok();
        document.as_ref().and_then(named).is_some_and(|(_, named)| named == key)
    };
    let forms: HashSet<FormId> =
        documents.into_iter().filter(|(_, document)| names_it(document)).map(|(form, _)| form).collect();
    forms.len() as u64
}
