//! JPEG (ITU-T T.81, annex B): keeping the segments that make the picture and dropping all others.

use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;

use super::{Fault, exif, icc};

const START: u8 = 0xd8;
const END: u8 = 0xd9;
const SCAN: u8 = 0xda;
const APP0: u8 = 0xe0;
const APP1: u8 = 0xe1;
const APP2: u8 = 0xe2;
const APP14: u8 = 0xee;
/// Colour profiles; without them colours are wrong.
const ICC: &[u8] = b"ICC_PROFILE\0";
/// Identifier, number and count before a piece of a profile.
const ICC_HEAD: usize = 14;
/// Identifier, version, density and the size of a preview, which may show what the picture itself does not any more.
const JFIF: usize = 14;
/// Scans of a picture: ten are usual. Each may make a reader go through the whole picture once more.
const MOST_SCANS: usize = 100;
/// Memory for finding out whether a picture decodes. Beyond it the structure has to do: no telephone makes such pictures.
const MOST_MEMORY: usize = 64 * 1024 * 1024;

/// The same picture without metadata and without anything after its end. `None` when the file has no such structure.
pub(super) fn without_metadata(content: &[u8]) -> Option<Vec<u8>> {
    let mut kept = Vec::with_capacity(content.len());
    kept.extend_from_slice(&[0xff, START]);
    let mut at = 2;
    let (mut profile, mut scans) = (0, 0);
    loop {
        let marker = marker_at(content, &mut at)?;
        match marker {
            END => {
                kept.extend_from_slice(&[0xff, END]);
                return Some(kept);
            }
            // Markers without a length do not stand between segments.
            0x01 | START | 0xd0..=0xd7 => return None,
            _ => {}
        }
        let length = usize::from(u16::from_be_bytes([*content.get(at)?, *content.get(at + 1)?]));
        let body = content.get(at + 2..at + length.max(2))?;
        at += length.max(2);
        if marker == APP2 && body.starts_with(ICC) {
            // A profile comes in numbered pieces; only the first shows that it is one.
            let piece = body.get(ICC_HEAD..)?;
            let is_next = profile > 0 || icc::is_profile(piece);
            if is_next && profile + piece.len() <= icc::MOST {
                profile += piece.len();
                segment(&mut kept, marker, body)?;
            }
        } else if let Some(body) = keep(marker, body) {
            segment(&mut kept, marker, &body)?;
        }
        if marker == SCAN {
            scans += 1;
            if scans > MOST_SCANS {
                return None;
            }
            let end = end_of_scan(content, at)?;
            kept.extend_from_slice(&content[at..end]);
            at = end;
        }
    }
}

/// Reads `FF` (any number of them) and the marker's code. Some cameras leave stray bytes before it; decoders skip them, and
/// so do we.
fn marker_at(content: &[u8], at: &mut usize) -> Option<u8> {
    loop {
        *at += content.get(*at..)?.iter().position(|byte| *byte == 0xff)?;
        while *content.get(*at)? == 0xff {
            *at += 1;
        }
        let marker = content[*at];
        *at += 1;
        if marker != 0x00 {
            return Some(marker);
        }
    }
}

/// What stays of a segment.
fn keep(marker: u8, body: &[u8]) -> Option<Vec<u8>> {
    match marker {
        APP1 => {
            let block = exif::orientation_only(body.strip_prefix(exif::SIGNATURE)?)?;
            Some([exif::SIGNATURE, &block].concat())
        }
        APP0 => {
            let mut head = body.get(..JFIF).filter(|head| head.starts_with(b"JFIF\0"))?.to_vec();
            head[JFIF - 2..].fill(0);
            Some(head)
        }
        // APP14 says how colours are coded.
        APP14 => body.starts_with(b"Adobe").then(|| body.to_vec()),
        // Tables, frames and scans; what else has a marker is no part of a picture.
        0xc0..=0xcf | 0xda..=0xdf => Some(body.to_vec()),
        _ => None,
    }
}

/// Whether the picture decodes, within bounds of size and memory.
pub(super) fn verify(content: &[u8]) -> Result<(), Fault> {
    let damaged = |_| Fault::Damaged;
    let options = DecoderOptions::default().set_strict_mode(false).set_max_width(usize::MAX).set_max_height(usize::MAX);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(content), options);
    decoder.decode_headers().map_err(damaged)?;
    let (width, height) = decoder.dimensions().ok_or(Fault::Damaged)?;
    let side = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
    super::within_bounds(side(width), side(height))?;
    let frame = frame(content).ok_or(Fault::Damaged)?;
    // Grey shows as well as colour whether it decodes, in a third of the memory.
    let (space, depth) = match decoder.input_colorspace() {
        Some(ColorSpace::YCbCr | ColorSpace::Luma) => (ColorSpace::Luma, 1),
        _ => (ColorSpace::RGB, 3),
    };
    // A progressive picture is gathered whole before it is drawn: a 16-bit number for each sample.
    let gathered = if frame.is_progressive { width * height * 2 * frame.components } else { 0 };
    if width * height * depth + gathered > MOST_MEMORY {
        return Ok(());
    }
    decoder.set_options(options.jpeg_set_out_colorspace(space));
    let mut picture = vec![0; decoder.output_buffer_size().ok_or(Fault::Damaged)?];
    decoder.decode_into(&mut picture).map_err(|_| Fault::Damaged)
}

struct Frame {
    is_progressive: bool,
    components: usize,
}

/// What the frame header says (B.2.2), in a file that [`without_metadata`] has written: segments follow one another.
fn frame(content: &[u8]) -> Option<Frame> {
    let mut at = 2;
    loop {
        let marker = marker_at(content, &mut at)?;
        let length = usize::from(u16::from_be_bytes([*content.get(at)?, *content.get(at + 1)?]));
        match marker {
            // Huffman tables, reserved, arithmetic coding: among the frames, but none.
            0xc4 | 0xc8 | 0xcc => {}
            0xc0..=0xcf => {
                let components = usize::from(*content.get(at + 7)?);
                return Some(Frame { is_progressive: matches!(marker, 0xc2 | 0xc6 | 0xca | 0xce), components });
            }
            SCAN | END => return None,
            _ => {}
        }
        at += length.max(2);
    }
}

fn segment(kept: &mut Vec<u8>, marker: u8, body: &[u8]) -> Option<()> {
    kept.extend_from_slice(&[0xff, marker]);
    kept.extend_from_slice(&u16::try_from(body.len() + 2).ok()?.to_be_bytes());
    kept.extend_from_slice(body);
    Some(())
}

/// Where the compressed data ends: at the next marker that is neither a stuffed zero nor a restart.
fn end_of_scan(content: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += content.get(at..)?.iter().position(|byte| *byte == 0xff)?;
        match *content.get(at + 1)? {
            0x00 | 0xd0..=0xd7 => at += 2,
            0xff => at += 1,
            _ => return Some(at),
        }
    }
}

#[cfg(test)]
mod tests {
    use image::ImageFormat;

    use super::super::exif::tests::from_a_telephone;
    use super::super::tests::picture;
    use super::super::{MediaType, upright};
    use super::*;

    const COMMENT: u8 = 0xfe;

    fn photograph() -> Vec<u8> {
        let plain = picture(ImageFormat::Jpeg);
        let mut photo = plain[..2].to_vec();
        segment(&mut photo, APP1, &[exif::SIGNATURE, &from_a_telephone()].concat()).unwrap();
        segment(&mut photo, APP1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>35.6586</x:xmpmeta>").unwrap();
        segment(&mut photo, 0xed, b"Photoshop 3.0\0place").unwrap();
        segment(&mut photo, COMMENT, b"taken at home").unwrap();
        photo.extend_from_slice(&plain[2..]);
        photo.extend_from_slice(b"PK\x03\x04 a second file behind the picture");
        photo
    }

    #[test]
    fn a_photograph_loses_its_place_and_keeps_its_orientation() {
        let kept = without_metadata(&photograph()).unwrap();
        for gone in [&b"GPS"[..], b"35.6586", b"Photoshop", b"home", b"PK\x03\x04"] {
            assert!(!kept.windows(gone.len()).any(|window| window == gone));
        }
        assert!(kept.ends_with(&[0xff, END]));
        let upright = upright(MediaType::Jpeg, &kept).unwrap().unwrap();
        // It was held upright: 64 × 32 becomes 32 × 64, and the bright half is on top.
        assert_eq!((upright.width(), upright.height()), (32, 64));
        assert!(upright.to_rgb8().get_pixel(16, 8).0[0] > 200);
    }

    #[test]
    fn the_pictures_data_stays_byte_for_byte() {
        let plain = picture(ImageFormat::Jpeg);
        assert_eq!(without_metadata(&plain).unwrap(), plain);
    }

    #[test]
    fn only_what_belongs_to_the_picture_stays() {
        let plain = picture(ImageFormat::Jpeg);
        let mut photo = plain[..2].to_vec();
        let preview = [b"JFIF\0\x01\x02\x00\0\x01\0\x01\x02\x01".as_slice(), b"faces!"].concat();
        segment(&mut photo, APP0, &preview).unwrap();
        let profile = [ICC, b"\x01\x01", &icc::tests::profile()].concat();
        segment(&mut photo, APP2, &profile).unwrap();
        segment(&mut photo, APP2, b"MPF\0 another picture").unwrap();
        segment(&mut photo, 0xf7, b"a marker nobody knows").unwrap();
        photo.extend_from_slice(&plain[2..]);
        let kept = without_metadata(&photo).unwrap();
        let has = |bytes: &[u8]| kept.windows(bytes.len()).any(|window| window == bytes);
        assert!(has(&profile) && !has(b"faces") && !has(b"another") && !has(b"nobody"));
        assert_eq!(verify(&kept), Ok(()));
        let mut photo = plain[..2].to_vec();
        segment(&mut photo, APP2, &[ICC, b"\x01\x01", b"<?php no profile at all ?>".repeat(9).as_slice()].concat())
            .unwrap();
        photo.extend_from_slice(&plain[2..]);
        assert_eq!(without_metadata(&photo).unwrap(), plain);
    }

    #[test]
    fn stray_bytes_before_a_marker_are_skipped() {
        let plain = picture(ImageFormat::Jpeg);
        let odd = [&plain[..2], b"\0\0\xff\0", &plain[2..]].concat();
        assert_eq!(without_metadata(&odd).unwrap(), plain);
    }

    #[test]
    fn what_is_cut_off_has_no_structure() {
        let photo = photograph();
        for length in [2, 3, 10, 40, 200] {
            assert_eq!(without_metadata(&photo[..length]), None, "{length}");
        }
    }
}
