//! `docs/help-desk.md`, line by line: each command is run by whoever the page says, and says what the page shows.

#[path = "../shared/clock.rs"]
mod clock;
#[path = "../shared/operators.rs"]
mod operators;
mod page;
mod stage;

use page::{Shown, blocks};
use stage::Stage;

/// The lines of the page are among those that were said, in this order; where it shows no exit code, it is 0.
fn is_said(shown: &Shown, said: &[String]) -> bool {
    let mut left = said.iter();
    let tells_exit = shown.said.last().is_some_and(|line| line.starts_with("(exit code "));
    let all_well = said.last().is_some_and(|line| line == "(exit code 0)");
    shown.said.iter().all(|line| left.any(|other| other == line)) && (tells_exit || all_well)
}

async fn played(story: &str) -> Stage {
    let stage = Stage::new().await;
    let commands = blocks(story);
    assert!(!commands.is_empty(), "{story}: there is nothing to play");
    for shown in &commands {
        let said = stage.run(&shown.operator, &shown.line).await;
        let text = said.join("\n");
        assert!(
            is_said(shown, &said),
            "{} as {}:\n{text}\nis to show:\n{}",
            shown.line,
            shown.operator,
            shown.said.join("\n")
        );
    }
    stage
}

#[tokio::test]
async fn a_caller_with_a_new_phone_is_verified_and_helped() {
    let stage = played("The caller has their phone").await;
    assert!(stage.factors("ada@example.com").is_empty(), "{:?}", stage.factors("ada@example.com"));
    assert!(stage.came("work-note") && stage.came("mail") && stage.came("webhook"));
}

#[tokio::test]
async fn a_caller_with_nothing_left_is_vouched_for_and_a_colleague_agrees() {
    let stage = played("The phone is lost, and nothing else is left").await;
    assert!(stage.factors("bob@example.com").is_empty(), "{:?}", stage.factors("bob@example.com"));
    assert!(stage.came("work-note") && stage.came("mail") && stage.came("webhook"));
}
