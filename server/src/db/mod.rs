//! The database: connecting, reading, and write transactions. Knows no feature; SQL stands in the `store` files.

pub mod entity;
mod failure;
mod health;
pub mod snapshot;
mod tables;
pub mod transfer;
mod writer;

use std::time::Duration;

use futures_util::future::BoxFuture;
use madoguchi_migrations::{Migrator, MigratorTrait};
use sea_orm::sea_query::Expr;
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, EntityTrait, Statement};

pub use failure::{Failure, failure};
pub use health::Condition;
pub use sea_orm::{DatabaseTransaction as Transaction, DbErr};
use writer::{Turn, Writer};

/// The two ways to the database: a pool of readers, and the writer that every change goes through.
#[derive(Clone)]
pub struct Db {
    readers: DatabaseConnection,
    writer: Writer,
}

/// A database that cannot be reached or migrated; the text names what to check.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The server or the file cannot be opened.
    #[error("cannot open the database: {0}")]
    Open(#[source] DbErr),
    /// PostgreSQL would answer before a commit is on stable storage.
    #[error(
        "the database has synchronous_commit = off: a receipt would not be a fact; set it to on for this role or database"
    )]
    NotDurable,
    /// A migration failed.
    #[error("cannot migrate the database: {0}")]
    Migrate(#[source] DbErr),
}

impl Db {
    /// Opens `url` (`sqlite:…` or `postgres://…`) with up to `connections` readers and brings the tables up to date.
    ///
    /// # Errors
    /// When the database cannot be opened or migrated.
    pub async fn connect(url: &str, connections: u32) -> Result<Self, ConnectError> {
        let db = Self::open(url, connections).await.map_err(ConnectError::Open)?;
        let write = db.writer.connection();
        if !is_durable(write).await.map_err(ConnectError::Open)? {
            return Err(ConnectError::NotDurable);
        }
        Migrator::up(write, None).await.map_err(ConnectError::Migrate)?;
        Ok(db)
    }

    async fn open(url: &str, connections: u32) -> Result<Self, DbErr> {
        if url.starts_with("sqlite:") {
            // SQLite has one writer at a time: ONE connection, owned by the writer, so that waiting is fair and never "busy".
            let write = Database::connect(sqlite_options(url, 1, WRITER_CACHE_KIB)).await?;
            let readers = Database::connect(sqlite_options(url, connections, READER_CACHE_KIB)).await?;
            Ok(Self { readers, writer: Writer::serial(write) })
        } else {
            let pool = Database::connect(postgres_options(url, connections.max(2))).await?;
            Ok(Self { readers: pool.clone(), writer: Writer::pooled(pool) })
        }
    }

    /// The readers. What is read here may be older than a write that has not been answered yet, never older than one that has.
    #[must_use]
    pub fn read(&self) -> &DatabaseConnection {
        &self.readers
    }

    /// Runs `work` in one write transaction: committed when it gives `Ok`, rolled back otherwise. It goes on to its end
    /// even when the caller is gone. `work` must wait for nothing but the database.
    ///
    /// # Errors
    /// What `work` gives, or the database's error at begin or commit.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t Transaction) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: std::error::Error + From<DbErr> + Send + 'static,
    {
        self.writer.write(Turn::Other, |_| false, work).await
    }

    /// As [`Db::write`], before all other waiting writes: for the intake of submissions only. When `has_written` says of the
    /// result that rows were written, [`Db::condition`] is sound again.
    ///
    /// # Errors
    /// As [`Db::write`].
    pub async fn write_intake<T, E, F>(&self, has_written: fn(&T) -> bool, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t Transaction) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: std::error::Error + From<DbErr> + Send + 'static,
    {
        self.writer.write(Turn::Intake, has_written, work).await
    }

    /// As [`Db::write`], not behind all other waiting writes: for the worker, which sends nothing more until it is written
    /// what became of the last mail.
    ///
    /// # Errors
    /// As [`Db::write`].
    pub async fn write_outbox<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t Transaction) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: std::error::Error + From<DbErr> + Send + 'static,
    {
        self.writer.write(Turn::Outbox, |_| false, work).await
    }

    /// How writes go in this process.
    #[must_use]
    pub fn condition(&self) -> Condition {
        self.writer.health().now()
    }

    /// Returns when the disk has failed under a commit: the process should end.
    pub async fn lost(&self) {
        self.writer.health().lost().await;
    }

    /// Writes something that changes nothing. When it works, [`Db::condition`] is sound again.
    ///
    /// # Errors
    /// The database's.
    pub async fn probe(&self) -> Result<(), DbErr> {
        let work: for<'t> fn(&'t Transaction) -> BoxFuture<'t, Result<bool, DbErr>> = |transaction| {
            Box::pin(async move {
                let same = Expr::col(entity::installation::Column::CreatedAt);
                let touched = entity::installation::Entity::update_many()
                    .col_expr(entity::installation::Column::CreatedAt, same)
                    .exec(transaction)
                    .await?;
                Ok(touched.rows_affected > 0)
            })
        };
        self.writer.write(Turn::Other, |has_written| *has_written, work).await.map(|_| ())
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<(), DbErr> {
        self.readers.ping().await
    }
}

/// SQLite is told to be (see [`sqlite_options`]); PostgreSQL is asked, and left as strict as it is set.
async fn is_durable(connection: &DatabaseConnection) -> Result<bool, DbErr> {
    if connection.get_database_backend() != DbBackend::Postgres {
        return Ok(true);
    }
    let row = connection.query_one_raw(Statement::from_string(DbBackend::Postgres, "SHOW synchronous_commit")).await?;
    let setting: Option<String> = row.map(|row| row.try_get_by_index(0)).transpose()?;
    Ok(setting.as_deref() != Some("off"))
}

/// How long anybody waits for a lock or for a connection.
const PATIENCE: Duration = Duration::from_secs(5);

/// Pages that a batch of submissions changes must fit, or they are written into the log before the commit and read again.
const WRITER_CACHE_KIB: u32 = 32 * 1024;
/// The default of SQLite.
const READER_CACHE_KIB: u32 = 2 * 1024;

fn sqlite_options(url: &str, connections: u32, cache_kib: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.max_connections(connections).min_connections(1).acquire_timeout(PATIENCE).sqlx_logging(false);
    options.map_sqlx_sqlite_opts(move |sqlite| {
        sqlite
            .journal_mode(SqliteJournalMode::Wal)
            // FULL: a commit that was answered survives a power cut. NORMAL loses acknowledged submissions.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(PATIENCE)
            // 32 MiB of the write-ahead log between two checkpoints, which a commit has to wait for: fewer in a rush.
            .pragma("wal_autocheckpoint", "8000")
            // What a rush or a long export made of the write-ahead log is given back afterwards.
            .pragma("journal_size_limit", "67108864")
            .pragma("secure_delete", "ON")
            .pragma("cache_size", format!("-{cache_kib}"))
            // A statement of many rows keeps what it would have to undo: in memory, not in a file for each statement.
            .pragma("temp_store", "MEMORY")
    });
    options
}

fn postgres_options(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.max_connections(connections).connect_timeout(PATIENCE).acquire_timeout(PATIENCE).sqlx_logging(false);
    options
}
