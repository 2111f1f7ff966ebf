//! The machinery rooms together, on a database of their own: files in, submission, jobs, mails, and back to the staff.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at once")]

use std::io::{Cursor, Read};
use std::path::PathBuf;
use std::sync::Arc;

use figment::Figment;
use figment::providers::{Format, Toml};
use futures_util::{FutureExt, StreamExt, TryStreamExt};
use madoguchi::app::App;
use madoguchi::clock::{Clock, Timestamp};
use madoguchi::config::{Config, DEFAULTS};
use madoguchi::forms::live::LiveForm;
use madoguchi::forms::publish;
use madoguchi::ids::{Random, SubmissionId};
use madoguchi::mail::{Mailer, Sent};
use madoguchi::spool::{SpoolError, Spooled, Writing};
use madoguchi::submissions::attach::{AttachError, Attached, Fault, attach};
use madoguchi::submissions::file_token::LIFETIME_SECONDS;
use madoguchi::submissions::open::{OpenedSubmission, open};
use madoguchi::submissions::receipt_pdf::{PdfScope, receipt_pdf};
use madoguchi::submissions::{ReceiveError, Reception, attachments, orphans, receive};
use madoguchi::{forms, installation, jobs, queue};
use madoguchi_schema::RawAnswers;
use serde_json::{Value, json};

/// Longer than any back-off.
const A_DAY: i64 = 24 * 60 * 60;

struct House {
    app: Arc<App>,
    sent: Sent,
    folder: PathBuf,
}

impl Drop for House {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// A house with one organization. `settings` come on top of the defaults; mails stay in memory unless `smtp_url` is set.
async fn house(settings: &str) -> House {
    let folder = std::env::temp_dir().join(format!("madoguchi-{}", Random::system().text(b"abcdefghij", 16)));
    let own = format!("data_dir = {folder:?}\nexample_form = false\n{settings}");
    let config =
        Config::from_figment(Figment::from(Toml::string(DEFAULTS)).merge(Toml::string(&own))).expect("configuration");
    let clock = Clock::fixed(Timestamp::from_micros(1_795_237_380_000_000));
    let mut app = App::start(config, clock, Random::system()).await.expect("start");
    let (memory, sent) = Mailer::memory(&app.config.mail_from).expect("sender");
    if app.config.smtp_url.is_empty() {
        Arc::get_mut(&mut app).expect("only owner").mailer = memory;
    }
    installation::bootstrap(&app).await.expect("first organization");
    House { app, sent, folder }
}

fn document(receipt_mail: Value) -> Value {
    json!({
        "title": "道路の通報",
        "type": "object",
        "x-settings": {
            "receipt": { "prefix": "MICHI" },
            "receiptMail": receipt_mail,
            "nextSteps": "開庁日に内容を確かめます。",
            "contact": { "name": "見本市 道路管理課", "phone": "00-0000-0000" },
        },
        "properties": {
            "name": { "type": "string", "title": "氏名", "x-sensitive": "personal" },
            "email": { "type": "string", "format": "email", "title": "メールアドレス" },
            "illness": { "type": "string", "title": "持病", "x-sensitive": "special" },
            "photos": { "type": "array", "items": { "type": "string" }, "title": "写真", "x-kind": "file",
                        "x-types": ["image/jpeg", "image/png"], "maxItems": 3, "x-max-bytes": 20000 },
        },
        "required": ["name"],
    })
}

impl House {
    async fn publish(&self, document: Value) -> Arc<LiveForm> {
        let organization = self.organization().await;
        let department = madoguchi::staff::store::departments(self.app.db.read(), organization).await.unwrap()[0].id;
        let form = forms::import::import(&self.app, organization, department, "road", document).await.unwrap();
        forms::import::publish_now(&self.app, organization, form).await.unwrap();
        let (db, vault) = (&self.app.db, &self.app.vault);
        self.app.live_forms.by_slug(db, vault, organization, "road").await.unwrap().unwrap()
    }

    async fn organization(&self) -> madoguchi::ids::OrganizationId {
        self.app.organizations.all(&self.app.db).await.unwrap()[0].id
    }

    async fn submit(&self, form: &LiveForm, answers: Value) -> SubmissionId {
        let Value::Object(raw) = answers else { panic!("an object") };
        let reception = Reception {
            is_honoured: false,
            began_at: None,
            origin: madoguchi::submissions::store::Origin::default(),
            form,
            version: &form.version,
            raw: RawAnswers(raw),
            idempotency_key: self.app.random.text(b"0123456789", 20),
            received_at: self.app.clock.now(),
        };
        let id = receive(&self.app, reception).await.unwrap().submission_id;
        // What happens later has a later time.
        self.app.clock.advance(1);
        id
    }

    async fn spooled(&self, content: Vec<u8>) -> Result<Spooled, SpoolError> {
        let mut writing = Writing::begin(Some(self.app.config.spool_dir()), u64::MAX).await?;
        writing.write(&content).await?;
        writing.finish().await
    }

    async fn attach(&self, form: &LiveForm, name: &str, content: Vec<u8>) -> Result<Attached, AttachError> {
        attach(&self.app, form, &form.version, "photos", name, self.spooled(content).await).await
    }

    async fn open(&self, id: SubmissionId) -> OpenedSubmission {
        open(&self.app, self.organization().await, id).await.unwrap().unwrap()
    }

    async fn work(&self) -> usize {
        jobs::run_until_idle(&self.app).await.unwrap()
    }

    /// Waiting and dead jobs.
    async fn left(&self) -> (u64, u64) {
        queue::store::counts(self.app.db.read()).await.unwrap()
    }

    /// The kinds of steps in a submission's timeline.
    async fn timeline(&self, id: SubmissionId) -> Vec<String> {
        use madoguchi::db::entity::submission_event as step;
        use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
        let steps = step::Entity::find()
            .filter(step::Column::SubmissionId.eq(id))
            .order_by_asc(step::Column::Id)
            .all(self.app.db.read())
            .await
            .unwrap();
        steps.iter().map(|step| serde_json::to_value(step.kind).unwrap().as_str().unwrap().to_owned()).collect()
    }

    /// The mails to this address, decoded as far as these tests need: headers as they are, bodies as text.
    fn mails_to(&self, address: &str) -> Vec<String> {
        let sent = self.sent.lock().unwrap();
        sent.iter().filter(|(to, _)| to == address).map(|(_, raw)| String::from_utf8_lossy(raw).into_owned()).collect()
    }
}

/// The first text part of a mail.
fn body(mail: &str) -> String {
    use base64::Engine;
    let part = mail.split("\r\n\r\n").skip_while(|part| !part.ends_with("base64")).nth(1).unwrap();
    let packed: String = part.split("\r\n--").next().unwrap().split_whitespace().collect();
    String::from_utf8(base64::engine::general_purpose::STANDARD.decode(packed).unwrap()).unwrap()
}

fn picture(side: u32, format: image::ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(side, side / 2).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

#[tokio::test]
async fn a_receipt_mail_tells_number_and_way_but_no_answer() {
    let house = house("").await;
    let form = house.publish(document(json!({ "text": "写真は返しません。" }))).await;
    let id =
        house.submit(&form, json!({ "name": "見本花子", "email": "hanako@example.com", "illness": "ぜんそく" })).await;
    assert!(house.app.wake.rung().now_or_never().is_some(), "the worker is called without delay");
    assert_eq!(house.work().await, 2);
    assert_eq!(house.left().await, (0, 0));
    assert_eq!(house.timeline(id).await, ["received", "mail_sent"]);

    let mails = house.mails_to("hanako@example.com");
    let [mail] = mails.as_slice() else { panic!("one mail") };
    let text = body(mail);
    let number = house.open(id).await.row.receipt_number;
    let link = format!("http://127.0.0.1:8080/r/{}", house.app.vault.status_token(id));
    for part in [
        number.as_str(),
        &link,
        "「道路の通報」",
        "令和8年11月21日（2026年11月21日） 14時03分",
        "開庁日に",
        "写真は返しません。",
        "00-0000-0000",
        "送信専用",
    ] {
        assert!(text.contains(part), "{part} is missing in {text}");
    }
    for secret in ["見本花子", "ぜんそく", "hanako"] {
        assert!(!text.contains(secret), "{secret}");
    }
    assert!(mail.contains("Auto-Submitted: auto-generated"));

    let mails = house.mails_to("admin@example.jp");
    let [notice] = mails.as_slice() else { panic!("one notice") };
    assert!(body(notice).contains(&format!("http://127.0.0.1:8080/admin/submissions/{id}")));
    assert!(!body(notice).contains("見本花子"));
}

#[tokio::test]
async fn the_pdf_goes_along_only_where_the_form_says_so() {
    let house = house("").await;
    let form = house.publish(document(json!({ "answers": "pdf" }))).await;
    let id =
        house.submit(&form, json!({ "name": "見本花子", "email": "hanako@example.com", "illness": "ぜんそく" })).await;
    house.work().await;
    let mail = house.mails_to("hanako@example.com").remove(0);
    assert!(mail.contains("Content-Type: application/pdf") && mail.contains("filename*0*=utf-8''"));
    let opened = house.open(id).await;
    let whole = receipt_pdf(&house.app, &opened, PdfScope::Applicant, opened.words()).await.unwrap();
    assert!(whole.starts_with(b"%PDF-"));
}

#[tokio::test]
async fn without_an_address_nobody_gets_a_receipt() {
    let house = house("").await;
    let form = house.publish(document(json!({}))).await;
    let id = house.submit(&form, json!({ "name": "見本花子" })).await;
    assert_eq!(house.work().await, 1);
    assert_eq!(house.timeline(id).await, ["received"]);
    assert_eq!(house.sent.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn a_form_that_notifies_several_sends_each_one_mail() {
    let house = house("").await;
    let form = house.publish(document(json!({}))).await;
    let emails = json!(["Admin@example.jp", "road@example.jp", "road@example.jp"]).to_string();
    let form_id = form.form_id;
    house
        .app
        .db
        .write::<_, sea_orm::DbErr, _>(move |transaction| {
            Box::pin(async move {
                use madoguchi::db::entity::form;
                use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
                form::Entity::update_many()
                    .col_expr(form::Column::NotificationEmails, Expr::value(emails))
                    .filter(form::Column::Id.eq(form_id))
                    .exec(transaction)
                    .await
            })
        })
        .await
        .unwrap();
    house.submit(&form, json!({ "name": "見本花子" })).await;
    house.work().await;
    assert_eq!(house.left().await, (0, 0));
    let mut to: Vec<String> = house.sent.lock().unwrap().iter().map(|(to, _)| to.to_lowercase()).collect();
    to.sort();
    assert_eq!(to, ["admin@example.jp", "road@example.jp"]);
}

#[tokio::test]
async fn a_mail_server_that_is_away_is_asked_again_and_given_up_in_the_end() {
    // Nothing listens on a port that was just free.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let house = house(&format!("smtp_url = \"smtp://127.0.0.1:{port}?tls=none\"")).await;
    let form = house.publish(document(json!({}))).await;
    let id = house.submit(&form, json!({ "name": "見本花子", "email": "hanako@example.com" })).await;
    assert_eq!(house.work().await, 2);
    assert_eq!(house.left().await, (2, 0));
    assert_eq!(house.work().await, 0, "not before its time");
    for _ in 1..20 {
        house.app.clock.advance(A_DAY);
        assert_eq!(house.work().await, 2);
    }
    assert_eq!(house.left().await, (0, 2));
    assert_eq!(house.timeline(id).await, ["received", "mail_failed"]);
    let errors = last_errors(&house).await;
    assert_eq!(errors.len(), 2);
    assert!(errors.iter().all(|error| error.contains("cannot be reached") && !error.contains('@')), "{errors:?}");
}

async fn last_errors(house: &House) -> Vec<String> {
    use madoguchi::db::entity::job;
    use sea_orm::EntityTrait;
    let jobs = job::Entity::find().all(house.app.db.read()).await.unwrap();
    jobs.into_iter().filter_map(|job| job.last_error).collect()
}

#[tokio::test]
async fn files_come_back_as_they_were_sent() {
    let house = house("").await;
    let form = house.publish(document(json!({}))).await;
    let (jpeg, png) = (picture(600, image::ImageFormat::Jpeg), picture(600, image::ImageFormat::Png));
    let first = house.attach(&form, "C:\\写真.jpg", jpeg.clone()).await.unwrap();
    let second = house.attach(&form, "写真.jpg", png.clone()).await.unwrap();
    assert_eq!((first.file.name.as_str(), second.file.name.as_str()), ("写真.jpg", "写真.jpg.png"));
    let third = house.attach(&form, "写真.jpg", jpeg.clone()).await.unwrap();
    let tokens = json!([third.token, first.token, second.token]);
    let id = house.submit(&form, json!({ "name": "見本花子", "photos": tokens })).await;

    let opened = house.open(id).await;
    let order: Vec<_> = opened.files.iter().map(|file| file.id).collect();
    assert_eq!(order, [third.file.file, first.file.file, second.file.file]);
    let original = attachments::original(&house.app, &opened, first.file.file).await.unwrap().unwrap();
    assert_eq!(original.content, jpeg);
    let small = attachments::thumbnail(&house.app, &opened, second.file.file).await.unwrap().unwrap();
    let small = image::load_from_memory_with_format(&small, image::ImageFormat::Jpeg).unwrap();
    assert_eq!((small.width(), small.height()), (480, 240));
    let foreign = madoguchi::ids::FileId::new(&house.app.random, house.app.clock.now());
    assert!(attachments::original(&house.app, &opened, foreign).await.unwrap().is_none());

    let number = opened.row.receipt_number.clone();
    let bytes: Vec<u8> = attachments::archive(house.app.clone(), opened)
        .try_fold(Vec::new(), async |mut all, piece| {
            all.extend_from_slice(&piece);
            Ok(all)
        })
        .await
        .unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    assert_eq!(names, ["写真.jpg", "写真 (2).jpg", "写真.jpg.png"].map(|name| format!("{number}/{name}")));
    let mut content = Vec::new();
    archive.by_index(2).unwrap().read_to_end(&mut content).unwrap();
    assert_eq!(content, png);
}

#[tokio::test]
async fn a_file_that_is_gone_breaks_the_archive_instead_of_shortening_it() {
    let house = house("").await;
    let form = house.publish(document(json!({}))).await;
    let file = house.attach(&form, "a.png", picture(10, image::ImageFormat::Png)).await.unwrap();
    let id = house.submit(&form, json!({ "name": "見本花子", "photos": [file.token] })).await;
    house.app.files.delete(form.organization_id, file.file.file).await.unwrap();
    let opened = house.open(id).await;
    let pieces: Vec<_> = attachments::archive(house.app.clone(), opened).collect().await;
    assert!(pieces.last().unwrap().is_err());
}

#[tokio::test]
async fn what_is_not_a_picture_is_refused_and_nothing_is_kept() {
    let house = house("").await;
    let form = house.publish(document(json!({}))).await;
    let refused = async |name: &str, content: &[u8]| house.attach(&form, name, content.to_vec()).await.unwrap_err();
    assert!(matches!(refused("a.jpg", b"").await, AttachError::Content(Fault::Empty)));
    assert!(matches!(refused("a.jpg", b"MZ\x90\0").await, AttachError::WrongType { .. }));
    assert!(matches!(refused("a.pdf", b"%PDF-1.7\nstartxref\n0\n%%EOF").await, AttachError::WrongType { .. }));
    assert!(matches!(refused("a.jpg", b"\xff\xd8\xff\xe0").await, AttachError::Content(Fault::Damaged)));
    assert!(matches!(refused("a.jpg", &[0xff; 20_001]).await, AttachError::TooLarge { limit: 20_000 }));
    let other = attach(
        &house.app,
        &form,
        &form.version,
        "name",
        "a.png",
        house.spooled(picture(8, image::ImageFormat::Png)).await,
    )
    .await;
    assert!(matches!(other, Err(AttachError::NotAFileField)));
    assert_eq!(std::fs::read_dir(house.folder.join("files")).unwrap().count(), 0);
}

#[tokio::test]
async fn files_lie_sealed() {
    let house = house("").await;
    let form = house.publish(document(json!({}))).await;
    house.attach(&form, "秘密の写真.png", picture(64, image::ImageFormat::Png)).await.unwrap();
    let organization = std::fs::read_dir(house.folder.join("files")).unwrap().next().unwrap().unwrap().path();
    let object = std::fs::read_dir(organization).unwrap().next().unwrap().unwrap().path();
    let bytes = std::fs::read(object).unwrap();
    assert!(!bytes.windows(4).any(|window| window == b"IHDR"));
    for name in ["madoguchi.db", "madoguchi.db-wal"] {
        let bytes = std::fs::read(house.folder.join(name)).unwrap_or_default();
        assert!(!bytes.windows(12).any(|window| window == "秘密の写".as_bytes()));
    }
}

#[tokio::test]
async fn files_nobody_claimed_go_when_their_token_does() {
    let house = house("").await;
    let form = house.publish(document(json!({}))).await;
    let jpeg = picture(64, image::ImageFormat::Jpeg);
    let orphan = house.attach(&form, "a.jpg", jpeg.clone()).await.unwrap();
    let claimed = house.attach(&form, "b.jpg", jpeg).await.unwrap();
    house.submit(&form, json!({ "name": "見本花子", "photos": [claimed.token] })).await;
    assert_eq!(orphans::sweep(&house.app).await.unwrap(), 0, "its token is still good");
    house.app.clock.advance(LIFETIME_SECONDS + 2 * 60 * 60);
    assert_eq!(orphans::sweep(&house.app).await.unwrap(), 1);
    let organization = house.organization().await;
    assert!(house.app.files.get(organization, orphan.file.file).await.is_err());
    assert!(house.app.files.get(organization, claimed.file.file).await.is_ok());
    house.work().await;
}

fn keyed<'a>(house: &House, form: &'a LiveForm, answers: Value) -> Reception<'a> {
    Reception {
        is_honoured: false,
        began_at: None,
        origin: madoguchi::submissions::store::Origin::default(),
        form,
        version: &form.version,
        raw: RawAnswers(answers.as_object().unwrap().clone()),
        idempotency_key: "api:1".to_owned(),
        received_at: house.app.clock.now(),
    }
}

#[tokio::test]
async fn a_closed_form_gives_a_receipt_to_the_same_answers_only() {
    let house = house("").await;
    let form = house.publish(document(json!({}))).await;
    let answers = json!({ "name": "見本花子" });
    let first = receive(&house.app, keyed(&house, &form, answers.clone())).await.unwrap();
    publish::switch(&house.app, form.organization_id, form.form_id, false, None).await.unwrap();
    let (db, vault) = (&house.app.db, &house.app.vault);
    let closed = house.app.live_forms.by_slug(db, vault, form.organization_id, &form.slug).await.unwrap().unwrap();
    for other in [json!({}), json!({ "name": "架空次郎" })] {
        assert!(matches!(receive(&house.app, keyed(&house, &closed, other)).await, Err(ReceiveError::NotTaken(_))));
    }
    let again = receive(&house.app, keyed(&house, &closed, answers)).await.unwrap();
    assert_eq!((again.number, again.is_repeated), (first.number, true));
    // What could not be taken while the form was open is taken now.
    let mut late = keyed(&house, &closed, json!({ "name": "架空次郎" }));
    late.idempotency_key = "api:2".to_owned();
    late.is_honoured = true;
    assert!(receive(&house.app, late).await.is_ok());
    house.work().await;
}
