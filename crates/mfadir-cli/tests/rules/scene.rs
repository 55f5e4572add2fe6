//! One scene a rule: what was done before, and what is asked for then.

use mfadir_memory::Answer;
use mfadir_policy::Rule;

use crate::stage::{ANN, LENA, Stage};

/// A desk at which exactly one rule stands against what is asked for.
pub(crate) struct Scene {
    /// What the policy says beside `strict`.
    pub(crate) policy: &'static str,
    /// What happened before.
    before: Vec<Step>,
    /// What is asked for.
    pub(crate) line: &'static str,
    /// The flag that would lift the rule.
    pub(crate) flag: String,
    /// A part of the write that is sent where it is lifted.
    pub(crate) sends: &'static str,
    /// Who asks: whom the policy does not name, and whom it does.
    pub(crate) by: [&'static str; 2],
}

/// A command of before, what Ada answers where she is asked, and how it ends.
struct Step {
    operator: &'static str,
    line: &'static str,
    ada: Answer,
    exit: u8,
}

fn step(line: &'static str) -> Step {
    Step { operator: ANN, line, ada: Answer::Yes, exit: 0 }
}

/// Ada passes a push, under the ticket of what is asked for then.
fn verified() -> Step {
    step("verify okta:ada@example.com --factor push --ticket INC1")
}

/// Ada is helped under another ticket.
fn helped() -> Vec<Step> {
    vec![
        step("verify okta:ada@example.com --factor push --ticket INC9"),
        step("factor remove okta:ada@example.com sms --yes --ticket INC9"),
    ]
}

/// A manager's word counts, for people whose factors prove nothing.
const WORD_COUNTS: &str = "[receipt]\nattested = { manager = \"counts\" }";
const CODE: &str = "temporary-code issue okta:ada@example.com --ticket INC1";
const CHALLENGE: &str = "factor challenge okta:ada@example.com push --ticket INC1";
const RESET: &str = "reset okta:ada@example.com --yes --lost all --ticket INC1";

const ISSUES: &str = "/tac";
const ASKS: &str = "/verify";
const RESETS: &str = "/reset_factors";

/// A rule without a scene does not compile.
pub(crate) fn scene(rule: Rule) -> Scene {
    let code = Scene {
        policy: "",
        before: vec![verified()],
        line: CODE,
        flag: format!("--override {rule}"),
        sends: ISSUES,
        by: [ANN, LENA],
    };
    match rule {
        Rule::LastUsableFactor => Scene {
            policy: WORD_COUNTS,
            before: vec![step("verify okta:bob@example.com --by manager --attest called --ticket INC1")],
            line: "factor remove okta:bob@example.com sms --yes --ticket INC1",
            flag: "--allow-last-factor".to_owned(),
            sends: "DELETE ",
            ..code
        },
        Rule::Keep => Scene {
            line: "factor remove okta:ada@example.com push@okta --keep totp@okta --yes --ticket INC1",
            sends: "DELETE ",
            ..code
        },
        Rule::Cap => {
            Scene { policy: "[caps]\nfactors = 1", line: RESET, flag: "--allow-cap".to_owned(), sends: RESETS, ..code }
        }
        Rule::ProtectedUser => Scene {
            policy: "[protected]\nanswer = \"refuse\"",
            before: Vec::new(),
            line: "factor challenge okta:eve@example.com push --ticket INC1",
            flag: "--allow-protected".to_owned(),
            sends: ASKS,
            ..code
        },
        Rule::SelfAct => Scene {
            line: "temporary-code issue okta:ada@example.com --ticket INC1 --on-behalf-of ada",
            flag: "--allow-self".to_owned(),
            ..code
        },
        Rule::Operator => Scene { by: ["mallory", "mallory"], ..code },
        Rule::Ticket => {
            Scene { before: Vec::new(), line: "factor challenge okta:ada@example.com push", sends: ASKS, ..code }
        }
        Rule::Receipt => Scene { before: Vec::new(), ..code },
        Rule::Proof => Scene {
            before: vec![step("verify okta:ada@example.com --by manager --attest called --ticket INC1")],
            ..code
        },
        Rule::Approval => Scene { policy: "[approval]\nrequired = [\"temporary-code\"]", ..code },
        Rule::OperatorCap => Scene {
            policy: "[receipt]\nattested = { manager = \"counts\" }\n[caps]\noperator-per-hour = 1",
            before: busy(),
            ..code
        },
        Rule::UserCap => Scene {
            policy: "cool-down = \"0s\"\n[caps]\nuser-per-day = 1",
            before: helped().into_iter().chain([verified()]).collect(),
            ..code
        },
        Rule::CoolDown => Scene { before: helped().into_iter().chain([verified()]).collect(), ..code },
        Rule::Denial => Scene { before: vec![verified(), Step { ada: Answer::No, exit: 8, ..verified() }], ..code },
        Rule::PushLimit => {
            Scene { before: vec![verified(), verified(), verified()], line: CHALLENGE, sends: ASKS, ..code }
        }
        Rule::SelfService => {
            Scene { policy: "[self-service]\nfirst = true\nlink = \"https://me.example.com\"", ..code }
        }
        Rule::SmallestAct => Scene { line: "reset okta:ada@example.com --yes --ticket INC1", sends: RESETS, ..code },
    }
}

/// Both operators did an act: the lead on somebody else.
fn busy() -> Vec<Step> {
    let lead = |line| Step { operator: LENA, ..step(line) };
    vec![
        lead("verify okta:grace+lab@example.com --by manager --attest called --ticket INC9"),
        lead("factor remove okta:grace+lab@example.com sms --yes --ticket INC9"),
        verified(),
        step("factor remove okta:ada@example.com sms --yes --ticket INC1"),
    ]
}

impl Scene {
    /// The machine after what happened before, under this policy beside `strict`.
    pub(crate) async fn set(&self, more: &str) -> Stage {
        let stage = Stage::new(&format!("{}\n{more}", self.policy)).await;
        for Step { operator, line, ada, exit } in &self.before {
            stage.ada_taps(*ada);
            let ran = stage.run_as(operator, line).await;
            assert_eq!(ran.exit, *exit, "{line}: {}{}", ran.output, ran.error);
        }
        stage
    }
}
