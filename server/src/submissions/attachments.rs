//! What staff see of attached files: thumbnails, originals, and all files of a submission as one archive.
//! Unsealed content exists in memory only, never on the disk. Who may see it is decided by the caller.

use std::io::{self, Write};
use std::sync::Arc;

use bytes::Bytes;
use futures_util::{Stream, stream};
use image::DynamicImage;
use image::codecs::jpeg::JpegEncoder;
use tokio::sync::mpsc;
use zip::ZipWriter;
use zip::write::{SimpleFileOptions, StreamWriter};

use super::case_store;
use super::file_name;
use super::open::{self, OpenError, OpenedFile, OpenedSubmission};
use crate::app::App;
use crate::content::{self, MediaType};
use crate::db::DbErr;
use crate::db::entity::values::ScanState;
use crate::files::FileError;
use crate::ids::FileId;
use crate::vault::FormKey;

/// Longest side of a thumbnail in pixels.
const THUMBNAIL_SIDE: u32 = 480;
const THUMBNAIL_QUALITY: u8 = 82;
/// Bytes that are sent in one piece.
const PIECE: usize = 64 * 1024;
/// Pieces that may wait for a slow reader.
const PIECES: usize = 4;

/// Why a file that exists cannot be shown.
#[derive(Debug, thiserror::Error)]
pub enum AttachmentError {
    /// Its submission cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The file store's.
    #[error(transparent)]
    Files(#[from] FileError),
    /// The scanner has not answered yet, or found something.
    #[error("file {0} is held back")]
    Held(FileId),
    /// It does not open with its key.
    #[error("file {0} cannot be opened")]
    Sealed(FileId),
    /// The program is stopping.
    #[error("the work was not finished")]
    Stopped(#[source] anyhow::Error),
}

impl From<DbErr> for AttachmentError {
    fn from(error: DbErr) -> Self {
        Self::Open(error.into())
    }
}

/// A file as the resident sent it, freed of metadata.
pub struct Original {
    /// Its name, type and size.
    pub file: OpenedFile,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// One file of a submission; `None` when the submission has no such file.
///
/// # Errors
/// See [`AttachmentError`].
pub async fn original(
    app: &App,
    submission: &OpenedSubmission,
    id: FileId,
) -> Result<Option<Original>, AttachmentError> {
    let Some(file) = submission.files.iter().find(|file| file.id == id) else { return Ok(None) };
    if !file.is_free() {
        return Err(AttachmentError::Held(id));
    }
    let key = open::form_key(app, &submission.row).await?;
    let content = content_of(app, submission, &key, id).await?;
    Ok(Some(Original { file: file.clone(), content }))
}

async fn content_of(
    app: &App,
    submission: &OpenedSubmission,
    key: &FormKey,
    id: FileId,
) -> Result<Vec<u8>, AttachmentError> {
    let organization = submission.row.organization_id;
    let rows = case_store::of_submission(app.db.read(), organization, submission.row.id).await?;
    let row = rows.into_iter().find(|row| row.id == id).ok_or(AttachmentError::Sealed(id))?;
    let data_key = key.data_key(id.0, &row.wrapped_key).map_err(|_| AttachmentError::Sealed(id))?;
    let sealed = app.files.get(organization, id).await?;
    tokio::task::spawn_blocking(move || data_key.open("content", &sealed))
        .await
        .map_err(|error| AttachmentError::Stopped(error.into()))?
        .map_err(|_| AttachmentError::Sealed(id))
}

/// A small JPEG of a picture, upright and newly encoded: nothing of the sender's bytes is in it. `None` when the
/// submission has no such file or it is no picture.
///
/// # Errors
/// See [`AttachmentError`].
pub async fn thumbnail(
    app: &App,
    submission: &OpenedSubmission,
    id: FileId,
) -> Result<Option<Vec<u8>>, AttachmentError> {
    let Some(original) = original(app, submission, id).await? else { return Ok(None) };
    let Some(kind) = MediaType::named(&original.file.media_type) else { return Ok(None) };
    let small = content::heavy(move || match content::upright(kind, &original.content) {
        Some(Ok(picture)) => shrink(&picture).map(Some).map_err(|_| AttachmentError::Sealed(id)),
        Some(Err(_)) => Err(AttachmentError::Sealed(id)),
        None => Ok(None),
    });
    small.await.map_err(AttachmentError::Stopped)?
}

fn shrink(picture: &DynamicImage) -> image::ImageResult<Vec<u8>> {
    let is_small = picture.width() <= THUMBNAIL_SIDE && picture.height() <= THUMBNAIL_SIDE;
    let flat = if is_small {
        content::on_white(picture)
    } else {
        content::on_white(&picture.thumbnail(THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    };
    let mut bytes = Vec::new();
    flat.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, THUMBNAIL_QUALITY))?;
    Ok(bytes)
}

/// All files of a submission that may be seen, as a ZIP archive that is made while it is sent: one file at a time is in memory. They lie
/// in a folder named after the receipt number. An error in the middle ends the stream with an error, so that a reader
/// never takes half an archive for a whole one. What is held back is named in a text beside the others.
pub fn archive(app: Arc<App>, submission: OpenedSubmission) -> impl Stream<Item = io::Result<Bytes>> + use<> {
    let (pieces, waiting) = mpsc::channel(PIECES);
    tokio::spawn(async move {
        if let Err(error) = write_archive(&app, &submission, pieces.clone()).await {
            // A reader who went away is no trouble of ours.
            if !pieces.is_closed() {
                tracing::error!(%error, submission = %submission.row.id, "an archive could not be finished");
                let _ = pieces.send(Err(io::Error::other("the archive could not be finished"))).await;
            }
        }
    });
    stream::unfold(waiting, |mut waiting| async move { waiting.recv().await.map(|piece| (piece, waiting)) })
}

type Pieces = mpsc::Sender<io::Result<Bytes>>;

async fn write_archive(app: &App, submission: &OpenedSubmission, pieces: Pieces) -> Result<(), AttachmentError> {
    let key = open::form_key(app, &submission.row).await?;
    let mut archive = ZipWriter::new_stream(PieceWriter { piece: Vec::with_capacity(PIECE), pieces });
    let folder = &submission.row.receipt_number;
    let (free, held): (Vec<&OpenedFile>, Vec<&OpenedFile>) = submission.files.iter().partition(|file| file.is_free());
    let names = file_name::distinct(free.iter().map(|file| file.name.as_str()));
    for (file, name) in free.into_iter().zip(names) {
        let content = content_of(app, submission, &key, file.id).await?;
        archive = add(archive, format!("{folder}/{name}"), content).await?;
    }
    if !held.is_empty() {
        let lines = held.iter().map(|file| format!("{}：{}\r\n", file.name, why_held(file))).collect::<String>();
        archive = add(archive, format!("{folder}/{HELD_NAME}"), lines.into_bytes()).await?;
    }
    blocking(move || archive.finish()?.into_inner().flush()).await
}

/// The text about files that are not in the archive.
const HELD_NAME: &str = "入っていないファイル.txt";

fn why_held(file: &OpenedFile) -> &'static str {
    match file.scan_state {
        ScanState::Infected => "ウイルス検査で問題が見つかり、内容を削除しました。",
        _ => "ウイルス検査を待っています。検査が終わってから、もう一度ダウンロードしてください。",
    }
}

type Archive = ZipWriter<StreamWriter<PieceWriter>>;

/// Writing waits for the reader: not on a thread that answers requests.
async fn add(mut archive: Archive, path: String, content: Vec<u8>) -> Result<Archive, AttachmentError> {
    blocking(move || {
        // Compressed although that gains little: some programs cannot read stored files from a stream.
        let options = SimpleFileOptions::default().compression_level(Some(1)).unix_permissions(0o600);
        archive.start_file(path, options)?;
        archive.write_all(&content)?;
        Ok(archive)
    })
    .await
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T, AttachmentError> {
    let done = tokio::task::spawn_blocking(work).await.map_err(anyhow::Error::from);
    done.and_then(|written| written.map_err(Into::into)).map_err(AttachmentError::Stopped)
}

/// Gathers what is written into pieces and hands them on.
struct PieceWriter {
    piece: Vec<u8>,
    pieces: Pieces,
}

impl Write for PieceWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.piece.is_empty() {
            return Ok(());
        }
        let piece = Bytes::from(std::mem::replace(&mut self.piece, Vec::with_capacity(PIECE)));
        self.pieces.blocking_send(Ok(piece)).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thumbnail_keeps_the_shape_and_shows_white_through_transparency() {
        let picture = DynamicImage::ImageRgba8(image::RgbaImage::from_pixel(1000, 500, image::Rgba([0, 0, 0, 0])));
        let small = image::load_from_memory(&shrink(&picture).unwrap()).unwrap();
        assert_eq!((small.width(), small.height()), (480, 240));
        assert!(small.to_rgb8().get_pixel(10, 10).0.iter().all(|part| *part > 250));
    }
}
