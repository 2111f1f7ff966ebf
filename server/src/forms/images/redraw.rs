//! Drawing a picture anew: checked as what residents send is, upright, small enough for a telephone, and encoded by us, so
//! that nothing of the sender's bytes is left.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::imageops::FilterType as Scaling;
use image::{DynamicImage, RgbImage};

use super::{MAX_HEIGHT, MAX_KEPT, MAX_WIDTH};
use crate::content::{self, Fault, MediaType};

/// From good to sufficient.
const QUALITIES: [u8; 3] = [86, 76, 64];

/// A picture drawn anew.
#[derive(Debug, PartialEq, Eq)]
pub struct Redrawn {
    /// PNG or JPEG.
    pub(crate) kind: MediaType,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// The file.
    pub content: Vec<u8>,
}

/// Why a file is not taken as a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RedrawError {
    /// It is neither PNG nor JPEG; what it is instead where that is known (`svg`, `heic`, `picture` …).
    #[error("the file is neither PNG nor JPEG")]
    Type(Option<&'static str>),
    /// It is damaged, or too large to be looked at.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// It cannot be encoded: a fault of ours.
    #[error("the picture cannot be written")]
    Unwritten,
}

/// Draws a file anew. Takes seconds and up to 200 MB for the largest: only within `content::heavy`.
///
/// # Errors
/// See [`RedrawError`].
pub fn redraw(file: Vec<u8>) -> Result<Redrawn, RedrawError> {
    if file.is_empty() {
        return Err(Fault::Empty.into());
    }
    let Some(kind) = MediaType::of(&file).filter(|kind| *kind != MediaType::Pdf) else {
        let found = if MediaType::of(&file).is_some() { Some("pdf") } else { content::found(&file) };
        return Err(RedrawError::Type(found));
    };
    let kept = content::check(kind, file)?;
    let picture = content::upright(kind, &kept).ok_or(RedrawError::Type(None))??;
    drop(kept);
    let flat = content::on_white(&within(picture));
    encode(kind, flat).map_err(|_| RedrawError::Unwritten)
}

fn within(picture: DynamicImage) -> DynamicImage {
    let is_small = picture.width() <= MAX_WIDTH && picture.height() <= MAX_HEIGHT;
    if is_small { picture } else { picture.resize(MAX_WIDTH, MAX_HEIGHT, Scaling::CatmullRom) }
}

/// Drawings stay sharp as PNG while they are small enough; everything else becomes a JPEG that is.
fn encode(kind: MediaType, picture: RgbImage) -> image::ImageResult<Redrawn> {
    if kind == MediaType::Png {
        let mut content = Vec::new();
        let best = PngEncoder::new_with_quality(&mut content, CompressionType::Best, FilterType::Adaptive);
        picture.write_with_encoder(best)?;
        if content.len() <= MAX_KEPT {
            return Ok(Redrawn { kind, width: picture.width(), height: picture.height(), content });
        }
    }
    let mut picture = picture;
    loop {
        for quality in QUALITIES {
            let mut content = Vec::new();
            picture.write_with_encoder(JpegEncoder::new_with_quality(&mut content, quality))?;
            if content.len() <= MAX_KEPT {
                let (width, height) = (picture.width(), picture.height());
                return Ok(Redrawn { kind: MediaType::Jpeg, width, height, content });
            }
        }
        // Noise: nothing else stays so large.
        let (width, height) = ((picture.width() * 3 / 4).max(1), (picture.height() * 3 / 4).max(1));
        picture = image::imageops::resize(&picture, width, height, Scaling::Triangle);
    }
}

#[cfg(test)]
mod tests {
    use image::{ImageFormat, Rgba, RgbaImage};

    use super::super::Picture;
    use super::*;
    use crate::content::tests::picture;

    fn png(width: u32, height: u32, pixel: impl Fn(u32, u32) -> [u8; 4]) -> Vec<u8> {
        let drawn = RgbaImage::from_fn(width, height, |x, y| Rgba(pixel(x, y)));
        let mut bytes = std::io::Cursor::new(Vec::new());
        DynamicImage::ImageRgba8(drawn).write_to(&mut bytes, ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn what_is_drawn_anew_is_what_others_take_as_it_is() {
        for (format, kind) in [(ImageFormat::Png, MediaType::Png), (ImageFormat::Jpeg, MediaType::Jpeg)] {
            let drawn = redraw(picture(format)).unwrap();
            assert_eq!((drawn.kind, drawn.width, drawn.height), (kind, 64, 32));
            let here = Picture::of(drawn);
            assert_eq!(Picture::as_it_is(here.content.clone()), Some(here));
        }
    }

    #[test]
    fn a_wide_picture_becomes_as_wide_as_a_page() {
        let drawn = redraw(png(3000, 300, |x, _| [u8::try_from(x % 250).unwrap(), 10, 200, 255])).unwrap();
        assert_eq!((drawn.kind, drawn.width, drawn.height), (MediaType::Png, 1600, 160));
        let high = redraw(png(10, 4000, |_, _| [1, 2, 3, 255])).unwrap();
        assert_eq!((high.width, high.height), (8, 3200));
    }

    #[test]
    fn what_shines_through_is_white_and_what_is_too_heavy_becomes_a_jpeg() {
        let clear = redraw(png(40, 40, |_, _| [0, 0, 0, 0])).unwrap();
        let seen = image::load_from_memory(&clear.content).unwrap().to_rgb8();
        assert_eq!(seen.get_pixel(3, 3).0, [255, 255, 255]);
        // Noise of a fixed seed: no encoder makes anything small of it.
        let noise = |x: u32, y: u32| {
            let mixed = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(2_246_822_519)).wrapping_mul(3_266_489_917);
            let [a, b, c, _] = (mixed ^ (mixed >> 15)).wrapping_mul(668_265_263).to_be_bytes();
            [a, b, c, 255]
        };
        let heavy = redraw(png(900, 900, noise)).unwrap();
        assert_eq!(heavy.kind, MediaType::Jpeg);
        assert!(heavy.content.len() <= MAX_KEPT, "{}", heavy.content.len());
    }

    #[test]
    fn what_is_no_picture_says_what_it_is() {
        let svg = b"<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>".to_vec();
        assert_eq!(redraw(svg), Err(RedrawError::Type(Some("svg"))));
        assert_eq!(redraw(b"%PDF-1.7\n".to_vec()), Err(RedrawError::Type(Some("pdf"))));
        assert_eq!(redraw(Vec::new()), Err(RedrawError::Fault(Fault::Empty)));
        let whole = picture(ImageFormat::Jpeg);
        assert_eq!(redraw(whole[..whole.len() / 2].to_vec()), Err(RedrawError::Fault(Fault::Damaged)));
        assert_eq!(Picture::as_it_is(b"GIF89a".as_slice().into()), None);
        let tail = [picture(ImageFormat::Png), b"PK\x03\x04".to_vec()].concat();
        assert_eq!(Picture::as_it_is(tail.into()), None, "what we would not keep as it is");
    }
}
