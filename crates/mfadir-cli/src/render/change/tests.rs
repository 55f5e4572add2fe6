//! What is read in one glance.

use mfadir_core::{Done, Error, ErrorKind, Factor, RequestId};
use mfadir_ops::{After, Answer, FactorResult, Guard, Outcome, Report, Verdict, WholeResult, plan_reset};
use serde_json::{Value, json};

use super::{Change, Removal, Reset};
use crate::{
    output::{Document, Look},
    render::{
        fixture::{coarse, factor, facts, plan},
        masking::Privacy,
    },
};

fn text(document: &Removal) -> String {
    Look::plain().finish(&document.text(Look::plain()))
}

fn report(outcome: Outcome, after: Result<Vec<Factor>, Error>, verdict: Verdict) -> Report {
    let plan = plan("totp", "push");
    let factor = plan.going()[0].clone();
    let answers = vec![Answer::Accepted(Done { request_id: Some(RequestId::from("r1")) })];
    let results = vec![FactorResult { factor, step: 0, implied: false, outcome, detail: None, reappeared_as: None }];
    let left = after.as_ref().ok().map(|factors| mfadir_core::Left::among(factors, &[]));
    let after = after.map(After::Listed);
    let (lost, unrecorded) = (Vec::new(), Vec::new());
    Report { plan, answers, results, whole: None, after, left, lost, unrecorded, verdict }
}

fn done() -> Report {
    let after = facts().factors.into_iter().filter(|factor| factor.id.as_str() != "t1").collect();
    report(Outcome::Done, Ok(after), Verdict::Done)
}

#[test]
fn a_plan_says_what_goes_what_goes_with_it_what_stays_and_what_is_left() {
    let shown = text(&Removal::planned(&plan("push", "sms"), Privacy::Masked));
    assert_eq!(
        shown,
        "\
Removal for ada@example.com (Ada Lind) on acme: plan, nothing is changed yet

  goes      push@okta  strong  Ada's phone  last used 2026-03-01
  goes too  totp@okta  strong               with push@okta
  kept      sms@okta   weak    …23          last used 2026-03-01

usable factor left: yes
note: totp@okta comes back with the next enrollment
"
    );
}

#[test]
fn a_refused_plan_says_so() {
    let shown = text(&Removal::planned(&plan("push", "totp"), Privacy::Masked));
    let refusal = "refused: totp@okta would go with push@okta, which you asked to keep for ada@example.com (rule keep)";
    assert!(shown.contains(refusal), "{shown}");
}

#[test]
fn a_report_says_what_is_gone_and_what_stayed() {
    let shown = text(&Removal::done(&done(), Privacy::Masked));
    assert_eq!(
        shown,
        "\
Removal for ada@example.com (Ada Lind) on acme: done

  gone   totp@okta  strong
  kept   push@okta  strong  Ada's phone  last used 2026-03-01
  stays  sms@okta   weak    …23          last used 2026-03-01

usable factor left: yes
note: totp@okta comes back with the next enrollment
"
    );
}

#[test]
fn what_came_back_is_told_once() {
    let mut after = facts().factors;
    after.push(factor("t2", "totp@okta"));
    after.retain(|factor| factor.id.as_str() != "t1");
    let mut report = report(Outcome::Reappeared, Ok(after), Verdict::Partly);
    report.results[0].reappeared_as = Some("t2".into());
    let shown = text(&Removal::done(&report, Privacy::Masked));
    assert_eq!(shown.matches("totp@okta").count(), 2, "its row and the note that it comes back: {shown}");
    assert!(shown.contains("reappeared  totp@okta"), "{shown}");
}

#[test]
fn what_could_not_be_read_back_is_not_claimed() {
    let unread = Err(Error::new(ErrorKind::Unavailable, "no answer"));
    let shown = text(&Removal::done(&report(Outcome::Unconfirmed, unread, Verdict::Unknown), Privacy::Masked));
    assert!(shown.starts_with("Removal for ada@example.com (Ada Lind) on acme: UNKNOWN"), "{shown}");
    assert!(shown.contains("usable factor left: unknown"), "{shown}");
}

#[test]
fn a_dry_run_and_a_real_run_have_the_same_shape() {
    let keys = |document: &Removal| -> Vec<String> {
        let value = serde_json::to_value(document).expect("plain data");
        value.as_object().expect("an object").keys().cloned().collect()
    };
    let planned = Removal::planned(&plan("totp", "push"), Privacy::Masked);
    assert_eq!(keys(&planned), keys(&Removal::done(&done(), Privacy::Masked)));
}

#[test]
fn implied_removals_are_found_by_type() {
    let document = serde_json::to_value(Removal::planned(&plan("push", "sms"), Privacy::Masked)).expect("plain data");
    assert_eq!(document["dry_run"], json!(true));
    assert_eq!(document["plan"]["steps"][0]["factor"]["type"], json!("push@okta"));
    assert_eq!(document["plan"]["steps"][0]["implied"][0]["type"], json!("totp@okta"));
    assert_eq!(document["verdict"], Value::Null);
}

#[test]
fn a_number_is_shown_in_full_to_those_who_ask_for_it() {
    let number = |privacy| {
        let document = serde_json::to_value(Removal::planned(&plan("totp", "push"), privacy)).expect("plain data");
        document["before"][2]["destination"].clone()
    };
    assert_eq!(number(Privacy::Masked), json!("…23"));
    assert_eq!(number(Privacy::Revealed), json!("+15555550123"));
}

#[test]
fn a_note_says_who_did_what_and_why() {
    let note = Removal::done(&done(), Privacy::Masked).note();
    assert_eq!(
        note,
        "\
Removal of factors of ada@example.com (Ada Lind) on acme
Time: 2026-03-01 09:00 UTC
Operator: olga at desk
Ticket: INC-7
Reason: asked
done: totp@okta (id t1) - request r1
Still listed: push@okta (id p1) - Ada's phone; last used 2026-03-01
Still listed: sms@okta (id s1) - …23; last used 2026-03-01
Usable factor left: yes
Note: totp@okta comes back with the next enrollment"
    );
}

fn unlisted(outcome: Outcome, told: Option<bool>, verdict: Verdict) -> Report {
    let plan = plan_reset(&coarse(Some(true)), &plan("totp", "push").mandate, &Guard::default()).expect("a plan");
    let detail = (outcome == Outcome::Unconfirmed).then(|| "the provider accepted the reset".to_owned());
    Report {
        plan,
        results: Vec::new(),
        whole: Some(WholeResult { outcome, detail }),
        after: Ok(After::Told(told)),
        left: Some(mfadir_core::Left::told(told, &[])),
        verdict,
        ..done()
    }
}

#[test]
fn a_reset_of_what_is_not_listed_names_nothing() {
    let shown = Look::plain().finish(
        &Reset::planned(&unlisted(Outcome::Done, None, Verdict::Done).plan, Privacy::Masked).text(Look::plain()),
    );
    assert_eq!(
        shown,
        "\
Reset for ada@example.com (Ada Lind) on acme: plan, nothing is changed yet

  goes  all factors  cannot tell which

usable factor left: NO
note: cannot tell whether this is an administrator: nobody asked for the roles
note: the provider does not list factors: cannot tell which ada@example.com has
note: ada@example.com will have no usable factor until they enroll a new one
"
    );
}

#[test]
fn what_the_provider_does_not_confirm_is_not_claimed() {
    let report = unlisted(Outcome::Unconfirmed, None, Verdict::Unknown);
    let document = Reset::done(&report, Privacy::Masked);
    let shown = Look::plain().finish(&document.text(Look::plain()));
    assert!(shown.contains("  unconfirmed  all factors  the provider accepted the reset\n"), "{shown}");
    assert!(shown.contains("usable factor left: cannot tell"), "{shown}");
    let json = serde_json::to_value(&document).expect("plain data");
    assert_eq!((&json["after"], &json["left"]), (&Value::Null, &json!("cannot-tell")));
    assert_eq!(json["whole"]["outcome"], json!("unconfirmed"));
    assert_eq!((&json["whole"]["had_factors"], &json["whole"]["has_factors"]), (&json!(true), &Value::Null));
    let note = document.note();
    assert!(note.contains("unconfirmed: all factors, cannot tell which - the provider accepted the reset; request r1"));
    assert!(note.contains("Afterwards: cannot tell whether there are factors"), "{note}");
}

#[test]
fn a_confirmed_reset_says_what_confirmed_it() {
    let document = Reset::done(&unlisted(Outcome::Done, Some(false), Verdict::Done), Privacy::Masked);
    assert!(document.note().contains("Afterwards: the provider says that there are no factors"));
    let json = serde_json::to_value(&document).expect("plain data");
    assert_eq!((&json["left"], &json["whole"]["has_factors"]), (&json!("no"), &json!(false)));
    assert_eq!(json["results"], json!([]));
}
