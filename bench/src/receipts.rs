//! PDF receipts, one after the other on one thread, against what any PDF with embedded fonts has to do: cutting the same
//! two fonts down to the characters on the page and compressing what is left.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Context;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use jiff::Zoned;
use madoguchi::pdf::{Receipt, Row, Section, render_receipt};
use serde_json::Value;
use subsetter::GlyphRemapper;

use crate::report::{Figure, Report};
use crate::stand::Stand;

const FONTS: [&str; 2] =
    ["biz-udgothic/400Regular/BIZUDGothic_400Regular.ttf", "biz-udgothic/700Bold/BIZUDGothic_700Bold.ttf"];

/// Measures and reports.
pub fn measure(stand: &Stand, span: Duration, report: &Report) -> anyhow::Result<()> {
    let receipt = receipt(stand)?;
    let text = characters(&receipt);
    let mut bytes = 0;
    let ours = repeat("", span, || {
        bytes = render_receipt(&stand.app.fonts, &receipt)?.len();
        Ok(())
    })?;
    let ours = Figure { what: format!("{} answers, {bytes} bytes, one thread", rows(&receipt)), ..ours };
    let fonts: Vec<Vec<u8>> = FONTS.iter().map(|file| font(file)).collect::<Result<_, _>>()?;
    let floor =
        repeat(&format!("cutting down two fonts to {} characters and compressing them", text.len()), span, || {
            fonts.iter().try_for_each(|font| cut_down(font, &text))
        })?;
    report.compare("PDF receipts", "documents", &ours, &floor);
    Ok(())
}

fn repeat(what: &str, span: Duration, mut work: impl FnMut() -> anyhow::Result<()>) -> anyhow::Result<Figure> {
    work()?;
    let (began, mut count) = (Instant::now(), 0);
    while began.elapsed() < span {
        work()?;
        count += 1;
    }
    Ok(Figure::of(what, count, began.elapsed()))
}

/// The receipt of the answers that the other benchmarks send.
fn receipt(stand: &Stand) -> anyhow::Result<Receipt> {
    let template = madoguchi::forms::templates::by_id(crate::stand::SLUG).context("the example form is missing")?;
    let form = madoguchi_schema_form(template.document)?;
    let answers = stand.answers.as_object().context("the answers are no object")?;
    let sections = form.display(answers).into_iter().map(|page| Section {
        title: page.title,
        rows: page.rows.into_iter().map(|row| Row { label: row.label, lines: row.lines }).collect(),
    });
    let received_at: Zoned = "2026-04-01T10:00:00[Asia/Tokyo]".parse()?;
    Ok(Receipt {
        words: madoguchi::words::Words::default(),
        organization: "見本市".to_owned(),
        heading: None,
        note: None,
        title: form.title().to_owned(),
        receipt_number: "WK-7K3M-PX4R-D".to_owned(),
        is_test: false,
        received_at,
        sections: sections.collect(),
        next_steps: form.settings().next_steps.clone(),
        contact: vec!["見本市 保健課".to_owned(), "電話 00-0000-0000".to_owned()],
        status_url: Some("https://madoguchi.example.jp/r/0123456789abcdefghijkl".to_owned()),
    })
}

fn madoguchi_schema_form(document: Value) -> anyhow::Result<madoguchi_schema::PublishedForm> {
    madoguchi_schema::publish(document).map_err(|problems| anyhow::anyhow!("{} problems in the form", problems.len()))
}

fn rows(receipt: &Receipt) -> usize {
    receipt.sections.iter().map(|section| section.rows.len()).sum()
}

fn characters(receipt: &Receipt) -> BTreeSet<char> {
    let mut text: BTreeSet<char> = receipt.title.chars().chain(receipt.organization.chars()).collect();
    for row in receipt.sections.iter().flat_map(|section| &section.rows) {
        text.extend(row.label.chars().chain(row.lines.iter().flat_map(|line| line.chars())));
    }
    text.extend(receipt.next_steps.iter().flat_map(|steps| steps.chars()));
    text
}

fn font(file: &str) -> anyhow::Result<Vec<u8>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../admin-ui/node_modules/@expo-google-fonts").join(file);
    std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))
}

fn cut_down(font: &[u8], text: &BTreeSet<char>) -> anyhow::Result<()> {
    let face = ttf_parser::Face::parse(font, 0)?;
    let mut used = GlyphRemapper::new();
    for glyph in text.iter().filter_map(|character| face.glyph_index(*character)) {
        used.remap(glyph.0);
    }
    let subset = subsetter::subset(font, 0, &used).map_err(|error| anyhow::anyhow!("{error:?}"))?;
    let mut compressed = ZlibEncoder::new(Vec::new(), Compression::default());
    compressed.write_all(&subset)?;
    compressed.finish()?;
    Ok(())
}
