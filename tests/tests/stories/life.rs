//! The life of a factor as `docs/life-cycle.md` tells it: every command of its blocks is run, in order.

use std::{fs, path::Path, time::Duration};

use mfadir_tests::{Stage, Told, block_on};

const PROMISE: &str = "```sh\n";

/// The lines of all shell blocks.
fn script() -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/life-cycle.md");
    let text = fs::read_to_string(path).expect("the document is there");
    let blocks = text.split(PROMISE).skip(1).filter_map(|rest| rest.split("```").next());
    blocks.flat_map(str::lines).map(str::to_owned).collect()
}

/// Runs a command of the document: `mfadir …`, with what another command prints in the place of `$(mfadir …)`.
async fn run(stage: &Stage, line: &str) -> Told {
    let mut line = line.to_owned();
    while let Some((before, rest)) = line.split_once("$(") {
        let (inner, after) = rest.split_once(')').expect("a bracket is closed");
        let told = plain(stage, inner).await;
        assert_eq!(told.exit, 0, "{told}");
        line = format!("{before}{}{after}", told.output.trim());
    }
    plain(stage, &line).await
}

/// Time limits stay away on the clock of a stage where they are long.
async fn plain(stage: &Stage, line: &str) -> Told {
    let words = line.strip_prefix("mfadir ").expect("a command of ours");
    stage.run(&format!("{words} --timeout 2h")).await
}

#[test]
fn each_kind_of_the_page_goes_through_its_life_by_commands_alone() {
    block_on(async {
        let stage = Stage::empty().await;
        let mut approved = 0;
        for line in script() {
            if let Some(seconds) = line.strip_prefix("sleep ") {
                stage.advance(Duration::from_secs(seconds.parse().expect("seconds")));
                continue;
            }
            let told = run(&stage, &line).await;
            assert_eq!(told.exit, 0, "{told}");
            approved += usize::from(told.output.contains(": approved"));
        }
        assert_eq!(approved, 15, "each kind verified its user");
        for tenant in ["demo-okta", "demo-onelogin"] {
            let told = run(&stage, &format!("mfadir -t {tenant} -o json factor list carol@example.com")).await;
            assert_eq!(told.factors("factors"), [""; 0], "what was enrolled is gone");
        }
    });
}
