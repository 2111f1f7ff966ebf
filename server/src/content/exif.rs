//! The one piece of EXIF metadata that is kept: how the picture was held.

use image::metadata::Orientation;

/// What a JPEG segment of EXIF begins with (CIPA DC-008, 4.7.2).
pub(super) const SIGNATURE: &[u8] = b"Exif\0\0";

/// A TIFF block that says the orientation and nothing else, made from one that may say more. `None` when the picture
/// stands upright already or the block cannot be read.
pub(super) fn orientation_only(tiff: &[u8]) -> Option<[u8; 26]> {
    let orientation = Orientation::from_exif_chunk(tiff)?;
    if orientation == Orientation::NoTransforms {
        return None;
    }
    let mut block = [0; 26];
    block[..4].copy_from_slice(b"MM\0*");
    block[7] = 8; // the first directory follows this header
    block[9] = 1; // with one entry:
    block[10..12].copy_from_slice(&[0x01, 0x12]); // Orientation
    block[13] = 3; // one 16-bit number
    block[17] = 1;
    block[19] = orientation.to_exif();
    Some(block)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Little-endian EXIF as telephones write it: an orientation, and a place in a block of its own.
    pub(crate) fn from_a_telephone() -> Vec<u8> {
        let mut tiff = b"II*\0\x08\0\0\0\x02\0".to_vec();
        tiff.extend_from_slice(&[0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0]);
        tiff.extend_from_slice(&[0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0]);
        tiff.extend_from_slice(&[0; 4]);
        tiff.extend_from_slice(b"GPS 35.6586 139.7454");
        tiff
    }

    #[test]
    fn only_the_orientation_stays() {
        let block = orientation_only(&from_a_telephone()).unwrap();
        assert_eq!(Orientation::from_exif_chunk(&block), Some(Orientation::Rotate90));
        assert!(!block.windows(3).any(|window| window == b"GPS"));
        assert_eq!(orientation_only(b"not tiff"), None);
    }
}
