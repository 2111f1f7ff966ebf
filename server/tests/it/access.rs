//! Who may open a form: each way in on each route, for strangers and for those who have what is asked for; what becomes of
//! journeys when the way in changes; grace after closing; and that no secret is logged.

use madoguchi::db::entity::values::Role;
use madoguchi::db::entity::{audit_event, submission};
use madoguchi::ids::FormId;
use madoguchi::staff::sign_in::{Attempt, sign_in};
use madoguchi::staff::{sessions, store};
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};

use crate::harness::{Actor, Answer, PASSWORD, TestApp, fixtures, logs};
use crate::residents::Page;

const PATH: &str = "/f/short";
const FORM_PASSWORD: &str = "himawari-26";
/// What a stranger must not learn of a form that opens with a link or for staff.
const TITLE: &str = "試験用の手続";

fn document() -> Value {
    let mut document = fixtures::short_form();
    document["properties"]["photo"] = json!({ "type": "array", "title": "写真", "x-kind": "file", "maxItems": 2,
        "items": { "type": "string", "contentMediaType": "image/png" } });
    document
}

async fn set(app: &TestApp, form: FormId, change: Value) -> Value {
    try_set(app, form, change).await.expect(200).json()
}

async fn try_set(app: &TestApp, form: FormId, change: Value) -> Answer {
    let editor = app.editor().await;
    editor.send(editor.request(Method::PATCH, &format!("/api/v1/staff/forms/{form}")).json(&change)).await
}

/// The path and query of a form's public address.
fn address(detail: &Value) -> String {
    let url = detail["public_url"].as_str().unwrap();
    url[url.find("/f/").unwrap()..].to_owned()
}

fn key_in(address: &str) -> String {
    address.split_once("?key=").map(|(_, key)| key.to_owned()).unwrap_or_default()
}

/// The cookie of a session of a member of staff.
async fn cookie(app: &TestApp) -> String {
    let id = app.add_account(Role::Viewer, &[app.department]).await;
    let email = store::by_id(app.app.db.read(), app.organization.id, id).await.unwrap().unwrap().email;
    let attempt = Attempt { email: &email, password: PASSWORD, client: "192.0.2.9" };
    format!("madoguchi={}", sign_in(&app.app, app.organization.id, attempt).await.unwrap())
}

/// A visitor with what opens the form: a cookie, or a header for machines.
struct Visitor {
    actor: Actor,
    cookie: Option<String>,
    form_key: Option<String>,
}

impl Visitor {
    fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let mut request = self.actor.request(method, path);
        if let Some(cookie) = &self.cookie {
            request = request.header("cookie", cookie);
        }
        if let Some(key) = &self.form_key {
            request = request.header("form-key", key);
        }
        request
    }

    async fn get(&self, path: &str) -> Answer {
        self.actor.send(self.request(Method::GET, path)).await
    }

    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.actor.send(self.request(Method::POST, path).form(fields)).await
    }

    async fn upload(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let form =
            fields.iter().fold(Form::new(), |form, (name, value)| form.text((*name).to_owned(), (*value).to_owned()));
        let form = form.part("photo", Part::bytes(fixtures::picture()).file_name("a.png"));
        self.actor.send(self.request(Method::POST, path).multipart(form)).await
    }

    /// What a page sends along.
    async fn send(&self, page: &Page, path: &str, more: &[(&str, &str)], button: &str) -> Answer {
        let mut fields: Vec<(&str, &str)> =
            page.hiddens.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        fields.extend(more);
        fields.push(("_action", button));
        self.post(path, &fields).await
    }

    async fn machine(&self) -> [Answer; 3] {
        let submit = self.request(Method::POST, "/api/v1/forms/short/submissions").header("Idempotency-Key", "m");
        let file = Form::new().text("field", "photo").part("file", Part::bytes(fixtures::picture()).file_name("a.png"));
        [
            self.get("/api/v1/forms/short").await,
            self.actor.send(submit.json(&json!({ "name": "機械" }))).await,
            self.actor.send(self.request(Method::POST, "/api/v1/forms/short/files").multipart(file)).await,
        ]
    }
}

fn stranger(app: &TestApp) -> Visitor {
    Visitor { actor: app.resident(), cookie: None, form_key: None }
}

async fn written(app: &TestApp) -> u64 {
    submission::Entity::find().count(app.app.db.read()).await.unwrap()
}

async fn files(app: &TestApp) -> u64 {
    madoguchi::db::entity::stored_file::Entity::find().count(app.app.db.read()).await.unwrap()
}

/// A stranger gets nowhere on any route, stores nothing, and is told `sentence`.
async fn nobody_comes_in(app: &TestApp, sentence: &str, names_form: bool) {
    let nobody = stranger(app);
    let blank = [("_page", ""), ("_state", ""), ("name", "見本 花子"), ("_action", "next")];
    let forged = [("_page", ""), ("_state", "AAAA"), ("name", "見本 花子"), ("_action", "next")];
    let pages = [
        nobody.get(PATH).await,
        nobody.get("/f/short?key=abcdefghijkmnpqrstuvwxyz23").await,
        nobody.get("/f/short?lang=ja&key=").await,
        nobody.get("/f/short/form").await,
        nobody.get("/f/short/form?name=x").await,
        nobody.get("/f/short/paper.pdf").await,
        nobody.post(PATH, &blank).await,
        nobody.post("/f/short/form", &blank).await,
        nobody.post(PATH, &forged).await,
        nobody.post("/f/short/paper.pdf", &forged).await,
        nobody.upload(PATH, &[("_page", "page-1"), ("_action", "next")]).await,
    ];
    for (place, page) in pages.iter().enumerate() {
        let text = page.text();
        assert!(text.contains(sentence), "{place}: {text}");
        assert_eq!(text.contains(TITLE), names_form, "{place}");
        assert!(!text.contains("name=\"name\"") && !text.contains("入力を始める"), "{place}");
        assert!(page.header("cache-control").contains("no-store"), "{place}: {}", page.header("cache-control"));
        assert_eq!((page.header("x-robots-tag"), page.header("set-cookie")), ("noindex", ""), "{place}");
    }
    for answer in nobody.machine().await {
        answer.expect_problem(403, "access-denied");
    }
    let with_cookie = Visitor { cookie: Some("madoguchi=not-a-session".to_owned()), ..stranger(app) };
    assert!(with_cookie.get(PATH).await.text().contains(sentence));
    assert_eq!((written(app).await, files(app).await), (0, 0), "nothing of a stranger is kept");
}

/// From the start page, which `visitor` sees, over questions, an upload, saving and the paper form to the receipt.
async fn goes_all_the_way(app: &TestApp, visitor: &Visitor, start: Answer) {
    assert_eq!(start.status, 200, "{}", start.text());
    assert!(start.text().contains("入力を始める") && start.header("x-robots-tag") == "noindex");
    let cached = start.header("cache-control").to_owned();
    assert!(cached.starts_with("private"), "{cached}");
    let start = Page::of(&start);
    let paper = visitor.send(&start, "/f/short/paper.pdf", &[], "").await.expect(200);
    assert_eq!(paper.header("content-type"), "application/pdf");
    let english = visitor.send(&start, PATH, &[], "language:en").await.expect(200).text();
    assert!(
        english.contains("<html lang=\"en\">") && english.contains("name=\"_state\""),
        "still the start page: {english}"
    );
    let first = Page::of(&visitor.send(&start, PATH, &[], "refresh").await.expect(200));
    assert!(first.text.contains("name=\"name\""), "{}", first.text);
    let hiddens: Vec<(&str, &str)> =
        first.hiddens.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let mut posted = hiddens.clone();
    posted.extend([("name", "見本 花子"), ("_action", "save")]);
    let saved = visitor.upload(PATH, &posted).await.expect(200).text();
    let code = saved.split("<dd class=\"code\">").nth(1).and_then(|rest| rest.split('<').next());
    let code = code.unwrap_or_else(|| panic!("{saved}")).to_owned();
    assert!(!visitor.get("/f/short/resume").await.expect(200).text().is_empty());
    let resumed = Page::of(&visitor.post("/f/short/resume", &[("code", &code)]).await.expect(200));
    assert!(resumed.text.contains("見本 花子"), "{}", resumed.text);
    let confirmation = Page::of(&visitor.send(&resumed, PATH, &[("name", "見本 花子")], "next").await.expect(200));
    let before = written(app).await;
    visitor.send(&confirmation, PATH, &[], "submit").await.expect(303);
    assert_eq!((written(app).await, files(app).await > 0), (before + 1, true));
}

/// Where the code of a saved journey stands: the page says it in groups.
async fn machine_goes_all_the_way(visitor: &Visitor) {
    let [form, submission, file] = visitor.machine().await;
    assert_ne!(form.expect(200).json()["access"], "public");
    submission.expect(201);
    file.expect(201);
}

on_both_databases! {
    /// The secret link opens everything, nothing else does; a new link closes the old one; who has begun goes on.
    async fn a_secret_link(app) {
        let form = app.publish("short", document()).await;
        let detail = set(app, form, json!({ "access": "link" })).await;
        let link = address(&detail);
        assert_eq!(key_in(&link).len(), 26);
        nobody_comes_in(app, "専用のリンクから開いてください", false).await;
        let visitor = stranger(app);
        goes_all_the_way(app, &visitor, visitor.get(&link).await).await;
        assert_eq!(visitor.get(&format!("/f/short/paper.pdf?key={}", key_in(&link))).await.expect(200).header("content-type"), "application/pdf");
        machine_goes_all_the_way(&Visitor { form_key: Some(key_in(&link)), ..stranger(app) }).await;

        let begun = Page::of(&visitor.get(&link).await.expect(200));
        let editor = app.editor().await;
        let rotated = editor.post(&format!("/api/v1/staff/forms/{form}/access-link"), &json!({})).await.expect(200).json();
        assert_ne!(address(&rotated), link);
        visitor.get(&link).await.expect(403);
        visitor.get(&address(&rotated)).await.expect(200);
        assert!(visitor.send(&begun, PATH, &[], "refresh").await.expect(200).text().contains("name=\"name\""));

        // The paper form bears the link only for who has it: whoever came by the old one must not learn the new one.
        let key = key_in(&address(&rotated));
        let bearing = visitor.get(&format!("/f/short/paper.pdf?key={key}")).await.expect(200);
        let plain = visitor.send(&begun, "/f/short/paper.pdf", &[], "").await.expect(200);
        assert_ne!(plain.header("etag"), bearing.header("etag"));
        let shown = visitor.send(&begun, "/f/short/paper.pdf", &[("_key", &key)], "").await.expect(200);
        assert_eq!(shown.header("etag"), bearing.header("etag"));

        // The link survives a while of being public; no trail holds its key.
        set(app, form, json!({ "access": "public" })).await;
        let public = set(app, form, json!({ "access": "link" })).await;
        assert_eq!(address(&public), address(&rotated));
        let events = audit_event::Entity::find().all(app.app.db.read()).await.unwrap();
        assert!(events.iter().any(|event| event.action == "form.link_replaced"));
        assert!(events.iter().all(|event| !format!("{event:?}").contains(&key_in(&link))));
        set(app, form, json!({ "access": "public" })).await;
        editor.post(&format!("/api/v1/staff/forms/{form}/access-link"), &json!({})).await.expect_problem(409, "conflict");
        app.run_jobs().await;
    }

    /// The password opens everything, however it is typed; changing it turns away only those who have not begun.
    async fn a_password(app) {
        let form = app.publish("short", document()).await;
        let refused = |answer: Answer, code: &str| {
            let body = answer.expect(422).json();
            assert_eq!((&body["violations"][0]["at"], &body["violations"][0]["code"]), (&json!("/password"), &json!(code)));
        };
        refused(try_set(app, form, json!({ "access": "password" })).await, "required");
        refused(try_set(app, form, json!({ "access": "password", "password": "short" })).await, "length");
        refused(try_set(app, form, json!({ "password": FORM_PASSWORD })).await, "access");
        let detail = set(app, form, json!({ "access": "password", "password": FORM_PASSWORD })).await;
        assert_eq!((&detail["has_password"], address(&detail).as_str()), (&json!(true), PATH));
        assert!(!detail.to_string().contains("argon2"), "not even the hash leaves");
        nobody_comes_in(app, "パスワードを入力してください", true).await;

        let visitor = stranger(app);
        // A personal link stays one while the password is asked for; a key and the language do not come along twice.
        let asked = visitor.get("/f/short?from=koho&lang=en&key=x&q=%22%3E").await.expect(200).text();
        assert!(asked.contains("action=\"/f/short?lang=en&#38;from=koho&#38;q=%22%3E\""), "{asked}");
        let wrong = visitor.post(PATH, &[("_password", "himawari-27")]).await.expect(200).text();
        assert!(wrong.contains("パスワードが違います") && !wrong.contains("himawari-27"), "{wrong}");
        goes_all_the_way(app, &visitor, visitor.post(PATH, &[("_password", " ｈｉｍａｗａｒｉ-26")]).await).await;
        machine_goes_all_the_way(&Visitor { form_key: Some(FORM_PASSWORD.to_owned()), ..stranger(app) }).await;

        let begun = Page::of(&visitor.post(PATH, &[("_password", FORM_PASSWORD)]).await.expect(200));
        set(app, form, json!({ "password": "asagao-2026" })).await;
        assert!(visitor.post(PATH, &[("_password", FORM_PASSWORD)]).await.text().contains("パスワードが違います"));
        assert!(visitor.send(&begun, PATH, &[], "refresh").await.expect(200).text().contains("name=\"name\""));
        // Kept while another way in is set.
        set(app, form, json!({ "access": "public" })).await;
        set(app, form, json!({ "access": "password" })).await;
        assert!(visitor.post(PATH, &[("_password", "asagao-2026")]).await.expect(200).text().contains("入力を始める"));
        app.run_jobs().await;
    }

    /// Staff with a session open everything, nobody else does, not even with a state from before.
    async fn staff_only(app) {
        let form = app.publish("short", document()).await;
        let before = Page::of(&stranger(app).get("/f/short/form").await.expect(200));
        set(app, form, json!({ "access": "staff", "embed_origins": ["https://city.example.jp"] })).await;
        nobody_comes_in(app, "職員だけが開けるページです", false).await;
        let nobody = stranger(app);
        for answer in [
            nobody.send(&before, PATH, &[("name", "見本 花子")], "next").await,
            nobody.get("/f/short/resume").await,
            nobody.post("/f/short/resume", &[("code", "AAAA-AAAA-AAAA-AAAA")]).await,
            nobody.post("/f/short/saved-mail", &[("address", "hanako@example.jp")]).await,
        ] {
            assert!(answer.expect(403).text().contains("職員だけが開けるページです"));
        }
        let clerk = Visitor { cookie: Some(cookie(app).await), ..stranger(app) };
        let start = clerk.get(PATH).await;
        assert!(!start.header("content-security-policy").contains("city.example.jp") && start.header("cache-control").contains("no-store"));
        goes_all_the_way(app, &clerk, start).await;
        // A cookie is no way in for machines that write: other sites could use it. The staff UI reads with it.
        let [form, submission, file] = clerk.machine().await;
        form.expect(200);
        submission.expect_problem(403, "access-denied");
        file.expect_problem(403, "access-denied");
        let machine = Visitor { actor: app.viewer().await, cookie: None, form_key: None };
        machine_goes_all_the_way(&machine).await;
        // Signed out in the middle.
        let page = Page::of(&clerk.get(PATH).await.expect(200));
        let secret = clerk.cookie.as_ref().unwrap().split_once('=').unwrap().1.to_owned();
        sessions::end(&app.app, app.organization.id, &secret).await.unwrap();
        clerk.send(&page, PATH, &[], "refresh").await.expect(403);
        app.run_jobs().await;
    }

    /// Whoever was filling a public form in goes on when it gets a password, also from the first page; one who comes does not.
    async fn a_journey_survives_a_change(app) {
        let form = app.publish("short", document()).await;
        let resident = app.resident();
        let first = Page::of(&resident.get("/f/short/form").await.expect(200));
        let shared = resident.get("/f/short/form").await;
        assert_eq!((shared.header("x-robots-tag"), shared.header("cache-control")), ("", "no-cache"));
        set(app, form, json!({ "access": "password", "password": FORM_PASSWORD })).await;
        let confirmation = Page::of(&first.send(&resident, PATH, &[("name", "見本 花子")], "next").await.expect(200));
        assert!(confirmation.text.contains("入力内容の確認"), "{}", confirmation.text);
        set(app, form, json!({ "access": "link" })).await;
        confirmation.send(&resident, PATH, &[], "submit").await.expect(303);
        assert!(resident.get("/f/short/form").await.expect(403).text().contains("専用のリンク"));
        // A page that lay open for days is no beginning any more.
        app.app.clock.advance(3 * 24 * 60 * 60);
        first.send(&resident, PATH, &[("name", "見本 花子")], "next").await.expect(403);
        app.run_jobs().await;
    }

    /// The portal and its search know only what is public and listed; what is unlisted asks not to be found by others.
    async fn only_what_is_public_is_listed(app) {
        let form = app.publish("short", document()).await;
        let resident = app.resident();
        let is_listed = async || {
            let (list, found) = (resident.get("/").await.expect(200), resident.get("/?q=試験用").await.expect(200));
            (list.text().contains(PATH), found.text().contains(PATH))
        };
        assert_eq!(is_listed().await, (true, true));
        for change in [json!({ "access": "link" }), json!({ "access": "staff" }), json!({ "access": "password", "password": FORM_PASSWORD })] {
            set(app, form, change).await;
            assert_eq!(is_listed().await, (false, false));
        }
        set(app, form, json!({ "access": "public", "is_listed": false })).await;
        assert_eq!(is_listed().await, (false, false));
        assert_eq!(resident.get(PATH).await.expect(200).header("x-robots-tag"), "noindex");
        assert_eq!(resident.get("/f/short/paper.pdf").await.expect(200).header("x-robots-tag"), "noindex");
        set(app, form, json!({ "is_listed": true })).await;
        assert_eq!((is_listed().await, resident.get(PATH).await.header("x-robots-tag")), ((true, true), ""));
    }

    /// Guessing is slowed down for the form; another address that knows the password still comes in.
    async fn guesses_are_slowed_down(app) {
        let form = app.publish("short", document()).await;
        set(app, form, json!({ "access": "password", "password": FORM_PASSWORD })).await;
        let resident = app.resident();
        let from = async |client: &str, password: &str| {
            let request = resident.request(Method::POST, PATH).header("x-forwarded-for", client);
            resident.send(request.form(&[("_password", password)])).await
        };
        let mut tried = 0;
        let stopped = loop {
            // Too short to be a password: counted, and nothing is hashed.
            let answer = from("198.51.100.1", "x").await;
            if answer.status != 200 {
                break answer;
            }
            tried += 1;
            assert!(tried <= 60, "never stopped");
        };
        assert_eq!((tried, stopped.status, stopped.header("retry-after")), (60, 503, "1"));
        assert!(stopped.text().contains("1分ほど待ってから"));
        from("198.51.100.1", FORM_PASSWORD).await.expect(503);
        assert!(from("198.51.100.2", FORM_PASSWORD).await.expect(200).text().contains("入力を始める"));
        let machine = resident.request(Method::GET, "/api/v1/forms/short").header("x-forwarded-for", "198.51.100.1");
        resident.send(machine.header("form-key", "x")).await.expect_problem(429, "too-many-attempts");
        app.app.clock.advance(61);
        assert!(from("198.51.100.1", FORM_PASSWORD).await.expect(200).text().contains("入力を始める"));
    }

    /// Grace is for those who began before the end, is told before and after it, and ends to the second.
    async fn grace_after_the_end(app) {
        let form = app.publish("short", document()).await;
        let (resident, now) = (app.resident(), app.app.clock.now());
        let at = |seconds| now.plus_seconds(seconds).to_jiff().to_string();
        let none = set(app, form, json!({ "closes_at": at(60) })).await;
        assert_eq!(none["grace_seconds"], 0);
        assert!(!resident.get(PATH).await.expect(200).text().contains("締切の時に入力中の方"));
        try_set(app, form, json!({ "grace_seconds": 86_401 })).await.expect(422);
        try_set(app, form, json!({ "grace_seconds": -1 })).await.expect(422);
        set(app, form, json!({ "grace_seconds": 1800 })).await;
        let start = resident.get(PATH).await.expect(200).text();
        assert!(start.contains("締切の時に入力中の方") && start.contains("締切から30分まで"), "{start}");

        let opened = Page::of(&resident.get("/f/short/form").await.expect(200));
        let confirmation = Page::of(&opened.send(&resident, PATH, &[("name", "見本 花子")], "next").await.expect(200));
        assert!(!confirmation.text.contains("受付の期間は終わりました"));
        app.app.clock.advance(60);
        assert!(resident.get(PATH).await.expect(200).text().contains("受付は終わりました"));
        assert!(!resident.get("/f/short/form").await.expect(200).text().contains("name=\"name\""));
        resident.submit("short", "late", &json!({ "name": "機械" })).await.expect_problem(409, "form-closed");
        // Begun on the first page, which everybody gets, or beyond it: both go on, and are told until when.
        let late = Page::of(&opened.send(&resident, PATH, &[("name", "見本 太郎")], "next").await.expect(200));
        assert!(late.text.contains("受付の期間は終わりました") && late.text.contains("10時31分まで送信できます"), "{}", late.text);
        // By hand, without a mark of ours: not begun.
        let forged = [("_page", ""), ("_entered", "2026-04-01.AAAAAAAAAAAAAAAAAAAAAA"), ("name", "見本"), ("_action", "next")];
        let nobody = resident.send(resident.request(Method::POST, PATH).form(&forged)).await.expect(200).text();
        assert!(nobody.contains("受付は終わりました"), "{nobody}");
        app.app.clock.advance(1799);
        confirmation.send(&resident, PATH, &[], "submit").await.expect(303);
        app.app.clock.advance(1);
        let over = late.send(&resident, PATH, &[], "submit").await.expect(200).text();
        assert!(over.contains("入力された内容は送信されていません"), "{over}");
        assert_eq!(written(app).await, 1);
        app.run_jobs().await;
    }

    /// Neither keys nor passwords stand in any log line, whatever is tried.
    async fn secrets_are_not_logged(app) {
        logs::keep();
        let form = app.publish("short", document()).await;
        let password = format!("pw-{}", app.app.random.text(b"abcdefghjk", 12));
        let link = address(&set(app, form, json!({ "access": "link" })).await);
        let visitor = stranger(app);
        visitor.get(&link).await.expect(200);
        visitor.get(&format!("{link}x")).await.expect(403);
        Visitor { form_key: Some(key_in(&link)), ..stranger(app) }.get("/api/v1/forms/short").await.expect(200);
        set(app, form, json!({ "access": "password", "password": password })).await;
        visitor.post(PATH, &[("_password", &password)]).await.expect(200);
        visitor.post(PATH, &[("_password", &format!("{password}x"))]).await.expect(200);
        let events = audit_event::Entity::find().all(app.app.db.read()).await.unwrap();
        let logged = format!("{}{events:?}", logs::kept());
        assert!(logged.contains("/f/{slug}") && logged.contains("has_new_password"));
        for secret in [key_in(&link), password] {
            assert!(!logged.contains(&secret), "a secret is in the log");
        }
        let page = visitor.get(&link).await;
        assert_eq!(page.header("referrer-policy"), "no-referrer");
    }
}
