//! Reading `smtp_url`: where the mail server is and how the way there is protected.

use super::MailConfigError;

/// How the connection is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Protection {
    /// STARTTLS before anything is said; without it nothing is sent.
    StartTls,
    /// TLS from the first byte.
    Tls,
    /// None: for a relay on the same machine.
    None,
}

/// A mail server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SmtpAddress {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) protection: Protection,
    /// User and password.
    pub(super) credentials: Option<(String, String)>,
}

/// Reads `smtp://` or `smtps://` `[user[:password]@]host[:port][?tls=none]`. A user given apart wins.
pub(super) fn parse(url: &str, user: &str, password: &str) -> Result<SmtpAddress, MailConfigError> {
    let wrong = |what: &str| MailConfigError(format!("smtp_url {what}"));
    let (scheme, rest) = url.split_once("://").ok_or_else(|| wrong("must begin with smtp:// or smtps://"))?;
    let (authority, query) = rest.split_once('?').map_or((rest, None), |(authority, query)| (authority, Some(query)));
    let protection = match (scheme, query) {
        ("smtp", None) => Protection::StartTls,
        ("smtp", Some("tls=none")) => Protection::None,
        ("smtps", None) => Protection::Tls,
        ("smtp" | "smtps", Some(_)) => return Err(wrong("knows no option but ?tls=none, for smtp://")),
        _ => return Err(wrong("must begin with smtp:// or smtps://")),
    };
    let authority = authority.strip_suffix('/').unwrap_or(authority);
    let (login, server) = authority.rsplit_once('@').map_or((None, authority), |(login, server)| (Some(login), server));
    let (host, port) = host_and_port(server).ok_or_else(|| wrong("names no host, or a port that is none"))?;
    let default = if protection == Protection::Tls {
        465
    } else if protection == Protection::None {
        25
    } else {
        587
    };
    let inside = match login {
        Some(login) => {
            let (user, password) = login.split_once(':').unwrap_or((login, ""));
            let decoded = decode(user).zip(decode(password));
            Some(decoded.ok_or_else(|| wrong("has a user or password with a wrong % sequence"))?)
        }
        None => None,
    };
    let credentials = if user.is_empty() { inside } else { Some((user.to_owned(), password.to_owned())) };
    Ok(SmtpAddress { host, port: port.unwrap_or(default), protection, credentials })
}

fn host_and_port(server: &str) -> Option<(String, Option<u16>)> {
    let (host, port) = match server.strip_prefix('[') {
        Some(rest) => {
            let (host, rest) = rest.split_once(']')?;
            host.parse::<std::net::Ipv6Addr>().ok()?;
            (host, rest)
        }
        None => server.split_at(server.find(':').unwrap_or(server.len())),
    };
    let is_plain = host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_:".contains(&byte));
    if host.is_empty() || !is_plain {
        return None;
    }
    match port.strip_prefix(':') {
        Some(port) => Some((host.to_owned(), Some(port.parse().ok().filter(|port| *port != 0)?))),
        None => port.is_empty().then(|| (host.to_owned(), None)),
    }
}

/// `%40` → `@`.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        if *first == b'%' {
            let digits = std::str::from_utf8(behind.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &behind[2..];
        } else {
            bytes.push(*first);
            rest = behind;
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(url: &str) -> Result<SmtpAddress, String> {
        parse(url, "", "").map_err(|error| error.to_string())
    }

    #[test]
    fn the_scheme_decides_port_and_protection() {
        for (url, port, protection) in [
            ("smtp://mail.example.jp", 587, Protection::StartTls),
            ("smtps://mail.example.jp/", 465, Protection::Tls),
            ("smtp://127.0.0.1?tls=none", 25, Protection::None),
            ("smtp://[::1]:2525?tls=none", 2525, Protection::None),
        ] {
            let address = read(url).unwrap();
            assert_eq!((address.port, address.protection, address.credentials), (port, protection, None), "{url}");
        }
        assert_eq!(read("smtp://[::1]:25").unwrap().host, "::1");
    }

    #[test]
    fn credentials_may_stand_inside_or_apart() {
        let inside = read("smtp://clerk%40example.jp:p%3Aw%25@mail.example.jp").unwrap();
        assert_eq!(inside.credentials, Some(("clerk@example.jp".to_owned(), "p:w%".to_owned())));
        let apart = parse("smtp://old:old@mail.example.jp", "new", "secret").unwrap();
        assert_eq!(apart.credentials, Some(("new".to_owned(), "secret".to_owned())));
    }

    #[test]
    fn a_wrong_address_is_one_sentence_without_the_password() {
        for url in [
            "mail.example.jp",
            "http://mail.example.jp",
            "smtp://",
            "smtp://user:secret@",
            "smtp://host:99999",
            "smtp://host:0",
            "smtp://ho st",
            "smtp://host?tls=maybe",
            "smtps://host?tls=none",
            "smtp://u:%zz@host",
            "smtp://[nonsense]:25",
        ] {
            let sentence = read(url).unwrap_err();
            assert!(
                sentence.starts_with("mail settings: smtp_url ") && !sentence.contains("secret"),
                "{url}: {sentence}"
            );
        }
    }
}
