//! Pages that say one thing: what happened and what to do next.

use askama::Template;
use madoguchi_schema::{Link, PublishedForm};

use super::Chrome;
use super::journey::{self, CONFIRMATION, JourneyView};
use crate::words::Words;

/// A form that sends the same answers again.
struct Retry<'a> {
    action_url: &'a str,
    hiddens: String,
    label: &'a str,
}

#[derive(Template)]
#[template(path = "resident/notice.html")]
struct NoticeTemplate<'a> {
    chrome: Chrome,
    form_title: Option<&'a str>,
    heading: &'a str,
    paragraphs: Vec<&'a str>,
    number: Option<&'a str>,
    link: Option<Link>,
    /// The link is what most people want; the other way is for the few.
    is_link_first: bool,
    retry: Option<Retry<'a>>,
}

fn to_portal() -> Link {
    Link { href: "/".to_owned(), text: "オンラインでできる手続の一覧へ".to_owned() }
}

/// A page outside any form: an address that leads nowhere, a problem of the server.
///
/// # Errors
/// When the template cannot be written.
pub fn plain(words: Words, organization: &str, heading: &str, paragraphs: &[&str]) -> askama::Result<String> {
    let template = NoticeTemplate {
        chrome: Chrome::plain(words, organization, heading),
        form_title: None,
        heading,
        paragraphs: paragraphs.to_vec(),
        number: None,
        link: Some(to_portal()),
        is_link_first: false,
        retry: None,
    };
    super::finished(words, &template)
}

/// No such page.
///
/// # Errors
/// When the template cannot be written.
pub fn not_found(words: Words, organization: &str) -> askama::Result<String> {
    plain(
        words,
        organization,
        "ページが見つかりません",
        &[
            "アドレスが間違っているか、ページがなくなりました。",
            "メールや広報紙のアドレスを入力したときは、もう一度確かめてください。",
        ],
    )
}

/// Something of ours went wrong.
///
/// # Errors
/// When the template cannot be written.
pub fn broken(words: Words, organization: &str, request_id: &str) -> askama::Result<String> {
    let id = format!("問い合わせのときは、この番号をお知らせください：{request_id}");
    plain(
        words,
        organization,
        "ただいま表示できません",
        &["申し訳ありません。サーバーに問題が起きました。少し待ってから、もう一度お試しください。", &id],
    )
}

/// The form takes no submissions now.
///
/// # Errors
/// When the template cannot be written.
pub fn closed(words: Words, organization: &str, form: &PublishedForm, was_filling: bool) -> askama::Result<String> {
    let mut paragraphs = vec!["この手続は、いまオンラインでは受け付けていません。"];
    if was_filling {
        paragraphs.push(
            "入力された内容は送信されていません。受付の時期や、ほかの方法については、問い合わせ先におたずねください。",
        );
    } else {
        paragraphs.push("受付の時期や、ほかの方法については、問い合わせ先におたずねください。");
    }
    let template = NoticeTemplate {
        chrome: Chrome::of_form(words, organization, form, "受け付けていません"),
        form_title: Some(form.title()),
        heading: "受け付けていません",
        paragraphs,
        number: None,
        link: Some(to_portal()),
        is_link_first: false,
        retry: None,
    };
    super::finished(words, &template)
}

/// The hidden state of a journey cannot be read any more, so nothing but starting again is left.
///
/// # Errors
/// When the template cannot be written.
pub fn unreadable_state(
    words: Words,
    organization: &str,
    form: &PublishedForm,
    form_url: &str,
) -> askama::Result<String> {
    let template = NoticeTemplate {
        chrome: Chrome::of_form(words, organization, form, "続きを表示できません"),
        form_title: Some(form.title()),
        heading: "続きを表示できません",
        paragraphs: vec![
            "入力の途中の内容を読み取れませんでした。まだ何も送信されていません。",
            "ブラウザーの「戻る」で前の画面に戻れるときは、その画面から続けてください。戻れないときは、お手数ですが最初から入力してください。",
        ],
        number: None,
        link: Some(Link { href: form_url.to_owned(), text: "最初から入力する".to_owned() }),
        is_link_first: false,
        retry: None,
    };
    super::finished(words, &template)
}

/// A personal link that cannot be used: damaged on its way, of another form, or too old.
///
/// # Errors
/// When the template cannot be written.
pub fn unusable_link(words: Words, organization: &str, form: &PublishedForm) -> askama::Result<String> {
    let template = NoticeTemplate {
        chrome: Chrome::of_form(words, organization, form, "このリンクは使えません"),
        form_title: Some(form.title()),
        heading: "このリンクは使えません",
        paragraphs: vec![
            "リンクの使える期間が過ぎたか、リンクの一部が欠けています。まだ何も送信されていません。",
            "メールや案内に書かれたアドレスを、最後まで正しく入力したか確かめてください。それでも開けないときは、お手数ですが問い合わせ先にご連絡ください。新しいリンクをお送りします。",
        ],
        number: None,
        link: Some(to_portal()),
        is_link_first: false,
        retry: None,
    };
    super::finished(words, &template)
}

/// The same journey was already sent with other answers. `view.state` is a new journey with these answers.
///
/// # Errors
/// When the template cannot be written.
pub fn already_received(view: &JourneyView<'_>, number: &str, receipt_url: &str) -> askama::Result<String> {
    let template = NoticeTemplate {
        chrome: journey::chrome(view, "すでに受け付けています"),
        form_title: Some(view.form.title()),
        heading: "すでに受け付けています",
        paragraphs: vec![
            "この画面からは、すでに1件の申請を受け付けています。今回の内容は、受け付けたものと違うため、送信していません。",
            "受け付けた内容は受付票で確かめてください。今回の内容を別の申請として送るときだけ、「新しい申請として送信する」を押してください。",
        ],
        number: Some(number),
        link: Some(Link {
            href: receipt_url.to_owned(), text: "受け付けた申請の受付票を見る".to_owned()
        }),
        is_link_first: true,
        retry: Some(retry(view, "新しい申請として送信する")?),
    };
    super::finished(view.words, &template)
}

/// The server could not take the submission right now; the same answers can be sent again from here.
///
/// # Errors
/// When the template cannot be written.
pub fn try_again(view: &JourneyView<'_>) -> askama::Result<String> {
    let template = NoticeTemplate {
        chrome: Chrome { has_errors: true, ..journey::chrome(view, "まだ受け付けられていません") },
        form_title: Some(view.form.title()),
        heading: "まだ受け付けられていません",
        paragraphs: vec![
            "ただいま大変混み合っているため、受け付けられませんでした。入力した内容は残っています。",
            "10秒ほど待ってから、「もう一度送信する」を押してください。2回押しても、二重に受け付けることはありません。",
        ],
        number: None,
        link: None,
        is_link_first: false,
        retry: Some(retry(view, "もう一度送信する")?),
    };
    super::finished(view.words, &template)
}

fn retry<'a>(view: &JourneyView<'a>, label: &'a str) -> askama::Result<Retry<'a>> {
    Ok(Retry { action_url: view.action_url, hiddens: journey::hiddens(view, CONFIRMATION, String::new())?, label })
}
