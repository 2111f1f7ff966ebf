//! PDF (ISO 32000): it must begin and end as one, must not be a second kind of file as well, and must hold nothing that
//! acts, hides or bursts when staff open it. Such a document is refused and never rewritten: somebody may have signed it,
//! and printing it into a new PDF puts it right.

mod names;

use super::Fault;

/// How far from the end `%%EOF` may stand; readers look there (ISO 32000-1, annex H.3, note 18).
const TAIL: usize = 1024;
/// The end record of a ZIP archive is 22 bytes and a comment of at most 65,535.
const ZIP_END: &[u8] = b"PK\x05\x06";
const ZIP_TAIL: usize = 22 + 65_535;
/// Archives that are found wherever they begin.
const ARCHIVES: [&[u8]; 2] = [b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c"];

pub(super) fn check(content: &[u8]) -> Result<(), Fault> {
    if is_zip_too(content) || ARCHIVES.iter().any(|archive| contains(content, archive)) {
        return Err(Fault::Mixed);
    }
    let tail = &content[content.len().saturating_sub(TAIL)..];
    if !contains(tail, b"%%EOF") || !contains(tail, b"startxref") {
        return Err(Fault::Damaged);
    }
    names::check(content)
}

fn contains(text: &[u8], word: &[u8]) -> bool {
    text.windows(word.len()).any(|window| window == word)
}

/// Archives are read from their end: a document and an archive can be one file. The record's comment must end the file.
fn is_zip_too(content: &[u8]) -> bool {
    let begin = content.len().saturating_sub(ZIP_TAIL);
    content[begin..].windows(22).enumerate().any(|(place, record)| {
        let comment = usize::from(u16::from_le_bytes([record[20], record[21]]));
        record.starts_with(ZIP_END) && begin + place + 22 + comment == content.len()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n";

    #[test]
    fn a_document_has_a_beginning_and_an_end() {
        assert_eq!(check(WHOLE), Ok(()));
        assert_eq!(check(&WHOLE[..WHOLE.len() - 8]), Err(Fault::Damaged));
        assert_eq!(check(&[WHOLE, &[b' '; 2000]].concat()), Err(Fault::Damaged));
    }

    #[test]
    fn an_archive_behind_the_document_is_found() {
        let mut end = [0; 22];
        end[..4].copy_from_slice(ZIP_END);
        assert_eq!(check(&[WHOLE, &end].concat()), Err(Fault::Mixed));
        // Also when the document's end hides in the archive's comment.
        end[20] = u8::try_from(WHOLE.len()).unwrap();
        assert_eq!(check(&[WHOLE, &end, WHOLE].concat()), Err(Fault::Mixed));
        assert_eq!(check(&[WHOLE, b"Rar!\x1a\x07\x01\0", WHOLE].concat()), Err(Fault::Mixed));
    }
}
