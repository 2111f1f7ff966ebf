//! Counter mode: staff key in what came on paper, by telephone or at the counter.

use madoguchi::db::entity::values::{Channel, Role};
use madoguchi::db::entity::{audit_event, submission};
use madoguchi::exports::{Format, export};
use madoguchi::forms::import;
use madoguchi::ids::FormId;
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};

use crate::harness::{Actor, Answer, TestApp, fixtures};
use crate::residents::Page;

fn path(form: FormId, channel: &str) -> String {
    format!("/api/v1/staff/forms/{form}/counter?channel={channel}")
}

/// Keys in the short form up to its confirmation.
async fn confirmation(clerk: &Actor, path: &str, name: &str) -> Page {
    let first = Page::of(&clerk.get(path).await.expect(200));
    Page::of(&first.send(clerk, path, &[("name", name), ("count", "２")], "next").await.expect(200))
}

async fn submissions(app: &TestApp) -> u64 {
    submission::Entity::find().count(app.app.db.read()).await.unwrap()
}

fn case_of(sent: &Answer) -> String {
    sent.header("location").split_once("&entered=").expect("the end").1.to_owned()
}

on_both_databases! {
    /// The pages of residents, with a banner and the same validation; the end shows the number and leads to the case,
    /// which says how it came and who keyed it in, everywhere.
    async fn an_application_on_paper_is_keyed_in(app) {
        let form = app.publish("short", fixtures::short_form()).await;
        let (clerk, path) = (app.clerk().await, path(form, "paper"));
        let first = Page::of(&clerk.get(&path).await.expect(200));
        assert!(first.text.contains("窓口入力（紙の申請）") && first.text.contains("試験用の手続"));
        let wrong = Page::of(&first.send(&clerk, &path, &[("name", ""), ("count", "百")], "next").await.expect(200));
        assert!(wrong.text.contains("（2件）") && wrong.text.contains("百") && wrong.text.contains("窓口入力"));
        let confirmation = confirmation(&clerk, &path, "髙橋 﨑子").await;
        assert!(confirmation.text.contains("髙橋 﨑子") && confirmation.text.contains("窓口入力（紙の申請）"));
        assert_eq!(submissions(app).await, 0);

        let sent = confirmation.send(&clerk, &path, &[], "submit").await.expect(303);
        let again = confirmation.send(&clerk, &path, &[], "submit").await.expect(303);
        assert_eq!((sent.header("location"), submissions(app).await), (again.header("location"), 1));
        let row = submission::Entity::find().one(app.app.db.read()).await.unwrap().unwrap();
        let end = clerk.get(sent.header("location")).await.expect(200);
        assert_eq!((end.header("cache-control"), end.header("referrer-policy")), ("no-store", "same-origin"));
        let end = end.text();
        let case = case_of(&sent);
        assert!(end.contains(&row.receipt_number) && end.contains(&format!("/admin/submissions/{case}")));
        assert!(end.contains("もう1件入力する") && !end.contains("髙橋"), "the number, not the answers");

        let detail = clerk.get(&format!("/api/v1/staff/submissions/{case}")).await.expect(200).json();
        assert_eq!((&detail["channel"], &detail["entered_by"]["name"]), (&json!("paper"), &json!("試験 担当")));
        assert_eq!((&detail["timeline"][0]["kind"], &detail["timeline"][0]["by"]["name"]), (&json!("received"), &json!("試験 担当")));
        let event = audit_event::Entity::find().filter(audit_event::Column::Action.eq("submission.received"));
        let event = event.one(app.app.db.read()).await.unwrap().unwrap();
        assert_eq!((event.staff_id, event.detail.as_str()), (row.entered_by, "{\"channel\":\"paper\"}"));
        app.run_jobs().await;
    }

    /// The list shows how each came, and can be limited to one way; an export has two columns for it.
    async fn lists_and_exports_say_how_it_came(app) {
        let form = app.publish("short", fixtures::short_form()).await;
        let clerk = app.clerk().await;
        app.resident().submit("short", "k", &json!({ "name": "見本 花子" })).await.expect(201);
        app.app.clock.advance(60);
        for channel in ["phone", "counter"] {
            let path = path(form, channel);
            confirmation(&clerk, &path, "窓口 太郎").await.send(&clerk, &path, &[], "submit").await.expect(303);
            app.app.clock.advance(60);
        }
        let listed = async |query: &str| {
            let list = clerk.get(&format!("/api/v1/staff/forms/{form}/submissions?{query}")).await.expect(200).json();
            let channel = |row: &Value| row["channel"].as_str().unwrap().to_owned();
            list["submissions"].as_array().unwrap().iter().map(channel).collect::<Vec<_>>()
        };
        assert_eq!(listed("").await, ["counter", "phone", "online"]);
        assert_eq!(listed("channel=phone").await, ["phone"]);
        assert_eq!(listed("channel=&state=received").await.len(), 3);
        clerk.get(&format!("/api/v1/staff/forms/{form}/submissions?channel=fax")).await.expect(400);

        let target = app.folder().join("export");
        export(&app.app, app.organization.id, form, Format::Csv, &target).await.unwrap();
        let text = std::fs::read_to_string(&target).unwrap();
        let rows: Vec<&str> = text.lines().collect();
        assert!(rows[0].contains("版,受付方法,入力者,氏名"), "{}", rows[0]);
        assert!(rows[1].contains(",1,オンライン,,見本 花子") && rows[2].contains(",1,電話,試験 担当,窓口 太郎"), "{rows:?}");
        export(&app.app, app.organization.id, form, Format::Json, &target).await.unwrap();
        let rows = fixtures::read(&target);
        assert_eq!((&rows[0]["channel"], &rows[0]["entered_by"]), (&json!("online"), &Value::Null));
        assert_eq!((&rows[2]["channel"], &rows[2]["entered_by"]), (&json!("counter"), &json!("試験 担当")));
        app.run_jobs().await;
    }

    /// Paper that arrived in time is keyed in after the form was closed; residents cannot do that, nor take the way.
    async fn a_closed_form_can_be_keyed_in(app) {
        let form = app.publish("short", fixtures::short_form()).await;
        let (clerk, path) = (app.clerk().await, path(form, "paper"));
        app.switch(form, false).await;
        let confirmation = confirmation(&clerk, &path, "窓口 太郎").await;
        // A state of the counter is nothing at the live form.
        let stolen = confirmation.send(&app.resident(), "/f/short", &[], "submit").await;
        assert_eq!((stolen.status, submissions(app).await), (200, 0));
        confirmation.send(&clerk, &path, &[], "submit").await.expect(303);
        let row = submission::Entity::find().one(app.app.db.read()).await.unwrap().unwrap();
        assert_eq!((row.channel, row.language.as_str()), (Channel::Paper, "ja"));
        assert!(row.entered_by.is_some());
        app.run_jobs().await;
    }

    /// A file that came with the paper is stored as residents' files are.
    async fn files_are_stored(app) {
        let mut document = fixtures::short_form();
        document["properties"]["photo"] = json!({
            "type": "array", "title": "写真", "x-kind": "file", "items": { "type": "string" }, "maxItems": 1
        });
        let form = app.publish("short", document).await;
        let (clerk, path) = (app.clerk().await, path(form, "counter"));
        let first = Page::of(&clerk.get(&path).await.expect(200));
        let mut body = Form::new().text("name", "窓口 太郎").text("_action", "next");
        for (name, value) in first.hiddens {
            body = body.text(name, value);
        }
        body = body.part("photo", Part::bytes(fixtures::picture()).file_name("申請書.png"));
        let confirmation = clerk.send(clerk.request(Method::POST, &path).multipart(body)).await.expect(200);
        let confirmation = Page::of(&confirmation);
        assert!(confirmation.text.contains("申請書.png"), "{}", confirmation.text);
        let case = case_of(&confirmation.send(&clerk, &path, &[], "submit").await.expect(303));
        let detail = clerk.get(&format!("/api/v1/staff/submissions/{case}")).await.expect(200).json();
        assert_eq!(detail["files"][0]["name"], "申請書.png");
        app.run_jobs().await;
    }

    /// Who may not is told so: by a page in a browser, by a problem elsewhere. Another department's form is not there,
    /// and neither is another form's submission; a page of another site gets nowhere.
    async fn only_clerks_within_reach_and_no_other_site(app) {
        let form = app.publish("short", fixtures::short_form()).await;
        let path = path(form, "paper");
        let foreign = app.add_department("別の課").await;
        let stranger = app.staff(Role::Clerk, &[foreign]).await;
        stranger.get(&path).await.expect_problem(404, "not-found");
        let confirmation = confirmation(&app.clerk().await, &path, "窓口 太郎").await;
        assert_eq!(confirmation.send(&stranger, &path, &[], "submit").await.status, 404);
        app.viewer().await.get(&path).await.expect_problem(403, "forbidden");
        let browser = |actor: &Actor| actor.request(Method::GET, &path).header("accept", "text/html,*/*;q=0.8");
        let viewer = app.viewer().await;
        let page = viewer.send(browser(&viewer)).await.expect(403);
        assert!(page.header("content-type").starts_with("text/html") && page.text().contains("この操作はできません"));
        let nobody = app.resident();
        let page = nobody.send(browser(&nobody)).await.expect(401).text();
        assert!(page.contains("ログインが必要です") && page.contains("入力した内容は残っています"));

        // With a cookie only: a bearer token is no browser's.
        let cross = nobody.request(Method::POST, &path).header("origin", "https://evil.example.com");
        nobody.send(cross.form(&[("name", "x")])).await.expect_problem(403, "cross-site");

        let clerk = app.clerk().await;
        let case = case_of(&confirmation.send(&clerk, &path, &[], "submit").await.expect(303));
        let other = app.publish("other", fixtures::short_form()).await;
        let misplaced = format!("/api/v1/staff/forms/{other}/counter?entered={case}");
        clerk.get(&misplaced).await.expect_problem(404, "not-found");
        assert_eq!(submissions(app).await, 1);
        app.run_jobs().await;
    }

    /// A form that was never published has no version to be keyed in.
    async fn a_draft_is_not_keyed_in(app) {
        let form = import::import(&app.app, app.organization.id, app.department, "new", fixtures::short_form()).await.unwrap();
        let page = app.clerk().await.get(&path(form, "paper")).await.expect(200).text();
        assert!(page.contains("まだ公開されていません"), "{page}");
    }
}
