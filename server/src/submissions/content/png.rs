//! PNG (W3C, third edition): keeping the chunks that make the picture and dropping all others.

use super::exif;

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
            kept.extend_from_slice(chunk);
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
    fn the_orientation_stays() {
        let shot = with_chunk(&picture(ImageFormat::Png), b"eXIf", &exif::tests::from_a_telephone());
        let kept = without_metadata(&shot).unwrap();
        assert!(!kept.windows(3).any(|window| window == b"GPS"));
        assert_eq!(upright(MediaType::Png, &kept).unwrap().unwrap().width(), 32);
    }
}
