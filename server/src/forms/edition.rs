//! Which text of a form is meant: the draft, what residents get now, or a version by its number. For looking at,
//! comparing and copying; nothing here changes anything.

use std::str::FromStr;

use serde::Deserialize;
use serde_json::Value;

use super::store::reach::FormWithDraft;
use super::store::{self, versions};
use crate::clock::Timestamp;
use crate::db::{Db, DbErr};
use crate::ids::VersionId;

/// Which text of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Edition {
    /// What editors work on.
    Draft,
    /// What residents who begin now get.
    Live,
    /// A published version, counted from 1.
    Number(i64),
}

/// It is none of `draft`, `live` and a number from 1.
#[derive(Debug, thiserror::Error)]
#[error("an edition is `draft`, `live` or the number of a version")]
pub struct NoEdition;

impl FromStr for Edition {
    type Err = NoEdition;

    fn from_str(text: &str) -> Result<Self, NoEdition> {
        match text {
            "draft" => Ok(Self::Draft),
            "live" => Ok(Self::Live),
            number => number.parse().ok().filter(|number| *number > 0).map(Self::Number).ok_or(NoEdition),
        }
    }
}

impl TryFrom<String> for Edition {
    type Error = NoEdition;

    fn try_from(text: String) -> Result<Self, NoEdition> {
        text.parse()
    }
}

/// A text of a form as it is stored.
#[derive(Clone, Debug)]
pub struct Text {
    /// The document.
    pub document: Value,
    /// The number of the version; none for the draft.
    pub number: Option<i64>,
    /// The version; none for the draft.
    pub version: Option<VersionId>,
    /// When it was published, or the draft last saved.
    pub at: Timestamp,
    /// What names exactly this text among all of the form: `draft-7`, `version-3`.
    pub name: String,
}

/// Why a text cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The database's.
    #[error(transparent)]
    Database(#[from] DbErr),
    /// What is stored is no JSON.
    #[error("a stored document cannot be read: {0}")]
    Damaged(#[from] serde_json::Error),
}

/// Reads a text of a form that the caller reached; `None` where there is no such version. Test versions are none.
///
/// # Errors
/// See [`ReadError`].
pub async fn read(db: &Db, form: &FormWithDraft, edition: Edition) -> Result<Option<Text>, ReadError> {
    let row = match edition {
        Edition::Draft => {
            return Ok(Some(Text {
                document: serde_json::from_str(&form.draft_document)?,
                number: None,
                version: None,
                at: form.draft_saved_at,
                name: format!("draft-{}", form.draft_revision),
            }));
        }
        Edition::Live => match form.published_version_id {
            Some(id) => store::version(db.read(), form.organization_id, id).await?,
            None => None,
        },
        Edition::Number(number) => versions::by_number(db.read(), form.organization_id, form.id, number).await?,
    };
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Text {
        document: serde_json::from_str(&row.document)?,
        number: Some(row.number),
        version: Some(row.id),
        at: row.published_at,
        name: format!("version-{}", row.number),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editions_are_named_in_one_way() {
        assert_eq!("draft".parse::<Edition>().ok(), Some(Edition::Draft));
        assert_eq!("live".parse::<Edition>().ok(), Some(Edition::Live));
        assert_eq!("12".parse::<Edition>().ok(), Some(Edition::Number(12)));
        for none in ["", "0", "-3", "Draft", "1.5", "99999999999999999999"] {
            assert!(none.parse::<Edition>().is_err(), "{none}");
        }
    }
}
