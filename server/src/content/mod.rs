//! What an uploaded file really is, whatever its name and its sender say.
//!
//! A file is taken for what its bytes are: JPEG, PNG or PDF. What else it may be is told apart only for the refusal's
//! sentence (`foreign`). Pictures must decode within bounds and are rewritten
//! without anything that does not belong to the picture (place of the photo, device, preview, comments, bytes after the
//! end); of the metadata only the orientation stays, without which the picture would lie on its side. The picture's own
//! data is not touched, so what staff download has the quality the resident sent. Knows neither forms nor storage.

mod exif;
mod foreign;
mod icc;
mod jpeg;
mod pdf;
mod png;

use std::io::Cursor;

pub(super) use foreign::found;

use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage};
use tokio::sync::Semaphore;

/// Most pixels of a picture: more than telephones take, few enough to decode in 200 MB.
const MAX_PIXELS: u64 = 50_000_000;
/// Most memory for decoding one picture to make a thumbnail.
const MAX_MEMORY: u64 = 256 * 1024 * 1024;
/// Longest side; beyond it a picture is a trap.
const MAX_SIDE: u32 = 30_000;
/// How many files are worked on at the same time: this bounds memory however many residents upload.
static TURNS: Semaphore = Semaphore::const_new(2);

/// The types that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MediaType {
    Jpeg,
    Png,
    Pdf,
}

impl MediaType {
    /// What the first bytes say.
    pub(super) fn of(content: &[u8]) -> Option<Self> {
        match content {
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Self::Png),
            [b'%', b'P', b'D', b'F', b'-', ..] => Some(Self::Pdf),
            _ => None,
        }
    }

    /// As stored in the database, if it is one of these.
    pub(super) fn named(name: &str) -> Option<Self> {
        [Self::Jpeg, Self::Png, Self::Pdf].into_iter().find(|kind| kind.as_str() == name)
    }

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Pdf => "application/pdf",
        }
    }

    /// The endings a name of this type may have; the first is given to names without one.
    pub(super) fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Jpeg => &["jpg", "jpeg", "jpe", "jfif"],
            Self::Png => &["png"],
            Self::Pdf => &["pdf"],
        }
    }

    fn picture(self) -> Option<ImageFormat> {
        match self {
            Self::Jpeg => Some(ImageFormat::Jpeg),
            Self::Png => Some(ImageFormat::Png),
            Self::Pdf => None,
        }
    }
}

/// Why a file of an accepted type is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// It is cut off or broken.
    #[error("the file is damaged")]
    Damaged,
    /// It is two kinds of file at once.
    #[error("the file is two kinds of file at once")]
    Mixed,
    /// The picture has too many pixels.
    #[error("the picture has too many pixels")]
    Pixels,
    /// The document is encrypted: nobody can look into it.
    #[error("the document is locked")]
    Locked,
    /// The document holds scripts, other files or actions.
    #[error("the document acts when it is opened")]
    Active,
    /// What is compressed in it grows beyond all measure.
    #[error("the file bursts when it is opened")]
    Bursting,
    /// The virus scanner found something.
    #[error("the file is infected")]
    Infected,
}

impl Fault {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Empty,
        Self::Damaged,
        Self::Mixed,
        Self::Pixels,
        Self::Locked,
        Self::Active,
        Self::Bursting,
        Self::Infected,
    ];

    /// The stable word, as violations carry it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "fileEmpty",
            Self::Damaged => "fileDamaged",
            Self::Mixed => "fileMixed",
            Self::Pixels => "filePixels",
            Self::Locked => "fileLocked",
            Self::Active => "fileActive",
            Self::Bursting => "fileBursting",
            Self::Infected => "fileInfected",
        }
    }
}

/// Checks a whole file of this type and gives back what is to be stored.
pub(super) fn check(kind: MediaType, content: Vec<u8>) -> Result<Vec<u8>, Fault> {
    // What is stored is what must decode, not what was sent.
    match kind {
        MediaType::Jpeg => {
            let kept = jpeg::without_metadata(&content).ok_or(Fault::Damaged)?;
            drop(content);
            jpeg::verify(&kept)?;
            Ok(kept)
        }
        MediaType::Png => {
            let kept = png::without_metadata(&content).ok_or(Fault::Damaged)?;
            drop(content);
            png::verify(&kept)?;
            Ok(kept)
        }
        MediaType::Pdf => pdf::check(&content).map(|()| content),
    }
}

/// Whether a picture of this size may be looked at.
fn within_bounds(width: u32, height: u32) -> Result<(), Fault> {
    let is_small = width.max(height) <= MAX_SIDE && u64::from(width) * u64::from(height) <= MAX_PIXELS;
    if is_small { Ok(()) } else { Err(Fault::Pixels) }
}

/// Decodes a picture upright, within the bounds. `None` for what is no picture.
pub(super) fn upright(kind: MediaType, content: &[u8]) -> Option<Result<DynamicImage, Fault>> {
    kind.picture().map(|format| decode(format, content))
}

fn decode(format: ImageFormat, content: &[u8]) -> Result<DynamicImage, Fault> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(content), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(trouble)?;
    let (width, height) = decoder.dimensions();
    within_bounds(width, height)?;
    let orientation = decoder.orientation().map_err(trouble)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(trouble)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn trouble(error: image::ImageError) -> Fault {
    match error {
        image::ImageError::Limits(_) => Fault::Pixels,
        _ => Fault::Damaged,
    }
}

/// A picture on white, as on paper: JPEG knows no transparency, and nobody knows what a page would shine through.
pub(super) fn on_white(picture: &DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let picture = picture.to_rgba8();
    RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
        let [red, green, blue, alpha] = picture.get_pixel(x, y).0.map(u32::from);
        let mix = |colour: u32| u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255).unwrap_or(255);
        image::Rgb([mix(red), mix(green), mix(blue)])
    })
}

/// Runs heavy work on files away from the threads that answer requests, two at a time.
pub(super) async fn heavy<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> anyhow::Result<T> {
    let turn = TURNS.acquire().await?;
    // The turn goes with the work: a client that hangs up does not end it.
    let done = tokio::task::spawn_blocking(move || {
        let done = work();
        drop(turn);
        done
    });
    Ok(done.await?)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A small picture with a bright left half.
    pub(crate) fn picture(format: ImageFormat) -> Vec<u8> {
        let mut buffer = image::RgbImage::new(64, 32);
        for (x, _, pixel) in buffer.enumerate_pixels_mut() {
            pixel.0 = if x < 32 { [250, 240, 30] } else { [20, 30, 90] };
        }
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::ImageRgb8(buffer).write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn types_are_told_by_content() {
        assert_eq!(MediaType::of(&picture(ImageFormat::Jpeg)), Some(MediaType::Jpeg));
        assert_eq!(MediaType::of(&picture(ImageFormat::Png)), Some(MediaType::Png));
        assert_eq!(MediaType::of(b"%PDF-1.7\n"), Some(MediaType::Pdf));
        for other in
            [&b"MZ\x90\0"[..], b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\0\0\0\x18ftypheic", b"PK\x03\x04", b""]
        {
            assert_eq!(MediaType::of(other), None);
        }
    }

    #[test]
    fn a_picture_that_does_not_decode_is_damaged() {
        let mut png = picture(ImageFormat::Png);
        let middle = png.len() / 2;
        png[middle] ^= 0xff;
        assert_eq!(check(MediaType::Png, png), Err(Fault::Damaged));
        let jpeg = picture(ImageFormat::Jpeg);
        assert_eq!(check(MediaType::Jpeg, jpeg[..jpeg.len() / 2].to_vec()), Err(Fault::Damaged));
        assert_eq!(check(MediaType::Jpeg, b"\xff\xd8\xff<script>".to_vec()), Err(Fault::Damaged));
    }

    #[test]
    fn a_picture_of_too_many_pixels_is_refused_before_it_is_decoded() {
        // The header alone says 20,000 × 20,000; there is no data behind it.
        let mut png = picture(ImageFormat::Png);
        png[16..20].copy_from_slice(&20_000_u32.to_be_bytes());
        png[20..24].copy_from_slice(&20_000_u32.to_be_bytes());
        let mut crc = flate2::Crc::new();
        crc.update(&png[12..29]);
        png[29..33].copy_from_slice(&crc.sum().to_be_bytes());
        assert_eq!(check(MediaType::Png, png), Err(Fault::Pixels));
    }
}
