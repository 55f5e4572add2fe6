use jiff::SignedDuration;
use mfadir_core::{FactorType, Kind};

use super::{Attest, BadPolicy, Overrides, Policy};
use crate::{receipt::Attested, request::Way, rule::Rule, verb::Verb};

fn read(text: &str) -> Result<Policy, BadPolicy> {
    Policy::read("desk.toml", text, &|name| match name {
        "base.toml" => Ok("extends = \"strict\"\n[caps]\nuser-per-day = 9\n".to_owned()),
        "ways.toml" => Ok("extends = \"strict\"\n[change]\ncool-down = \"0s\"\n".to_owned()),
        "loop.toml" => Ok("extends = \"loop.toml\"".to_owned()),
        other => Err(format!("there is no {other}")),
    })
}

#[test]
fn what_a_file_says_stands_over_what_it_extends() {
    let policy = read(concat!(
        "extends = \"base.toml\"\ncool-down = \"0s\"\n",
        "[ticket]\npattern = 'INC\\d{3}'\n",
        "[receipt]\nrequired = [\"reset\"]\nproofs = [\"push\", \"totp@google\"]\n",
        "attested = { manager = \"counts\", callback = \"never\" }\n",
        "[overrides]\nself = [\"leo\"]\n",
    ));
    let policy = policy.expect("reads");
    assert_eq!((policy.name.as_str(), policy.cool_down, policy.caps.user_per_day), ("desk.toml", None, Some(9)));
    assert_eq!(policy.denial, Some(SignedDuration::from_hours(24)), "from strict");
    assert_eq!(policy.receipt.required, [Verb::Reset].into());
    let proves = |kind, issuer| policy.proves(&FactorType::by(kind, issuer));
    assert!(proves(Kind::Push, "okta") && proves(Kind::Totp, "google") && !proves(Kind::Totp, "okta"));
    let worth = |method| policy.receipt.attested.get(&method).copied();
    assert_eq!(worth(Attested::Manager), Some(Attest::Counts));
    assert_eq!((worth(Attested::Callback), worth(Attested::InPerson)), (None, Some(Attest::WithApproval)));
    assert!(matches!(policy.overrides, Overrides::Named(ref named) if named.contains_key(&Rule::SelfAct)));
    let pattern = policy.ticket.pattern.clone().expect("a pattern");
    assert!(pattern.is_match("INC123") && !pattern.is_match("INC1234") && !pattern.is_match("xINC123"));
    assert_eq!(policy.place(Rule::Ticket).map(ToString::to_string).as_deref(), Some("desk.toml:3"));
    assert_eq!(policy.place(Rule::UserCap).map(ToString::to_string).as_deref(), Some("base.toml:2"));
}

#[test]
fn what_a_file_extends_lies_beside_that_file() {
    let files = |name: &str| match name {
        "/desk/shared/base.toml" => Ok("extends = \"../strictest.toml\"\n[ticket]\npattern = 'INC1'\n".to_owned()),
        "/desk/shared/../strictest.toml" => Ok("extends = \"strict\"\n[caps]\nuser-per-day = 1\n".to_owned()),
        "/etc/always.toml" => Ok("extends = \"gone.toml\"\n".to_owned()),
        other => Err(format!("there is no {other}")),
    };
    let policy = Policy::read("/desk/acme.toml", "extends = \"shared/base.toml\"\n", &files).expect("reads");
    assert_eq!(policy.place(Rule::Ticket).map(ToString::to_string).as_deref(), Some("/desk/shared/base.toml:2"));
    assert_eq!(policy.caps.user_per_day, Some(1));
    let slip = Policy::read("/desk/acme.toml", "extends = \"/etc/always.toml\"\n", &files).expect_err("gone");
    assert_eq!(slip.to_string(), "/etc/always.toml:1:11: there is no /etc/gone.toml");
}

#[test]
fn a_slip_is_told_with_its_place() {
    let slips = [
        ("", "desk.toml:1:1: missing field `extends`"),
        ("extends = \"strict\"\n[tickets]\n", "desk.toml:2:2: unknown field `tickets`"),
        ("extends = \"strict\"\n[ticket]\npattern = '('\n", "desk.toml:3:11: regex parse error"),
        ("extends = \"strict\"\n[receipt]\nproofs = [\"security-question\"]\n", "desk.toml:3:11: a security question"),
        ("extends = \"strict\"\n[receipt]\nproofs = [\"pusch\"]\n", "desk.toml:3:11: \"pusch\" is no kind"),
        ("extends = \"strict\"\n[receipt]\nvalid = \"0s\"\n", "desk.toml:3:9: this has to be longer"),
        ("extends = \"strict\"\ncool-down = \"-5m\"\n", "desk.toml:2:13: a time cannot be negative"),
        ("extends = \"strict\"\n[overrides]\nkeep = [\"leo\"]\n", "desk.toml:3:1: nobody can lift the rule keep"),
        (
            "extends = \"strict\"\n[overrides]\nticket = [\"ann\", \"role:leed\"]\n",
            "desk.toml:3:18: unknown variant `role:leed`",
        ),
        ("extends = \"strict\"\n[change.overrides]\ncap = [\"role:\"]\n", "desk.toml:3:8: unknown variant `role:`"),
        (
            "extends = \"strict\"\n[ticket]\nrequired = [\"reset\", \"rest\"]\n",
            "desk.toml:3:22: unknown variant `rest`",
        ),
        ("extends = \"strict\"\n[change.receipt]\nrequired = \"al\"\n", "desk.toml:3:12: invalid value"),
        ("extends = \"strict\"\n[receipt.attested]\nmanger = \"counts\"\n", "desk.toml:3:1: unknown variant `manger`"),
        ("extends = \"strict\"\n[receipt.attested]\nmanager = \"count\"\n", "desk.toml:3:11: unknown variant `count`"),
        ("extends = \"strict\"\n[overrides]\nkeeep = [\"leo\"]\n", "desk.toml:3:1: unknown variant `keeep`"),
        ("extends = \"strict\"\n[chnage]\n", "desk.toml:2:2: unknown field `chnage`"),
        ("extends = \"strict\"\n[change.caps]\nfactor = 2\n", "desk.toml:3:1: unknown field `factor`"),
        ("extends = \"strict\"\n[change.aproval]\n", "desk.toml:2:9: unknown field `aproval`"),
        ("extends = \"strict\"\n[desk.plan]\n", "desk.toml:2:7: unknown field `plan`"),
        ("extends = \"strict\"\n[change.plan]\npeople = \"many\"\n", "desk.toml:3:10: a number, or"),
        ("extends = \"strict\"\n[change]\ncool-down = \"-5m\"\n", "desk.toml:3:13: a time cannot be negative"),
        ("extends = \"strict\"\n[desk.ticket]\npattern = '('\n", "desk.toml:3:11: regex parse error"),
        ("extends = \"strickt\"\n", "desk.toml:1:11: there is no strickt"),
        ("extends = \"loop.toml\"\n", "loop.toml:1:11: the files extend one another"),
    ];
    for (text, start) in slips {
        let told = read(text).expect_err(text).to_string();
        assert!(told.starts_with(start), "{text:?}: {told}");
    }
}

#[test]
fn a_table_stands_over_the_top_level_for_its_way_of_working() {
    let policy = read(concat!(
        "extends = \"ways.toml\"\ncool-down = \"1h\"\ndenial = \"2h\"\n",
        "[approval]\nrequired = [\"reset\"]\n",
        "[desk.caps]\noperator-per-hour = 4\n",
        "[change]\nsmallest-act = false\n[change.plan]\npeople = 50\nfactors = \"unlimited\"\n",
    ));
    let policy = policy.expect("reads");
    let (desk, change) = (policy.of(Way::Desk), policy.of(Way::Change));
    let hours = |hours| Some(SignedDuration::from_hours(hours));
    assert_eq!((desk.denial, change.denial), (hours(2), hours(2)), "the top level holds for both");
    assert_eq!((desk.cool_down, change.cool_down), (hours(1), None), "the table of a lower file stands over it");
    assert_eq!((desk.caps.operator_per_hour, change.caps.operator_per_hour), (Some(4), Some(12)));
    assert_eq!((desk.smallest_act, change.smallest_act), (true, false));
    assert_eq!(desk.approval.required, [Verb::Reset].into());
    assert_eq!(change.approval.required.len(), Verb::ALL.len(), "what strict asks of a change stays");
    let plan = policy.change.as_ref().expect("a change").plan;
    assert_eq!((plan.people, plan.factors), (Some(50), None));
    let place = |policy: &Policy, rule| policy.place(rule).map(ToString::to_string);
    assert_eq!(place(desk, Rule::OperatorCap).as_deref(), Some("desk.toml:6"));
    assert_eq!(place(change, Rule::OperatorCap), None);
    assert_eq!(place(change, Rule::Cap).as_deref(), Some("desk.toml:10"));
    assert_eq!(place(change, Rule::SmallestAct).as_deref(), Some("desk.toml:9"));
    assert_eq!(place(change, Rule::CoolDown).as_deref(), Some("ways.toml:3"));
    assert_eq!(place(desk, Rule::Approval).as_deref(), Some("desk.toml:4"));
    assert_eq!(place(change, Rule::Approval), None, "it is strict's own");
}

#[test]
fn strict_has_a_plan_looked_at_and_open_asks_for_nothing() {
    let (strict, open) = (Policy::strict(), Policy::open());
    let approval = |policy: &Policy| (policy.approval.required.len(), policy.approval.valid);
    assert_eq!(approval(strict.of(Way::Change)), (Verb::ALL.len(), SignedDuration::from_hours(24)));
    assert_eq!(approval(strict.of(Way::Desk)), (0, SignedDuration::from_hours(4)));
    assert_eq!(approval(open.of(Way::Change)), approval(open.of(Way::Desk)));
    let refused = |policy: &Policy, people, factors| {
        let limits = policy.change.as_ref().expect("a change").plan;
        limits.refuse(people, factors).map(|refusal| refusal.text)
    };
    assert_eq!((refused(&strict, 200, 500), refused(&open, 100_000, 100_000)), (None, None));
    assert_eq!(refused(&strict, 201, 1).as_deref(), Some("the plan file holds 201 people, and the cap is 200"));
    assert_eq!(refused(&strict, 1, 501).as_deref(), Some("the plan file holds 501 factors, and the cap is 500"));
}

#[test]
fn a_question_never_proves_a_caller() {
    for policy in [Policy::open(), Policy::strict()] {
        assert!(!policy.proves(&FactorType::of(Kind::SecurityQuestion)));
        assert!(!policy.proves(&FactorType::of(Kind::Sms)));
        assert!(policy.proves(&FactorType::by(Kind::Webauthn, "fido")));
    }
}
