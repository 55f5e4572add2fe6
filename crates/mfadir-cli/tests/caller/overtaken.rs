//! What happens between the decision and the write: nobody is faster than a rule.

use std::{
    io::{BufRead, Cursor, Read},
    sync::{Arc, mpsc},
    time::Duration,
};

use mfadir_core::Clock;
use mfadir_memory::Answer;
use mfadir_policy::Verb;
use serde_json::Value;
use tokio::{join, runtime::Handle, sync::oneshot, task::JoinSet};

use crate::{
    stage::{ANN, Ran, Stage},
    terminal::AT_A_TERMINAL,
    writes::writes,
};

const VERIFY: &str = "verify okta:ada@example.com --factor push --ticket INC1";
const CODE: &str = "temporary-code issue okta:ada@example.com --ticket INC1";
const RESET: &str = "reset okta:ada@example.com --lost all --ticket INC1";

async fn verified() -> Stage {
    let stage = Stage::new("").await;
    stage.ada_taps(Answer::Yes);
    let ran = stage.run(VERIFY).await;
    assert_eq!(ran.exit, 0, "{}", ran.error);
    stage
}

/// Somebody who answers once they are told to, and says when they are asked.
struct Slow {
    asked: Option<oneshot::Sender<()>>,
    answer: mpsc::Receiver<&'static str>,
    typed: Cursor<&'static str>,
}

impl Read for Slow {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.fill_buf()?;
        self.typed.read(buffer)
    }
}

impl BufRead for Slow {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        if let Some(asked) = self.asked.take() {
            asked.send(()).expect("somebody waits for the question");
            self.typed = Cursor::new(self.answer.recv().expect("an answer comes"));
        }
        self.typed.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.typed.consume(amount);
    }
}

/// Runs the command to its question, lets this happen, and says yes.
async fn then_yes(stage: &Stage, line: &str, meanwhile: impl Future<Output = ()>) -> Ran {
    let (asked, question) = oneshot::channel();
    let (yes, answer) = mpsc::channel();
    let input = Box::new(Slow { asked: Some(asked), answer, typed: Cursor::new("") });
    let person = async {
        question.await.expect("it asks");
        meanwhile.await;
        yes.send("y\n").expect("it waits for the answer");
    };
    join!(stage.run_reading(ANN, line, AT_A_TERMINAL, input), person).0
}

/// The verbs of the refusals in the log.
fn refusals(stage: &Stage) -> Vec<String> {
    let read = |line: &str| serde_json::from_str::<Value>(line).expect("a line")["entry"].clone();
    let refusals = stage.log().lines().map(read).filter(|entry| entry["kind"] == "refusal").collect::<Vec<_>>();
    refusals.iter().filter_map(|entry| entry["verb"].as_str().map(str::to_owned)).collect()
}

/// The write was stopped by this rule: nothing of it was sent, and the refusal is in the log.
fn stopped(stage: &Stage, ran: &Ran, rule: &str, path: &str) {
    assert_eq!(ran.exit, 6, "{}{}", ran.output, ran.error);
    assert!(ran.error.contains("refused just before it was sent: "), "{}", ran.error);
    assert!(ran.error.contains(&format!("(rule {rule}")) && ran.error.contains("hint:"), "{}", ran.error);
    let sent = writes(stage.sandbox.okta());
    assert!(!sent.iter().any(|write| write.ends_with(path)), "{sent:?}");
}

#[tokio::test]
async fn a_use_of_the_receipt_before_the_yes_stops_a_reset() {
    let stage = verified().await;
    let other = async { assert_eq!(stage.run(CODE).await.exit, 0) };
    let ran = then_yes(&stage, RESET, other).await;
    stopped(&stage, &ran, "receipt", "/reset_factors");
    assert!(ran.error.contains("the receipt was used already"), "{}", ran.error);
    assert_eq!(refusals(&stage), ["reset"]);
    assert!(!ran.output.contains("signed out"), "{}", ran.output);
}

#[tokio::test]
async fn a_denial_before_the_yes_stops_a_reset() {
    let stage = verified().await;
    let denied = async {
        stage.ada_taps(Answer::No);
        assert_eq!(stage.run(VERIFY).await.exit, 8);
    };
    let ran = then_yes(&stage, RESET, denied).await;
    stopped(&stage, &ran, "denial", "/reset_factors");
    assert!(ran.output.contains("nothing is gone"), "{}", ran.output);
}

#[tokio::test]
async fn the_end_of_the_receipt_before_the_yes_stops_a_reset() {
    let stage = verified().await;
    let ran = then_yes(&stage, RESET, stage.clock.sleep(Duration::from_mins(11))).await;
    stopped(&stage, &ran, "receipt", "/reset_factors");
    let sure = then_yes(&verified().await, RESET, async {}).await;
    assert_eq!(sure.exit, 0, "{}{}", sure.output, sure.error);
}

#[tokio::test]
async fn every_act_that_asks_first_is_stopped_as_well() {
    for (verb, line) in [
        (Verb::Remove, "factor remove okta:ada@example.com sms --ticket INC1"),
        (Verb::Unlock, "user unlock okta:ivan@example.com --ticket INC1"),
    ] {
        let stage = Stage::new("[receipt]\nattested = { manager = \"counts\" }").await;
        let who = line.split(' ').nth(2).expect("a person");
        let verify = format!("verify {who} --by manager --attest called --ticket INC1");
        assert_eq!(stage.run(&verify).await.exit, 0);
        let ran = then_yes(&stage, line, stage.clock.sleep(Duration::from_mins(11))).await;
        assert_eq!((ran.exit, writes(stage.sandbox.okta())), (6, Vec::new()), "{}{}", ran.output, ran.error);
        assert_eq!(refusals(&stage), [verb.to_string()]);
    }
}

/// As many runs of one line at the same time, each on its own thread; the exit codes, the smallest first.
async fn at_once(stage: Stage, line: &str, runs: usize) -> (Arc<Stage>, Vec<u8>) {
    let stage = Arc::new(stage);
    let mut set = JoinSet::new();
    for _ in 0..runs {
        let (stage, line) = (stage.clone(), line.to_owned());
        set.spawn_blocking(move || Handle::current().block_on(stage.run(&line)).exit);
    }
    let mut exits = set.join_all().await;
    exits.sort_unstable();
    (stage, exits)
}

fn count(stage: &Stage, path: &str) -> usize {
    writes(stage.sandbox.okta()).iter().filter(|write| write.ends_with(path)).count()
}

#[tokio::test]
async fn one_receipt_gives_one_code_however_many_ask_at_once() {
    let (stage, exits) = at_once(verified().await, CODE, 6).await;
    assert_eq!((exits[0], count(&stage, "/tac")), (0, 1), "{exits:?}");
    assert!(exits[1..].iter().all(|exit| [6, 8].contains(exit)), "{exits:?}");
}

#[tokio::test]
async fn nobody_is_asked_more_often_than_the_limit_says_however_many_ask_at_once() {
    let line = "factor challenge okta:ada@example.com push --ticket INC1";
    let (stage, exits) = at_once(Stage::new("").await, line, 8).await;
    assert_eq!((exits, count(&stage, "/verify")), (vec![0, 0, 0, 6, 6, 6, 6, 6], 3));
}
