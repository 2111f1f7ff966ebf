//! The outbox: whose turn a job is, which case it is about and why it failed; receipts that were printed; webhooks and
//! what became of their deliveries.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

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
        name_cases(manager).await?;
        manager.drop_index(Index::drop().name(OLD_INDEX).table("job").to_owned()).await?;
        manager.create_index(columns::index("job", &TURN, false)).await?;
        manager.create_index(columns::index("job", &["submission_id"], false)).await?;
        printed_receipt(manager).await?;
        webhook_delivery(manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["webhook_delivery", "printed_receipt"] {
            manager.drop_table(Table::drop().table(table).take()).await?;
        }
        for name in ["ix_job_submission_id".to_owned(), format!("ix_job_{}", TURN.join("_"))] {
            manager.drop_index(Index::drop().name(name).table("job").to_owned()).await?;
        }
        manager.create_index(columns::index("job", &["state", "run_at"], false)).await?;
        for (table, column) in added().into_iter().rev() {
            let name = column.get_column_name().to_owned();
            manager.alter_table(Table::alter().table(table).drop_column(name).take()).await?;
        }
        Ok(())
    }
}

const OLD_INDEX: &str = "ix_job_state_run_at";

/// How the worker looks for what is next: of this lane and urgency, the next organization, and of that the oldest due.
const TURN: [&str; 6] = ["state", "lane", "urgency", "organization_id", "run_at", "id"];

/// The columns that tables get, with what they hold in rows that are there already.
fn added() -> Vec<(&'static str, ColumnDef)> {
    let with = |mut column: ColumnDef, default: Expr| column.default(default).take();
    vec![
        ("job", with(columns::text("lane"), Expr::val("mail"))),
        ("job", with(columns::integer("urgency"), Expr::val(1))),
        ("job", columns::optional_reference("submission_id")),
        ("job", columns::optional_text("reason")),
        ("organization", columns::optional_time("outbox_told_at")),
        ("form", columns::optional_text("webhook_url")),
        ("form", columns::optional_text("webhook_secrets")),
    ]
}

/// Work that is still to be done, or was given up, names its case in a column too.
async fn name_cases(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let id = match manager.get_database_backend() {
        DbBackend::Postgres => "CAST(substr(CAST(payload AS json)->>'submission_id', 5) AS uuid)",
        _ => "unhex(substr(json_extract(payload, '$.submission_id'), 5))",
    };
    let update = format!(
        "UPDATE job SET submission_id = {id} WHERE state <> 'done' AND payload LIKE '%\"submission_id\":\"sub\\_%' ESCAPE '\\'"
    );
    manager.get_connection().execute_unprepared(&update).await.map(|_| ())
}

/// A receipt that was printed: its sealed bytes lie in the file store under the row's id.
async fn printed_receipt(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("printed_receipt")
        .col(columns::id())
        .col(columns::reference("organization_id"))
        .col(columns::reference("submission_id"))
        .col(columns::text("scope"))
        .col(columns::text("language"))
        .col(columns::bytes("sha256"))
        .col(columns::integer("size"))
        .col(columns::time("created_at"))
        .foreign_key(&mut columns::foreign_key("printed_receipt", "organization_id", "organization"))
        .foreign_key(&mut columns::foreign_key("printed_receipt", "submission_id", "submission"));
    manager.create_table(table).await?;
    manager.create_index(columns::index("printed_receipt", &["submission_id", "scope", "language"], true)).await
}

/// One attempt to deliver an event to a form's webhook.
async fn webhook_delivery(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut table = Table::create();
    table
        .table("webhook_delivery")
        .col(columns::id())
        .col(columns::reference("organization_id"))
        .col(columns::reference("form_id"))
        .col(columns::optional_reference("job_id"))
        .col(columns::text("event"))
        .col(ColumnDef::new("status").big_integer().null().take())
        .col(columns::optional_text("reason"))
        .col(columns::integer("duration_ms"))
        .col(columns::time("attempted_at"))
        .foreign_key(&mut columns::foreign_key("webhook_delivery", "organization_id", "organization"))
        .foreign_key(&mut columns::foreign_key("webhook_delivery", "form_id", "form"));
    manager.create_table(table).await?;
    manager.create_index(columns::index("webhook_delivery", &["form_id", "id"], false)).await
}
