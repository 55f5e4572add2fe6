//! What a new tenant's section will say: what was said, and what is asked for beside it.

use std::path::Path;

use mfadir::{
    SecretReader, SecretSource, closest,
    registry::{Provider, Question},
};
use toml_edit::{Array, Value};

use super::{Arguments, Store};
use crate::{
    command::tenant::{
        credential::form,
        source::{FORMS, source, written},
    },
    context::Context,
    failure::{Failure, Outcome},
};

/// The keys of the section, and the secrets that go into the keyring.
#[derive(Debug)]
pub(super) struct Answers {
    pub(super) keys: Vec<(String, Value)>,
    /// Each with the name that it will have there.
    secrets: Vec<(String, SecretSource)>,
    tenant: String,
    store: Option<Store>,
    /// Every key that the provider may ask for.
    asked: Vec<&'static str>,
}

impl Answers {
    /// Asks for what was not said. Nothing is kept anywhere yet.
    pub(super) async fn gather(
        tenant: &str,
        provider: &'static Provider,
        arguments: &Arguments,
        context: &mut Context,
    ) -> Outcome<Self> {
        let keys = vec![("provider".to_owned(), Value::from(provider.name))];
        let mut answers = Self {
            keys,
            secrets: Vec::new(),
            tenant: tenant.to_owned(),
            store: arguments.store,
            asked: keys_of(provider),
        };
        answers.keys.extend(arguments.set.iter().map(|(key, text)| (key.clone(), value(text))));
        for (key, said) in &arguments.secret {
            answers.keep(key, source(said, &context.surroundings.folder)?)?;
        }
        answers.complete(provider.questions, context).await?;
        if !answers.says("credential") {
            let form = form(arguments.auth.as_deref(), provider, &answers.keys, context).await?;
            answers.complete(form.questions, context).await?;
        }
        if let Some(said) = &arguments.policy {
            answers.keys.push(("policy".to_owned(), policy(said, &context.surroundings.folder).into()));
        }
        if !arguments.tag.is_empty() {
            answers.keys.push(("tags".to_owned(), arguments.tag.iter().collect::<Array>().into()));
        }
        Ok(answers)
    }

    /// Copies the secrets into the keyring, where that was asked for.
    pub(super) async fn store(&self, context: &Context) -> Outcome<()> {
        let secrets = context.secrets();
        for (name, source) in &self.secrets {
            let secret = secrets.read(source).await?;
            context.surroundings.keep(name, secret).await?;
            context.output.say(format!("stored {name} in the keyring"));
        }
        Ok(())
    }

    fn says(&self, key: &str) -> bool {
        self.keys.iter().any(|(said, _)| said == key)
    }

    async fn complete(&mut self, questions: &[Question], context: &mut Context) -> Outcome<()> {
        let missing: Vec<&Question> = questions.iter().filter(|question| !self.says(question.key)).collect();
        for question in missing {
            self.not_mistyped(question.key)?;
            self.ask(question, context).await?;
        }
        Ok(())
    }

    /// Fails where a key was said that nobody asks for, and that looks like the one that is missing.
    fn not_mistyped(&self, missing: &str) -> Outcome<()> {
        let said = self.keys.iter().map(|(key, _)| key.as_str()).filter(|key| !self.asked.contains(key));
        match closest(missing, said) {
            Some(key) => {
                let failure = Failure::usage(format!("unknown key `{}`", key.escape_debug()));
                Err(failure.with_hint(format!("did you mean `{missing}`?")))
            }
            None => Ok(()),
        }
    }

    async fn ask(&mut self, question: &Question, context: &mut Context) -> Outcome<()> {
        if !question.secret {
            let flag = format!("--set {}=…", question.key);
            let answer = context.ask(question.what, &flag).await?;
            self.keys.push((question.key.to_owned(), answer.into()));
            return Ok(());
        }
        let flag = format!("--secret {}=env:NAME", question.key);
        let source = match self.store {
            Some(Store::Keyring) => SecretSource::Value(context.ask_secret(question.what, &flag).await?),
            None => {
                let asked = format!("where the {} is kept ({FORMS})", question.what);
                source(&context.ask(&asked, &flag).await?, &context.surroundings.folder)?
            }
        };
        self.keep(question.key, source)
    }

    /// Has the section name the source; or the keyring, where the secret is to be copied there.
    fn keep(&mut self, key: &str, source: SecretSource) -> Outcome<()> {
        let named = match (self.store, source) {
            (Some(Store::Keyring), source) if !matches!(source, SecretSource::Keyring(_)) => {
                let name = format!("{}/{key}", self.tenant);
                self.secrets.push((name.clone(), source));
                SecretSource::Keyring(name)
            }
            (_, source) => source,
        };
        self.keys.push((key.to_owned(), written(&named)?));
        Ok(())
    }
}

fn keys_of(provider: &'static Provider) -> Vec<&'static str> {
    let forms = provider.credentials.iter().flat_map(|form| form.questions);
    provider.questions.iter().chain(forms).map(|question| question.key).collect()
}

/// The configuration counts from its own folder, the person who types from where they are.
fn policy(said: &str, folder: &Path) -> String {
    let path = folder.join(said);
    let is_file = !matches!(said, "strict" | "open") && path.is_file();
    if is_file { path.to_string_lossy().into_owned() } else { said.to_owned() }
}

/// What stands behind the key: truth values are none of the texts that a setting may be.
fn value(text: &str) -> Value {
    text.parse::<bool>().map_or_else(|_| Value::from(text), Value::from)
}
