//! `/admin/…`: the staff UI, built by Vite and embedded in the program. It holds no data; what it shows comes from the
//! staff interface, which asks who is there.

use actix_web::http::header::{self, ETag, EntityTag, Header as _, IfNoneMatch};
use actix_web::{HttpRequest, HttpResponse, web};
use rust_embed::RustEmbed;

use super::coding;
use super::error::{ApiError, Code};
use crate::embedded::Embedded;

#[derive(RustEmbed)]
#[folder = "$OUT_DIR/ui"]
struct Ui;

/// Where Vite puts files whose names change with their content.
const HASHED: &str = "assets/";
const INDEX: &str = "index.html";

/// `/admin` is `/admin/`.
pub async fn to_folder() -> HttpResponse {
    HttpResponse::PermanentRedirect().insert_header((header::LOCATION, "/admin/")).finish()
}

/// A file of the UI; any other path is one of its screens and gets the index.
///
/// # Errors
/// 404 for an asset that is not there: a page in place of a script would hide the mistake.
pub async fn get(request: HttpRequest, path: web::Path<String>) -> Result<HttpResponse, ApiError> {
    let path = path.as_str();
    if let Some(file) = Embedded::find::<Ui>(path) {
        return Ok(answer(&request, path, &file));
    }
    if path.starts_with(HASHED) {
        return Err(ApiError::new(Code::NotFound));
    }
    let index = Embedded::find::<Ui>(INDEX).ok_or_else(|| ApiError::new(Code::NotFound))?;
    Ok(answer(&request, INDEX, &index))
}

fn answer(request: &HttpRequest, path: &str, file: &Embedded) -> HttpResponse {
    let caching = if path.starts_with(HASHED) { "public, max-age=31536000, immutable" } else { "no-cache" };
    // Weak: compression makes other bytes of the same content.
    let tag = EntityTag::new_weak(file.hash.clone());
    let is_known = match IfNoneMatch::parse(request) {
        Ok(IfNoneMatch::Any) => true,
        Ok(IfNoneMatch::Items(tags)) => tags.iter().any(|known| known.weak_eq(&tag)),
        Err(_) => false,
    };
    let mut response = if is_known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response.insert_header((header::CACHE_CONTROL, caching)).insert_header(ETag(tag));
    if is_known {
        return response.insert_header((header::VARY, "accept-encoding")).finish();
    }
    response.content_type(media_type(path));
    coding::finish(response, request, file)
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use actix_web::body::MessageBody;
    use actix_web::dev::ServiceResponse;
    use actix_web::http::StatusCode;
    use actix_web::http::header::HeaderName;
    use actix_web::middleware::Compress;
    use actix_web::test::{TestRequest, call_service, init_service, read_body};
    use actix_web::{App, web};
    use flate2::read::GzDecoder;

    use super::*;

    fn of(answer: &ServiceResponse<impl MessageBody>, name: HeaderName) -> &str {
        answer.headers().get(name).map_or("", |value| value.to_str().unwrap())
    }

    #[actix_web::test]
    async fn every_file_comes_as_it_was_compressed_and_only_once() {
        let routes = |config: &mut web::ServiceConfig| {
            config.service(web::resource("/admin/{path:.*}").route(web::get().to(get)));
        };
        let app = init_service(App::new().wrap(Compress::default()).configure(routes)).await;
        let names = Ui::iter().filter_map(|name| name.strip_prefix("plain/").map(str::to_owned));
        for name in names {
            let ask = |accepts: &str, tag: &str| {
                let request = TestRequest::get().uri(&format!("/admin/{name}"));
                let headers = [(header::ACCEPT_ENCODING, accepts), (header::IF_NONE_MATCH, tag)];
                headers.into_iter().fold(request, TestRequest::insert_header).to_request()
            };
            let file = Embedded::find::<Ui>(&name).unwrap();
            let best = call_service(&app, ask("gzip, deflate, br, zstd", "")).await;
            assert_eq!((best.status(), of(&best, header::VARY)), (StatusCode::OK, "accept-encoding"), "{name}");
            let tag = of(&best, header::ETAG).to_owned();
            if let Some(brotli) = &file.brotli {
                assert_eq!(of(&best, header::CONTENT_ENCODING), "br", "{name}");
                assert_eq!(read_body(best).await, brotli, "{name}");
            }
            if let Some(gzip) = &file.gzip {
                let answer = call_service(&app, ask("gzip", "")).await;
                assert_eq!((of(&answer, header::CONTENT_ENCODING), of(&answer, header::ETAG)), ("gzip", &*tag));
                let body = read_body(answer).await;
                assert_eq!(body, gzip, "{name}");
                let mut plain = Vec::new();
                GzDecoder::new(&*body).read_to_end(&mut plain).unwrap();
                assert_eq!(plain, file.plain, "{name}");
            }
            let plain = call_service(&app, ask("identity", "")).await;
            assert_eq!(of(&plain, header::CONTENT_ENCODING), "", "{name}");
            assert_eq!(read_body(plain).await, file.plain, "{name}");
            let known = call_service(&app, ask("br", &tag)).await;
            assert_eq!((known.status(), read_body(known).await.len()), (StatusCode::NOT_MODIFIED, 0), "{name}");
        }
        assert!(Embedded::find::<Ui>(INDEX).is_some_and(|index| index.brotli.is_some()));
        let nothing = TestRequest::get().uri("/admin/assets/nothing.js").to_request();
        assert_eq!(call_service(&app, nothing).await.status(), StatusCode::NOT_FOUND);
    }
}
