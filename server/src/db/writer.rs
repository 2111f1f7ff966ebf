//! The one way to change the database.
//!
//! On SQLite the program has one write connection; its owner is a task that takes intake batches first and lets one
//! write of the outbox and one other through after each, so that none of them starves. On PostgreSQL every write takes a
//! connection of the pool. On both, a write runs in a task of its own: a caller that goes away cannot drop a transaction
//! half-way. How each ended is told to [`Health`]; once the disk is lost nothing is begun any more.

use std::error::Error;

use futures_util::future::BoxFuture;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};
use tokio::sync::{mpsc, oneshot};

use super::PATIENCE;
use super::failure::{Failure, failure, failure_within};
use super::health::{Condition, Health};

/// Who goes first when several writes wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// A batch of submissions: before everything else.
    Intake,
    /// What became of a mail, and which is next: not behind everybody who prints or saves something, for the next mail
    /// waits for it.
    Outbox,
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
    health: Health,
}

#[derive(Clone)]
struct Queue {
    intake: mpsc::Sender<Work>,
    outbox: mpsc::Sender<Work>,
    other: mpsc::Sender<Work>,
}

impl Writer {
    /// All writes one after the other over one connection (SQLite).
    pub(super) fn serial(connection: DatabaseConnection) -> Self {
        let (intake, intake_turns) = mpsc::channel(WAITING);
        let (outbox, outbox_turns) = mpsc::channel(WAITING);
        let (other, other_turns) = mpsc::channel(WAITING);
        tokio::spawn(own(intake_turns, outbox_turns, other_turns));
        Self { connection, queue: Some(Queue { intake, outbox, other }), health: Health::new() }
    }

    /// Writes side by side over a pool (PostgreSQL).
    pub(super) fn pooled(connection: DatabaseConnection) -> Self {
        Self { connection, queue: None, health: Health::new() }
    }

    pub(super) fn connection(&self) -> &DatabaseConnection {
        &self.connection
    }

    pub(super) fn health(&self) -> &Health {
        &self.health
    }

    /// `proves` says of the result whether something was written for certain: only that ends a trouble. A transaction that
    /// wrote nothing commits on a full disk, too.
    pub(super) async fn write<T, E, F>(&self, turn: Turn, proves: fn(&T) -> bool, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t DatabaseTransaction) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: Error + From<DbErr> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let (connection, health) = (self.connection.clone(), self.health.clone());
        let whole: Work = Box::pin(async move {
            // Nobody listening any more is no reason to stop: the write was promised.
            let _ = answer.send(transaction(&connection, &health, turn, proves, work).await);
        });
        match &self.queue {
            None => {
                tokio::spawn(whole);
            }
            Some(queue) => {
                let sender = match turn {
                    Turn::Intake => &queue.intake,
                    Turn::Outbox => &queue.outbox,
                    Turn::Other => &queue.other,
                };
                sender.send(whole).await.map_err(|_| gone())?;
            }
        }
        answered.await.map_err(|_| gone())?
    }
}

fn gone() -> DbErr {
    DbErr::Custom("the database writer has stopped".to_owned())
}

async fn transaction<T, E, F>(
    connection: &DatabaseConnection,
    health: &Health,
    turn: Turn,
    proves: fn(&T) -> bool,
    work: F,
) -> Result<T, E>
where
    F: for<'t> FnOnce(&'t DatabaseTransaction) -> BoxFuture<'t, Result<T, E>>,
    E: Error + From<DbErr> + 'static,
{
    if health.now() == Condition::Lost {
        return Err(DbErr::Custom("the disk has failed; nothing is written any more".to_owned()).into());
    }
    // A deferred SQLite transaction that reads first and writes later can fail at once with "busy snapshot".
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    let is_postgres = connection.get_database_backend() == DbBackend::Postgres;
    // There, a row that somebody holds says nothing of the rest; the journal has everybody behind it.
    let is_local = |trouble: &Failure| is_postgres && turn != Turn::Intake && *trouble == Failure::Retry;
    let tell = |trouble: Option<Failure>| {
        if let Some(trouble) = trouble.filter(|trouble| !is_local(trouble)) {
            health.failed(trouble);
        }
    };
    let told = |error: &DbErr| tell(Some(failure(error)));
    let transaction = connection.begin_with_options(options).await.inspect_err(told)?;
    // On SQLite the connection itself waits no longer; PostgreSQL would wait for ever, and with it whoever stands behind:
    // the residents in the journal, the mails of the worker.
    if is_postgres {
        let limit = format!("SET LOCAL lock_timeout = {}", PATIENCE.as_millis());
        transaction.execute_unprepared(&limit).await.inspect_err(told)?;
    }
    match work(&transaction).await {
        Ok(value) => {
            if let Err(error) = transaction.commit().await {
                told(&error);
                replace(connection).await;
                return Err(error.into());
            }
            if proves(&value) {
                health.worked();
            }
            Ok(value)
        }
        Err(error) => {
            tell(failure_within(&error));
            // The first error is the one that matters.
            if transaction.rollback().await.is_err() {
                replace(connection).await;
            }
            Err(error)
        }
    }
}

/// SQLite ends a transaction by itself when the disk is full or fails; the driver goes on believing in it and would refuse
/// every further one on that connection. So the connection goes, and the pool opens another. PostgreSQL's pool sees by
/// itself that a connection is gone.
async fn replace(connection: &DatabaseConnection) {
    if connection.get_database_backend() != DbBackend::Sqlite {
        return;
    }
    match connection.get_sqlite_connection_pool().acquire().await {
        Ok(used) => {
            let _ = used.close().await;
        }
        Err(error) => tracing::warn!(%error, "cannot replace the write connection"),
    }
}

/// Runs turns until every sender is gone: intake first, then one of the outbox and one other, and so on.
async fn own(mut intake: mpsc::Receiver<Work>, mut outbox: mpsc::Receiver<Work>, mut other: mpsc::Receiver<Work>) {
    loop {
        let work = tokio::select! {
            biased;
            Some(work) = intake.recv() => work,
            Some(work) = outbox.recv() => work,
            Some(work) = other.recv() => work,
            else => return,
        };
        run(work).await;
        for behind in [&mut outbox, &mut other] {
            if let Ok(work) = behind.try_recv() {
                run(work).await;
            }
        }
    }
}

/// A task of its own, so that a panic in one write does not end the owner.
async fn run(work: Work) {
    if tokio::spawn(work).await.is_err() {
        tracing::error!("a database write panicked");
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    #[tokio::test]
    async fn nobody_waits_behind_everybody_of_another_kind() {
        let order = Arc::new(Mutex::new(String::new()));
        let turns = |name: char, count: usize| {
            let (sender, turns) = mpsc::channel::<Work>(count);
            for _ in 0..count {
                let order = order.clone();
                sender.try_send(Box::pin(async move { order.lock().unwrap().push(name) })).ok().unwrap();
            }
            turns
        };
        own(turns('i', 4), turns('w', 2), turns('o', 6)).await;
        assert_eq!(*order.lock().unwrap(), "iwoiwoioiooo");
    }
}
