//! The pictures of forms: public content that lies beside the documents, each found by the SHA-256 of its bytes (decision
//! 23). Knows no HTTP; SQL stands in `store::images`.

pub mod add;
pub mod check;
pub mod kept;
mod redraw;
pub mod settle;
pub mod sweep;
pub mod travel;

use bytes::Bytes;
use sha2::{Digest as _, Sha256};

use crate::content::MediaType;

pub use redraw::{RedrawError, Redrawn, redraw};

/// Largest file that is taken, in bytes.
pub const MAX_UPLOAD: usize = 5 * 1024 * 1024;
/// Largest picture that is kept, in bytes: residents pay for what they load.
pub const MAX_KEPT: usize = 512 * 1024;
/// Widest and highest picture that is kept, in pixels.
pub const MAX_WIDTH: u32 = 1600;
/// See [`MAX_WIDTH`].
pub const MAX_HEIGHT: u32 = 3200;
/// Pictures that lie beside one form, those included that its draft showed until lately.
pub const MAX_PICTURES: usize = 40;

/// A picture as it is kept and sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// SHA-256 of the bytes in hexadecimal digits.
    pub sha256: String,
    /// `image/png` or `image/jpeg`.
    pub media_type: &'static str,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// The file.
    pub content: Bytes,
}

impl Picture {
    /// A picture that was drawn anew.
    #[must_use]
    pub fn of(redrawn: Redrawn) -> Self {
        Self {
            sha256: sha256_of(&redrawn.content),
            media_type: redrawn.kind.as_str(),
            width: redrawn.width,
            height: redrawn.height,
            content: redrawn.content.into(),
        }
    }

    /// A picture that somebody else has drawn anew already (another installation, the gallery): taken byte for byte, because
    /// its name is its hash. `None` when it is not exactly what we would keep.
    #[must_use]
    pub fn as_it_is(content: Bytes) -> Option<Self> {
        if content.len() > MAX_KEPT {
            return None;
        }
        let kind = MediaType::of(&content).filter(|kind| *kind != MediaType::Pdf)?;
        let checked = crate::content::check(kind, content.to_vec()).ok()?;
        let picture = crate::content::upright(kind, &content)?.ok()?;
        let (width, height) = (picture.width(), picture.height());
        (checked == content && width <= MAX_WIDTH && height <= MAX_HEIGHT).then(|| Self {
            sha256: sha256_of(&content),
            media_type: kind.as_str(),
            width,
            height,
            content,
        })
    }
}

/// SHA-256 in hexadecimal digits.
#[must_use]
pub fn sha256_of(content: &[u8]) -> String {
    Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}
