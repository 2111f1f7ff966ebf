//! A text without its marks: for mails, PDF, paper and short descriptions. The address of a link stands behind its words.

use super::{Block, Content, Inline, read};

/// What a text says, line by line; entries of lists begin with `- ` or their number. A text without marks stays itself,
/// but for empty lines at its ends and more than one between paragraphs.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut lines = Vec::new();
    blocks(&mut lines, &read(text), "");
    lines.join("\n")
}

fn blocks(lines: &mut Vec<String>, all: &[Block], indent: &str) {
    for block in all {
        if block.is_apart {
            lines.push(String::new());
        }
        match &block.content {
            Content::Paragraph(words) => {
                lines.extend(self::words(words).split('\n').map(|line| format!("{indent}{line}")));
            }
            Content::List(start, items) => {
                for (index, (number, item)) in (start.unwrap_or_default()..).zip(items).enumerate() {
                    if item.is_apart && index > 0 {
                        lines.push(String::new());
                    }
                    let mark = start.map_or_else(|| "- ".to_owned(), |_| format!("{number}. "));
                    let inner = format!("{indent}{}", " ".repeat(mark.len()));
                    let first = lines.len();
                    blocks(lines, &item.blocks, &inner);
                    match lines.get_mut(first) {
                        Some(line) => line.replace_range(..inner.len(), &format!("{indent}{mark}")),
                        None => lines.push(format!("{indent}{}", mark.trim_end())),
                    }
                }
            }
        }
    }
}

fn words(all: &[Inline]) -> String {
    let mut out = String::new();
    let mut link: Option<(&str, usize)> = None;
    for inline in all {
        match inline {
            Inline::Text(text) => out.push_str(text),
            Inline::Break => out.push('\n'),
            Inline::Bold | Inline::BoldEnd => {}
            Inline::Link(address) => link = Some((address, out.len())),
            Inline::LinkEnd => {
                if let Some((address, from)) = link.take() {
                    let address = ["tel:", "mailto:"]
                        .iter()
                        .fold(address, |rest, scheme| rest.strip_prefix(scheme).unwrap_or(rest));
                    let said = &out[from..];
                    if said.contains(address) {
                        continue;
                    }
                    let is_latin = said.chars().next_back().is_some_and(|sign| sign.is_ascii());
                    out.push_str(&if is_latin { format!(" ({address})") } else { format!("（{address}）") });
                }
            }
        }
    }
    out
}
