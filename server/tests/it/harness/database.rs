//! A database for one scenario. On PostgreSQL it is copied from a template that was migrated once.
//!
//! The server is the one of `TEST_POSTGRES_URL`; without it, one is started by `scripts/postgres-for-tests.sh` and ends
//! with this process.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::UNIX_EPOCH;

use madoguchi::ids::Random;
use madoguchi_migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectOptions, ConnectionTrait, DatabaseConnection, Statement};

/// The two databases Madoguchi runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    Sqlite,
    Postgres,
}

/// A database that belongs to one scenario.
pub struct Database {
    url: String,
    name: Option<String>,
}

/// "One at a time, please", for the making of the template.
const TEMPLATE_LOCK: i64 = 0x6d61_646f;

impl Database {
    /// An empty SQLite file of the data folder, or a new migrated PostgreSQL database.
    pub async fn create(backend: Backend) -> Self {
        match backend {
            Backend::Sqlite => Self { url: String::new(), name: None },
            Backend::Postgres => {
                let template = template().await;
                Self::copy_of(&template).await
            }
        }
    }

    /// A new PostgreSQL database without any table.
    pub async fn create_bare() -> Self {
        Self::copy_of("template0").await
    }

    async fn copy_of(template: &str) -> Self {
        let name = format!("madoguchi_test_{}", Random::system().text(b"abcdefghjkmnpqrstuvwxyz23456789", 16));
        let server = connect(postgres_server()).await;
        server.execute_unprepared(&format!("CREATE DATABASE {name} TEMPLATE {template}")).await.unwrap();
        server.close().await.unwrap();
        Self { url: with_name(&name), name: Some(name) }
    }

    /// Which one it is.
    pub fn backend(&self) -> Backend {
        if self.name.is_some() { Backend::Postgres } else { Backend::Sqlite }
    }

    /// Its address; empty for the SQLite file of the data folder.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// `host:port` of its server (PostgreSQL).
    pub fn host(&self) -> &str {
        let (_, rest) = self.url.split_once('@').expect("an address with a user");
        rest.split('/').next().unwrap_or_default()
    }

    /// The same database, reached at another `host:port`.
    pub fn at(self, host: &str) -> Self {
        Self { url: self.url.replacen(self.host(), host, 1), name: self.name }
    }

    /// Removes it. (A SQLite file goes with its folder.)
    pub async fn remove(self) {
        if let Some(name) = self.name {
            let server = connect(postgres_server()).await;
            server.execute_unprepared(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await.unwrap();
            server.close().await.unwrap();
        }
    }
}

/// One connection.
pub async fn connect(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    sea_orm::Database::connect(options).await.unwrap_or_else(|error| panic!("{url}: {error}"))
}

fn with_name(name: &str) -> String {
    let (server, _) = postgres_server().rsplit_once('/').expect("TEST_POSTGRES_URL names a database");
    format!("{server}/{name}")
}

/// The migrated database that others are copied from. Its name is that of this build, so that it is never an old one.
async fn template() -> String {
    let built_at = std::env::current_exe().unwrap().metadata().unwrap().modified().unwrap();
    let name = format!("madoguchi_template_{:x}", built_at.duration_since(UNIX_EPOCH).unwrap().as_micros());
    let server = connect(postgres_server()).await;
    server.execute_unprepared(&format!("SELECT pg_advisory_lock({TEMPLATE_LOCK})")).await.unwrap();
    let found = format!("SELECT 1 FROM pg_database WHERE datname = '{name}'");
    let statement = Statement::from_string(server.get_database_backend(), found);
    if server.query_one_raw(statement).await.unwrap().is_none() {
        let unfinished = format!("{name}_unfinished");
        server.execute_unprepared(&format!("DROP DATABASE IF EXISTS {unfinished}")).await.unwrap();
        server.execute_unprepared(&format!("CREATE DATABASE {unfinished} TEMPLATE template0")).await.unwrap();
        let database = connect(&with_name(&unfinished)).await;
        Migrator::up(&database, None).await.unwrap();
        database.close().await.unwrap();
        server.execute_unprepared(&format!("ALTER DATABASE {unfinished} RENAME TO {name}")).await.unwrap();
    }
    // The lock ends with the connection.
    server.close().await.unwrap();
    name
}

/// Address of the PostgreSQL server of this run.
pub fn postgres_server() -> &'static str {
    static SERVER: OnceLock<(String, Option<Child>)> = OnceLock::new();
    &SERVER
        .get_or_init(|| match std::env::var("TEST_POSTGRES_URL") {
            Ok(url) => (url, None),
            Err(_) => start_server(),
        })
        .0
}

/// The script stops its server when its standard input ends, which is when this process does.
fn start_server() -> (String, Option<Child>) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scripts/postgres-for-tests.sh");
    let mut child = Command::new(script).arg("hold").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut url = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut url).unwrap();
    assert!(!url.is_empty(), "scripts/postgres-for-tests.sh started no server; it says why above");
    (url.trim().to_owned(), Some(child))
}
