//! Every check of the conformance kit on every directory, and every wrong directory caught.

use std::process::ExitCode;

use libtest_mimic::{Arguments, Completion, Failed, Trial};
use mfadir_conformance::{Check, Outcome, Subject};
use mfadir_tests::{MemorySubject, Provider, SABOTEURS, Saboteur, SandboxSubject, Setting, block_on};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let mut trials: Vec<Trial> = Setting::ALL.into_iter().flat_map(memory).collect();
    let backends = Provider::ALL.into_iter().flat_map(|provider| Setting::ALL.map(|setting| (provider, setting)));
    trials.extend(backends.flat_map(|(provider, setting)| sandboxed(provider, setting)));
    let service = [Setting::Stacked, Setting::UnderFaults];
    trials.extend(service.into_iter().flat_map(|setting| sandboxed(Provider::OktaService, setting)));
    trials.extend(SABOTEURS.iter().copied().flatten().map(|saboteur| caught(*saboteur)));
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn checks() -> impl Iterator<Item = Check> {
    mfadir_conformance::ALL.iter().copied().flatten().copied()
}

fn memory(setting: Setting) -> impl Iterator<Item = Trial> {
    checks().map(move |check| {
        let name = format!("memory::{setting}::{}", check.name);
        Trial::ignorable_test(name, move || shown(check, tried(check, &MemorySubject::new(setting))))
    })
}

fn sandboxed(provider: Provider, setting: Setting) -> impl Iterator<Item = Trial> {
    checks().map(move |check| {
        let name = format!("{provider}::{setting}::{}", check.name);
        Trial::ignorable_test(name, move || {
            let outcome = block_on(async {
                let subject = SandboxSubject::new(provider, setting).await;
                let outcome = check.run(&subject).await;
                assert!(setting != Setting::UnderFaults || !subject.was_undisturbed(), "no fault came in the way");
                outcome
            });
            shown(check, outcome)
        })
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
