//! Exports are read back by other programs' eyes: the `csv` crate, `calamine` for workbooks, `serde_json`.

use calamine::{Data, Reader, Xlsx, open_workbook};
use madoguchi::exports::{Format, export};
use madoguchi::ids::FormId;
use serde_json::{Value, json};

use crate::harness::{TestApp, fixtures};

async fn exported(app: &TestApp, form: FormId, format: Format) -> std::path::PathBuf {
    let target = app.folder().join(format!("export.{}", format.extension()));
    export(&app.app, app.organization.id, form, format, &target).await.unwrap();
    target
}

/// The second version of the short form asks for a town, and no longer for a number.
fn second_version() -> Value {
    let mut next = fixtures::short_form();
    let properties = next["properties"].as_object_mut().unwrap();
    properties.remove("count");
    properties.insert("town".to_owned(), json!({ "type": "string", "title": "町名", "maxLength": 50 }));
    next
}

/// Three submissions: two to the first version, of which one means harm, and one to the second.
async fn three_submissions(app: &TestApp) -> (FormId, Vec<String>) {
    let form = app.publish("short", fixtures::short_form()).await;
    let mut numbers = Vec::new();
    let first = [
        json!({ "name": "髙橋 﨑子", "memo": "葛󠄀城, \"引用\"\n二行目", "count": 3 }),
        json!({ "name": "=HYPERLINK(\"http://example.com\")", "memo": "＝1+1" }),
    ];
    for (index, answers) in first.iter().enumerate() {
        let answer = app.resident().submit("short", &format!("first-{index}"), answers).await.expect(201);
        numbers.push(answer.json()["receipt_number"].as_str().unwrap().to_owned());
        app.app.clock.advance(60);
    }
    app.publish("short", second_version()).await;
    let answers = json!({ "name": "𠮷田 次郎", "town": "0123" });
    let answer = app.resident().submit("short", "second", &answers).await.expect(201);
    numbers.push(answer.json()["receipt_number"].as_str().unwrap().to_owned());
    app.run_jobs().await;
    (form, numbers)
}

/// Columns of the newest version first, then what only older ones asked.
const HEADINGS: [&str; 10] =
    ["受付番号", "受付日時", "状態", "版", "受付方法", "入力者", "氏名", "連絡事項", "町名", "人数"];

on_both_databases! {
    /// CSV opens in Excel as UTF-8, keeps every character, and no cell is a formula.
    async fn csv_is_complete_and_harmless(app) {
        let (form, numbers) = three_submissions(app).await;
        let bytes = std::fs::read(exported(app, form, Format::Csv).await).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
        assert!(text.ends_with("\r\n"));
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        let rows: Vec<Vec<String>> =
            reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        assert_eq!(rows[0], HEADINGS);
        let number = |index: usize| numbers[index].as_str();
        assert_eq!(rows[1], [number(0), "2026-04-01 10:00:00", "受付", "1", "オンライン", "", "髙橋 﨑子", "葛󠄀城, \"引用\"\n二行目", "", "3"]);
        assert_eq!(rows[2][6], "'=HYPERLINK(\"http://example.com\")");
        assert!(rows[2][7].starts_with('\''), "{:?}", rows[2][7]);
        assert_eq!(rows[3], [number(2), "2026-04-01 10:02:00", "受付", "2", "オンライン", "", "𠮷田 次郎", "", "0123", ""]);
        assert_eq!(rows.len(), 4);
    }

    /// A workbook has the same cells: text is text, numbers are numbers, leading zeros stay.
    async fn xlsx_is_read_back_with_its_types(app) {
        let (form, numbers) = three_submissions(app).await;
        let mut book: Xlsx<_> = open_workbook(exported(app, form, Format::Xlsx).await).unwrap();
        let sheet = book.worksheet_range_at(0).unwrap().unwrap();
        let text = |row: usize, column: usize| sheet.get((row, column)).map(ToString::to_string).unwrap_or_default();
        assert_eq!((0..10).map(|column| text(0, column)).collect::<Vec<_>>(), HEADINGS);
        assert_eq!((text(1, 0), text(1, 6)), (numbers[0].clone(), "髙橋 﨑子".to_owned()));
        assert_eq!(sheet.get((1, 9)), Some(&Data::Float(3.0)));
        assert_eq!(sheet.get((2, 6)), Some(&Data::String("=HYPERLINK(\"http://example.com\")".to_owned())));
        assert_eq!(sheet.get((3, 8)), Some(&Data::String("0123".to_owned())));
        assert!(book.worksheet_formula("受付一覧").unwrap().used_cells().next().is_none(), "no cell is a formula");
        assert_eq!(sheet.height(), 4);
    }

    /// JSON holds the answers as they were accepted, in the order of receipt.
    async fn json_holds_the_answers_themselves(app) {
        let (form, numbers) = three_submissions(app).await;
        let rows = fixtures::read(&exported(app, form, Format::Json).await);
        let found: Vec<&str> = rows.as_array().unwrap().iter().map(|row| row["receipt_number"].as_str().unwrap()).collect();
        assert_eq!(found, numbers);
        assert_eq!(rows[0]["answers"], json!({ "name": "髙橋 﨑子", "memo": "葛󠄀城, \"引用\"\n二行目", "count": 3 }));
        assert_eq!(rows[0]["received_at"], "2026-04-01T10:00:00+09:00");
        assert_eq!((&rows[1]["version"], &rows[2]["version"]), (&json!(1), &json!(2)));
    }

    /// A form without submissions gives a file with headings only.
    async fn an_empty_form_gives_headings_only(app) {
        let form = app.publish("short", fixtures::short_form()).await;
        let text = std::fs::read_to_string(exported(app, form, Format::Csv).await).unwrap();
        assert_eq!(text.trim_start_matches('\u{feff}').lines().count(), 1);
        let rows = fixtures::read(&exported(app, form, Format::Json).await);
        assert_eq!(rows, json!([]));
    }

    /// More submissions than one page of the reader holds come out complete, each once, in order.
    async fn many_submissions_come_out_complete(app) {
        let form = app.publish("short", fixtures::short_form()).await;
        let machine = app.resident();
        let mut sent = Vec::new();
        for batch in 0..6 {
            let posts = (0..100).map(|index| {
                let machine = machine.clone();
                async move {
                    let answers = json!({ "name": format!("{batch}-{index}"), "count": index });
                    machine.submit("short", &format!("{batch}-{index}"), &answers).await.expect(201).json()
                }
            });
            sent.extend(futures_util::future::join_all(posts).await);
        }
        app.run_jobs().await;
        let rows = fixtures::read(&exported(app, form, Format::Json).await);
        let mut found: Vec<String> =
            rows.as_array().unwrap().iter().map(|row| row["receipt_number"].to_string()).collect();
        let mut sent: Vec<String> = sent.iter().map(|receipt| receipt["receipt_number"].to_string()).collect();
        found.sort();
        sent.sort();
        assert_eq!(found, sent);
    }
}
