//! PDF (ISO 32000): it must begin and end as one, and must not be a second kind of file as well.

use super::ContentError;

/// How far from the end `%%EOF` may stand; readers look there (ISO 32000-1, annex H.3, note 18).
const TAIL: usize = 1024;
/// The end record of a ZIP archive is 22 bytes and a comment of at most 65,535.
const ZIP_END: &[u8] = b"PK\x05\x06";
const ZIP_TAIL: usize = 22 + 65_535;

pub(super) fn check(content: &[u8]) -> Result<(), ContentError> {
    if is_zip_too(content) {
        return Err(ContentError::WrongType);
    }
    let tail = &content[content.len().saturating_sub(TAIL)..];
    let is_whole = contains(tail, b"%%EOF") && contains(tail, b"startxref");
    if is_whole { Ok(()) } else { Err(ContentError::Damaged) }
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
        assert_eq!(check(&WHOLE[..WHOLE.len() - 8]), Err(ContentError::Damaged));
        assert_eq!(check(&[WHOLE, &[b' '; 2000]].concat()), Err(ContentError::Damaged));
    }

    #[test]
    fn an_archive_behind_the_document_is_found() {
        let mut end = [0; 22];
        end[..4].copy_from_slice(ZIP_END);
        assert_eq!(check(&[WHOLE, &end].concat()), Err(ContentError::WrongType));
        // Also when the document's end hides in the archive's comment.
        end[20] = u8::try_from(WHOLE.len()).unwrap();
        assert_eq!(check(&[WHOLE, &end, WHOLE].concat()), Err(ContentError::WrongType));
    }
}
