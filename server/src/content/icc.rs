//! Colour profiles (ICC.1): kept, because without them colours are wrong, but only when they are profiles, and small.

/// Profiles of printers have a few hundred kilobytes.
pub(super) const MOST: usize = 2 * 1024 * 1024;

/// Whether a profile begins so (7.2: the signature stands at byte 36 of the header).
pub(super) fn is_profile(beginning: &[u8]) -> bool {
    beginning.get(36..40) == Some(b"acsp")
}

#[cfg(test)]
pub(super) mod tests {
    /// A header and nothing else.
    pub(crate) fn profile() -> Vec<u8> {
        let mut profile = vec![0; 128];
        profile[3] = 128;
        profile[36..40].copy_from_slice(b"acsp");
        profile
    }
}
