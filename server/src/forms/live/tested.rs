//! A form as staff try it out: as it is now, but with a test version. Kept by no cache but that of compiled versions.

use super::{LiveForm, LiveForms, LoadError, assembled};
use crate::db::Db;
use crate::forms::store::{self, test_versions};
use crate::ids::{FormId, OrganizationId, VersionId};
use crate::vault::Vault;

impl LiveForms {
    /// The form with this test version in the place of the published one, published or not. `None` when the form has no
    /// such test version (any more): it is looked up every time.
    ///
    /// # Errors
    /// See [`LoadError`].
    pub async fn tested(
        &self,
        db: &Db,
        vault: &Vault,
        organization: OrganizationId,
        form: FormId,
        version: VersionId,
    ) -> Result<Option<LiveForm>, LoadError> {
        if !test_versions::is_there(db.read(), organization, form, version).await? {
            return Ok(None);
        }
        let Some(version) = self.version(db, organization, version).await? else { return Ok(None) };
        let Some(row) = store::by_id(db.read(), organization, form).await? else { return Ok(None) };
        Ok(Some(assembled(db, vault, row, version).await?))
    }
}
