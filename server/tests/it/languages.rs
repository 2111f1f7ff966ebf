//! Residents in their own language: chosen by the address, the browser or a button, and kept to the receipt and its mail.

use madoguchi::db::entity::submission;
use reqwest::Method;
use sea_orm::EntityTrait;
use serde_json::{Value, json};

use crate::harness::{Actor, Answer, fixtures};
use crate::residents::Page;

const PATH: &str = "/f/short/form";

/// The short form with an address for the receipt mail, in English as well.
fn document() -> Value {
    let mut document = fixtures::short_form();
    document["properties"]["email"] =
        json!({ "type": "string", "format": "email", "title": "メールアドレス", "x-kind": "email" });
    document["x-settings"] =
        json!({ "nextSteps": "三日ほどで連絡します。", "contact": { "name": "見本課", "phone": "000-000-0000" } });
    document["x-i18n"] = json!({ "en": {
        "/title": "Example form", "/properties/name/title": "Name", "/properties/memo/title": "Message",
        "/properties/count/title": "People", "/properties/email/title": "Email address",
        "/x-settings/nextSteps": "We contact you in about three days.", "/x-settings/contact/name": "Example Section"
    } });
    document
}

/// The first page with questions.
async fn first(resident: &Actor, lang: &str) -> Page {
    Page::of(&resident.get(&format!("{PATH}?lang={lang}")).await.expect(200))
}

async fn press(resident: &Actor, page: &Page, answers: &[(&str, &str)], button: &str) -> Page {
    Page::of(&page.send(resident, PATH, answers, button).await.expect(200))
}

async fn accepting(resident: &Actor, path: &str, languages: &str) -> Answer {
    resident.send(resident.request(Method::GET, path).header("accept-language", languages)).await
}

fn is_japanese(text: &str) -> bool {
    text.chars().any(|sign| matches!(sign, '\u{3040}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}'))
}

/// The texts of all elements with this tag.
fn texts<'a>(html: &'a str, tag: &str) -> Vec<&'a str> {
    let (begin, end) = (format!("<{tag}"), format!("</{tag}>"));
    let begins = html.split(begin.as_str()).skip(1).filter(|rest| rest.starts_with([' ', '>']));
    begins.filter_map(|rest| rest.split_once('>')?.1.split(end.as_str()).next()).collect()
}

/// Whatever we say on a page of a translated form is in the page's language; only the other languages name themselves.
#[track_caller]
fn assert_english(page: &str) {
    assert!(page.contains("<html lang=\"en\">"), "{page}");
    let (head, rest) = page.split_once("<nav class=\"languages\"").unwrap();
    let main = rest.split_once("</nav>").unwrap().1;
    assert!(head.contains("<title>") && texts(main, "h1").len() == 1);
    for tag in ["dt", "label", "legend", "h1", "h2", "h3", "button", "p", "li", "title"] {
        for text in texts(main, tag) {
            assert!(!is_japanese(text), "{tag}: {text}");
        }
    }
}

on_both_databases! {
    /// A journey in English, with a detour through やさしい日本語 in the middle of a mistake: nothing typed is lost, and
    /// receipt, PDF and mail speak English by themselves.
    async fn a_journey_keeps_its_language(app) {
        app.publish("short", document()).await;
        let resident = app.resident();
        let page = first(&resident, "en").await;
        assert_english(&page.text);
        assert!(page.text.contains("Step 1 of 2") && page.text.contains("Required"));

        let typed = [("name", ""), ("count", "many"), ("memo", "in a hurry"), ("email", "")];
        let wrong = press(&resident, &page, &typed, "next").await;
        assert_english(&wrong.text);
        assert!(wrong.text.contains("<title>Error: Example form | "), "{}", wrong.text);
        assert!(wrong.text.contains("Please check your answers (2 problems)"));

        let typed = [("name", "<b>"), ("count", "many"), ("memo", "in a hurry"), ("email", "no address")];
        let easy = press(&resident, &wrong, &typed, "language:ja-easy").await;
        for kept in ["value=\"many\"", "in a hurry", "value=\"no address\"", "value=\"&#60;b&#62;\"", "<html lang=\"ja\">"] {
            assert!(easy.text.contains(kept), "{kept}: {}", easy.text);
        }
        assert!(!easy.text.contains("class=\"error\""), "nothing is complained about");
        assert!(easy.text.contains("<ruby>次<rp>（</rp><rt>つぎ</rt>"), "{}", easy.text);
        let plain = press(&resident, &easy, &typed, "language:ja-easy-x-plain").await;
        assert!(!plain.text.contains("<ruby>") && plain.text.contains("value=\"many\"") && plain.text.contains("次へ"));
        let page = press(&resident, &plain, &typed, "language:en").await;
        assert!(page.text.contains("value=\"many\""));

        let typed = [("name", "Sample Hanako"), ("count", "2"), ("memo", ""), ("email", "hanako@example.com")];
        let confirmation = press(&resident, &page, &typed, "next").await;
        assert_english(&confirmation.text);
        assert!(confirmation.text.contains("(not answered)"));
        let confirmation = press(&resident, &confirmation, &[], "language:ja").await;
        assert!(confirmation.text.contains("入力内容の確認") && confirmation.text.contains("Sample Hanako"));
        let confirmation = press(&resident, &confirmation, &[], "language:en").await;
        let sent = confirmation.send(&resident, PATH, &[], "submit").await.expect(303);

        let path = sent.header("location").to_owned();
        assert!(!path.contains("lang="), "the application knows its language");
        let receipt = resident.get(&path).await.expect(200).text();
        assert_english(&receipt);
        assert!(receipt.contains("1 April 2026, 10:00") && receipt.contains("We contact you in about three days."));
        let pdf = resident.get(&format!("{path}/receipt.pdf")).await.expect(200);
        let has = |pdf: &Answer, what: &[u8]| pdf.body.windows(what.len()).any(|part| part == what);
        assert!(has(&pdf, b"/Lang(en)") && !has(&pdf, b"/Lang(ja-JP)"));
        let japanese = resident.get(&format!("{path}?lang=ja")).await.expect(200).text();
        assert!(japanese.contains("受け付けました") && japanese.contains(&format!("{path}/receipt.pdf?lang=ja")));
        assert!(has(&resident.get(&format!("{path}/receipt.pdf?lang=ja")).await, b"/Lang(ja-JP)"));

        let row = submission::Entity::find().one(app.app.db.read()).await.unwrap().unwrap();
        assert_eq!(row.language, "en");
        app.run_jobs().await;
        let mail = app.mails().into_iter().find(|(to, _)| to == "hanako@example.com").unwrap().1.replace("=\r\n", "");
        for part in ["[Received] Example form", "Received: 1 April 2026, 10:00", "Contact\r\nExample Section\r\nPhone: 000-000-0000",
            "What happens next\r\nWe contact you in about three days."] {
            assert!(mail.contains(part), "{part}: {mail}");
        }
        app.app.clock.advance(24 * 60 * 60 + 1);
        assert_english(&resident.get(&path).await.expect(200).text());
    }

    /// The browser's language counts until another is chosen; from then on every link names the chosen one.
    async fn the_browser_proposes_and_the_resident_decides(app) {
        app.publish("short", document()).await;
        let resident = app.resident();
        let portal = accepting(&resident, "/", "fr, en-GB;q=0.8").await.expect(200);
        assert!(portal.header("vary").contains("accept-language"));
        assert_english(&portal.text());
        assert!(portal.text().contains("href=\"/f/short?lang=en\""));
        let nav = "<a href=\"?lang=ja\" lang=\"ja\" hreflang=\"ja\">日本語</a>";
        assert!(portal.text().contains(nav), "{}", portal.text());
        let chosen = accepting(&resident, "/?lang=ja", "en").await.text();
        assert!(chosen.contains("<html lang=\"ja\">") && chosen.contains("href=\"/f/short?lang=ja\""), "{chosen}");
        assert!(accepting(&resident, "/", "ja").await.text().contains("href=\"/f/short\""));
        let lost = accepting(&resident, "/nothing-here", "en").await.expect(404).text();
        assert_english(&lost);
        // A page is kept for each language, and none is mistaken for another.
        let pages = [("en", "<html lang=\"en\">"), ("ja", "氏名"), ("en", "Name"), ("ja-easy", "<ruby>")];
        for (language, part) in pages {
            let page = accepting(&resident, PATH, language).await.expect(200);
            assert!(page.text().contains(part) && page.header("vary").contains("accept-language"), "{language}");
        }
    }

    /// What a form does not say in a language is said in Japanese, marked as such, and the page says so.
    async fn a_form_without_the_language_says_so(app) {
        app.publish("short", fixtures::short_form()).await;
        let resident = app.resident();
        let page = first(&resident, "en").await.text;
        assert!(page.contains("of this form are in Japanese only."), "{page}");
        assert!(page.contains("<h1 tabindex=\"-1\" lang=\"ja\">試験用の手続</h1>"), "{page}");
        assert!(page.contains("<div class=\"blocks\" lang=\"ja\">"));
        assert!(page.contains("<span class=\"need\" data-need lang=\"en\">Required</span>"));
        assert!(!first(&resident, "ja").await.text.contains("class=\"translation\""));
        let mut part = document();
        part["x-i18n"]["en"].as_object_mut().unwrap().remove("/x-settings/nextSteps");
        app.publish("short", part).await;
        let page = first(&resident, "en").await.text;
        assert!(page.contains("Some of the questions") && !page.contains("<h1 tabindex=\"-1\" lang=\"ja\">"));
        app.publish("short", document()).await;
        assert!(!first(&resident, "en").await.text.contains("class=\"translation\""));
    }

    /// Tags nobody speaks count for nothing, and what looks like our marks of readings is a resident's text like any other.
    async fn nothing_hostile_is_spoken(app) {
        app.publish("short", document()).await;
        let resident = app.resident();
        for lang in ["xx", "%00", "%EF%B7%90", "ja%0d%0aset-cookie:a", "../en", "%22%3E%3Cscript%3E", "en&lang=zz"] {
            let page = resident.get(&format!("{PATH}?lang={lang}")).await.expect(200);
            assert!(page.text().contains("<html lang=\"ja\">") && !page.text().contains("<script>"), "{lang}");
            assert_eq!(page.header("set-cookie"), "", "{lang}");
        }
        let typed = [("name", "《あ》\u{FDD0}x\u{FDD1}y"), ("memo", "手続《てつづき》\u{FDD1}\u{FDD2}")];
        let page = press(&resident, &first(&resident, "ja-easy").await, &typed, "language:xx\"><b>").await;
        assert!(page.text.contains("value=\"《あ》xy\""), "{}", page.text);
        assert!(page.text.contains("\n手続《てつづき》") && page.text.contains("<html lang=\"ja\">"));
        let confirmation = press(&resident, &page, &typed, "next").await;
        assert!(confirmation.text.contains("《あ》xy") && confirmation.text.contains("<dd>手続《てつづき》"), "{}", confirmation.text);
        confirmation.send(&resident, PATH, &[], "submit").await.expect(303);
        app.run_jobs().await;
    }
}
