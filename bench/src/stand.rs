//! The test stand: a Madoguchi with the vaccination form in this process, in a folder on the same disk as the build.

use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use actix_web::dev::ServerHandle;
use anyhow::Context;
use figment::Figment;
use figment::providers::{Format, Toml};
use madoguchi::app::App;
use madoguchi::clock::{Clock, Timestamp};
use madoguchi::config::{Config, DEFAULTS};
use madoguchi::db::entity::values::Role;
use madoguchi::forms::store;
use madoguchi::http;
use madoguchi::ids::{FormId, OrganizationId, Random};
use madoguchi::installation;
use madoguchi::staff::accounts::{self, NewAccount};
use madoguchi::staff::{self, tokens};
use metrics_exporter_prometheus::PrometheusHandle;
use sea_orm::{ConnectionTrait, Database};
use serde_json::Value;

/// The form that is measured, and the address of the answers to it.
pub const SLUG: &str = installation::EXAMPLE_TEMPLATE;
/// The answers' dates are relative to this day.
const NOW: &str = "2026-04-01T10:00:00+09:00";
/// Connections to PostgreSQL, readers of SQLite: the default of the program.
pub const DATABASE_CONNECTIONS: u32 = 8;

/// A running Madoguchi.
pub struct Stand {
    pub app: Arc<App>,
    pub address: SocketAddr,
    pub organization: OrganizationId,
    pub form: FormId,
    /// Answers the form accepts.
    pub answers: Value,
    folder: tempfile::TempDir,
    server: ServerHandle,
}

impl Stand {
    /// Starts it on an empty database; an empty address is a SQLite file.
    pub async fn build(database_url: &str, figures: PrometheusHandle) -> anyhow::Result<Self> {
        let folder = tempfile::Builder::new().prefix("bench-").tempdir_in(folder()?)?;
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let layer = format!(
            "listen = \"{address}\"\nbase_url = \"http://{address}\"\ndata_dir = {:?}\ndatabase_url = \"{database_url}\"\n\
             database_connections = {DATABASE_CONNECTIONS}\nminimum_fill_seconds = 0\n\
             form_submissions_per_minute = 0\nform_uploads_per_minute = 0\n",
            folder.path()
        );
        let config = Config::from_figment(Figment::from(Toml::string(DEFAULTS)).merge(Toml::string(&layer)))?;
        let now: jiff::Timestamp = NOW.parse()?;
        let clock = Clock::fixed(Timestamp::from_micros(now.as_microsecond()));
        let app = App::start(config, clock, Random::system()).await?;
        installation::bootstrap(&app).await?;
        let organization = app.organizations.all(&app.db).await?[0].id;
        let form = store::by_slug(app.db.read(), organization, SLUG).await?.context("the example form is missing")?.id;
        let server = http::serve::server(app.clone(), listener, figures, http::pace::Pace::default())?;
        let handle = server.handle();
        tokio::spawn(server);
        Ok(Self { app, address, organization, form, answers: answers()?, folder, server: handle })
    }

    /// The token of a new administrator.
    pub async fn administrator(&self) -> anyhow::Result<String> {
        let department = staff::store::departments(self.app.db.read(), self.organization).await?[0].id;
        let account = NewAccount {
            email: "bench@example.jp".to_owned(),
            name: "計測 担当".to_owned(),
            role: Role::Admin,
            department_ids: vec![department],
        };
        let id = accounts::add(&self.app, self.organization, None, account, "a password for figures").await?;
        tokens::issue(&self.app, self.organization, id).await.context("no token")
    }

    /// A file of the stand.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Stops the server and removes its data.
    pub async fn stop(self) {
        self.server.stop(false).await;
    }
}

/// Where everything is written: beside what was built, for /tmp is memory on many machines, and nothing is durable there.
pub fn folder() -> std::io::Result<PathBuf> {
    let folder = PathBuf::from("target");
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// The first case of the fixtures that is accepted.
fn answers() -> anyhow::Result<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/answers").join(format!("{SLUG}.json"));
    let file: Value = serde_json::from_str(&std::fs::read_to_string(path)?)?;
    let cases = file["cases"].as_array().context("the fixtures have no cases")?;
    cases.iter().find_map(|case| case.get("accepted")).cloned().context("the fixtures accept nothing")
}

/// A database of our own on a PostgreSQL server.
pub struct PostgresDatabase {
    server: String,
    url: String,
}

const DATABASE: &str = "madoguchi_bench";

impl PostgresDatabase {
    /// Makes it anew.
    pub async fn create(server: &str) -> anyhow::Result<Self> {
        let (base, _) = server.rsplit_once('/').context("TEST_POSTGRES_URL names no database")?;
        let database = Self { server: server.to_owned(), url: format!("{base}/{DATABASE}") };
        database.drop().await?;
        Database::connect(server).await?.execute_unprepared(&format!("CREATE DATABASE {DATABASE}")).await?;
        Ok(database)
    }

    /// Its address.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Removes it.
    pub async fn remove(self) -> anyhow::Result<()> {
        self.drop().await
    }

    async fn drop(&self) -> anyhow::Result<()> {
        let server = Database::connect(&self.server).await?;
        server.execute_unprepared(&format!("DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")).await?;
        Ok(())
    }
}
