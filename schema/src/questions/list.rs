//! Which lines of a list belong together: headings begin pages, indented lines and boxes are choices of the question above
//! them, notes explain it, and some questions are parts of another (郵便番号 of 住所, 支店名 of 口座).

use super::guess::{Sort, folded, guess};
use super::line::{self, Line, Reading};

/// A question with all that belongs to it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The line it stands in, from 1.
    pub line: usize,
    /// The label.
    pub label: String,
    /// 必須 or 任意, where it says so.
    pub is_required: Option<bool>,
    /// Several choices.
    pub is_multiple: bool,
    /// At most so many.
    pub most: Option<u64>,
    /// The choices.
    pub choices: Vec<String>,
    /// What stood in brackets and blanks.
    pub hint: String,
    /// Explanations.
    pub help: Vec<String>,
    /// Labels of questions that this one answers too.
    pub includes: Vec<String>,
    /// What the whole account is, where it was asked in parts.
    account: bool,
}

impl Asked {
    fn new(line: usize, reading: Reading) -> Self {
        let sort = guess(bare(&reading.label), &reading.hint);
        let mut asked = Self {
            line,
            label: reading.label,
            is_required: reading.is_required,
            is_multiple: reading.is_multiple,
            most: reading.most,
            choices: reading.choices,
            hint: reading.hint,
            help: reading.help.into_iter().collect(),
            includes: Vec::new(),
            account: false,
        };
        // 電話番号（自宅・携帯）: two words that explain, unless they stand at boxes.
        if sort.is_typed() && !reading.has_boxes && !asked.choices.is_empty() {
            let is_in_label = asked.hint.chars().count() > 0 && asked.label.contains(asked.hint.as_str());
            let words = std::mem::take(&mut asked.choices).join("、");
            if !is_in_label {
                asked.help.push(words);
            }
        } else if let Some((before, inside)) = line::last_brackets(&asked.label)
            && inside == asked.hint
            && !asked.choices.is_empty()
        {
            // The brackets were the choices: they need not be read twice.
            asked.label = before.trim().to_owned();
        }
        asked.label = asked.label.chars().take(LONGEST_LABEL).collect();
        asked
    }

    /// What it asks for.
    pub fn sort(&self) -> Sort {
        if self.account { Sort::Bank } else { guess(bare(&self.label), &self.hint) }
    }

    /// Whether only some people have an answer (お持ちの方, あれば).
    pub fn is_conditional(&self) -> bool {
        let words = format!("{}{}", self.label, self.help.concat());
        CONDITIONAL.iter().any(|word| words.contains(word))
    }

    fn take(&mut self, other: &Self) {
        self.includes.push(other.label.clone());
        if other.is_required == Some(true) {
            self.is_required = Some(true);
        }
    }
}

/// Labels are cut here; the language allows no longer ones that anybody reads.
const LONGEST_LABEL: usize = 200;
const MOST_CHOICES: usize = 200;
const MOST_NOTES: usize = 10;
const CONDITIONAL: [&str; 9] =
    ["あれば", "ある方", "あるとき", "ある場合", "お持ちの方", "のみ", "該当する方", "該当者", "差し支えなければ"];

/// A page to be.
#[derive(Debug, Default)]
pub struct Section {
    /// Its heading.
    pub title: String,
    /// Its questions.
    pub questions: Vec<Asked>,
}

/// A list, read.
pub struct List {
    /// The name of the form, where the first line is one.
    pub title: Option<String>,
    /// At least one page.
    pub sections: Vec<Section>,
}

/// The label without its last brackets, which are a hint.
fn bare(label: &str) -> &str {
    line::last_brackets(label).map(|(before, _)| before.trim()).filter(|before| !before.is_empty()).unwrap_or(label)
}

/// Reads a whole list.
pub fn read(text: &str) -> List {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut lines: Vec<Line> =
        text.split('\n').enumerate().filter_map(|(index, raw)| line::read(index + 1, raw)).collect();
    let title = lines.first().filter(|first| names_form(first) && lines.len() > 1);
    let title = title.map(|first| line::tidy(&first.text));
    if title.is_some() {
        lines.remove(0);
    }
    let mut sections: Vec<Section> = Vec::new();
    let mut current = Section::default();
    // The indent and the bullet of the question that choices below would belong to.
    let mut level: Option<(usize, Option<char>)> = None;
    for (index, line) in lines.iter().enumerate() {
        if let Some(title) = heading(line, lines.get(index + 1..).unwrap_or_default()) {
            sections.push(std::mem::replace(&mut current, Section { title, questions: Vec::new() }));
            level = None;
        } else {
            add(&mut current.questions, line, &mut level);
        }
    }
    sections.push(current);
    sections.retain(|section| !section.questions.is_empty());
    for section in &mut sections {
        section.questions = joined(std::mem::take(&mut section.questions));
    }
    List { title, sections }
}

/// Adds a line: a choice or a note of the last question, or a question.
fn add(questions: &mut Vec<Asked>, line: &Line, level: &mut Option<(usize, Option<char>)>) {
    if let (Some(last), Some((indent, bullet))) = (questions.last_mut(), *level) {
        let is_box = line.is_box() && line.bullet != bullet;
        if line.is_note() && !is_box {
            return last.note(&line.text);
        }
        if line.indent > indent || is_box {
            return last.choice(&line.text);
        }
    }
    *level = Some((line.indent, line.bullet));
    questions.push(Asked::new(line.number, line::reading(&line.text)));
}

impl Asked {
    fn note(&mut self, text: &str) {
        match text.trim() {
            "必須" => self.is_required = Some(true),
            "任意" => self.is_required = Some(false),
            note if self.help.len() < MOST_NOTES => self.help.push(line::tidy(note)),
            _ => {}
        }
    }

    fn choice(&mut self, text: &str) {
        let boxes = line::reading(text);
        let found = if boxes.has_boxes { [vec![boxes.label], boxes.choices].concat() } else { vec![line::tidy(text)] };
        let room = MOST_CHOICES.saturating_sub(self.choices.len());
        self.choices.extend(found.into_iter().filter(|choice| !choice.is_empty()).take(room));
    }
}

/// The line is the name of the form: no number, no bullet, and what offices call such papers.
fn names_form(line: &Line) -> bool {
    const PAPERS: [&str; 14] = [
        "申請書",
        "申込書",
        "届出書",
        "届",
        "願",
        "願書",
        "アンケート",
        "調査票",
        "請求書",
        "フォーム",
        "報告書",
        "依頼書",
        "予約",
        "申込み",
    ];
    let text = line.text.trim_matches(['「', '」', '【', '】', '＜', '＞', '#', ' ']);
    let is_bare = !line.is_numbered && line.bullet.is_none_or(|bullet| bullet == '#') && line.indent < 30;
    is_bare && text.chars().count() <= 60 && PAPERS.iter().any(|paper| text.ends_with(paper))
}

/// The title of a page, where a line is one: in brackets of its own, behind ■ or #, or above questions that are set in.
fn heading(line: &Line, after: &[Line]) -> Option<String> {
    let next = after.first()?;
    let text = line.text.trim();
    for (open, close) in [('【', '】'), ('＜', '＞'), ('《', '》'), ('≪', '≫'), ('〔', '〕'), ('<', '>'), ('［', '］')]
    {
        if let Some(inside) = text.strip_prefix(open).and_then(|text| text.strip_suffix(close))
            && !inside.contains([open, close])
        {
            return Some(line::tidy(inside));
        }
    }
    let signed = line.bullet.filter(|bullet| "■◆▼●#".contains(*bullet));
    let stands_alone =
        signed.is_some_and(|bullet| bullet == '#' || next.bullet != Some(bullet)) && next.indent <= line.indent;
    let plain = || line::reading(text);
    if stands_alone && !next.is_box() && !next.is_note() && plain().choices.is_empty() && plain().help.is_none() {
        return Some(line::tidy(text));
    }
    asks_below(line, after).then(|| line::tidy(text))
}

/// Whether the lines set in below are questions of their own: most of them ask for something that is typed.
fn asks_below(line: &Line, after: &[Line]) -> bool {
    let reading = line::reading(&line.text);
    let asks = reading.is_multiple || !reading.choices.is_empty() || reading.help.is_some();
    let folded = folded(&reading.label);
    if asks || folded.ends_with("ください") || folded.ends_with('か') || folded.ends_with("方法") {
        return false;
    }
    let below: Vec<&Line> = after.iter().take_while(|next| next.indent > line.indent).collect();
    let typed = |next: &&&Line| {
        let reading = line::reading(&next.text);
        let words = folded_length(&reading.label);
        !next.is_box() && words > 2 && guess(bare(&reading.label), &reading.hint).is_typed()
    };
    let names = |next: &&&Line| ["氏名", "住所", "電話番号"].contains(&line::reading(&next.text).label.as_str());
    below.len() > 1 && below.iter().filter(|next| typed(next) || names(next)).count() * 2 > below.len()
}

fn folded_length(label: &str) -> usize {
    folded(label).chars().count()
}

/// Puts parts of one answer together: 郵便番号 with 住所, an address typed again, and the parts of a bank account.
fn joined(questions: Vec<Asked>) -> Vec<Asked> {
    let mut joined: Vec<Asked> = Vec::new();
    let mut waiting: Option<Asked> = None;
    for mut asked in questions {
        let sort = asked.sort();
        if let Some(code) = waiting.take() {
            if sort == Sort::Address {
                asked.take(&code);
            } else {
                joined.push(code);
            }
        }
        let last = joined.last_mut();
        match (sort, last) {
            (Sort::PostalCode, Some(last)) if last.sort() == Sort::Address && !has_postcode(last) => last.take(&asked),
            (Sort::PostalCode, _) => waiting = Some(asked),
            (Sort::Email, Some(last)) if last.sort() == Sort::Email && is_again(&asked.label) => last.take(&asked),
            (Sort::BankPart, Some(last)) if matches!(last.sort(), Sort::BankPart | Sort::Bank) => last.add_part(&asked),
            (Sort::Kana, Some(last)) if last.account && folded(&asked.label).contains("名義") => last.take(&asked),
            _ => joined.push(asked),
        }
    }
    joined.extend(waiting);
    joined
}

fn has_postcode(address: &Asked) -> bool {
    address.includes.iter().any(|label| label.contains("郵便番号"))
}

/// An address that is to be typed a second time.
fn is_again(label: &str) -> bool {
    ["確認", "再入力", "もう一度", "再度"].iter().any(|word| label.contains(word))
}

impl Asked {
    /// A further part of an account; with the second one it is asked for as a whole.
    fn add_part(&mut self, part: &Self) {
        if self.sort() == Sort::BankPart {
            let first = std::mem::replace(&mut self.label, "振込先の口座".to_owned());
            self.includes.push(first);
            self.choices.clear();
        }
        self.account = true;
        self.take(part);
    }
}
