//! PNG (W3C, third edition): keeping the chunks that make the picture and dropping all others. An animation becomes its
//! first picture.

use std::io::{Cursor, Read as _};

use flate2::read::ZlibDecoder;
use png::{Decoder, DecodingError, Limits};

use super::{Fault, exif, icc};

const SIGNATURE_LENGTH: usize = 8;
/// What a picture is made of. Text, time, animation and unknown chunks are not here.
const PICTURE: [&[u8; 4]; 13] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs", b"cICP",
];

/// The same picture without metadata and without anything after its end. `None` when the file has no such structure.
pub(super) fn without_metadata(content: &[u8]) -> Option<Vec<u8>> {
    let mut kept = content.get(..SIGNATURE_LENGTH)?.to_vec();
    let mut at = SIGNATURE_LENGTH;
    loop {
        let length = u32::from_be_bytes(content.get(at..at + 4)?.try_into().ok()?);
        let end = at.checked_add(usize::try_from(length).ok()?)?.checked_add(12)?;
        let chunk = content.get(at..end)?;
        let name: &[u8; 4] = chunk[4..8].try_into().ok()?;
        if PICTURE.contains(&name) {
            if name != b"iCCP" || holds_profile(&chunk[8..chunk.len() - 4]) {
                kept.extend_from_slice(chunk);
            }
        } else if name == b"eXIf"
            && let Some(block) = exif::orientation_only(&chunk[8..chunk.len() - 4])
        {
            append(&mut kept, *name, &block);
        }
        if name == b"IEND" {
            return Some(kept);
        }
        at = end;
    }
}

/// Whether a profile stands there and is small (11.3.2.3): name, zero, method, and the profile compressed.
fn holds_profile(body: &[u8]) -> bool {
    let Some(end) = body.iter().take(80).position(|byte| *byte == 0) else { return false };
    let Some(compressed) = body.get(end + 2..) else { return false };
    let mut profile = Vec::new();
    let most = icc::MOST as u64 + 1;
    let read = ZlibDecoder::new(compressed).take(most).read_to_end(&mut profile);
    read.is_ok() && profile.len() <= icc::MOST && icc::is_profile(&profile)
}

/// Whether the picture decodes, row by row: whatever its size, two rows are in memory.
pub(super) fn verify(content: &[u8]) -> Result<(), Fault> {
    let fault = |error| match error {
        DecodingError::LimitsExceeded => Fault::Pixels,
        _ => Fault::Damaged,
    };
    let mut decoder = Decoder::new_with_limits(Cursor::new(content), Limits { bytes: 16 * 1024 * 1024 });
    let header = decoder.read_header_info().map_err(fault)?;
    super::within_bounds(header.width, header.height)?;
    let mut reader = decoder.read_info().map_err(fault)?;
    while reader.next_row().map_err(fault)?.is_some() {}
    Ok(())
}

fn append(kept: &mut Vec<u8>, name: [u8; 4], body: &[u8; 26]) {
    let mut crc = flate2::Crc::new();
    crc.update(&name);
    crc.update(body);
    kept.extend_from_slice(&26_u32.to_be_bytes());
    kept.extend_from_slice(&name);
    kept.extend_from_slice(body);
    kept.extend_from_slice(&crc.sum().to_be_bytes());
}

#[cfg(test)]
mod tests {
    use image::ImageFormat;

    use super::super::tests::picture;
    use super::super::{MediaType, upright};
    use super::*;

    fn with_chunk(png: &[u8], name: &[u8; 4], body: &[u8]) -> Vec<u8> {
        let after_header = SIGNATURE_LENGTH + 25;
        let mut crc = flate2::Crc::new();
        crc.update(name);
        crc.update(body);
        let length = u32::try_from(body.len()).unwrap().to_be_bytes();
        [&png[..after_header], &length, name, body, &crc.sum().to_be_bytes(), &png[after_header..]].concat()
    }

    #[test]
    fn a_screenshot_loses_its_text_and_what_follows_its_end() {
        let plain = picture(ImageFormat::Png);
        let mut shot = with_chunk(&plain, b"tEXt", b"Author\0somebody");
        shot.extend_from_slice(b"PK\x03\x04");
        assert_eq!(without_metadata(&shot).unwrap(), plain);
        assert_eq!(without_metadata(&plain[..plain.len() - 1]), None);
    }

    #[test]
    fn a_profile_stays_when_it_is_one_and_an_animation_becomes_a_picture() {
        let plain = picture(ImageFormat::Png);
        let packed = |profile: &[u8]| {
            let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
            std::io::Write::write_all(&mut encoder, profile).unwrap();
            [b"sRGB\0\0".as_slice(), &encoder.finish().unwrap()].concat()
        };
        let shot = with_chunk(&plain, b"iCCP", &packed(&icc::tests::profile()));
        assert_eq!(without_metadata(&shot).unwrap(), shot);
        assert_eq!(without_metadata(&with_chunk(&plain, b"iCCP", &packed(b"a secret"))).unwrap(), plain);
        let bomb = [icc::tests::profile(), vec![0; 3 * 1024 * 1024]].concat();
        assert_eq!(without_metadata(&with_chunk(&plain, b"iCCP", &packed(&bomb))).unwrap(), plain);
        assert_eq!(without_metadata(&with_chunk(&plain, b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0])).unwrap(), plain);
        assert_eq!(verify(&plain), Ok(()));
    }

    #[test]
    fn the_orientation_stays() {
        let shot = with_chunk(&picture(ImageFormat::Png), b"eXIf", &exif::tests::from_a_telephone());
        let kept = without_metadata(&shot).unwrap();
        assert!(!kept.windows(3).any(|window| window == b"GPS"));
        assert_eq!(upright(MediaType::Png, &kept).unwrap().unwrap().width(), 32);
    }
}
