//! The resident's journey: when a form takes submissions and how many, versions that were withdrawn, half-filled forms that
//! were saved, files waiting for the virus scanner, messages to applicants, and how many mails an address has got.

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
        saved_journey(manager).await?;
        mail_recipient(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["mail_recipient", "saved_journey"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        for (table, column) in added().into_iter().rev() {
            let name = column.get_column_name().to_owned();
            manager.alter_table(Table::alter().table(table).drop_column(name).take()).await?;
        }
        Ok(())
    }
}

/// The columns that tables get, with what they hold in rows that are there already.
fn added() -> Vec<(&'static str, ColumnDef)> {
    let with = |mut column: ColumnDef, default: Expr| column.default(default).take();
    vec![
        ("form", columns::optional_time("opens_at")),
        ("form", columns::optional_time("closes_at")),
        ("form", ColumnDef::new("capacity").big_integer().null().take()),
        ("form", with(columns::integer("accepted"), Expr::val(0))),
        ("form", with(ColumnDef::new("is_listed").boolean().not_null().take(), Expr::val(true))),
        ("form", with(columns::text("embed_origins"), Expr::val("[]"))),
        ("form_version", columns::optional_time("withdrawn_at")),
        ("form_version", columns::optional_reference("withdrawn_by")),
        ("form_version", columns::optional_text("withdrawal_reason")),
        ("submission", with(columns::text("channel"), Expr::val("online"))),
        ("submission", columns::optional_reference("entered_by")),
        ("submission", with(columns::text("language"), Expr::val("ja"))),
        ("submission", with(columns::integer("unlock_failures"), Expr::val(0))),
        ("submission", columns::optional_time("unlock_failed_at")),
        ("submission_event", columns::optional_bytes("sealed_message")),
        ("stored_file", with(columns::text("scan_state"), Expr::val("not_scanned"))),
        ("stored_file", columns::optional_time("keep_until")),
    ]
}

async fn saved_journey(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("saved_journey")
        .col(columns::id())
        .col(columns::reference("organization_id"))
        .col(columns::reference("form_id"))
        .col(columns::reference("form_version_id"))
        .col(columns::bytes("code_hmac"))
        .col(columns::bytes("sealed_state"))
        .col(columns::text("page"))
        .col(columns::text("language"))
        .col(columns::integer("reminders"))
        .col(columns::time("saved_at"))
        .col(columns::time("expires_at"))
        .foreign_key(&mut columns::foreign_key("saved_journey", "organization_id", "organization"))
        .foreign_key(&mut columns::foreign_key("saved_journey", "form_id", "form"))
        .foreign_key(&mut columns::foreign_key("saved_journey", "form_version_id", "form_version"));
    manager.create_table(table).await?;
    manager.create_index(columns::index("saved_journey", &["form_id"], false)).await?;
    manager.create_index(columns::index("saved_journey", &["expires_at"], false)).await?;
    manager.create_index(columns::index("saved_journey", &["organization_id", "code_hmac"], true)).await
}

async fn mail_recipient(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("mail_recipient")
        .col(columns::id())
        .col(columns::reference("organization_id"))
        .col(columns::bytes("address_hmac"))
        .col(columns::time("day_at"))
        .col(columns::integer("mails"))
        .foreign_key(&mut columns::foreign_key("mail_recipient", "organization_id", "organization"));
    manager.create_table(table).await?;
    manager.create_index(columns::index("mail_recipient", &["day_at"], false)).await?;
    manager.create_index(columns::index("mail_recipient", &["organization_id", "address_hmac", "day_at"], true)).await
}
