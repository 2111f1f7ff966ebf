//! A browser without JavaScript: it sees what stands on a page, fills in inputs by their names, presses buttons, and sends
//! exactly what HTML says a browser sends. It keeps no cookies, because residents' pages need none.

use std::collections::BTreeMap;

use reqwest::Method;
use reqwest::multipart::{Form, Part};
use scraper::{ElementRef, Html, Selector};

use super::{Actor, Answer};

/// What an input is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Hidden,
    Text,
    /// A radio button or a checkbox.
    Tick,
    Select,
    File,
    /// A submit button.
    Button,
}

/// One input as it stands on the page.
#[derive(Clone, Debug)]
pub struct Control {
    pub kind: Kind,
    pub name: String,
    pub value: String,
    /// Ticked, or the chosen option of a select.
    pub is_on: bool,
    /// The values of a select.
    pub options: Vec<String>,
    /// The name of a file input's files and their bytes.
    files: Vec<(String, Vec<u8>)>,
}

/// The page a browser shows.
#[derive(Clone, Debug)]
pub struct Sheet {
    pub status: u16,
    pub html: String,
    pub title: String,
    pub heading: String,
    /// Everything people read, in one line.
    pub text: String,
    pub controls: Vec<Control>,
    /// Where and how its form goes; none where there is none.
    pub form: Option<(Method, String, bool)>,
    /// The error messages of the summary.
    pub errors: Vec<String>,
}

/// The browser: an actor and the page it shows.
pub struct Browser {
    actor: Actor,
    pub path: String,
    pub sheet: Sheet,
}

fn all<'a>(root: ElementRef<'a>, selector: &str) -> Vec<ElementRef<'a>> {
    root.select(&Selector::parse(selector).unwrap()).collect()
}

fn text_of(element: ElementRef<'_>) -> String {
    element.text().flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

fn attribute(element: ElementRef<'_>, name: &str) -> String {
    element.attr(name).unwrap_or_default().to_owned()
}

impl Control {
    fn of(element: ElementRef<'_>) -> Option<Self> {
        let options = all(element, "option");
        let kind = match (element.value().name(), element.attr("type").unwrap_or("text")) {
            ("select", _) => Kind::Select,
            ("textarea", _) => Kind::Text,
            ("button", "button") => return None,
            ("button", _) => Kind::Button,
            (_, "hidden") => Kind::Hidden,
            (_, "radio" | "checkbox") => Kind::Tick,
            (_, "file") => Kind::File,
            _ => Kind::Text,
        };
        let chosen = options.iter().find(|option| option.attr("selected").is_some()).or(options.first());
        let value = match (kind, element.value().name()) {
            (Kind::Select, _) => chosen.map(|option| attribute(*option, "value")).unwrap_or_default(),
            // The line break right after the tag is not part of the text.
            (_, "textarea") => {
                let text: String = element.text().collect();
                text.strip_prefix('\n').map(str::to_owned).unwrap_or(text)
            }
            _ => attribute(element, "value"),
        };
        Some(Self {
            kind,
            name: attribute(element, "name"),
            value,
            is_on: element.attr("checked").is_some(),
            options: options.iter().map(|option| attribute(*option, "value")).collect(),
            files: Vec::new(),
        })
    }
}

impl Sheet {
    fn of(answer: &Answer) -> Self {
        let html = answer.text();
        let document = Html::parse_document(&html);
        let root = document.root_element();
        let first = |selector: &str| all(root, selector).first().map(|element| text_of(*element)).unwrap_or_default();
        // The journey's form where there is one: languages and searches have forms of their own.
        let form =
            ["main form[data-journey]", "main form"].into_iter().find_map(|form| all(root, form).into_iter().next());
        let place = form.map(|form| {
            let is_post = attribute(form, "method").eq_ignore_ascii_case("post");
            let method = if is_post { Method::POST } else { Method::GET };
            (method, attribute(form, "action"), attribute(form, "enctype") == "multipart/form-data")
        });
        let inputs = form.map(|form| all(form, "input, select, textarea, button")).unwrap_or_default();
        Self {
            status: answer.status,
            title: first("title"),
            heading: first("h1"),
            text: first("body"),
            controls: inputs.into_iter().filter_map(Control::of).collect(),
            form: place,
            errors: all(root, ".summary li").into_iter().map(text_of).collect(),
            html,
        }
    }

    /// The value of a hidden input.
    pub fn hidden(&self, name: &str) -> &str {
        let found = self.controls.iter().find(|control| control.kind == Kind::Hidden && control.name == name);
        found.map_or("", |control| control.value.as_str())
    }

    /// Whether there is an input of this name.
    pub fn has(&self, name: &str) -> bool {
        self.controls.iter().any(|control| control.name == name && control.kind != Kind::Button)
    }

    /// Whether there is a button that sends `_action` with this value.
    pub fn has_button(&self, action: &str) -> bool {
        self.controls.iter().any(|control| control.kind == Kind::Button && control.value == action)
    }

    /// The names of the questions that can be answered on the page: `name`, or `group.1.name` in a row.
    pub fn questions(&self) -> Vec<String> {
        let mut seen = BTreeMap::new();
        let asked = self.controls.iter().filter(|control| !matches!(control.kind, Kind::Hidden | Kind::Button));
        for (place, control) in asked.enumerate() {
            seen.entry(control.name.clone()).or_insert(place);
        }
        let mut names: Vec<(usize, String)> = seen.into_iter().map(|(name, place)| (place, name)).collect();
        names.sort();
        names.into_iter().map(|(_, name)| name).collect()
    }
}

impl Browser {
    /// Opens an address and follows where it leads.
    pub async fn open(actor: &Actor, path: &str) -> Self {
        let answer = actor.get(path).await;
        let mut browser = Self { actor: actor.clone(), path: path.to_owned(), sheet: Sheet::of(&answer) };
        browser.follow(answer).await;
        browser
    }

    /// Opens a form and presses the button of its start page.
    pub async fn begin(actor: &Actor, path: &str) -> Self {
        let mut browser = Self::open(actor, path).await;
        if browser.sheet.form.as_ref().is_some_and(|(method, ..)| *method == Method::GET) {
            browser.press("").await;
        }
        browser
    }

    /// Another window that shows the same page.
    pub fn another_tab(&self) -> Self {
        Self { actor: self.actor.clone(), path: self.path.clone(), sheet: self.sheet.clone() }
    }

    async fn follow(&mut self, mut answer: Answer) {
        for _ in 0..5 {
            if !matches!(answer.status, 301..=303 | 307 | 308) {
                break;
            }
            let location = answer.header("location").to_owned();
            self.path = location.split_once("://").map_or(location.clone(), |(_, rest)| {
                format!("/{}", rest.split_once('/').map_or("", |(_, path)| path))
            });
            answer = self.actor.get(&self.path).await;
        }
        self.sheet = Sheet::of(&answer);
    }

    /// Types into a text input, or chooses in a list.
    #[track_caller]
    pub fn fill(&mut self, name: &str, value: &str) {
        let controls = &mut self.sheet.controls;
        let Some(control) = controls
            .iter_mut()
            .find(|control| control.name == name && matches!(control.kind, Kind::Text | Kind::Select))
        else {
            panic!("there is no input {name}: {:?}", self.sheet.questions());
        };
        let is_listed = control.kind != Kind::Select || control.options.iter().any(|option| option == value);
        assert!(is_listed, "{name} has no option {value}: {:?}", control.options);
        control.value = value.to_owned();
    }

    /// Ticks exactly these boxes, or presses this radio button.
    #[track_caller]
    pub fn tick(&mut self, name: &str, values: &[&str]) {
        for control in
            self.sheet.controls.iter_mut().filter(|control| control.name == name && control.kind == Kind::Tick)
        {
            control.is_on = values.contains(&control.value.as_str());
        }
        for value in values {
            let is_there = self
                .sheet
                .controls
                .iter()
                .any(|control| control.name == name && control.value == *value && control.is_on);
            assert!(is_there, "{name} has no choice {value}");
        }
    }

    /// Chooses files.
    #[track_caller]
    pub fn choose_files(&mut self, name: &str, files: Vec<(String, Vec<u8>)>) {
        let control = self.sheet.controls.iter_mut().find(|control| control.name == name && control.kind == Kind::File);
        control.unwrap_or_else(|| panic!("there is no file input {name}")).files = files;
    }

    /// Forges a hidden input.
    #[track_caller]
    pub fn set_hidden(&mut self, name: &str, value: &str) {
        let control =
            self.sheet.controls.iter_mut().find(|control| control.name == name && control.kind == Kind::Hidden);
        control.unwrap_or_else(|| panic!("there is no hidden input {name}")).value = value.to_owned();
    }

    /// Forges the address the page is sent to.
    pub fn send_to(&mut self, path: &str) {
        if let Some((_, action, _)) = &mut self.sheet.form {
            path.clone_into(action);
        }
    }

    /// The same page, while the server has come back at another address.
    pub fn moves_to(&mut self, actor: &Actor) {
        self.actor = actor.clone();
    }

    /// What the page would send, without the button.
    fn pairs(&self) -> Vec<(String, String)> {
        let sent = self.sheet.controls.iter().filter(|control| match control.kind {
            Kind::Tick => control.is_on,
            Kind::Button | Kind::File => false,
            _ => true,
        });
        sent.filter(|control| !control.name.is_empty())
            .map(|control| (control.name.clone(), control.value.clone()))
            .collect()
    }

    /// Presses a button and shows what comes back.
    pub async fn press(&mut self, action: &str) {
        let answer = self.press_only(action).await;
        self.follow(answer).await;
    }

    /// Presses a button; the page that comes back is not shown.
    pub async fn press_only(&self, action: &str) -> Answer {
        let (method, path, is_multipart) = self.sheet.form.clone().expect("a page with a form");
        let mut pairs = self.pairs();
        if !action.is_empty() {
            pairs.push(("_action".to_owned(), action.to_owned()));
        }
        let request = self.actor.request(method.clone(), &path);
        let request = match (method, is_multipart) {
            (Method::GET, _) => request.query(&pairs),
            (_, false) => request.form(&pairs),
            (_, true) => request.multipart(self.multipart(pairs)),
        };
        self.actor.send(request).await
    }

    fn multipart(&self, pairs: Vec<(String, String)>) -> Form {
        let mut body = pairs.into_iter().fold(Form::new(), |form, (name, value)| form.text(name, value));
        for control in self.sheet.controls.iter().filter(|control| control.kind == Kind::File) {
            for (name, content) in &control.files {
                body = body.part(control.name.clone(), Part::bytes(content.clone()).file_name(name.clone()));
            }
        }
        body
    }
}
