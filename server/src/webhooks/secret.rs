//! The secrets a form's webhook is signed with, and the signature (Standard Webhooks: `webhook-id`, `webhook-timestamp`,
//! `webhook-signature`). A secret is derived from the installation's key: none is stored, only how many there have been.
//! While the other side changes over, the last two sign.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::store;
use crate::app::App;
use crate::audit;
use crate::db::DbErr;
use crate::forms::store::reach;
use crate::ids::FormId;
use crate::staff::scope::Scope;
use crate::vault::Vault;

/// Secrets that sign at the same time.
const MOST: usize = 2;

/// Why there is no new secret.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// There is no such form within the person's reach.
    #[error("there is no such form")]
    NotFound,
    /// The database's.
    #[error(transparent)]
    Database(#[from] DbErr),
}

/// The generations of secrets that sign; the first one does before anybody has seen it.
#[must_use]
pub fn generations(stored: Option<&str>) -> Vec<u64> {
    let read: Option<Vec<u64>> = stored.and_then(|stored| serde_json::from_str(stored).ok());
    read.filter(|read| !read.is_empty()).unwrap_or_else(|| vec![1])
}

fn key(vault: &Vault, form: FormId, generation: u64) -> [u8; 32] {
    vault.digest(&[b"webhook secret", form.0.as_bytes(), &generation.to_be_bytes()])
}

/// The secret as the other side is given it.
fn shown(vault: &Vault, form: FormId, generation: u64) -> String {
    format!("whsec_{}", STANDARD.encode(key(vault, form, generation)))
}

/// The value of `webhook-signature`: one signature for each secret.
#[must_use]
pub fn signature(vault: &Vault, form: FormId, stored: Option<&str>, id: &str, seconds: i64, body: &str) -> String {
    let signed = format!("{id}.{seconds}.{body}");
    let all = generations(stored).into_iter().map(|generation| sign(&key(vault, form, generation), &signed));
    all.collect::<Vec<_>>().join(" ")
}

#[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
fn sign(key: &[u8], signed: &str) -> String {
    let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(key).expect("any length");
    mac.update(signed.as_bytes());
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

/// A new secret, shown this once. The one before signs too, until [`retire`].
///
/// # Errors
/// See [`SecretError`].
pub async fn renew(app: &App, scope: &Scope, form: FormId) -> Result<String, SecretError> {
    let generation = change(app, scope, form, "form.webhook_secret_made", |stored| {
        let next = stored.map_or(1, |stored| generations(Some(stored)).into_iter().max().unwrap_or(0) + 1);
        let mut kept = stored.map(|stored| generations(Some(stored))).unwrap_or_default();
        kept.push(next);
        kept.split_off(kept.len().saturating_sub(MOST))
    })
    .await?;
    Ok(shown(&app.vault, form, generation))
}

/// From now on the newest secret signs alone.
///
/// # Errors
/// See [`SecretError`].
pub async fn retire(app: &App, scope: &Scope, form: FormId) -> Result<(), SecretError> {
    change(app, scope, form, "form.webhook_secrets_retired", |stored| {
        generations(stored).into_iter().max().into_iter().collect()
    })
    .await?;
    Ok(())
}

/// Writes which secrets sign; gives back the newest.
async fn change(
    app: &App,
    scope: &Scope,
    form: FormId,
    action: &'static str,
    next: impl FnOnce(Option<&str>) -> Vec<u64> + Send + 'static,
) -> Result<u64, SecretError> {
    let (now, person) = (app.clock.now(), scope.clone());
    let event = audit::Event::new(&app.random, now, scope.organization_id, action, ("form", form.0)).by(scope.staff_id);
    app.db
        .write::<_, SecretError, _>(move |transaction| {
            Box::pin(async move {
                let row = reach::for_change(transaction, &person, form).await?.ok_or(SecretError::NotFound)?;
                let after = next(row.webhook_secrets.as_deref());
                let text = serde_json::json!(after).to_string();
                store::set_secrets(transaction, person.organization_id, form, text).await?;
                audit::store::append(transaction, vec![event]).await?;
                Ok(after.into_iter().max().unwrap_or(1))
            })
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Random;
    use uuid::Uuid;

    /// The example of the Standard Webhooks specification's libraries.
    #[test]
    fn signatures_are_those_of_the_standard() {
        let key = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let signed = "msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{\"test\": 2432232314}";
        assert_eq!(sign(&key, signed), "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn every_secret_signs_and_no_form_has_anothers() {
        let vault = Vault::from_key(&[7; 32], Random::system());
        let (form, other) = (FormId(Uuid::from_u128(1)), FormId(Uuid::from_u128(2)));
        let of = |form, stored| signature(&vault, form, stored, "msg_1", 1, "{}");
        assert_eq!(of(form, None), of(form, Some("[1]")));
        let both = of(form, Some("[1,2]"));
        assert_eq!(both.split(' ').count(), 2);
        assert!(both.starts_with(&of(form, Some("[1]"))) && both.ends_with(&of(form, Some("[2]"))));
        assert_ne!(of(form, None), of(other, None));
        assert!(shown(&vault, form, 1).starts_with("whsec_"));
    }
}
