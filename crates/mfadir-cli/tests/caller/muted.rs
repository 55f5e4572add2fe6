//! What follows an act follows it, whoever reads its report or none.

use std::{ffi::OsString, io, time::Duration};

use jiff::SignedDuration;
use mfadir_cli::{Shared, Streams, Surroundings, run};
use mfadir_core::Clock;
use mfadir_memory::Answer;
use mfadir_sandbox::Rule;

use crate::{
    stage::{ANN, Ran, Stage},
    told::{TICKET, mail_port, ways},
    writes::writes,
};

const CODE: &str = "temporary-code issue okta:ada@example.com --ticket INC0010001";

/// A disk that is full, or a reader who is gone.
struct Full(io::ErrorKind);

impl io::Write for Full {
    fn write(&mut self, _bytes: &[u8]) -> io::Result<usize> {
        Err(self.0.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Stage {
    /// Runs a command line whose standard output takes nothing.
    async fn run_muted(&self, line: &str, why: io::ErrorKind) -> Ran {
        let (streams, captured) = Streams::captured("");
        let streams = Streams { output: Shared::new(Full(why)), ..streams };
        let words = ["mfadir"].into_iter().chain(line.split(' ')).map(OsString::from);
        let account = Some((ANN.to_owned(), "desk".to_owned()));
        let surroundings = Surroundings { account, ..self.surroundings.clone() };
        let exit = run(words, surroundings, streams, self.clock.clone()).await;
        Ran { output: captured.output(), error: captured.error(), exit }
    }

    fn notices(&self) -> Vec<serde_json::Value> {
        let lines = self.log();
        let entries = lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("a line"));
        entries.map(|line| line["entry"].clone()).filter(|entry| entry["kind"] == "notice").collect()
    }
}

/// Ada is verified; mail, webhook and ticket system are set up.
async fn verified(more: &str) -> Stage {
    let stage = Stage::new(more).await;
    stage.configure(&ways(&stage, &mail_port(&stage)));
    stage.ada_taps(Answer::Yes);
    let ran = stage.run(&format!("verify okta:ada@example.com --ticket {TICKET}")).await;
    assert_eq!(ran.exit, 0, "{}", ran.error);
    stage
}

#[tokio::test]
async fn a_full_disk_keeps_nobody_from_being_told() {
    let acts = [
        ("reset okta:ada@example.com --lost all", true),
        ("factor remove okta:ada@example.com sms --end-sessions", true),
        ("factor enroll okta:ada@example.com voice --phone +15555550123 --activate", false),
    ];
    for (act, ends_sessions) in acts {
        let stage = verified("").await;
        let ran = stage.run_muted(&format!("{act} --ticket {TICKET} --yes"), io::ErrorKind::StorageFull).await;
        assert_eq!(ran.exit, 11, "{act}: {}", ran.error);
        assert!(ran.error.contains("error: standard output cannot be written: "), "{}", ran.error);
        let sent: Vec<_> = stage.notices().iter().map(|notice| notice["result"].clone()).collect();
        assert_eq!(sent, ["sent"; 4], "{act}: the person, the watch by both ways, and the ticket");
        assert_eq!(stage.sandbox.desk().post().len(), 4, "{act}: the outbox says the same");
        let ended = writes(stage.sandbox.okta()).iter().any(|write| write.contains("/sessions"));
        assert_eq!(ended, ends_sessions, "{act}");
    }
}

#[tokio::test]
async fn a_lost_report_does_not_hide_that_somebody_was_not_told() {
    let stage = verified("").await;
    let full = Rule { method: Some("RCPT".to_owned()), status: Some(550), ..Rule::default() };
    stage.sandbox.desk().faults().add(Rule { body: Some("no such user".into()), ..full });
    let line = format!("reset okta:ada@example.com --lost all --ticket {TICKET} --yes");
    let ran = stage.run_muted(&line, io::ErrorKind::StorageFull).await;
    assert_eq!(ran.exit, 7, "{}", ran.error);
    for told in ["NOT told: user by mail", "no such user", "standard output cannot be written"] {
        assert!(ran.error.contains(told), "{told}: {}", ran.error);
    }
}

#[tokio::test]
async fn a_code_that_nobody_has_seen_is_taken_back() {
    for why in [io::ErrorKind::StorageFull, io::ErrorKind::BrokenPipe] {
        let stage = verified("").await;
        let ran = stage.run_muted(CODE, why).await;
        assert_eq!(ran.exit, 11, "{}", ran.error);
        assert!(ran.error.contains("nobody has seen it: it was taken back"), "{}", ran.error);
        let writes = writes(stage.sandbox.okta());
        assert!(writes.iter().any(|write| write.starts_with("DELETE")), "{writes:?}");
        assert!(stage.log().contains("\"operation\":\"revoke-code\""), "{}", stage.log());
        let tickets = stage.sandbox.desk().tickets();
        let notes = &tickets.iter().find(|ticket| ticket.number == TICKET).expect("the ticket").work_notes;
        assert!(notes.last().expect("a note").text.contains("it was taken back"), "{notes:?}");
    }
}

#[tokio::test]
async fn a_code_that_cannot_be_taken_back_is_told_and_recorded() {
    let stage = verified("").await;
    let kept = Rule { method: Some("DELETE".to_owned()), status: Some(403), ..Rule::default() };
    stage.sandbox.okta().faults().add(kept);
    let ran = stage.run_muted(CODE, io::ErrorKind::StorageFull).await;
    assert_eq!(ran.exit, 7, "{}", ran.error);
    assert!(ran.error.contains("nobody has seen it: it could not be taken back"), "{}", ran.error);
    assert!(stage.log().contains("could not be taken back, and is good until it ends"), "{}", stage.log());
}

#[tokio::test]
async fn whoever_interrupts_slow_notices_is_told_who_was_not_told() {
    let stage = verified("").await;
    let slow = |verb: &str, seconds: i64| Rule {
        method: Some(verb.to_owned()),
        delay: Some(SignedDuration::from_secs(seconds)),
        ..Rule::default()
    };
    // Somebody presses Ctrl-C while the mail server takes its time, which then has no end.
    stage.is_interrupted();
    stage.sandbox.desk().faults().add(slow("RCPT", 1));
    stage.sandbox.desk().faults().add(slow("DATA", 10 * 60 * 60));
    let ran = stage.run(&format!("reset okta:ada@example.com --lost all --ticket {TICKET} --yes")).await;
    assert_eq!(ran.exit, 7, "{}{}", ran.output, ran.error);
    assert!(ran.error.contains("NOT told: user by mail (a…@example.com): interrupted before"), "{}", ran.error);
    let notices = stage.notices();
    assert_eq!(notices.len(), 4, "each is recorded, sent or not: {notices:?}");
    assert!(notices.iter().any(|notice| notice["told"] == "user/mail" && notice["result"] == "not-sent"));
}

#[tokio::test]
async fn a_way_that_hangs_has_a_limit() {
    let stage = Stage::new("[ticket]\ncheck = true\n").await;
    stage.configure("[desk.tickets]\ncommand = [\"/bin/sh\", \"-c\", \"sleep 100 & sleep 100\"]\ntimeout = \"9s\"\n");
    let until = stage.clock.elapsed() + Duration::from_secs(9);
    let ran = stage.run("verify okta:ada@example.com --ticket INC0010001").await;
    assert_eq!(ran.exit, 6, "{}{}", ran.output, ran.error);
    assert!(ran.error.contains("the ticket command did not answer within 9s"), "{}", ran.error);
    assert!(stage.clock.elapsed() >= until);
}
