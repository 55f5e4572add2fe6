//! Who is told after an act, and what is said where somebody could not be.

use mfadir_memory::Answer;

use crate::{
    stage::{LENA, Stage},
    writes::writes,
};

const TICKET: &str = "INC0010001";

/// The sandbox's ticket system, its mail and its webhooks as the configuration names them.
fn ways(stage: &Stage, port: &str) -> String {
    let desk = &stage.sandbox.ready().desk;
    let (tickets, secret) = (&desk.servicenow, stage.secret("hook", desk.webhook_secret.reveal()));
    let password = stage.secret("servicenow", tickets.password.reveal());
    format!(
        "[desk.tickets]\nurl = \"{}\"\nauth = {{ username = \"{}\", password = {{ file = \"{password}\" }} }}\n\
         [desk.mail]\nhost = \"127.0.0.1\"\nport = {port}\nencryption = \"none\"\nfrom = \"desk@example.com\"\n\
         [desk.webhook]\nurl = \"{}\"\nsecret = {{ file = \"{secret}\" }}\naudiences = [\"security\"]\n\
         [desk.notices]\nsecurity = \"watch@example.com\"\n",
        tickets.url, tickets.username, desk.webhook
    )
}

fn mail_port(stage: &Stage) -> String {
    let smtp = &stage.sandbox.ready().desk.smtp;
    smtp.rsplit_once(':').expect("an address and a port").1.to_owned()
}

async fn verified(port: impl Fn(&Stage) -> String) -> Stage {
    let stage = Stage::new("\n[ticket]\ncheck = true\n").await;
    stage.configure(&ways(&stage, &port(&stage)));
    stage.ada_taps(Answer::Yes);
    let ran = stage.run(&format!("verify okta:ada@example.com --ticket {TICKET}")).await;
    assert_eq!(ran.exit, 0, "{}", ran.error);
    stage
}

fn reset() -> String {
    format!("reset okta:ada@example.com --lost all --ticket {TICKET} --yes")
}

#[tokio::test]
async fn the_person_the_watch_and_the_ticket_are_told() {
    let stage = verified(mail_port).await;
    let ran = stage.run(&reset()).await;
    assert_eq!(ran.exit, 0, "{}{}", ran.output, ran.error);
    for told in ["told user by mail", "told security by mail", "told security by webhook", "told the ticket by"] {
        assert!(ran.output.contains(told), "{told}: {}", ran.output);
    }
    let desk = stage.sandbox.desk();
    let (post, tickets) = (desk.post(), desk.tickets());
    assert!(post.iter().any(|post| post.to == "ada@example.com" && post.text.contains(TICKET)), "{post:?}");
    let ticket = tickets.iter().find(|ticket| ticket.number == TICKET).expect("the ticket");
    let note = &ticket.work_notes.first().expect("a note").text;
    assert!(note.contains("Reset of all factors of ada@example.com") && note.contains("\nLog: "), "{note}");
    assert_eq!(stage.log().matches("\"kind\":\"notice\"").count(), 4, "{}", stage.log());
}

#[tokio::test]
async fn a_program_reads_who_was_told_in_the_one_document() {
    let stage = verified(mail_port).await;
    let ran = stage.run(&format!("{} -o json", reset())).await;
    let read: serde_json::Value = serde_json::from_str(&ran.output).expect("one document");
    assert_eq!(read["aftermath"]["sessions"], "ended");
    let notices = read["aftermath"]["notices"].as_array().expect("notices");
    assert!(notices.iter().any(|notice| notice["audience"] == "ticket" && notice["sent"] == true), "{read}");
}

#[tokio::test]
async fn what_could_not_be_sent_is_said_and_the_act_stands() {
    let stage = verified(|_| "1".to_owned()).await;
    let ran = stage.run(&reset()).await;
    assert_eq!(ran.exit, 7, "{}", ran.error);
    assert!(ran.output.contains("NOT told: user by mail"), "{}", ran.output);
    assert!(ran.error.contains("it was done, and not all that follows was"), "{}", ran.error);
}

#[tokio::test]
async fn whoever_is_to_stay_signed_in_does() {
    let stage = verified(mail_port).await;
    let ran = stage.run(&format!("{} --keep-sessions", reset())).await;
    assert_eq!(ran.exit, 0, "{}", ran.error);
    assert!(!writes(stage.sandbox.okta()).iter().any(|write| write.ends_with("/sessions")));
}

#[tokio::test]
async fn a_ticket_of_somebody_else_is_refused() {
    let stage = verified(mail_port).await;
    let ran = stage.run("verify okta:ada@example.com --ticket INC0010002").await;
    assert_eq!(ran.exit, 6, "{}", ran.error);
    assert!(ran.error.contains("(rule ticket, "), "{}", ran.error);
}

#[tokio::test]
async fn a_denial_is_told_to_the_watch_alone() {
    let stage = Stage::new("").await;
    stage.configure(&ways(&stage, &mail_port(&stage)));
    stage.ada_taps(Answer::No);
    let ran = stage.run(&format!("verify okta:ada@example.com --ticket {TICKET}")).await;
    assert_eq!(ran.exit, 8);
    assert!(ran.error.contains("told security by webhook") && !ran.error.contains("told user"), "{}", ran.error);
}

#[tokio::test]
async fn a_denial_for_which_nobody_waited_is_told_to_the_watch_all_the_same() {
    let stage = Stage::new("").await;
    stage.configure(&ways(&stage, &mail_port(&stage)));
    assert_eq!(stage.run(&format!("verify okta:ada@example.com --ticket {TICKET} --wait 1s")).await.exit, 8);
    let (tenant, now) = (stage.sandbox.okta(), stage.sandbox.okta().now());
    tenant.world().answer_named("ada@example.com", Answer::No, now).expect("a push waits for her");
    let ran = stage.run("user unlock okta:ada@example.com --ticket INC0010002 --yes").await;
    assert_eq!(ran.exit, 6, "{}", ran.error);
    assert!(ran.error.contains("told security by webhook") && !ran.error.contains("told user"), "{}", ran.error);
    let post = stage.sandbox.desk().post();
    let watch = post.iter().find(|post| post.to == "watch@example.com").expect("a mail to the watch");
    assert!(watch.text.contains("denied a challenge of push@okta") && watch.text.contains(TICKET), "{watch:?}");
}

#[tokio::test]
async fn the_watch_is_told_which_rule_was_lifted_and_why() {
    let stage = Stage::new("\n[overrides]\nreceipt = [\"role:lead\"]\n").await;
    stage.configure(&ways(&stage, &mail_port(&stage)));
    let ran = stage.run_as(LENA, &format!("{} --override receipt --reason fire", reset())).await;
    assert_eq!(ran.exit, 0, "{}{}", ran.output, ran.error);
    let (post, tickets) = (stage.sandbox.desk().post(), stage.sandbox.desk().tickets());
    let watch = post.iter().find(|post| post.to == "watch@example.com").expect("a mail to the watch");
    assert!(watch.text.contains("Rules lifted: receipt, because: fire"), "{watch:?}");
    let note = &tickets.iter().find(|ticket| ticket.number == TICKET).expect("the ticket").work_notes[0].text;
    assert!(note.contains("Rule receipt lifted: ") && note.contains("Reason: fire"), "{note}");
}

#[tokio::test]
async fn the_note_of_a_call_is_one_text_that_leaves_nothing_out() {
    let stage = verified(|_| "1".to_owned()).await;
    // Nothing is lost; the code.
    let line = format!("desk okta:ada@example.com --ticket {TICKET} -o note");
    let ran = stage.run_at_terminal(&line, "\n1\n").await;
    assert_eq!(ran.exit, 7, "{}{}", ran.output, ran.error);
    assert_eq!(ran.output.matches("Ticket: INC0010001").count(), 1, "{}", ran.output);
    let in_order = [
        "Call of ada@example.com (Ada Lind) on okta\nTime: 2026-01-12 09:00 UTC\nOperator: ann at desk\nTicket: ",
        "\nTemporary code: issued; it is not in this note\n",
        "\nRequest: ",
        "\nsigned out everywhere\nNOT told: user by mail (a…@example.com): ",
        "\ntold security by webhook (w…@example.com)\ntold the ticket by ServiceNow (INC0010001)\n",
        "\nRests on: receipt rc-",
        "\nOpen: it was done, and not all that follows was\nNext: do what is missing by hand",
        "\nLog: ",
    ];
    let places: Vec<Option<usize>> = in_order.iter().map(|text| ran.output.find(text)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}: {}", ran.output);
    assert!(ran.error.contains("4. Tell the caller"), "it was done, so that the caller is told: {}", ran.error);
}
