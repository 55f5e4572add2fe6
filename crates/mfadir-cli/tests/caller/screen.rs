//! The one screen before acting: what may be done now, and what stands against it.

use std::fs;

use jiff::SignedDuration;
use mfadir::DeskFolders;
use mfadir_core::SessionOptions;
use mfadir_memory::{Act, Answer};
use serde_json::Value;

use crate::{
    stage::{Ran, Stage},
    writes::writes,
};

const EXPLAIN: &str = "explain okta:ada@example.com --ticket INC1";

/// The open policy, and a tenant of the same organisation whose token may only look.
async fn with_a_reader(more: &str) -> Stage {
    let stage = Stage::under(&format!("extends = \"open\"\n{more}")).await;
    let ready = stage.sandbox.ready();
    let token = stage.secret("reader", ready.okta.read_only_token.reveal());
    stage.configure(&format!(
        "[tenant.reader]\nprovider = \"okta\"\npolicy = \"policy.toml\"\nurl = \"{}\"\n\
         auth = {{ api_token = {{ file = \"{token}\" }} }}\n",
        ready.okta.url
    ));
    stage
}

impl Stage {
    /// Takes so many lines away from the end of the tenant's audit log.
    fn cut_log(&self, lines: usize) {
        let audit = DeskFolders::of(&self.folder.path().join("state"), &"okta".into()).audit;
        let files = fs::read_dir(audit).expect("a folder").flatten().map(|file| file.path());
        let segment = files.filter(|path| path.extension().is_some_and(|end| end == "jsonl")).max().expect("a segment");
        let text = fs::read_to_string(&segment).expect("readable");
        let kept: Vec<&str> = text.split_inclusive('\n').collect();
        fs::write(segment, kept[..kept.len() - lines].concat()).expect("writable");
    }
}

fn read(ran: &Ran) -> Value {
    assert_eq!(ran.exit, 0, "{}", ran.error);
    serde_json::from_str(&ran.output).expect("JSON")
}

/// What `field` of the document tells of this verb.
fn of_verb<'a>(document: &'a Value, verb: &str) -> &'a Value {
    let told = document["may"].as_array().expect("a list").iter().find(|may| may["verb"] == verb);
    told.unwrap_or_else(|| panic!("{verb} is told nowhere: {document}"))
}

#[tokio::test]
async fn a_credential_that_may_only_look_is_no_leave_to_act() {
    let stage = with_a_reader("").await;
    let screen = stage.run("explain reader:ada@example.com").await;
    assert_eq!(screen.exit, 0, "{}", screen.error);
    let told =
        ["\nnot now: reset (the credential), remove (the credential)", "\ncredential: no; its roles (READ_ONLY_ADMIN)"];
    assert_eq!(told.iter().find(|text| !screen.output.contains(**text)), None, "{}", screen.output);
    assert!(!screen.output.contains("allowed now"), "{}", screen.output);
    let document = read(&stage.run("explain reader:ada@example.com -o json").await);
    assert_eq!(document["credential"]["is"], "no");
    for verb in ["reset", "remove", "enroll", "unlock", "challenge", "temporary-code"] {
        let told = of_verb(&document, verb);
        assert_eq!((&told["may"], &told["credential"]["is"]), (&"no".into(), &"no".into()), "{verb}: {told}");
        let exit = stage.run(&format!("can-i {verb} reader:ada@example.com")).await.exit;
        assert_eq!(exit, 4, "can-i {verb}");
    }
}

#[tokio::test]
async fn the_credential_and_the_policy_both_have_to_allow_it() {
    let stage = with_a_reader("[receipt]\nrequired = [\"reset\"]\n").await;
    let document = read(&stage.run("explain okta:ada@example.com -o json").await);
    assert_eq!(document["credential"]["is"], "yes", "{document}");
    assert_eq!(
        (&of_verb(&document, "unlock")["may"], &of_verb(&document, "reset")["may"]),
        (&"yes".into(), &"no".into())
    );
    let screen = stage.run("explain reader:ada@example.com").await.output;
    assert!(screen.contains("\nnot now: reset (the credential, receipt), remove (the credential)"), "{screen}");
}

#[tokio::test]
async fn what_the_credential_may_takes_no_seventh_request() {
    let stage = Stage::new("\n[protected]\npeople = [\"group:Board\"]\n").await;
    let asked = async |line: &str| {
        let before = stage.sandbox.okta().requests().len();
        let document = read(&stage.run(&format!("{line} -o json")).await);
        (stage.sandbox.okta().requests().len() - before, document["credential"]["is"].clone())
    };
    let (count, told) = asked(EXPLAIN).await;
    assert!(count <= 6 && told == "cannot-tell", "{count} {told}");
    let stage = Stage::new("").await;
    let before = stage.sandbox.okta().requests().len();
    let document = read(&stage.run(&format!("{EXPLAIN} -o json")).await);
    let count = stage.sandbox.okta().requests().len() - before;
    assert!(count <= 6 && document["credential"]["is"] == "yes", "{count} {}", document["credential"]);
}

/// Ivan's account is locked.
const IVAN: &str = "okta:ivan@example.com";

#[tokio::test]
async fn a_locked_account_is_told_the_way_out() {
    let stage = Stage::new("[receipt]\nattested = { manager = \"counts\" }\n").await;
    let screen = stage.run(&format!("explain {IVAN} --ticket INC1")).await.output;
    let word = "--by manager|in-person|callback|id-document --attest TEXT --ticket INC1";
    for told in [
        "could prove themselves now with nothing",
        "not push@okta: the account is locked",
        "challenge (no factor",
        word,
    ] {
        assert!(screen.contains(told), "{told}: {screen}");
    }
    let asked = stage.run(&format!("verify {IVAN} --ticket INC1")).await;
    assert!(asked.exit == 8 && asked.error.contains("have somebody vouch"), "{}", asked.error);
    let unproven = stage.run(&format!("user unlock {IVAN} --ticket INC1 --yes")).await;
    assert!(unproven.exit == 8 && unproven.error.contains(word), "{}", unproven.error);
    let vouched = stage.run(&format!("verify {IVAN} --by manager --attest Grace --ticket INC1")).await;
    assert_eq!(vouched.exit, 0, "{}", vouched.error);
    assert!(!vouched.error.contains("could be asked"), "{}", vouched.error);
    let unlocked = stage.run(&format!("user unlock {IVAN} --ticket INC1 --yes")).await;
    assert_eq!(unlocked.exit, 0, "{}", unlocked.error);
    let screen = stage.run(&format!("explain {IVAN} --ticket INC1")).await.output;
    assert!(screen.contains("could prove themselves now with push@okta"), "{screen}");
}

#[tokio::test]
async fn a_denial_comes_first_and_nobody_is_asked_again() {
    let stage = Stage::new("").await;
    stage.ada_taps(Answer::No);
    assert_eq!(stage.run("verify okta:ada@example.com --ticket INC1").await.exit, 8);
    for _ in 0..6 {
        assert_eq!(stage.run("user unlock okta:ada@example.com --ticket INC1 --yes").await.exit, 6);
    }
    let screen = stage.run(EXPLAIN).await.output;
    let first = screen.lines().next().expect("a line");
    for told in ["DENIED: ada@example.com denied a challenge", "may be attacking them", "; next: tell security"] {
        assert!(first.contains(told), "{told}: {screen}");
    }
    let told = ["now with nothing", "not push@okta: ada@example.com denied a challenge", "  challenge DENIED"];
    assert_eq!(told.iter().find(|text| !screen.contains(**text)), None, "{screen}");
    for wrong in ["allowed now", "verify the caller", "issue a temporary code"] {
        assert!(!screen.contains(wrong), "{wrong}: {screen}");
    }
    let document = read(&stage.run(&format!("{EXPLAIN} -o json")).await);
    assert!(document["denied"]["next"].is_string() && document["candidates"][0]["ready"] == false, "{document}");
    assert_eq!(of_verb(&document, "challenge")["may"], "no");
    let sent = writes(stage.sandbox.okta()).len();
    let desk = stage.run_at_terminal("desk okta:ada@example.com --ticket INC2 --lost sms", "").await;
    assert_eq!(desk.exit, 6, "{}", desk.error);
    assert!(!desk.error.contains("I send a request") && desk.error.contains("tell security"), "{}", desk.error);
    assert_eq!(writes(stage.sandbox.okta()).len(), sent);
}

#[tokio::test]
async fn whoever_was_asked_too_often_is_asked_otherwise() {
    let stage = Stage::new("[pushes]\nmost = 1\nwithin = \"15m\"\n").await;
    assert_eq!(stage.run("verify okta:ada@example.com --ticket INC1").await.exit, 8, "nobody taps");
    let document = read(&stage.run(&format!("{EXPLAIN} -o json")).await);
    let told = document["candidates"].as_array().expect("a list").iter().find(|one| one["factor"] == "push@okta");
    let push = told.expect("she has one");
    assert!(push["ready"] == false && push["why_not"].as_str().is_some_and(|why| why.contains("push-limit")), "{push}");
    assert_eq!(
        (&document["candidates"][0]["factor"], &of_verb(&document, "challenge")["may"]),
        (&"totp@okta".into(), &"yes".into())
    );
    let desk = stage.run_at_terminal("desk okta:ada@example.com --ticket INC1", "\n").await;
    assert!(!desk.error.contains("I send a request"), "{}", desk.error);
    assert!(desk.error.contains("Please read me the code"), "{}", desk.error);
}

#[tokio::test]
async fn a_log_that_was_cut_stands_in_the_way_and_is_told() {
    let stage = with_a_reader("").await;
    for _ in 0..3 {
        let code = stage.run("temporary-code issue okta:ada@example.com --ticket INC1").await;
        assert_eq!(code.exit, 0, "{}", code.error);
    }
    let whole = stage.run(EXPLAIN).await.output;
    assert!(whole.contains("allowed now") && !whole.contains("NOTHING CAN BE DONE"), "{whole}");
    stage.cut_log(4);
    let before = stage.log();
    let screen = stage.run(EXPLAIN).await.output;
    assert!(screen.starts_with("NOTHING CAN BE DONE: the audit log in "), "{screen}");
    assert!(screen.contains("is not as it was left") && screen.contains("mfadir audit verify"), "{screen}");
    assert!(!screen.contains("allowed now") && screen.contains("not now: reset (the audit log)"), "{screen}");
    let document = read(&stage.run(&format!("{EXPLAIN} -o json")).await);
    assert_eq!((&document["audit_log"]["is"], &of_verb(&document, "unlock")["may"]), (&"no".into(), &"no".into()));
    assert_eq!(stage.log(), before, "looking changes nothing");
    assert_ne!(stage.run("temporary-code issue okta:ada@example.com --ticket INC1").await.exit, 0);
}

#[tokio::test]
async fn of_more_than_is_read_the_newest_acts_are_known() {
    let stage = Stage::new("cool-down = \"1h\"\n").await;
    let tenant = stage.sandbox.okta();
    let ada = tenant.world().person_by_login("ada@example.com").expect("she is there").id.clone();
    let now = tenant.now();
    let act = |at| tenant.world().end_sessions(&ada, &SessionOptions::default(), &Act::at(at)).expect("noted");
    for _ in 0..1200 {
        act(now - SignedDuration::from_hours(5));
    }
    act(now - SignedDuration::from_mins(1));
    let document = read(&stage.run(&format!("{EXPLAIN} -o json")).await);
    assert_eq!(document["earlier"][0]["at"], "2026-01-12T08:59:00Z", "the newest is known");
    let gap = "before 2026-01-12 04:00 UTC, since the provider's log holds more of this person than was read";
    assert_eq!(document["earlier_gaps"], serde_json::json!([gap]));
    let rules = of_verb(&document, "unlock")["refusals"].as_array().expect("a list").clone();
    let text = |name: &str| rules.iter().find(|rule| rule["rule"] == name).and_then(|rule| rule["text"].as_str());
    assert!(text("cool-down").is_some_and(|text| text.contains("at 2026-01-12 08:59 UTC")), "{rules:?}");
    assert!(text("user-cap").is_some_and(|text| text.starts_with("at least ")), "{rules:?}");
}
