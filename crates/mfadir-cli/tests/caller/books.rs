//! Before the act: what stands against it. Afterwards: whether our log, the provider's and the tickets fit.

use mfadir_core::SessionOptions;
use mfadir_memory::Answer;
use serde_json::Value;

use crate::{
    stage::{Ran, Stage},
    writes::writes,
};

const TICKET: &str = "INC0012345";

fn read(ran: &Ran) -> Value {
    serde_json::from_str(&ran.output).unwrap_or_else(|error| panic!("{error}: {}{}", ran.output, ran.error))
}

/// The words of the findings.
fn findings(document: &Value) -> Vec<&str> {
    let findings = document["findings"].as_array().expect("findings").iter();
    findings.filter_map(|finding| finding["finding"].as_str()).collect()
}

/// Ada is verified and reset, for the ticket.
async fn reset() -> Stage {
    let stage = Stage::new("").await;
    stage.ada_taps(Answer::Yes);
    for line in ["verify okta:ada@example.com", "reset okta:ada@example.com --lost all --yes"] {
        let ran = stage.run(&format!("{line} --ticket {TICKET}")).await;
        assert!(matches!(ran.exit, 0 | 7), "{line}: {}{}", ran.output, ran.error);
    }
    stage
}

/// Somebody takes a factor with the same credential, beside the tool.
async fn bobs_goes(stage: &Stage) {
    let listed = read(&stage.run("factor list okta:bob@example.com -o json").await);
    let (user, factor) = (&listed["user"]["id"], &listed["factors"][0]["id"]);
    let (user, factor) = user.as_str().zip(factor.as_str()).expect("Bob has a factor");
    let okta = &stage.sandbox.ready().okta;
    let url = format!("{}/api/v1/users/{user}/factors/{factor}", okta.url);
    let token = format!("SSWS {}", okta.token.reveal());
    let answer = reqwest::Client::new().delete(url).header("Authorization", token).send().await.expect("an answer");
    assert_eq!(answer.status(), 204);
}

#[tokio::test]
async fn what_was_done_beside_the_tool_is_found() {
    let stage = reset().await;
    let fits = stage.run("-t okta audit reconcile -o json").await;
    assert_eq!((fits.exit, &read(&fits)["fits"]), (0, &"yes".into()), "{}", fits.output);
    bobs_goes(&stage).await;
    let differs = stage.run("-t okta audit reconcile -o json").await;
    let document = read(&differs);
    assert_eq!((differs.exit, findings(&document)), (1, vec!["not-through-us"]), "{}", differs.output);
    assert_eq!(document["findings"][0]["operation"], "remove");
    assert_eq!(document["findings"][0]["user"]["login"], "bob@example.com");
    let entries = stage.log();
    assert_eq!(entries.matches("\"kind\":\"reconciliation\"").count(), 2, "{entries}");
    let kept =
        entries.lines().any(|line| line.contains("not-through-us: ") && line.contains(" remove bob@example.com "));
    assert!(kept, "the finding is kept, since the provider forgets it: {entries}");
}

#[tokio::test]
async fn acts_and_tickets_are_compared() {
    let stage = reset().await;
    let list = stage.secret("tickets.csv", &format!("number,caller\n{TICKET},bob@example.com\nINC0000009,\n"));
    let ran = stage.run(&format!("-t okta audit reconcile --dry-run -o json --tickets csv:{list}#Number,Caller")).await;
    let document = read(&ran);
    let found = findings(&document);
    assert_eq!(ran.exit, 1);
    assert!(found.contains(&"ticket-of-somebody-else") && found.contains(&"ticket-without-act"), "{found:?}");
    assert!(!stage.log().contains("reconciliation"), "a dry run writes nothing");
    let slip = stage.run(&format!("-t okta audit reconcile --tickets csv:{list}#nr")).await;
    assert_eq!(slip.exit, 2, "{}", slip.error);
}

#[tokio::test]
async fn whether_it_may_be_done_is_told_without_doing_or_noting_anything() {
    let stage = Stage::new("").await;
    let bare = stage.run("can-i reset okta:ada@example.com --lost all").await;
    assert_eq!(bare.exit, 6, "{}{}", bare.output, bare.error);
    assert!(bare.output.contains("rule ticket"), "{}", bare.output);
    let line = format!("can-i reset okta:ada@example.com --lost all --ticket {TICKET}");
    let unproven = stage.run(&line).await;
    assert_eq!(unproven.exit, 8, "{}{}", unproven.output, unproven.error);
    assert!(stage.log().is_empty() && writes(stage.sandbox.okta()).is_empty());
    stage.ada_taps(Answer::Yes);
    let verified = stage.run(&format!("verify okta:ada@example.com --ticket {TICKET}")).await;
    assert_eq!(verified.exit, 0, "{}", verified.error);
    let now = stage.run(&line).await;
    assert_eq!(now.exit, 0, "{}{}", now.output, now.error);
}

#[tokio::test]
async fn what_a_removal_would_meet_depends_on_the_factor() {
    let stage = Stage::new("\n[receipt]\nrequired = []\n").await;
    let ask = async |what: &str| {
        let ran = stage.run(&format!("can-i {what} --ticket {TICKET} -o json")).await;
        let (exit, document) = (ran.exit, read(&ran));
        let factors = document["factors"].as_array().expect("factors").iter();
        let types: Vec<String> = factors.filter_map(|one| Some(one["type"].as_str()?.to_owned())).collect();
        let rules = document["policy"]["refusals"].as_array().expect("refusals").iter();
        (exit, types, rules.filter_map(|one| Some(one["rule"].as_str()?.to_owned())).collect::<Vec<_>>())
    };
    let sms = ["sms@okta".to_owned()].to_vec();
    assert_eq!(ask("remove okta:ada@example.com sms").await, (0, sms.clone(), vec![]));
    let last = ask("remove okta:bob@example.com sms").await;
    assert_eq!(last, (6, sms, vec!["last-usable-factor".to_owned()]), "it is all that Bob has");
    let (exit, kept, rules) = ask("remove okta:ada@example.com push --keep totp@okta").await;
    assert_eq!((exit, rules), (6, vec!["keep".to_owned()]));
    assert!(kept.contains(&"totp@okta".to_owned()), "it goes along: {kept:?}");
    assert_eq!(ask("remove okta:ada@example.com --lost phone").await.0, 6, "nothing would be left");
    assert_eq!(ask("enroll okta:ada@example.com voice").await, (0, vec!["voice@okta".to_owned()], vec![]));
    assert_eq!(ask("challenge okta:ada@example.com push").await.0, 0);
    let slip = stage.run("can-i remove okta:ada@example.com pusj").await;
    assert!(slip.exit == 3 && slip.error.contains("did you mean `push`?"), "{}", slip.error);
    assert_eq!(stage.run("can-i unlock okta:ada@example.com push").await.exit, 2);
    assert!(stage.log().is_empty() && writes(stage.sandbox.okta()).is_empty());
}

#[tokio::test]
async fn one_screen_takes_six_requests_at_most() {
    let stage = reset().await;
    let before = stage.sandbox.okta().requests().len();
    let ran = stage.run(&format!("explain okta:ada@example.com --ticket {TICKET} -o json")).await;
    assert_eq!(ran.exit, 0, "{}", ran.error);
    let asked = stage.sandbox.okta().requests().len() - before;
    assert!((1..=6).contains(&asked), "{asked} requests");
    let document = read(&ran);
    let earlier = document["earlier"].as_array().expect("a list");
    assert!(earlier.iter().any(|act| act["what"] == "reset" && act["ticket"] == TICKET), "{earlier:?}");
    assert!(earlier.iter().any(|act| act["what"] == "caller verified"), "{earlier:?}");
    let demands = document["may"].as_array().expect("a list");
    assert!(demands.iter().any(|may| may["verb"] == "remove" && may["may"] == "no"), "{demands:?}");
    assert_eq!(document["protected"]["is"], "no");
}

#[tokio::test]
async fn the_screen_and_its_document_leave_nothing_out() {
    let stage = Stage::new("\n[self-service]\nlink = \"https://me.example.com\"\n").await;
    let line = "explain okta:ada@example.com --ticket INC1";
    let (screen, document) = (stage.run(line).await.output, read(&stage.run(&format!("{line} -o json")).await));
    let told = [
        "ada@example.com (Ada Lind) on okta, account active",
        "\nmanager: admin@example.com",
        "\nprotected: no",
        "\nself-service: yes, ",
        ", at https://me.example.com",
        "LAST USED",
        "\nthe caller could prove themselves now with push@okta",
        "\na reset would take 5 factors",
        "next: verify the caller: mfadir verify",
        "\nearlier: nothing in the log",
        "\nnot now: reset (receipt, smallest-act)",
        "\ncredential: yes; ",
    ];
    assert_eq!(told.iter().find(|text| !screen.contains(**text)), None, "{screen}");
    let user = &document["user"];
    assert!(user["name"] == "Ada Lind" && user["status"] == "active" && document["locked"] == false, "{document}");
    assert!(user["manager"] == "admin@example.com" && document["factors"][0]["strength"].is_string(), "{document}");
    let is = |field: &str| document[field]["is"].as_str().expect("three-valued").to_owned();
    assert_eq!(["protected", "self_service", "credential"].map(is), ["no", "yes", "yes"]);
    assert_eq!(document["self_service_link"], "https://me.example.com");
    assert!(document["reset"]["refusals"][0]["next"].is_string() && document["may"].is_array(), "{document}");
    assert!(document["candidates"][0]["ready"] == true && document["earlier"] == serde_json::json!([]), "{document}");
}

#[tokio::test]
async fn one_screen_takes_no_more_for_a_person_of_whom_much_is_told() {
    let stage = Stage::new("\n[protected]\npeople = [\"group:Board\"]\n").await;
    let tenant = stage.sandbox.okta();
    let ada = tenant.world().person_by_login("ada@example.com").expect("she is there").id.clone();
    for _ in 0..2001 {
        let act = mfadir_memory::Act::at(tenant.now());
        tenant.world().end_sessions(&ada, &SessionOptions::default(), &act).expect("noted");
    }
    let ran = stage.run(&format!("explain okta:ada@example.com --ticket {TICKET} -o json")).await;
    assert_eq!(ran.exit, 0, "{}", ran.error);
    let asked: Vec<String> = tenant.requests().into_iter().map(|seen| seen.path).collect();
    assert!(asked.len() <= 5, "a mail address in place of the login would take one more: {asked:?}");
    assert_eq!(asked.iter().filter(|path| path.contains("/logs")).count(), 1, "{asked:?}");
    let gaps = &read(&ran)["earlier_gaps"];
    let told = "before 2026-01-12 09:00 UTC, since the provider's log holds more of this person than was read";
    assert_eq!(gaps, &serde_json::json!([told]));
}

/// The same organisation, as a tenant that is set up for the older engine: there a factor stands for itself.
fn set_up_wrong(stage: &Stage) {
    let url = &stage.sandbox.ready().okta.url;
    stage.configure(&format!(
        "[tenant.wrong]\nprovider = \"okta\"\npolicy = \"open\"\nengine = \"v1\"\nurl = \"{url}\"\n\
         auth = {{ api_token = {{ env = \"TOKEN\" }} }}\n"
    ));
}

#[tokio::test]
async fn a_removal_that_took_a_family_is_found() {
    let stage = Stage::new("").await;
    set_up_wrong(&stage);
    let gone = stage.run(&format!("factor remove wrong:ada@example.com push@okta --yes --ticket {TICKET}")).await;
    assert!(gone.output.contains("push@okta"), "{}{}", gone.output, gone.error);
    let ran = stage.run("-t wrong audit reconcile -o json").await;
    let document = read(&ran);
    let found = findings(&document);
    assert!(ran.exit == 1 && !found.is_empty(), "{}", ran.output);
    assert!(found.iter().all(|finding| *finding == "more-than-asked"), "{found:?}");
}

#[tokio::test]
async fn a_removal_of_one_code_shows_one_event() {
    let stage = Stage::new("").await;
    set_up_wrong(&stage);
    let gone = stage.run(&format!("factor remove wrong:ada@example.com totp@okta --yes --ticket {TICKET}")).await;
    assert_eq!(gone.exit, 0, "{}{}", gone.output, gone.error);
    let ran = stage.run("-t wrong audit reconcile -o json").await;
    let document = read(&ran);
    assert_eq!((ran.exit, &document["counts"]["events"]), (0, &1.into()), "{}", ran.output);
}

#[tokio::test]
async fn where_the_log_names_no_requests_time_and_factor_tell() {
    let stage = Stage::new("").await;
    let onelogin = &stage.sandbox.ready().onelogin;
    let secret = stage.secret("onelogin", onelogin.client_secret.reveal());
    stage.configure(&format!(
        "[tenant.one]\nprovider = \"onelogin\"\npolicy = \"open\"\nurl = \"{}\"\n\
         auth = {{ client_id = \"{}\", client_secret = {{ file = \"{secret}\" }} }}\n",
        onelogin.url, onelogin.client_id
    ));
    let gone = stage.run(&format!("reset one:ada@example.com --yes --ticket {TICKET}")).await;
    assert_eq!(gone.exit, 0, "{}{}", gone.output, gone.error);
    let ran = stage.run("-t one audit reconcile -o json").await;
    let document = read(&ran);
    assert_eq!((ran.exit, &document["counts"]["acts"]), (0, &3.into()), "{}", ran.output);
}
