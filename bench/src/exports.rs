//! The CSV export of everything that was submitted before (read, unseal, lay out, write), against the `csv` crate writing
//! the same cells to a file.

use std::io::{BufWriter, Read};
use std::path::Path;
use std::time::{Duration, Instant};

use csv::StringRecord;
use madoguchi::exports::{Format, export};

use crate::report::{Figure, Report};
use crate::stand::Stand;

/// Measures and reports.
pub async fn measure(stand: &Stand, span: Duration, report: &Report) -> anyhow::Result<()> {
    let target = stand.path("export.csv");
    let (began, mut count, mut rows) = (Instant::now(), 0, 0);
    while began.elapsed() < span {
        rows = export(&stand.app, stand.organization, stand.form, Format::Csv, &target).await?;
        count += rows;
    }
    let ours = Figure::of(&format!("export of {rows} submissions"), count, began.elapsed());
    let records = cells(&target)?;
    let columns = records.first().map_or(0, StringRecord::len);
    let floor = write_again(&records, &stand.path("floor.csv"), span)?;
    let floor = Figure { what: format!("csv crate, the same {columns} columns"), ..floor };
    report.compare("CSV export", "rows", &ours, &floor);
    Ok(())
}

fn cells(path: &Path) -> anyhow::Result<Vec<StringRecord>> {
    let mut text = String::new();
    std::fs::File::open(path)?.read_to_string(&mut text)?;
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    Ok(reader.records().collect::<Result<_, _>>()?)
}

fn write_again(records: &[StringRecord], target: &Path, span: Duration) -> anyhow::Result<Figure> {
    let (began, mut count) = (Instant::now(), 0);
    while began.elapsed() < span {
        let mut writer = csv::Writer::from_writer(BufWriter::new(std::fs::File::create(target)?));
        for record in records {
            writer.write_record(record)?;
        }
        writer.flush()?;
        count += records.len() as u64;
    }
    Ok(Figure::of("", count, began.elapsed()))
}
