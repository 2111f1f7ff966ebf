//! A Madoguchi of its own for each scenario: own database, own data folder, own port, a clock that stands still.
//!
//! [`TestApp::finish`] belongs to every scenario and fails it when work was left in the outbox; the macro
//! `on_both_databases!` calls it.

mod actor;
pub mod binary;
pub mod browser;
pub mod calendars;
pub mod clamd;
mod database;
pub mod fixtures;
pub mod logs;
pub mod proxy;
pub mod smtp;

use std::net::TcpListener;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::Path;
use std::sync::Arc;

use actix_web::dev::ServerHandle;
use figment::Figment;
use figment::providers::{Format, Toml};
use futures_util::FutureExt;
use madoguchi::app::App;
use madoguchi::clock::{Clock, Timestamp};
use madoguchi::config::{Config, DEFAULTS};
use madoguchi::db::entity::job;
use madoguchi::db::entity::values::{JobState, Role};
use madoguchi::forms::{import, publish};
use madoguchi::ids::{DepartmentId, FormId, Random, StaffId};
use madoguchi::mail::{Mailer, Sent};
use madoguchi::organizations::Organization;
use madoguchi::staff::accounts::{self, NewAccount};
use madoguchi::staff::{store, tokens};
use madoguchi::{http, installation};
use metrics_exporter_prometheus::PrometheusBuilder;
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};

pub use actor::{Actor, Answer};
pub use binary::{Binary, Output, Serving};
pub use browser::Browser;
pub use database::{Backend, Database, connect};

/// Scenarios that run on SQLite and on PostgreSQL: two tests each, `<name>::sqlite` and `<name>::postgres`.
macro_rules! on_both_databases {
    ($($(#[doc = $doc:literal])* async fn $name:ident($app:ident) $body:block)*) => {$(
        $(#[doc = $doc])*
        mod $name {
            #[allow(unused_imports, reason = "not every scenario needs every name of its file")]
            use super::*;

            async fn scenario($app: &crate::harness::TestApp) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                crate::harness::run(crate::harness::Backend::Sqlite, scenario).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                crate::harness::run(crate::harness::Backend::Postgres, scenario).await;
            }
        }
    )*};
}

/// The instant at which every scenario begins: the day of the fixtures, at ten in the morning in Tokyo.
pub const BEGINNING: &str = "2026-04-01T10:00:00+09:00";

/// The password of all accounts that scenarios make.
pub const PASSWORD: &str = "a password for tests";

/// A running Madoguchi.
pub struct TestApp {
    pub app: Arc<App>,
    pub organization: Arc<Organization>,
    pub department: DepartmentId,
    pub first_start: installation::FirstStart,
    base_url: String,
    server: ServerHandle,
    database: Database,
    folder: tempfile::TempDir,
    sent: Sent,
}

/// Runs one scenario and cleans up after it, whatever its end.
pub async fn run(backend: Backend, scenario: impl AsyncFnOnce(&TestApp)) {
    run_with(backend, "", scenario).await;
}

/// The same with settings (lines of TOML).
pub async fn run_with(backend: Backend, settings: &str, scenario: impl AsyncFnOnce(&TestApp)) {
    run_on(Database::create(backend).await, settings, scenario).await;
}

/// The same on a database that is there, and empty.
pub async fn run_on(database: Database, settings: &str, scenario: impl AsyncFnOnce(&TestApp)) {
    let app = TestApp::spawn_on(database, settings).await;
    let outcome = AssertUnwindSafe(scenario(&app)).catch_unwind().await;
    let left = app.finish().await;
    if let Err(panic) = outcome {
        resume_unwind(panic);
    }
    assert_eq!(left, 0, "the scenario left work in the outbox: call run_jobs()");
}

/// The settings of a test server.
pub fn config(folder: &Path, listen: std::net::SocketAddr, database_url: &str) -> Config {
    config_with(folder, listen, database_url, "")
}

fn config_with(folder: &Path, listen: std::net::SocketAddr, database_url: &str, settings: &str) -> Config {
    let layer = format!(
        "listen = \"{listen}\"\nbase_url = \"http://{listen}\"\ndata_dir = {folder:?}\ndatabase_url = \"{database_url}\"\n\
         database_connections = 3\nexample_form = false\nhttp_workers = 2\nminimum_fill_seconds = 0\n{settings}\n"
    );
    Config::from_figment(Figment::from(Toml::string(DEFAULTS)).merge(Toml::string(&layer))).unwrap()
}

/// The clock of a scenario.
pub fn clock() -> Clock {
    let beginning: jiff::Timestamp = BEGINNING.parse().unwrap();
    Clock::fixed(Timestamp::from_micros(beginning.as_microsecond()))
}

impl TestApp {
    /// Starts a server on an empty database with one organization, one department and one administrator.
    pub async fn spawn(backend: Backend, settings: &str) -> Self {
        Self::spawn_on(Database::create(backend).await, settings).await
    }

    /// The same on a database that is there, and empty.
    pub async fn spawn_on(database: Database, settings: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let config = config_with(folder.path(), listener.local_addr().unwrap(), database.url(), settings);
        let base_url = config.base_url.clone();
        let mut app = App::start(config, clock(), Random::system()).await.unwrap();
        let (memory, sent) = Mailer::memory(&app.config.mail_from).unwrap();
        // Mails stay in memory where a scenario has no mail server of its own.
        if app.config.smtp_url.is_empty() {
            Arc::get_mut(&mut app).expect("nobody else has it yet").mailer = memory;
        }
        let first_start = installation::bootstrap(&app).await.unwrap().expect("the database was empty");
        let organization = app.organizations.all(&app.db).await.unwrap()[0].clone();
        let department = store::departments(app.db.read(), organization.id).await.unwrap()[0].id;
        let metrics = PrometheusBuilder::new().build_recorder().handle();
        let server = http::serve::server(app.clone(), listener, metrics, http::pace::Pace::default()).unwrap();
        let handle = server.handle();
        tokio::spawn(server);
        Self { app, organization, department, first_start, base_url, server: handle, database, folder, sent }
    }

    /// Stops the server and removes the database. Returns how much work was left in the outbox.
    pub async fn finish(self) -> u64 {
        let left = self.left().await;
        self.server.stop(false).await;
        drop(self.app);
        self.database.remove().await;
        left
    }

    /// How many jobs a scenario forgot: what is due, and what failed and would be tried again. What nobody has tried because
    /// its time has not come (mails above an address's daily limit) is nobody's mistake.
    async fn left(&self) -> u64 {
        let due = Condition::any().add(job::Column::RunAt.lte(self.app.clock.now())).add(job::Column::Attempts.gt(0));
        let waiting = job::Entity::find().filter(job::Column::State.eq(JobState::Waiting));
        waiting.filter(due).count(self.app.db.read()).await.unwrap()
    }

    /// Which database this is.
    pub fn backend(&self) -> Backend {
        self.database.backend()
    }

    /// How many jobs there are in this state.
    pub async fn jobs(&self, state: JobState) -> u64 {
        job::Entity::find().filter(job::Column::State.eq(state)).count(self.app.db.read()).await.unwrap()
    }

    /// All of them.
    pub async fn job_rows(&self) -> Vec<job::Model> {
        job::Entity::find().all(self.app.db.read()).await.unwrap()
    }

    /// Does the work that is due in the outbox.
    pub async fn run_jobs(&self) {
        madoguchi::jobs::run_until_idle(&self.app).await.unwrap();
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The mails that were sent: recipient and whole message.
    pub fn mails(&self) -> Vec<(String, String)> {
        let sent = self.sent.lock().unwrap();
        sent.iter().map(|(to, message)| (to.clone(), String::from_utf8_lossy(message).into_owned())).collect()
    }

    /// Somebody without an account: a resident, or a machine that submits for one.
    pub fn resident(&self) -> Actor {
        Actor::new(&self.base_url, None)
    }

    /// A new account in these departments, with the password [`PASSWORD`].
    pub async fn add_account(&self, role: Role, departments: &[DepartmentId]) -> StaffId {
        let email = format!("{}@example.jp", self.app.random.text(b"abcdefghijkmnpqrstuvwxyz", 12));
        let account =
            NewAccount { email, name: "試験 担当".to_owned(), role, department_ids: departments.to_vec() };
        accounts::add(&self.app, self.organization.id, None, account, PASSWORD).await.unwrap()
    }

    /// A new member of staff of these departments, with a bearer token.
    pub async fn staff(&self, role: Role, departments: &[DepartmentId]) -> Actor {
        let id = self.add_account(role, departments).await;
        let token = tokens::issue(&self.app, self.organization.id, id).await.unwrap();
        Actor::new(&self.base_url, Some(token))
    }

    /// A further department, made by an administrator.
    pub async fn add_department(&self, name: &str) -> DepartmentId {
        let answer = self.admin().await.post("/api/v1/staff/departments", &json!({ "name": name })).await;
        answer.expect(201).json()["id"].as_str().unwrap().parse().unwrap()
    }

    /// An administrator.
    pub async fn admin(&self) -> Actor {
        self.staff(Role::Admin, &[]).await
    }

    /// An editor of the first department.
    pub async fn editor(&self) -> Actor {
        self.staff(Role::Editor, &[self.department]).await
    }

    /// A clerk of the first department.
    pub async fn clerk(&self) -> Actor {
        self.staff(Role::Clerk, &[self.department]).await
    }

    /// A viewer of the first department.
    pub async fn viewer(&self) -> Actor {
        self.staff(Role::Viewer, &[self.department]).await
    }

    /// Publishes a document at this address, as the first or as the next version.
    pub async fn publish(&self, slug: &str, document: Value) -> FormId {
        let form = import::import(&self.app, self.organization.id, self.department, slug, document).await.unwrap();
        import::publish_now(&self.app, self.organization.id, form).await.unwrap();
        form
    }

    /// Publishes a form of the gallery.
    pub async fn publish_fixture(&self, slug: &str) -> FormId {
        let document = fixtures::form(slug);
        self.add_calendars_of(&document).await;
        self.publish(slug, document).await
    }

    /// The same without its limit of one application for each person: for scenarios that send many for the same one.
    pub async fn publish_fixture_for_many(&self, slug: &str) -> FormId {
        let mut document = fixtures::form(slug);
        self.add_calendars_of(&document).await;
        document["x-settings"].as_object_mut().unwrap().shift_remove("onePer");
        self.publish(slug, document).await
    }

    /// Opens or closes a form.
    pub async fn switch(&self, form: FormId, is_open: bool) {
        publish::switch(&self.app, self.organization.id, form, is_open, None).await.unwrap();
    }
}
