//! Lookups in a table that is one sorted text: a row a line, columns parted by tabs, the key first. Kept as text because
//! it is searched as it stands: nothing has to be parsed or indexed before the first answer.

/// Lines sorted by their bytes.
#[derive(Clone, Copy)]
pub struct Lines<'a>(pub &'a str);

impl<'a> Lines<'a> {
    /// The lines that begin with `key`, in order: all rows of a key, or of all keys with a beginning.
    pub fn beginning_with(self, key: &str) -> impl Iterator<Item = &'a str> {
        let rest = self.0.get(self.first_not_before(key)..).unwrap_or_default();
        rest.lines().take_while(move |line| line.starts_with(key))
    }

    /// The columns behind the key, of the first row with exactly this key.
    pub fn row(self, key: &str) -> Option<&'a str> {
        let row = self.beginning_with(key).next()?.strip_prefix(key)?.strip_prefix('\t');
        row.filter(|_| !key.contains('\t'))
    }

    /// Where the first line starts that does not stand before `key`.
    fn first_not_before(self, key: &str) -> usize {
        let bytes = self.0.as_bytes();
        let (mut low, mut high) = (0, bytes.len());
        // `low` and `high` are always starts of lines (or the end), so every half is made of whole lines.
        while low < high {
            let middle = low + (high - low) / 2;
            let start = bytes[low..middle].iter().rposition(|byte| *byte == b'\n').map_or(low, |at| low + at + 1);
            let end = bytes[start..high].iter().position(|byte| *byte == b'\n').map_or(high, |at| start + at + 1);
            if &bytes[start..end] < key.as_bytes() {
                low = end;
            } else {
                high = start;
            }
        }
        low
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_found_and_nothing_else() {
        let table = Lines("10\ta\n11\tb\n11\tc\n20\t\n3\t長い行\n");
        let rows = |key: &str| table.beginning_with(key).collect::<Vec<_>>();
        assert_eq!(rows("11"), ["11\tb", "11\tc"]);
        assert_eq!(rows("1"), ["10\ta", "11\tb", "11\tc"]);
        assert_eq!(rows("3"), ["3\t長い行"]);
        assert_eq!(rows("").len(), 5);
        for none in ["0", "12", "111", "4", "\u{0}", "長"] {
            assert_eq!(rows(none), [""; 0], "{none}");
        }
        assert_eq!(table.row("10"), Some("a"));
        assert_eq!(table.row("20"), Some(""));
        assert_eq!(table.row("1"), None, "a key is whole");
        assert_eq!(Lines("1\ta\tb\n").row("1\ta"), None, "and nothing but the key");
        assert_eq!(Lines("").row("1"), None);
    }
}
