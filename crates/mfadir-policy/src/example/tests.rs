use std::collections::BTreeSet;

use jiff::Timestamp;

use super::{Example, Trial};
use crate::{policy::Policy, rule::Rule};

fn tried(text: &str, policy: &Policy) -> Trial {
    let text = format!("[[example]]\nname = \"one\"\n{text}");
    let examples = Example::read("examples.toml", &text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    examples[0].try_on(policy, Timestamp::UNIX_EPOCH)
}

/// The rules that stand against the example under the strict policy.
fn stands(text: &str) -> BTreeSet<Rule> {
    tried(&format!("{text}\nexpect = \"allowed\""), &Policy::strict()).rules()
}

const FINE: &str = "verb = \"reset\"\nticket = \"INC1\"\nreceipt = \"push@okta\"\n";

#[test]
fn what_is_not_said_makes_no_trouble() {
    assert_eq!(stands(FINE), BTreeSet::new());
    assert_eq!(stands("verb = \"challenge\"\nticket = \"INC1\""), BTreeSet::new());
    assert_eq!(stands("verb = \"reset\""), [Rule::Ticket, Rule::Receipt].into());
}

#[test]
fn what_stands_against_a_request_can_be_said() {
    let met = [
        (FINE, "administrator = true", Rule::ProtectedUser),
        (FINE, "administrator = \"cannot tell\"", Rule::ProtectedUser),
        (FINE, "protected = true", Rule::ProtectedUser),
        (FINE, "own = true", Rule::SelfAct),
        (FINE, "smaller = true", Rule::SmallestAct),
        (FINE, "role = \"unknown\"", Rule::Operator),
        (FINE, "ticket-system = \"cannot tell\"", Rule::Ticket),
        (FINE, "ticket-system = \"does not fit\"", Rule::Ticket),
        (FINE, "stands = [\"last-usable-factor\"]", Rule::LastUsableFactor),
        (FINE, "stands = [\"keep\"]", Rule::Keep),
        (FINE, "stands = [\"cap\"]", Rule::Cap),
        ("verb = \"reset\"\nticket = \"I\"\n", "", Rule::Receipt),
        ("verb = \"reset\"\nticket = \"I\"\n", "receipt = \"manager\"", Rule::Proof),
        (FINE, "history = [{ verb = \"reset\", ago = \"2m\" }]", Rule::CoolDown),
        (FINE, "history = [{ verb = \"challenge\", ago = \"2h\", denied = true }]", Rule::Denial),
    ];
    for (asked, more, rule) in met {
        assert!(stands(&format!("{asked}{more}")).contains(&rule), "{more}");
    }
}

#[test]
fn numbers_count_what_the_history_says() {
    let acts = |number: usize, one: &str| format!("{FINE}history = [{}]", format!("{one}, ").repeat(number));
    let on_others = "{ verb = \"reset\", ago = \"50m\", same-operator = true, other-person = true }";
    assert_eq!(stands(&acts(11, on_others)), BTreeSet::new());
    assert_eq!(stands(&acts(12, on_others)), [Rule::OperatorCap].into());
    let on_them = "{ verb = \"reset\", ago = \"20h\" }";
    assert_eq!((stands(&acts(2, on_them)), stands(&acts(3, on_them))), (BTreeSet::new(), [Rule::UserCap].into()));
    let same_ticket = "{ verb = \"reset\", ago = \"2m\", ticket = \"INC1\" }";
    assert_eq!(stands(&acts(3, same_ticket)), [Rule::UserCap, Rule::CoolDown].into());
    let code = FINE.replace("reset", "temporary-code");
    let reset = "{ verb = \"reset\", ago = \"2m\", same-receipt = true }";
    let coded = "{ verb = \"temporary-code\", ago = \"2m\", same-receipt = true }";
    assert_eq!(stands(&format!("{code}history = [{reset}]")), BTreeSet::new());
    assert!(stands(&format!("{code}history = [{reset}, {coded}]")).contains(&Rule::Receipt));
    let pushes = "verb = \"challenge\"\nticket = \"INC1\"\nfactors = [\"push@okta\"]\n";
    let asked = "{ verb = \"challenge\", ago = \"5m\" }, ".repeat(3);
    assert_eq!(stands(&format!("{pushes}history = [{asked}]")), [Rule::PushLimit].into());
}

#[test]
fn a_second_operator_and_a_named_one_count() {
    let administrator = format!("{FINE}administrator = true\napproval = true");
    assert_eq!(stands(&administrator), BTreeSet::new());
    let vouched = "verb = \"reset\"\nticket = \"I\"\nreceipt = \"manager\"\napproval = true";
    assert_eq!(stands(vouched), BTreeSet::new());
    let named = "extends = \"strict\"\n[overrides]\nticket = [\"role:lead\", \"leo\"]\n";
    let policy = Policy::read("p.toml", named, &|_| Err("none".to_owned())).expect("reads");
    let lift =
        "verb = \"unlock\"\nreceipt = \"push\"\nlift = [\"ticket\"]\nreason = \"it is down\"\nexpect = \"allowed\"\n";
    for (more, passes) in [("", false), ("role = \"lead\"", true), ("operator = \"leo\"", true)] {
        assert_eq!(tried(&format!("{lift}{more}"), &policy).passed(), passes, "{more}");
    }
}

#[test]
fn a_step_of_a_plan_rests_on_the_approval_of_the_file() {
    let step = |more: &str| stands(&format!("verb = \"remove\"\n{more}"));
    assert_eq!(step("change = true\napproval = true"), BTreeSet::new());
    assert_eq!(step("change = true"), [Rule::Ticket, Rule::Receipt, Rule::Approval].into());
    assert_eq!(step("change = false\nticket = \"I\"\nreceipt = \"push\""), BTreeSet::new());
    assert_eq!(step("change = { people = 200, factors = 500 }\napproval = true"), BTreeSet::new());
    assert_eq!(step("change = { people = 201 }\napproval = true"), [Rule::Cap].into());
    assert_eq!(step("change = true\napproval = true\nown = true"), [Rule::SelfAct].into());
}

#[test]
fn a_trial_passes_only_where_exactly_the_expected_rules_stand() {
    let passes = |expect: &str| tried(&format!("verb = \"reset\"\nexpect = {expect}"), &Policy::strict()).passed();
    assert!(passes("[\"receipt\", \"ticket\"]"));
    for other in ["\"allowed\"", "[\"ticket\"]", "[\"ticket\", \"receipt\", \"cap\"]"] {
        assert!(!passes(other), "{other}");
    }
}

#[test]
fn a_slip_is_told_with_its_place() {
    let head = "[[example]]\nname = \"one\"\nverb = \"reset\"\n";
    for (text, start) in [
        ("expect = \"alowed\"\n", "examples.toml:4:10: \"allowed\", or a list of rules"),
        ("expct = \"allowed\"\n", "examples.toml:4:1: unknown field `expct`"),
        ("expect = []\nreceipt = \"pusch\"\n", "examples.toml:5:11: \"pusch\" is no kind of factor"),
        ("expect = []\nfactors = [\"push\", \"tottp\"]\n", "examples.toml:5:20: \"tottp\" is no kind of factor"),
        ("expect = []\nchange = \"yes\"\n", "examples.toml:5:10: true, false or { people, factors }"),
        ("expect = []\nstands = [\"ticket\"]\n", "examples.toml:5:11: `stands` names rules about the plan"),
    ] {
        let told = Example::read("examples.toml", &format!("{head}{text}")).expect_err(text).to_string();
        assert!(told.starts_with(start), "{text:?}: {told}");
    }
}
