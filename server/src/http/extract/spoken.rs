//! Which of our languages a client wants to read: the one its address asks for (`?lang=en`), else the first of
//! `Accept-Language` that we speak, else Japanese.

use std::convert::Infallible;
use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::{self, AcceptLanguage, Header as _, Preference};
use actix_web::web::Query;
use actix_web::{FromRequest, HttpRequest};

use crate::words::{Language, Words};

/// The words to answer in.
#[derive(Clone, Copy)]
pub struct Spoken(pub Words);

impl FromRequest for Spoken {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self(spoken(request))))
    }
}

/// The parameter of an address that chooses a language.
pub const LANG: &str = "lang";

fn spoken(request: &HttpRequest) -> Words {
    chosen(request).unwrap_or_else(|| preferred(request))
}

/// The words of a page about something that was said in `stored` words: those the address asks for, else the stored.
#[must_use]
pub fn spoken_of(request: &HttpRequest, stored: Words) -> Words {
    let words = chosen(request).unwrap_or(stored);
    let others = [stored.language, preferred(request).language];
    let is_insisted_on = words.language == Language::JAPANESE && others.iter().any(|other| *other != words.language);
    Words { is_insisted_on, ..words }
}

/// The words of a tag that came with a post; none when we do not speak it.
#[must_use]
pub fn insisted(request: &HttpRequest, tag: &str) -> Option<Words> {
    let words = Words::of_tag(tag)?;
    let is_insisted_on = words.language == Language::JAPANESE && preferred(request).language != Language::JAPANESE;
    Some(Words { is_insisted_on, ..words })
}

/// What the address asks for.
fn chosen(request: &HttpRequest) -> Option<Words> {
    let parameters = Query::<Vec<(String, String)>>::from_query(request.query_string()).ok()?.into_inner();
    parameters.iter().rev().find(|(name, _)| name == LANG).and_then(|(_, tag)| insisted(request, tag))
}

/// What the browser likes best.
#[must_use]
pub fn preferred(request: &HttpRequest) -> Words {
    if !request.headers().contains_key(header::ACCEPT_LANGUAGE) {
        return Words::default();
    }
    let wanted = AcceptLanguage::parse(request).map(|wanted| wanted.ranked()).unwrap_or_default();
    let known = wanted.into_iter().find_map(|preference| match preference {
        Preference::Any => Some(Words::default()),
        Preference::Specific(tag) => Words::of_tag(&tag.to_string()),
    });
    known.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn the_first_language_we_speak_is_taken() {
        let asked = |header: &str| {
            spoken(&TestRequest::default().insert_header(("accept-language", header)).to_http_request()).language
        };
        assert_eq!(spoken(&TestRequest::default().to_http_request()).language, Language::JAPANESE);
        for (header, language) in [
            ("en-GB,en;q=0.9", Language::ENGLISH),
            ("fr, en;q=0.5, ja;q=0.8", Language::JAPANESE),
            ("ja-easy", Language::EASY_JAPANESE),
            ("ja-JP", Language::JAPANESE),
            ("fr", Language::JAPANESE),
            ("*", Language::JAPANESE),
            (";;;", Language::JAPANESE),
        ] {
            assert_eq!(asked(header), language, "{header}");
        }
    }

    #[test]
    fn what_was_said_in_a_language_is_told_in_it_unless_the_address_wants_another() {
        let told = |uri: &str, header: &str, stored: Language| {
            let request = TestRequest::with_uri(uri).insert_header(("accept-language", header)).to_http_request();
            spoken_of(&request, Words::of(stored)).link("/r/t")
        };
        assert_eq!(told("/r/t", "ja", Language::ENGLISH), "/r/t?lang=en");
        assert_eq!(told("/r/t?lang=ja", "ja", Language::ENGLISH), "/r/t?lang=ja");
        assert_eq!(told("/r/t", "en", Language::JAPANESE), "/r/t?lang=ja");
        assert_eq!(told("/r/t", "ja", Language::JAPANESE), "/r/t");
        assert_eq!(told("/r/t?lang=%00", "fr", Language::EASY_JAPANESE), "/r/t?lang=ja-easy");
    }

    #[test]
    fn the_address_has_the_last_word() {
        let request = TestRequest::with_uri("/?lang=ja-easy-x-plain").insert_header(("accept-language", "en"));
        assert_eq!(spoken(&request.to_http_request()).tag(), "ja-easy-x-plain");
        let request = TestRequest::with_uri("/?lang=xx").insert_header(("accept-language", "en"));
        assert_eq!(spoken(&request.to_http_request()).tag(), "en");
    }
}
