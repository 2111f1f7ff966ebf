use super::*;
use crate::pdf::tests::copied;

fn poster() -> Poster {
    Poster {
        language: "ja-JP".to_owned(),
        organization: "見本市".to_owned(),
        kicker: "オンラインで申請できます".to_owned(),
        title: "犬の登録申請".to_owned(),
        description: "新しく犬を飼い始めた方の登録です。".to_owned(),
        steps: vec!["読み取ります。".to_owned(), "開きます。".to_owned(), "送信します。".to_owned()],
        address_lead: "パソコンからは".to_owned(),
        address: "https://forms.example.jp/f/dog-registration".to_owned(),
        facts: vec![("受付期間".to_owned(), "2026年4月1日から".to_owned()), ("手数料".to_owned(), "無料".to_owned())],
        contact_title: "問い合わせ先".to_owned(),
        contact: vec!["環境衛生課".to_owned(), "電話 000-000-0000".to_owned()],
        published_at: "2026-11-21T14:03:00+09:00[Asia/Tokyo]".parse().unwrap(),
        identity: "a".to_owned(),
    }
}

fn render(poster: &Poster) -> Vec<u8> {
    render_poster(&Fonts::load().unwrap(), poster).unwrap()
}

#[test]
fn everything_can_be_copied_out_in_reading_order() {
    let pages = copied(&render(&poster()));
    assert_eq!(pages.len(), 1);
    let expected = [
        "見本市\n",
        "オンラインで申請できます\n",
        "犬の登録申請\n",
        "新しく犬を飼い始めた方の登録です。\n",
        "1\n読み取ります。\n2\n開きます。\n3\n送信します。\n",
        "パソコンからは\nhttps://forms.example.jp/f/dog-registration\n",
        "受付期間\n2026年4月1日から\n手数料\n無料\n",
        "問い合わせ先\n環境衛生課\n電話 000-000-0000\n",
    ];
    let mut from = 0;
    for piece in expected {
        let at = pages[0][from..].find(piece).unwrap_or_else(|| panic!("{piece:?} is missing in {:?}", pages[0]));
        from += at + piece.len();
    }
}

#[test]
fn it_is_one_page_whatever_staff_write() {
    let long = |text: &str| text.repeat(200);
    let poster = Poster {
        organization: long("長い名前の市"),
        title: long("長い題名"),
        description: long("長い説明です。\n"),
        steps: vec![long("長い手順"), long("長い手順"), long("長い手順")],
        facts: (0..40).map(|number| (format!("項目{number}"), long("長い説明"))).collect(),
        contact: (0..40).map(|number| format!("{number}{}", long("長い課"))).collect(),
        address: format!("https://forms.example.jp/f/{}", "a".repeat(64)),
        ..poster()
    };
    let pages = copied(&render(&poster));
    assert_eq!(pages.len(), 1);
    let page = pages[0].replace('\n', "");
    assert!(page.contains(&poster.address), "the address is never shortened: {page}");
    assert!(page.contains("問い合わせ先") && page.contains('…'), "{page}");
}

#[test]
fn the_same_poster_gives_the_same_bytes_and_says_what_it_is() {
    let bytes = render(&poster());
    assert_eq!(bytes, render(&poster()));
    for expected in ["/Lang(ja-JP)", "/URI(https://forms.example.jp/f/dog-registration)"] {
        assert!(bytes.windows(expected.len()).any(|window| window == expected.as_bytes()), "{expected}");
    }
    let bare = Poster { facts: Vec::new(), contact: Vec::new(), description: String::new(), ..poster() };
    assert!(!copied(&render(&bare)).concat().contains("問い合わせ先"));
}
