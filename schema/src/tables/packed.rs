//! Tables too large to stand in the program as they are: compressed there, unpacked once, at the first lookup.

use super::lines::Lines;
use flate2::read::GzDecoder;
use std::io::Read;
use std::sync::LazyLock;

/// A compressed table.
pub type Packed = LazyLock<String>;

/// The text of a gzip file; empty if it were broken, which the tests of the tables would tell.
pub fn unpack(file: &[u8]) -> String {
    let mut text = String::new();
    if GzDecoder::new(file).read_to_string(&mut text).is_err() {
        text.clear();
    }
    text
}

/// The lines of a compressed table.
pub fn lines(table: &'static Packed) -> Lines<'static> {
    Lines(table.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_gzip_is_an_empty_table() {
        assert_eq!(unpack(b"no gzip"), "");
        assert_eq!(unpack(b""), "");
    }
}
