//! What stands in one line of a pasted list: bullet, number, label, marks (必須, 複数選択可), blanks to be filled in, choices.
//! Every expression here is linear, and nothing looks at other lines.

use regex::Regex;
use std::sync::LazyLock;

/// A line, taken apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// Counted from 1.
    pub number: usize,
    /// How far it is indented; a full-width space counts two.
    pub indent: usize,
    /// The sign it begins with (・, □, ■).
    pub bullet: Option<char>,
    /// Whether it has a number of its own.
    pub is_numbered: bool,
    /// What is left of it.
    pub text: String,
}

#[expect(clippy::unwrap_used, reason = "literal expressions, which the tests compile")]
fn expression(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap()
}

const BULLETS: &str = "・●○◎◯■□◆◇▼▽▶▷►•☐☑✓◦‣※＊*–—-#";
/// Boxes and circles to be ticked.
pub const BOXES: [char; 6] = ['□', '☐', '○', '◯', '☑', '◎'];

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    expression(concat!(
        "^(?:[①-⑳㉑-㉟❶-❿⑴-⒇⒈-⒛]|[(（](?:[0-9０-９]{1,3}|[ア-ンa-zA-Zａ-ｚＡ-Ｚ一二三四五六七八九十])[)）]",
        "|[\\[［【〔](?:[0-9０-９]{1,3})[\\]］】〕]",
        "|(?:問|設問|質問|Q|Ｑ|q)\\s*[0-9０-９]{1,3}(?:[-－][0-9０-９]{1,2})?[\\s.．、:：)）]*|第[0-9０-９]{1,3}問[\\s.．、:：]*",
        "|[0-9０-９]{1,3}(?:[-－.．][0-9０-９]{1,2})*(?:[.．、)）:：]|\\s)|[ア-ンa-zA-Zａ-ｚＡ-Ｚ一二三四五六七八九十](?:[.．)）])|[一二三四五六七八九十]、)\\s*",
    ))
});

/// Takes a raw line apart; none where nothing is written in it.
pub fn read(number: usize, raw: &str) -> Option<Line> {
    let raw: String = raw.chars().filter(|letter| *letter == '\t' || !letter.is_control()).collect();
    let raw = raw.trim_start_matches('\u{feff}');
    let text = raw.trim_start();
    let before = raw.get(..raw.len() - text.len()).unwrap_or_default();
    let indent = before.chars().map(|letter| match letter {
        '\u{3000}' => 2,
        '\t' => 4,
        _ => 1,
    });
    let mut line = Line { number, indent: indent.sum(), text: text.trim_end().to_owned(), ..Line::default() };
    line.strip_bullet();
    line.strip_number();
    line.text.chars().any(char::is_alphanumeric).then_some(line)
}

impl Line {
    fn strip_bullet(&mut self) {
        let mut letters = self.text.chars();
        let Some(first) = letters.next().filter(|letter| BULLETS.contains(*letter)) else {
            return;
        };
        let rest = letters.as_str();
        // A hyphen or a star is a bullet only where a space follows.
        let is_bullet = !matches!(first, '-' | '*' | '–' | '—') || rest.starts_with([' ', '\u{3000}', '\t']);
        if is_bullet && !rest.trim().is_empty() {
            self.bullet = Some(first);
            self.text = rest.trim_start_matches(first).trim_start().to_owned();
            // Markdown's boxes.
            for tick in ["[ ]", "[x]", "[　]"] {
                if let Some(rest) = self.text.strip_prefix(tick) {
                    self.bullet = Some('□');
                    self.text = rest.trim_start().to_owned();
                    return;
                }
            }
        }
    }

    fn strip_number(&mut self) {
        if let Some(found) = NUMBER.find(&self.text) {
            let rest = self.text.get(found.end()..).unwrap_or_default().trim_start();
            if !rest.is_empty() {
                self.is_numbered = true;
                self.text = rest.to_owned();
            }
        }
    }

    /// Whether it is a box to be ticked.
    pub fn is_box(&self) -> bool {
        self.bullet.is_some_and(|bullet| BOXES.contains(&bullet))
    }

    /// Whether it explains the question before it.
    pub fn is_note(&self) -> bool {
        let bracketed = self.text.starts_with(['(', '（']) && self.text.ends_with([')', '）']);
        let is_marked = self.text.starts_with(['必', '任']) && self.text.chars().count() > 2;
        self.bullet == Some('※') && !is_marked
            || bracketed
            || ["例：", "例:", "例)", "例）", "注）", "注)"].iter().any(|mark| self.text.starts_with(mark))
    }
}

/// What a question's text says besides its label.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The label.
    pub label: String,
    /// 必須 or 任意, where it stands there.
    pub is_required: Option<bool>,
    /// Several choices.
    pub is_multiple: bool,
    /// At most so many of them.
    pub most: Option<u64>,
    /// The listed choices.
    pub choices: Vec<String>,
    /// Whether the choices were marked as such (boxes), so that nothing else is meant.
    pub has_boxes: bool,
    /// What stands in brackets and between blanks: 円, 10桁, ふりがな.
    pub hint: String,
    /// What explains the question.
    pub help: Option<String>,
}

static REQUIRED: LazyLock<Regex> = LazyLock::new(|| {
    expression(
        "[【［\\[(（〔<＜《≪「]\\s*※?\\s*(?:必須|必須項目|必須入力|入力必須|回答必須|要記入|必ず記入)\\s*[】］\\])）〕>＞》≫」]|[※＊*]\\s*必須|^必須[\\s:：]+|[\\s]+必須$|[*＊※]$",
    )
});
static OPTIONAL: LazyLock<Regex> = LazyLock::new(|| {
    expression(
        "[【［\\[(（〔<＜《≪「]\\s*※?\\s*(?:任意|任意項目|任意入力|任意回答|省略可|省略可能)\\s*[】］\\])）〕>＞》≫」]|[※＊*]\\s*任意|^任意[\\s:：]+|[\\s]+任意$",
    )
});
const MULTIPLE: &str = "複数選択可能?|複数回答可能?|複数回答|複数選択|複数可|いくつでも可?|(?:あて|当て)はまるもの(?:を|に)?(?:すべて|全て)|該当するもの(?:を|に)?(?:すべて|全て)|すべて選択|全て選択|すべて選ん|全て選ん|すべてに";
static MULTIPLE_BRACKET: LazyLock<Regex> = LazyLock::new(|| {
    expression(&format!(
        "[(（【［\\[〔]([^()（）【】［］\\[\\]〔〕]*(?:{MULTIPLE})[^()（）【】［］\\[\\]〔〕]*)[)）】］\\]〕]"
    ))
});
static MULTIPLE_WORDS: LazyLock<Regex> = LazyLock::new(|| expression(MULTIPLE));
static SINGLE_BRACKET: LazyLock<Regex> = LazyLock::new(|| {
    expression(
        "[(（【［\\[〔](?:単一選択|単一回答|択一|[1１一]つ(?:だけ|のみ)?(?:選択|回答|を?選んで.*?)?|ひとつ(?:だけ|選択)?|いずれか(?:[1１一]つ|ひとつ)?(?:を?選択)?|選択式?)[)）】］\\]〕]",
    )
});
static MOST_BRACKET: LazyLock<Regex> = LazyLock::new(|| {
    expression("[(（【［\\[〔](?:最大)?\\s*([0-9０-９])\\s*(?:つ|個|件)\\s*(?:まで|以内)[^()（）]*[)）】］\\]〕]")
});
static BLANK: LazyLock<Regex> = LazyLock::new(|| {
    expression(
        "^[\\s＿_…‥.．・,，（）()\\[\\]［］〒\\-－―年月日時分頃円千人名歳才枚個台回件様まで約第番約㎡%％から〜～]*$",
    )
});
static TAIL_BLANK: LazyLock<Regex> = LazyLock::new(|| {
    expression(
        "(?:[\\s]+(?:令和|平成|昭和|西暦)?[\\s]*年[\\s]*月[\\s]*日(?:[\\s]*時[\\s]*分)?|[(（][\\s　＿_]*[)）]\\s*[円人名歳才枚個台回件㎡%％]?|[＿_…]{2,}\\s*[円人名歳才枚個台回件㎡%％]?)$",
    )
});

/// Reads marks, choices and hints of a question's text.
pub fn reading(text: &str) -> Reading {
    let mut found = Reading::default();
    let mut text = found.marks(text);
    if let Some(at) = text.find(BOXES).filter(|_| text.matches(BOXES).count() > 1) {
        found.choices = split(text.get(at..).unwrap_or_default(), &BOXES);
        found.has_boxes = true;
        text.truncate(at);
        text = text.trim_end_matches(['：', ':', ' ', '\u{3000}', '\t', '（', '(']).to_owned();
    } else if let Some((head, tail)) = halves(&text) {
        found.tail(tail);
        text = head;
    }
    if let Some(blank) = TAIL_BLANK.find(&text) {
        found.hint.push_str(&units(blank.as_str()));
        text.truncate(blank.start());
    }
    found.brackets(&text);
    found.label = tidy(&text);
    found
}

impl Reading {
    /// Takes the marks out of a text.
    fn marks(&mut self, text: &str) -> String {
        let mut text = text.trim().to_owned();
        // 必須 first: 任意 in a sentence says nothing about a line that is marked.
        for (mark, is_required) in [(&*REQUIRED, true), (&*OPTIONAL, false)] {
            if mark.is_match(&text) && mark.replace_all(&text, "").trim() != "" {
                self.is_required.get_or_insert(is_required);
                text = mark.replace_all(&text, " ").trim().to_owned();
            }
        }
        if MULTIPLE_BRACKET.is_match(&text) {
            self.is_multiple = true;
            text = MULTIPLE_BRACKET.replace_all(&text, "").trim().to_owned();
        }
        self.is_multiple |= MULTIPLE_WORDS.is_match(&text);
        if let Some(most) = MOST_BRACKET.captures(&text).and_then(|found| found.get(1)) {
            self.most = crate::characters::half_width(most.as_str()).parse().ok().filter(|most| *most > 0);
            self.is_multiple = true;
            text = MOST_BRACKET.replace_all(&text, "").trim().to_owned();
        }
        SINGLE_BRACKET.replace_all(&text, "").trim().to_owned()
    }

    /// What stands behind the colon: blanks, choices, or an explanation.
    fn tail(&mut self, tail: &str) {
        let tail = tail.trim();
        if BLANK.is_match(tail) {
            self.hint.push_str(&units(tail));
            return;
        }
        match listed(tail) {
            Some(choices) => self.choices = choices,
            None => self.help = Some(tail.to_owned()),
        }
    }

    /// The last brackets of a label: choices, or a hint.
    fn brackets(&mut self, text: &str) {
        let Some((before, inside)) = last_brackets(text) else {
            return;
        };
        if self.choices.is_empty() && !before.trim().is_empty() {
            let is_plain = inside.chars().count() <= 60 && !inside.contains(['例', '。']);
            if let Some(choices) = listed(inside).filter(|_| is_plain) {
                self.choices = choices;
                self.hint = inside.to_owned();
                return;
            }
        }
        self.hint.push_str(inside.trim_start_matches("単位").trim_start_matches(['：', ':']));
    }
}

/// The brackets a text ends with: what stands before, and in them.
pub fn last_brackets(text: &str) -> Option<(&str, &str)> {
    let inside = text.trim_end().strip_suffix([')', '）'])?;
    let at = inside.rfind(['(', '（'])?;
    let open = inside.get(at..)?.chars().next()?;
    Some((inside.get(..at)?, inside.get(at + open.len_utf8()..)?))
}

/// The two sides of the first colon (or tabulator) that is not in brackets, a time or an address of the web.
fn halves(text: &str) -> Option<(String, &str)> {
    let mut depth = 0_i32;
    let mut before = ' ';
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '(' | '（' | '「' | '【' => depth += 1,
            ')' | '）' | '」' | '】' => depth -= 1,
            ':' | '：' | '\t' if depth <= 0 => {
                let after = letters.peek().map_or(' ', |(_, letter)| *letter);
                let is_time = before.is_ascii_digit() && after.is_ascii_digit();
                let head = text.get(..at)?.trim_end();
                if !is_time && after != '/' && !head.is_empty() {
                    return Some((head.to_owned(), text.get(at + letter.len_utf8()..)?));
                }
            }
            _ => {}
        }
        before = letter;
    }
    None
}

/// Words that make a sentence of what would be a list.
const SENTENCE: [&str; 9] = ["。", "ください", "下さい", "です", "ます", "場合", "例)", "例）", "例："];
/// No choice is longer.
const LONGEST_CHOICE: usize = 60;

/// The choices in a text, separated by one kind of sign.
pub fn listed(text: &str) -> Option<Vec<String>> {
    if SENTENCE.iter().any(|word| text.contains(word)) || text.starts_with('例') {
        return None;
    }
    let separators: [&[char]; 6] =
        [&['\t'], &['/', '／', '|', '｜'], &['、', ',', '，'], &['・'], &['\u{3000}'], &[' ']];
    separators
        .iter()
        .map(|signs| split(text, signs))
        .find(|parts| parts.len() > 1 && parts.iter().all(|part| (1..=LONGEST_CHOICE).contains(&part.chars().count())))
}

/// Splits outside brackets; empty parts go.
fn split(text: &str, signs: &[char]) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0_i32;
    for letter in text.chars() {
        match letter {
            '(' | '（' | '「' => depth += 1,
            ')' | '）' | '」' => depth = (depth - 1).max(0),
            _ => {}
        }
        match parts.last_mut() {
            Some(part) if depth > 0 || !signs.contains(&letter) => part.push(letter),
            _ => parts.push(String::new()),
        }
    }
    parts.iter().map(|part| tidy(part)).filter(|part| part.chars().any(char::is_alphanumeric)).collect()
}

/// What a form to be filled in by hand puts between its blanks (年 月 日, 円).
fn units(blank: &str) -> String {
    let marks = "年月日時分円人名歳才枚個台回件㎡%千";
    crate::characters::half_width(blank).chars().filter(|letter| marks.contains(*letter)).collect()
}

/// A label as it is shown: no spaces around it, no letters pulled apart (氏　名), no empty brackets, no closing colon.
pub fn tidy(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let single = |word: &&str| word.chars().count() == 1 && !word.is_ascii();
    let text = if words.len() > 1 && words.iter().all(single) { words.concat() } else { words.join(" ") };
    let text = text.replace("（ ）", "").replace("()", "").replace("（）", "").replace("( )", "");
    text.trim_matches(['：', ':', ' ', '、', ',', '|']).to_owned()
}
