//! What counts as one more push, and what only tells of one.

use super::{PastAct, Scene, act, against};
use crate::{rule::Rule, verb::Verb};

#[test]
fn going_on_with_a_challenge_is_no_new_push() {
    let scene = Scene { goes_on: true, ..against(Rule::PushLimit) };
    assert_eq!(scene.refused(), []);
    let denied = Scene { goes_on: true, ..against(Rule::Denial) };
    assert_eq!(denied.refused(), [Rule::Denial], "all other rules are asked");
}

#[test]
fn a_denial_that_only_the_provider_tells_of_stops_and_is_no_push_of_ours() {
    let mut scene = against(Rule::PushLimit);
    let told = PastAct { operator: None, denied: true, ..act(Verb::Challenge, 10) };
    scene.history.acts[0] = told.clone();
    assert_eq!(scene.refused(), [Rule::Denial]);
}
