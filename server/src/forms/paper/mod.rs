//! The blank paper form of a published form: turns pages, questions and settings into what `pdf` prints. Every question
//! that residents are asked has its place; what is calculated stands in a part for the office.
//! Words come from `paper.ftl` and from the form itself; nothing here draws.

mod composite;
mod conditions;
mod dates;
mod entries;
mod groups;
mod print;

#[cfg(test)]
mod tests;

pub use print::{Paper, PaperError, Papers, paper};

use jiff::Zoned;
use madoguchi_schema::{BlockContent, Exit, Field, Page, PublishedForm, Settings, Widget};
use serde_json::Value;

use crate::pdf::paper::{Choice, Content, Entry, Item, Office, Online, PaperForm, Question, Section};
use crate::prose;
use crate::words::{Argument, Language, Words, plain};

/// What stands on a paper form besides the form itself.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    /// Whose form it is.
    pub organization: &'a str,
    /// The address of the form online.
    pub address: &'a str,
    /// The number of the version.
    pub version: i64,
    /// When the version was published, in the zone whose days count.
    pub published_at: Zoned,
}

/// Writes a form down for paper.
pub(super) struct Scribe<'a> {
    form: &'a PublishedForm,
    words: Words,
}

/// The paper form of `form`, whose words are those of `words`.
#[must_use]
pub fn compose(form: &PublishedForm, words: Words, facts: &Facts<'_>) -> PaperForm {
    let scribe = Scribe { form, words };
    let sections: Vec<Section> = form.pages().iter().map(|page| scribe.section(page)).collect();
    let title = scribe.told(form.title());
    let at = &facts.published_at;
    let date = scribe.tell("paper-date", &dates::parts(at.date()));
    let footer = [("title", title.clone().into()), ("number", facts.version.to_string().into()), ("date", date.into())];
    PaperForm {
        language: words.language.html_tag().to_owned(),
        organization: facts.organization.to_owned(),
        addressee: scribe.tell("paper-addressee", &[("organization", facts.organization.into())]),
        day: scribe.day_of_writing(),
        office: Office {
            title: scribe.say("paper-office"),
            stamp: scribe.say("paper-office-stamp"),
            boxes: vec![scribe.say("paper-office-number"), scribe.say("paper-office-notes")],
        },
        introduction: scribe.introduction(&sections),
        sections,
        closing: scribe.closing(form.settings()),
        online: Online {
            title: scribe.say("paper-online"),
            lead: scribe.say("paper-online-lead"),
            address: facts.address.to_owned(),
        },
        footer: scribe.tell("paper-footer", &footer),
        continued: scribe.say("paper-continued"),
        published_at: at.clone(),
        identity: format!("{}\n{}\n{}\n{}", facts.address, facts.version, words.language.tag(), at.timestamp()),
        title,
    }
}

impl Scribe<'_> {
    fn say(&self, id: &str) -> String {
        self.words.text(id, &[])
    }

    fn tell(&self, id: &str, arguments: &[Argument<'_>]) -> String {
        self.words.text(id, arguments)
    }

    /// A text of the form, without readings. Japanese forms speak of typing (入力), which on paper is writing (記入).
    fn told(&self, text: &str) -> String {
        let text = plain(text.trim());
        let is_japanese = [Language::JAPANESE, Language::EASY_JAPANESE].contains(&self.words.language);
        if is_japanese { text.replace("入力", "記入") } else { text.into_owned() }
    }

    /// The label of a field; that something is calculated by itself is not said on paper.
    fn label(&self, field: &Field) -> String {
        let label = self.told(field.label());
        match label.rsplit_once('（') {
            Some((label, "自動計算）")) => label.to_owned(),
            _ => label,
        }
    }

    /// Texts as paragraphs, without marks: every line is one, `- ` begins an entry of a list.
    fn paragraphs(&self, text: &str) -> Vec<String> {
        let text = prose::plain(text);
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines
            .map(|line| {
                line.strip_prefix("- ").map_or_else(|| self.told(line), |entry| format!("・{}", self.told(entry)))
            })
            .collect()
    }

    fn introduction(&self, sections: &[Section]) -> Vec<String> {
        let settings = self.form.settings();
        let mut all = self.form.description().map(|text| self.paragraphs(text)).unwrap_or_default();
        let facts = [
            ("paper-audience", &settings.audience),
            ("paper-deadline", &settings.deadline),
            ("paper-fee", &settings.fee),
        ];
        for (id, text) in facts {
            all.extend(text.as_ref().map(|text| self.tell(id, &[("text", self.told(text).into())])));
        }
        if !settings.prepare.is_empty() {
            let things: Vec<String> = settings.prepare.iter().map(|thing| self.told(thing)).collect();
            let things = things.join(&self.say("paper-and-list"));
            all.push(self.tell("paper-prepare", &[("things", things.into())]));
        }
        all.push(self.say("paper-how"));
        let is_split = |section: &Section| section.items.iter().any(|item| item.condition.is_some());
        if sections.iter().any(is_split) {
            all.push(self.say("paper-how-conditions"));
        }
        all
    }

    fn section(&self, page: &Page) -> Section {
        let mut items = Vec::new();
        if let Some(description) = &page.description {
            items.push(Item { condition: None, content: Content::Text(self.paragraphs(description)) });
        }
        for block in &page.blocks {
            let shown: Vec<&Value> = block.shown_when().into_iter().collect();
            match &block.content {
                BlockContent::Heading(text) => {
                    items.push(Item { condition: self.only(&shown), content: Content::Heading(self.told(text)) });
                }
                BlockContent::Text(text) => {
                    items.push(self.text(self.paragraphs(text), &shown, items.last()));
                }
                // Paper has no room for a picture whose size nobody knows: it says what would be seen.
                BlockContent::Image(picture) => {
                    let shows = self.tell("paper-picture", &[("alt", self.told(&picture.alt).into())]);
                    let caption = picture.caption.as_ref().map(|caption| self.told(caption));
                    let said = std::iter::once(shows).chain(caption).collect();
                    items.push(self.text(said, &shown, items.last()));
                }
                BlockContent::Field(name) => {
                    if let Some(field) = self.form.field(name) {
                        items.extend(self.items(field, &shown));
                    }
                }
            }
        }
        items.extend(page.exits.iter().map(|exit| self.exit(exit)));
        let shown: Vec<&Value> = page.shown_when().into_iter().collect();
        Section { title: self.told(&page.title), condition: self.only(&shown), items }
    }

    /// Words among the questions: within the run of what is for the same people, else addressed to whom they are for.
    fn text(&self, mut paragraphs: Vec<String>, shown: &[&Value], before: Option<&Item>) -> Item {
        let condition = self.only(shown);
        if condition.is_none() || before.is_some_and(|before| before.condition == condition) {
            return Item { condition, content: Content::Text(paragraphs) };
        }
        if let (Some(first), Some(whom)) = (paragraphs.first_mut(), self.whom(shown)) {
            *first = format!("{whom}{first}");
        }
        Item { condition: None, content: Content::Text(paragraphs) }
    }

    /// What a field becomes: nothing where nobody is asked, several things where it is a group.
    fn items(&self, field: &Field, shown: &[&Value]) -> Vec<Item> {
        if !is_asked(field) {
            return Vec::new();
        }
        let all: Vec<&Value> = shown.iter().copied().chain(field.shown_when()).collect();
        let condition = self.only(&all);
        if let Some(group) = field.group() {
            return self.rows(field, group, condition.as_deref());
        }
        let content = match field.widget() {
            Widget::Matrix { rows } => Content::Table(self.matrix(field, &rows)),
            _ => Content::Question(self.question(field, None)),
        };
        vec![Item { condition, content }]
    }

    /// The end of a journey that cannot be submitted is a reason not to fill in the form.
    fn exit(&self, exit: &Exit) -> Item {
        let title = self.told(&exit.title);
        let title = match self.clause(exit.when(), None) {
            Some(clause) => self.tell("paper-exit", &[("clause", clause.into()), ("title", title.into())]),
            None => title,
        };
        let mut text = self.paragraphs(&exit.message);
        if let Some(link) = &exit.link {
            text.push(format!("{}　{}", self.told(&link.text), link.href));
        }
        Item { condition: None, content: Content::Notice { title, text } }
    }

    fn closing(&self, settings: &Settings) -> Vec<Section> {
        let text = |title: &str, text: Vec<String>| {
            let item = Item { condition: None, content: Content::Text(text) };
            Section { title: self.say(title), condition: None, items: vec![item] }
        };
        let mut sections: Vec<Section> = [self.attachments(), self.calculated()].into_iter().flatten().collect();
        let parts = [
            ("paper-other-ways", &settings.other_ways),
            ("paper-next-steps", &settings.next_steps),
            ("paper-privacy", &settings.privacy_notice),
        ];
        for (title, part) in parts {
            sections.extend(part.as_ref().map(|part| text(title, self.paragraphs(part))));
        }
        if let Some(contact) = &settings.contact {
            let phone = contact.phone.as_ref().map(|phone| self.tell("paper-phone", &[("phone", phone.into())]));
            let mail = contact.email.as_ref().map(|mail| self.tell("paper-mail", &[("mail", mail.into())]));
            let lines: Vec<String> =
                [contact.name.as_deref().map(|name| self.told(name)), phone, mail].into_iter().flatten().collect();
            sections.push(text("paper-contact", lines));
        }
        sections
    }

    /// What to hand in with the form, once more in one place.
    fn attachments(&self) -> Option<Section> {
        let files = self.form.fields().filter(|field| field.takes_files() && is_attached(field));
        let choice = |field: &Field| {
            let page = self.form.pages().get(field.page()).map(|page| self.told(&page.title)).unwrap_or_default();
            let text = self.tell("paper-attachment", &[("label", self.label(field).into()), ("page", page.into())]);
            Choice { text, has_blank: false }
        };
        let choices: Vec<Choice> = files.map(choice).collect();
        let question = Question {
            label: self.say("paper-attachments"),
            hints: vec![self.say("paper-attachments-hint")],
            entries: vec![Entry::Choices(choices.clone())],
            mark: None,
        };
        let item = Item { condition: None, content: Content::Question(question) };
        (!choices.is_empty()).then(|| Section { items: vec![item], ..Section::default() })
    }

    /// What is calculated online, the office calculates.
    fn calculated(&self) -> Option<Section> {
        let fields = self.form.fields().filter(|field| field.is_calculated() && field.group().is_none());
        let question = |field: &Field| {
            let question = Question { label: self.label(field), entries: self.entries(field), ..Question::default() };
            Item { condition: None, content: Content::Question(question) }
        };
        let items: Vec<Item> = fields.map(question).collect();
        (!items.is_empty()).then(|| Section { title: self.say("paper-calculated"), condition: None, items })
    }
}

/// Whether a resident is asked for it on paper.
fn is_asked(field: &Field) -> bool {
    !field.is_calculated() && !matches!(field.widget(), Widget::Hidden)
}

/// A signature is written on the form itself.
fn is_attached(field: &Field) -> bool {
    !matches!(field.widget(), Widget::Signature { .. })
}
