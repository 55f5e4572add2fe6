//! What one proof carries: the act that it was given for, and after that the rest of it.

use std::fs;

use mfadir_memory::Answer;

use crate::{
    stage::{LENA, Ran, Stage},
    writes::writes,
};

const VERIFY: &str = "verify okta:ada@example.com --factor push --ticket INC1";
const RESET: &str = "reset okta:ada@example.com --lost all --ticket INC1 --yes";
const CODE: &str = "temporary-code issue okta:ada@example.com --ticket INC1";

/// Ada is verified; a second operator has to agree to these verbs.
async fn verified(verbs: &str) -> Stage {
    let stage = Stage::new(&format!("[receipt]\nvalid = \"8h\"\n[approval]\nrequired = [{verbs}]\n")).await;
    stage.ada_taps(Answer::Yes);
    done(&stage.run(VERIFY).await);
    stage
}

fn done(ran: &Ran) {
    assert!(matches!(ran.exit, 0 | 7), "{}{}", ran.output, ran.error);
}

fn refused(ran: &Ran, why: &str) {
    assert_eq!(ran.exit, 8, "{}{}", ran.output, ran.error);
    assert!(ran.error.contains(why), "{why}: {}", ran.error);
}

/// The id of the request that waits for a second operator.
fn request(ran: &Ran) -> String {
    let told = ran.error.split("mfadir approve ").nth(1).and_then(|rest| rest.split('`').next());
    told.unwrap_or_else(|| panic!("nobody was asked: {}", ran.error)).to_owned()
}

async fn approved(stage: &Stage, ran: &Ran) -> String {
    let id = request(ran);
    done(&stage.run_as(LENA, &format!("approve {id} --yes")).await);
    id
}

fn codes(stage: &Stage) -> usize {
    writes(stage.sandbox.okta()).iter().filter(|write| write.ends_with("/tac")).count()
}

#[tokio::test]
async fn an_approved_reset_gives_no_code_before_it_is_done() {
    let stage = verified("\"reset\", \"temporary-code\"").await;
    approved(&stage, &stage.run(RESET).await).await;
    let early = stage.run(CODE).await;
    refused(&early, "the approval is for a reset, which is not known to be done");
    assert_eq!(codes(&stage), 0);
    let list = stage.run_as(LENA, "request list -o json").await.output;
    let list: serde_json::Value = serde_json::from_str(&list).expect("JSON");
    let waits =
        list["requests"].as_array().expect("requests").iter().find(|one| one["request"]["id"] == request(&early));
    assert_eq!(waits.expect("it waits")["approvals"], serde_json::json!([]), "nobody looked at a code");
    done(&stage.run(RESET).await);
    done(&stage.run(CODE).await);
    assert_eq!(codes(&stage), 1);
    refused(&stage.run(CODE).await, "was used already");
}

#[tokio::test]
async fn what_a_receipt_is_for_comes_first() {
    let stage = Stage::new("").await;
    stage.ada_taps(Answer::Yes);
    let ran = stage.run(&format!("{VERIFY} --purpose reset")).await;
    done(&ran);
    assert!(ran.output.contains("for          a reset"), "{}", ran.output);
    refused(&stage.run(CODE).await, "the receipt is for a reset, which is not known to be done");
    let unlock = stage.run("factor remove okta:ada@example.com sms@okta --ticket INC1 --yes").await;
    refused(&unlock, "nobody verified that the caller is ada@example.com");
    done(&stage.run(RESET).await);
    done(&stage.run(CODE).await);
    let slip = stage.run(&format!("{VERIFY} --purpose challenge")).await;
    assert_eq!(slip.exit, 2, "{}", slip.error);
}

#[tokio::test]
async fn an_approval_takes_no_other_factor_than_was_looked_at() {
    let stage = verified("\"remove\"").await;
    let remove = |what: &str| format!("factor remove okta:ada@example.com {what} --ticket INC1 --yes");
    let asked = stage.run(&remove("sms@okta")).await;
    let id = approved(&stage, &asked).await;
    let other = stage.run(&remove("totp@google")).await;
    refused(&other, "the approval is for another factor");
    assert_ne!(request(&other), id, "who asks for something else asks anew");
    refused(&stage.run(&remove("sms@okta totp@google")).await, "the approval is for another factor");
    assert!(writes(stage.sandbox.okta()).iter().all(|write| !write.starts_with("DELETE")));
    done(&stage.run(&remove("sms@okta")).await);
}

#[tokio::test]
async fn what_was_begun_under_one_receipt_is_completed_under_it_and_nothing_else() {
    let stage = Stage::new("[receipt]\nvalid = \"8h\"\n").await;
    stage.ada_taps(Answer::Yes);
    let enroll = |what: &str| format!("factor enroll okta:ada@example.com {what} --ticket INC1 -o json");
    let mut begun = Vec::new();
    for what in ["voice --phone +15555550198", "email --email ada@example.com"] {
        done(&stage.run(VERIFY).await);
        let ran = stage.run(&enroll(what)).await;
        done(&ran);
        let document: serde_json::Value = serde_json::from_str(&ran.output).expect("JSON");
        begun.push((document["handle"].as_str().expect("a short id").to_owned(), stage.sent_code()));
    }
    let receipts = stage.folder.path().join("state/desk/okta/receipts");
    let mut kept: Vec<_> = fs::read_dir(receipts).expect("a folder").flatten().map(|file| file.path()).collect();
    kept.sort_by_key(|path| fs::metadata(path).and_then(|data| data.modified()).expect("a time"));
    fs::remove_file(kept.pop().expect("the second receipt")).expect("our own file");
    let activate = |(handle, code): &(String, String)| {
        format!("factor activate okta:ada@example.com {handle} --code {code} --ticket INC1")
    };
    refused(&stage.run(&activate(&begun[1])).await, "the receipt is for another factor");
    let resend = format!("factor resend okta:ada@example.com {} --ticket INC1", begun[1].0);
    refused(&stage.run(&resend).await, "the receipt is for another factor");
    done(&stage.run(&activate(&begun[0])).await);
}
