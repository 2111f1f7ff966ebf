//! Files that leave the house: names that survive in Japanese (RFC 6266), and headers that keep a browser from running
//! anything a stranger sent.

use actix_web::http::header::{self, ContentEncoding, HeaderName};
use actix_web::{HttpResponse, HttpResponseBuilder};

/// An answer that is saved, never shown or run, and kept by no cache.
pub(super) fn attachment(media_type: &str, name: &str) -> HttpResponseBuilder {
    let mut response = HttpResponse::Ok();
    response
        .content_type(media_type)
        .insert_header((header::CONTENT_DISPOSITION, disposition(name)))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"))
        .insert_header((HeaderName::from_static("cross-origin-resource-policy"), "same-origin"));
    response
}

/// As [`attachment`], for formats that are compressed already: their length stays known.
pub(super) fn compressed_attachment(media_type: &str, name: &str) -> HttpResponseBuilder {
    let mut response = attachment(media_type, name);
    response.insert_header(ContentEncoding::Identity);
    response
}

/// `filename` for old clients in plain ASCII, `filename*` with the real name (RFC 6266, RFC 8187).
fn disposition(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|character| match character {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '.' | '-' | '_' | ' ' => character,
            _ => '_',
        })
        .collect();
    let mut extended = String::with_capacity(name.len() * 3);
    for byte in name.bytes() {
        // attr-char of RFC 8187.
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            extended.push(char::from(byte));
        } else {
            extended.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{extended}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_can_neither_break_the_header_nor_lose_its_letters() {
        assert_eq!(disposition("a.csv"), "attachment; filename=\"a.csv\"; filename*=UTF-8''a.csv");
        assert_eq!(disposition("犬.csv"), "attachment; filename=\"_.csv\"; filename*=UTF-8''%E7%8A%AC.csv");
        assert_eq!(
            disposition("a\"\r\nX: y"),
            "attachment; filename=\"a___X_ y\"; filename*=UTF-8''a%22%0D%0AX%3A%20y"
        );
    }
}
