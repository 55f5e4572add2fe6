//! The ticket system and the mail server, when they do not answer.

use mfadir_sandbox::Rule;

use crate::{
    stage::{ANN, LENA, Stage},
    writes::writes,
};

const POLICY: &str = "[ticket]\ncheck = true\n[receipt]\nattested = { manager = \"counts\" }\n\
                      [overrides]\nticket = [\"role:lead\"]\n";
const VERIFY: &str = "verify okta:ada@example.com --by manager --attest called --ticket INC0010001";
const CODE: &str = "temporary-code issue okta:ada@example.com --ticket INC0010001";

/// A desk with tickets, mail and webhooks.
async fn desk() -> Stage {
    let stage = Stage::new(POLICY).await;
    let ready = &stage.sandbox.ready().desk;
    let tickets = &ready.servicenow;
    let password = stage.secret("servicenow", tickets.password.reveal());
    let port = ready.smtp.rsplit(':').next().expect("a port");
    stage.configure(&format!(
        "[desk.tickets]\nurl = \"{}\"\nauth = {{ username = \"{}\", password = {{ file = \"{password}\" }} }}\n\
         [desk.mail]\nhost = \"127.0.0.1\"\nport = {port}\nencryption = \"none\"\nfrom = \"desk@example.com\"\n\
         [desk.notices]\nsecurity = \"watch@example.com\"\n",
        tickets.url, tickets.username
    ));
    stage
}

/// From now on the ticket system answers so.
fn tickets(stage: &Stage, rule: Rule) {
    stage.sandbox.desk().faults().add(Rule { path: Some("/api/now/**".to_owned()), ..rule });
}

#[tokio::test]
async fn where_no_ticket_can_be_checked_nothing_is_done_and_only_leads_are_told_the_way_around() {
    for down in [Rule { status: Some(503), ..Rule::default() }, Rule { reset: true, ..Rule::default() }] {
        let stage = desk().await;
        assert_eq!(stage.run(VERIFY).await.exit, 0);
        tickets(&stage, down);
        for line in [VERIFY, CODE] {
            let ran = stage.run_as(ANN, line).await;
            assert_eq!(ran.exit, 6, "{line}: {}{}", ran.output, ran.error);
            assert!(ran.error.contains("the ticket cannot be checked: "), "{}", ran.error);
            assert!(ran.error.contains("hint: try again when the ticket system answers"), "{}", ran.error);
            assert!(!ran.error.contains("--override") && !ran.error.contains("--reason"), "{}", ran.error);
            let lifted = stage.run_as(ANN, &format!("{line} --override ticket --reason down")).await;
            assert_eq!(lifted.exit, 6, "{line}: {}", lifted.error);
            let lead = stage.run_as(LENA, line).await;
            assert!(lead.error.contains("add --override ticket --reason TEXT"), "{}", lead.error);
        }
        assert_eq!(writes(stage.sandbox.okta()), Vec::<String>::new());
        breaks_the_glass(&stage).await;
    }
}

/// The act is done, and that its note is missing is told and recorded.
async fn breaks_the_glass(stage: &Stage) {
    let ran = stage.run_as(LENA, &format!("{CODE} --override ticket --reason down")).await;
    assert_eq!(ran.exit, 7, "{}{}", ran.output, ran.error);
    assert!(
        ran.output.contains("(rule ticket, ") || ran.output.contains("(rule ticket), because: down"),
        "{}",
        ran.output
    );
    assert!(ran.error.contains("NOT told: the ticket"), "{}", ran.error);
    assert_eq!(writes(stage.sandbox.okta()).iter().filter(|write| write.ends_with("/tac")).count(), 1);
    assert!(stage.log().contains("\"not-sent\""), "{}", stage.log());
}

#[tokio::test]
async fn a_mail_server_says_in_its_own_words_why_it_did_not_take_a_message() {
    let cases = [("CONNECT", 421, "too busy now"), ("RCPT", 421, "come back later"), ("DATA", 554, "looks like spam")];
    for (command, status, words) in cases {
        let stage = desk().await;
        assert_eq!(stage.run(VERIFY).await.exit, 0);
        let says = Rule { method: Some(command.to_owned()), status: Some(status), ..Rule::default() };
        stage.sandbox.desk().faults().add(Rule { body: Some(words.into()), ..says });
        let ran = stage.run(CODE).await;
        assert_eq!(ran.exit, 7, "{}{}", ran.output, ran.error);
        let told = format!("127.0.0.1 did not take the message: {status} {words}");
        assert!(ran.error.contains(&told) && stage.log().contains(&told), "{told}: {}", ran.error);
    }
}

#[tokio::test]
async fn a_mail_that_is_refused_is_told_and_recorded_and_the_act_stands() {
    let stage = desk().await;
    assert_eq!(stage.run(VERIFY).await.exit, 0);
    let full = Rule { method: Some("RCPT".to_owned()), status: Some(550), ..Rule::default() };
    stage.sandbox.desk().faults().add(Rule { body: Some("the mailbox is full".into()), ..full });
    let ran = stage.run(CODE).await;
    assert_eq!(ran.exit, 7, "{}{}", ran.output, ran.error);
    for whom in ["NOT told: user by mail", "NOT told: security by mail", "the mailbox is full", "told the ticket by"] {
        assert!(ran.error.contains(whom), "{whom}: {}", ran.error);
    }
    assert!(writes(stage.sandbox.okta()).iter().any(|write| write.ends_with("/tac")));
    let notices = stage.log().lines().filter(|line| line.contains("\"notice\"")).map(str::to_owned).collect::<Vec<_>>();
    let unsent = notices.iter().filter(|line| line.contains("\"not-sent\"") && line.contains("the mailbox is full"));
    assert_eq!((notices.len(), unsent.count()), (3, 2), "{notices:?}");
}
