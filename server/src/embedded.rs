//! Files that are part of the binary, as the build script left them: as they are, and compressed with brotli and gzip
//! where that makes them smaller. Whoever serves one chooses among the three; nothing is compressed here.

use std::borrow::Cow;

use bytes::Bytes;
use rust_embed::RustEmbed;

/// One file in all the codings it is kept in.
#[derive(Debug, Clone)]
pub struct Embedded {
    /// The bytes as they are.
    pub plain: Bytes,
    /// The same, compressed with brotli.
    pub brotli: Option<Bytes>,
    /// The same, compressed with gzip.
    pub gzip: Option<Bytes>,
    /// The first twelve digits (hexadecimal) of the plain bytes' SHA-256.
    pub hash: String,
}

impl Embedded {
    /// The file of this name in the folder `F` (`plain/NAME`, `br/NAME`, `gzip/NAME`), if there is one.
    #[must_use]
    pub fn find<F: RustEmbed>(name: &str) -> Option<Self> {
        let file = F::get(&format!("plain/{name}"))?;
        let hash = file.metadata.sha256_hash()[..6].iter().map(|byte| format!("{byte:02x}")).collect();
        let coded = |coding: &str| F::get(&format!("{coding}/{name}")).map(|file| bytes(file.data));
        Some(Self { plain: bytes(file.data), brotli: coded("br"), gzip: coded("gzip"), hash })
    }
}

/// Without a copy: what is embedded is there as long as the program.
fn bytes(data: Cow<'static, [u8]>) -> Bytes {
    match data {
        Cow::Borrowed(data) => Bytes::from_static(data),
        Cow::Owned(data) => Bytes::from(data),
    }
}
