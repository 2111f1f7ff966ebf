//! The web sites that may show a form in a frame: `https` origins, as the Content-Security-Policy wants them.

use url::{Origin, Url};

/// The origin somebody typed (`https://www.city.example.jp`, with or without a slash at the end), in the one way browsers
/// write it; none when it is no `https` origin. A path, a wildcard or a name and password are not part of one.
#[must_use]
pub fn read(typed: &str) -> Option<String> {
    let url = Url::parse(typed.trim()).ok()?;
    let is_bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    let is_anonymous = url.username().is_empty() && url.password().is_none();
    let is_plain = url.host_str().is_some_and(|host| host.bytes().all(is_of_host));
    if url.scheme() != "https" || !is_bare || !is_anonymous || !is_plain {
        return None;
    }
    match url.origin() {
        origin @ Origin::Tuple(..) => Some(origin.ascii_serialization()),
        Origin::Opaque(_) => None,
    }
}

/// Nothing that means something else in a header or to a browser that reads it (`*`, `;`, quotes).
fn is_of_host(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'[' | b']' | b':')
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn origins_are_written_in_one_way() {
        for (typed, kept) in [
            ("https://www.city.example.jp", "https://www.city.example.jp"),
            (" https://WWW.City.Example.JP/ ", "https://www.city.example.jp"),
            ("https://city.example.jp:443", "https://city.example.jp"),
            ("https://city.example.jp:8443", "https://city.example.jp:8443"),
            ("https://見本市.example.jp", "https://xn--7stw7rg02a.example.jp"),
        ] {
            assert_eq!(read(typed).as_deref(), Some(kept), "{typed}");
        }
    }

    #[test]
    fn what_is_no_https_origin_is_refused() {
        for typed in [
            "",
            "*",
            "https:",
            "https://*",
            "https://*.example.jp",
            "http://city.example.jp",
            "https://city.example.jp/forms",
            "https://city.example.jp?x",
            "https://city.example.jp#x",
            "https://a:b@city.example.jp",
            "https://city.example.jp; script-src *",
            "https://city.example.jp 'self'",
            "city.example.jp",
            "'self'",
            "data:,x",
            "javascript:alert(1)",
        ] {
            assert_eq!(read(typed), None, "{typed}");
        }
    }
}
