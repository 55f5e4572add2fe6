//! The life of a factor as `docs/life-cycle.md` tells it: every line of its blocks is run, in order, while a sandbox is
//! served. A shell would do the same with them.

use std::{collections::BTreeSet, fs, path::Path, time::Duration};

use mfadir_cli::Interrupt;
use mfadir_core::{FactorType, SecretSource};
use mfadir_tests::{Stage, Told, block_on};

const BLOCK: &str = "```sh\n";
const CAROL: &str = " of carol@example.com (Carol Ito) on ";
const ANYWHERE: &str = "https://acme.example.com";
/// What no provider verifies through its API.
const ASKED_ELSEWHERE: &str = "external@duo";

/// A tenant's name, and a factor's kind and issuer.
type Factors = BTreeSet<(String, String)>;

/// The lines of all shell blocks.
fn script() -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/life-cycle.md");
    let text = fs::read_to_string(path).expect("the document is there");
    let blocks = text.split(BLOCK).skip(1).filter_map(|rest| rest.split("```").next());
    blocks.flat_map(str::lines).map(str::to_owned).collect()
}

/// Runs a line as a shell would. Answers with what a command of ours said.
async fn run(stage: &Stage, line: &str) -> Option<Told> {
    match line.split_once(' ').expect("a line has several words") {
        ("mfadir", _) => return Some(command(stage, line).await),
        ("sleep", seconds) => stage.advance(Duration::from_secs(seconds.parse().expect("seconds"))),
        ("printf", rest) => print_to(stage.folder(), rest),
        ("rm", files) => {
            files.split(' ').for_each(|file| fs::remove_file(stage.folder().join(file)).expect("it is there"));
        }
        ("umask", mode) => assert_eq!(mode, "077", "files are written for their owner alone"),
        _ => panic!("nobody taught this shell: {line}"),
    }
    None
}

/// Runs `mfadir …`, with what another command prints in the place of `$(mfadir …)`.
async fn command(stage: &Stage, line: &str) -> Told {
    let mut line = line.to_owned();
    while let Some((before, rest)) = line.split_once("$(") {
        let (inner, after) = rest.split_once(')').expect("a bracket is closed");
        let told = plain(stage, inner).await;
        assert_eq!(told.exit, 0, "{told}");
        line = format!("{before}{}{after}", told.output.trim());
    }
    plain(stage, &line).await
}

/// Time limits stay away on the clock of a stage where they are long.
async fn plain(stage: &Stage, line: &str) -> Told {
    let words = line.strip_prefix("mfadir ").expect("a command of ours");
    stage.run(&format!("{words} --timeout 2h")).await
}

/// `printf 'TEXT' > FILE`
fn print_to(folder: &Path, rest: &str) {
    let (text, file) =
        rest.strip_prefix('\'').and_then(|rest| rest.split_once("' > ")).expect("a quoted text and a file");
    let path = folder.join(file);
    fs::write(&path, text.replace("\\n", "\n")).expect("the folder is ours");
    #[cfg(unix)]
    fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).expect("the file is ours");
}

/// Plays the whole script while the demo tenants are served.
async fn played(stage: &Stage) -> Vec<Told> {
    let interrupt = Interrupt::default();
    let script = async {
        while !stage.folder().join("state/sandbox/ready.json").exists() {
            tokio::task::yield_now().await;
        }
        let mut said = Vec::new();
        for line in script() {
            let told = run(stage, &line).await;
            assert!(told.as_ref().is_none_or(|told| told.exit == 0), "{}", told.expect("it failed"));
            said.extend(told);
        }
        interrupt.trip();
        said
    };
    let (served, said) = futures_util::join!(stage.run_interruptibly("sandbox serve", &interrupt), script);
    assert_eq!(served.exit, 0, "{served}");
    said
}

/// Everything that the demo tenants let one enroll, an Okta tenant on either engine.
fn enrollable() -> Factors {
    let tenants = [
        ("demo-okta", okta(mfadir_okta::Engine::Idx)),
        ("demo-okta", okta(mfadir_okta::Engine::V1)),
        ("demo-onelogin", onelogin(mfadir_onelogin::Api::V1)),
        ("demo-onelogin-v2", onelogin(mfadir_onelogin::Api::V2)),
    ];
    let named = |(tenant, types): (&str, Vec<FactorType>)| -> Factors {
        types.iter().map(|factor| (tenant.to_owned(), factor.to_string())).collect()
    };
    tenants.into_iter().flat_map(named).collect()
}

fn okta(engine: mfadir_okta::Engine) -> Vec<FactorType> {
    let config = mfadir_okta::Config::new(ANYWHERE, SecretSource::Env("UNUSED".to_owned())).expect("a good address");
    mfadir_okta::capabilities(&mfadir_okta::Config { engine, ..config }).enrollable
}

fn onelogin(api: mfadir_onelogin::Api) -> Vec<FactorType> {
    let secret = SecretSource::Env("UNUSED".to_owned());
    let config = mfadir_onelogin::Config::new(ANYWHERE, "client", secret).expect("a good address");
    mfadir_onelogin::capabilities(&mfadir_onelogin::Config { api, ..config }).enrollable
}

/// The factors of which this was said: `TYPE of PERSON on TENANT` and then the word.
fn of_which(said: &[Told], word: &str) -> Factors {
    let lines = said.iter().flat_map(|told| told.output.lines());
    let spoken = lines.filter_map(|line| {
        let (factor, rest) = line.split_once(CAROL)?;
        Some((rest.split_once(word)?.0.to_owned(), factor.to_owned()))
    });
    spoken.collect()
}

/// The factors that went, by what the removals say.
fn gone(said: &[Told]) -> Factors {
    let went = said.iter().flat_map(|told| {
        let tenant = told.line.split(' ').nth(1).unwrap_or_default();
        let rows = told.output.lines().filter_map(|line| line.trim_start().strip_prefix("gone "));
        rows.map(move |row| (tenant.to_owned(), row.split_whitespace().next().unwrap_or_default().to_owned()))
    });
    went.collect()
}

#[test]
fn each_kind_goes_through_its_life_by_the_commands_of_the_page() {
    block_on(async {
        let stage = Stage::empty().await;
        let (said, enrollable) = (played(&stage).await, enrollable());
        assert_eq!(of_which(&said, " is enrolled"), enrollable, "the page enrolls what can be enrolled");
        let verified: Factors = enrollable.iter().filter(|(_, factor)| factor != ASKED_ELSEWHERE).cloned().collect();
        assert_eq!(of_which(&said, ": approved"), verified, "each verified its user");
        assert!(gone(&said).is_superset(&enrollable), "each was removed");
        for tenant in ["demo-okta", "demo-onelogin"] {
            let told = stage.run(&format!("-t {tenant} -o json factor list carol@example.com")).await;
            assert_eq!(told.factors("factors"), [""; 0], "nothing is left");
        }
    });
}
