//! `madoguchi serve`: the server, the worker and the watchers in one process.

use std::net::TcpListener;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use metrics_exporter_prometheus::PrometheusBuilder;

use super::setup;
use crate::app::App;
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Condition;
use crate::http::pace::Pace;
use crate::ids::Random;
use crate::installation::{self, FirstStart};
use crate::{allowance, audit, forms, http, jobs, journeys, outbox, slots, spool, submissions};

/// How often forms changed by other processes are noticed.
const REFRESH: Duration = Duration::from_secs(1);
/// How often a write is tried while the database takes none.
const PROBE: Duration = Duration::from_secs(1);
/// Exit code of a process whose disk failed (`EX_IOERR` of sysexits.h).
const EXIT_IO: i32 = 74;
/// How long jobs that have begun may take to end.
const STOPPING: Duration = Duration::from_secs(20);

pub(super) async fn run() -> anyhow::Result<ExitCode> {
    let config = Config::load()?;
    setup::logs(config.log_format, &config.log);
    let metrics = PrometheusBuilder::new().install_recorder()?;
    // Before anything else: a second start on the same address should say so and touch nothing.
    let listener = TcpListener::bind(config.listen).with_context(|| format!("cannot listen on {}", config.listen))?;
    warn_of_plain_http(&config);
    let app = App::start(config, Clock::System, Random::system()).await?;
    spool::clear(&app.config.spool_dir()).context("cannot empty the folder for uploads")?;
    let first = installation::bootstrap(&app).await?;
    app.organizations.adopt_base_url(&app.db, &app.config.base_url).await?;
    greet(&app, installation::example_url(&app).await?, first.as_ref());
    let watcher = tokio::spawn(watch_forms(app.clone()));
    let sweeper = tokio::spawn(sweep(app.clone()));
    let planner = tokio::spawn(plan_what_is_due(app.clone()));
    let scans = tokio::spawn(scan_waiting(app.clone()));
    let worker = tokio::spawn(jobs::work(app.clone()));
    let prober = tokio::spawn(probe_database(app.clone()));
    let server = http::serve::server(app.clone(), listener, metrics, Pace::default())?;
    tokio::select! {
        ended = server => ended?,
        () = app.db.lost() => end_at_once().await,
    }
    prober.abort();
    watcher.abort();
    sweeper.abort();
    scans.abort();
    planner.abort();
    app.wake.stop();
    // A mail that is being sent is finished; one that hangs is left to its lease.
    let _ = tokio::time::timeout(STOPPING, worker).await;
    Ok(ExitCode::SUCCESS)
}

/// Pages in memory that could not be written must never be written again: only a new process may go on.
async fn end_at_once() {
    tracing::error!("the disk failed during a write; stopping so that nothing is written on top of it");
    // Those who wait for an answer are being told; that still has to reach their browsers.
    tokio::time::sleep(Duration::from_millis(500)).await;
    std::process::exit(EXIT_IO);
}

/// Without load balancer traffic nobody would write and find out that it works again.
async fn probe_database(app: Arc<App>) {
    let mut ticks = tokio::time::interval(PROBE);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        if app.db.condition() == Condition::Refusing
            && let Err(error) = app.db.probe().await
        {
            tracing::warn!(%error, "the database still takes no writes");
        }
    }
}

fn warn_of_plain_http(config: &Config) {
    if !config.is_https() && !config.is_loopback() {
        tracing::warn!(
            base_url = config.base_url,
            "passwords and answers cross the network unencrypted: put a TLS proxy in front and set base_url to https://"
        );
    }
}

/// Three lines that say where everything is, and the administrator's password exactly once.
fn greet(app: &App, example_url: Option<String>, first: Option<&FirstStart>) {
    let base = &app.config.base_url;
    println!("職員画面 (staff UI):       {base}/admin/");
    match example_url {
        Some(url) => println!("公開中の例 (example form): {url}"),
        None => println!("手続の一覧 (public forms): {base}/"),
    }
    match mail_server(&app.config) {
        Some(server) => println!("メール (mails, sent by):   {server}"),
        None => println!("メール (mails, as files):  {}", app.config.mail_dir().display()),
    }
    if let Some(first) = first {
        println!();
        println!("最初の管理者 (first administrator, shown only once)");
        println!("  メールアドレス: {}", first.admin_email);
        println!("  パスワード:     {}", first.admin_password);
    }
}

/// The mail server, never the password in its address.
fn mail_server(config: &Config) -> Option<String> {
    let (scheme, rest) = config.smtp_url.split_once("://")?;
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    Some(format!("{scheme}://{}", authority.rsplit('@').next().unwrap_or_default()))
}

/// How often what has expired is removed: files that nobody claimed, saved journeys, pictures of forms, jobs that are over,
/// refused sign-ins, counts of mails.
const SWEEP: Duration = Duration::from_secs(60 * 60);

async fn sweep(app: Arc<App>) {
    let mut ticks = tokio::time::interval(SWEEP);
    loop {
        ticks.tick().await;
        match submissions::orphans::sweep(&app).await {
            Ok(0) => {}
            Ok(removed) => tracing::info!(removed, "files that no submission claimed were removed"),
            Err(error) => tracing::warn!(%error, "cannot remove files that no submission claimed"),
        }
        match journeys::sweep(&app).await {
            Ok(0) => {}
            Ok(removed) => tracing::info!(removed, "saved journeys that had expired were removed"),
            Err(error) => tracing::warn!(%error, "cannot remove saved journeys that have expired"),
        }
        match forms::images::sweep::sweep(&app).await {
            Ok(0) => {}
            Ok(removed) => tracing::info!(removed, "pictures that no form shows any more were removed"),
            Err(error) => tracing::warn!(%error, "cannot remove pictures that no form shows any more"),
        }
        match outbox::sweep::sweep(&app).await {
            Ok(0) => {}
            Ok(removed) => tracing::info!(removed, "jobs that were over long ago were removed"),
            Err(error) => tracing::warn!(%error, "cannot remove jobs that were over long ago"),
        }
        if let Err(error) = audit::sweep::sweep(&app).await {
            tracing::warn!(%error, "cannot forget sign-ins that were refused a year ago");
        }
        if let Err(error) = allowance::sweep(&app).await {
            tracing::warn!(%error, "cannot forget how many mails were sent the day before yesterday");
        }
    }
}

/// How often it is looked what is due by now, and what is stuck.
const DUE: Duration = Duration::from_secs(60);

async fn plan_what_is_due(app: Arc<App>) {
    let mut ticks = tokio::time::interval(DUE);
    loop {
        ticks.tick().await;
        if let Err(error) = forms::digest::plan(&app).await {
            tracing::warn!(%error, "cannot plan the daily mails to staff");
        }
        if let Err(error) = outbox::alarm::plan(&app).await {
            tracing::warn!(%error, "cannot tell administrators what is stuck");
        }
        if let Err(error) = outbox::figures::note(&app).await {
            tracing::warn!(%error, "cannot count what is stuck");
        }
        if let Err(error) = slots::reminders::plan(&app).await {
            tracing::warn!(%error, "cannot plan the reminders of appointments");
        }
        if let Err(error) = slots::holds::sweep(&app).await {
            tracing::warn!(%error, "cannot release places that were held");
        }
        if let Err(error) = slots::reconcile::plan(&app).await {
            tracing::warn!(%error, "cannot plan the comparison of slots with bookings");
        }
    }
}

/// How often files that wait for the scanner are tried while it answers, and at most how rarely while it does not.
const SCAN: Duration = Duration::from_secs(15);
const SCAN_AWAY: Duration = Duration::from_secs(240);

async fn scan_waiting(app: Arc<App>) {
    if !app.scanner.is_on() {
        return;
    }
    let mut pause = SCAN;
    loop {
        match submissions::rescan::pass(&app).await {
            Ok(done) if done.is_away => pause = (pause * 2).min(SCAN_AWAY),
            Ok(_) => pause = SCAN,
            Err(error) => tracing::warn!(%error, "cannot look for files that wait for the virus scanner"),
        }
        tokio::time::sleep(pause).await;
    }
}

async fn watch_forms(app: Arc<App>) {
    let mut ticks = tokio::time::interval(REFRESH);
    loop {
        ticks.tick().await;
        if let Err(error) = app.live_forms.refresh(&app.db).await {
            tracing::warn!(%error, "cannot look for changed forms");
        }
        if let Err(error) = app.slots.refresh(&app.db, app.clock.now()).await {
            tracing::warn!(%error, "cannot look at what is taken of slots");
        }
    }
}
