//! The one screen before acting: what may be done now, and what stands against it.

use serde_json::Value;

use crate::stage::{Ran, Stage};

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
    let told = ["\nnot now: reset (the credential), remove (the credential)", "\ncredential: no; its roles (READ_ONLY_ADMIN)"];
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
    assert_eq!((&of_verb(&document, "unlock")["may"], &of_verb(&document, "reset")["may"]), (&"yes".into(), &"no".into()));
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
