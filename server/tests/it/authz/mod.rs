//! Every operation × everybody × own and foreign department, against the table.

mod table;

use std::collections::{BTreeMap, BTreeSet};

use madoguchi::db::entity::values::Role;
use madoguchi::forms::{import, store};
use madoguchi::ids::{DeliveryId, DepartmentId, FormId};
use reqwest::multipart::{Form, Part};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::harness::{Actor, PASSWORD, TestApp, fixtures};
use table::{EVERYBODY, Line, TABLE, Who, Whose};

/// A department's form with one submission, and what they are called.
struct Things {
    department: DepartmentId,
    form: FormId,
    slug: String,
    submission: String,
    file: String,
    /// One that was planned and is void: by now whoever may decide about it finds that.
    publication: String,
    /// Where its draft can be tried out.
    test_version: String,
    /// What is still to be done for its submission.
    job: String,
    /// A calendar with one place, a slot which the submission has booked, and one on a day that is closed.
    calendar: String,
    place: String,
    slot: String,
}

/// What a calendar of a department is written as, with the places it has.
fn calendar(department: DepartmentId, places: &Value) -> Value {
    let block = |weekday: i8, day: &str| {
        json!({ "weekdays": [weekday], "from": day, "until": day, "begins": "09:00",
        "ends": "10:00", "minutes": 60, "capacity": 50 })
    };
    let blocks = [block(3, "2026-04-08"), block(5, "2026-05-01")];
    json!({ "title": "相談の予約", "department_id": department, "places": places, "rules": { "blocks": blocks }, "max_persons": 2 })
}

/// A published form with a picture, and one submission to it.
async fn things(app: &TestApp, admin: &Actor, department: DepartmentId, slug: &str) -> Things {
    let mut body = calendar(department, &json!([{ "title": "中央公民館" }]));
    body["key"] = json!(slug);
    let made = admin.post("/api/v1/staff/calendars", &body).await.expect(201).json();
    let id = made["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/staff/calendars/{id}");
    admin.send(admin.request(Method::POST, &format!("{path}/apply")).header("If-Match", "\"1\"")).await.expect(200);
    let grid = admin.get(&format!("{path}/slots?from=2026-04-01&until=2026-04-30")).await.expect(200).json();
    let slot = grid["slots"][0]["id"].as_str().unwrap().to_owned();
    let mut document = document();
    document["properties"]["visit"] =
        json!({ "type": "object", "title": "予約の日時", "x-kind": "slot", "x-slots": slug });
    let form = import::import(&app.app, app.organization.id, department, slug, document).await.unwrap();
    import::publish_now(&app.app, app.organization.id, form).await.unwrap();
    let resident = app.resident();
    let token = resident.upload(slug, "photo", "写真.png", fixtures::picture()).await;
    resident.submit(slug, "first", &json!({ "name": "見本 花子", "photo": [token], "visit": slot })).await.expect(201);
    let list = admin.get(&format!("/api/v1/staff/forms/{form}/submissions")).await.expect(200).json();
    let submission = list["submissions"][0]["id"].as_str().unwrap().to_owned();
    let case = admin.get(&format!("/api/v1/staff/submissions/{submission}")).await.expect(200).json();
    let file = case["files"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/staff/forms/{form}/publish");
    let planned =
        admin.post(&path, &json!({ "revision": 1, "publish_at": "2026-04-02T00:00" })).await.expect(200).json();
    let publication = planned["publication"]["id"].as_str().unwrap().to_owned();
    admin.post(&format!("/api/v1/staff/publications/{publication}/withdraw"), &json!({})).await.expect(200);
    let frozen = admin.post(&format!("/api/v1/staff/forms/{form}/test-versions"), &json!({ "revision": 1 })).await;
    let test_version = frozen.expect(201).json()["version_id"].as_str().unwrap().to_owned();
    let jobs = app.job_rows().await;
    let of_case = jobs.iter().find(|job| job.submission_id.is_some_and(|id| id.to_string() == submission));
    let job = of_case.unwrap().id.to_string();
    let place = made["places"][0]["id"].as_str().unwrap().to_owned();
    let slug = slug.to_owned();
    Things { department, form, slug, submission, file, publication, test_version, calendar: id, place, slot, job }
}

fn document() -> Value {
    let mut document = fixtures::short_form();
    document["properties"]["photo"] = json!({
        "type": "array", "title": "写真", "x-kind": "file", "items": { "type": "string" }, "maxItems": 1
    });
    document["properties"]["notice"] = json!({ "type": "string", "title": "案内番号", "x-kind": "hidden", "x-prefill": { "from": "link" }, "maxLength": 20 });
    document
}

/// What the requests of one run need to know.
struct Run<'a> {
    app: &'a TestApp,
    things: &'a Things,
    /// A person to be changed by administrators.
    scapegoat: String,
    /// Makes names and keys that were not used yet.
    number: usize,
}

impl Run<'_> {
    fn path(&self, line: &Line) -> String {
        line.path
            .replace("{slug}", &self.things.slug)
            .replace("{form_id}", &self.things.form.to_string())
            .replace("{submission_id}", &self.things.submission)
            .replace("{delivery_id}", &DeliveryId::new(&self.app.app.random, self.app.app.clock.now()).to_string())
            .replace("{job_id}", &self.things.job)
            .replace("{file_id}", &self.things.file)
            .replace("{publication_id}", &self.things.publication)
            .replace("{department_id}", &self.things.department.to_string())
            .replace("{calendar_id}", &self.things.calendar)
            .replace("{slot_id}", &self.things.slot)
            // A day on which nobody comes.
            .replace("{day}", "2026-05-01")
            .replace("{staff_id}", &self.scapegoat)
            .replace("{template_id}", "vaccine-booking")
    }

    async fn live_version(&self) -> i64 {
        store::last_version(self.app.app.db.read(), self.app.organization.id, self.things.form).await.unwrap()
    }

    async fn revision(&self) -> i64 {
        let (db, organization) = (self.app.app.db.read(), self.app.organization.id);
        store::by_id(db, organization, self.things.form).await.unwrap().unwrap().draft_revision
    }

    fn calendar(&self) -> String {
        format!("/api/v1/staff/calendars/{}", self.things.calendar)
    }

    /// The revision of the calendar.
    async fn calendar_revision(&self) -> i64 {
        self.app.admin().await.get(&self.calendar()).await.expect(200).json()["revision"].as_i64().unwrap()
    }

    /// The body of a request about calendars and appointments.
    async fn about_appointments(&self, line: &Line, request: RequestBuilder) -> RequestBuilder {
        let (department, number) = (self.things.department, self.number);
        let body = match (line.method, line.path.rsplit('/').next().unwrap()) {
            ("post", "apply") => return request.header("If-Match", format!("\"{}\"", self.calendar_revision().await)),
            ("put", "{calendar_id}") => {
                let revision = self.calendar_revision().await;
                let places = json!([{ "id": self.things.place, "title": "中央公民館" }]);
                return request.header("If-Match", format!("\"{revision}\"")).json(&calendar(department, &places));
            }
            ("post", "calendars") => {
                let mut body = calendar(department, &json!([{ "title": "中央公民館" }]));
                body["key"] = json!(format!("key-{number}"));
                body
            }
            ("patch", "{slot_id}") => {
                let slots = format!("{}/slots?from=2026-04-01&until=2026-05-31", self.calendar());
                let slots = self.app.admin().await.get(&slots).await.expect(200).json();
                let slot = slots["slots"].as_array().unwrap().iter().find(|slot| slot["id"] == json!(self.things.slot));
                let version = slot.unwrap()["version"].as_str().unwrap();
                return request.header("If-Match", format!("\"{version}\"")).json(&json!({ "capacity": 60 }));
            }
            ("post", "printed") => json!({ "place_id": self.things.place, "count": 1 }),
            ("post", "close") if line.path.contains("{day}") => {
                let list = format!("{}?place_id={}", self.path(line).trim_end_matches("/close"), self.things.place);
                let list = self.app.admin().await.get(&list).await.expect(200).json();
                let version = list["version"].as_str().unwrap();
                let body = json!({ "place_id": self.things.place });
                return request.header("If-Match", format!("\"{version}\"")).json(&body);
            }
            ("post", "reopen") if line.path.contains("{day}") => json!({ "place_id": self.things.place }),
            ("put", "booking") => json!({ "slot_id": self.things.slot }),
            ("post", "cancel") => {
                // Whoever came before has cancelled it.
                let path = format!("/api/v1/staff/submissions/{}/booking", self.things.submission);
                let admin = self.app.admin().await;
                admin
                    .send(admin.request(Method::PUT, &path).json(&json!({ "slot_id": self.things.slot })))
                    .await
                    .expect(200);
                json!({})
            }
            _ => return request,
        };
        request.json(&body)
    }

    /// A request that succeeds when it is allowed.
    async fn request(&self, line: &Line, actor: &Actor) -> RequestBuilder {
        // The version that is live, which nobody can withdraw: so every line finds the same.
        let mut path = self.path(line).replace("{number}", &self.live_version().await.to_string());
        let number = self.number;
        if line.path.ends_with("/export") {
            path.push_str("?format=csv");
        }
        if line.path.ends_with("{form_id}/test") {
            path.push_str(&format!("?version={}", self.things.test_version));
        }
        if line.path.ends_with("/{day}") || line.path.ends_with("/list.csv") {
            path.push_str(&format!("?place_id={}", self.things.place));
        }
        if line.method == "get"
            && line.path.contains("/calendars/")
            && (line.path.ends_with("/slots") || line.path.ends_with("/free"))
        {
            path.push_str("?from=2026-04-01&until=2026-04-30");
        }
        let request = actor.request(line.method.to_uppercase().parse::<Method>().unwrap(), &path);
        if line.path.contains("/calendars") || line.path.contains("/booking") {
            return self.about_appointments(line, request).await;
        }
        let department = self.things.department;
        if line.path.ends_with("/outbox/resend") {
            return request.json(&json!({ "reason": "mail_refused" }));
        }
        let body = match (line.method, line.path.rsplit('/').next().unwrap()) {
            ("post", "submissions") => {
                return request.header("Idempotency-Key", format!("k{number}")).json(&json!({ "name": "見本 花子" }));
            }
            ("post", "test") if line.path.ends_with("webhook/test") => return request,
            ("post", "preview" | "counter" | "test") => return request.form(&[("name", "見本 花子")]),
            ("post", "files") => {
                let picture = Part::bytes(fixtures::picture()).file_name("写真.png");
                return request.multipart(Form::new().text("field", "photo").part("file", picture));
            }
            ("post", "images") => return request.body(fixtures::picture()),
            ("put", "draft") => {
                let revision = self.revision().await;
                return request.header("If-Match", format!("\"{revision}\"")).json(&document());
            }
            ("post", "session") => {
                json!({ "email": self.app.first_start.admin_email, "password": self.app.first_start.admin_password })
            }
            ("post", "forms") => json!({ "department_id": department }),
            ("post", "publish" | "test-versions") => json!({ "revision": self.revision().await }),
            ("post", "departments") => json!({ "name": format!("第{number}課") }),
            ("post", "accounts") => {
                json!({ "email": format!("new{number}@example.jp"), "name": "新しい 人", "role": "viewer", "department_ids": [department] })
            }
            (method, last) => match plain_body(method, last) {
                Some(body) => body,
                None => return request,
            },
        };
        request.json(&body)
    }
}

/// A body that is the same for everything.
fn plain_body(method: &str, last: &str) -> Option<Value> {
    Some(match (method, last) {
        ("patch", "{slot_id}") => json!({ "capacity": 60 }),
        ("post", "import") => json!({ "kind": "questions", "text": "氏名" }),
        ("patch", "{form_id}") => json!({ "notification_emails": ["kakari@example.jp"] }),
        ("post", "prose") => json!({ "text": "**見本**" }),
        ("post", "evaluate") => json!({ "document": document(), "answers": { "name": "見本 花子" } }),
        ("post", "changes") => json!({ "from": document(), "to": document() }),
        ("post", "texts") => json!({ "document": document() }),
        ("post", "mail-preview") => json!({ "mail": "receipt" }),
        ("post", "prefill-links") => json!({ "values": { "notice": "A-1" }, "expires_in_days": 30 }),
        ("post", "state") => json!({ "state": "received", "note": "確認しました" }),
        ("post", "approve") => json!({ "hash": "0" }),
        ("post", "publications") => json!({}),
        ("post", "refuse") => json!({ "reason": "連絡先が古いです。" }),
        ("patch", "organization") => json!({ "has_four_eyes": false }),
        ("post", "withdraw") => json!({ "reason": "添付書類が変わりました。" }),
        ("patch", "{department_id}") => json!({ "notification_email": "kakari@example.jp" }),
        ("patch", "{staff_id}") => json!({ "name": "改名 した人" }),
        ("put", "password") => json!({ "current_password": PASSWORD, "new_password": "another password for tests" }),
        _ => return None,
    })
}

/// The operations of the published description.
fn operations() -> BTreeSet<(String, String)> {
    let description: Value = serde_json::from_str(&madoguchi::http::openapi::document()).unwrap();
    let mut found = BTreeSet::new();
    for (path, item) in description["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys() {
            if ["get", "put", "post", "patch", "delete", "head", "options"].contains(&method.as_str()) {
                found.insert((method.clone(), path.clone()));
            }
        }
    }
    found
}

#[test]
fn the_table_and_the_description_name_the_same_operations() {
    let described = operations();
    let table: BTreeSet<_> = TABLE.iter().map(|line| (line.method.to_owned(), line.path.to_owned())).collect();
    assert_eq!(TABLE.len(), table.len(), "a line stands twice");
    let missing: Vec<_> = described.difference(&table).collect();
    assert!(missing.is_empty(), "operations that the table does not name: {missing:?}");
    let surplus: Vec<_> = table.difference(&described).collect();
    assert!(surplus.is_empty(), "lines without an operation: {surplus:?}");
}

on_both_databases! {
    /// The whole table.
    async fn everybody_may_do_exactly_what_the_table_says(app) {
        let admin = app.admin().await;
        let foreign = app.add_department("別の課").await;
        let own = things(app, &admin, app.department, "own").await;
        let foreign = things(app, &admin, foreign, "foreign").await;
        let scapegoat = app.add_account(Role::Viewer, &[app.department]).await.to_string();
        let mut actors = BTreeMap::new();
        for who in EVERYBODY {
            let actor = match who {
                Who::Anonymous => app.resident(),
                Who::Viewer => app.viewer().await,
                Who::Clerk => app.clerk().await,
                Who::Editor => app.editor().await,
                Who::Admin => app.admin().await,
            };
            actors.insert(who, actor);
        }
        let mut wrong = Vec::new();
        let mut number = 0;
        for line in TABLE {
            for (who, actor) in &actors {
                for whose in if line.foreign.is_some() { &[Whose::Own, Whose::Foreign][..] } else { &[Whose::Own] } {
                    number += 1;
                    let things = if *whose == Whose::Own { &own } else { &foreign };
                    let run = Run { app, things, scapegoat: scapegoat.clone(), number };
                    let answer = actor.send(run.request(line, actor).await).await;
                    let expected = line.expected(*who, *whose);
                    if answer.status != expected {
                        let text: String = answer.text().chars().take(200).collect();
                        wrong.push(format!(
                            "{} {} by {who:?}, {whose:?}: {} instead of {expected}: {text}",
                            line.method, line.path, answer.status
                        ));
                    }
                }
            }
        }
        // Also what was planned for the next day, and is void.
        app.app.clock.advance(24 * 60 * 60);
        app.run_jobs().await;
        assert!(wrong.is_empty(), "{} answers are wrong:\n{}", wrong.len(), wrong.join("\n"));
    }

    /// A token of a person who was disabled opens nothing, and neither does a made-up one.
    async fn tokens_of_nobody_open_nothing(app) {
        let made_up = Actor::new(&app.organization.base_url, Some("mdg_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA".to_owned()));
        made_up.get("/api/v1/staff/forms").await.expect_problem(401, "unauthenticated");
        let (admin, id) = (app.admin().await, app.add_account(Role::Admin, &[]).await);
        let token = madoguchi::staff::tokens::issue(&app.app, app.organization.id, id).await.unwrap();
        let person = Actor::new(&app.organization.base_url, Some(token));
        person.get("/api/v1/staff/forms").await.expect(200);
        let path = format!("/api/v1/staff/accounts/{id}");
        admin.send(admin.request(Method::PATCH, &path).json(&json!({ "is_disabled": true }))).await.expect(200);
        person.get("/api/v1/staff/forms").await.expect_problem(401, "unauthenticated");
    }
}
