//! The paper form over HTTP: for everybody, in every language, kept until the form changes.

use reqwest::Method;
use serde_json::json;

use crate::harness::fixtures;

on_both_databases! {
    /// It is shown in the browser, known by its tag, and new when a new version is published.
    async fn a_paper_form_is_printed_once_and_revalidated(app) {
        let form = app.publish("short", fixtures::short_form()).await;
        let (resident, path) = (app.resident(), "/f/short/paper.pdf");
        let paper = resident.get(path).await.expect(200);
        assert_eq!(paper.header("content-type"), "application/pdf");
        assert_eq!(paper.header("content-disposition"), "inline; filename=\"short-ja.pdf\"");
        assert_eq!((paper.header("cache-control"), paper.header("set-cookie")), ("no-cache", ""));
        assert!(paper.body.starts_with(b"%PDF-1.7"));
        let tag = paper.header("etag").to_owned();
        let known = |path: &str| resident.request(Method::GET, path).header("if-none-match", &tag);
        assert!(resident.send(known(path)).await.expect(304).body.is_empty());

        let english = resident.send(known("/f/short/paper.pdf?lang=en")).await.expect(200);
        assert_eq!(english.header("content-disposition"), "inline; filename=\"short-en.pdf\"");
        assert_ne!(english.body, paper.body);

        // What came in time is entered at the counter after the closing.
        app.switch(form, false).await;
        assert_eq!(resident.get(path).await.expect(200).body, paper.body);
        assert_eq!(resident.get("/f/nothing-here/paper.pdf").await.status, 404);
        let head = resident.send(resident.request(Method::HEAD, path)).await.expect(200);
        assert!(head.body.is_empty());
    }

    /// Every template is served, and none takes long.
    async fn every_template_has_a_paper_form(app) {
        let resident = app.resident();
        for slug in fixtures::slugs() {
            app.publish_fixture(&slug).await;
            let paper = resident.get(&format!("/f/{slug}/paper.pdf")).await.expect(200);
            assert!(paper.body.len() > 20_000, "{slug}");
        }
        // A version of its own: what is asked is what is printed.
        let mut document = fixtures::short_form();
        document["properties"]["more"] = json!({ "type": "string", "title": "もうひとつ" });
        app.publish("more", document).await;
        app.publish("less", fixtures::short_form()).await;
        let more = resident.get("/f/more/paper.pdf").await.expect(200);
        let less = resident.get("/f/less/paper.pdf").await.expect(200);
        assert_ne!(more.header("etag"), less.header("etag"));
    }
}
