//! Pictures of forms: what is taken and what is refused, who gets them, how they travel with a form, and when they go.

use madoguchi::forms::images::{kept, sweep};
use madoguchi::forms::store::images;
use madoguchi::ids::OrganizationId;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Actor, Answer, TestApp, fixtures};

const FORMS: &str = "/api/v1/staff/forms";

async fn add(actor: &Actor, form: &str, file: Vec<u8>) -> Answer {
    actor.send(actor.request(Method::POST, &format!("{FORMS}/{form}/images")).body(file)).await
}

async fn save(actor: &Actor, form: &str, document: &Value) -> Value {
    let path = format!("{FORMS}/{form}/draft");
    let revision = actor.get(&path).await.json()["revision"].as_i64().unwrap();
    let request = actor.request(Method::PUT, &path).header("If-Match", format!("\"{revision}\"")).json(document);
    actor.send(request).await.expect(200).json()
}

/// The short form with a picture before its questions.
fn with_picture(picture: &Value, alt: &str) -> Value {
    let mut document = fixtures::short_form();
    let block = json!({ "image": picture["sha256"], "width": picture["width"], "height": picture["height"],
        "alt": alt, "caption": "<b>会場</b>" });
    document["x-pages"] = json!([{ "id": "a", "title": "申込み",
        "blocks": [block, { "field": "name" }, { "field": "memo" }, { "field": "count" }] }]);
    document
}

fn errors(answer: &Value) -> Vec<String> {
    let errors = answer["problems"].as_array().unwrap().iter().filter(|problem| problem["severity"] == "error");
    errors.map(|problem| format!("{} {}", problem["code"].as_str().unwrap(), problem["at"].as_str().unwrap())).collect()
}

/// A picture of a telephone: where it was taken stands in it.
fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let drawn = image::RgbImage::from_fn(width, height, |x, y| image::Rgb([(x % 256) as u8, (y % 256) as u8, 90]));
    drawn.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    let plain = bytes.into_inner();
    let comment = b"taken at home";
    let length = u16::try_from(comment.len() + 2).unwrap().to_be_bytes();
    [&plain[..2], &[0xff, 0xfe], &length, comment, &plain[2..]].concat()
}

on_both_databases! {
    /// From the clerk's file to the resident's page; publishing keeps it, and nobody else's picture is there.
    async fn a_picture_comes_to_a_form_and_to_its_residents(app) {
        let form = app.publish("short", fixtures::short_form()).await.to_string();
        let (editor, resident) = (app.editor().await, app.resident());
        let picture = add(&editor, &form, jpeg(2000, 1000)).await.expect(201).json();
        assert_eq!((&picture["media_type"], &picture["width"], &picture["height"]), (&json!("image/jpeg"), &json!(1600), &json!(800)));
        assert_eq!(add(&editor, &form, jpeg(2000, 1000)).await.expect(201).json(), picture, "the same again is the same");

        let saved = save(&editor, &form, &with_picture(&picture, "会場の地図。\"北口\"から歩いて5分です。")).await;
        assert_eq!(errors(&saved), [""; 0]);
        let publish = json!({ "revision": saved["revision"] });
        editor.post(&format!("{FORMS}/{form}/publish"), &publish).await.expect(200);
        let page = resident.get("/f/short/form").await.expect(200).text();
        let url = picture["url"].as_str().unwrap();
        assert!(page.contains(&format!("<img src=\"{url}\" alt=\"会場の地図。&quot;北口&quot;から歩いて5分です。\" width=\"1600\" height=\"800\" loading=\"lazy\"")), "{page}");
        assert!(page.contains("<figcaption>&lt;b&gt;会場&lt;/b&gt;</figcaption>"));
        let preview = editor.get(&format!("{FORMS}/{form}/preview")).await.expect(200).text();
        assert!(preview.contains(url), "the preview shows it too");

        let served = resident.get(url).await.expect(200);
        assert_eq!(served.header("content-type"), "image/jpeg");
        assert_eq!(served.header("cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(served.header("x-content-type-options"), "nosniff");
        assert!(served.header("content-security-policy").contains("sandbox"));
        assert!(!served.body.windows(4).any(|bytes| bytes == b"home"), "what was no picture is gone");
        let sha256 = picture["sha256"].as_str().unwrap();
        let name = madoguchi::forms::images::sha256_of(&served.body);
        assert_eq!(name, sha256, "its name is what it is");

        // Another organization of the installation has no such picture.
        let other = OrganizationId::new(&app.app.random, app.app.clock.now());
        assert!(kept::find(&app.app, other, sha256).await.unwrap().is_none());
        assert!(kept::find(&app.app, app.organization.id, sha256).await.unwrap().is_some());
        for path in [format!("/images/{}", "0".repeat(64)), format!("/images/{}", sha256.to_uppercase()), "/images/..%2f".to_owned()] {
            resident.get(&path).await.expect(404);
        }
        // The paper says what is to be seen.
        assert!(resident.get("/f/short/paper.pdf").await.expect(200).body.starts_with(b"%PDF"));
    }

    /// What is no picture, or too much of one, is refused with its reason, and nothing is kept.
    async fn what_is_no_picture_is_refused(app) {
        let form = app.publish("short", fixtures::short_form()).await;
        let (editor, id) = (app.editor().await, form.to_string());
        let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"></svg>".to_vec();
        let mut bomb = fixtures::picture();
        // The header says 20,000 x 20,000.
        bomb[16..20].copy_from_slice(&20_000_u32.to_be_bytes());
        bomb[20..24].copy_from_slice(&20_000_u32.to_be_bytes());
        let mut crc = flate2::Crc::new();
        crc.update(&bomb[12..29]);
        bomb[29..33].copy_from_slice(&crc.sum().to_be_bytes());
        let whole = jpeg(300, 300);
        for (file, reason, found) in [
            (svg, "type", json!("svg")), (b"%PDF-1.7\n".to_vec(), "type", json!("pdf")), (b"GIF89a.....".to_vec(), "type", json!("picture")),
            (Vec::new(), "empty", Value::Null), (bomb, "pixels", Value::Null), (whole[..whole.len() / 2].to_vec(), "damaged", Value::Null),
        ] {
            let answer = add(&editor, &id, file).await.expect_problem(422, "image-refused").json();
            assert_eq!((&answer["reason"], &answer["found"]), (&json!(reason), &found));
        }
        add(&editor, &id, vec![0xff; 5 * 1024 * 1024 + 1]).await.expect_problem(413, "payload-too-large");
        assert!(images::names(app.app.db.read(), app.organization.id, form).await.unwrap().is_empty());
    }

    /// A picture that says nothing, or that is nowhere, keeps the form from being published.
    async fn a_picture_without_words_or_without_a_file_is_not_published(app) {
        let form = app.publish("short", fixtures::short_form()).await.to_string();
        let editor = app.editor().await;
        let picture = add(&editor, &form, fixtures::picture()).await.expect(201).json();
        let saved = save(&editor, &form, &with_picture(&picture, " ")).await;
        assert_eq!(errors(&saved), ["altMissing /x-pages/0/blocks/0/alt"]);
        let nowhere = json!({ "sha256": "0".repeat(64), "width": 8, "height": 8 });
        let saved = save(&editor, &form, &with_picture(&nowhere, "会場の地図です。")).await;
        assert_eq!(errors(&saved), ["imageMissing /x-pages/0/blocks/0/image"]);
        assert_eq!(errors(&editor.get(&format!("{FORMS}/{form}/draft")).await.json()), errors(&saved));
        let ready = editor.get(&format!("{FORMS}/{form}/readiness")).await.expect(200).json();
        assert_eq!((&ready["tasks"][0]["code"], &ready["tasks"][0]["is_done"]), (&json!("problems"), &json!(false)));
        for path in ["publish", "test-versions"] {
            let refused = editor.post(&format!("{FORMS}/{form}/{path}"), &json!({ "revision": saved["revision"] })).await;
            assert_eq!(refused.expect_problem(422, "form-not-ready").json()["problems"][0]["code"], "imageMissing");
        }
    }

    /// Inside the file of a form to another organization; a changed or foreign picture damages the file.
    async fn pictures_travel_with_their_form(app) {
        let there = TestApp::spawn(app.backend(), "").await;
        let form = app.publish("short", fixtures::short_form()).await.to_string();
        let (editor, receiver) = (app.editor().await, there.editor().await);
        let picture = add(&editor, &form, jpeg(400, 300)).await.expect(201).json();
        save(&editor, &form, &with_picture(&picture, "会場の地図です。")).await;
        let file = editor.get(&format!("{FORMS}/{form}/file?of=draft")).await.expect(200).json();
        assert_eq!(file["images"][0]["sha256"], picture["sha256"]);

        let import = |file: &Value| json!({ "kind": "file", "text": file.to_string() });
        let read = receiver.post(&format!("{FORMS}/import"), &import(&file)).await.expect(200).json();
        assert_eq!(read["origin"]["is_unchanged"], true);
        let mut body = json!({ "department_id": there.department, "document": read["document"], "images": read["images"],
            "origin": read["origin"], "settings": read["settings"] });
        let made = receiver.post(FORMS, &body).await.expect(201).json();
        let id = made["id"].as_str().unwrap();
        assert_eq!(errors(&receiver.get(&format!("{FORMS}/{id}/draft")).await.json()), [""; 0]);
        let url = picture["url"].as_str().unwrap();
        assert_eq!(there.resident().get(url).await.expect(200).body, app.resident().get(url).await.expect(200).body);
        // A copy has it too, and so has a form into which the block was pasted.
        let copy = receiver.post(FORMS, &json!({ "department_id": there.department, "copy_of": id })).await.expect(201).json();
        let copied = receiver.get(&format!("{FORMS}/{}/file?of=draft", copy["id"].as_str().unwrap())).await.json();
        assert_eq!(copied["images"], file["images"]);

        body["images"][0]["content"] = json!("AAAA");
        receiver.post(FORMS, &body).await.expect(422);
        for (at, value) in [("/images/0/content", json!("AAAA")), ("/images/0/sha256", json!("0".repeat(64))), ("/images", json!(3))] {
            let mut damaged = file.clone();
            *damaged.pointer_mut(at).unwrap() = value;
            let refused = receiver.post(&format!("{FORMS}/import"), &import(&damaged)).await;
            assert_eq!(refused.expect_problem(422, "file-damaged").json()["detail"], "images");
        }
        there.finish().await;
    }

    /// A template brings its picture along.
    async fn a_template_brings_its_picture(app) {
        let editor = app.editor().await;
        let body = json!({ "department_id": app.department, "template_id": "checkup-subsidy" });
        let form = editor.post(FORMS, &body).await.expect(201).json();
        let draft = editor.get(&format!("{FORMS}/{}/draft", form["id"].as_str().unwrap())).await.json();
        assert_eq!(errors(&draft), [""; 0]);
        let sha256 = draft["document"].pointer("/x-pages/0/blocks/0/image").unwrap().as_str().unwrap();
        assert_eq!(app.resident().get(&format!("/images/{sha256}")).await.expect(200).header("content-type"), "image/png");
    }

    /// What neither the draft nor a version shows goes after some days; what was undone in time comes back.
    async fn pictures_nobody_shows_are_removed_after_some_days(app) {
        let id = app.publish("short", fixtures::short_form()).await;
        let (editor, form) = (app.editor().await, id.to_string());
        let shown = add(&editor, &form, jpeg(60, 40)).await.expect(201).json();
        let undone = add(&editor, &form, jpeg(50, 40)).await.expect(201).json();
        let forgotten = add(&editor, &form, jpeg(40, 40)).await.expect(201).json();
        let saved = save(&editor, &form, &with_picture(&shown, "会場の地図です。")).await;
        editor.post(&format!("{FORMS}/{form}/publish"), &json!({ "revision": saved["revision"] })).await.expect(200);
        let names = || async { images::names(app.app.db.read(), app.organization.id, id).await.unwrap() };
        for (days, left) in [(0, 3), (7, 3)] {
            app.app.clock.advance(days * 24 * 60 * 60);
            assert_eq!(sweep::sweep(&app.app).await.unwrap(), 0);
            assert_eq!(names().await.len(), left);
        }
        // The version still shows the first; the draft shows the second again.
        save(&editor, &form, &with_picture(&undone, "会場の地図です。")).await;
        app.app.clock.advance(2 * 24 * 60 * 60);
        assert_eq!(sweep::sweep(&app.app).await.unwrap(), 1);
        let name = |picture: &Value| picture["sha256"].as_str().unwrap().to_owned();
        let mut kept = names().await;
        kept.sort();
        let mut wanted = [name(&shown), name(&undone)];
        wanted.sort();
        assert_eq!(kept, wanted);
        app.resident().get(forgotten["url"].as_str().unwrap()).await.expect(404);
    }
}
