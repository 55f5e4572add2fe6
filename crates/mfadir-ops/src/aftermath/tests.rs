//! Who is told, and what is said when that fails.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use futures_util::FutureExt;
use mfadir_core::{Done, Error, ErrorKind, Factor, MockMfaDirectory, Operation, Result, SessionOptions, UserId};
use mfadir_policy::{Audience, Message, Notifier, Policy, Request, Rule, Signed, Verb};

use super::{Aftermath, FollowUp, Occasion, Sessions, Telling, follow_up, work_note};
use crate::{
    desk::{Happened, Notice, NoticeResult},
    facts::Facts,
    fixture::{PaperDesk, ada, adas, approval_by, clock, directory, facts, mandate, now, operators, profile},
    guard::Guard,
    matter::Matter,
    record::NoRecorder,
    refused::Basis,
    tools::Tools,
};

/// Keeps what it is to send; wants an address, and may be out of order.
#[derive(Debug, Default)]
struct Pigeon {
    name: &'static str,
    knows_where: bool,
    is_ill: bool,
    sent: Mutex<Vec<Message>>,
}

#[async_trait]
impl Notifier for Pigeon {
    fn name(&self) -> &str {
        self.name
    }

    fn reaches(&self, _audience: Audience) -> bool {
        true
    }

    async fn send(&self, message: &Message) -> Result<()> {
        if self.is_ill {
            return Err(Error::new(ErrorKind::Unavailable, "the pigeon is ill"));
        }
        if message.to.is_none() && !self.knows_where {
            return Err(Error::new(ErrorKind::Invalid, "there is no mail address"));
        }
        self.sent.lock().expect("one thread").push(message.clone());
        Ok(())
    }
}

fn pigeon(name: &'static str, knows_where: bool) -> Pigeon {
    Pigeon { name, knows_where, ..Pigeon::default() }
}

fn request(verb: Verb) -> Request {
    let (tenant, user) = ("acme".into(), ada());
    let mandate = mandate().because(None, Some("INC1".to_owned()));
    Matter { tenant: &tenant, user: &user, verb, targets: &[], mandate: &mandate }.request(now())
}

/// What follows an act on Ada, who has her usual factors, as this desk tells it.
fn after(desk: &PaperDesk, directory: &MockMfaDirectory, changed: &[Factor], telling: &Telling) -> Aftermath {
    let (clock, mut facts) = (clock(), facts(adas()));
    facts.profile = profile(&[Operation::EndSessions]);
    with(desk, directory, &facts, &clock, changed, telling)
}

fn with(
    desk: &PaperDesk,
    directory: &MockMfaDirectory,
    facts: &Facts,
    clock: &mfadir_core::ManualClock,
    changed: &[Factor],
    telling: &Telling,
) -> Aftermath {
    let (request, user) = (request(Verb::Reset), facts.user.clone());
    let (mandate, guard, basis) = (mandate(), Guard::default(), Basis::default());
    let follow = FollowUp {
        desk,
        tools: Tools { directory, clock, recorder: &NoRecorder },
        read: directory,
        facts,
        mandate: &mandate,
        guard: &guard,
        basis: &basis,
        telling,
        sessions: Some(SessionOptions::default()),
    };
    let occasion = Occasion { user: &user, request: &request, changed, denied: false, at: now() };
    follow_up(&follow, &occasion).now_or_never().expect("nothing waits")
}

fn ending_sessions() -> MockMfaDirectory {
    let mut directory = directory();
    directory
        .expect_end_sessions()
        .times(1)
        .withf(|user, _| *user == UserId::from("u1"))
        .return_once(|_, _| Ok(Done { request_id: Some("r9".into()) }));
    directory
}

fn told(aftermath: &Aftermath) -> Vec<(Option<Audience>, Option<&str>, bool)> {
    let sent = |notice: &Notice| notice.result == NoticeResult::Sent;
    aftermath.notices.iter().map(|notice| (notice.audience, notice.by.as_deref(), sent(notice))).collect()
}

#[test]
fn sessions_end_and_everybody_is_told_with_the_hash_of_the_log() {
    let mail = Arc::new(pigeon("mail", false));
    let desk = PaperDesk { notifiers: vec![mail.clone()], ..PaperDesk::with(Policy::open()) };
    let telling = Telling { security: Some("soc@example.com".to_owned()), ..Telling::default() };
    let aftermath = after(&desk, &ending_sessions(), &adas(), &telling);
    assert!(matches!(&aftermath.sessions, Sessions::Ended(done) if done.request_id == Some("r9".into())));
    assert!(aftermath.is_whole());
    let sent = mail.sent.lock().expect("one thread").clone();
    let to: Vec<Option<&str>> = sent.iter().map(|message| message.to.as_deref()).collect();
    assert_eq!(to, [Some("ada@example.com"), Some("soc@example.com")]);
    assert!(sent.iter().all(|message| message.text.contains("sha256:abc")));
    assert!(sent[1].text.contains("INC1") && sent[1].event["log_head"] == "sha256:abc");
    assert_eq!(desk.noted().len(), 2, "each message is recorded");
    let masked = desk.noted().iter().all(|note| !format!("{note:?}").contains("ada@example.com"));
    assert!(masked, "and no address stands in the log");
}

#[test]
fn what_could_not_be_sent_is_told_and_recorded() {
    let ill = Arc::new(Pigeon { is_ill: true, ..pigeon("mail", false) });
    let well = Arc::new(pigeon("webhook", true));
    let desk = PaperDesk { notifiers: vec![ill, well], ..PaperDesk::with(Policy::open()) };
    let aftermath = after(&desk, &ending_sessions(), &[], &Telling::default());
    let rows = told(&aftermath);
    assert!(rows.contains(&(Some(Audience::User), Some("mail"), false)));
    assert!(rows.contains(&(Some(Audience::Security), Some("webhook"), true)));
    assert!(!aftermath.is_whole());
    let failed = |note: &Happened| matches!(note, Happened::Told(notice) if notice.result != NoticeResult::Sent);
    assert!(desk.noted().iter().any(failed));
}

#[test]
fn a_way_without_an_address_that_nobody_set_up_was_not_to_be_used() {
    let desk = PaperDesk { notifiers: vec![Arc::new(pigeon("mail", false))], ..PaperDesk::with(Policy::open()) };
    let aftermath = after(&desk, &ending_sessions(), &[], &Telling::default());
    assert_eq!(told(&aftermath), [(Some(Audience::User), Some("mail"), true)]);
    assert!(aftermath.is_whole());
}

#[test]
fn a_manager_who_is_not_found_is_told_of() {
    let desk = PaperDesk { notifiers: vec![Arc::new(pigeon("mail", false))], ..PaperDesk::with(Policy::open()) };
    let telling = Telling { manager: super::ManagerRule::Mail, ..Telling::default() };
    let aftermath = after(&desk, &ending_sessions(), &[], &telling);
    let missing = |notice: &&Notice| notice.audience == Some(Audience::Manager);
    let notice = aftermath.notices.iter().find(missing).expect("a notice");
    assert_eq!(notice.result, NoticeResult::NotSent("the directory names no manager of ada@example.com".to_owned()));
}

#[test]
fn sessions_that_do_not_end_are_told_and_those_that_cannot_are_no_failure() {
    let desk = PaperDesk::with(Policy::open());
    let mut failing = directory();
    failing.expect_end_sessions().return_once(|_, _| Err(Error::new(ErrorKind::Unavailable, "no answer")));
    let failed = after(&desk, &failing, &[], &Telling::default());
    assert!(matches!(failed.sessions, Sessions::Failed(_)) && !failed.is_whole());
    let (clock, facts) = (clock(), facts(adas()));
    let absent = with(&desk, &directory(), &facts, &clock, &[], &Telling::default());
    assert!(matches!(absent.sessions, Sessions::NotOffered(_)) && absent.is_whole());
    assert!(absent.notices.is_empty(), "no way is set up");
}

#[test]
fn a_denial_is_told_to_those_who_watch_alone() {
    let hook = Arc::new(pigeon("webhook", true));
    let desk = PaperDesk { notifiers: vec![hook.clone()], ..PaperDesk::with(Policy::open()) };
    let (request, user, changed) = (request(Verb::Challenge), ada(), [adas().remove(0)]);
    let occasion = Occasion { user: &user, request: &request, changed: &changed, denied: true, at: now() };
    let telling = Telling { manager: super::ManagerRule::Mail, ..Telling::default() };
    let (clock, directory) = (clock(), directory());
    let (notices, unrecorded) =
        super::tell(&desk, &clock, &directory, &occasion, &telling).now_or_never().expect("nothing waits");
    assert_eq!((notices.len(), unrecorded.len()), (1, 0));
    let sent = hook.sent.lock().expect("one thread").clone();
    assert_eq!(sent[0].audience, Audience::Security);
    assert!(sent[0].text.contains("denied a challenge of push@okta") && sent[0].event["what"] == "denial");
}

#[test]
fn a_work_note_carries_the_hash_and_needs_a_ticket() {
    let desk = PaperDesk::with(Policy::open());
    let clock = clock();
    let noted = |request: &Request| work_note(&desk, &clock, request, "done").now_or_never().expect("nothing waits");
    let (notice, unrecorded) = noted(&request(Verb::Reset));
    assert_eq!((notice.expect("a note").by.as_deref(), unrecorded.len()), (Some("paper"), 0));
    let without = Request { ticket: None, ..request(Verb::Reset) };
    assert!(noted(&without).0.is_none());
    let full = PaperDesk { refuses_notes: true, ..PaperDesk::with(Policy::open()) };
    let (_, unrecorded) =
        work_note(&full, &clock, &request(Verb::Reset), "done").now_or_never().expect("nothing waits");
    assert_eq!(unrecorded, ["the disk is full"]);
}

/// What follows a reset that rested on olga's attestation and max's approval, under this policy.
fn code_after(change: impl Fn(&mut Policy)) -> (Result<crate::permit::Permit, crate::error::Error>, Sessions) {
    code_under(change, Vec::new())
}

/// The same, where these approvals are handed in.
fn code_under(
    change: impl Fn(&mut Policy),
    approvals: Vec<Signed>,
) -> (Result<crate::permit::Permit, crate::error::Error>, Sessions) {
    let mut policy = Policy::strict();
    change(&mut policy);
    let guard =
        Guard { operators: Arc::new(operators()), approvals, ..Guard::of(Arc::new(policy.clone()), Vec::new()) };
    let basis = Basis { receipt: Some("rc-1".to_owned()), approvals: vec!["ap-max".to_owned()] };
    let mandate = mandate().because(None, Some("INC1".to_owned()));
    let (desk, directory, clock) = (PaperDesk::with(policy), ending_sessions(), clock());
    let mut facts = facts(adas());
    facts.profile = profile(&[Operation::EndSessions, Operation::TemporaryCode]);
    let follow = FollowUp {
        desk: &desk,
        tools: Tools { directory: &directory, clock: &clock, recorder: &NoRecorder },
        read: &directory,
        facts: &facts,
        mandate: &mandate,
        guard: &guard,
        basis: &basis,
        telling: &Telling::default(),
        sessions: Some(SessionOptions::default()),
    };
    let (request, user) = (request(Verb::Reset), ada());
    let occasion = Occasion { user: &user, request: &request, changed: &[], denied: false, at: now() };
    let ended = follow_up(&follow, &occasion).now_or_never().expect("nothing waits");
    (follow.code(&occasion), ended.sessions)
}

#[test]
fn what_follows_an_act_rests_on_what_the_act_rests_on() {
    let (code, sessions) = code_after(|_| ());
    assert!(matches!(sessions, Sessions::Ended(_)), "{sessions:?}");
    let permit = code.expect("no rule stands against it");
    assert_eq!((permit.request.verb, permit.basis.receipt.as_deref()), (Verb::TemporaryCode, Some("rc-1")));
    assert_eq!(permit.request.id, request(Verb::Reset).id, "it is part of the same act");
}

#[test]
fn what_the_policy_asks_of_codes_alone_is_asked() {
    let (code, sessions) = code_after(|policy| policy.approval.required = [Verb::TemporaryCode].into());
    assert!(matches!(sessions, Sessions::Ended(_)));
    let Err(crate::error::Error::Refused(refused)) = code else { panic!("a code needs an approval of its own") };
    let rules: Vec<Rule> = refused.refusals.iter().map(|refusal| refusal.rule).collect();
    assert_eq!(rules, [Rule::Approval]);
    assert!(refused.wants_proof());
    let approved = vec![approval_by("max", Verb::Reset)];
    let (code, _) = code_under(|policy| policy.approval.required = [Verb::TemporaryCode].into(), approved);
    assert!(code.is_ok(), "the reset was done under its approval");
}
