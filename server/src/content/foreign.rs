//! What a file is that cannot be taken, so that the refusal can say how to send it instead. Told by content alone; names
//! and what the sender claims are not looked at.

/// Where text formats are looked for.
const HEAD: usize = 1024;

/// Where a signature stands, and what it means. The first that fits counts.
const SIGNATURES: &[(usize, &[u8], &str)] = &[
    (0, b"GIF8", "picture"),
    (0, b"II*\0", "picture"),
    (0, b"MM\0*", "picture"),
    (0, b"8BPS", "picture"),
    (0, b"\0\0\x01\0", "picture"),
    (0, b"\0\0\0\x0cJXL ", "picture"),
    (0, b"\0\0\0\x0cjP  ", "picture"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
    (0, b"{\\rtf", "office"),
    (0, b"Rar!\x1a\x07", "archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "archive"),
    (0, b"\x1f\x8b", "archive"),
    (0, b"\xfd7zXZ\0", "archive"),
    (0, b"BZh", "archive"),
    (0, b"MSCF", "archive"),
    (2, b"-lh", "archive"),
    (257, b"ustar", "archive"),
    (0, b"MZ", "program"),
    (0, b"\x7fELF", "program"),
    (0, b"\xca\xfe\xba\xbe", "program"),
    (0, b"\xcf\xfa\xed\xfe", "program"),
    (0, b"\xce\xfa\xed\xfe", "program"),
    (0, b"L\0\0\0\x01\x14\x02\0", "program"),
    (0, b"#!", "program"),
    (0, b"\x1a\x45\xdf\xa3", "video"),
    (0, b"\0\0\x01\xba", "video"),
    (0, b"\0\0\x01\xb3", "video"),
    (0, b"FLV\x01", "video"),
    (0, b"0&\xb2\x75\x8e\x66\xcf\x11", "video"),
    (0, b"ID3", "audio"),
    (0, b"OggS", "audio"),
    (0, b"fLaC", "audio"),
];

/// The brands of ISO base media files (ISO/IEC 14496-12) that are pictures.
const HEIC: [&[u8]; 9] = [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"heif"];
const AVIF: [&[u8]; 2] = [b"avif", b"avis"];

/// `heic`, `picture`, `svg`, `page`, `office`, `archive`, `program`, `video`, `audio` or `text`; none when nobody knows.
pub(crate) fn found(content: &[u8]) -> Option<&'static str> {
    container(content).or_else(|| signature(content)).or_else(|| text(content))
}

/// Formats that are many: which one stands behind the first bytes.
fn container(content: &[u8]) -> Option<&'static str> {
    if content.get(4..8) == Some(b"ftyp") {
        let brand = content.get(8..12)?;
        // `mif1` files may be either; the compatible brands tell.
        let brands = &content[8..content.len().min(64)];
        let is_avif = AVIF.contains(&brand) || (HEIC.contains(&brand) && brands.windows(4).any(|b| AVIF.contains(&b)));
        return Some(match brand {
            _ if is_avif => "picture",
            brand if HEIC.contains(&brand) => "heic",
            b"M4A " | b"M4B " => "audio",
            _ => "video",
        });
    }
    if content.starts_with(b"RIFF") {
        return Some(match content.get(8..12)? {
            b"WEBP" => "picture",
            b"WAVE" => "audio",
            _ => "video",
        });
    }
    if content.starts_with(b"PK\x03\x04") || content.starts_with(b"PK\x05\x06") {
        let head = &content[..content.len().min(4096)];
        let office: [&[u8]; 6] =
            [b"[Content_Types].xml", b"word/", b"xl/", b"ppt/", b"_rels/", b"mimetypeapplication/vnd.oasis"];
        return Some(if office.iter().any(|name| contains(head, name)) { "office" } else { "archive" });
    }
    // A bitmap has four reserved bytes of zero behind its length.
    (content.starts_with(b"BM") && content.get(6..10) == Some(&[0; 4])).then_some("picture")
}

fn signature(content: &[u8]) -> Option<&'static str> {
    let fits = |(at, bytes, _): &&(usize, &[u8], &str)| content.get(*at..).is_some_and(|rest| rest.starts_with(bytes));
    SIGNATURES.iter().find(fits).map(|(_, _, found)| *found)
}

fn text(content: &[u8]) -> Option<&'static str> {
    let head = &content[..content.len().min(HEAD)];
    let small = head.to_ascii_lowercase();
    let has = |words: &[&[u8]]| words.iter().any(|word| contains(&small, word));
    if has(&[b"<svg"]) {
        return Some("svg");
    }
    if has(&[b"<?php", b"@echo off", b"powershell", b"createobject("]) {
        return Some("program");
    }
    if has(&[b"<!doctype html", b"<html", b"<script", b"<body"]) {
        return Some("page");
    }
    // Text has no control characters but tabs and line ends; which alphabet it is written in does not matter.
    let is_text = !head.is_empty() && head.iter().all(|byte| matches!(byte, b'\t' | b'\n' | b'\r' | b' '..));
    is_text.then_some("text")
}

fn contains(text: &[u8], word: &[u8]) -> bool {
    text.windows(word.len()).any(|window| window == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_residents_send_by_mistake_is_known() {
        for (content, is) in [
            (&b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"[..], Some("heic")),
            (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", Some("heic")),
            (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avif", Some("picture")),
            (b"\0\0\0\x18ftypavif\0\0\0\0avifmif1", Some("picture")),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Some("picture")),
            (b"GIF89a", Some("picture")),
            (b"BM\x10\0\0\0\0\0\0\0\x36", Some("picture")),
            (b"<?xml version=\"1.0\"?><svg xmlns=", Some("svg")),
            (b"<!DOCTYPE HTML><html>", Some("page")),
            (b"PK\x03\x04\x14\0\x06\0\x08\0 [Content_Types].xml", Some("office")),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Some("office")),
            (b"PK\x03\x04 photo.jpg", Some("archive")),
            (b"\x20\x10-lh5-", Some("archive")),
            (b"MZ\x90\0", Some("program")),
            (b"#!/bin/sh\n", Some("program")),
            (b"@ECHO OFF\r\ndel", Some("program")),
            (b"\0\0\0\x20ftypisom", Some("video")),
            (b"\0\0\0\x14ftypqt  ", Some("video")),
            (b"RIFF\x10\0\0\0WAVE", Some("audio")),
            ("氏名,住所\r\n".as_bytes(), Some("text")),
            (b"\x8e\x81\x96\xbc,\x8fZ\x8f\x8a\r\n", Some("text")),
            (b"\x00\x01\x02\x03", None),
            (b"", None),
        ] {
            assert_eq!(found(content), is, "{:?}", String::from_utf8_lossy(content));
        }
    }
}
