//! The files residents' browsers load besides the pages: one style sheet, one script,
//! further ones for the pages that have a use for them, one icon. Each has its content hash
//! in its name, so it can be cached for ever, and is compressed once. They are part of the binary.

use std::io::Write as _;
use std::sync::LazyLock;

use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest as _, Sha256};

/// One file as it is served.
#[derive(Debug)]
pub struct Asset {
    source: &'static str,
    /// `/assets/resident.0123456789ab.css`
    pub url: String,
    /// `Content-Type`
    pub media_type: &'static str,
    /// The bytes as they are.
    pub plain: &'static [u8],
    /// The bytes compressed with gzip.
    pub gzip: Vec<u8>,
}

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    vec![
        asset("resident.css", "text/css; charset=utf-8", include_bytes!("../../assets/resident.css")),
        asset("resident.js", "text/javascript; charset=utf-8", include_bytes!("../../assets/resident.js")),
        asset("count.js", "text/javascript; charset=utf-8", include_bytes!("../../assets/count.js")),
        asset("keep.js", "text/javascript; charset=utf-8", include_bytes!("../../assets/keep.js")),
        asset("uploads.js", "text/javascript; charset=utf-8", include_bytes!("../../assets/uploads.js")),
        asset("pen-and-place.js", "text/javascript; charset=utf-8", include_bytes!("../../assets/pen-and-place.js")),
        asset("icon.svg", "image/svg+xml", include_bytes!("../../assets/icon.svg")),
    ]
});

fn asset(source: &'static str, media_type: &'static str, plain: &'static [u8]) -> Asset {
    let hash: String = Sha256::digest(plain).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    let (stem, extension) = source.split_once('.').unwrap_or((source, ""));
    Asset { source, url: format!("/assets/{stem}.{hash}.{extension}"), media_type, plain, gzip: gzip(plain) }
}

/// Compresses finished bytes once, as small as possible.
#[must_use]
pub fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    // Writing into memory cannot fail.
    encoder.write_all(plain).and_then(|()| encoder.finish()).unwrap_or_default()
}

/// The address of an asset by its plain name (`resident.css`).
#[must_use]
pub fn url(source: &str) -> &'static str {
    ASSETS.iter().find(|asset| asset.source == source).map_or("", |asset| &asset.url)
}

/// The asset at this address, if there is one.
#[must_use]
pub fn at(path: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.url == path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_asset_is_found_at_its_url_and_small() {
        for source in
            ["resident.css", "resident.js", "count.js", "keep.js", "uploads.js", "pen-and-place.js", "icon.svg"]
        {
            let asset = at(url(source)).unwrap_or_else(|| panic!("{source} is served"));
            assert!(!asset.gzip.is_empty() && asset.gzip.len() <= 10 * 1024, "{source}: {}", asset.gzip.len());
        }
        assert!(at("/assets/resident.css").is_none());
        assert!(at(url("resident.js")).is_some_and(|script| script.gzip.len() <= 5 * 1024));
    }
}
