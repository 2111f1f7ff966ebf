//! Reading `multipart/form-data` with bounds, while it comes in: texts stay in memory, files go to the spool.
//! Knows neither forms nor submissions; what a file is worth is decided where it is attached. A file that could not be
//! kept does not end the reading: what was typed beside it must not be lost.

use std::path::PathBuf;

use actix_multipart::{Field, Multipart};
use bytes::Bytes;
use futures_util::{StreamExt, TryStreamExt};

use crate::config::Config;
use crate::spool::{SpoolError, Spooled, Writing};

/// The largest texts together: the worst case of a sealed state and a page of long texts, with room to spare.
pub const MAX_TEXT: usize = 2 * 1024 * 1024;

/// What may come in at most.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Bytes of all parts together.
    pub request_bytes: usize,
    /// Bytes of one file. One more byte is kept, so that whoever takes the file sees that it is too large.
    pub file_bytes: usize,
    /// Files.
    pub files: usize,
    /// Text fields.
    pub fields: usize,
    /// Where files are kept on their way; without a folder they are only counted.
    pub folder: Option<PathBuf>,
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
            folder: Some(config.spool_dir()),
        }
    }

    /// The same for a preview: of a file, name and size are all that is wanted.
    #[must_use]
    pub fn counting(config: &Config) -> Self {
        Self { folder: None, ..Self::of(config) }
    }
}

/// Everything that was posted, in its order.
#[derive(Debug, Default)]
pub struct Posted {
    /// Name and text of each field; several choices come as several pairs.
    pub fields: Vec<(String, String)>,
    /// The files. A file input that was left empty is not here.
    pub files: Vec<PostedFile>,
}

/// A file as the browser sent it.
#[derive(Debug)]
pub struct PostedFile {
    /// The input's name.
    pub field: String,
    /// The name on the sender's device; may hold anything.
    pub name: String,
    /// Its bytes, cut off one byte after the limit when there are more; or why they could not be kept.
    pub content: Result<Spooled, SpoolError>,
}

/// Why the request could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MultipartError {
    /// More parts or bytes than allowed.
    #[error("the request is too large")]
    TooLarge,
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
    let mut room = Room { request: limits.request_bytes, text: MAX_TEXT };
    let mut parts = 0;
    while let Some(mut part) = payload.try_next().await.map_err(|_| MultipartError::Broken)? {
        parts += 1;
        if parts > limits.files + limits.fields {
            return Err(MultipartError::TooLarge);
        }
        let field = part.name().unwrap_or_default().to_owned();
        match file_name(&part) {
            Some(name) => {
                let content = file(&mut part, &mut room, &limits).await?;
                // Browsers send an input without a file as a file without name and content.
                if name.is_empty() && content.as_ref().is_ok_and(|content| content.size() == 0) {
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
                posted.fields.push((field, text(&mut part, &mut room).await?));
            }
        }
    }
    Ok(posted)
}

/// Bytes that may still come.
struct Room {
    request: usize,
    text: usize,
}

impl Room {
    /// The next bytes of a part; every one counts, kept or not.
    async fn next(&mut self, part: &mut Field) -> Result<Option<Bytes>, MultipartError> {
        let Some(chunk) = part.next().await else { return Ok(None) };
        let chunk = chunk.map_err(|_| MultipartError::Broken)?;
        self.request = self.request.checked_sub(chunk.len()).ok_or(MultipartError::TooLarge)?;
        Ok(Some(chunk))
    }
}

async fn text(part: &mut Field, room: &mut Room) -> Result<String, MultipartError> {
    let mut kept = Vec::new();
    while let Some(chunk) = room.next(part).await? {
        room.text = room.text.checked_sub(chunk.len()).ok_or(MultipartError::TooLarge)?;
        kept.extend_from_slice(&chunk);
    }
    String::from_utf8(kept).map_err(|_| MultipartError::Broken)
}

/// Reads a file to its end, whatever becomes of it.
async fn file(
    part: &mut Field,
    room: &mut Room,
    limits: &Limits,
) -> Result<Result<Spooled, SpoolError>, MultipartError> {
    let most = (limits.file_bytes as u64).saturating_add(1);
    let mut writing = Writing::begin(limits.folder.clone(), most).await;
    while let Some(chunk) = room.next(part).await? {
        if let Ok(file) = &mut writing
            && let Err(error) = file.write(&chunk).await
        {
            writing = Err(error);
        }
    }
    Ok(match writing {
        Ok(file) => file.finish().await,
        Err(error) => Err(error),
    })
}

/// The file's name, `None` for a text field.
fn file_name(part: &Field) -> Option<String> {
    let disposition = part.content_disposition()?;
    let extended = disposition.get_filename_ext().map(|name| String::from_utf8_lossy(&name.value).into_owned());
    extended.or_else(|| disposition.get_filename().map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use actix_web::error::PayloadError;
    use actix_web::http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
    use futures_util::stream;

    use super::*;

    fn limits() -> Limits {
        let folder = Some(std::env::temp_dir());
        Limits { request_bytes: 400_000, file_bytes: 10, files: 2, fields: 3, folder }
    }

    fn content(file: PostedFile) -> Vec<u8> {
        file.content.unwrap().read().unwrap()
    }

    fn part(disposition: &str, content: &[u8]) -> Vec<u8> {
        let head = format!("--x\r\nContent-Disposition: form-data; {disposition}\r\n\r\n");
        [head.as_bytes(), content, b"\r\n"].concat()
    }

    async fn posted(parts: &[Vec<u8>], end: &str) -> Result<Posted, MultipartError> {
        posted_within(limits(), parts, end).await
    }

    async fn posted_within(limits: Limits, parts: &[Vec<u8>], end: &str) -> Result<Posted, MultipartError> {
        let mut body = parts.concat();
        body.extend_from_slice(end.as_bytes());
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("multipart/form-data; boundary=x"));
        let chunks: Vec<Result<Bytes, PayloadError>> =
            body.chunks(1000).map(|chunk| Ok(Bytes::copy_from_slice(chunk))).collect();
        read(Multipart::new(&headers, stream::iter(chunks)), limits).await
    }

    #[actix_web::test]
    async fn texts_and_files_come_in_their_order() {
        let state = "s".repeat(300_000);
        let mut read = posted(
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
        assert_eq!(read.files[0].name, "写真.jpg");
        assert_eq!(content(read.files.remove(0)), b"12345");
    }

    #[actix_web::test]
    async fn a_file_beyond_the_limit_is_cut_just_after_it() {
        let mut read = posted(&[part("name=\"photo\"; filename=\"a\"", &[7; 5000])], "--x--\r\n").await.unwrap();
        assert_eq!(content(read.files.remove(0)).len(), 11);
    }

    #[actix_web::test]
    async fn what_was_typed_beside_a_file_that_cannot_be_kept_is_read() {
        let mut limits = limits();
        limits.folder = Some(PathBuf::from("/nowhere/at/all"));
        let parts = [part("name=\"photo\"; filename=\"a\"", &[7; 5000]), part("name=\"memo\"", "急ぎ".as_bytes())];
        let read = posted_within(limits, &parts, "--x--\r\n").await.unwrap();
        assert!(matches!(read.files[0].content, Err(SpoolError::Disk(_))));
        assert_eq!(read.fields, [("memo".to_owned(), "急ぎ".to_owned())]);
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
