//! Looks for names that make a document act, in the file as it lies there and in its compressed object streams. The file is
//! not parsed: a reader may begin anywhere the cross-reference table points to, so every byte counts, also those that look
//! like data. The names are long enough not to come up by chance.

use std::io::{self, Read};

use flate2::read::ZlibDecoder;

use super::super::Fault;

/// Names (ISO 32000-1, 7.3.5) that are refused, and as what.
const REFUSED: [(&[u8], Fault); 7] = [
    (b"Encrypt", Fault::Locked),
    (b"JavaScript", Fault::Active),
    (b"Launch", Fault::Active),
    (b"EmbeddedFile", Fault::Active),
    (b"EmbeddedFiles", Fault::Active),
    (b"RichMedia", Fault::Active),
    (b"XFA", Fault::Active),
];
const LONGEST: usize = 13;
/// What the streams of a document may grow to, together and the largest one alone. A page scanned in colour at 600 dots per
/// inch is 100 MB.
const MOST: u64 = 400 * 1024 * 1024;
const MOST_OF_ONE: u64 = 160 * 1024 * 1024;
/// What the object streams may grow to: they are looked through.
const MOST_OBJECTS: u64 = 32 * 1024 * 1024;
/// How far before `stream` its dictionary is looked for.
const DICTIONARY: usize = 4096;
/// How many streams are looked at: more than any document of ten megabytes has.
const MOST_STREAMS: u32 = 20_000;
/// Bytes looked through at a time.
const PIECE: usize = 64 * 1024;

pub(super) fn check(content: &[u8]) -> Result<(), Fault> {
    refuse(content, true)?;
    let (mut all, mut streams) = (0, 0);
    let mut at = 0;
    while let Some(found) = find(&content[at..], b"stream") {
        let keyword = at + found;
        at = keyword + b"stream".len();
        if content[..keyword].ends_with(b"end") {
            continue;
        }
        let dictionary = dictionary(&content[..keyword]);
        if let Some(data) = data(&content[at..]) {
            all += stream(dictionary, data)?;
        }
        streams += 1;
        if all > MOST || streams > MOST_STREAMS {
            return Err(Fault::Bursting);
        }
    }
    Ok(())
}

/// The text between the last `obj` and `stream`.
fn dictionary(before: &[u8]) -> &[u8] {
    let near = &before[before.len().saturating_sub(DICTIONARY)..];
    match near.windows(4).rposition(|window| window == b" obj") {
        Some(at) => &near[at..],
        None => near,
    }
}

/// What follows the keyword and its line end.
fn data(after: &[u8]) -> Option<&[u8]> {
    after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n")).or_else(|| after.strip_prefix(b"\r"))
}

/// Looks at one stream; gives back how large it grows.
fn stream(dictionary: &[u8], data: &[u8]) -> Result<u64, Fault> {
    let names: Vec<Vec<u8>> = names(dictionary).map(|(name, _)| name).collect();
    let has = |wanted: &[u8]| names.iter().any(|name| name == wanted);
    let inflations = names.iter().filter(|name| matches!(name.as_slice(), b"FlateDecode" | b"Fl")).count();
    // Only an object stream says where its first object is. A reader may take any such stream for one.
    if has(b"ObjStm") || has(b"First") {
        let is_plain =
            names.iter().filter(|name| name.ends_with(b"Decode")).count() == inflations && !has(b"Predictor");
        return match inflations {
            0 if is_plain => Ok(0), // it lies there as it is, and was looked through with the file
            1 if is_plain => objects(data),
            _ => Err(Fault::Active),
        };
    }
    match inflations {
        0 => Ok(0),
        1 => grown(data),
        // Compressed twice: nobody does that but to hide a size.
        _ => Err(Fault::Bursting),
    }
}

/// Looks through an object stream piece by piece.
fn objects(data: &[u8]) -> Result<u64, Fault> {
    let mut inflated = ZlibDecoder::new(data);
    let mut piece = vec![0; PIECE];
    let (mut kept, mut total) = (0, 0);
    loop {
        // What is broken on the way is looked at as far as it goes; what cannot be begun may mean anything to a reader.
        let read = match inflated.read(&mut piece[kept..]) {
            Err(_) if total == 0 => return Err(Fault::Damaged),
            read => read.unwrap_or(0),
        };
        refuse(&piece[..kept + read], read == 0)?;
        if read == 0 {
            return Ok(total);
        }
        total += read as u64;
        if total > MOST_OBJECTS {
            return Err(Fault::Bursting);
        }
        // A name may be cut in two: its beginning is looked at again with its end. Each letter may be written as #xx.
        let filled = kept + read;
        let again = filled.min(3 * LONGEST + 2);
        piece.copy_within(filled - again..filled, 0);
        kept = again;
    }
}

fn grown(data: &[u8]) -> Result<u64, Fault> {
    let mut inflated = ZlibDecoder::new(data).take(MOST_OF_ONE + 1);
    let size = io::copy(&mut inflated, &mut io::sink()).unwrap_or_else(|_| MOST_OF_ONE + 1 - inflated.limit());
    if size > MOST_OF_ONE { Err(Fault::Bursting) } else { Ok(size) }
}

/// Refuses a text for a name in it. Unless the text `is_last`, a name that reaches its end may still go on.
fn refuse(text: &[u8], is_last: bool) -> Result<(), Fault> {
    for (name, is_whole) in names(text) {
        if let Some((_, fault)) = REFUSED.iter().find(|(refused, _)| *refused == name)
            && (is_whole || is_last)
        {
            return Err(*fault);
        }
    }
    Ok(())
}

/// The names in a text, without their slash and with `#xx` read, cut where they are longer than any we look for; and
/// whether something stands behind them.
fn names(text: &[u8]) -> impl Iterator<Item = (Vec<u8>, bool)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let slash = rest.iter().position(|byte| *byte == b'/')?;
        rest = &rest[slash + 1..];
        Some(name(rest))
    })
}

fn name(text: &[u8]) -> (Vec<u8>, bool) {
    let mut name = Vec::new();
    let mut at = 0;
    while let Some(byte) = text.get(at).filter(|byte| is_regular(**byte) && name.len() <= LONGEST) {
        let coded = (*byte == b'#').then(|| text.get(at + 1..at + 3)).flatten();
        let coded = coded.and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        at += if coded.is_some() { 3 } else { 1 };
        name.push(coded.unwrap_or(*byte));
    }
    (name, at < text.len())
}

/// Neither white space nor a delimiter (7.2.2).
fn is_regular(byte: u8) -> bool {
    !matches!(
        byte,
        0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ' | b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    )
}

fn find(text: &[u8], word: &[u8]) -> Option<usize> {
    text.windows(word.len()).position(|window| window == word)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::*;

    fn deflated(plain: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(plain).unwrap();
        encoder.finish().unwrap()
    }

    fn with_stream(dictionary: &str, data: &[u8]) -> Vec<u8> {
        [format!("%PDF-1.7\n1 0 obj\n<< {dictionary} >>\nstream\n").as_bytes(), data, b"\nendstream\nendobj\n"].concat()
    }

    #[test]
    fn what_acts_is_found_however_it_is_written() {
        for (text, verdict) in [
            ("<< /S /JavaScript /JS (app.alert(1)) >>", Err(Fault::Active)),
            ("<< /S /J#61va#53cript >>", Err(Fault::Active)),
            ("<</Names<</EmbeddedFiles 3 0 R>>>>", Err(Fault::Active)),
            ("<< /S/Launch/F(cmd.exe)>>", Err(Fault::Active)),
            ("trailer << /Encrypt 9 0 R >>", Err(Fault::Locked)),
            ("<< /JavaScripts 1 /Launcher 2 /XFAX 3 /EncryptMetadata false >>", Ok(())),
            ("<< /OpenAction [3 0 R /Fit] /URI (https://example.jp/) >>", Ok(())),
        ] {
            assert_eq!(check(text.as_bytes()), verdict, "{text}");
        }
    }

    #[test]
    fn object_streams_are_looked_through() {
        let filling = "0 ".repeat(PIECE / 2 - 3);
        let acting = deflated(format!("{filling}<</S/J#61vaScript>>").as_bytes());
        let object_stream = "/Type/ObjStm/N 1/First 4/Filter/FlateDecode";
        assert_eq!(check(&with_stream(object_stream, &acting)), Err(Fault::Active), "cut in two by the pieces");
        assert_eq!(check(&with_stream("/Type 7 0 R/First 4/Filter[/FlateDecode]", &acting)), Err(Fault::Active));
        assert_eq!(check(&with_stream(object_stream, &deflated(b"<</Type/Page>>"))), Ok(()));
        let hidden = "/Type/ObjStm/N 1/First 4/Filter[/ASCIIHexDecode/FlateDecode]";
        assert_eq!(check(&with_stream(hidden, b"00")), Err(Fault::Active), "what cannot be looked at is refused");
        // The text of a page is no object: it may say what it likes.
        assert_eq!(check(&with_stream("/Length 9/Filter/FlateDecode", &deflated(b"(/JavaScript)"))), Ok(()));
    }

    #[test]
    fn what_bursts_is_refused() {
        let bomb = deflated(&vec![0; 170 * 1024 * 1024]);
        assert!(bomb.len() < 1024 * 1024);
        assert_eq!(check(&with_stream("/Filter/FlateDecode", &bomb)), Err(Fault::Bursting));
        assert_eq!(check(&with_stream("/Filter[/FlateDecode/FlateDecode]", b"x")), Err(Fault::Bursting));
        assert_eq!(check(&with_stream("/Filter/FlateDecode", &deflated(&[0; 1_000_000]))), Ok(()));
    }
}
