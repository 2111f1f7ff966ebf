//! A form: its draft, which version is published, and its operational settings.

use sea_orm::entity::prelude::*;

use super::values::{Access, FormState, NotificationMode, Retention};
use crate::clock::Timestamp;
use crate::ids::{DepartmentId, FormId, OrganizationId, StaffId, VersionId};

/// A form: its draft, which version is published, and its operational settings.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "form")]
#[expect(missing_docs, reason = "the column names are the field's own terms")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FormId,
    pub organization_id: OrganizationId,
    pub department_id: DepartmentId,
    pub slug: String,
    pub title: String,
    pub state: FormState,
    pub draft_document: String,
    pub draft_revision: i64,
    pub draft_saved_at: Timestamp,
    pub draft_saved_by: Option<StaffId>,
    pub published_version_id: Option<VersionId>,
    pub published_revision: Option<i64>,
    pub previewed_revision: Option<i64>,
    pub tested_revision: Option<i64>,
    pub notification_emails: String,
    pub opens_at: Option<Timestamp>,
    pub closes_at: Option<Timestamp>,
    pub capacity: Option<i64>,
    pub accepted: i64,
    pub is_listed: bool,
    pub embed_origins: String,
    pub wrapped_key: Vec<u8>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub access: Access,
    pub access_secret: Option<String>,
    pub grace_seconds: i64,
    pub notification_mode: NotificationMode,
    pub digest_sent_at: Option<Timestamp>,
    pub retention: Option<Retention>,
    pub origin: Option<String>,
    pub archived_at: Option<Timestamp>,
    pub webhook_url: Option<String>,
    pub webhook_secrets: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
