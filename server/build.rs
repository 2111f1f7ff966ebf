//! Finds what the binary embeds: the receipt fonts (npm packages of `admin-ui`) and the built staff UI.
//! Nothing is downloaded or built here; when something is missing, the build stops with one sentence.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Environment variable of the crate, and the font file below `admin-ui/node_modules/@expo-google-fonts`.
const FONTS: [(&str, &str); 4] = [
    ("MADOGUCHI_FONT_BIZ_REGULAR", "biz-udgothic/400Regular/BIZUDGothic_400Regular.ttf"),
    ("MADOGUCHI_FONT_BIZ_BOLD", "biz-udgothic/700Bold/BIZUDGothic_700Bold.ttf"),
    ("MADOGUCHI_FONT_NOTO_REGULAR", "noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf"),
    ("MADOGUCHI_FONT_NOTO_BOLD", "noto-sans-jp/700Bold/NotoSansJP_700Bold.ttf"),
];

/// Stands in for the staff UI where it was skipped on purpose.
const NO_UI: &str = "<!doctype html><html lang=\"ja\"><meta charset=\"utf-8\"><title>窓口</title>\
    <p>職員用画面は、このビルドに含まれていません。<code>make build</code> で作成してください。</p></html>\n";

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=MADOGUCHI_SKIP_UI");
    let admin_ui = PathBuf::from(variable("CARGO_MANIFEST_DIR")?).join("../admin-ui");
    let ui = PathBuf::from(variable("OUT_DIR")?).join("ui");

    if !point_to_fonts(&admin_ui.join("node_modules/@expo-google-fonts")) {
        println!(
            "cargo::error=the fonts of the PDF receipt are missing from admin-ui/node_modules: \
             run `make build`, or `npm ci` in admin-ui, before building the server"
        );
        return Ok(());
    }
    if !embed_ui(&admin_ui.join("dist"), &ui)? {
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

/// Fills `OUT_DIR/ui` with the built staff UI, or with a page saying that it was skipped; false when neither applies.
fn embed_ui(dist: &Path, ui: &Path) -> io::Result<bool> {
    println!("cargo::rerun-if-changed={}", dist.display());
    let built = dist.join("index.html").is_file();
    if !built && env::var_os("MADOGUCHI_SKIP_UI").is_none_or(|value| value != "1") {
        return Ok(false);
    }
    if ui.exists() {
        // Files of an earlier build must not stay in the binary.
        fs::remove_dir_all(ui)?;
    }
    if built {
        copy_folder(dist, ui)?;
    } else {
        fs::create_dir_all(ui)?;
        fs::write(ui.join("index.html"), NO_UI)?;
    }
    Ok(true)
}

fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
