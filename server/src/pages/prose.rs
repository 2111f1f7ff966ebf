//! Texts that staff wrote, as HTML: blank lines separate paragraphs, lines beginning with `- ` are a list. Everything is
//! escaped; nobody can write HTML or scripts into a form.

/// Paragraphs and lists of a text, escaped.
#[must_use]
pub fn html(text: &str) -> String {
    let mut out = String::new();
    let mut paragraph: Vec<&str> = Vec::new();
    let mut list: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim_end).chain([""]) {
        if let Some(item) = line.strip_prefix("- ") {
            flush_paragraph(&mut out, &mut paragraph);
            list.push(item);
        } else {
            flush_list(&mut out, &mut list);
            if line.trim().is_empty() {
                flush_paragraph(&mut out, &mut paragraph);
            } else {
                paragraph.push(line);
            }
        }
    }
    out
}

fn flush_paragraph(out: &mut String, lines: &mut Vec<&str>) {
    if !lines.is_empty() {
        let lines: Vec<String> = lines.drain(..).map(escape).collect();
        out.push_str(&format!("<p>{}</p>\n", lines.join("<br>")));
    }
}

fn flush_list(out: &mut String, items: &mut Vec<&str>) {
    if !items.is_empty() {
        let items: String = items.drain(..).map(|item| format!("<li>{}</li>", escape(item))).collect();
        out.push_str(&format!("<ul>{items}</ul>\n"));
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

/// A link staff may set: web, telephone and mail addresses only, so that no script can be linked.
#[must_use]
pub fn safe_href(href: &str) -> Option<&str> {
    let allowed = ["https://", "http://", "tel:", "mailto:"];
    let is_local = href.starts_with('/') && !href.starts_with("//");
    (is_local || allowed.iter().any(|scheme| href.starts_with(scheme))).then_some(href)
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
