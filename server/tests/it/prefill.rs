//! Answers that come with the address: a parameter, or a personal link that nobody can forge.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Actor, TestApp, fixtures};
use crate::residents::Page;

fn document() -> Value {
    let mut document = fixtures::short_form();
    document["properties"]["notice"] = json!({ "type": "string", "title": "案内番号", "x-kind": "hidden", "x-prefill": { "from": "link" }, "maxLength": 20 });
    document["properties"]["source"] = json!({
        "type": "string", "title": "きっかけ", "x-kind": "hidden", "maxLength": 20,
        "x-prefill": { "from": "query", "parameter": "from" }
    });
    document
}

async fn link(app: &TestApp, clerk: &Actor, form: &str) -> String {
    let path = format!("/api/v1/staff/forms/{form}/prefill-links");
    let body = json!({ "values": { "notice": "A-1024" }, "expires_in_days": 30 });
    let made = clerk.post(&path, &body).await.expect(201).json();
    let url = made["url"].as_str().unwrap();
    url.strip_prefix(app.organization.base_url.as_str()).unwrap().replace("/f/short", "/f/short/form")
}

/// Fills in the short form from this page on; the confirmation.
async fn confirmation(resident: &Actor, page: &Page, more: &[(&str, &str)]) -> Page {
    let typed: Vec<_> = [("name", "見本 花子")].into_iter().chain(more.iter().copied()).collect();
    Page::of(&page.send(resident, "/f/short/form", &typed, "next").await.expect(200))
}

on_both_databases! {
    /// A declared parameter is taken along and shown at the end; any other address gets the shared page, byte for byte.
    async fn a_parameter_of_the_address_is_taken_along(app) {
        app.publish("short", document()).await;
        let resident = app.resident();
        let shared = resident.get("/f/short/form").await.expect(200);
        for other in ["/f/short/form?utm=x", "/f/short/form?from=", "/f/short/form?&&%zz"] {
            let page = resident.get(other).await.expect(200);
            assert!(page.body == shared.body && page.header("etag") == shared.header("etag"), "{other}");
        }
        let own = resident.get("/f/short/form?from=%E5%BA%83%E5%A0%B1").await.expect(200);
        assert_eq!((own.header("cache-control"), own.header("etag")), ("private, no-store", ""));
        let first = Page::of(&own);
        assert!(!first.text.contains("広報"), "the value travels sealed");
        let confirmation = confirmation(&resident, &first, &[("source", "別の値")]).await;
        assert!(confirmation.text.contains("<dd>広報</dd>") && !confirmation.text.contains("別の値"), "{}", confirmation.text);
        assert!(resident.get("/f/short/form").await.expect(200).body == shared.body);
    }

    /// The start page hands on what the form asks for, and nothing else; what it draws for one address is for nobody else.
    async fn the_start_page_hands_on_what_the_address_brings(app) {
        app.publish("short", document()).await;
        let resident = app.resident();
        let shared = resident.get("/f/short").await.expect(200);
        assert_eq!(Page::of(&shared).hiddens, []);
        for other in ["/f/short?utm=x", "/f/short?from="] {
            assert!(resident.get(other).await.expect(200).body == shared.body, "{other}");
        }
        let own = resident.get("/f/short?from=%E5%BA%83%E5%A0%B1%22%3E&lang=en").await.expect(200);
        assert_eq!((own.header("cache-control"), own.header("etag")), ("no-store", ""));
        let text = own.text();
        assert!(text.contains("name=\"lang\" value=\"en\""), "{text}");
        assert!(text.contains("name=\"from\" value=\"広報&#34;&#62;\""), "{text}");
        assert!(text.contains("action=\"/f/short/form\""), "{text}");
        resident.get("/f/short?p=AAAA").await.expect(410);
        assert!(resident.get("/f/short").await.expect(200).body == shared.body);
    }

    /// A personal link brings its answer; what a browser or a machine makes up for it counts for nothing.
    async fn a_personal_link_cannot_be_forged(app) {
        let form = app.publish("short", document()).await;
        let (resident, clerk) = (app.resident(), app.clerk().await);
        let path = link(app, &clerk, &form.to_string()).await;
        let first = Page::of(&resident.get(&path).await.expect(200));
        assert!(!first.text.contains("A-1024"), "the value travels sealed");
        let linked = confirmation(&resident, &first, &[("notice", "B-1")]).await;
        assert!(linked.text.contains("<dd>A-1024</dd>") && !linked.text.contains("B-1"), "{}", linked.text);

        let mut plain = Page::of(&resident.get("/f/short/form").await.expect(200));
        for (name, value) in &mut plain.hiddens {
            if name == "_shown" {
                value.push_str(" notice source");
            }
        }
        let forged = confirmation(&resident, &plain, &[("notice", "B-1"), ("source", "B-2")]).await;
        assert!(!forged.text.contains("B-1") && !forged.text.contains("B-2"), "{}", forged.text);

        let answers = json!({ "name": "見本 花子", "notice": "B-1", "source": "広報" });
        let receipt = resident.submit("short", "k", &answers).await.expect(201).json();
        let url = receipt["receipt_url"].as_str().unwrap().to_owned();
        let page = resident.get(url.strip_prefix(app.organization.base_url.as_str()).unwrap()).await.expect(200).text();
        assert!(page.contains("広報") && !page.contains("B-1"), "{page}");
        app.run_jobs().await;
    }

    /// A link that was cut, is another form's or is too old leads to a page that says what to do.
    async fn a_link_that_cannot_be_used_says_so(app) {
        let form = app.publish("short", document()).await;
        app.publish("other", document()).await;
        let (resident, clerk) = (app.resident(), app.clerk().await);
        let path = link(app, &clerk, &form.to_string()).await;
        let cut = path[..path.len() - 3].to_owned();
        for bad in [cut.as_str(), &path.replace("/f/short", "/f/other"), "/f/short/form?p=", "/f/short/form?p=AAAA"] {
            let page = resident.get(bad).await.expect(410);
            assert!(page.text().contains("このリンクは使えません"), "{bad}");
        }
        app.app.clock.advance(30 * 24 * 60 * 60);
        resident.get(&path).await.expect(410);
    }

    /// Only fields that take their answer from a link can be given one, and only what the form would accept.
    async fn values_of_links_are_checked(app) {
        let form = app.publish("short", document()).await;
        let clerk = app.clerk().await;
        let path = format!("/api/v1/staff/forms/{form}/prefill-links");
        for values in [json!({}), json!({ "name": "x" }), json!({ "source": "x" }), json!({ "notice": "長".repeat(21) })] {
            let body = json!({ "values": values, "expires_in_days": 1 });
            clerk.post(&path, &body).await.expect_problem(422, "invalid-request");
        }
        for days in [0, 367] {
            let body = json!({ "values": { "notice": "A" }, "expires_in_days": days });
            clerk.send(clerk.request(Method::POST, &path).json(&body)).await.expect_problem(422, "invalid-request");
        }
    }
}
