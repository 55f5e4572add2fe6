//! What is the rest of one act, and what is another.

use super::{Scene, act};
use crate::{history::PastAct, rule::Rule, verb::Verb};

/// A code, asked for under the ticket of an act of four minutes ago that rested on this receipt.
fn code_after(earlier: Verb, receipt: Option<&str>) -> Scene {
    let mut scene = Scene::fine().with_receipt(|receipt| receipt.ticket = Some("INC9".to_owned()));
    scene.request.ticket = Some("INC9".to_owned());
    scene.request.verb = Verb::TemporaryCode;
    scene.history.acts = vec![PastAct { receipt: receipt.map(str::to_owned), ..act(earlier, 4) }];
    scene
}

#[test]
fn the_rest_of_an_act_waits_for_nothing_and_a_caller_who_is_verified_anew_waits() {
    assert_eq!(code_after(Verb::Reset, Some("rc-1")).refused(), []);
    for other in [Some("rc-0"), None] {
        assert_eq!(code_after(Verb::Reset, other).refused(), [Rule::CoolDown], "{other:?}");
        let mut often = code_after(Verb::Reset, other);
        often.policy.cool_down = None;
        often.history.acts = vec![often.history.acts[0].clone(); 3];
        assert_eq!(often.refused(), [Rule::UserCap], "{other:?}");
    }
}

#[test]
fn where_no_receipt_is_asked_for_only_what_continues_an_act_of_its_ticket_is_the_rest_of_it() {
    let without = |earlier: Verb, change: fn(&mut PastAct)| {
        let mut scene = code_after(earlier, None);
        scene.policy.receipt.required.clear();
        scene.history.acts.iter_mut().for_each(change);
        scene.refused()
    };
    assert_eq!(without(Verb::Remove, |_| ()), []);
    assert_eq!(without(Verb::TemporaryCode, |_| ()), [Rule::CoolDown], "a second code is another act");
    assert_eq!(without(Verb::Remove, |act| act.ticket = Some("INC1".to_owned())), [Rule::CoolDown]);
    assert_eq!(without(Verb::Remove, |act| act.operator = None), [Rule::CoolDown], "the provider alone tells of it");
}
