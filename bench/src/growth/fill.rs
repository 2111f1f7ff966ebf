//! Stored submissions, copied with everything that belongs to them: timeline, audit log, and what is over in the outbox.
//! Numbers, keys and identifiers are new. Nobody can open a copy, and no figure does.

use anyhow::{Context, ensure};
use madoguchi::ids::FormId;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

/// How many at a time.
const BATCH: u64 = 50_000;

/// The tables that grow with submissions, and the column that names the submission in each.
const TABLES: [(&str, &str); 4] = [
    ("submission", "id"),
    ("submission_event", "submission_id"),
    ("audit_event", "object_id"),
    ("job", "submission_id"),
];

fn is_sqlite(db: &DatabaseConnection) -> bool {
    db.get_database_backend() == DbBackend::Sqlite
}

/// Copies submissions of the form, over a year back, until there are so many.
pub(super) async fn fill(db: &DatabaseConnection, form: FormId, stored: u64) -> anyhow::Result<()> {
    let (kind, new) = if is_sqlite(db) { ("BLOB", "randomblob(16)") } else { ("uuid", "gen_random_uuid()") };
    db.execute_unprepared(&format!("CREATE TEMPORARY TABLE IF NOT EXISTS copied (old {kind} PRIMARY KEY, new {kind})"))
        .await?;
    loop {
        let there = count(db, form).await?;
        if there >= stored {
            break;
        }
        let more = (stored - there).min(there).min(BATCH);
        ensure!(more > 0, "there is nothing to copy");
        db.execute_unprepared("DELETE FROM copied").await?;
        db.execute_unprepared(&format!("INSERT INTO copied SELECT id, {new} FROM submission LIMIT {more}")).await?;
        for (table, submission) in TABLES {
            copy(db, table, submission).await?;
        }
    }
    if is_sqlite(db) {
        db.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
    } else {
        // What autovacuum does by itself within minutes.
        for (table, _) in TABLES {
            db.execute_unprepared(&format!("VACUUM ANALYZE {table}")).await?;
        }
    }
    Ok(())
}

async fn copy(db: &DatabaseConnection, table: &str, submission: &str) -> anyhow::Result<()> {
    let (id, text, number) = if is_sqlite(db) {
        ("randomblob(16)", "hex(randomblob(12))", "abs(random())")
    } else {
        ("gen_random_uuid()", "md5(random()::text || clock_timestamp()::text)", "CAST(random() * 1e18 AS bigint)")
    };
    let columns = columns(db, table).await?;
    let values = columns.iter().map(|column| match (table, column.as_str()) {
        (_, column) if column == submission => "copied.new".to_owned(),
        (_, "id") => id.to_owned(),
        ("submission", "receipt_number" | "idempotency_key") => text.to_owned(),
        ("submission", "received_at") | ("audit_event" | "submission_event", "happened_at") => {
            format!("\"{column}\" - ({number} % 31536000000000)")
        }
        ("job", "state") => "'done'".to_owned(),
        ("job", "finished_at") => "\"run_at\"".to_owned(),
        (_, other) => format!("\"{other}\""),
    });
    let values = values.collect::<Vec<_>>().join(", ");
    let names = columns.iter().map(|column| format!("\"{column}\"")).collect::<Vec<_>>().join(", ");
    let sql = format!(
        "INSERT INTO {table} ({names}) SELECT {values} FROM {table} JOIN copied ON copied.old = {table}.{submission}"
    );
    db.execute_unprepared(&sql).await?;
    Ok(())
}

async fn columns(db: &DatabaseConnection, table: &str) -> anyhow::Result<Vec<String>> {
    let sql = if is_sqlite(db) {
        format!("SELECT name FROM pragma_table_info('{table}')")
    } else {
        format!(
            "SELECT CAST(column_name AS text) FROM information_schema.columns \
             WHERE table_schema = current_schema() AND table_name = '{table}' AND is_generated = 'NEVER'"
        )
    };
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
}

/// What has waited until now is over: what is enqueued from here on is counted.
pub(super) async fn only_new_work(db: &DatabaseConnection) -> anyhow::Result<()> {
    db.execute_unprepared("UPDATE job SET state = 'done', finished_at = run_at, attempts = 0 WHERE state = 'waiting'")
        .await?;
    Ok(())
}

/// How many receipts wait to be mailed.
pub(super) async fn waiting(db: &DatabaseConnection) -> anyhow::Result<u64> {
    number(db, "SELECT count(*) FROM job WHERE state = 'waiting' AND kind = 'send_receipt'").await
}

/// How many of them were sent: nothing else has been done in an attempt.
pub(super) async fn sent(db: &DatabaseConnection) -> anyhow::Result<u64> {
    number(db, "SELECT count(*) FROM job WHERE state = 'done' AND kind = 'send_receipt' AND attempts > 0").await
}

/// How many submissions of the form there are.
pub(super) async fn count(db: &DatabaseConnection, form: FormId) -> anyhow::Result<u64> {
    let sql = if is_sqlite(db) {
        "SELECT count(*) FROM submission WHERE form_id = ?"
    } else {
        "SELECT count(*) FROM submission WHERE form_id = $1"
    };
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [form.0.into()]);
    let row = db.query_one_raw(statement).await?.context("a count")?;
    Ok(u64::try_from(row.try_get_by_index::<i64>(0)?)?)
}

/// How many rows there are, in words.
pub(super) async fn counts(db: &DatabaseConnection) -> anyhow::Result<String> {
    let mut counts = Vec::new();
    for (table, _) in TABLES {
        counts.push(format!("{} {table}", number(db, &format!("SELECT count(*) FROM {table}")).await?));
    }
    Ok(counts.join(", "))
}

async fn number(db: &DatabaseConnection, sql: &str) -> anyhow::Result<u64> {
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await?.context("a count")?;
    Ok(u64::try_from(row.try_get_by_index::<i64>(0)?)?)
}
