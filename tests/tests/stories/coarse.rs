//! A provider that lists nobody's factors: what can be told is told, and nothing else.

use mfadir_conformance::{Lasting, Mishap, Subject};
use mfadir_core::{ErrorKind, Left, Operator, Rights, Via};
use mfadir_ops::{
    Facts, Guard, Listing, Mandate, NoRecorder, Outcome, RemoveRequest, Report, UserSelector, Verdict, Want, apply,
    explain, find, gather, plan_remove, plan_reset,
};
use mfadir_tests::{MemorySubject, Setting, SteadyClock, block_on};

fn mandate() -> Mandate {
    Mandate::of(Operator { id: "olga".to_owned(), via: Via::Os, on_behalf_of: None, host: None })
}

async fn facts(subject: &MemorySubject, login: &str) -> Facts {
    let directory = subject.directory();
    let user = find(&*directory, &UserSelector::Login(login.to_owned())).await.expect("somebody of the company");
    let want = Want { factors: true, roles: true, groups: false };
    gather(&*directory, directory.profile(), &*SteadyClock::new(), user, want).await.expect("facts")
}

async fn reset(subject: &MemorySubject, facts: &Facts) -> Report {
    let plan = plan_reset(facts, &mandate(), &Guard::default()).expect("a reset is offered");
    let plan = plan.admit().expect("no rule stands against it");
    apply(&*subject.directory(), plan, &*SteadyClock::new(), &NoRecorder).await
}

#[test]
fn nobody_can_tell_which_factors_there_are_nor_whether_one_is_usable() {
    block_on(async {
        let subject = MemorySubject::coarse(Setting::Bare);
        for (login, told, left) in
            [("ada@example.com", Some(true), Left::CannotTell), ("carol@example.com", Some(false), Left::No)]
        {
            let facts = facts(&subject, login).await;
            let explained = explain(&facts, &mandate(), &Guard::default(), &Rights::untold("nobody asked"))
                .expect("an explanation");
            assert_eq!((explained.listing, explained.user.has_factors), (Listing::NotOffered, told));
            assert_eq!((explained.left, explained.factors.len()), (left, 0));
            let reset = explained.reset.expect("a reset is offered");
            assert_eq!((reset.takes_unlisted(), reset.going().len()), (told == Some(true), 0));
        }
    });
}

#[test]
fn a_reset_is_one_write_and_the_record_of_the_person_confirms_it() {
    block_on(async {
        let subject = MemorySubject::coarse(Setting::Bare);
        let facts = facts(&subject, "ada@example.com").await;
        let already = subject.requests().await.expect("recorded").len();
        let report = reset(&subject, &facts).await;
        assert_eq!(report.whole.map(|whole| whole.outcome), Some(Outcome::Done));
        assert_eq!((report.verdict, report.left), (Verdict::Done, Some(Left::No)));
        assert_eq!(subject.requests().await.expect("recorded").len() - already, 2, "the reset, and one look");
    });
}

#[test]
fn what_could_not_be_read_back_is_not_claimed() {
    block_on(async {
        let subject = MemorySubject::coarse(Setting::Bare);
        let facts = facts(&subject, "ada@example.com").await;
        subject.inject(Mishap::LostAnswer, Lasting::Always).await.expect("a mishap");
        let report = reset(&subject, &facts).await;
        assert_eq!(report.whole.map(|whole| whole.outcome), Some(Outcome::Unconfirmed));
        assert_eq!((report.verdict, report.left), (Verdict::Unknown, None));
    });
}

#[test]
fn one_factor_is_neither_removed_nor_kept_and_nothing_is_sent() {
    block_on(async {
        let subject = MemorySubject::coarse(Setting::Bare);
        let facts = facts(&subject, "ada@example.com").await;
        let already = subject.requests().await.expect("recorded").len();
        let selectors = |text: &str| vec![text.parse().expect("every text is a selector")];
        let request = RemoveRequest { remove: selectors("push"), keep: selectors("sms"), ..RemoveRequest::default() };
        let refused = plan_remove(&facts, &request, &mandate(), &Guard::default()).expect_err("nothing is listed");
        assert_eq!(refused.kind(), ErrorKind::Unsupported);
        assert_eq!(subject.requests().await.expect("recorded").len(), already);
    });
}
