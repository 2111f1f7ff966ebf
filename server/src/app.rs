//! What a handler, a use-case or a job may touch: one [`App`] per process.

use std::sync::Arc;

use jiff::tz::TimeZone;

use crate::clock::Clock;
use crate::config::Config;
use crate::db::{ConnectError, Db, DbErr};
use crate::files::Files;
use crate::forms::access::guesses::Guesses;
use crate::forms::images::kept::Pictures;
use crate::forms::live::LiveForms;
use crate::forms::paper::Papers;
use crate::forms::ways::Ways;
use crate::ids::Random;
use crate::installation;
use crate::mail::{MailConfigError, Mailer};
use crate::organizations::Organizations;
use crate::pages::first::FirstPages;
use crate::pdf::{Fonts, PdfError};
use crate::queue::Wake;
use crate::scanner::Scanner;
use crate::slots::LiveSlots;
use crate::spool;
use crate::staff::throttle::Throttle;
use crate::submissions::Journal;
use crate::submissions::limits::Limits;
use crate::submissions::tally::Tallies;
use crate::vault::{Vault, VaultError};
use crate::webhooks::client::{ClientError, WebhookClient};

/// Everything the program works with.
pub struct App {
    /// Settings.
    pub config: Config,
    /// The database.
    pub db: Db,
    /// Keys.
    pub vault: Vault,
    /// Time.
    pub clock: Clock,
    /// Randomness.
    pub random: Random,
    /// The zone whose days and deadlines count.
    pub time_zone: TimeZone,
    /// Uploaded files.
    pub files: Files,
    /// Outgoing mail.
    pub mailer: Mailer,
    /// The way out for events.
    pub webhooks: WebhookClient,
    /// Published forms in memory.
    pub live_forms: LiveForms,
    /// Calendars of appointments in memory.
    pub slots: LiveSlots,
    /// Finished first pages in memory.
    pub first_pages: FirstPages,
    /// Finished paper forms in memory.
    pub papers: Papers,
    /// Pictures of forms in memory.
    pub pictures: Pictures,
    /// Ways through forms, as they were found last.
    pub ways: Ways,
    /// Which organization an address belongs to.
    pub organizations: Organizations,
    /// The intake of submissions.
    pub journal: Journal,
    /// Tells the worker of this process that there is something to do.
    pub wake: Wake,
    /// Fonts of the receipts.
    pub fonts: Arc<Fonts>,
    /// How fast passwords may be guessed.
    pub throttle: Throttle,
    /// How fast the passwords of forms may be guessed.
    pub guesses: Guesses,
    /// The virus scanner.
    pub scanner: Scanner,
    /// How much one form takes in a minute.
    pub limits: Limits,
    /// How many cases large forms have.
    pub tallies: Tallies,
}

/// The program cannot start; the text says what to look at.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each wraps what its room reports")]
pub enum StartError {
    #[error("cannot create the data folder: {0}")]
    DataDir(#[source] std::io::Error),
    #[error(transparent)]
    Connect(#[from] ConnectError),
    #[error("the database does not answer as it should: {0}")]
    Database(#[from] DbErr),
    #[error(transparent)]
    Vault(#[from] VaultError),
    #[error(transparent)]
    Mail(#[from] MailConfigError),
    #[error(transparent)]
    Webhooks(#[from] ClientError),
    #[error(transparent)]
    Fonts(#[from] PdfError),
    #[error("cannot open the folder of uploaded files: {0}")]
    Files(#[source] anyhow::Error),
    #[error("cannot prepare the folder for uploads: {0}")]
    Spool(#[source] std::io::Error),
}

impl App {
    /// Opens the database (bringing it up to date), the keys, the file store and the mail way.
    ///
    /// # Errors
    /// When one of them cannot be used.
    pub async fn start(config: Config, clock: Clock, random: Random) -> Result<Arc<Self>, StartError> {
        config.create_data_dir().map_err(StartError::DataDir)?;
        spool::prepare(&config.spool_dir()).map_err(StartError::Spool)?;
        let db = Db::connect(&config.database_url(), config.database_connections).await?;
        let vault = installation::open_vault(&db, &config, &clock, &random).await?;
        let wake = Wake::default();
        Ok(Arc::new(Self {
            time_zone: TimeZone::get(&config.time_zone).unwrap_or(TimeZone::UTC),
            files: Files::open(&config.files_dir()).map_err(StartError::Files)?,
            mailer: Mailer::open(&config)?,
            webhooks: WebhookClient::new(config.webhooks().unwrap_or_default())?,
            live_forms: LiveForms::default(),
            slots: LiveSlots::start(db.clone()),
            first_pages: FirstPages::default(),
            papers: Papers::default(),
            pictures: Pictures::default(),
            ways: Ways::default(),
            organizations: Organizations::default(),
            journal: Journal::start(db.clone(), clock.clone(), wake.clone(), config.intake_waiting),
            wake,
            fonts: Arc::new(Fonts::load()?),
            throttle: Throttle::default(),
            guesses: Guesses::default(),
            scanner: Scanner::at(&config.clamd_address),
            limits: Limits::new(&config, random.clone()),
            tallies: Tallies::default(),
            config,
            db,
            vault,
            clock,
            random,
        }))
    }
}
