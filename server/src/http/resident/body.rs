//! Reads the body of a page post: `application/x-www-form-urlencoded`, or `multipart/form-data` where a page has files.

use actix_multipart::Multipart;
use actix_web::HttpRequest;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::{Payload, Query};

use crate::http::multipart::{self, Limits, MAX_TEXT, MultipartError, PostedFile};
use crate::pages::posted::Params;

/// A page post.
#[derive(Debug, Default)]
pub struct Body {
    /// Its text parameters.
    pub params: Params,
    /// Its files; inputs left empty are not among them.
    pub files: Vec<PostedFile>,
}

/// Why a body cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum BodyError {
    /// More than any page of ours can post.
    #[error("the body is too large")]
    TooLarge,
    /// Neither of the two encodings, or cut off.
    #[error("the body is no form post")]
    Malformed,
}

impl From<MultipartError> for BodyError {
    fn from(error: MultipartError) -> Self {
        match error {
            MultipartError::TooLarge => Self::TooLarge,
            MultipartError::Broken => Self::Malformed,
        }
    }
}

/// Reads the body of a page post.
///
/// # Errors
/// When it is too large, cut off, or no form post at all.
pub async fn read(request: &HttpRequest, payload: Payload, limits: Limits) -> Result<Body, BodyError> {
    let media_type = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if media_type.starts_with("multipart/form-data") {
        let posted = multipart::read(Multipart::new(request.headers(), payload), limits).await?;
        return Ok(Body { params: Params::new(posted.fields), files: posted.files });
    }
    if !media_type.is_empty() && !media_type.starts_with("application/x-www-form-urlencoded") {
        return Err(BodyError::Malformed);
    }
    let bytes = payload.to_bytes_limited(MAX_TEXT).await.map_err(|_| BodyError::TooLarge)?;
    let bytes = bytes.map_err(|_| BodyError::Malformed)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| BodyError::Malformed)?;
    let pairs = Query::<Vec<(String, String)>>::from_query(text).map_err(|_| BodyError::Malformed)?;
    Ok(Body { params: Params::new(pairs.into_inner()), files: Vec::new() })
}

#[cfg(test)]
mod tests {
    use actix_web::FromRequest as _;
    use actix_web::test::TestRequest;

    use super::*;

    async fn body(media_type: &str, text: &str) -> Result<Body, BodyError> {
        let (request, mut payload) =
            TestRequest::post().insert_header((CONTENT_TYPE, media_type)).set_payload(text.to_owned()).to_http_parts();
        let payload = Payload::from_request(&request, &mut payload).await.expect("a payload");
        let limits = Limits { request_bytes: 1000, file_bytes: 8, files: 2, fields: 5, folder: None };
        read(&request, payload, limits).await
    }

    #[actix_web::test]
    async fn text_posts_keep_order_repetition_and_characters() {
        let body = body("application/x-www-form-urlencoded", "a=%F0%A0%AE%B7+x&b=1&b=2&_action=next&_action=back")
            .await
            .unwrap();
        assert_eq!(body.params.get("a"), Some("𠮷 x"));
        assert_eq!((body.params.get("b"), body.params.last("_action")), (Some("1"), Some("back")));
    }

    #[actix_web::test]
    async fn files_come_beside_texts() {
        let part = |disposition: &str, content: &str| {
            format!("--x\r\nContent-Disposition: form-data; {disposition}\r\n\r\n{content}\r\n")
        };
        let text =
            [part("name=\"_page\"", "p"), part("name=\"photo\"; filename=\"a.png\"", "12"), "--x--\r\n".to_owned()];
        let body = body("multipart/form-data; boundary=x", &text.concat()).await.unwrap();
        assert_eq!((body.params.get("_page"), body.files.len()), (Some("p"), 1));
    }

    #[actix_web::test]
    async fn other_bodies_are_refused() {
        assert!(matches!(body("application/json", "{}").await, Err(BodyError::Malformed)));
        assert!(matches!(body("multipart/form-data; boundary=x", "--x\r\ncut").await, Err(BodyError::Malformed)));
        let large = format!("a={}", "x".repeat(MAX_TEXT));
        assert!(matches!(body("application/x-www-form-urlencoded", &large).await, Err(BodyError::TooLarge)));
    }
}
