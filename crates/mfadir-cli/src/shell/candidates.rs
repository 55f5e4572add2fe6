//! What fits in the place of an argument.

use std::collections::BTreeSet;

use clap_complete::engine::CompletionCandidate;
use mfadir::registry;
use mfadir_core::FactorType;

use super::{known::Known, line::Line, settings};
use crate::{args::Completes, context::Context};

/// A word, and what it is.
type Word = (String, String);

/// How a person is written, with or without a tenant before it.
const FORMS: [(&str, &str); 3] =
    [("email:", "by mail address"), ("id:", "by the provider's id"), ("login:", "by login, as it stands")];

/// Everything that may be named behind what the line says already.
#[derive(Clone, Debug)]
pub(super) struct Candidates {
    tenants: Vec<Known>,
    line: Line,
}

impl Candidates {
    /// What the configuration names that the line means.
    pub(super) fn of(context: &mut Context, line: Line) -> Self {
        let named = line.globals.config.clone();
        context.globals.config = named.or(context.globals.config.take());
        Self { tenants: Known::all(context), line }
    }

    /// What begins with what was typed.
    pub(super) fn fitting(&self, what: Completes, typed: &str) -> Vec<CompletionCandidate> {
        let provider = self.line.provider.as_deref();
        let all = match what {
            Completes::Tenant => self.tenants(|_| true),
            Completes::OwnTenant => self.tenants(|tenant| !tenant.is_demo),
            Completes::TenantOrProvider => [self.tenants(|_| true), providers()].concat(),
            Completes::Person => self.people(typed),
            Completes::Factor => factors(self.meant().flat_map(|tenant| &tenant.factors), true),
            Completes::NewFactor => factors(self.meant().flat_map(|tenant| &tenant.enrollable), false),
            Completes::Provider => providers(),
            Completes::CredentialForm => settings::forms(provider),
            Completes::Setting => settings::keys(provider, false),
            Completes::Secret => settings::sources(provider, typed),
            Completes::Tag => self.tags(),
        };
        let fitting = all.into_iter().filter(|(word, _)| word.starts_with(typed));
        fitting.map(|(word, what)| CompletionCandidate::new(word).help(Some(what.into()))).collect()
    }

    fn tenants(&self, wanted: fn(&Known) -> bool) -> Vec<Word> {
        let tenants = self.tenants.iter().filter(|tenant| wanted(tenant));
        tenants.map(|tenant| (tenant.name.clone(), tenant.title.to_owned())).collect()
    }

    /// Only the provider knows its people; how they are written is known here. A tenant is not named twice.
    fn people(&self, typed: &str) -> Vec<Word> {
        let forms = |before: &str| FORMS.map(|(form, what)| (format!("{before}{form}"), what.to_owned()));
        if let Some(tenant) = self.tenants.iter().find(|tenant| tenant.has(typed)) {
            return forms(&format!("{}:", tenant.name)).into();
        }
        let tenants = self.tenants.iter().filter(|_| self.line.globals.tenants.is_empty());
        tenants.map(|tenant| (format!("{}:", tenant.name), tenant.title.to_owned())).chain(forms("")).collect()
    }

    fn tags(&self) -> Vec<Word> {
        let tags: BTreeSet<&String> = self.tenants.iter().flat_map(|tenant| &tenant.tags).collect();
        tags.into_iter().map(|tag| (tag.clone(), String::new())).collect()
    }

    /// The tenants that the line names, or all where it names none that is known.
    fn meant(&self) -> impl Iterator<Item = &Known> {
        let person = self.line.user.as_deref().unwrap_or_default();
        let named = move |tenant: &Known| self.line.globals.tenants.contains(&tenant.name) || tenant.has(person);
        let nobody = !self.tenants.iter().any(named);
        self.tenants.iter().filter(move |tenant| nobody || named(tenant))
    }
}

/// The types, each with its strength; and each kind alone, whoever its issuer is.
fn factors<'a>(types: impl Iterator<Item = &'a FactorType>, with_kinds: bool) -> Vec<Word> {
    let mut types: BTreeSet<FactorType> = types.cloned().collect();
    if with_kinds {
        types.extend(types.clone().into_iter().map(|factor| FactorType::of(factor.kind)));
    }
    types.iter().map(|factor| (factor.to_string(), factor.kind.strength().to_string())).collect()
}

fn providers() -> Vec<Word> {
    registry::providers().iter().map(|provider| (provider.name.to_owned(), provider.title.to_owned())).collect()
}
