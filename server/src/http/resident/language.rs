//! In which words a post is answered: what its button asks for, else the page's own, else what the browser likes.

use actix_web::HttpRequest;

use crate::http::extract::insisted;
use crate::pages::posted::Params;
use crate::words::Words;

/// The value of `_action` on a button that changes the language begins so; its tag follows.
pub(super) const CHANGE: &str = "language:";

/// The words of a post. Tags we do not speak count for nothing.
pub(super) fn of_post(request: &HttpRequest, params: &Params, otherwise: Words) -> Words {
    let pressed = params.last("_action").and_then(|action| action.strip_prefix(CHANGE));
    let known = pressed.and_then(|tag| insisted(request, tag));
    known.or_else(|| insisted(request, params.get("_lang")?)).unwrap_or(otherwise)
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;
    use crate::words::Language;

    #[test]
    fn the_button_is_stronger_than_the_page_and_the_page_than_the_browser() {
        let request = TestRequest::default().insert_header(("accept-language", "en")).to_http_request();
        let of = |pairs: &[(&str, &str)]| {
            let pairs = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
            of_post(&request, &Params::new(pairs), Words::of(Language::ENGLISH))
        };
        assert_eq!(of(&[]).tag(), "en");
        assert_eq!(of(&[("_lang", "ja-easy")]).tag(), "ja-easy");
        assert_eq!(of(&[("_lang", "ja-easy"), ("_action", "language:en")]).tag(), "en");
        assert_eq!(of(&[("_lang", "ja-easy"), ("_action", "language:xx")]).tag(), "ja-easy");
        assert_eq!(of(&[("_lang", "\u{FDD0}"), ("_action", "next")]).tag(), "en");
        let japanese = of(&[("_action", "language:ja")]);
        assert!(japanese.is_insisted_on && japanese.link("/") == "/?lang=ja", "the browser would get English");
    }
}
