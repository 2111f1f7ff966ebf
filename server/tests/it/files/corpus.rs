//! Files that somebody sends to do harm, by mistake, or with more in them than they know. Made here, so that none lies in
//! the repository.

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use image::{DynamicImage, ImageFormat};
use zip::write::SimpleFileOptions;

/// What must become of a file.
pub enum Fate {
    /// Refused with this code, and as this kind of file where it is one that is not accepted.
    Refused(&'static str, Option<&'static str>),
    /// No request that can be read: no browser sends such a thing.
    Unreadable,
    /// Taken under this name, without these bytes anywhere in it.
    Taken(&'static str, &'static [&'static [u8]]),
}

use Fate::{Refused, Taken, Unreadable};

/// One file: what it is, the name it is sent under, its bytes and its fate.
pub struct Sample {
    pub what: &'static str,
    pub name: String,
    pub content: Vec<u8>,
    pub fate: Fate,
}

fn sample(what: &'static str, name: &str, content: impl Into<Vec<u8>>, fate: Fate) -> Sample {
    Sample { what, name: name.to_owned(), content: content.into(), fate }
}

/// All of them.
pub fn all() -> Vec<Sample> {
    [foreign(), broken(), bombs(), chatty(), twofold(), documents(), odd(), names()].into_iter().flatten().collect()
}

fn of_type(found: &'static str) -> Fate {
    Refused("fileType", Some(found))
}

fn foreign() -> Vec<Sample> {
    let svg = "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    vec![
        sample("HEIC", "IMG_0001.HEIC", *b"\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0", of_type("heic")),
        sample("HEIC called JPEG", "IMG_0002.jpg", *b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic\0\0", of_type("heic")),
        sample("AVIF", "a.avif", *b"\0\0\0\x18ftypavif\0\0\0\0avifmif1\0\0", of_type("picture")),
        sample("WebP", "a.webp", *b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f", of_type("picture")),
        sample("GIF", "a.gif", *b"GIF89a\x01\0\x01\0\0\0\0;", of_type("picture")),
        sample("BMP", "a.bmp", *b"BM\x3a\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", of_type("picture")),
        sample("TIFF", "a.tif", *b"II*\0\x08\0\0\0\0\0\0\0\0\0", of_type("picture")),
        sample("SVG with a script", "logo.svg", svg, of_type("svg")),
        sample("SVG called PNG", "logo.png", svg, of_type("svg")),
        sample("HTML called PDF", "a.pdf", "<!DOCTYPE html><script>alert(1)</script>", of_type("page")),
        sample("Word", "a.docx", office(), of_type("office")),
        sample("old Excel", "a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest".to_vec(), of_type("office")),
        sample("7z", "a.7z", *b"7z\xbc\xaf\x27\x1c\0\x04", of_type("archive")),
        sample("RAR", "a.rar", *b"Rar!\x1a\x07\x01\0rest", of_type("archive")),
        sample("program called PDF", "見積書.pdf", *b"MZ\x90\0\x03\0\0\0\x04\0\0\0", of_type("program")),
        sample("ELF called JPEG", "a.jpg", *b"\x7fELF\x02\x01\x01\0\0\0\0\0", of_type("program")),
        sample("shell script called PNG", "a.png", "#!/bin/sh\nrm -rf ~\n", of_type("program")),
        sample("PHP called JPEG", "a.jpg", "<?php system($_GET['c']); ?>", of_type("program")),
        sample("video", "a.mp4", *b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2", of_type("video")),
        sample("text", "a.txt", "氏名,住所\r\n", of_type("text")),
    ]
}

fn office() -> Vec<u8> {
    zipped("[Content_Types].xml", b"<Types/>")
}

fn zipped(name: &str, content: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file(name, SimpleFileOptions::default()).unwrap();
    archive.write_all(content).unwrap();
    archive.finish().unwrap().into_inner()
}

fn picture(format: ImageFormat) -> Vec<u8> {
    encoded(
        &DynamicImage::ImageRgb8(image::RgbImage::from_fn(64, 32, |x, y| {
            image::Rgb([(x * 4) as u8, (y * 8) as u8, 90])
        })),
        format,
    )
}

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn half(content: &[u8]) -> Vec<u8> {
    content[..content.len() / 2].to_vec()
}

fn broken() -> Vec<Sample> {
    let damaged = || Refused("fileDamaged", None);
    vec![
        sample("empty", "a.jpg", Vec::new(), Refused("fileEmpty", None)),
        sample("half a JPEG", "a.jpg", half(&picture(ImageFormat::Jpeg)), damaged()),
        sample("half a PNG", "a.png", half(&picture(ImageFormat::Png)), damaged()),
        sample("half a PDF", "a.pdf", half(&document("")), damaged()),
        sample("a JPEG's first bytes and a script", "a.jpg", *b"\xff\xd8\xff<script>alert(1)</script>", damaged()),
        sample("nothing anybody knows", "a.jpg", vec![0; 100], Refused("fileType", None)),
    ]
}

fn bombs() -> Vec<Sample> {
    let pixels = || Refused("filePixels", None);
    let flat = DynamicImage::ImageLuma8(image::GrayImage::new(6900, 7200));
    let mut wide_jpeg = picture(ImageFormat::Jpeg);
    let frame = wide_jpeg.windows(2).position(|window| window == [0xff, 0xc0]).unwrap();
    wide_jpeg[frame + 5..frame + 9].copy_from_slice(&[0xff, 0xdc, 0xff, 0xdc]);
    vec![
        sample("zip bomb", "a.zip", zipped("a.bin", &vec![0; 100_000_000]), of_type("archive")),
        sample("zip bomb called PDF", "a.pdf", zipped("a.bin", &vec![0; 20_000_000]), of_type("archive")),
        sample("PNG of 50,000 by 1", "a.png", claiming(50_000, 1), pixels()),
        sample("PNG of 25,000 by 25,000", "a.png", claiming(25_000, 25_000), pixels()),
        sample("JPEG of 65,500 by 65,500", "a.jpg", wide_jpeg, pixels()),
        sample("flat PNG of 50 million pixels", "a.png", encoded(&flat, ImageFormat::Png), Taken("a.png", &[])),
        sample("flat JPEG of 50 million pixels", "a.jpg", encoded(&flat, ImageFormat::Jpeg), Taken("a.jpg", &[])),
        sample("PDF bomb", "a.pdf", pdf_bomb(), Refused("fileBursting", None)),
    ]
}

/// A PNG whose header says another size, with a checksum that is right.
fn claiming(width: u32, height: u32) -> Vec<u8> {
    let mut png = picture(ImageFormat::Png);
    png[16..20].copy_from_slice(&width.to_be_bytes());
    png[20..24].copy_from_slice(&height.to_be_bytes());
    let mut crc = flate2::Crc::new();
    crc.update(&png[12..29]);
    png[29..33].copy_from_slice(&crc.sum().to_be_bytes());
    png
}

fn deflated(plain: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(plain).unwrap();
    encoder.finish().unwrap()
}

fn pdf_bomb() -> Vec<u8> {
    let data = deflated(&vec![0; 200 * 1024 * 1024]);
    [
        b"%PDF-1.7\n1 0 obj\n<</Filter/FlateDecode>>\nstream\n".as_slice(),
        &data,
        b"\nendstream\nendobj\nstartxref\n9\n%%EOF\n",
    ]
    .concat()
}

/// A JPEG with further segments behind its beginning.
fn jpeg_with(segments: &[(u8, &[u8])]) -> Vec<u8> {
    let plain = picture(ImageFormat::Jpeg);
    let mut jpeg = plain[..2].to_vec();
    for (marker, body) in segments {
        jpeg.extend_from_slice(&[0xff, *marker]);
        jpeg.extend_from_slice(&u16::try_from(body.len() + 2).unwrap().to_be_bytes());
        jpeg.extend_from_slice(body);
    }
    jpeg.extend_from_slice(&plain[2..]);
    jpeg
}

/// A PNG with further chunks behind its header.
fn png_with(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let plain = picture(ImageFormat::Png);
    let mut png = plain[..33].to_vec();
    for (name, body) in chunks {
        let mut crc = flate2::Crc::new();
        crc.update(*name);
        crc.update(body);
        png.extend_from_slice(&u32::try_from(body.len()).unwrap().to_be_bytes());
        png.extend_from_slice(*name);
        png.extend_from_slice(body);
        png.extend_from_slice(&crc.sum().to_be_bytes());
    }
    png.extend_from_slice(&plain[33..]);
    png
}

fn chatty() -> Vec<Sample> {
    let exif = [
        b"Exif\0\0II*\0\x08\0\0\0\x01\0".as_slice(),
        &[0x25, 0x88, 4, 0, 1, 0, 0, 0, 26, 0, 0, 0],
        &[0; 4],
        b"GPS 35.6586 139.7454",
    ]
    .concat();
    let preview = [b"JFIF\0\x01\x02\0\0\x01\0\x01\x02\x01".as_slice(), b"FACES"].concat();
    vec![
        sample("JPEG with its place", "a.jpg", jpeg_with(&[(0xe1, &exif)]), Taken("a.jpg", &[b"GPS", b"35.6586"])),
        sample(
            "JPEG with XMP and IPTC",
            "a.jpg",
            jpeg_with(&[
                (0xe1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>XMP</x:xmpmeta>"),
                (0xed, b"Photoshop 3.0\0IPTC"),
            ]),
            Taken("a.jpg", &[b"xmpmeta", b"IPTC"]),
        ),
        sample("JPEG with comments", "a.jpg", jpeg_with(&[(0xfe, b"taken at home")]), Taken("a.jpg", &[b"at home"])),
        sample("JPEG with a preview", "a.jpg", jpeg_with(&[(0xe0, &preview)]), Taken("a.jpg", &[b"FACES"])),
        sample(
            "JPEG with a profile that is none",
            "a.jpg",
            jpeg_with(&[(0xe2, b"ICC_PROFILE\0\x01\x01<?php echo 'this is no profile at all, and long enough'; ?>")]),
            Taken("a.jpg", &[b"<?php"]),
        ),
        sample(
            "PNG with text",
            "a.png",
            png_with(&[(b"tEXt", b"Author\0somebody"), (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0XMP")]),
            Taken("a.png", &[b"somebody", b"XMP"]),
        ),
        sample("PNG with its place", "a.png", png_with(&[(b"eXIf", &exif[6..])]), Taken("a.png", &[b"GPS"])),
    ]
}

fn twofold() -> Vec<Sample> {
    let behind = |format, more: &[u8]| [picture(format), more.to_vec()].concat();
    vec![
        sample(
            "JPEG and HTML",
            "a.html.jpg",
            behind(ImageFormat::Jpeg, b"<html><script>alert(1)</script>"),
            Taken("a.html.jpg", &[b"<script>"]),
        ),
        sample("JPEG and ZIP", "a.jpg", behind(ImageFormat::Jpeg, &office()), Taken("a.jpg", &[b"PK\x03\x04"])),
        sample(
            "JPEG with HTML in a comment",
            "a.jpg",
            jpeg_with(&[(0xfe, b"--><script>alert(1)</script>")]),
            Taken("a.jpg", &[b"<script>"]),
        ),
        sample(
            "PNG and PHP",
            "a.php.png",
            behind(ImageFormat::Png, b"<?php system('id'); ?>"),
            Taken("a.php.png", &[b"<?php"]),
        ),
        sample("PDF and ZIP", "a.pdf", [document(""), office()].concat(), Refused("fileMixed", None)),
        sample("PDF and RAR", "a.pdf", document("(Rar!\x1a\x07\x01)"), Refused("fileMixed", None)),
    ]
}

fn document(body: &str) -> Vec<u8> {
    format!("%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n{body}\nendobj\ntrailer\n<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n")
        .into_bytes()
}

fn documents() -> Vec<Sample> {
    let active = || Refused("fileActive", None);
    let packed = deflated(b"3 0 <</S/JavaScript/JS(app.alert(1))>>");
    let in_objects = [
        b"%PDF-1.7\n1 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode>>\nstream\n".as_slice(),
        &packed,
        b"\nendstream\nendobj\nstartxref\n9\n%%EOF\n",
    ];
    vec![
        sample("PDF", "診断書.pdf", document("<</Type/Pages>>"), Taken("診断書.pdf", &[])),
        sample("PDF with a script", "a.pdf", document("<</S/JavaScript/JS(app.alert(1))>>"), active()),
        sample("PDF with a script that hides", "a.pdf", document("<</S/J#61va#53cript>>"), active()),
        sample("PDF with a script in an object stream", "a.pdf", in_objects.concat(), active()),
        sample("PDF that starts a program", "a.pdf", document("<</S/Launch/F(cmd.exe)>>"), active()),
        sample("PDF with a file inside", "a.pdf", document("<</Type/EmbeddedFile>>"), active()),
        sample("PDF with a form of its own", "a.pdf", document("<</XFA 3 0 R>>"), active()),
        sample("PDF with a password", "a.pdf", document("<</Encrypt 3 0 R>>"), Refused("fileLocked", None)),
    ]
}

/// Pictures that are good, and rare.
fn odd() -> Vec<Sample> {
    let deep =
        DynamicImage::ImageRgba16(image::ImageBuffer::from_pixel(40, 30, image::Rgba([60_000, 30_000, 10, 65_535])));
    let animated = png_with(&[(b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0]), (b"fdAT", b"\0\0\0\x01second")]);
    vec![
        sample("CMYK JPEG", "a.jpg", cmyk(), Taken("a.jpg", &[])),
        sample("PNG of 16 bits", "a.png", encoded(&deep, ImageFormat::Png), Taken("a.png", &[])),
        sample("animated PNG", "a.png", animated, Taken("a.png", &[b"acTL", b"fdAT"])),
    ]
}

/// The smallest JPEG of four inks: one grey block, coded with tables of one word each.
fn cmyk() -> Vec<u8> {
    let mut jpeg = vec![0xff, 0xd8, 0xff, 0xee, 0, 14];
    jpeg.extend_from_slice(b"Adobe\0\x64\0\0\0\0\0");
    jpeg.extend_from_slice(&[0xff, 0xdb, 0, 67, 0]);
    jpeg.extend_from_slice(&[1; 64]);
    jpeg.extend_from_slice(&[0xff, 0xc0, 0, 20, 8, 0, 8, 0, 8, 4, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4, 0x11, 0]);
    for table in [0x00, 0x10] {
        jpeg.extend_from_slice(&[0xff, 0xc4, 0, 20, table, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    }
    jpeg.extend_from_slice(&[0xff, 0xda, 0, 14, 4, 1, 0, 2, 0, 3, 0, 4, 0, 0, 63, 0]);
    jpeg.extend_from_slice(&[0x00, 0xff, 0xd9]);
    jpeg
}

fn names() -> Vec<Sample> {
    let png = || picture(ImageFormat::Png);
    let long = format!("{}.png", "長".repeat(300));
    vec![
        sample("a name that leads out", "../../etc/passwd.png", png(), Taken("passwd.png", &[])),
        sample("a name that reads backwards", "photo\u{202e}gpj.exe", png(), Taken("photogpj.exe.png", &[])),
        sample("a name with two endings", "a.pdf.exe", png(), Taken("a.pdf.exe.png", &[])),
        sample("a name with the wrong ending", "a.jpg", png(), Taken("a.jpg.png", &[])),
        sample("a name with a zero", "a\0b.png", png(), Unreadable),
        Sample { what: "a name of 300 characters", name: long, content: png(), fate: Taken("", &[]) },
    ]
}
