//! Which policy a tenant has, and what is still to be set up before anybody may act there.

use mfadir::Tenant;
use mfadir_policy::Overrides;
use serde::Serialize;

use crate::{command::roster, context::Context, output::clean, render::policy_of};

/// A tenant's policy, and the next steps.
#[derive(Debug, Serialize)]
pub(super) struct Standing {
    policy: String,
    /// Where the configuration names it; nothing where the default holds.
    policy_at: Option<String>,
    /// What is to be done before anybody may act, as clauses.
    next: Vec<String>,
    /// The policy, who says so, and what it means.
    #[serde(skip)]
    told: String,
}

impl Standing {
    /// Of this tenant, for whoever works on this machine. A file that cannot be read is something to be done.
    pub(super) fn of(tenant: &Tenant, context: &mut Context) -> Self {
        Self {
            policy: tenant.policy.name.clone(),
            policy_at: tenant.policy_at.as_ref().map(ToString::to_string),
            next: next(tenant, context),
            told: format!("{}; {}", policy_of(tenant), means(tenant)),
        }
    }

    /// What is told, each with a word before it.
    pub(super) fn lines(&self) -> impl Iterator<Item = (&'static str, String)> {
        let steps = self.next.iter().map(|step| ("next", step));
        std::iter::once(("policy", &self.told)).chain(steps).map(|(word, text)| (word, clean(text).into_owned()))
    }
}

fn means(tenant: &Tenant) -> String {
    let policy = &tenant.policy;
    match &policy.overrides {
        Overrides::Anybody if !policy.operators => "whoever says why may lift its guard rules".to_owned(),
        _ if policy.name == "strict" => {
            "looking is free, and every act needs an operator, a ticket and a verified caller".to_owned()
        }
        _ => format!("`mfadir -t {} policy show` tells its rules", tenant.name),
    }
}

fn next(tenant: &Tenant, context: &mut Context) -> Vec<String> {
    if !tenant.policy.operators {
        return Vec::new();
    }
    let mut steps: Vec<String> = operators(tenant, context).into_iter().collect();
    if !steps.is_empty() && tenant.policy_at.is_none() {
        steps.push(
            "rules of your own: a file with `extends = \"strict\"`, which `policy` in the tenant's section \
                    names; `mfadir policy check FILE` finds slips in it"
                .to_owned(),
        );
        steps.push("where administrators work for themselves: `policy = \"open\"` in the tenant's section".to_owned());
    }
    steps
}

/// What is missing before the operator of this machine may act.
fn operators(tenant: &Tenant, context: &mut Context) -> Option<String> {
    // On a sealed machine nobody may be here as whom one could act.
    let own = context.operator().ok().map(|operator| operator.id);
    let Ok(path) = roster::path(None, context) else {
        let id = own.as_deref().unwrap_or("ID");
        return Some(format!(
            "operators: `mfadir operator new {id}` makes an entry; put each into a file, and name that as `operators` \
             in the section [desk]"
        ));
    };
    let file = path.display();
    match roster::read(&path) {
        Err(failure) => Some(failure.message().to_owned()),
        Ok(known) => {
            let why = known.serving(&own?, &tenant.name, context.clock.now()).err()?;
            Some(format!("operators: {why}, {file}; `mfadir operator check` tells more"))
        }
    }
}
