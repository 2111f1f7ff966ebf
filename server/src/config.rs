//! Configuration: `config/default.toml` < `madoguchi.toml` < environment. Unknown keys are errors.

use std::path::{Path, PathBuf};

use figment::Figment;
use figment::providers::{Env, Format, Toml};
use serde::Deserialize;

use crate::webhooks::address::{Allowed, NotANetwork};

/// Every key with its explanation and default; compiled in, and the default layer itself.
pub const DEFAULTS: &str = include_str!("../config/default.toml");

/// The file that is read from the working directory when it is there.
pub const FILE: &str = "madoguchi.toml";

/// How log lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines: one JSON object per line.
    Json,
}

/// All settings; `config/default.toml` explains each.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config/default.toml documents every key")]
pub struct Config {
    pub listen: std::net::SocketAddr,
    pub base_url: String,
    pub data_dir: PathBuf,
    pub database_url: String,
    pub database_connections: u32,
    pub smtp_url: String,
    pub smtp_user: String,
    pub smtp_password: String,
    pub smtp_connections: u32,
    pub mail_from: String,
    pub key_file: String,
    pub organization_name: String,
    pub time_zone: String,
    pub admin_email: String,
    pub webhook_allowed_networks: Vec<String>,
    pub webhook_allow_http: bool,
    pub example_form: bool,
    pub http_workers: usize,
    pub intake_waiting: usize,
    pub max_file_bytes: u64,
    pub max_request_bytes: usize,
    pub minimum_fill_seconds: u64,
    pub clamd_address: String,
    pub form_submissions_per_minute: u32,
    pub form_uploads_per_minute: u32,
    pub form_saves_per_minute: u32,
    pub log_format: LogFormat,
    pub log: String,
}

/// A setting that cannot be used; the text names the key.
#[derive(Debug, thiserror::Error)]
#[error("configuration: {0}")]
pub struct ConfigError(String);

impl Config {
    /// Reads the three layers.
    ///
    /// # Errors
    /// When a key is unknown, has the wrong type, or an address cannot be used.
    pub fn load() -> Result<Self, ConfigError> {
        Self::from_figment(Figment::from(Toml::string(DEFAULTS)).merge(Toml::file(FILE)).merge(Self::environment()))
    }

    /// Variables that belong to the build or to a command are no settings.
    fn environment() -> Env {
        Env::prefixed("MADOGUCHI_").ignore(&["skip_ui", "organization"])
    }

    /// Checks and completes a composed configuration.
    ///
    /// # Errors
    /// See [`Config::load`].
    pub fn from_figment(figment: Figment) -> Result<Self, ConfigError> {
        let mut config: Self = figment.extract().map_err(|error| ConfigError(error.to_string()))?;
        config.base_url = config.base_url.trim_end_matches('/').to_owned();
        if !config.base_url.starts_with("https://") && !config.base_url.starts_with("http://") {
            return Err(ConfigError(format!(
                "base_url must begin with https:// or http://, not {:?}",
                config.base_url
            )));
        }
        if !config.database_url.is_empty()
            && !["postgres://", "postgresql://", "sqlite:"].iter().any(|scheme| config.database_url.starts_with(scheme))
        {
            return Err(ConfigError("database_url must begin with postgres:// or sqlite:".to_owned()));
        }
        let scanner = &config.clamd_address;
        let is_unix = scanner.strip_prefix("unix:").is_some_and(|path| path.starts_with('/'));
        let is_tcp =
            scanner.rsplit_once(':').is_some_and(|(host, port)| !host.is_empty() && port.parse::<u16>().is_ok());
        if !scanner.is_empty() && !is_unix && !is_tcp {
            return Err(ConfigError(format!("clamd_address must be host:port or unix:/path, not {scanner:?}")));
        }
        config.webhooks().map_err(|error| ConfigError(format!("webhook_allowed_networks: {error}")))?;
        if !(1..=100).contains(&config.smtp_connections) {
            return Err(ConfigError(format!("smtp_connections must be 1 to 100, not {}", config.smtp_connections)));
        }
        jiff::tz::TimeZone::get(&config.time_zone)
            .map_err(|_| ConfigError(format!("time_zone {:?} is not known", config.time_zone)))?;
        Ok(config)
    }

    /// Where webhooks may be sent to.
    ///
    /// # Errors
    /// When a network cannot be read.
    pub fn webhooks(&self) -> Result<Allowed, NotANetwork> {
        let networks = self.webhook_allowed_networks.iter().map(|text| text.parse()).collect::<Result<_, _>>()?;
        Ok(Allowed { networks, has_http: self.webhook_allow_http })
    }

    /// The database to open: the given one, or the SQLite file in the data folder.
    #[must_use]
    pub fn database_url(&self) -> String {
        if self.database_url.is_empty() {
            format!("sqlite:{}?mode=rwc", self.data_dir.join("madoguchi.db").display())
        } else {
            self.database_url.clone()
        }
    }

    /// Where the installation key lies.
    #[must_use]
    pub fn key_file(&self) -> PathBuf {
        if self.key_file.is_empty() { self.data_dir.join("installation.key") } else { PathBuf::from(&self.key_file) }
    }

    /// Where mails are written when no SMTP server is configured.
    #[must_use]
    pub fn mail_dir(&self) -> PathBuf {
        self.data_dir.join("mail")
    }

    /// Where attached files lie, sealed.
    #[must_use]
    pub fn files_dir(&self) -> PathBuf {
        self.data_dir.join("files")
    }

    /// Where uploads lie while they come in.
    #[must_use]
    pub fn spool_dir(&self) -> PathBuf {
        self.data_dir.join("tmp")
    }

    /// Whether residents reach the server over TLS.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.base_url.starts_with("https://")
    }

    /// Whether the address is on this machine only.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        let host = self.base_url.split("://").nth(1).unwrap_or_default();
        let host = host.split('/').next().unwrap_or_default();
        ["127.", "localhost", "[::1]"].iter().any(|prefix| host.starts_with(prefix))
    }

    /// Creates the data folder, readable by its owner only.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn create_data_dir(&self) -> std::io::Result<()> {
        create_private_dir(&self.data_dir)
    }
}

/// Creates a folder that only the owner of the process may read.
///
/// # Errors
/// When the folder cannot be made.
pub fn create_private_dir(path: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(path)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(toml: &str) -> Result<Config, ConfigError> {
        Config::from_figment(Figment::from(Toml::string(DEFAULTS)).merge(Toml::string(toml)))
    }

    #[test]
    fn the_documented_defaults_are_a_complete_configuration() {
        assert_eq!(with("").unwrap().listen.port(), 8080);
    }

    #[test]
    fn an_unknown_key_is_named() {
        assert!(with("listn = \"x\"").err().unwrap().to_string().contains("listn"));
    }

    #[test]
    fn the_scanner_has_an_address_or_none() {
        for good in ["", "127.0.0.1:3310", "scanner.example.jp:3310", "unix:/run/clamav/clamd.ctl"] {
            assert!(with(&format!("clamd_address = {good:?}")).is_ok(), "{good}");
        }
        for bad in ["clamd", "unix:clamd.ctl", ":3310", "host:many", "http://host"] {
            assert!(with(&format!("clamd_address = {bad:?}")).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_database_of_another_kind_is_refused() {
        assert!(with("database_url = \"mysql://x\"").is_err());
    }
}
