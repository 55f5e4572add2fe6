//! Every write verb and every challenge asks for what the strict policy asks for, whichever command it is part of.

use mfadir_memory::Answer;
use mfadir_policy::Verb;

use crate::{stage::Stage, writes::writes};

/// The commands of a verb, and what has to be there for them to write. A verb without an entry does not compile.
struct Commands {
    before: &'static [&'static str],
    lines: &'static [&'static str],
}

const ENROLL: &str = "factor enroll okta:carol@example.com sms --phone +15555550123";
const ISSUE: &str = "temporary-code issue okta:ada@example.com";

fn commands(verb: Verb) -> Commands {
    let (before, lines): (&[&str], &[&str]) = match verb {
        Verb::Reset => (&[], &["reset okta:ada@example.com --lost all --yes"]),
        Verb::Remove => (
            &[],
            &[
                "factor remove okta:ada@example.com sms --yes",
                "factor remove okta:oscar@example.com --lost phone --yes",
            ],
        ),
        Verb::Enroll => (&[], &[ENROLL, "factor enroll okta:dan@example.com totp@google"]),
        Verb::Activate => (
            &[ENROLL],
            &["factor activate okta:carol@example.com --code 000000", "factor resend okta:carol@example.com"],
        ),
        Verb::TemporaryCode => (&[], &[ISSUE]),
        Verb::RevokeCode => (&[ISSUE], &["temporary-code revoke okta:ada@example.com"]),
        Verb::Unlock => (&[], &["user unlock okta:ivan@example.com --yes"]),
        Verb::EndSessions => (&[], &["factor remove okta:ada@example.com sms --end-sessions --yes"]),
        Verb::Challenge => (
            &[],
            &[
                "factor challenge okta:ada@example.com push",
                "factor verify okta:ada@example.com totp@google --code 000000",
                "verify okta:ada@example.com --factor totp@google --code 000000",
            ],
        ),
    };
    Commands { before, lines }
}

/// Under the open policy the command writes: what follows would see it.
async fn writes_where_nobody_minds(Commands { before, lines }: &Commands) {
    for line in *lines {
        let stage = Stage::under("extends = \"open\"\n").await;
        for line in *before {
            let ran = stage.run(line).await;
            assert_eq!(ran.exit, 0, "{line}: {}", ran.error);
        }
        let sent = writes(stage.sandbox.okta()).len();
        let ran = stage.run(line).await;
        assert!(writes(stage.sandbox.okta()).len() > sent, "{line}: {}{}", ran.output, ran.error);
    }
}

/// It is refused by these rules, and nothing is sent.
async fn refused(stage: &Stage, line: &str, exit: u8, rules: &[&str]) {
    let ran = stage.run(line).await;
    assert_eq!(ran.exit, exit, "{line}: {}{}", ran.output, ran.error);
    for rule in rules {
        assert!(ran.error.contains(&format!("(rule {rule}")), "{line}: {}", ran.error);
    }
    assert_eq!(writes(stage.sandbox.okta()), Vec::<String>::new(), "{line}");
}

#[tokio::test]
async fn no_verb_does_anything_without_ticket_and_receipt() {
    let stage = Stage::new("").await;
    for verb in Verb::ALL.iter().copied() {
        let commands = commands(verb);
        writes_where_nobody_minds(&commands).await;
        for line in commands.lines {
            let rules: &[&str] = if verb.is_act() { &["ticket", "receipt"] } else { &["ticket"] };
            refused(&stage, line, 6, rules).await;
            if verb.is_act() {
                refused(&stage, &format!("{line} --ticket INC1"), 8, &["receipt"]).await;
            }
        }
    }
}

/// Ending sessions has no command of its own: it follows an act, and its rules are asked there.
#[tokio::test]
async fn sessions_are_not_ended_where_a_rule_stands_against_that_alone() {
    let stage = Stage::new("[approval]\nrequired = [\"end-sessions\"]\n").await;
    stage.ada_taps(Answer::Yes);
    for (line, exit) in [
        ("verify okta:ada@example.com --factor push --ticket INC1", 0),
        ("factor remove okta:ada@example.com sms --end-sessions --yes --ticket INC1", 7),
    ] {
        let ran = stage.run(line).await;
        assert_eq!(ran.exit, exit, "{line}: {}", ran.error);
        assert!(exit == 0 || ran.error.contains("(rule approval"), "{}", ran.error);
    }
    let sent = writes(stage.sandbox.okta());
    assert!(sent.iter().any(|write| write.starts_with("DELETE ")), "{sent:?}");
    assert!(!sent.iter().any(|write| write.ends_with("/sessions")), "{sent:?}");
}
