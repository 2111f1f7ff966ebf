//! Finds what the binary embeds: the receipt fonts (npm packages of `admin-ui`), the built staff UI and the residents'
//! assets, both also compressed as small as they get: that takes seconds, and only here nobody waits for it.
//! Nothing is downloaded or built here; when something is missing, the build stops with one sentence.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use flate2::Compression;
use flate2::write::GzEncoder;

/// Environment variable of the crate, and the font file below `admin-ui/node_modules/@expo-google-fonts`.
const FONTS: [(&str, &str); 4] = [
    ("MADOGUCHI_FONT_BIZ_REGULAR", "biz-udgothic/400Regular/BIZUDGothic_400Regular.ttf"),
    ("MADOGUCHI_FONT_BIZ_BOLD", "biz-udgothic/700Bold/BIZUDGothic_700Bold.ttf"),
    ("MADOGUCHI_FONT_NOTO_REGULAR", "noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf"),
    ("MADOGUCHI_FONT_NOTO_BOLD", "noto-sans-jp/700Bold/NotoSansJP_700Bold.ttf"),
];

/// What becomes smaller by compression, by the ending of its name.
const COMPRESSIBLE: [&str; 9] = ["css", "html", "js", "json", "map", "mjs", "svg", "txt", "webmanifest"];
/// The best of brotli, and the window that every browser has (RFC 7932).
const BROTLI_QUALITY: u32 = 11;
const BROTLI_WINDOW: u32 = 22;

/// Stands in for the staff UI where it was skipped on purpose.
const NO_UI: &str = "<!doctype html><html lang=\"ja\"><meta charset=\"utf-8\"><title>窓口</title>\
    <p>職員用画面は、このビルドに含まれていません。<code>make build</code> で作成してください。</p></html>\n";

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=MADOGUCHI_SKIP_UI");
    let server = PathBuf::from(variable("CARGO_MANIFEST_DIR")?);
    let admin_ui = server.join("../admin-ui");
    let out = PathBuf::from(variable("OUT_DIR")?);

    if !point_to_fonts(&admin_ui.join("node_modules/@expo-google-fonts")) {
        println!(
            "cargo::error=the fonts of the PDF receipt are missing from admin-ui/node_modules: \
             run `make build`, or `npm ci` in admin-ui, before building the server"
        );
        return Ok(());
    }
    embed(&server.join("assets"), &out.join("assets"))?;
    if !embed_ui(&admin_ui.join("dist"), &out.join("ui"))? {
        println!(
            "cargo::error=the staff UI is not built (admin-ui/dist/index.html is missing): run `make build`, \
             or set MADOGUCHI_SKIP_UI=1 to build the server without it"
        );
    }
    Ok(())
}

fn variable(name: &str) -> io::Result<String> {
    env::var(name).map_err(|_| io::Error::other(format!("cargo did not set {name}")))
}

/// Tells the compiler where each font is; false when one of them is not there.
fn point_to_fonts(folder: &Path) -> bool {
    let mut complete = true;
    for (name, file) in FONTS {
        let path = folder.join(file);
        println!("cargo::rerun-if-changed={}", path.display());
        println!("cargo::rustc-env={name}={}", path.display());
        complete &= path.is_file();
    }
    complete
}

/// Embeds the built staff UI, or a page saying that it was skipped; false when neither applies.
fn embed_ui(dist: &Path, ui: &Path) -> io::Result<bool> {
    if dist.join("index.html").is_file() {
        embed(dist, ui)?;
        return Ok(true);
    }
    println!("cargo::rerun-if-changed={}", dist.display());
    if env::var_os("MADOGUCHI_SKIP_UI").is_none_or(|value| value != "1") {
        return Ok(false);
    }
    empty(ui)?;
    store(ui, Path::new("index.html"), NO_UI.as_bytes())?;
    Ok(true)
}

/// Fills a folder below `OUT_DIR` with `plain/…`, `br/…` and `gzip/…` of the files in `from`.
fn embed(from: &Path, to: &Path) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", from.display());
    empty(to)?;
    embed_folder(from, to, Path::new(""))
}

/// Files of an earlier build must not stay in the binary.
fn empty(folder: &Path) -> io::Result<()> {
    if folder.exists() { fs::remove_dir_all(folder) } else { Ok(()) }
}

fn embed_folder(from: &Path, to: &Path, below: &Path) -> io::Result<()> {
    for entry in fs::read_dir(from.join(below))? {
        let entry = entry?;
        let name = below.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            embed_folder(from, to, &name)?;
        } else {
            store(to, &name, &fs::read(entry.path())?)?;
        }
    }
    Ok(())
}

/// Stores a file as it is, and in each coding that makes it smaller.
fn store(to: &Path, name: &Path, plain: &[u8]) -> io::Result<()> {
    write(&to.join("plain").join(name), plain)?;
    let ending = name.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    if !COMPRESSIBLE.contains(&ending) {
        return Ok(());
    }
    for (coding, bytes) in [("br", brotli(plain)?), ("gzip", gzip(plain)?)] {
        if bytes.len() < plain.len() {
            write(&to.join(coding).join(name), &bytes)?;
        }
    }
    Ok(())
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, bytes)
}

fn brotli(plain: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = brotli::CompressorWriter::new(Vec::new(), 4096, BROTLI_QUALITY, BROTLI_WINDOW);
    encoder.write_all(plain)?;
    Ok(encoder.into_inner())
}

fn gzip(plain: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(plain)?;
    encoder.finish()
}
