//! Which form of credential a new tenant signs in with.

use mfadir::{
    closest,
    registry::{CredentialForm, Provider},
};
use toml_edit::Value;

use crate::{
    context::Context,
    failure::{Failure, Outcome},
};

/// The form of credential: the one that was named, the one whose keys were said, or the one that is answered with.
/// Where nobody can be asked it is the usual one, so that what is missing is told by its key.
pub(super) async fn form(
    named: Option<&str>,
    provider: &Provider,
    keys: &[(String, Value)],
    context: &mut Context,
) -> Outcome<&'static CredentialForm> {
    let forms = provider.credentials;
    if let Some(name) = named {
        return form_named(name, forms);
    }
    let said = forms.iter().find(|form| keys.iter().any(|(key, _)| form.has(key)));
    match (said, forms) {
        (Some(form), _) => Ok(form),
        (None, [usual, _, ..]) if context.can_ask() => {
            let choices: Vec<String> = forms.iter().map(|form| format!("{}: {}", form.name, form.what)).collect();
            let question = format!("how to sign in ({}) [{}]", choices.join("; "), usual.name);
            let answer = context.ask(&question, "--auth FORM").await?;
            if answer.is_empty() { Ok(usual) } else { form_named(&answer, forms) }
        }
        (None, forms) => forms.first().ok_or_else(|| Failure::usage("this provider takes no credential")),
    }
}

fn form_named(name: &str, forms: &'static [CredentialForm]) -> Outcome<&'static CredentialForm> {
    let known = || forms.iter().map(|form| form.name);
    forms.iter().find(|form| form.name == name).ok_or_else(|| {
        let failure = Failure::usage(format!("unknown form of credential `{}`", name.escape_debug()));
        failure.with_hint(match closest(name, known()) {
            Some(word) => format!("did you mean `{word}`?"),
            None => format!("this provider takes {}", known().collect::<Vec<_>>().join(", ")),
        })
    })
}
