//! Reads the body of a page post: `application/x-www-form-urlencoded`, or `multipart/form-data` where a page has files.
//! Everything is bounded; a file that is too large is read to its end but not kept, so that the page can say which
//! one it was.

use actix_multipart::{Field, Multipart};
use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::{Bytes, BytesMut, Payload, Query};
use actix_web::HttpRequest;
use futures_util::StreamExt as _;

use crate::pages::posted::Params;

/// The largest text body: the worst case of a sealed state and a page of long texts, with room to spare.
const MAX_TEXT: usize = 2 * 1024 * 1024;
/// Parts of one multipart post.
const MAX_PARTS: usize = 2000;

/// How much of files a form may receive in one post.
#[derive(Clone, Copy, Debug)]
pub struct FileLimits {
    /// The largest file.
    pub max_bytes: usize,
    /// How many.
    pub max_files: usize,
}

/// One file of a post.
#[derive(Debug)]
pub struct Upload {
    /// The form field it belongs to.
    pub field: String,
    /// The name on the resident's device, without folders.
    pub name: String,
    /// Its content; none when it is larger than the limit.
    pub bytes: Option<Bytes>,
}

/// A page post.
#[derive(Debug, Default)]
pub struct Body {
    /// Its text parameters.
    pub params: Params,
    /// Its files; inputs left empty are not among them.
    pub uploads: Vec<Upload>,
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

/// Reads the body of a page post.
///
/// # Errors
/// When it is too large, cut off, or no form post at all.
pub async fn read(request: &HttpRequest, payload: Payload, limits: FileLimits) -> Result<Body, BodyError> {
    let media_type = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if media_type.starts_with("multipart/form-data") {
        return read_multipart(Multipart::new(request.headers(), payload), limits).await;
    }
    if !media_type.is_empty() && !media_type.starts_with("application/x-www-form-urlencoded") {
        return Err(BodyError::Malformed);
    }
    let bytes = payload.to_bytes_limited(MAX_TEXT).await.map_err(|_| BodyError::TooLarge)?;
    let bytes = bytes.map_err(|_| BodyError::Malformed)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| BodyError::Malformed)?;
    let pairs = Query::<Vec<(String, String)>>::from_query(text).map_err(|_| BodyError::Malformed)?;
    Ok(Body { params: Params::new(pairs.into_inner()), uploads: Vec::new() })
}

async fn read_multipart(mut parts: Multipart, limits: FileLimits) -> Result<Body, BodyError> {
    let (mut pairs, mut uploads) = (Vec::new(), Vec::new());
    let (mut text_room, mut files_room) = (MAX_TEXT, limits.max_files.saturating_mul(2).saturating_add(1));
    let mut count = 0;
    while let Some(part) = parts.next().await {
        let mut part = part.map_err(|_| BodyError::Malformed)?;
        count += 1;
        if count > MAX_PARTS {
            return Err(BodyError::TooLarge);
        }
        let name = part.name().unwrap_or_default().to_owned();
        let disposition = part.content_disposition();
        match disposition.and_then(|disposition| disposition.get_filename()).map(file_name) {
            Some(file) => {
                let bytes = collect(&mut part, limits.max_bytes).await?;
                let is_empty_input = file.is_empty() && bytes.as_ref().is_some_and(Bytes::is_empty);
                if !is_empty_input {
                    files_room = files_room.checked_sub(1).ok_or(BodyError::TooLarge)?;
                    uploads.push(Upload { field: name, name: file, bytes });
                }
            }
            None => {
                let bytes = collect(&mut part, text_room).await?.ok_or(BodyError::TooLarge)?;
                text_room -= bytes.len();
                let text = String::from_utf8(bytes.to_vec()).map_err(|_| BodyError::Malformed)?;
                pairs.push((name, text));
            }
        }
    }
    Ok(Body { params: Params::new(pairs), uploads })
}

/// The content of a part up to a limit; none when there is more. What is too much is read and dropped, up to ten times
/// the limit: a browser shows no answer while it is still sending.
async fn collect(part: &mut Field, limit: usize) -> Result<Option<Bytes>, BodyError> {
    let mut kept = BytesMut::new();
    let mut total = 0_usize;
    while let Some(chunk) = part.next().await {
        let chunk = chunk.map_err(|_| BodyError::Malformed)?;
        total = total.saturating_add(chunk.len());
        if total > limit.saturating_mul(10) {
            return Err(BodyError::TooLarge);
        }
        if total <= limit {
            kept.extend_from_slice(&chunk);
        } else {
            kept = BytesMut::new();
        }
    }
    Ok((total <= limit).then(|| kept.freeze()))
}

/// The last part of a path, without control characters, at most 200 characters.
fn file_name(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    name.chars().filter(|c| !c.is_control()).take(200).collect()
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
        read(&request, payload, FileLimits { max_bytes: 8, max_files: 2 }).await
    }

    #[actix_web::test]
    async fn text_posts_keep_order_repetition_and_characters() {
        let body = body("application/x-www-form-urlencoded", "a=%F0%A0%AE%B7+x&b=1&b=2&_action=next&_action=back").await.unwrap();
        assert_eq!(body.params.get("a"), Some("𠮷 x"));
        assert_eq!((body.params.get("b"), body.params.last("_action")), (Some("1"), Some("back")));
    }

    #[actix_web::test]
    async fn files_come_beside_texts_and_large_ones_are_named() {
        let part = |disposition: &str, content: &str| {
            format!("--x\r\nContent-Disposition: form-data; {disposition}\r\n\r\n{content}\r\n")
        };
        let text = [
            part("name=\"_page\"", "p"),
            part("name=\"photo\"; filename=\"\"", ""),
            part("name=\"photo\"; filename=\"C:\\\\a\\\\small.png\"", "12345678"),
            part("name=\"photo\"; filename=\"large.png\"", "123456789"),
            "--x--\r\n".to_owned(),
        ]
        .concat();
        let body = body("multipart/form-data; boundary=x", &text).await.unwrap();
        assert_eq!(body.params.get("_page"), Some("p"));
        let seen: Vec<_> = body.uploads.iter().map(|upload| (upload.name.as_str(), upload.bytes.is_some())).collect();
        assert_eq!(seen, [("small.png", true), ("large.png", false)]);
    }

    #[actix_web::test]
    async fn other_bodies_are_refused() {
        assert!(matches!(body("application/json", "{}").await, Err(BodyError::Malformed)));
        assert!(matches!(body("multipart/form-data; boundary=x", "--x\r\ncut").await, Err(BodyError::Malformed)));
        let large = format!("a={}", "x".repeat(MAX_TEXT));
        assert!(matches!(body("application/x-www-form-urlencoded", &large).await, Err(BodyError::TooLarge)));
    }
}
