//! Pictures on their way from one installation to another: inside the file of a form, as base64.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{MAX_KEPT, MAX_PICTURES, Picture};

/// A picture in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Carried {
    /// SHA-256 of the bytes in hexadecimal digits.
    pub sha256: String,
    /// The bytes in base64.
    pub content: String,
}

impl Carried {
    /// Packs the file of this name.
    #[must_use]
    pub fn packed(sha256: String, content: &[u8]) -> Self {
        Self { sha256, content: STANDARD.encode(content) }
    }

    /// Unpacks it. `None` when it is not exactly what its name says, or not what we would keep.
    fn unpacked(&self) -> Option<Picture> {
        if self.content.len() > MAX_KEPT / 3 * 4 + 4 {
            return None;
        }
        let content = STANDARD.decode(&self.content).ok()?;
        Picture::as_it_is(content.into()).filter(|picture| picture.sha256 == self.sha256)
    }
}

/// Unpacks all of them, or none: takes a while, only away from the threads that answer requests.
#[must_use]
pub fn unpack(carried: &[Carried]) -> Option<Vec<Picture>> {
    if carried.len() > MAX_PICTURES {
        return None;
    }
    carried.iter().map(Carried::unpacked).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::tests::picture;

    #[test]
    fn what_was_packed_comes_out_and_nothing_else() {
        let here = Picture::of(super::super::redraw(picture(image::ImageFormat::Png)).unwrap());
        let packed = Carried::packed(here.sha256.clone(), &here.content);
        assert_eq!(unpack(std::slice::from_ref(&packed)), Some(vec![here]));
        let other = Carried { sha256: "0".repeat(64), ..packed.clone() };
        assert_eq!(unpack(&[packed.clone(), other]), None);
        assert_eq!(unpack(&[Carried { content: "?".to_owned(), ..packed.clone() }]), None);
        assert_eq!(unpack(&vec![packed; MAX_PICTURES + 1]), None);
    }
}
