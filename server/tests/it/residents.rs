//! A resident's way over HTTP as a browser without JavaScript goes it: pages, corrections, receipt, mail.

use madoguchi::db::entity::submission;
use reqwest::Method;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::json;

use crate::harness::{Actor, Answer, TestApp, fixtures};

/// A page of a journey: what its form would send along.
pub struct Page {
    pub hiddens: Vec<(String, String)>,
    pub text: String,
}

impl Page {
    pub fn of(answer: &Answer) -> Self {
        let text = answer.text();
        let hiddens = text.split("<input type=\"hidden\" name=\"").skip(1).map(|rest| {
            let (name, rest) = rest.split_once("\" value=\"").unwrap();
            (name.to_owned(), rest.split_once('"').unwrap().0.replace("&amp;", "&"))
        });
        Self { hiddens: hiddens.collect(), text }
    }

    /// Sends the page with these answers and this button.
    pub async fn send(&self, resident: &Actor, path: &str, answers: &[(&str, &str)], button: &str) -> Answer {
        let mut fields: Vec<(&str, &str)> =
            self.hiddens.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        fields.extend(answers);
        fields.push(("_action", button));
        resident.send(resident.request(Method::POST, path).form(&fields)).await
    }
}

/// The short form with an address for the receipt mail.
fn document() -> serde_json::Value {
    let mut document = fixtures::short_form();
    document["properties"]["email"] =
        json!({ "type": "string", "format": "email", "title": "メールアドレス", "x-kind": "email" });
    document
}

async fn submissions(app: &TestApp) -> u64 {
    submission::Entity::find().count(app.app.db.read()).await.unwrap()
}

on_both_databases! {
    /// From the first page over a mistake and the confirmation to the receipt; a double click and a look back give the
    /// same receipt, and one mail.
    async fn a_journey_without_javascript(app) {
        app.publish("short", document()).await;
        let (resident, path) = (app.resident(), "/f/short/form");
        let first = Page::of(&resident.get(path).await.expect(200));

        let mistake = first.send(&resident, path, &[("name", ""), ("count", "百"), ("memo", "急ぎ")], "next").await;
        let mistake = Page::of(&mistake);
        assert!(mistake.text.contains("入力内容を確かめてください（2件）"), "{}", mistake.text);
        assert!(mistake.text.contains("急ぎ") && mistake.text.contains("百"), "what was typed is still there");

        let answers = [("name", "髙橋 﨑子"), ("count", "２"), ("memo", "急ぎ"), ("email", "hanako@example.jp")];
        let confirmation = Page::of(&mistake.send(&resident, path, &answers, "next").await.expect(200));
        assert!(confirmation.text.contains("入力内容の確認") && confirmation.text.contains("髙橋 﨑子"));
        assert_eq!(submissions(app).await, 0, "nothing is stored before the last page");

        let sent = confirmation.send(&resident, path, &[], "submit").await.expect(303);
        let again = confirmation.send(&resident, path, &[], "submit").await.expect(303);
        assert_eq!(sent.header("location"), again.header("location"));
        assert_eq!(submissions(app).await, 1);

        let location = sent.header("location");
        let receipt_path = location.strip_prefix(app.organization.base_url.as_str()).unwrap_or(location);
        let receipt = resident.get(receipt_path).await.expect(200).text();
        let number = submission::Entity::find().one(app.app.db.read()).await.unwrap().unwrap().receipt_number;
        assert!(receipt.contains(&number) && receipt.contains("髙橋 﨑子"));

        app.run_jobs().await;
        let own: Vec<_> = app.mails().into_iter().filter(|(to, _)| to == "hanako@example.jp").collect();
        assert_eq!(own.len(), 1);
        assert!(own[0].1.contains(&number));
    }

    /// The day after, the receipt's address shows number and state, and no answers.
    async fn after_a_day_the_receipt_shows_no_answers(app) {
        app.publish("short", fixtures::short_form()).await;
        let resident = app.resident();
        let receipt = resident.submit("short", "k", &json!({ "name": "髙橋 﨑子" })).await.expect(201).json();
        let url = receipt["receipt_url"].as_str().unwrap();
        let path = url.strip_prefix(app.organization.base_url.as_str()).unwrap();
        assert!(resident.get(path).await.expect(200).text().contains("髙橋 﨑子"));
        app.app.clock.advance(24 * 60 * 60 + 1);
        let page = resident.get(path).await.expect(200).text();
        assert!(page.contains(receipt["receipt_number"].as_str().unwrap()));
        assert!(!page.contains("髙橋"));
        app.run_jobs().await;
    }

    /// Two tabs of one form are two journeys: what is typed in one is not in the other, and both can be sent.
    async fn two_tabs_are_independent(app) {
        app.publish("short", fixtures::short_form()).await;
        let (resident, path) = (app.resident(), "/f/short/form");
        let first = Page::of(&resident.get(path).await.expect(200));
        let one = Page::of(&first.send(&resident, path, &[("name", "窓口 太郎")], "next").await.expect(200));
        let two = Page::of(&first.send(&resident, path, &[("name", "見本 花子")], "next").await.expect(200));
        assert!(two.text.contains("見本 花子") && !two.text.contains("窓口 太郎"));
        let one = one.send(&resident, path, &[], "submit").await.expect(303);
        let two = two.send(&resident, path, &[], "submit").await.expect(303);
        assert_ne!(one.header("location"), two.header("location"));
        assert_eq!(submissions(app).await, 2);
        app.run_jobs().await;
    }

    /// Who began before a new version was published goes on, and is received, in the version begun with.
    async fn a_journey_stays_in_its_version(app) {
        app.publish("short", fixtures::short_form()).await;
        let (resident, path) = (app.resident(), "/f/short/form");
        let first = Page::of(&resident.get(path).await.expect(200));
        let mut next = fixtures::short_form();
        next["properties"]["town"] = json!({ "type": "string", "title": "町名", "maxLength": 50 });
        next["required"] = json!(["name", "town"]);
        app.publish("short", next).await;
        assert!(resident.get(path).await.expect(200).text().contains("町名"), "who begins now gets the new version");
        let confirmation = Page::of(&first.send(&resident, path, &[("name", "見本 花子")], "next").await.expect(200));
        assert!(!confirmation.text.contains("町名"));
        confirmation.send(&resident, path, &[], "submit").await.expect(303);
        assert_eq!(submissions(app).await, 1);
        app.run_jobs().await;
    }

    /// A state that was changed on its way, or is another form's, is not taken; no answer is stored from it.
    async fn a_forged_state_is_not_taken(app) {
        app.publish("short", fixtures::short_form()).await;
        app.publish("other", fixtures::short_form()).await;
        let (resident, path) = (app.resident(), "/f/short/form");
        let first = Page::of(&resident.get(path).await.expect(200));
        let mut page = Page::of(&first.send(&resident, path, &[("name", "見本 花子")], "next").await.expect(200));
        let elsewhere = page.send(&resident, "/f/other", &[], "submit").await;
        assert_ne!(elsewhere.status, 303, "a state of another form was taken");
        for (name, value) in &mut page.hiddens {
            if name == "_state" {
                let last = if value.ends_with('A') { "B" } else { "A" };
                value.replace_range(value.len() - 1.., last);
            }
        }
        let forged = page.send(&resident, path, &[], "submit").await;
        assert_ne!(forged.status, 303, "a forged state was taken");
        assert_eq!(submissions(app).await, 0);
    }

    /// The start page and the first questions come from memory: no cookie, compressed, known by a tag, and new when the
    /// form changes.
    async fn the_shared_pages_are_finished_and_revalidated(app) {
        let form = app.publish("short", fixtures::short_form()).await;
        let resident = app.resident();
        for path in ["/f/short", "/f/short/form"] {
            let plain = resident.get(path).await.expect(200);
            assert_eq!(plain.header("set-cookie"), "");
            let again = resident.get(path).await.expect(200);
            assert_eq!(again.body, plain.body);
            for (name, value) in &plain.headers {
                // What is answered from memory is no line of the log, so there is nothing an id could lead to.
                let is_own = ["x-request-id", "date"].contains(&name.as_str());
                assert!(is_own || again.headers.get(name) == Some(value), "{path} from memory: {name}");
            }
            assert_eq!((again.header("x-request-id"), plain.header("x-request-id").len()), ("", 16));
            let compressed = resident.request(Method::GET, path).header("accept-encoding", "gzip");
            let compressed = resident.send(compressed).await.expect(200);
            assert_eq!(compressed.header("content-encoding"), "gzip");
            assert!(compressed.body.len() < plain.body.len());
            let known = |tag: &str| resident.request(Method::GET, path).header("if-none-match", tag);
            let tag = plain.header("etag").to_owned();
            assert!(resident.send(known(&tag)).await.expect(304).body.is_empty());
            app.switch(form, false).await;
            let closed = resident.send(known(&tag)).await;
            assert_ne!(closed.status, 304, "an old page after closing");
            app.switch(form, true).await;
            resident.get(path).await.expect(200);
        }
        for path in ["/f/nothing-here", "/f/nothing-here/form", "/f/short/nothing-here"] {
            assert_eq!(resident.get(path).await.status, 404, "{path}");
        }
    }

    /// No page, style or script comes from another host.
    async fn nothing_comes_from_another_host(app) {
        app.publish_fixture("vaccine-booking").await;
        let resident = app.resident();
        for path in ["/", "/f/vaccine-booking", "/f/vaccine-booking/form"] {
            let page = resident.get(path).await.expect(200).text();
            for attribute in ["src=\"", "<link rel=\"stylesheet\" href=\"", "action=\""] {
                for rest in page.split(attribute).skip(1) {
                    let url = rest.split('"').next().unwrap();
                    let is_own = (url.starts_with('/') && !url.starts_with("//")) || url.starts_with("data:");
                    assert!(is_own, "{path} takes {url}");
                }
            }
        }
    }
}
