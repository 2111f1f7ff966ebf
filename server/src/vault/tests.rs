//! What the vault promises.

use super::*;

fn vault() -> Vault {
    Vault::from_key(&[7; 32], Random::system())
}

#[test]
fn sealed_data_opens_only_where_it_belongs() {
    let vault = vault();
    let (form, other) = (FormId(Uuid::from_u128(1)), FormId(Uuid::from_u128(2)));
    let wrapped = vault.new_form_key(form);
    assert!(vault.form_key(other, &wrapped).is_err());
    let key = vault.form_key(form, &wrapped).unwrap();
    let (data, wrapped) = key.new_data_key(Uuid::from_u128(3));
    let sealed = data.seal("answers", b"secret");
    assert!(!sealed.windows(6).any(|window| window == b"secret"));
    let again = key.data_key(Uuid::from_u128(3), &wrapped).unwrap();
    assert_eq!(again.open("answers", &sealed).unwrap(), b"secret");
    assert!(again.open("note", &sealed).is_err());
    assert!(key.data_key(Uuid::from_u128(4), &wrapped).is_err());
}

#[test]
fn a_receipt_token_cannot_be_altered() {
    let vault = vault();
    let id = SubmissionId(Uuid::from_u128(99));
    let token = vault.receipt_token(id);
    assert_eq!(vault.open_token(&token), Some((id, TokenKind::Receipt)));
    assert_eq!(vault.open_token(&vault.status_token(id)), Some((id, TokenKind::Status)));
    let mut altered = URL_SAFE_NO_PAD.decode(&token).unwrap();
    altered[0] ^= 1;
    assert_eq!(vault.open_token(&URL_SAFE_NO_PAD.encode(altered)), None);
    assert_eq!(vault.open_token(""), None);
}

#[test]
fn a_key_file_is_made_once_and_never_guessed() {
    let dir = std::env::temp_dir().join(format!("madoguchi-vault-{}", std::process::id()));
    let path = dir.join("installation.key");
    assert!(matches!(Vault::open(&path, false, Random::system()), Err(VaultError::Missing(_))));
    let made = Vault::open(&path, true, Random::system()).unwrap();
    let read = Vault::open(&path, false, Random::system()).unwrap();
    assert_eq!(made.fingerprint(), read.fingerprint());
    std::fs::write(&path, "short").unwrap();
    assert!(matches!(Vault::open(&path, true, Random::system()), Err(VaultError::Damaged(_))));
    std::fs::remove_dir_all(dir).unwrap();
}
