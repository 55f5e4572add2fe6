//! A secret that a program prints.

use std::{
    io,
    process::{ExitStatus, Output, Stdio},
};

use mfadir_core::{Error, ErrorKind, Result};
use secrecy::SecretString;
use tokio::process::Command;

use super::{Variables, refused};

/// Runs the program without a shell. It may ask on the terminal: standard input and standard error are ours.
pub(super) async fn read(words: &[String], variables: &Variables) -> Result<SecretString> {
    let [program, arguments @ ..] = words else {
        let error = refused("the command for the secret is empty".to_owned());
        return Err(error.with_hint(r#"command = ["program", "argument"]"#));
    };
    let output = run(program, arguments, variables).await.map_err(|source| {
        let error = refused(format!("the command {program} for the secret cannot be run"));
        error.with_hint(source.to_string()).with_source(source)
    })?;
    if !output.status.success() {
        return Err(failed(program, output.status));
    }
    let text = String::from_utf8(output.stdout);
    text.map(SecretString::from).map_err(|_| refused(format!("what the command {program} printed is not text")))
}

/// Not `output()`, which would take standard error away from whoever sits there.
async fn run(program: &str, arguments: &[String], variables: &Variables) -> io::Result<Output> {
    let mut command = Command::new(program);
    command.args(arguments).env_clear().envs(variables.iter()).kill_on_drop(true);
    command.stdin(Stdio::inherit()).stdout(Stdio::piped()).stderr(Stdio::inherit());
    command.spawn()?.wait_with_output().await
}

fn failed(program: &str, status: ExitStatus) -> Error {
    let how = match status.code() {
        Some(code) => format!("failed with exit code {code}"),
        None => "was killed".to_owned(),
    };
    let error = Error::new(ErrorKind::Unauthenticated, format!("the command {program} for the secret {how}"));
    error.with_hint("run it by hand: what it says on standard error tells why")
}

#[cfg(all(test, unix))]
mod tests {
    use mfadir_core::ErrorKind;
    use secrecy::ExposeSecret;

    use super::{Variables, read};

    async fn said(words: &[&str]) -> mfadir_core::Result<String> {
        let words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
        let variables = [("PATH", "/usr/bin:/bin"), ("GREETING", "hello")].into_iter().collect::<Variables>();
        read(&words, &variables).await.map(|secret| secret.expose_secret().to_owned())
    }

    #[tokio::test]
    async fn arguments_reach_the_program_as_they_are() {
        assert_eq!(said(&["printf", "%s", "$HOME; `id`"]).await.expect("printed"), "$HOME; `id`");
        assert_eq!(said(&["printenv", "GREETING"]).await.expect("printed"), "hello\n");
    }

    #[tokio::test]
    async fn a_failure_names_the_exit_code() {
        let error = said(&["sh", "-c", "exit 3"]).await.expect_err("it failed");
        assert_eq!(error.kind(), ErrorKind::Unauthenticated);
        assert!(error.to_string().contains("sh for the secret failed with exit code 3"), "{error}");
    }

    #[tokio::test]
    async fn a_program_that_is_not_there_is_named() {
        let error = said(&["mfadir-no-such-program"]).await.expect_err("there is none");
        assert!(error.to_string().contains("mfadir-no-such-program"), "{error}");
    }

    #[tokio::test]
    async fn an_empty_command_is_refused() {
        assert!(said(&[]).await.is_err());
    }
}
