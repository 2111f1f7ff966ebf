//! Passwords: Argon2id with the parameters of OWASP ASVS 5.0 appendix C (19 MiB, 2 passes, 1 lane).

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};

use crate::ids::Random;

/// Shortest password accepted from a person, in characters.
pub const MIN_CHARACTERS: usize = 10;
/// Longest, in bytes: a hash of something enormous is a way to keep the server busy.
pub const MAX_BYTES: usize = 512;

/// A hash of no password, with the parameters of [`hash`]: an address without an account takes as long as one with.
pub const NOBODYS: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bWFkb2d1Y2hpLW5vYm9keQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Letters and digits that cannot be mistaken for each other on paper.
const ALPHABET: &[u8] = b"ABCDEFGHJKMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";

/// A generated password: 20 characters, about 115 bits.
#[must_use]
pub fn generate(random: &Random) -> String {
    random.text(ALPHABET, 20)
}

/// Hashes a password for storage. Takes tens of milliseconds: call it off the async threads.
///
/// # Errors
/// When the parameters cannot be used, which is a fault of ours.
pub fn hash(password: &str, random: &Random) -> anyhow::Result<String> {
    let salt = SaltString::encode_b64(&random.bytes::<16>()).map_err(|error| anyhow::anyhow!("{error}"))?;
    let hash = argon2()?.hash_password(password.as_bytes(), &salt).map_err(|error| anyhow::anyhow!("{error}"))?;
    Ok(hash.to_string())
}

/// Whether the password is the one that was hashed. An unusable hash is never matched.
#[must_use]
pub fn is_match(password: &str, hash: &str) -> bool {
    let (Ok(argon2), Ok(parsed)) = (argon2(), PasswordHash::new(hash)) else { return false };
    argon2.verify_password(password.as_bytes(), &parsed).is_ok()
}

fn argon2() -> anyhow::Result<Argon2<'static>> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(|error| anyhow::anyhow!("{error}"))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_password_matches() {
        let hash = hash("正しい馬の電池", &Random::system()).unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(is_match("正しい馬の電池", &hash));
        assert!(!is_match("正しい馬の電地", &hash));
        assert!(!is_match("x", "not a hash"));
    }

    #[test]
    fn nobodys_hash_costs_what_a_real_one_costs() {
        let real = hash("正しい馬の電池", &Random::system()).unwrap();
        let parameters = |hash: &str| hash.split('$').nth(3).map(str::to_owned);
        assert_eq!(parameters(NOBODYS), parameters(&real));
        assert_eq!(NOBODYS.len(), real.len());
        assert!(PasswordHash::new(NOBODYS).is_ok());
    }
}
