//! What is asked once more when the act is carried out.

use proptest::{prelude::*, sample::select};

use super::{Scene, against, approval, now, signed, used};
use crate::{
    case::Told,
    decide::{RestsOn, decide, decide_again},
    operators::Operators,
    policy::Policy,
    rule::Rule,
    verb::Verb,
};

const RECEIPT: RestsOn = RestsOn { receipt: true, approval: false };
const BOTH: RestsOn = RestsOn { receipt: true, approval: true };

impl Scene {
    fn refused_again(&self, rests_on: RestsOn) -> Vec<Rule> {
        decide_again(&self.case(), rests_on).refusals.into_iter().map(|refusal| refusal.rule).collect()
    }
}

#[test]
fn what_time_and_others_change_refuses_once_more_and_what_facts_said_does_not() {
    for rule in Rule::ALL {
        let later = match rule {
            Rule::Operator
            | Rule::Receipt
            | Rule::Proof
            | Rule::OperatorCap
            | Rule::UserCap
            | Rule::CoolDown
            | Rule::Denial
            | Rule::PushLimit => vec![*rule],
            Rule::LastUsableFactor
            | Rule::Keep
            | Rule::Cap
            | Rule::ProtectedUser
            | Rule::SelfAct
            | Rule::Ticket
            | Rule::Approval
            | Rule::SelfService
            | Rule::SmallestAct => Vec::new(),
        };
        let scene = against(*rule);
        // A scene without receipts is allowed on none.
        let rests_on = RestsOn { receipt: !scene.policy.receipt.required.is_empty(), approval: false };
        assert_eq!(scene.refused_again(rests_on), later, "{rule}");
    }
}

#[test]
fn a_receipt_that_ended_was_used_or_is_gone_refuses() {
    let ended = Scene::fine().with_receipt(|receipt| receipt.until = now());
    let spent = Scene { used: used("rc-1", Verb::Reset), ..Scene::fine() };
    let gone = Scene { receipt: None, ..Scene::fine() };
    let stranger = Scene { operators: Operators::default(), ..Scene::fine() };
    assert_eq!(Scene::fine().refused_again(RECEIPT), []);
    for scene in [ended, spent, gone] {
        assert_eq!(scene.refused_again(RECEIPT), [Rule::Receipt]);
        assert_eq!(scene.refused_again(RestsOn::default()), [], "it was lifted, or never asked for");
    }
    assert_eq!(stranger.refused_again(RECEIPT), [Rule::Operator, Rule::Receipt]);
}

#[test]
fn what_rested_on_an_approval_needs_one_that_counts_still() {
    let protected = || Scene { protected: Told::Yes("it is so".to_owned()), ..Scene::fine() };
    assert_eq!(protected().with_approval(|_| ()).refused_again(BOTH), []);
    assert_eq!(protected().with_approval(|approval| approval.until = now()).refused_again(BOTH), [Rule::Approval]);
    assert_eq!(protected().refused_again(BOTH), [Rule::Approval]);
    let spent = Scene { used: used("ap-1", Verb::Reset), ..protected().with_approval(|_| ()) };
    assert_eq!(spent.refused_again(BOTH), [Rule::Approval]);
    let another = Scene { approvals: vec![signed(&approval(), "max"); 2], ..protected() };
    assert_eq!(another.refused_again(BOTH), []);
}

#[test]
fn a_step_of_a_plan_whose_approval_ended_is_refused() {
    let plan = crate::digest::Digest::of(b"the plan file");
    let mut scene = Scene { receipt: None, ..Scene::fine() };
    (scene.request.change, scene.request.ticket) = (Some(plan), None);
    let rests_on = RestsOn { receipt: false, approval: true };
    assert_eq!(scene.refused_again(rests_on), [Rule::Approval]);
}

#[test]
fn what_was_lifted_stays_lifted() {
    let mut scene = against(Rule::CoolDown);
    scene.policy.overrides = Policy::open().overrides;
    scene.request.lifts = [Rule::CoolDown].into();
    scene.request.reason = Some("the board said so".to_owned());
    assert_eq!(scene.refused_again(RECEIPT), []);
}

/// One of several acts that want to rest on the receipt.
#[derive(Clone, Copy, Debug)]
enum Move {
    /// It is decided about, on what is known then.
    Decide(usize),
    /// What was allowed is carried out, unless it is refused now.
    Act(usize),
}

fn verb() -> impl Strategy<Value = Verb> {
    select(Verb::ALL.iter().copied().filter(|verb| verb.is_act()).collect::<Vec<_>>())
}

proptest! {
    /// However several runs follow each other, two acts of one receipt are one act and its rest.
    #[test]
    fn one_receipt_carries_one_act(
        verbs in prop::collection::vec(verb(), 1..6),
        moves in prop::collection::vec((0..6_usize, any::<bool>()), 0..24),
    ) {
        let moves = moves.into_iter().map(|(at, act)| (at % verbs.len(), act));
        let moves = moves.map(|(at, act)| if act { Move::Act(at) } else { Move::Decide(at) });
        let (mut scene, mut allowed, mut done) = (Scene::fine(), vec![false; verbs.len()], Vec::new());
        // Whose signature it bears is another law, and slow to look at.
        scene.policy.operators = false;
        for one in moves {
            let (Move::Decide(at) | Move::Act(at)) = one;
            scene.request.verb = verbs[at];
            match one {
                Move::Decide(_) => allowed[at] = decide(&scene.case()).allows(),
                Move::Act(_) if allowed[at] && decide_again(&scene.case(), RECEIPT).allows() => {
                    scene.used.note("rc-1", verbs[at]);
                    done.push(verbs[at]);
                    allowed[at] = false;
                }
                Move::Act(_) => {}
            }
        }
        for (at, verb) in done.iter().enumerate() {
            let rest = |earlier: &Verb| verb.continues(*earlier) || *earlier == Verb::EndSessions;
            prop_assert!(done[..at].iter().all(rest), "{done:?}");
        }
    }
}
