//! What rests on a receipt or an approval after something else did.

use super::{Scene, approval, request, signed};
use crate::{
    policy::Policy,
    receipt::Receipt,
    request::{Request, Target},
    rule::Rule,
    used::{Spent, Used},
    verb::Verb,
};

fn target(id: &str, factor_type: &str) -> Target {
    Target { id: (!id.is_empty()).then(|| id.into()), factor_type: factor_type.to_owned() }
}

fn asking(verb: Verb, factors: &[Target]) -> Request {
    Request { verb, factors: factors.to_vec(), ..request() }
}

/// What was done, in order, under the receipt and the approval alike.
fn after(acts: &[Verb]) -> Used {
    let mut used = Used::default();
    for id in ["rc-1", "ap-1"] {
        for verb in acts {
            used.note(id, *verb);
        }
    }
    used
}

/// What stands against a verb that rests on the receipt alone.
fn by_receipt(used: Used, request: Request, change: impl FnOnce(&mut Receipt)) -> Vec<Rule> {
    Scene { request, used, ..Scene::fine() }.with_receipt(change).refused()
}

/// What stands against a verb that rests on the approval of another one with these factors.
fn by_approval(used: Used, request: Request, (verb, factors): (Verb, &[Target])) -> Vec<Rule> {
    let mut policy = Policy::strict();
    policy.receipt.required.clear();
    policy.approval.required.extend(Verb::ALL);
    let scene = Scene { policy, used, request, receipt: None, ..Scene::fine() };
    scene.with_approval(|approval| (approval.verb, approval.factors) = (verb, factors.to_vec())).refused()
}

#[test]
fn the_rest_of_an_act_rests_on_the_same_proof_and_nothing_else_does() {
    for (earlier, verb, passes) in [
        (Verb::Enroll, Verb::Enroll, false),
        (Verb::Enroll, Verb::Reset, false),
        (Verb::Reset, Verb::TemporaryCode, true),
        (Verb::Remove, Verb::TemporaryCode, true),
        (Verb::Reset, Verb::EndSessions, true),
        (Verb::EndSessions, Verb::Reset, true),
        (Verb::TemporaryCode, Verb::TemporaryCode, false),
        (Verb::TemporaryCode, Verb::Reset, false),
    ] {
        let refused = by_receipt(after(&[earlier]), asking(verb, &[]), |_| ());
        assert_eq!(refused.is_empty(), passes, "{verb} after {earlier}");
    }
    let twice = after(&[Verb::Reset, Verb::TemporaryCode]);
    assert_eq!(by_receipt(twice, asking(Verb::TemporaryCode, &[]), |_| ()), [Rule::Receipt]);
}

#[test]
fn what_follows_an_act_does_not_come_before_it() {
    let code = || asking(Verb::TemporaryCode, &[]);
    assert_eq!(by_approval(Used::default(), code(), (Verb::Reset, &[])), [Rule::Approval]);
    assert_eq!(by_approval(after(&[Verb::Reset]), code(), (Verb::Reset, &[])), []);
    assert_eq!(by_approval(Used::default(), asking(Verb::EndSessions, &[]), (Verb::Reset, &[])), [Rule::Approval]);
    let for_a_reset = |receipt: &mut Receipt| receipt.purpose = Some(Verb::Reset);
    assert_eq!(by_receipt(Used::default(), code(), for_a_reset), [Rule::Receipt]);
    assert_eq!(by_receipt(after(&[Verb::Reset]), code(), for_a_reset), []);
    assert_eq!(by_receipt(Used::default(), code(), |_| ()), [], "it was given for any one act");
}

#[test]
fn an_act_of_which_nobody_knows_that_it_was_done_carries_nothing() {
    for given_for in [None, Some(Verb::Reset)] {
        let mut begun = Used::default();
        begun.begin("rc-1", Verb::Reset);
        let rests = |used: &Used, verb| used.rest("rc-1", given_for, &asking(verb, &[]));
        assert_eq!(rests(&begun, Verb::TemporaryCode), Err(Spent::NotDone(Verb::Reset)));
        assert_eq!(rests(&begun, Verb::Reset), Err(Spent::Used));
        begun.note("rc-1", Verb::Reset);
        assert_eq!(rests(&begun, Verb::TemporaryCode), Ok(()));
    }
}

#[test]
fn what_is_activated_is_what_was_made_under_the_same_proof() {
    let push = target("f1", "push@okta");
    let mut used = after(&[Verb::Enroll]);
    used.note_made("rc-1", push.clone());
    let activated = |used: &Used, factors: &[Target]| by_receipt(used.clone(), asking(Verb::Activate, factors), |_| ());
    assert_eq!(activated(&used, std::slice::from_ref(&push)), []);
    for other in [vec![target("f2", "push@okta")], vec![push.clone(), target("f2", "sms@okta")], Vec::new()] {
        assert_eq!(activated(&used, &other), [Rule::Receipt], "{other:?}");
    }
    used.note("rc-1", Verb::Activate);
    assert_eq!(activated(&used, &[push]), [], "once more");
    assert_eq!(activated(&used, &[target("f2", "push@okta")]), [Rule::Receipt]);
}

#[test]
fn where_an_activation_is_the_first_act_it_stays_with_its_factor() {
    let activate = |id: &str| asking(Verb::Activate, &[target(id, "push@okta")]);
    assert_eq!(by_receipt(Used::default(), activate("f1"), |_| ()), []);
    let mut used = after(&[Verb::Activate]);
    used.note_made("rc-1", target("f1", "push@okta"));
    assert_eq!(by_receipt(used.clone(), activate("f1"), |_| ()), []);
    assert_eq!(by_receipt(used, activate("f2"), |_| ()), [Rule::Receipt]);
}

#[test]
fn an_approval_holds_for_the_factors_that_were_looked_at() {
    let (sms, push) = (target("s1", "sms@okta"), target("p1", "push@okta"));
    let removed = |factors: &[Target], looked_at: &[Target]| {
        by_approval(Used::default(), asking(Verb::Remove, factors), (Verb::Remove, looked_at))
    };
    let both = [sms.clone(), push.clone()];
    assert_eq!(removed(std::slice::from_ref(&sms), &both), [], "less than was looked at");
    assert_eq!(removed(&both, &both), []);
    assert_eq!(removed(&both, std::slice::from_ref(&sms)), [Rule::Approval]);
    assert_eq!(removed(std::slice::from_ref(&push), std::slice::from_ref(&sms)), [Rule::Approval]);
    assert_eq!(removed(std::slice::from_ref(&sms), &[]), [Rule::Approval], "one of before factors were kept");
    let reset = asking(Verb::Reset, &both);
    assert_eq!(by_approval(Used::default(), reset, (Verb::Reset, &[])), [], "a reset takes all");
    let made = [target("", "push@okta")];
    assert_eq!(by_approval(Used::default(), asking(Verb::Enroll, &made), (Verb::Enroll, &made)), []);
    let other = [target("", "sms@okta")];
    assert_eq!(by_approval(Used::default(), asking(Verb::Enroll, &other), (Verb::Enroll, &made)), [Rule::Approval]);
}

#[test]
fn an_approval_of_an_enrollment_carries_the_activation_of_what_was_made() {
    let made = [target("", "push@okta")];
    let activated = |used: Used, id: &str| {
        by_approval(used, asking(Verb::Activate, &[target(id, "push@okta")]), (Verb::Enroll, &made))
    };
    assert_eq!(activated(Used::default(), "f1"), [Rule::Approval], "nothing was enrolled under it");
    let mut used = after(&[Verb::Enroll]);
    used.note_made("ap-1", target("f1", "push@okta"));
    assert_eq!(activated(used.clone(), "f1"), []);
    assert_eq!(activated(used, "f2"), [Rule::Approval]);
}

#[test]
fn a_record_of_before_factors_were_kept_reads() {
    let text = serde_json::to_string(&approval()).expect("JSON");
    assert!(!text.contains("factors"), "{text}");
    assert_eq!(signed(&approval(), "max").read::<crate::approval::Approval>().expect("reads"), approval());
}
