//! The commands: what they print, how they end, and that every error is one plain sentence on standard error.

use std::path::Path;

use serde_json::{Value, json};

use crate::harness::{Actor, Backend, Binary, Database, Output, fixtures};

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn written(binary: &Binary, name: &str, content: &str) -> String {
    let path = binary.folder().join(name);
    std::fs::write(&path, content).unwrap();
    text(&path).to_owned()
}

fn gallery(slug: &str) -> String {
    text(&fixtures::path("fixtures/forms").join(format!("{slug}.json"))).to_owned()
}

async fn on_each_database(scenario: impl Fn(&Binary)) {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let database = Database::create(backend).await;
        let binary = Binary::new(database.url());
        binary.prepare();
        scenario(&binary);
        database.remove().await;
    }
}

#[tokio::test]
async fn importing_and_publishing_prints_the_public_address() {
    on_each_database(|binary| {
        let output = binary.run(&["form", "import", &gallery("dog-registration"), "--publish"]).expect(0);
        assert!(output.stdout.trim().ends_with("/f/dog-registration"), "{output:#?}");
        let output =
            binary.run(&["form", "import", &gallery("dog-registration"), "--slug", "inu", "--publish"]).expect(0);
        assert!(output.stdout.trim().ends_with("/f/inu"), "{output:#?}");
        // Again is the next version of the same form, not another form.
        binary.run(&["form", "import", &gallery("dog-registration"), "--slug", "inu", "--publish"]).expect(0);
        let draft = binary.run(&["form", "import", &gallery("staff-survey")]).expect(0);
        assert!(draft.stdout.contains("/admin/forms/form_"), "{draft:#?}");
        let list = binary.run(&["form", "list"]).expect(0).stdout;
        let lines: Vec<Vec<&str>> = list.lines().map(|line| line.split('\t').take(2).collect()).collect();
        for expected in
            [["vaccine-booking", "open"], ["dog-registration", "open"], ["inu", "open"], ["staff-survey", "draft"]]
        {
            assert_eq!(lines.iter().filter(|line| line.as_slice() == expected).count(), 1, "{expected:?} in {list}");
        }
    })
    .await;
}

/// Where two people must agree, the command line needs a reason; closing needs none.
#[tokio::test]
async fn the_four_eyes_rule_binds_the_command_line() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let database = Database::create(backend).await;
        let binary = Binary::new(database.url());
        binary.prepare();
        let add = ["staff", "add", "--email", "admin2@example.jp", "--role", "admin"];
        binary.run_with(&add, &[], "a long enough password\n").expect(0);
        let token = binary.run(&["token", "issue", "--email", "admin2@example.jp"]).expect(0).stdout;
        let serving = binary.serve();
        let admin = Actor::new(&serving.base_url, Some(token.trim().to_owned()));
        let patch = admin.request(reqwest::Method::PATCH, "/api/v1/staff/organization");
        admin.send(patch.json(&json!({ "has_four_eyes": true }))).await.expect(200);
        serving.stop();
        let import = ["form", "import", &gallery("dog-registration"), "--publish"];
        let sentence = binary.run(&import).expect_sentence(1);
        assert!(sentence.contains("--override"), "{sentence}");
        let list = binary.run(&["form", "list"]).expect(0).stdout;
        assert!(list.contains("dog-registration\tdraft"), "{list}");
        for reason in ["", "  "] {
            binary.run(&[&import[..], &["--override", reason]].concat()).expect(2);
        }
        binary.run(&["form", "import", &gallery("dog-registration"), "--override", "災害の対応"]).expect(2);
        let output = binary.run(&[&import[..], &["--override", "災害の対応"]].concat()).expect(0);
        assert!(output.stdout.trim().ends_with("/f/dog-registration"), "{output:#?}");
        assert_eq!(binary.run(&["form", "close", "dog-registration"]).expect(0).stdout, "dog-registration is closed\n");
        assert!(binary.run(&["form", "open", "dog-registration"]).expect_sentence(1).contains("--override"));
        let open = ["form", "open", "dog-registration", "--override", "災害の対応"];
        assert_eq!(binary.run(&open).expect(0).stdout, "dog-registration is open\n");
        binary.run(&["form", "open", "no-such-form"]).expect_sentence(2);
        database.remove().await;
    }
}

#[tokio::test]
async fn an_export_is_written_whole() {
    on_each_database(|binary| {
        let target = binary.folder().join("out.csv");
        let output = binary.run(&["export", "vaccine-booking", "--format", "csv", "--out", text(&target)]).expect(0);
        assert!(output.stdout.starts_with("0 submissions"), "{output:#?}");
        assert!(std::fs::read(&target).unwrap().starts_with("\u{feff}受付番号".as_bytes()));
        let unwritable = binary.folder().join("no/such/folder/out.csv");
        let arguments = ["export", "vaccine-booking", "--format", "csv", "--out", text(&unwritable)];
        binary.run(&arguments).expect_sentence(2);
        let arguments = ["export", "no-such-form", "--format", "csv", "--out", text(&target)];
        assert!(binary.run(&arguments).expect_sentence(2).contains("no-such-form"));
    })
    .await;
}

#[tokio::test]
async fn accounts_and_tokens_are_made_from_the_command_line() {
    on_each_database(|binary| {
        let add = ["staff", "add", "--email", "Clerk@example.jp", "--role", "clerk"];
        let output = binary.run_with(&add, &[], "a long enough password\n").expect(0);
        assert!(output.stdout.starts_with("staff_"), "{output:#?}");
        assert!(binary.run_with(&add, &[], "a long enough password\n").expect_sentence(1).contains("exists already"));
        let other = ["staff", "add", "--email", "other@example.jp", "--role", "viewer"];
        assert!(binary.run_with(&other, &[], "short\n").expect_sentence(1).contains("password"));
        let unknown = ["staff", "add", "--email", "x@example.jp", "--role", "viewer", "--department", "ない課"];
        assert!(binary.run_with(&unknown, &[], "a long enough password\n").expect_sentence(2).contains("ない課"));
        let token = binary.run(&["token", "issue", "--email", "clerk@example.jp"]).expect(0).stdout;
        assert!(token.starts_with("mdg_") && token.trim().len() > 40, "{token}");
        binary.run(&["token", "issue", "--email", "nobody@example.jp"]).expect_sentence(2);
        assert_eq!(binary.run(&["migrate"]).expect(0).stdout, "the database is up to date\n");
    })
    .await;
}

/// A foreign schema becomes a form; what became of it is told on standard error.
#[tokio::test]
async fn importing_a_foreign_schema_tells_what_became_of_it() {
    on_each_database(|binary| {
        let foreign = fixtures::read(&fixtures::path("fixtures/foreign/api-component.json"));
        let file = written(binary, "component.json", &foreign["schema"].to_string());
        let output = binary.run(&["form", "import", &file, "--publish"]).expect(0);
        assert!(output.stdout.trim().ends_with("/f/component"), "{output:#?}");
        let notes: Vec<Value> = output.stderr.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        let told: Vec<String> = notes
            .iter()
            .map(|note| format!("{} {}", note["code"].as_str().unwrap(), note["at"].as_str().unwrap()))
            .collect();
        for expected in foreign["notes"].as_array().unwrap() {
            assert!(told.iter().any(|note| expected == note), "{expected} is not told: {told:?}");
        }
        // What is a form as it stands is imported as it stands.
        let plain = json!({ "title": "Survey", "type": "object",
            "properties": { "agree": { "type": "boolean", "title": "Agree" } } });
        let file = written(binary, "survey.json", &plain.to_string());
        assert_eq!(binary.run(&["form", "import", &file, "--publish"]).expect(0).stderr, "");
        let recursive = json!({ "type": "object", "required": ["next"], "properties": { "next": { "$ref": "#" } } });
        let file = written(binary, "recursive.json", &recursive.to_string());
        assert!(binary.run(&["form", "import", &file]).expect(2).stderr.contains("notRepresentable"));
    })
    .await;
}

/// A form is written as one file and taken elsewhere; what happened to it on the way is told.
#[tokio::test]
async fn a_form_is_exported_and_imported_as_one_file() {
    on_each_database(|binary| {
        binary.run(&["form", "import", &gallery("dog-registration"), "--slug", "inu", "--publish"]).expect(0);
        let target = binary.folder().join("inu.madoguchi.json");
        let output = binary.run(&["form", "export", "inu", "--out", text(&target)]).expect(0);
        assert!(output.stdout.starts_with("inu is written to"), "{output:#?}");
        let again = binary.run(&["form", "import", text(&target), "--slug", "neko", "--publish"]).expect(0);
        assert!(again.stderr.contains("unchanged since it was exported"), "{again:#?}");
        let content = std::fs::read_to_string(&target).unwrap();
        let mut file: Value = serde_json::from_str(&content).unwrap();
        file["document"]["title"] = json!("別の名前");
        let changed = written(binary, "changed.json", &file.to_string());
        let output = binary.run(&["form", "import", &changed, "--slug", "tori"]).expect(0);
        assert!(output.stderr.contains("CHANGED since it was exported"), "{output:#?}");
        file["sha256"] = json!("x");
        let damaged = written(binary, "damaged.json", &file.to_string());
        assert!(binary.run(&["form", "import", &damaged]).expect_sentence(2).contains("damaged: sha256"));
        let cut = written(binary, "cut.json", &content.chars().take(400).collect::<String>());
        assert!(binary.run(&["form", "import", &cut]).expect_sentence(2).contains("not JSON"));
        let arguments = ["form", "export", "no-such-form", "--out", text(&target)];
        assert!(binary.run(&arguments).expect_sentence(2).contains("no-such-form"));
    })
    .await;
}

#[test]
fn the_routes_of_a_form_are_accepted_answers() {
    let binary = Binary::new("");
    let form = gallery("dog-registration");
    let paths = binary.run(&["form", "paths", &form, "--today", "2026-04-01"]).expect(0).stdout;
    let paths: Value = serde_json::from_str(&paths).unwrap();
    let routes = paths["routes"].as_array().unwrap();
    assert!(routes.len() > 2 && paths["cut"] == false, "{paths:#}");
    for (index, route) in routes.iter().enumerate() {
        let answers = written(&binary, &format!("route-{index}.json"), &route["answers"].to_string());
        let check = binary.run(&["form", "check", &form, &answers, "--today", "2026-04-01"]);
        check.expect(if route["exit"].is_null() { 0 } else { 1 });
    }
    let few = binary.run(&["form", "paths", &form, "--limit", "1"]).expect(0).stdout;
    let few: Value = serde_json::from_str(&few).unwrap();
    assert!(few["routes"].as_array().unwrap().len() == 1 && few["cut"] == true, "{few:#}");
}

#[test]
fn lint_and_contract_say_whether_a_document_is_a_form() {
    let binary = Binary::new("");
    for slug in fixtures::slugs() {
        binary.run(&["form", "lint", &gallery(&slug)]).expect(0);
        let contract = binary.run(&["form", "contract", &gallery(&slug)]).expect(0).stdout;
        let contract: Value = serde_json::from_str(&contract).unwrap();
        assert!(!contract.to_string().contains("\"x-"), "{slug}");
    }
    let mut broken = fixtures::short_form();
    broken["required"] = json!(["nobody"]);
    let broken = written(&binary, "broken.json", &broken.to_string());
    let lint = binary.run(&["form", "lint", &broken]).expect(1);
    assert!(lint.stdout.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()), "{lint:#?}");
    assert!(lint.stdout.contains("\"error\""), "{lint:#?}");
    let contract = binary.run(&["form", "contract", &broken]).expect(2);
    assert!(contract.stdout.is_empty() && contract.stderr.contains("madoguchi: "), "{contract:#?}");
    assert!(std::fs::read_dir(binary.folder()).unwrap().all(|entry| entry.unwrap().file_name() != "data"));
}

#[test]
fn check_gives_every_case_of_the_fixtures_its_outcome() {
    let binary = Binary::new("");
    for slug in fixtures::slugs() {
        let (today, cases) = fixtures::cases(&slug);
        for case in cases {
            let answers = written(&binary, "answers.json", &case["answers"].to_string());
            let output = binary.run(&["form", "check", &gallery(&slug), &answers, "--today", &today]);
            let verdict: Value = serde_json::from_str(&output.stdout).unwrap_or_else(|_| panic!("{output:#?}"));
            let name = format!("{slug}: {}", case["name"]);
            if let Some(accepted) = case.get("accepted") {
                assert_eq!(verdict, json!({ "accepted": true, "answers": accepted, "violations": [] }), "{name}");
                output.expect(0);
            } else {
                assert_eq!(verdict["accepted"], false, "{name}");
                let places = |list: &Value| -> Vec<Value> {
                    list.as_array().unwrap().iter().map(|one| json!([one["at"], one["code"]])).collect()
                };
                assert_eq!(places(&verdict["violations"]), places(&case["violations"]), "{name}");
                output.expect(1);
            }
        }
    }
}

#[test]
fn unusable_files_are_named_in_one_sentence() {
    let binary = Binary::new("");
    let no_json = written(&binary, "no.json", "{ \"title\": ");
    let list = written(&binary, "list.json", "[1]");
    let answers = written(&binary, "answers.json", "{}");
    for command in ["lint", "contract", "import"] {
        assert!(binary.run(&["form", command, "missing.json"]).expect_sentence(2).contains("missing.json"));
        assert!(binary.run(&["form", command, &no_json]).expect_sentence(2).contains("no.json"));
    }
    binary.run(&["form", "check", &gallery("vaccine-booking"), "missing.json"]).expect_sentence(2);
    assert!(
        binary.run(&["form", "check", &gallery("vaccine-booking"), &list]).expect_sentence(2).contains("list.json")
    );
    let output = binary.run(&["form", "check", &list, &answers]).expect(2);
    assert!(output.stderr.lines().last().unwrap().starts_with("madoguchi: "), "{output:#?}");
    binary.run(&["no-such-command"]).expect(2);
    binary.run(&["export", "x", "--format", "docx", "--out", "x"]).expect(2);
}

#[test]
fn an_address_that_cannot_be_one_is_refused() {
    let binary = Binary::new("");
    let form = gallery("vaccine-booking");
    for slug in ["Größe", "a b", "", "../x", "窓口"] {
        binary.run(&["form", "import", &form, "--slug", slug]).expect_sentence(2);
    }
}

#[test]
fn unusable_settings_are_named_in_one_sentence() {
    let binary = Binary::new("");
    let with = |name: &str, value: &str| -> Output { binary.run_with(&["migrate"], &[(name, value)], "") };
    with("MADOGUCHI_DATABASE_URL", "postgres://nobody@127.0.0.1:1/none").expect_sentence(2);
    with("MADOGUCHI_DATABASE_URL", "sqlite:/no/such/folder/x.db").expect_sentence(2);
    assert!(with("MADOGUCHI_DATABASE_URL", "mysql://x/y").expect_sentence(2).contains("database_url"));
    assert!(with("MADOGUCHI_SMTP_URL", "not a url").expect_sentence(2).contains("smtp"));
    assert!(with("MADOGUCHI_SMTP_URL", "http://mail.example.jp").expect_sentence(2).contains("smtp"));
    assert!(with("MADOGUCHI_BASE_URL", "ftp://example.jp").expect_sentence(2).contains("base_url"));
    assert!(with("MADOGUCHI_TIME_ZONE", "Mars/Olympus").expect_sentence(2).contains("Mars/Olympus"));
    assert!(with("MADOGUCHI_LISTEN", "everywhere").expect_sentence(2).contains("LISTEN"));
    assert!(with("MADOGUCHI_NO_SUCH_KEY", "1").expect_sentence(2).contains("no_such_key"));
    std::fs::write(binary.folder().join("madoguchi.toml"), "no_such_key = 1\n").unwrap();
    assert!(binary.run(&["migrate"]).expect_sentence(2).contains("no_such_key"));
    std::fs::write(binary.folder().join("madoguchi.toml"), "listen = [").unwrap();
    binary.run(&["migrate"]).expect_sentence(2);
}

#[test]
fn commands_that_need_an_organization_say_how_to_get_one() {
    let binary = Binary::new("");
    let sentence = binary.run(&["form", "import", &gallery("vaccine-booking")]).expect_sentence(2);
    assert!(sentence.contains("madoguchi serve"), "{sentence}");
}

#[test]
fn a_second_server_on_the_same_address_says_so() {
    let binary = Binary::new("");
    let serving = binary.serve();
    let address = serving.base_url.strip_prefix("http://").unwrap().to_owned();
    let settings = [("MADOGUCHI_LISTEN", address.as_str()), ("MADOGUCHI_BASE_URL", serving.base_url.as_str())];
    let sentence = binary.run_with(&["serve"], &settings, "").expect_sentence(2);
    assert!(sentence.contains(&address), "{sentence}");
    assert!(serving.greeting.contains("/admin/"), "{}", serving.greeting);
    serving.stop();
}

#[test]
fn the_committed_description_of_the_interface_is_the_present_one() {
    let printed = Binary::new("").run(&["openapi"]).expect(0).stdout;
    let path = fixtures::path("server/openapi.json");
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        printed.trim_end() == committed.trim_end(),
        "server/openapi.json is not what the program prints: run `make openapi` and commit it"
    );
}

/// What is taken of slots is what is booked, and the command says so.
#[tokio::test]
async fn slots_are_compared_with_bookings() {
    on_each_database(|binary| {
        for arguments in [&["slots", "reconcile"][..], &["slots", "reconcile", "--repair"]] {
            let output = binary.run(arguments).expect(0);
            assert_eq!(output.stdout.trim(), "what is taken of slots is what is booked", "{output:#?}");
        }
    })
    .await;
}
