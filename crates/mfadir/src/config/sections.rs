//! The kinds of sections, gathered from all files.

use std::{borrow::Cow, collections::BTreeMap, ops::Range};

use mfadir_core::TenantName;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    error::ConfigError,
    name::tenant_name,
    place::{Source, Sources},
    shift,
};
use crate::suggest::closest;

type Key<'i> = Spanned<Cow<'i, str>>;
type Value<'i> = Spanned<DeValue<'i>>;

/// One table of a file and where it begins.
#[derive(Clone)]
pub(crate) struct Section<'i> {
    pub(crate) span: Range<usize>,
    pub(crate) keys: DeTable<'i>,
    /// Whether it stands in the system's file.
    pub(crate) system: bool,
}

/// All sections by name.
#[derive(Default)]
pub(crate) struct Sections<'i> {
    pub(crate) tenants: BTreeMap<String, Section<'i>>,
    pub(crate) credentials: BTreeMap<String, Section<'i>>,
    /// One a file, the lowest first.
    pub(crate) defaults: Vec<Section<'i>>,
    /// The same.
    pub(crate) desk: Vec<Section<'i>>,
}

const NAMES: [&str; 4] = ["tenant", "credential", "defaults", "desk"];

impl<'i> Sections<'i> {
    /// The sections of all files; the first `system` files are the system's, whose tenants and credentials give way to
    /// the user's of the same name.
    pub(crate) fn gather(sources: &'i Sources, system: usize) -> Result<Self, ConfigError> {
        let mut sections = Self::default();
        for (number, source) in sources.iter().enumerate() {
            for (key, value) in parse(source, sources)? {
                sections.add(sources, &key, value, number < system)?;
            }
        }
        Ok(sections)
    }

    fn add(&mut self, sources: &Sources, key: &Key<'i>, value: Value<'i>, system: bool) -> Result<(), ConfigError> {
        let place = || sources.place(key.span().start);
        let section = Section::of(key, value, system).map_err(|error| error.at(place()))?;
        match key.get_ref().as_ref() {
            "tenant" => add_named(sources, &mut self.tenants, section, tenant_name),
            "credential" => add_named(sources, &mut self.credentials, section, |name| Ok(name.into())),
            "defaults" => {
                self.defaults.push(section);
                Ok(())
            }
            "desk" => {
                self.desk.push(section);
                Ok(())
            }
            other => Err(unknown(other).at(place())),
        }
    }
}

impl<'i> Section<'i> {
    fn of(name: &Key<'i>, value: Value<'i>, system: bool) -> Result<Self, ConfigError> {
        match value.into_inner() {
            DeValue::Table(keys) => Ok(Self { span: name.span(), keys, system }),
            _ => Err(ConfigError::new("expected a section in brackets, like `[tenant.acme]`")),
        }
    }
}

/// Adds each table of the section under its own name.
fn add_named<'i>(
    sources: &Sources,
    named: &mut BTreeMap<String, Section<'i>>,
    section: Section<'i>,
    check: impl Fn(&str) -> Result<TenantName, ConfigError>,
) -> Result<(), ConfigError> {
    for (name, value) in section.keys {
        let place = || sources.place(name.span().start);
        check(name.get_ref()).map_err(|error| error.at(place()))?;
        let new = Section::of(&name, value, section.system).map_err(|error| error.at(place()))?;
        insert(sources, named, name.get_ref(), new)?;
    }
    Ok(())
}

/// The user's section takes the place of the system's; twice the same name on one side is a mistake.
fn insert<'i>(
    sources: &Sources,
    named: &mut BTreeMap<String, Section<'i>>,
    name: &str,
    new: Section<'i>,
) -> Result<(), ConfigError> {
    let old = named.get(name).filter(|old| old.system == new.system);
    if let Some(first) = old.and_then(|old| sources.place(old.span.start)) {
        let error = ConfigError::new(format!("`{name}` is defined twice")).at(sources.place(new.span.start));
        return Err(error.with_hint(format!("the first time at {first}")));
    }
    named.insert(name.to_owned(), new);
    Ok(())
}

pub(super) fn parse<'i>(source: &'i Source, sources: &Sources) -> Result<DeTable<'i>, ConfigError> {
    let table = DeTable::parse(&source.text).map_err(|error| {
        let place = sources.place(source.start + error.span().map_or(0, |span| span.start));
        ConfigError::new(error.message().replace('\n', ", ")).at(place)
    })?;
    Ok(shift::table(table.into_inner(), source.start))
}

fn unknown(name: &str) -> ConfigError {
    let error =
        ConfigError::new(format!("unknown section `{name}`, expected `tenant`, `credential`, `defaults` or `desk`"));
    match closest(name, NAMES) {
        Some(word) => error.with_hint(format!("did you mean `{word}`?")),
        None => error.with_hint("a tenant is a section `[tenant.NAME]`"),
    }
}
