//! The files residents' browsers load besides the pages: one style sheet, one script,
//! further ones for the pages that have a use for them, one icon. Each has its content hash
//! in its name, so it can be cached for ever, and is compressed once. They are part of the binary.

use std::io::Write as _;
use std::sync::LazyLock;

use flate2::Compression;
use flate2::write::GzEncoder;
use rust_embed::RustEmbed;

use crate::embedded::Embedded;

#[derive(RustEmbed)]
#[folder = "$OUT_DIR/assets"]
struct Files;

/// One file as it is served.
#[derive(Debug)]
pub struct Asset {
    source: &'static str,
    /// `/assets/resident.0123456789ab.css`
    pub url: String,
    /// `Content-Type`
    pub media_type: &'static str,
    /// Its bytes, plain and compressed.
    pub file: Embedded,
}

/// Every file with its `Content-Type`.
const SOURCES: [(&str, &str); 9] = [
    ("resident.css", "text/css; charset=utf-8"),
    ("resident.js", "text/javascript; charset=utf-8"),
    ("again.js", "text/javascript; charset=utf-8"),
    ("count.js", "text/javascript; charset=utf-8"),
    ("slots.js", "text/javascript; charset=utf-8"),
    ("keep.js", "text/javascript; charset=utf-8"),
    ("uploads.js", "text/javascript; charset=utf-8"),
    ("pen-and-place.js", "text/javascript; charset=utf-8"),
    ("icon.svg", "image/svg+xml"),
];

static ASSETS: LazyLock<Vec<Asset>> =
    LazyLock::new(|| SOURCES.iter().filter_map(|(source, media_type)| asset(source, media_type)).collect());

fn asset(source: &'static str, media_type: &'static str) -> Option<Asset> {
    let file = Embedded::find::<Files>(source)?;
    let (stem, extension) = source.split_once('.').unwrap_or((source, ""));
    Some(Asset { source, url: format!("/assets/{stem}.{}.{extension}", file.hash), media_type, file })
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
        for (source, _) in SOURCES {
            let file = &at(url(source)).unwrap_or_else(|| panic!("{source} is served")).file;
            let [gzip, brotli] = [&file.gzip, &file.brotli].map(|coded| coded.as_ref().map_or(0, bytes::Bytes::len));
            assert!(0 < brotli && brotli < gzip && gzip <= 10 * 1024, "{source}: gzip {gzip}, brotli {brotli}");
        }
        assert!(at("/assets/resident.css").is_none());
        assert!(
            at(url("resident.js")).is_some_and(|script| script
                .file
                .brotli
                .as_ref()
                .is_some_and(|bytes| bytes.len() <= 4 * 1024))
        );
    }
}
