//! What commands share: configuration, the application, the organization, and how errors become one sentence.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use serde_json::Value;
use tracing_subscriber::EnvFilter;

use super::{REFUSED, UNUSABLE};
use crate::app::App;
use crate::clock::Clock;
use crate::config::{Config, LogFormat};
use crate::ids::Random;
use crate::organizations::Organization;

/// An answer of "no" to a request that was understood: exit code 1.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Refused(pub String);

/// The exit code for an error.
#[must_use]
pub fn exit_code(error: &anyhow::Error) -> u8 {
    if error.is::<Refused>() { REFUSED } else { UNUSABLE }
}

/// The error and its causes as one line.
#[must_use]
pub fn sentence(error: &anyhow::Error) -> String {
    let mut parts: Vec<String> = Vec::new();
    for cause in error.chain() {
        let text = cause.to_string().replace('\n', " ");
        // Wrapping errors often repeat what they wrap.
        if parts.last().is_none_or(|last| !last.contains(&text)) {
            parts.push(text);
        }
    }
    parts.join(": ")
}

/// Starts the application for a command: logs go to standard error, warnings only.
///
/// # Errors
/// When configuration, database or keys cannot be used.
pub async fn start() -> anyhow::Result<Arc<App>> {
    let config = Config::load()?;
    logs(LogFormat::Text, "warn");
    Ok(App::start(config, Clock::System, Random::system()).await?)
}

/// Sends log lines to standard error.
pub fn logs(format: LogFormat, filter: &str) {
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A second call (tests) keeps the first.
    let _ = match format {
        LogFormat::Text => builder.try_init(),
        LogFormat::Json => builder.json().try_init(),
    };
}

/// The organization a command works for: the only one, or the one that was named.
///
/// # Errors
/// When there is none, or several and none was named.
pub async fn organization(app: &App, named: Option<&str>) -> anyhow::Result<Arc<Organization>> {
    let all = app.organizations.all(&app.db).await?;
    match (named, all.as_slice()) {
        (_, []) => anyhow::bail!("there is no organization yet; `madoguchi serve` makes the first one"),
        (None, [only]) => Ok(only.clone()),
        (None, _) => anyhow::bail!("there are several organizations; name one with --organization"),
        (Some(name), all) => all
            .iter()
            .find(|organization| organization.name == name || organization.base_url == name)
            .cloned()
            .with_context(|| format!("there is no organization {name:?}")),
    }
}

/// Reads a JSON file.
///
/// # Errors
/// When it cannot be read or is not JSON.
pub fn read_json(path: &Path) -> anyhow::Result<Value> {
    let text = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    madoguchi_schema::read_json(&text).with_context(|| format!("{} is not JSON", path.display()))
}
