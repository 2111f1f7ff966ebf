//! The resident's way through HTTP on a real database: what is answered, kept, refused and found again.

use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;

use actix_web::body::MessageBody;
use actix_web::dev::ServiceResponse;
use actix_web::http::StatusCode;
use actix_web::test::{TestRequest, call_service, init_service, read_body};
use actix_web::{App as ActixApp, web};
use figment::Figment;
use figment::providers::{Format as _, Toml};
use futures_util::future::LocalBoxFuture;
use madoguchi_schema::RawAnswers;
use serde_json::{Value, json};

use super::preview::{self, Preview};
use crate::app::App;
use crate::clock::{Clock, Timestamp};
use crate::config::{Config, DEFAULTS};
use crate::forms::live::Version;
use crate::forms::{import, publish, store};
use crate::ids::{FormId, Random, VersionId};
use crate::organizations::Organization;

/// A counter of its own, on a database in a folder that goes with it.
struct Counter {
    app: web::Data<App>,
    organization: Arc<Organization>,
    form: FormId,
    folder: PathBuf,
}

impl Drop for Counter {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn document(title: &str) -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "title": title,
        "x-settings": { "category": "健康", "receipt": { "prefix": "WK" }, "nextSteps": "当日は受付番号をお持ちください。" },
        "properties": {
            "name": { "type": "string", "title": "お名前" },
            "fever": { "type": "string", "title": "発熱", "oneOf": [{ "const": "yes", "title": "ある" }, { "const": "no", "title": "ない" }] },
            "since": {
                "type": "string", "title": "いつから", "x-required-when": true,
                "x-show-when": { "properties": { "fever": { "const": "yes" } }, "required": ["fever"] }
            },
            "birthDate": { "type": "string", "format": "date", "title": "生年月日" }
        },
        "required": ["name", "fever", "birthDate"],
        "x-pages": [
            { "id": "who", "title": "お名前と体調", "blocks": [{ "field": "name" }, { "field": "fever" }, { "field": "since" }] },
            { "id": "birth", "title": "生年月日", "blocks": [{ "field": "birthDate" }] }
        ]
    })
}

async fn counter() -> Counter {
    counter_with("minimum_fill_seconds = 0").await
}

async fn counter_with(setting: &str) -> Counter {
    let random = Random::system();
    let folder = std::env::temp_dir().join(format!("madoguchi-test-{}", random.text(b"abcdefgh", 20)));
    let layer =
        format!("data_dir = {folder:?}\nbase_url = \"http://127.0.0.1:8080\"\nexample_form = false\n{setting}\n");
    let config = Config::from_figment(Figment::from(Toml::string(DEFAULTS)).merge(Toml::string(&layer))).unwrap();
    // 2026-04-01T10:00:00+09:00
    let clock = Clock::fixed(Timestamp::from_micros(1_775_005_200_000_000));
    let app = web::Data::from(App::start(config, clock, random).await.unwrap());
    crate::installation::bootstrap(&app).await.unwrap();
    let organization = app.organizations.all(&app.db).await.unwrap()[0].clone();
    let department = crate::staff::store::departments(app.db.read(), organization.id).await.unwrap()[0].id;
    let form = import::import(&app, organization.id, department, "booking", document("接種の予約")).await.unwrap();
    import::publish_now(&app, organization.id, form).await.unwrap();
    Counter { app, organization, form, folder }
}

/// Sends a request through every route and reads the answer to its end.
type Browser = Box<dyn Fn(TestRequest) -> LocalBoxFuture<'static, Answer>>;

async fn browser(counter: &Counter) -> Browser {
    let service = ActixApp::new().app_data(counter.app.clone()).configure(crate::http::routes);
    let service = Rc::new(init_service(service).await);
    Box::new(move |request| {
        let service = service.clone();
        Box::pin(async move { answer(call_service(&*service, request.to_request()).await).await })
    })
}

/// What came back.
struct Answer {
    status: StatusCode,
    headers: actix_web::http::header::HeaderMap,
    html: String,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    fn hidden(&self, name: &str) -> String {
        let after = self.html.split_once(&format!("name=\"{name}\" value=\"")).map(|(_, rest)| rest);
        after.and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
    }

    #[track_caller]
    fn shows(&self, texts: &[&str]) {
        for text in texts {
            assert!(self.html.contains(text), "{text} is missing from:\n{}", self.html);
        }
    }
}

async fn answer<B: MessageBody>(response: ServiceResponse<B>) -> Answer {
    let (status, headers) = (response.status(), response.headers().clone());
    Answer { status, headers, html: String::from_utf8_lossy(&read_body(response).await).into_owned() }
}

async fn get(browser: &Browser, path: &str) -> Answer {
    browser(TestRequest::get().uri(path)).await
}

/// Posts the page that was shown, as a browser without JavaScript does.
async fn post(browser: &Browser, page: &Answer, action: &str, typed: &[(&str, &str)]) -> Answer {
    let hidden = ["_page", "_version", "_state", "_shown"].map(|name| (name.to_owned(), page.hidden(name)));
    let typed = typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let all: Vec<_> = hidden.into_iter().chain(typed).chain([("_action".to_owned(), action.to_owned())]).collect();
    browser(TestRequest::post().uri("/f/booking").set_form(all)).await
}

const BIRTH: [(&str, &str); 3] = [("birthDate.year", "昭和５５"), ("birthDate.month", "4"), ("birthDate.day", "1")];

/// Fills in everything; the last answer is the confirmation.
async fn confirmation(browser: &Browser, name: &str) -> Answer {
    let first = get(browser, "/f/booking/form").await;
    let second = post(browser, &first, "next", &[("name", name), ("fever", "no")]).await;
    post(browser, &second, "next", &BIRTH).await
}

#[actix_web::test]
async fn a_journey_ends_with_a_receipt_that_forgets_the_answers_after_a_day() {
    let counter = counter().await;
    let browser = browser(&counter).await;
    let first = get(&browser, "/f/booking/form").await;
    first.shows(&["<title>接種の予約｜", "ステップ 1 / 3", "必須"]);
    let again = post(&browser, &first, "next", &[("name", "𠮷野 葛󠄀子"), ("fever", "yes")]).await;
    again.shows(&["項目が増えました", "id=\"q-since\"", "value=\"𠮷野 葛󠄀子\""]);
    let wrong = post(&browser, &again, "next", &[("name", ""), ("fever", "yes"), ("since", "昨日")]).await;
    wrong.shows(&[
        "<title>エラー：",
        "role=\"alert\"",
        "href=\"#q-name\"",
        "お名前を入力してください。",
        "value=\"昨日\"",
    ]);
    assert_eq!(wrong.header("cache-control"), "private, no-cache");
    let second = post(&browser, &wrong, "next", &[("name", "𠮷野 葛󠄀子"), ("fever", "no")]).await;
    second.shows(&["<h1 tabindex=\"-1\">生年月日</h1>", "ステップ 2 / 3"]);
    let checked = post(&browser, &second, "next", &BIRTH).await;
    checked.shows(&["入力内容の確認", "昭和55年4月1日（1980年4月1日）", "value=\"edit:who\""]);
    let sent = post(&browser, &checked, "submit", &[]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let receipt = get(&browser, sent.header("location")).await;
    receipt.shows(&["受付番号", "WK-", "2026年4月1日 10時00分", "𠮷野 葛󠄀子", "当日は受付番号をお持ちください。"]);
    assert_eq!(receipt.header("cache-control"), "no-store");
    let pdf_path = format!("{}/receipt.pdf", sent.header("location"));
    let pdf = get(&browser, &pdf_path).await;
    assert!(pdf.header("content-type") == "application/pdf" && pdf.html.starts_with("%PDF-"));
    assert_eq!(pdf.header("cache-control"), "no-store");
    counter.app.clock.advance(24 * 60 * 60);
    assert_eq!(get(&browser, &pdf_path).await.header("location"), sent.header("location"));
    let status = get(&browser, sent.header("location")).await;
    status.shows(&["受付の状態", "WK-"]);
    assert!(!status.html.contains("𠮷野"), "the answers are gone");
}

#[actix_web::test]
async fn sending_twice_gives_one_receipt_and_other_answers_are_told_apart() {
    let counter = counter().await;
    let browser = browser(&counter).await;
    let checked = confirmation(&browser, "窓口 花子").await;
    let [one, two] = [post(&browser, &checked, "submit", &[]).await, post(&browser, &checked, "submit", &[]).await];
    assert_eq!(one.header("location"), two.header("location"));
    let edited = post(&browser, &checked, "edit:who", &[]).await;
    let checked = post(&browser, &edited, "next", &[("name", "窓口 太郎"), ("fever", "no")]).await;
    let told = post(&browser, &checked, "submit", &[]).await;
    told.shows(&["すでに受け付けています", one.header("location"), "新しい申請として送信する"]);
    let other = post(&browser, &told, "submit", &[]).await;
    assert_eq!(other.status, StatusCode::SEE_OTHER);
    assert_ne!(other.header("location"), one.header("location"));
}

#[actix_web::test]
async fn what_is_sent_the_moment_it_was_begun_is_shown_once_more() {
    let counter = counter_with("").await;
    let browser = browser(&counter).await;
    let checked = confirmation(&browser, "窓口 花子").await;
    let held = post(&browser, &checked, "submit", &[]).await;
    assert_eq!(held.status, StatusCode::OK);
    held.shows(&["送信が早すぎたため", "窓口 花子", "この内容で送信する"]);
    counter.app.clock.advance(2);
    assert_eq!(post(&browser, &held, "submit", &[]).await.status, StatusCode::SEE_OTHER);
}

#[actix_web::test]
async fn the_input_nobody_sees_is_shown_to_whom_it_holds_back() {
    let counter = counter().await;
    let browser = browser(&counter).await;
    let first = get(&browser, "/f/booking/form").await;
    first.shows(&["class=\"trap\" aria-hidden=\"true\"", "name=\"homepage\""]);
    let typed = [("name", "窓口 花子"), ("fever", "no"), ("homepage", "http://example.com")];
    let held = post(&browser, &first, "next", &typed).await;
    held.shows(&["この欄は空のままにしてください", "value=\"http://example.com\"", "value=\"窓口 花子\""]);
    let second = post(&browser, &held, "next", &[("name", "窓口 花子"), ("fever", "no"), ("homepage", "")]).await;
    second.shows(&["<h1 tabindex=\"-1\">生年月日</h1>"]);
    let checked = post(&browser, &second, "next", &BIRTH).await;
    let held = post(&browser, &checked, "submit", &[("homepage", "x")]).await;
    held.shows(&["この欄は空のままにしてください", "入力内容の確認"]);
    assert_eq!(post(&browser, &held, "submit", &[]).await.status, StatusCode::SEE_OTHER);
}

#[actix_web::test]
async fn the_first_page_is_kept_until_the_form_changes() {
    let counter = counter().await;
    let browser = browser(&counter).await;
    let first = get(&browser, "/f/booking/form").await;
    let tag = first.header("etag").to_owned();
    let again = TestRequest::get().uri("/f/booking/form").insert_header(("if-none-match", tag.as_str()));
    assert_eq!(browser(again).await.status, StatusCode::NOT_MODIFIED);
    let head = TestRequest::with_uri("/f/booking/form").method(actix_web::http::Method::HEAD);
    assert_eq!(browser(head).await.status, StatusCode::OK);
    publish::switch(&counter.app, counter.organization.id, counter.form, false, None).await.unwrap();
    get(&browser, "/f/booking/form").await.shows(&["受け付けていません"]);
    post(&browser, &first, "next", &[("name", "a")]).await.shows(&["入力された内容は送信されていません"]);
    get(&browser, "/").await.shows(&["いま受け付けている手続はありません。"]);
    publish::switch(&counter.app, counter.organization.id, counter.form, true, None).await.unwrap();
    assert_eq!(get(&browser, "/f/booking/form").await.header("etag"), tag);
    get(&browser, "/").await.shows(&[">健康</h2>", "href=\"/f/booking\""]);
}

#[actix_web::test]
async fn a_journey_stays_in_its_version() {
    let counter = counter().await;
    let browser = browser(&counter).await;
    let checked = confirmation(&browser, "窓口 花子").await;
    let row = store::by_id(counter.app.db.read(), counter.organization.id, counter.form).await.unwrap().unwrap();
    let department = row.department_id;
    import::import(&counter.app, counter.organization.id, department, "booking", document("新しい予約")).await.unwrap();
    import::publish_now(&counter.app, counter.organization.id, counter.form).await.unwrap();
    get(&browser, "/f/booking/form").await.shows(&["<h1 tabindex=\"-1\">新しい予約</h1>"]);
    post(&browser, &checked, "edit:who", &[]).await.shows(&["接種の予約", "value=\"窓口 花子\""]);
    let sent = post(&browser, &checked, "submit", &[]).await;
    get(&browser, sent.header("location")).await.shows(&["接種の予約"]);
}

#[actix_web::test]
async fn nothing_made_up_is_believed() {
    let counter = counter().await;
    let browser = browser(&counter).await;
    let mut checked = confirmation(&browser, "窓口 花子").await;
    let version = checked.hidden("_version");
    checked.html = checked.html.replace(&version, "ver_00000000000000000000000000000000");
    assert_eq!(post(&browser, &checked, "submit", &[]).await.status, StatusCode::NOT_FOUND);
    let state = checked.hidden("_state");
    checked.html = checked.html.replace("ver_00000000000000000000000000000000", &version).replace(&state, "AAAA");
    post(&browser, &checked, "submit", &[]).await.shows(&["続きを表示できません"]);
    checked.html = checked.html.replace("value=\"AAAA\"", "value=\"\"");
    post(&browser, &checked, "submit", &[]).await.shows(&["<h1 tabindex=\"-1\">接種の予約</h1>"]);
    for path in ["/r/AAAA", "/f/nowhere", "/nowhere", "/assets/resident.css"] {
        assert_eq!(get(&browser, path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let json = TestRequest::post().uri("/f/booking").set_json(json!({ "name": "a" }));
    assert_eq!(browser(json).await.status, StatusCode::BAD_REQUEST);
}

#[actix_web::test]
async fn a_preview_shows_everything_and_sends_nothing() {
    let counter = counter().await;
    let browser = browser(&counter).await;
    let draft = Version::new(VersionId(uuid::Uuid::nil()), counter.form, 0, document("接種の予約")).unwrap();
    let preview = Preview {
        words: crate::words::Words::default(),
        app: &counter.app,
        organization: &counter.organization,
        form_id: counter.form,
        version: &draft,
        name: "draft-7",
        as_of: None,
        action_url: "/preview",
    };
    let page = preview::page(&preview, preview::Opening::Page(1), RawAnswers::default()).await;
    let body = page.into_body().try_into_bytes().unwrap();
    let second = Answer {
        status: StatusCode::OK,
        headers: actix_web::http::header::HeaderMap::new(),
        html: String::from_utf8(body.to_vec()).unwrap(),
    };
    second.shows(&["プレビュー：送信されません", "action=\"/preview\"", "id=\"q-birthDate-year\""]);
    let mut stolen = get(&browser, "/f/booking/form").await;
    stolen.html = stolen
        .html
        .replace("name=\"_state\" value=\"\"", &format!("name=\"_state\" value=\"{}\"", second.hidden("_state")));
    post(&browser, &stolen, "next", &[]).await.shows(&["続きを表示できません"]);
}

#[actix_web::test]
async fn assets_are_found_from_the_page_and_kept_for_ever() {
    let counter = counter().await;
    let browser = browser(&counter).await;
    let page = get(&browser, "/f/booking/form").await;
    for part in page.html.split('"').filter(|part| part.starts_with("/assets/")) {
        let asset = get(&browser, part).await;
        assert_eq!(asset.status, StatusCode::OK, "{part}");
        assert_eq!(asset.header("cache-control"), "public, max-age=31536000, immutable");
    }
    let compressed =
        browser(TestRequest::get().uri("/f/booking/form").insert_header(("accept-encoding", "gzip"))).await;
    assert_eq!(compressed.header("content-encoding"), "gzip");
    assert!(compressed.header("etag") == page.header("etag") && !compressed.html.contains("<html"));
}
