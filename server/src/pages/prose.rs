//! Texts that staff wrote, as HTML: the blocks that `crate::prose` reads. Everything is escaped; nobody can write HTML or
//! scripts into a form.

pub use crate::prose::safe_href;
use crate::prose::{Block, Content, Inline, read};

/// Paragraphs, lists, bold words and links of a text, everything else escaped.
#[must_use]
pub fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for block in read(text) {
        draw(&mut out, &block, true);
        out.push('\n');
    }
    out
}

/// Calls itself for lists in lists, which are at most three levels deep.
fn draw(out: &mut String, block: &Block, is_framed: bool) {
    match &block.content {
        Content::Paragraph(words) if is_framed => {
            out.push_str("<p>");
            inlines(out, words);
            out.push_str("</p>");
        }
        Content::Paragraph(words) => inlines(out, words),
        Content::List(start, items) => {
            match start {
                Some(1) => out.push_str("<ol>"),
                Some(start) => out.push_str(&format!("<ol start=\"{start}\">")),
                None => out.push_str("<ul>"),
            }
            for item in items {
                out.push_str("<li>");
                for (index, block) in item.blocks.iter().enumerate() {
                    draw(out, block, index > 0);
                }
                out.push_str("</li>");
            }
            out.push_str(if start.is_some() { "</ol>" } else { "</ul>" });
        }
    }
}

fn inlines(out: &mut String, words: &[Inline]) {
    for inline in words {
        match inline {
            Inline::Text(text) => out.push_str(&escape(text)),
            Inline::Break => out.push_str("<br>"),
            Inline::Bold => out.push_str("<strong>"),
            Inline::BoldEnd => out.push_str("</strong>"),
            Inline::Link(address) => out.push_str(&format!("<a href=\"{}\">", escape(address))),
            Inline::LinkEnd => out.push_str("</a>"),
        }
    }
}

/// Escapes text for HTML content and quoted attributes.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// A size in words, with one digit after the point where it matters.
#[must_use]
pub fn size(bytes: u64) -> String {
    const KIB: u64 = 1024;
    const MIB: u64 = 1024 * KIB;
    if bytes >= MIB {
        let tenths = bytes.saturating_mul(10) / MIB;
        if tenths.is_multiple_of(10) {
            format!("{}MB", tenths / 10)
        } else {
            format!("{}.{}MB", tenths / 10, tenths % 10)
        }
    } else {
        format!("{}KB", bytes.div_ceil(KIB))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_lists_and_nothing_else() {
        let text = "当日の持ち物です。\n忘れずに。\n\n- 接種券\n- <b>保険証</b>\nお待ちしています。";
        assert_eq!(
            html(text),
            "<p>当日の持ち物です。<br>忘れずに。</p>\n<ul><li>接種券</li><li>&lt;b&gt;保険証&lt;/b&gt;</li></ul>\n<p>お待ちしています。</p>\n"
        );
    }

    #[test]
    fn scripts_cannot_be_linked() {
        assert_eq!(safe_href("javascript:alert(1)"), None);
        assert_eq!(safe_href("//example.com"), None);
        assert_eq!(safe_href("https://example.jp/"), Some("https://example.jp/"));
    }

    #[test]
    fn sizes_are_read_easily() {
        assert_eq!([size(10 << 20), size(1_300_000), size(900)], ["10MB", "1.2MB", "1KB"]);
    }
}
