//! What staff may type, what stays letters, and what is meant to do harm.

use super::{plain, read};
use crate::pages::prose::html;

/// A text, what pages draw, what mails say.
fn both(text: &str, drawn: &str, said: &str) {
    assert_eq!(html(text).trim_end(), drawn, "drawn: {text}");
    assert_eq!(plain(text), said, "said: {text}");
}

#[test]
fn marks_of_the_subset() {
    both("**重要**です", "<p><strong>重要</strong>です</p>", "重要です");
    both(
        "必ず**「保険証」**を**（表面）**だけ",
        "<p>必ず<strong>「保険証」</strong>を<strong>（表面）</strong>だけ</p>",
        "必ず「保険証」を（表面）だけ",
    );
    both(
        "[市の案内](https://example.jp/a_b?c=1&d=2)をご覧ください",
        "<p><a href=\"https://example.jp/a_b?c=1&amp;d=2\">市の案内</a>をご覧ください</p>",
        "市の案内（https://example.jp/a_b?c=1&d=2）をご覧ください",
    );
    both(
        "[Guide](https://example.jp/)",
        "<p><a href=\"https://example.jp/\">Guide</a></p>",
        "Guide (https://example.jp/)",
    );
    both("[電話](tel:0570-000-000)", "<p><a href=\"tel:0570-000-000\">電話</a></p>", "電話（0570-000-000）");
    both(
        "<https://example.jp/a_b>",
        "<p><a href=\"https://example.jp/a_b\">https://example.jp/a_b</a></p>",
        "https://example.jp/a_b",
    );
    both(
        "**[届](mailto:a@example.jp)**",
        "<p><strong><a href=\"mailto:a@example.jp\">届</a></strong></p>",
        "届（a@example.jp）",
    );
    both("# 見出し\n本文", "<p><strong>見出し</strong></p>\n<p>本文</p>", "見出し\n本文");
}

#[test]
fn lists_with_bullets_and_numbers() {
    both(
        "持ち物\n- 券\n- 証\n忘れずに",
        "<p>持ち物</p>\n<ul><li>券</li><li>証</li></ul>\n<p>忘れずに</p>",
        "持ち物\n- 券\n- 証\n忘れずに",
    );
    both(
        "1. 書く\n2. 送る\n\n終わり",
        "<ol><li>書く</li><li>送る</li></ol>\n<p>終わり</p>",
        "1. 書く\n2. 送る\n\n終わり",
    );
    both("3. 三\n4. 四", "<ol start=\"3\"><li>三</li><li>四</li></ol>", "3. 三\n4. 四");
    both("- 上\n  - 下\n- 次", "<ul><li>上<ul><li>下</li></ul></li><li>次</li></ul>", "- 上\n  - 下\n- 次");
    both("1. 一\n\n   続き\n2. 二", "<ol><li>一<p>続き</p></li><li>二</li></ol>", "1. 一\n\n   続き\n2. 二");
}

/// What people write who know nothing of marks comes out as they wrote it.
#[test]
fn plain_texts_stay_themselves() {
    let texts = [
        "※ 必須の項目には * が付きます。",
        "10 * 2 * 3 = 60",
        "申請日 ____年__月__日",
        "__年__月",
        "snake_case_name",
        "a < b > c & d",
        "&amp;と&lt;",
        "> 18歳以上",
        "+ 500円",
        "2026. 4. 1から",
        "1.5倍",
        "1)",
        "-",
        "*",
        "`code`",
        "~~~",
        "```",
        "[様式第1号](別紙)",
        "[注意]: 必ず持参",
        "[ ] はい",
        "（1） 届出",
        "①書く",
        "https://example.jp/a_b_c",
        "![図](https://example.jp/a.png)",
        "　字下げ",
        "<b>太字</b>",
        "<!-- x -->",
        "本文\n---",
        "本文\n===",
        "---",
        "a\\b",
        "C:\\dir",
        "**",
        "**開いたまま",
        "*斜体*です",
        "_斜体_です",
        "***",
    ];
    for text in texts {
        assert_eq!(plain(text), text);
        let lines: Vec<String> = text.lines().map(crate::pages::prose::escape).collect();
        assert_eq!(html(text), format!("<p>{}</p>\n", lines.join("<br>")), "{text}");
    }
    assert_eq!(html(""), "");
    assert_eq!(html(" \n\n"), "");
}

#[test]
fn nothing_that_does_something_gets_through() {
    let hostile = [
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](&#106;avascript:alert(1))",
        "[a](data:text/html,x)",
        "[a](vbscript:x)",
        "[a](//example.com)",
        "[a](/f/other)",
        "<javascript:alert(1)>",
        "[a]( \u{1}javascript:alert(1))",
        "[a]: javascript:x\n\n[a]",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href=\"https://example.jp\" onclick=x>a</a>",
        "<div>\n- a\n</div>",
        "![x](javascript:x)",
        "<svg/onload=x>",
        "    <script>x</script>",
        "- a\n\n      <script>x</script>",
        "```html\n<script>x</script>\n```",
    ];
    for text in hostile {
        let drawn = html(text);
        let tags: Vec<&str> = drawn.split('<').skip(1).map(|tag| tag.split('>').next().unwrap_or_default()).collect();
        let known = ["p", "/p", "br", "ul", "/ul", "ol", "/ol", "li", "/li", "strong", "/strong"];
        assert!(tags.iter().all(|tag| known.contains(tag)), "{text}: {drawn}");
    }
    // A quote cannot leave the address.
    let drawn = html("[a](https://example.jp/\"onmouseover=\"x) [b](<https://example.jp/'>)");
    assert!(!drawn.contains("\"onmouseover") && !drawn.contains("/'"), "{drawn}");
}

/// Nothing takes long or deep, and nothing is lost.
#[test]
fn hostile_sizes() {
    let nested =
        |count: usize| (0..count).map(|level| format!("{}- {level}\n", "  ".repeat(level))).collect::<String>();
    let texts = [
        "*".repeat(100_000),
        "*a ".repeat(30_000),
        "**あ".repeat(5_000),
        "[".repeat(39_000),
        "[a](".repeat(9_000),
        "![".repeat(19_000),
        format!("{}a", "- ".repeat(19_000)),
        format!("{}a", "> ".repeat(19_000)),
        format!("{}a", "1. ".repeat(12_000)),
        nested(190),
        "<".repeat(39_000),
        "\\".repeat(39_000),
        "_a_ ".repeat(9_000),
        "**[".repeat(9_000),
        "- \n".repeat(12_000),
        "`".repeat(39_000),
    ];
    for text in texts {
        let begun = std::time::Instant::now();
        let drawn = html(&text);
        let said = plain(&text);
        assert!(begun.elapsed().as_secs() < 10, "{}", text.chars().take(20).collect::<String>());
        let (open, closed) = (drawn.matches("<p>").count(), drawn.matches("</p>").count());
        assert_eq!(open, closed, "{}", text.chars().take(20).collect::<String>());
        let letters = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).filter(|sign| *sign != '1').count();
        assert_eq!(letters(&said), letters(&text), "{}", text.chars().take(20).collect::<String>());
    }
    let drawn = html(&nested(190));
    assert_eq!(drawn.matches("<ul>").count(), 3);
    assert!(read(&"あ\n\n".repeat(10_000)).len() == 10_000);
}
