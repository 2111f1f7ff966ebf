//! Who may open a form: everybody, whoever has the secret link, whoever knows the password, or signed-in staff. Says what
//! is asked for and whether it was given; which page or problem that becomes is decided in `http`.
//!
//! The key of a link is stored sealed, because staff must be able to read the link again; of a password only its hash is.

pub mod entered;
pub mod guesses;
pub mod rotate;

use subtle::ConstantTimeEq as _;
use unicode_normalization::UnicodeNormalization as _;

use crate::app::App;
use crate::clock::Timestamp;
use crate::db::entity::values::Access;
use crate::ids::{FormId, OrganizationId, Random};
use crate::organizations::Organization;
use crate::staff::password;
use crate::vault::{Unsealable, Vault};

/// The parameter of an address that holds the key of a secret link.
pub const KEY_PARAMETER: &str = "key";
/// Letters and digits that stay themselves in every address and cannot be mistaken for each other on paper.
const KEY_ALPHABET: &[u8] = b"abcdefghijkmnpqrstuvwxyz23456789";
/// 32 characters to the power of 26: 130 bits, which nobody guesses.
const KEY_LENGTH: usize = 26;
/// Shortest password, in characters: it is told to many people, and guessed at slowly.
const MIN_PASSWORD: usize = 8;
/// Longest, in characters.
const MAX_PASSWORD: usize = 100;
/// What the hash of a password begins with; the sealed key of a link never does.
const HASH: &str = "$argon2id$";

/// What stands between people and a form.
pub enum Door {
    /// Nothing.
    Public,
    /// The key of a secret link.
    Link(String),
    /// A password, as its hash.
    Password(String),
    /// An account of the organization.
    Staff,
}

impl Door {
    /// The door of a form as it is stored.
    ///
    /// # Errors
    /// When what is stored does not open, or is missing.
    pub fn of(
        vault: &Vault,
        organization: OrganizationId,
        form: FormId,
        access: Access,
        secret: Option<&str>,
    ) -> Result<Self, Unsealable> {
        Ok(match access {
            Access::Public => Self::Public,
            Access::Staff => Self::Staff,
            Access::Link => Self::Link(key_of(vault, organization, form, secret).ok_or(Unsealable)?),
            Access::Password => Self::Password(secret.filter(|text| is_hash(text)).ok_or(Unsealable)?.to_owned()),
        })
    }

    /// Which it is.
    #[must_use]
    pub const fn access(&self) -> Access {
        match self {
            Self::Public => Access::Public,
            Self::Link(_) => Access::Link,
            Self::Password(_) => Access::Password,
            Self::Staff => Access::Staff,
        }
    }

    /// Whether everybody may come in.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self, Self::Public)
    }

    /// The key of the secret link, where there is one.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        match self {
            Self::Link(key) => Some(key),
            _ => None,
        }
    }

    /// Whether this is the key of the secret link. It takes as long for a wrong one.
    #[must_use]
    pub fn fits(&self, key: &str) -> bool {
        matches!(self, Self::Link(wanted) if bool::from(wanted.as_bytes().ct_eq(key.as_bytes())))
    }
}

/// The key of a secret link, if that is what is stored.
#[must_use]
pub fn key_of(vault: &Vault, organization: OrganizationId, form: FormId, secret: Option<&str>) -> Option<String> {
    let plain = vault.open_state(&belongs_to(organization, form), secret.filter(|text| !is_hash(text))?)?;
    String::from_utf8(plain).ok()
}

/// A new key, sealed for storage: links with any earlier one stop working.
#[must_use]
pub fn new_key(vault: &Vault, random: &Random, organization: OrganizationId, form: FormId) -> String {
    let key = random.text(KEY_ALPHABET, KEY_LENGTH);
    vault.seal_state(&belongs_to(organization, form), key.as_bytes())
}

/// Where residents find a form; with the key, where only they find it who were told.
#[must_use]
pub fn address(organization: &Organization, slug: &str, key: Option<&str>) -> String {
    let plain = organization.form_url(slug);
    match key {
        // A key is letters and digits: nothing to escape.
        Some(key) => format!("{plain}?{KEY_PARAMETER}={key}"),
        None => plain,
    }
}

/// Whether what is stored is a password's hash.
#[must_use]
pub fn is_hash(secret: &str) -> bool {
    secret.starts_with(HASH)
}

/// A password as it is compared: full-width letters and blanks at the ends are how keyboards are, not what is meant.
/// None when it is too short or too long.
#[must_use]
pub fn read_password(typed: &str) -> Option<String> {
    let plain: String = typed.nfkc().take(MAX_PASSWORD + 1).collect();
    let plain = plain.trim();
    (MIN_PASSWORD..=MAX_PASSWORD).contains(&plain.chars().count()).then(|| plain.to_owned())
}

/// The hash of a password, made off the async threads.
///
/// # Errors
/// When it cannot be made: a fault of ours.
pub async fn hash(app: &App, plain: String) -> anyhow::Result<String> {
    let random = app.random.clone();
    tokio::task::spawn_blocking(move || password::hash(&plain, &random)).await?
}

/// Whether a typed password opens the form.
///
/// # Errors
/// The seconds to wait when too many wrong ones were tried at this form.
pub async fn try_password(
    app: &App,
    form: FormId,
    hash: &str,
    (client, typed): (&str, &str),
    now: Timestamp,
) -> Result<bool, u32> {
    app.guesses.enter(form, client, now)?;
    // What no password can be needs no look, but counts: how long one is must not be told by the clock alone.
    let Some(plain) = read_password(typed) else { return Ok(false) };
    let hash = hash.to_owned();
    let is_match = {
        let _permit = app.guesses.hasher().await;
        tokio::task::spawn_blocking(move || password::is_match(&plain, &hash)).await.unwrap_or(false)
    };
    if is_match {
        app.guesses.forgive(form, client);
    }
    Ok(is_match)
}

fn belongs_to(organization: OrganizationId, form: FormId) -> Vec<u8> {
    ["access link", &organization.to_string(), &form.to_string()].join("\n").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_opens_its_form_and_no_other() {
        let random = Random::system();
        let vault = Vault::from_key(&[7; 32], random.clone());
        let now = Timestamp::from_micros(1_775_005_200_000_000);
        let (organization, form, other) =
            (OrganizationId::new(&random, now), FormId::new(&random, now), FormId::new(&random, now));
        let secret = new_key(&vault, &random, organization, form);
        let key = key_of(&vault, organization, form, Some(&secret)).unwrap();
        assert!(key.len() == KEY_LENGTH && !secret.contains(&key));
        let door = Door::of(&vault, organization, form, Access::Link, Some(&secret)).unwrap();
        assert!(door.fits(&key) && !door.fits("") && !door.fits(&key[1..]) && !door.is_open());
        assert!(key_of(&vault, organization, other, Some(&secret)).is_none());
        assert!(Door::of(&vault, organization, form, Access::Password, Some(&secret)).is_err());
        assert!(Door::of(&vault, organization, form, Access::Link, None).is_err());
        assert!(!Door::Public.fits(&key) && !Door::Staff.fits(""));
    }

    #[test]
    fn passwords_are_read_as_they_are_meant() {
        assert_eq!(read_password(" ｈｉｍａｗａｒｉ２６　").as_deref(), Some("himawari26"));
        assert_eq!(read_password("ひまわりの花が咲く").as_deref(), Some("ひまわりの花が咲く"));
        assert_eq!(read_password("short"), None);
        assert_eq!(read_password(&"x".repeat(MAX_PASSWORD + 1)), None);
    }
}
