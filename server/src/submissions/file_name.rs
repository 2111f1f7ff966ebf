//! Names of uploaded files: shown to people and given to their file systems, so nothing in them may do harm.

use crate::content::MediaType;

/// Most characters of a name; with four bytes each it still fits where names go.
const MAX_CHARACTERS: usize = 200;
/// For a name of which nothing is left.
const NAMELESS: &str = "ファイル";

/// The name without folders, control and direction characters, of bounded length, ending as its type's names do.
#[must_use]
pub(super) fn clean(name: &str, kind: MediaType) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last.chars().filter(|character| !is_harmful(*character)).collect();
    let plain = plain.trim().trim_start_matches('.').trim_end_matches(['.', ' ']);
    let (stem, extension) = match plain.rsplit_once('.') {
        Some((stem, extension)) if is_of(extension, kind) => (stem.trim_end(), extension),
        // A name that promises another type gets the right ending behind it: nobody opens it as what it is not.
        _ => (plain, kind.extensions()[0]),
    };
    let stem = if stem.is_empty() { NAMELESS } else { stem };
    let room = MAX_CHARACTERS - extension.chars().count() - 1;
    let stem: String = stem.chars().take(room).collect();
    format!("{stem}.{extension}")
}

fn is_of(extension: &str, kind: MediaType) -> bool {
    kind.extensions().iter().any(|known| known.eq_ignore_ascii_case(extension))
}

/// Control characters, characters that file systems refuse, and those that make a name read in another direction
/// (`photo_gpj.exe` shown as `photo_exe.jpg`).
fn is_harmful(character: char) -> bool {
    character.is_control()
        || "<>:\"|?*".contains(character)
        || matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The same names, each different from those before it, whatever the case: 「写真.jpg」, 「写真 (2).jpg」.
#[must_use]
pub(super) fn distinct<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut taken = std::collections::HashSet::new();
    let mut given = Vec::new();
    for name in names {
        let (stem, extension) =
            name.rsplit_once('.').map_or((name, String::new()), |(stem, end)| (stem, format!(".{end}")));
        let mut candidate = name.to_owned();
        let mut count = 2;
        while !taken.insert(candidate.to_lowercase()) {
            candidate = format!("{stem} ({count}){extension}");
            count += 1;
        }
        given.push(candidate);
    }
    given
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cleaned_and_end_as_their_type_does() {
        for (given, kept) in [
            ("本人確認書類.JPG", "本人確認書類.JPG"),
            ("C:\\Users\\a\\photo.jpeg", "photo.jpeg"),
            ("../../etc/passwd", "passwd.jpg"),
            ("a\r\nb\0.jpg", "ab.jpg"),
            ("photo.exe", "photo.exe.jpg"),
            ("gpj.\u{202e}photo.jpg", "gpj.photo.jpg"),
            (".jpg", "jpg.jpg"),
            ("", "ファイル.jpg"),
            ("葛󠄀飾.jpg", "葛󠄀飾.jpg"),
        ] {
            assert_eq!(clean(given, MediaType::Jpeg), kept, "{given:?}");
        }
        assert_eq!(clean(&"あ".repeat(500), MediaType::Pdf).chars().count(), MAX_CHARACTERS);
    }

    #[test]
    fn the_same_name_twice_becomes_two() {
        let given = distinct(["写真.jpg", "写真.jpg", "写真.JPG", "写真 (2).jpg", "a"]);
        assert_eq!(given, ["写真.jpg", "写真 (2).jpg", "写真 (3).JPG", "写真 (2) (2).jpg", "a"]);
    }
}
