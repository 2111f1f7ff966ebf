//! The one way to change the database.
//!
//! On SQLite the program has one write connection; its owner is a task that takes intake batches first and lets one
//! other write through after each, so that neither side starves. On PostgreSQL every write takes a connection of the
//! pool. On both, a write runs in a task of its own: a caller that goes away cannot drop a transaction half-way.

use futures_util::future::BoxFuture;
use sea_orm::{
    DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use tokio::sync::{mpsc, oneshot};

/// Who goes first when several writes wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// A batch of submissions: before everything else.
    Intake,
    /// Every other change.
    Other,
}

/// How many writes may wait for the one connection, per kind of turn.
const WAITING: usize = 1024;

type Work = BoxFuture<'static, ()>;

#[derive(Clone)]
pub(super) struct Writer {
    connection: DatabaseConnection,
    queue: Option<Queue>,
}

#[derive(Clone)]
struct Queue {
    intake: mpsc::Sender<Work>,
    other: mpsc::Sender<Work>,
}

impl Writer {
    /// All writes one after the other over one connection (SQLite).
    pub(super) fn serial(connection: DatabaseConnection) -> Self {
        let (intake, intake_turns) = mpsc::channel(WAITING);
        let (other, other_turns) = mpsc::channel(WAITING);
        tokio::spawn(own(intake_turns, other_turns));
        Self { connection, queue: Some(Queue { intake, other }) }
    }

    /// Writes side by side over a pool (PostgreSQL).
    pub(super) fn pooled(connection: DatabaseConnection) -> Self {
        Self { connection, queue: None }
    }

    pub(super) fn connection(&self) -> &DatabaseConnection {
        &self.connection
    }

    pub(super) async fn write<T, E, F>(&self, turn: Turn, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t DatabaseTransaction) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<DbErr> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let connection = self.connection.clone();
        let whole: Work = Box::pin(async move {
            // Nobody listening any more is no reason to stop: the write was promised.
            let _ = answer.send(transaction(&connection, work).await);
        });
        match &self.queue {
            None => {
                tokio::spawn(whole);
            }
            Some(queue) => {
                let sender = if turn == Turn::Intake { &queue.intake } else { &queue.other };
                sender.send(whole).await.map_err(|_| gone())?;
            }
        }
        answered.await.map_err(|_| gone())?
    }
}

fn gone() -> DbErr {
    DbErr::Custom("the database writer has stopped".to_owned())
}

async fn transaction<T, E, F>(connection: &DatabaseConnection, work: F) -> Result<T, E>
where
    F: for<'t> FnOnce(&'t DatabaseTransaction) -> BoxFuture<'t, Result<T, E>>,
    E: From<DbErr>,
{
    // A deferred SQLite transaction that reads first and writes later can fail at once with "busy snapshot".
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    let transaction = connection.begin_with_options(options).await?;
    match work(&transaction).await {
        Ok(value) => {
            transaction.commit().await?;
            Ok(value)
        }
        Err(error) => {
            // The first error is the one that matters; a failed rollback shows again at the next begin.
            let _ = transaction.rollback().await;
            Err(error)
        }
    }
}

/// Runs turns until every sender is gone: intake first, then one other write, and so on.
async fn own(mut intake: mpsc::Receiver<Work>, mut other: mpsc::Receiver<Work>) {
    loop {
        let work = tokio::select! {
            biased;
            Some(work) = intake.recv() => work,
            Some(work) = other.recv() => work,
            else => return,
        };
        run(work).await;
        if let Ok(work) = other.try_recv() {
            run(work).await;
        }
    }
}

/// A task of its own, so that a panic in one write does not end the owner.
async fn run(work: Work) {
    if tokio::spawn(work).await.is_err() {
        tracing::error!("a database write panicked");
    }
}
