//! The builder: who may open a form, what is sent once, test submissions, publications that are requested, approved or
//! planned, who is editing a draft, and the pictures of a form.

use sea_orm_migration::prelude::*;

use crate::columns;

/// See the module.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in added() {
            manager.alter_table(Table::alter().table(table).add_column(column).take()).await?;
        }
        publication(manager).await?;
        used_key(manager).await?;
        draft_editor(manager).await?;
        form_image(manager).await?;
        manager.create_index(columns::index("submission", &COUNTED, false)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut counted = Index::drop();
        counted.name(format!("ix_submission_{}", COUNTED.join("_"))).table("submission");
        manager.drop_index(counted).await?;
        for table in ["form_image", "draft_editor", "used_key", "publication"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        for (table, column) in added().into_iter().rev() {
            let name = column.get_column_name().to_owned();
            manager.alter_table(Table::alter().table(table).drop_column(name).take()).await?;
        }
        Ok(())
    }
}

/// By what the cases of a form are counted: without it every count reads the sealed answers beside.
const COUNTED: [&str; 3] = ["form_id", "is_test", "state"];

/// The columns that tables get, with what they hold in rows that are there already.
fn added() -> Vec<(&'static str, ColumnDef)> {
    let with = |mut column: ColumnDef, default: Expr| column.default(default).take();
    let no = |name: &'static str| with(ColumnDef::new(name).boolean().not_null().take(), Expr::val(false));
    vec![
        ("organization", no("has_four_eyes")),
        ("form", with(columns::text("access"), Expr::val("public"))),
        ("form", columns::optional_text("access_secret")),
        ("form", with(columns::integer("grace_seconds"), Expr::val(0))),
        ("form", with(columns::text("notification_mode"), Expr::val("at_once"))),
        ("form", columns::optional_time("digest_sent_at")),
        ("form", columns::optional_text("retention")),
        ("form", columns::optional_text("origin")),
        ("form", columns::optional_time("archived_at")),
        ("form", ColumnDef::new("previewed_revision").big_integer().null().take()),
        // A test version's number is its draft's revision below zero: one for each revision, and never a published one's.
        ("form_version", no("is_test")),
        ("submission", no("is_test")),
    ]
}

/// A publication somebody asked for, with the hash of what is to become live.
async fn publication(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("publication")
        .col(columns::id())
        .col(columns::reference("organization_id"))
        .col(columns::reference("form_id"))
        .col(columns::text("state"))
        .col(ColumnDef::new("revision").big_integer().null().take())
        .col(columns::optional_text("settings"))
        .col(columns::text("hash"))
        .col(columns::optional_time("publish_at"))
        .col(columns::optional_text("note"))
        .col(columns::reference("requested_by"))
        .col(columns::time("requested_at"))
        .col(columns::optional_reference("decided_by"))
        .col(columns::optional_time("decided_at"))
        .col(columns::optional_text("reason"))
        .foreign_key(&mut columns::foreign_key("publication", "organization_id", "organization"))
        .foreign_key(&mut columns::foreign_key("publication", "form_id", "form"));
    manager.create_table(table).await?;
    manager.create_index(columns::index("publication", &["form_id", "state"], false)).await
}

/// What can be sent once (a mailed number, an address), as keyed digests.
async fn used_key(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("used_key")
        .col(columns::id())
        .col(columns::reference("organization_id"))
        .col(columns::reference("form_id"))
        .col(columns::text("field"))
        .col(columns::bytes("key_hmac"))
        .col(columns::reference("submission_id"))
        .foreign_key(&mut columns::foreign_key("used_key", "organization_id", "organization"))
        .foreign_key(&mut columns::foreign_key("used_key", "submission_id", "submission"));
    manager.create_table(table).await?;
    manager.create_index(columns::index("used_key", &["submission_id"], false)).await?;
    manager.create_index(columns::index("used_key", &["form_id", "field", "key_hmac"], true)).await
}

/// Who has a draft open in the builder, as of when.
async fn draft_editor(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("draft_editor")
        .col(columns::id())
        .col(columns::reference("organization_id"))
        .col(columns::reference("form_id"))
        .col(columns::reference("staff_id"))
        .col(columns::time("seen_at"))
        .foreign_key(&mut columns::foreign_key("draft_editor", "form_id", "form"))
        .foreign_key(&mut columns::foreign_key("draft_editor", "staff_id", "staff"));
    manager.create_table(table).await?;
    manager.create_index(columns::index("draft_editor", &["form_id", "staff_id"], true)).await
}

/// A picture in a form's text blocks: public content, found by its hash.
async fn form_image(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("form_image")
        .col(columns::id())
        .col(columns::reference("organization_id"))
        .col(columns::reference("form_id"))
        .col(columns::text("sha256"))
        .col(columns::text("media_type"))
        .col(columns::integer("width"))
        .col(columns::integer("height"))
        .col(columns::bytes("content"))
        .col(columns::time("created_at"))
        .col(columns::time("needed_at"))
        .foreign_key(&mut columns::foreign_key("form_image", "organization_id", "organization"))
        .foreign_key(&mut columns::foreign_key("form_image", "form_id", "form"));
    manager.create_table(table).await?;
    manager.create_index(columns::index("form_image", &["organization_id", "sha256"], false)).await?;
    manager.create_index(columns::index("form_image", &["form_id", "sha256"], true)).await
}
