//! Every check of the conformance kit on every directory, and every wrong directory caught.

use std::process::ExitCode;

use libtest_mimic::{Arguments, Completion, Failed, Trial};
use mfadir_conformance::{Check, Outcome, Subject};
use mfadir_tests::{MemorySubject, SABOTEURS, SUBJECTS, Saboteur, Setting, Tested, block_on};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let tested = SUBJECTS.iter().copied().flatten().copied();
    let mut trials: Vec<Trial> = tested.flat_map(trials_of).collect();
    trials.extend(SABOTEURS.iter().copied().flatten().map(|saboteur| caught(*saboteur)));
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn trials_of(tested: Tested) -> impl Iterator<Item = Trial> {
    let checks = || mfadir_conformance::ALL.iter().copied().flatten().copied();
    tested.settings.iter().flat_map(move |setting| checks().map(move |check| trial(tested, *setting, check)))
}

fn trial(tested: Tested, setting: Setting, check: Check) -> Trial {
    let name = format!("{}::{setting}::{}", tested.name, check.name);
    Trial::ignorable_test(name, move || {
        let outcome = block_on(async {
            let subject = match (tested.start)(setting).await {
                Ok(subject) => subject,
                Err(cannot) => return Outcome::Ignored(cannot.to_string()),
            };
            let outcome = check.run(&*subject).await;
            assert!(setting != Setting::UnderFaults || !subject.was_undisturbed(), "no fault came in the way");
            outcome
        });
        shown(check, outcome)
    })
}

fn tried(check: Check, subject: &dyn Subject) -> Outcome {
    block_on(check.run(subject))
}

fn shown(check: Check, outcome: Outcome) -> Result<Completion, Failed> {
    match outcome {
        Outcome::Passed => Ok(Completion::Completed),
        Outcome::Ignored(reason) => Ok(Completion::ignored_with(reason)),
        Outcome::Failed(how) => Err(format!("{}\n{how}", check.rule).into()),
    }
}

fn caught(saboteur: Saboteur) -> Trial {
    let name = format!("saboteur::{}::caught-by::{}", saboteur.name, saboteur.caught_by);
    Trial::test(name, move || {
        let check = *mfadir_conformance::named(saboteur.caught_by).ok_or("no such check")?;
        let honest = tried(check, &MemorySubject::new(Setting::Bare));
        let wrong = tried(check, &MemorySubject::with(Setting::Bare, |honest| saboteur.around(honest)));
        if honest == Outcome::Passed && wrong.is_failure() {
            Ok(())
        } else {
            Err(format!("honest: {honest}; wrong: {wrong}").into())
        }
    })
}
