//! What a new factor is made of, as flags say it.

use std::path::{Path, PathBuf};

use clap::Args;
use mfadir::{SecretReader, SecretSource};
use mfadir_core::{EnrollWith, Kind};
use mfadir_ops::{code, e164, two_codes};
use secrecy::SecretString;

use crate::{
    args::NoFile,
    context::Context,
    failure::{Failure, Outcome},
};

/// No secret is longer; what is was handed in by mistake.
const LONGEST: u64 = 64 * 1024;

/// A phone, an address, a secret, a question or a token: one of them, or nothing.
#[derive(Debug, Args)]
#[command(next_help_heading = "Made of")]
pub(super) struct Material {
    /// The phone, in E.164 form: +15555550123
    #[arg(long, value_name = "NUMBER", group = "material")]
    phone: Option<String>,

    /// The extension of the phone, for calls
    #[arg(long, value_name = "NUMBER", requires = "phone")]
    extension: Option<String>,

    /// Let the phone take the place of one that the provider has already
    #[arg(long, requires = "phone")]
    replace_phone: bool,

    /// The mail address
    #[arg(long, value_name = "ADDRESS", group = "material")]
    email: Option<String>,

    /// A file that only you can read, with the secret that the device has already; `-` is standard input
    #[arg(long, value_name = "FILE", group = "material", add = NoFile::INPUT)]
    secret_file: Option<PathBuf>,

    /// The provider's id of the profile of such devices
    #[arg(long, value_name = "ID", requires = "secret_file")]
    factor_profile: Option<String>,

    /// The key of the security question; `factor questions` lists them
    #[arg(long, value_name = "KEY", group = "material")]
    question: Option<String>,

    /// The answer to the question; others on this machine can see it, unlike that of --answer-file
    #[arg(long, value_name = "TEXT", requires = "question", conflicts_with = "answer_file")]
    answer: Option<String>,

    /// A file that only you can read, with the answer to the question; `-` is standard input
    #[arg(long, value_name = "FILE", requires = "question", add = NoFile::INPUT)]
    answer_file: Option<PathBuf>,

    /// The serial number or user name of the token
    #[arg(long, value_name = "TEXT", requires = "code")]
    serial: Option<String>,

    /// The code that the token shows
    #[arg(long, value_name = "CODE", group = "material")]
    code: Option<String>,

    /// The code that it shows after that
    #[arg(long, value_name = "CODE", requires = "code")]
    next_code: Option<String>,
}

impl Material {
    /// What the flags say. What is missing is asked for where somebody can be asked; nothing is sent.
    pub(super) async fn read(self, kind: &Kind, context: &mut Context) -> Outcome<EnrollWith> {
        if let Some(number) = self.phone {
            let number = e164(&number)?;
            return Ok(EnrollWith::Phone { number, extension: self.extension, replace: self.replace_phone });
        }
        if let Some(address) = self.email {
            return Ok(EnrollWith::Email { address: checked(address)? });
        }
        if let Some(file) = self.secret_file {
            let secret = secret(file, context).await?;
            return Ok(EnrollWith::Secret { secret, profile: self.factor_profile });
        }
        if let Some(question) = self.question {
            let answer = answer(self.answer, self.answer_file, context).await?;
            return Ok(EnrollWith::Question { question, answer });
        }
        token(kind, self.serial, self.code, self.next_code, context).await
    }
}

fn checked(address: String) -> Outcome<String> {
    let whole = address.split_once('@').is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty());
    if whole && !address.chars().any(char::is_whitespace) {
        return Ok(address);
    }
    Err(Failure::usage("--email is no mail address").with_hint("write it as name@example.com"))
}

async fn secret(file: PathBuf, context: &Context) -> Outcome<SecretString> {
    let path = if file.starts_with("~") { Some(file) } else { context.file(&file) };
    let Some(path) = path else { return typed(context).await };
    let read = context.secrets().read(&SecretSource::File(path)).await;
    read.map_err(|error| Failure::from(error).with_exit(crate::exit::Exit::Usage))
}

/// The secret on standard input, without the line end behind it.
async fn typed(context: &Context) -> Outcome<SecretString> {
    let read = context.text(Path::new("-"), LONGEST).await;
    let text = read.map_err(|error| Failure::usage(format!("standard input cannot be read: {error}")))?;
    match text.trim_end_matches(['\r', '\n']) {
        "" => Err(Failure::usage("standard input holds no secret")),
        secret => Ok(secret.into()),
    }
}

async fn answer(text: Option<String>, file: Option<PathBuf>, context: &mut Context) -> Outcome<SecretString> {
    let answer = match (text, file) {
        (Some(text), _) => text.into(),
        (None, Some(file)) => secret(file, context).await?,
        (None, None) => context.ask("the answer to the question", "--answer-file FILE").await?.into(),
    };
    Ok(answer)
}

/// Kinds that prove themselves at once need their code; others are made of nothing.
async fn token(
    kind: &Kind,
    serial: Option<String>,
    first: Option<String>,
    next: Option<String>,
    context: &mut Context,
) -> Outcome<EnrollWith> {
    let first = match first {
        Some(first) => first,
        None if matches!(kind, Kind::YubikeyOtp | Kind::OtpToken) => {
            context.ask("the code that the token shows", "--code CODE").await?
        }
        None => return Ok(EnrollWith::Nothing),
    };
    let proof = match next {
        Some(next) => two_codes(&first, &next)?,
        None => code(&first)?,
    };
    Ok(EnrollWith::Token { serial, proof })
}
