//! Which of our languages a client wants to read: the first of `Accept-Language` that we speak, Japanese otherwise.

use std::convert::Infallible;
use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::{AcceptLanguage, Header as _, Preference};
use actix_web::{FromRequest, HttpRequest};

use crate::pages::wording::Language;

/// The language to word messages in.
pub struct Spoken(pub Language);

impl FromRequest for Spoken {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self(spoken(request))))
    }
}

fn spoken(request: &HttpRequest) -> Language {
    let wanted = AcceptLanguage::parse(request).map(|wanted| wanted.ranked()).unwrap_or_default();
    let known = wanted.into_iter().find_map(|preference| match preference {
        Preference::Any => Some(Language::default()),
        Preference::Specific(tag) => Language::of_tag(&tag.to_string()),
    });
    known.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn the_first_language_we_speak_is_taken() {
        let asked =
            |header: &str| spoken(&TestRequest::default().insert_header(("accept-language", header)).to_http_request());
        assert_eq!(spoken(&TestRequest::default().to_http_request()), Language::Japanese);
        for (header, language) in [
            ("en-GB,en;q=0.9", Language::English),
            ("fr, en;q=0.5, ja;q=0.8", Language::Japanese),
            ("ja-easy", Language::EasyJapanese),
            ("ja-JP", Language::Japanese),
            ("fr", Language::Japanese),
            ("*", Language::Japanese),
            (";;;", Language::Japanese),
        ] {
            assert_eq!(asked(header), language, "{header}");
        }
    }
}
