//! All rows of an SQLite database into an empty PostgreSQL database, in ONE transaction there: it is complete, or nothing
//! has happened. Constraints are on, and what arrived is read back and compared row by row before it is committed.

use futures_util::TryStreamExt;
use madoguchi_migrations::{Migrator, MigratorTrait};
use sea_orm::sea_query::{Alias, Expr, Query, SelectStatement};
use sea_orm::sqlx::sqlite::SqliteLockingMode;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbErr, QueryResult,
    SqliteTransactionMode, StreamTrait, TransactionOptions, TransactionTrait, Value,
};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::tables::{self, Kind, Table};
use super::{Failure, failure, postgres_options};

/// What was moved of one table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Its name.
    pub table: String,
    /// How many rows.
    pub rows: u64,
}

/// Nothing was moved.
#[derive(Debug, thiserror::Error)]
pub enum TransferError {
    /// The source cannot be opened.
    #[error("cannot open the database to move from: {0}")]
    Source(#[source] DbErr),
    /// A server or a command is working with the source.
    #[error("the database to move from is in use; stop the server first")]
    InUse,
    /// The source was made by an older or a newer version.
    #[error("the database to move from is not of this version; run `madoguchi migrate` on it first")]
    Version,
    /// The target has rows already.
    #[error("the database to move to is not empty: {0} has rows")]
    NotEmpty(String),
    /// What arrived is not what was sent.
    #[error("{0} did not arrive as it was")]
    Different(String),
    /// Reading or writing failed.
    #[error("the data cannot be moved: {0}")]
    Database(#[from] DbErr),
}

/// Moves everything from `source` (`sqlite:…`) to `target` (`postgres://…`), whose tables are made when they are missing.
///
/// # Errors
/// See [`TransferError`]; the target is as empty as it was then.
pub async fn transfer(source: &str, target: &str) -> Result<Vec<Moved>, TransferError> {
    let source = open_alone(source).await?;
    let target = Database::connect(postgres_options(target, 2)).await?;
    Migrator::up(&target, None).await?;
    let into = target.begin().await?;
    let tables = tables::of_postgres(&into).await?;
    lock(&into, &tables).await?;
    for table in &tables {
        if !is_empty(&into, &table.name).await? {
            return Err(TransferError::NotEmpty(table.name.clone()));
        }
    }
    if !tables::are_in_sqlite(&source, &tables).await? {
        return Err(TransferError::Version);
    }
    let mut moved = Vec::with_capacity(tables.len());
    for table in &tables {
        let sent = copy(&source, &into, table).await?;
        if sent != digest(&into, table).await? {
            return Err(TransferError::Different(table.name.clone()));
        }
        moved.push(Moved { table: table.name.clone(), rows: sent.rows });
    }
    into.commit().await?;
    target.close().await?;
    source.close().await?;
    Ok(moved)
}

/// The source with nobody else in it: what somebody wrote from here on would stay behind.
async fn open_alone(url: &str) -> Result<DatabaseConnection, TransferError> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    options.map_sqlx_sqlite_opts(|sqlite| {
        sqlite.create_if_missing(false).locking_mode(SqliteLockingMode::Exclusive).foreign_keys(true)
    });
    let sorted = |error: DbErr| match failure(&error) {
        Failure::Retry => TransferError::InUse,
        _ => TransferError::Source(error),
    };
    let source = Database::connect(options).await.map_err(sorted)?;
    // The lock is taken with the first write transaction and kept as long as the connection.
    let immediately = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    source.begin_with_options(immediately).await.map_err(sorted)?.commit().await.map_err(sorted)?;
    let applied = Migrator::get_applied_migrations_read_only(&source).await.map_err(sorted)?;
    if applied.len() != Migrator::migrations().len() {
        return Err(TransferError::Version);
    }
    Ok(source)
}

/// Nobody else writes to the target until this is committed: what is empty now stays so.
async fn lock(into: &DatabaseTransaction, tables: &[Table]) -> Result<(), DbErr> {
    let names: Vec<String> = tables.iter().map(|table| format!("\"{}\"", table.name)).collect();
    into.execute_unprepared("SET LOCAL lock_timeout = '30s'").await?;
    into.execute_unprepared(&format!("LOCK TABLE {} IN EXCLUSIVE MODE", names.join(", "))).await?;
    Ok(())
}

async fn is_empty(db: &DatabaseTransaction, table: &str) -> Result<bool, DbErr> {
    let any = Query::select().expr(Expr::val(1)).from(Alias::new(table)).limit(1).take();
    Ok(db.query_one(&any).await?.is_none())
}

/// Values in one statement; PostgreSQL takes 65,535.
const VALUES: usize = 30_000;
/// Bytes in one statement, about.
const BYTES: usize = 8 * 1024 * 1024;

async fn copy(source: &DatabaseConnection, into: &DatabaseTransaction, table: &Table) -> Result<Digest, DbErr> {
    let most = (VALUES / table.columns.len().max(1)).max(1);
    let mut digest = Digest::default();
    let (mut batch, mut bytes) = (Vec::new(), 0);
    let every = every_row(table);
    let mut rows = source.stream(&every).await?;
    while let Some(row) = rows.try_next().await? {
        let values = values(&row, table)?;
        bytes += digest.add(&values);
        batch.push(values);
        if batch.len() >= most || bytes >= BYTES {
            insert(into, table, std::mem::take(&mut batch)).await?;
            bytes = 0;
        }
    }
    insert(into, table, batch).await?;
    Ok(digest)
}

fn every_row(table: &Table) -> SelectStatement {
    let columns = table.columns.iter().map(|column| Alias::new(&column.name));
    Query::select().columns(columns).from(Alias::new(&table.name)).take()
}

async fn insert(into: &DatabaseTransaction, table: &Table, rows: Vec<Vec<Value>>) -> Result<(), DbErr> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut insert = Query::insert();
    insert.into_table(Alias::new(&table.name)).columns(table.columns.iter().map(|column| Alias::new(&column.name)));
    for row in rows {
        let row = row.into_iter().map(Expr::value);
        insert.values(row).map_err(|error| DbErr::Custom(error.to_string()))?;
    }
    into.execute(&insert).await?;
    Ok(())
}

/// What the target has of a table now.
async fn digest(db: &DatabaseTransaction, table: &Table) -> Result<Digest, DbErr> {
    let mut digest = Digest::default();
    let every = every_row(table);
    let mut rows = db.stream(&every).await?;
    while let Some(row) = rows.try_next().await? {
        digest.add(&values(&row, table)?);
    }
    Ok(digest)
}

fn values(row: &QueryResult, table: &Table) -> Result<Vec<Value>, DbErr> {
    let value = |(index, kind): (usize, Kind)| -> Result<Value, DbErr> {
        Ok(match kind {
            Kind::Uuid => row.try_get_by_index::<Option<Uuid>>(index)?.into(),
            Kind::Text => row.try_get_by_index::<Option<String>>(index)?.into(),
            Kind::Integer => row.try_get_by_index::<Option<i32>>(index)?.into(),
            Kind::BigInteger => row.try_get_by_index::<Option<i64>>(index)?.into(),
            Kind::Truth => row.try_get_by_index::<Option<bool>>(index)?.into(),
            Kind::Bytes => row.try_get_by_index::<Option<Vec<u8>>>(index)?.into(),
        })
    };
    table.columns.iter().map(|column| column.kind).enumerate().map(value).collect()
}

/// How many rows a table has and the sum of their SHA-256, whatever their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Digest {
    rows: u64,
    sum: [u64; 4],
}

impl Digest {
    /// Adds a row and returns its length.
    fn add(&mut self, values: &[Value]) -> usize {
        let (mut hash, mut length) = (Sha256::new(), 0);
        for value in values {
            let (tag, bytes) = written(value);
            hash.update([tag]);
            hash.update((bytes.len() as u64).to_be_bytes());
            hash.update(&bytes);
            length += bytes.len();
        }
        self.rows += 1;
        for (sum, part) in self.sum.iter_mut().zip(hash.finalize().chunks_exact(8)) {
            let part = part.try_into().map(u64::from_be_bytes).unwrap_or_default();
            *sum = sum.wrapping_add(part);
        }
        length
    }
}

/// A value as bytes, with a tag that tells nothing from an empty text.
fn written(value: &Value) -> (u8, Vec<u8>) {
    match value {
        Value::Uuid(Some(id)) => (1, id.as_bytes().to_vec()),
        Value::String(Some(text)) => (2, text.as_bytes().to_vec()),
        Value::Int(Some(number)) => (3, i64::from(*number).to_be_bytes().to_vec()),
        Value::BigInt(Some(number)) => (3, number.to_be_bytes().to_vec()),
        Value::Bool(Some(truth)) => (4, vec![u8::from(*truth)]),
        Value::Bytes(Some(bytes)) => (5, bytes.clone()),
        _ => (0, Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digest_of(rows: &[&[Value]]) -> Digest {
        let mut digest = Digest::default();
        for row in rows {
            digest.add(row);
        }
        digest
    }

    #[test]
    fn a_digest_sees_every_difference_but_the_order_of_rows() {
        let (one, two): ([Value; 2], [Value; 2]) = (["a".into(), 1_i64.into()], ["b".into(), 2_i64.into()]);
        assert_eq!(digest_of(&[&one, &two]), digest_of(&[&two, &one]));
        let nothing = Value::String(None);
        for other in [["a".into(), 2_i64.into()], ["".into(), 1_i64.into()], [nothing, 1_i64.into()]] {
            assert_ne!(digest_of(&[&one]), digest_of(&[&other]), "{other:?}");
        }
        assert_ne!(digest_of(&[&["ab".into(), "".into()]]), digest_of(&[&["a".into(), "b".into()]]));
        assert_ne!(digest_of(&[&["".into()]]), digest_of(&[&[Value::String(None)]]));
        assert_ne!(digest_of(&[&one, &one]), digest_of(&[&one]));
    }
}
