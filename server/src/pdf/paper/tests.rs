//! Paper forms as sheets: where texts and lines stand, and what a reader copies out of the file.

use super::compose::compose;
use super::sheet::{Strip, TEXT_HEIGHT};
use super::*;
use crate::pdf::canvas::Area;
use crate::pdf::paint::{Mark, TEXT_WIDTH};
use crate::pdf::tests::copied;

/// Rounding.
const NEAR: f32 = 0.6;

/// Everything that stands where it should not: texts outside the sheet or their strip, on top of each other, or across an
/// upright line. Empty for a form that can be handed out.
pub(crate) fn misplaced(fonts: &Fonts, form: &PaperForm) -> Vec<String> {
    found_in(&compose(fonts, form).0)
}

fn found_in(strips: &[Strip]) -> Vec<String> {
    let mut found = Vec::new();
    for strip in strips {
        if strip.height > TEXT_HEIGHT {
            found.push(format!("a strip of {} points", strip.height));
        }
        let texts: Vec<(Area, String)> = strip.marks.iter().filter_map(text).collect();
        for (index, (area, words)) in texts.iter().enumerate() {
            let is_inside = area.left >= -NEAR && area.left + area.width <= TEXT_WIDTH + NEAR;
            if !is_inside || area.top < -NEAR || area.top + area.height > strip.height + NEAR {
                found.push(format!("{words} stands outside: {area:?} in {}", strip.height));
            }
            if let Some((_, other)) = texts[..index].iter().find(|(other, _)| meet(*area, *other)) {
                found.push(format!("{words} stands on {other}"));
            }
            if strip.marks.iter().flat_map(upright).any(|line| meet(*area, line)) {
                found.push(format!("{words} stands across a line"));
            }
        }
    }
    found
}

fn text(mark: &Mark) -> Option<(Area, String)> {
    let Mark::Text { line, setting, .. } = mark else { return None };
    let words = line.glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
    // From the head of a kanji to its foot.
    let top = setting.baseline - 0.86 * setting.size;
    Some((Area { left: setting.left, top, width: line.points(setting.size), height: 0.95 * setting.size }, words))
}

fn upright(mark: &Mark) -> Vec<Area> {
    match *mark {
        Mark::Segment { from, to, .. } if from.1 < to.1 => {
            vec![Area { left: from.0, top: from.1, width: 0.0, height: to.1 - from.1 }]
        }
        Mark::Frame { area, .. } => {
            [area.left, area.left + area.width].map(|left| Area { left, width: 0.0, ..area }).to_vec()
        }
        _ => Vec::new(),
    }
}

fn meet(one: Area, other: Area) -> bool {
    let across = one.left + NEAR < other.left + other.width && other.left + NEAR < one.left + one.width
        || other.width == 0.0 && one.left + NEAR < other.left && other.left < one.left + one.width - NEAR;
    across && one.top + NEAR < other.top + other.height && other.top + NEAR < one.top + one.height
}

/// The two-dimensional codes of a form, as what they say.
pub(crate) fn codes(fonts: &Fonts, form: &PaperForm) -> Vec<String> {
    let marks = compose(fonts, form).0.into_iter().flat_map(|strip| strip.marks);
    let read = |mark: Mark| {
        let Mark::Code { modules, width, .. } = mark else { return None };
        const PIXELS: usize = 4;
        const QUIET: usize = 4;
        let side = (width + 2 * QUIET) * PIXELS;
        let mut picture = rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| {
            let at = |pixel: usize| (pixel / PIXELS).checked_sub(QUIET).filter(|module| *module < width);
            let is_dark = at(x).zip(at(y)).is_some_and(|(x, y)| modules[y * width + x]);
            if is_dark { 0 } else { 255 }
        });
        Some(picture.detect_grids()[0].decode().unwrap().1)
    };
    marks.filter_map(read).collect()
}

pub(crate) fn blank(sections: Vec<Section>) -> PaperForm {
    let text = str::to_owned;
    PaperForm {
        language: text("ja"),
        organization: text("見本市"),
        title: text("犬の登録"),
        addressee: text("（提出先）見本市"),
        day: vec![Slot::Word(text("令和")), Slot::Blank(9.0), Slot::Word(text("年"))],
        office: Office { title: text("事務処理欄"), stamp: text("受付印"), boxes: vec![text("受付番号")] },
        introduction: vec![text("犬を飼い始めたときの手続です。")],
        sections,
        closing: Vec::new(),
        online: Online {
            title: text("オンライン"),
            lead: text("次のアドレスです。"),
            address: text("https://forms.example.jp/f/dog"),
        },
        footer: text("犬の登録　第1版"),
        continued: text("（続き）"),
        published_at: "2026-11-22T10:00:00+09:00[Asia/Tokyo]".parse().unwrap(),
        identity: text("dog 1"),
    }
}

pub(crate) fn asked(label: &str, entries: Vec<Entry>) -> Item {
    let question =
        Question { label: label.to_owned(), mark: Some("必須".to_owned()), entries, ..Question::default() };
    Item { condition: None, content: Content::Question(question) }
}

fn section(items: Vec<Item>) -> Vec<Section> {
    vec![Section { title: "飼い主".to_owned(), condition: None, items }]
}

#[test]
fn the_words_are_copied_in_reading_order_and_the_bytes_stay_the_same() {
    let fonts = Fonts::load().unwrap();
    let form = blank(section(vec![asked("氏名", vec![Entry::Line(vec![Slot::Rest, Slot::Word("様".to_owned())])])]));
    let bytes = render_paper(&fonts, &form).unwrap();
    assert_eq!(bytes, render_paper(&fonts, &form).unwrap());
    let text = copied(&bytes).concat();
    let mut from = 0;
    for piece in ["犬の登録\n", "（提出先）見本市\n", "受付番号\n", "飼い主\n", "氏名\n", "必須\n", "様\n", "1 / 1\n"]
    {
        let at = text[from..].find(piece).unwrap_or_else(|| panic!("{piece:?} is missing after {:?}", &text[..from]));
        from += at + piece.len();
    }
    assert_eq!(codes(&fonts, &form), ["https://forms.example.jp/f/dog"]);
}

#[test]
fn a_question_longer_than_a_page_goes_on_and_says_so() {
    let fonts = Fonts::load().unwrap();
    let form = blank(section(vec![asked("意見", vec![Entry::Ruled(70)])]));
    let pages = copied(&render_paper(&fonts, &form).unwrap());
    assert_eq!(pages.len(), 3);
    assert!(!pages[0].contains("（続き）") && pages[1].starts_with("（続き）"), "{pages:?}");
    assert_eq!(misplaced(&fonts, &form), Vec::<String>::new());
}

#[test]
fn the_head_of_a_long_table_is_repeated() {
    let fonts = Fonts::load().unwrap();
    let row = |number: usize| vec![Cell::Head(number.to_string()), Cell::Room(vec![Entry::Line(vec![Slot::Rest])])];
    let columns = ["", "名前"].map(|title| Column { title: title.to_owned(), share: 1.0 }).to_vec();
    let question = Question { label: "犬".to_owned(), ..Question::default() };
    let table = Table { question, columns, rows: (1..=40).map(row).collect(), note: None };
    let form = blank(section(vec![Item { condition: None, content: Content::Table(table) }]));
    let pages = copied(&render_paper(&fonts, &form).unwrap());
    assert!(pages.len() >= 2);
    assert!(pages.iter().all(|page| page.matches("名前\n").count() == 1), "{pages:?}");
    assert!(pages[1].starts_with("名前\n"), "{}", pages[1]);
    assert!(!pages[0].contains("\n40\n") && pages.concat().contains("\n40\n"));
}

#[test]
fn absurd_words_are_neither_lost_nor_outside() {
    let fonts = Fonts::load().unwrap();
    let long = "とても長い言葉".repeat(150);
    let word = "w".repeat(400);
    let choices = [&long, &word].map(|text| Choice { text: text.clone(), has_blank: false }).to_vec();
    let boxes =
        vec![Captioned { caption: word.clone(), slots: vec![Slot::Digits(vec![60])], share: 1.0, is_low: true }];
    let mut form = blank(section(vec![
        asked(&long, vec![Entry::Choices(choices), Entry::Boxes(boxes)]),
        asked(&word, vec![Entry::Line(vec![Slot::Word(long.clone()), Slot::Digits(vec![50, 1]), Slot::Rest])]),
        Item {
            condition: Some(word.clone()),
            content: Content::Notice { title: long.clone(), text: vec![word.clone()] },
        },
    ]));
    (form.title, form.addressee, form.footer) = (long.clone(), word.clone(), long.clone());
    assert_eq!(misplaced(&fonts, &form), Vec::<String>::new());
    let text = copied(&render_paper(&fonts, &form).unwrap()).concat().replace('\n', "");
    assert!(text.matches(&word).count() >= 4);
}

#[test]
fn what_stands_where_it_should_not_is_found() {
    let fonts = Fonts::load().unwrap();
    let form = blank(section(vec![asked("氏名", vec![Entry::Line(vec![Slot::Word("様".to_owned())])])]));
    let (mut strips, _) = compose(&fonts, &form);
    assert_eq!(found_in(&strips), Vec::<String>::new());
    let strip = strips.iter_mut().find(|strip| strip.frame.is_some()).unwrap();
    let across = |mark: &mut Mark| {
        if let Mark::Text { setting, .. } = mark {
            setting.left = 120.0;
        }
    };
    strip.marks.iter_mut().for_each(across);
    let found = found_in(&strips);
    assert!(found.iter().any(|what| what.ends_with("across a line")), "{found:?}");
    assert!(found.iter().any(|what| what.contains("stands on")), "{found:?}");
}
