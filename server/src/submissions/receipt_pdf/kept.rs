//! Receipts are printed once. The bytes are sealed with the submission's own key and lie in the file store, their hash in
//! the database; whoever asks later gets the same bytes, whatever the program prints by then. Who destroys the key, or
//! removes the row, destroys them too.

use bytes::Bytes;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::PdfScope;
use crate::app::App;
use crate::db::entity::values::ReceiptScope;
use crate::db::{DbErr, Failure, failure};
use crate::ids::{FileId, OrganizationId, SubmissionId};
use crate::submissions::open::{OpenError, OpenedSubmission};
use crate::submissions::review::data_key;
use crate::submissions::store::printed::{self, PrintedReceipt};
use crate::vault::DataKey;

/// What the bytes are sealed for.
const PURPOSE: &str = "receipt pdf";

/// One of the printings a submission has.
pub(super) struct Printing<'a> {
    app: &'a App,
    key: DataKey,
    organization: OrganizationId,
    submission: SubmissionId,
    scope: ReceiptScope,
    language: &'static str,
    /// So that no printing can be put in another's place, and none outlives the answers it shows.
    purpose: String,
}

impl<'a> Printing<'a> {
    pub(super) async fn of(
        app: &'a App,
        submission: &OpenedSubmission,
        scope: PdfScope,
        language: &'static str,
    ) -> Result<Self, OpenError> {
        let scope = match scope {
            PdfScope::Applicant => ReceiptScope::Applicant,
            PdfScope::Mail => ReceiptScope::Mail,
        };
        let (organization, id) = (submission.row.organization_id, submission.row.id);
        let answers = Sha256::digest(&submission.row.sealed_answers);
        let purpose = format!("{PURPOSE} {scope:?} {language} {answers:x}");
        Ok(Self { app, key: data_key(app, submission).await?, organization, submission: id, scope, language, purpose })
    }

    /// The bytes, when it was printed before for the answers as they are. What is not what was put away, or was printed
    /// before an appointment was moved, is forgotten, and printed again.
    pub(super) async fn find(&self) -> Result<Option<Vec<u8>>, DbErr> {
        let db = self.app.db.read();
        let row = printed::find(db, self.organization, self.submission, self.scope, self.language).await?;
        let Some(row) = row else { return Ok(None) };
        match self.read(&row).await {
            Ok(sealed) => match self.key.open(&self.purpose, &sealed) {
                Ok(pdf) => return Ok(Some(pdf)),
                Err(_) => tracing::info!(file = %row.id, "the answers have changed since a receipt was printed"),
            },
            Err(error) => tracing::error!(%error, file = %row.id, "a kept receipt is lost; it is printed again"),
        }
        let (organization, id) = (self.organization, row.id);
        let forget = self
            .app
            .db
            .write::<_, DbErr, _>(move |transaction| Box::pin(printed::remove_one(transaction, organization, id)));
        forget.await?;
        self.delete(id).await;
        Ok(None)
    }

    async fn read(&self, row: &PrintedReceipt) -> anyhow::Result<Bytes> {
        let sealed = self.app.files.get(self.organization, row.id).await?;
        let is_same: bool = Sha256::digest(&sealed).as_slice().ct_eq(&row.sha256).into();
        anyhow::ensure!(is_same, "the bytes have another hash");
        Ok(sealed)
    }

    /// Keeps the bytes. When they cannot be kept they are good all the same, and printed again next time; when somebody was
    /// faster, theirs are what everybody gets.
    pub(super) async fn keep(&self, pdf: Vec<u8>) -> Result<Vec<u8>, DbErr> {
        let now = self.app.clock.now();
        let id = FileId::new(&self.app.random, now);
        let sealed = self.key.seal(&self.purpose, &pdf);
        let row = PrintedReceipt {
            id,
            organization_id: self.organization,
            submission_id: self.submission,
            scope: self.scope,
            language: self.language.to_owned(),
            sha256: Sha256::digest(&sealed).to_vec(),
            size: i64::try_from(pdf.len()).unwrap_or(i64::MAX),
            created_at: now,
        };
        if let Err(error) = self.app.files.put(self.organization, id, sealed).await {
            tracing::warn!(%error, "a receipt cannot be kept");
            return Ok(pdf);
        }
        let written =
            self.app.db.write::<_, DbErr, _>(move |transaction| Box::pin(printed::insert(transaction, row))).await;
        let Err(error) = written else { return Ok(pdf) };
        self.delete(id).await;
        if failure(&error) == Failure::Unique {
            return Ok(self.find().await?.unwrap_or(pdf));
        }
        tracing::warn!(%error, "a receipt cannot be kept");
        Ok(pdf)
    }

    async fn delete(&self, id: FileId) {
        if let Err(error) = self.app.files.delete(self.organization, id).await {
            tracing::warn!(%error, file = %id, "the bytes of a receipt that nobody knows stay in the store");
        }
    }
}
