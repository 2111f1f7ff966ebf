//! Which coding of a finished content a client gets. The middleware compresses what is made for one request, quickly; what
//! stands here was compressed well before, and carries `Content-Encoding`, so that the middleware leaves it alone.

use actix_web::http::header::{self, ContentEncoding};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};

use crate::embedded::Embedded;

/// Ends the response with the smallest coding of the file that the client takes.
pub fn finish(mut response: HttpResponseBuilder, request: &HttpRequest, file: &Embedded) -> HttpResponse {
    response.insert_header((header::VARY, "accept-encoding"));
    let coded = [(ContentEncoding::Brotli, &file.brotli), (ContentEncoding::Gzip, &file.gzip)];
    for (coding, bytes) in coded {
        if let Some(bytes) = bytes.as_ref().filter(|_| takes(request, coding.as_str())) {
            return response.insert_header(coding).body(bytes.clone());
        }
    }
    response.body(file.plain.clone())
}

/// Whether the client accepts a coding (`gzip`, `br`); `gzip;q=0` says no, and so does `*` beside it.
pub fn takes(request: &HttpRequest, coding: &str) -> bool {
    let values = request.headers().get_all(header::ACCEPT_ENCODING).filter_map(|value| value.to_str().ok());
    let mut any = false;
    for entry in values.flat_map(|value| value.split(',')) {
        let mut words = entry.split(';').map(str::trim);
        let name = words.next().unwrap_or_default();
        let is_refused = words.any(|word| matches!(word, "q=0" | "q=0." | "q=0.0" | "q=0.00" | "q=0.000"));
        if name.eq_ignore_ascii_case(coding) {
            return !is_refused;
        }
        any |= name == "*" && !is_refused;
    }
    any
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn the_smallest_coding_that_is_taken() {
        let file =
            Embedded { plain: "plain".into(), brotli: Some("b".into()), gzip: Some("gz".into()), hash: String::new() };
        let given = |accepts: &str| {
            let request = TestRequest::get().insert_header((header::ACCEPT_ENCODING, accepts)).to_http_request();
            let response = finish(HttpResponse::Ok(), &request, &file);
            let header = |name| response.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
            assert_eq!(header(header::VARY).as_deref(), Some("accept-encoding"));
            header(header::CONTENT_ENCODING)
        };
        for (accepts, coding) in [
            ("gzip, deflate, br, zstd", Some("br")),
            ("BR", Some("br")),
            ("gzip;q=1.0, br;q=0", Some("gzip")),
            ("br;q=0, *", Some("gzip")),
            ("*", Some("br")),
            ("*;q=0", None),
            ("identity", None),
            ("", None),
        ] {
            assert_eq!(given(accepts).as_deref(), coding, "{accepts}");
        }
    }
}
