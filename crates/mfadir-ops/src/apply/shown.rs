//! What a read-back showed, for the record.

use jiff::Timestamp;
use mfadir_core::{Factor, UserStatus};
use mfadir_policy::Target;

use crate::{
    facts::Listing,
    matter::target,
    outcome::{After, Report, UnlockReport},
    record::ReadBack,
};

pub(super) fn by_report(report: &Report, at: Timestamp) -> ReadBack {
    let plan = &report.plan;
    let after = report.after.as_ref();
    ReadBack {
        at,
        mandate: plan.mandate.clone(),
        request: plan.request.clone(),
        basis: plan.basis.clone(),
        before: (plan.listing == Listing::Shown).then(|| targets(&plan.before)),
        after: after.ok().and_then(After::factors).map(targets),
        verdict: report.verdict,
        detail: detail(report),
    }
}

pub(super) fn by_unlocking(report: &UnlockReport, at: Timestamp) -> ReadBack {
    let detail = match &report.after {
        Ok(UserStatus::NotTold) => "the provider tells no state of the account".to_owned(),
        Ok(status) => format!("the account is {status}"),
        Err(error) => format!("the account could not be read: {error}"),
    };
    ReadBack {
        at,
        mandate: report.plan.mandate.clone(),
        request: report.plan.request.clone(),
        basis: report.plan.basis.clone(),
        before: None,
        after: None,
        verdict: report.verdict,
        detail: Some(detail),
    }
}

fn targets(factors: &[Factor]) -> Vec<Target> {
    factors.iter().map(target).collect()
}

fn detail(report: &Report) -> Option<String> {
    match &report.after {
        Err(error) => Some(format!("the factors could not be read: {error}")),
        Ok(After::Told(Some(true))) => Some("the provider says that factors are left".to_owned()),
        Ok(After::Told(Some(false))) => Some("the provider says that no factor is left".to_owned()),
        Ok(After::Told(None)) => Some("the provider does not tell whether factors are left".to_owned()),
        Ok(After::Listed(_)) => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use async_trait::async_trait;
    use futures_util::FutureExt;
    use mfadir_core::{Done, Error, ErrorKind, MockMfaDirectory, Operation, Result};
    use mfadir_policy::Verb;

    use crate::{
        apply::{apply, unlock},
        fixture::{ada, adas, clock, directory, facts, facts_without_reset, mandate, profile},
        guard::Guard,
        outcome::{Report, Verdict},
        plan::{plan_reset, plan_unlock},
        record::{Ended, ReadBack, Record, Recorder},
        refused::Basis,
        stopped::Stopped,
    };

    /// Keeps the order of what it is told, and what was shown.
    #[derive(Debug, Default)]
    struct Diary {
        is_full: bool,
        order: Mutex<Vec<&'static str>>,
        shown: Mutex<Vec<ReadBack>>,
        records: Mutex<Vec<Record>>,
    }

    impl Diary {
        fn write(&self, what: &'static str) {
            self.order.lock().expect("one thread").push(what);
        }
    }

    #[async_trait]
    impl Recorder for Diary {
        async fn before(&self, record: &Record) -> Result<(), Stopped> {
            self.write("before");
            self.records.lock().expect("one thread").push(record.clone());
            Ok(())
        }

        async fn after(&self, _record: &Record, _ended: &Ended) -> Result<()> {
            self.write("after");
            Ok(())
        }

        async fn read_back(&self, shown: &ReadBack) -> Result<()> {
            self.write("read back");
            if self.is_full {
                return Err(Error::new(ErrorKind::Unavailable, "the disk is full"));
            }
            self.shown.lock().expect("one thread").push(shown.clone());
            Ok(())
        }
    }

    fn reset(directory: &MockMfaDirectory, diary: &Diary) -> Report {
        let plan = plan_reset(&facts(adas()), &mandate(), &Guard::default()).expect("a plan");
        let plan = plan.admit().expect("no rule stands against it");
        apply(directory, plan, &clock(), diary).now_or_never().expect("nothing waits")
    }

    fn resetting(left: Result<Vec<mfadir_core::Factor>>) -> MockMfaDirectory {
        let mut directory = directory();
        directory.expect_reset().times(1).return_once(|_, _| Ok(Done::default()));
        directory.expect_factors().times(1).return_once(|_| left);
        directory
    }

    #[test]
    fn what_was_there_and_what_is_left_are_recorded_last() {
        let diary = Diary::default();
        reset(&resetting(Ok(Vec::new())), &diary);
        assert_eq!(*diary.order.lock().expect("one thread"), ["before", "after", "read back"]);
        let shown = diary.shown.lock().expect("one thread").remove(0);
        assert_eq!((shown.before.map(|all| all.len()), shown.after), (Some(5), Some(Vec::new())));
        assert_eq!((shown.verdict, shown.detail), (Verdict::Done, None));
    }

    #[test]
    fn a_read_back_that_failed_says_so_and_one_that_was_not_recorded_too() {
        let diary = Diary::default();
        reset(&resetting(Err(Error::new(ErrorKind::Unavailable, "no answer"))), &diary);
        let shown = diary.shown.lock().expect("one thread").remove(0);
        assert_eq!((shown.after, shown.verdict), (None, Verdict::Unknown));
        assert!(shown.detail.is_some_and(|detail| detail.ends_with("no answer")));
        let full = Diary { is_full: true, ..Diary::default() };
        assert_eq!(reset(&resetting(Ok(Vec::new())), &full).unrecorded, ["the disk is full"]);
    }

    #[test]
    fn every_write_names_the_act_that_it_is_part_of_and_what_that_rests_on() {
        let plan = plan_reset(&facts_without_reset(adas()), &mandate(), &Guard::default()).expect("a plan");
        let mut plan = plan.admit().expect("no rule stands against it").into_plan();
        plan.basis = Basis { receipt: Some("rc-1".to_owned()), approvals: vec!["ap-1".to_owned()] };
        let (diary, basis) = (Diary::default(), plan.basis.clone());
        let mut directory = directory();
        directory.expect_remove().returning(|_, _, _| Ok(Done::default()));
        directory.expect_factors().times(1).return_once(|_| Ok(Vec::new()));
        let admitted = plan.admit().expect("no rule stands against it");
        apply(&directory, admitted, &clock(), &diary).now_or_never().expect("nothing waits");
        let records = diary.records.lock().expect("one thread").clone();
        let is_part = |record: &Record| {
            (record.operation, record.request.verb) == (Operation::Remove, Verb::Reset) && record.basis == basis
        };
        assert!(records.len() > 1 && records.iter().all(is_part), "{records:?}");
        assert_eq!(diary.shown.lock().expect("one thread")[0].basis, basis);
    }

    #[test]
    fn an_unlocking_shows_the_state_of_the_account() {
        let mut directory = directory();
        directory.expect_unlock().times(1).return_once(|_| Ok(Done::default()));
        directory.expect_user().times(1).return_once(|_| Ok(ada()));
        let (diary, mut facts) = (Diary::default(), facts(adas()));
        facts.profile = profile(&[Operation::Unlock]);
        let plan = plan_unlock(&facts, &mandate(), &Guard::default()).expect("no rule stands against it");
        unlock(&directory, plan, &clock(), &diary).now_or_never().expect("nothing waits");
        let shown = diary.shown.lock().expect("one thread").remove(0);
        assert_eq!(shown.detail.as_deref(), Some("the account is active"));
    }
}
