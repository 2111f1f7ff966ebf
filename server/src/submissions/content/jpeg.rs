//! JPEG (ITU-T T.81, annex B): keeping the segments that make the picture and dropping all others.

use super::exif;

const START: u8 = 0xd8;
const END: u8 = 0xd9;
const SCAN: u8 = 0xda;
const APP0: u8 = 0xe0;
const APP1: u8 = 0xe1;
const APP2: u8 = 0xe2;
const APP14: u8 = 0xee;
const APP15: u8 = 0xef;
const COMMENT: u8 = 0xfe;
/// Colour profiles; without them colours are wrong.
const ICC: &[u8] = b"ICC_PROFILE\0";

/// The same picture without metadata and without anything after its end. `None` when the file has no such structure.
pub(super) fn without_metadata(content: &[u8]) -> Option<Vec<u8>> {
    let mut kept = Vec::with_capacity(content.len());
    kept.extend_from_slice(&[0xff, START]);
    let mut at = 2;
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
        if let Some(body) = keep(marker, body) {
            segment(&mut kept, marker, &body)?;
        }
        if marker == SCAN {
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
        APP0 => body.starts_with(b"JFIF\0").then(|| body.to_vec()),
        APP2 => body.starts_with(ICC).then(|| body.to_vec()),
        // APP14 says how colours are coded.
        APP14 => body.starts_with(b"Adobe").then(|| body.to_vec()),
        APP0..=APP15 | COMMENT => None,
        _ => Some(body.to_vec()),
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
