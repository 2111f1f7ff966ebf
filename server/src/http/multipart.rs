//! Reading `multipart/form-data` with bounds, while it comes in: texts and files of a resident page or of a machine.
//! Knows neither forms nor submissions; what a file is worth is decided where it is attached.

use actix_multipart::{Field, Multipart};
use futures_util::{StreamExt, TryStreamExt};
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::config::Config;

/// MiB that all uploads of the process may hold in memory together.
static BUDGET: Semaphore = Semaphore::const_new(512);
const MIB: usize = 1024 * 1024;

/// What may come in at most.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of all parts together.
    pub request_bytes: usize,
    /// Bytes of one file. One more byte is kept, so that whoever takes the file sees that it is too large.
    pub file_bytes: usize,
    /// Files.
    pub files: usize,
    /// Text fields.
    pub fields: usize,
}

impl Limits {
    /// The configured sizes, 20 files, and more text fields than any page has.
    #[must_use]
    pub fn of(config: &Config) -> Self {
        Self {
            request_bytes: config.max_request_bytes,
            file_bytes: usize::try_from(config.max_file_bytes).unwrap_or(usize::MAX),
            files: 20,
            fields: 5000,
        }
    }
}

/// Everything that was posted, in its order.
#[derive(Debug, Default)]
pub struct Posted {
    /// Name and text of each field; several choices come as several pairs.
    pub fields: Vec<(String, String)>,
    /// The files. A file input that was left empty is not here.
    pub files: Vec<PostedFile>,
    /// The share of the process's budget this takes.
    share: Vec<SemaphorePermit<'static>>,
}

/// A file as the browser sent it.
#[derive(Debug)]
pub struct PostedFile {
    /// The input's name.
    pub field: String,
    /// The name on the sender's device; may hold anything.
    pub name: String,
    /// Its bytes; cut off one byte after the limit when there are more.
    pub content: Vec<u8>,
}

/// Why the request could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MultipartError {
    /// More parts or bytes than allowed.
    #[error("the request is too large")]
    TooLarge,
    /// Too many uploads at the same time.
    #[error("too many uploads at the same time")]
    Busy,
    /// It is no multipart/form-data, was cut off, or a text is not UTF-8.
    #[error("the request is not a whole multipart/form-data")]
    Broken,
}

/// Reads all parts.
///
/// # Errors
/// See [`MultipartError`].
pub async fn read(mut payload: Multipart, limits: Limits) -> Result<Posted, MultipartError> {
    let mut posted = Posted::default();
    let mut room = limits.request_bytes;
    let mut parts = 0;
    while let Some(mut part) = payload.try_next().await.map_err(|_| MultipartError::Broken)? {
        parts += 1;
        if parts > limits.files + limits.fields {
            return Err(MultipartError::TooLarge);
        }
        let field = part.name().unwrap_or_default().to_owned();
        match file_name(&part) {
            Some(name) => {
                let content =
                    body(&mut part, &mut room, limits.file_bytes.saturating_add(1), &mut posted.share).await?;
                // Browsers send an input without a file as a file without name and content.
                if name.is_empty() && content.is_empty() {
                    continue;
                }
                if posted.files.len() >= limits.files {
                    return Err(MultipartError::TooLarge);
                }
                posted.files.push(PostedFile { field, name, content });
            }
            None => {
                if posted.fields.len() >= limits.fields {
                    return Err(MultipartError::TooLarge);
                }
                let bytes = body(&mut part, &mut room, usize::MAX, &mut posted.share).await?;
                let text = String::from_utf8(bytes).map_err(|_| MultipartError::Broken)?;
                posted.fields.push((field, text));
            }
        }
    }
    Ok(posted)
}

/// The file's name, `None` for a text field.
fn file_name(part: &Field) -> Option<String> {
    let disposition = part.content_disposition()?;
    let extended = disposition.get_filename_ext().map(|name| String::from_utf8_lossy(&name.value).into_owned());
    extended.or_else(|| disposition.get_filename().map(str::to_owned))
}

/// Reads a part to its end and keeps its first `keep` bytes; every byte counts for the request's `room`.
async fn body(
    part: &mut Field,
    room: &mut usize,
    keep: usize,
    share: &mut Vec<SemaphorePermit<'static>>,
) -> Result<Vec<u8>, MultipartError> {
    let mut kept = Vec::new();
    while let Some(chunk) = part.next().await {
        let chunk = chunk.map_err(|_| MultipartError::Broken)?;
        *room = room.checked_sub(chunk.len()).ok_or(MultipartError::TooLarge)?;
        if kept.len() / MIB < (kept.len() + chunk.len()) / MIB {
            share.push(BUDGET.try_acquire().map_err(|_| MultipartError::Busy)?);
        }
        kept.extend_from_slice(&chunk[..chunk.len().min(keep - kept.len())]);
    }
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use actix_web::error::PayloadError;
    use actix_web::http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
    use bytes::Bytes;
    use futures_util::stream;

    use super::*;

    const LIMITS: Limits = Limits { request_bytes: 400_000, file_bytes: 10, files: 2, fields: 3 };

    fn part(disposition: &str, content: &[u8]) -> Vec<u8> {
        let head = format!("--x\r\nContent-Disposition: form-data; {disposition}\r\n\r\n");
        [head.as_bytes(), content, b"\r\n"].concat()
    }

    async fn posted(parts: &[Vec<u8>], end: &str) -> Result<Posted, MultipartError> {
        let mut body = parts.concat();
        body.extend_from_slice(end.as_bytes());
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("multipart/form-data; boundary=x"));
        let chunks: Vec<Result<Bytes, PayloadError>> =
            body.chunks(1000).map(|chunk| Ok(Bytes::copy_from_slice(chunk))).collect();
        read(Multipart::new(&headers, stream::iter(chunks)), LIMITS).await
    }

    #[actix_web::test]
    async fn texts_and_files_come_in_their_order() {
        let state = "s".repeat(300_000);
        let read = posted(
            &[
                part("name=\"state\"", state.as_bytes()),
                part("name=\"choice\"", "はい".as_bytes()),
                part("name=\"choice\"", b""),
                part("name=\"photo\"; filename=\"写真.jpg\"", b"12345"),
                part("name=\"empty\"; filename=\"\"", b""),
            ],
            "--x--\r\n",
        )
        .await
        .unwrap();
        assert_eq!(read.fields[0].1.len(), 300_000);
        assert_eq!(read.fields[1..], [("choice".into(), "はい".into()), ("choice".into(), String::new())]);
        assert_eq!(read.files.len(), 1);
        assert_eq!((read.files[0].name.as_str(), read.files[0].content.as_slice()), ("写真.jpg", &b"12345"[..]));
    }

    #[actix_web::test]
    async fn a_file_beyond_the_limit_is_cut_just_after_it() {
        let read = posted(&[part("name=\"photo\"; filename=\"a\"", &[7; 5000])], "--x--\r\n").await.unwrap();
        assert_eq!(read.files[0].content.len(), 11);
    }

    #[actix_web::test]
    async fn what_is_too_large_or_broken_is_refused() {
        let file = || part("name=\"photo\"; filename=\"a\"", b"1");
        let text = || part("name=\"a\"", b"1");
        let end = "--x--\r\n";
        assert_eq!(posted(&[file(), file(), file()], end).await.err(), Some(MultipartError::TooLarge));
        assert_eq!(posted(&[text(), text(), text(), text()], end).await.err(), Some(MultipartError::TooLarge));
        let large = part("name=\"photo\"; filename=\"a\"", &[7; 500_000]);
        assert_eq!(posted(&[large], end).await.err(), Some(MultipartError::TooLarge));
        assert_eq!(posted(&[part("name=\"a\"", b"\xff\xfe")], end).await.err(), Some(MultipartError::Broken));
        assert_eq!(posted(&[file()], "").await.err(), Some(MultipartError::Broken));
    }
}
