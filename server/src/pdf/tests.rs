//! Receipts as a reader meets them: the files are parsed again, and what can be copied out of them is compared.

use printpdf::{DictItem, Op, PdfDocument, PdfParseOptions, TextItem};

use super::*;

fn row(label: &str, lines: &[&str]) -> Row {
    Row { label: label.to_owned(), lines: lines.iter().map(|&line| line.to_owned()).collect() }
}

fn receipt(rows: Vec<Row>) -> Receipt {
    Receipt {
        words: Words::default(),
        organization: "見本市".to_owned(),
        heading: None,
        title: "犬の登録申請".to_owned(),
        receipt_number: "INU-7K3M9PXA4".to_owned(),
        is_test: false,
        received_at: "2026-11-21T14:03:00+09:00[Asia/Tokyo]".parse().unwrap(),
        sections: vec![Section { title: "申請する方".to_owned(), rows }],
        next_steps: Some("担当課で内容を確認します。\nその後、メールでご連絡します。".to_owned()),
        contact: vec!["見本市 環境衛生課".to_owned(), "電話 000-000-0000".to_owned()],
        status_url: Some("https://forms.example.jp/r/abcdefgh".to_owned()),
        note: None,
    }
}

fn render(receipt: &Receipt) -> Vec<u8> {
    render_receipt(&Fonts::load().unwrap(), receipt).unwrap()
}

fn parse(bytes: &[u8]) -> PdfDocument {
    PdfDocument::parse(bytes, &PdfParseOptions::default(), &mut Vec::new()).unwrap()
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes[2..].chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    String::from_utf16(&units).unwrap()
}

fn actual_text(properties: &DictItem) -> Option<String> {
    let DictItem::Dict { map } = properties else {
        return None;
    };
    match map.get("ActualText")? {
        DictItem::String { data, .. } | DictItem::Bytes(data) => Some(utf16(data)),
        _ => None,
    }
}

/// The text of every page as a reader copies it: replacement text where there is one, else the meaning of the glyphs.
pub(crate) fn copied(bytes: &[u8]) -> Vec<String> {
    parse(bytes).pages.iter().map(|page| copied_from(&page.ops)).collect()
}

fn copied_from(ops: &[Op]) -> String {
    let mut text = String::new();
    let mut replaced: Vec<bool> = Vec::new();
    for op in ops {
        match op {
            Op::BeginMarkedContent { .. } => replaced.push(false),
            Op::BeginMarkedContentWithProperties { properties, .. } => {
                let replacement = actual_text(properties);
                replaced.push(replacement.is_some());
                text.push_str(&replacement.unwrap_or_default());
            }
            Op::EndMarkedContent | Op::EndMarkedContentWithProperties => {
                assert!(replaced.pop().is_some())
            }
            Op::EndTextSection => text.push('\n'),
            Op::ShowText { items } if !replaced.contains(&true) => {
                for item in items {
                    let TextItem::GlyphIds(glyphs) = item else { panic!("glyphs expected: {item:?}") };
                    text.extend(glyphs.iter().map(|glyph| glyph.cid.as_deref().unwrap_or("\u{FFFD}")));
                }
            }
            _ => {}
        }
    }
    assert!(replaced.is_empty(), "every mark is closed");
    text
}

#[test]
fn the_same_receipt_gives_the_same_bytes() {
    let receipt = receipt(vec![row("氏名", &["見本 花子"])]);
    assert_eq!(render(&receipt), render(&receipt));
    let other = Receipt { receipt_number: "INU-ANOTHER".to_owned(), ..receipt.clone() };
    assert_ne!(render(&receipt), render(&other));
}

#[test]
fn everything_on_the_receipt_can_be_copied_out_in_reading_order() {
    let text = copied(&render(&receipt(vec![row("氏名", &["見本 花子"]), row("備考", &[])]))).concat();
    let expected = [
        "見本市\n",
        "犬の登録申請\n",
        "受付番号\nINU-7K3M9PXA4\n",
        "受付日時\n令和8年（2026年）11月21日 14時03分\n",
        "証明書としてはお使いいただけません。\n",
        "申請する方\n",
        "氏名\n見本 花子\n",
        "備考\n（回答なし）\n",
        "この後の流れ\n担当課で内容を確認します。\nその後、メールでご連絡します。\n",
        "https://forms.example.jp/r/abcdefgh\n",
        "問い合わせ先\n見本市 環境衛生課\n電話 000-000-0000\n",
        "受付番号 INU-7K3M9PXA4\n1 / 1\n",
    ];
    let mut from = 0;
    for piece in expected {
        let at = text[from..].find(piece).unwrap_or_else(|| panic!("{piece:?} is missing after {:?}", &text[..from]));
        from += at + piece.len();
    }
}

#[test]
fn the_receipt_of_a_test_says_so() {
    let usual = copied(&render(&receipt(Vec::new()))).concat();
    assert!(!usual.contains("テスト"), "{usual}");
    let bytes = render(&Receipt { is_test: true, ..receipt(Vec::new()) });
    let text = copied(&bytes).concat();
    for said in ["受付票（テスト）", "これはテスト送信の受付票です。"] {
        assert!(text.contains(said), "{said} is missing: {text}");
    }
}

#[test]
fn names_are_copied_as_typed() {
    // One glyph may stand for several texts (葛 with and without a selector), and none for others.
    let typed = "髙橋﨑子𠮷田・葛󠄀城・葛󠄁飾・葛城・ﾊﾝｶｸ・か\u{3099}・〓・😀・👨\u{200D}👩\u{200D}👧・☑☐□・𪚲";
    let text = copied(&render(&receipt(vec![row("氏名", &[typed])]))).concat();
    assert!(text.replace('\n', "").contains(&format!("氏名{typed}この後")), "{text}");
}

#[test]
fn line_ends_inside_a_value_are_kept_and_control_characters_are_not() {
    let text = copied(&render(&receipt(vec![row("備考", &["一行目\r\n二\u{7}行\u{202E}目", "三行目"])]))).concat();
    assert!(text.contains("備考\n一行目\n二行目\n三行目\n"), "{text}");
}

#[test]
fn a_long_receipt_has_numbered_pages_that_cut_no_row() {
    let answer = ["一つ目の行です。", "二つ目の行です。", "三つ目の行です。"];
    let rows = (1..=24).map(|index| row(&format!("質問{index}"), &answer)).collect();
    let pages = copied(&render(&receipt(rows)));
    assert_eq!(pages.len(), 3);
    for (index, page) in pages.iter().enumerate() {
        assert!(page.ends_with(&format!("受付番号 INU-7K3M9PXA4\n{} / 3\n", index + 1)), "{page}");
        assert!(!page.contains("（続き）"));
        assert_eq!(page.matches("一つ目").count(), page.matches("三つ目").count());
    }
    let text = pages.concat();
    for index in 1..=24 {
        assert_eq!(text.matches(&format!("質問{index}\n")).count(), 1, "質問{index}");
    }
}

#[test]
fn a_value_longer_than_a_page_goes_on_without_loss() {
    let long: String = "自由記述欄の文章です。".chars().cycle().take(4000).collect();
    let pages = copied(&render(&receipt(vec![row("ご意見", &[&long]), row("次の質問", &["はい"])])));
    assert!(pages.len() >= 3);
    assert!(pages[1].starts_with("（続き）\n"), "{}", pages[1]);
    let bodies: Vec<&str> =
        pages.iter().filter_map(|page| Some(page.rsplit_once("犬の登録申請\n受付番号")?.0)).collect();
    let all = bodies.concat().replace("（続き）", "").replace('\n', "");
    assert!(all.contains(&format!("ご意見{long}次の質問はいこの後の流れ")));
}

#[test]
fn the_file_says_what_it_is() {
    let bytes = render(&receipt(Vec::new()));
    let info = parse(&bytes).metadata.info;
    assert_eq!(info.document_title, "犬の登録申請 受付票 INU-7K3M9PXA4");
    assert_eq!(info.author, "見本市");
    for expected in
        ["/Lang(ja-JP)", "/StructTreeRoot ", "(D:20261121140300+09'00')", "/URI(https://forms.example.jp/r/abcdefgh)"]
    {
        let found = bytes.windows(expected.len()).any(|window| window == expected.as_bytes());
        assert!(found, "{expected}");
    }
}

#[test]
fn a_receipt_stays_small() {
    let bytes = render(&receipt(vec![row("氏名", &["髙橋 花子（𠮷田）"])]));
    assert!(bytes.len() < 150_000, "fonts are cut down: {} bytes", bytes.len());
}

#[test]
fn fonts_are_shared_between_threads() {
    let fonts = Fonts::load().unwrap();
    let receipt = receipt(vec![row("氏名", &["見本 花子"])]);
    let expected = render(&receipt);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..2).map(|_| scope.spawn(|| render_receipt(&fonts, &receipt).unwrap())).collect();
        for worker in workers {
            assert_eq!(worker.join().unwrap(), expected);
        }
    });
}

#[test]
fn absurdly_long_words_of_staff_are_not_lost() {
    let label = "長い質問".repeat(300);
    let mut receipt = receipt(vec![row(&label, &["はい"])]);
    receipt.title = "長い題名".repeat(300);
    receipt.sections[0].title = "長い見出し".repeat(400);
    let bodies: String = copied(&render(&receipt))
        .iter()
        .map(|page| {
            let lines: Vec<&str> = page.lines().filter(|line| *line != "（続き）").collect();
            // Title, number and page number are the foot.
            lines[..lines.len() - 3].concat()
        })
        .collect();
    for text in [&receipt.title, &receipt.sections[0].title] {
        assert!(bodies.contains(text.as_str()));
    }
    // The value stands beside the beginning of the label.
    assert!(bodies.replacen("はい", "", 1).contains(&label));
}
