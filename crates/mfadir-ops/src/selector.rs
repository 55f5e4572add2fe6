//! Which factors are meant: `KIND[@ISSUER]`, `kind:…`, `id:…`, or a bare word.

mod matching;
mod suggest;

use std::{convert::Infallible, fmt, str::FromStr};

use mfadir_core::{FactorId, FactorType, Kind};

pub(crate) use matching::{Breadth, Match};
pub use suggest::suggest;

/// Which factors are meant. It keeps the text that it was read from, for messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactorSelector {
    text: String,
    means: Means,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Means {
    /// The one with this id.
    Id(FactorId),
    /// Those of this kind, and of this issuer where there is one.
    Type(FactorType),
    /// A product's name, a label, an id, or the provider's own word for a kind.
    Word(String),
    /// All that lives on a phone.
    Phone,
}

impl FactorSelector {
    /// All factors that live on a phone: lost with it, or read by whoever holds it.
    pub fn on_phone() -> Self {
        Self { text: "all that lives on a phone".to_owned(), means: Means::Phone }
    }

    /// The id that it names, where it names one.
    pub fn id(&self) -> Option<&FactorId> {
        match &self.means {
            Means::Id(id) => Some(id),
            _ => None,
        }
    }

    /// The text that it was read from.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl FromStr for FactorSelector {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self { text: text.to_owned(), means: Means::read(text) })
    }
}

impl fmt::Display for FactorSelector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl Means {
    fn read(text: &str) -> Self {
        if let Some(id) = text.strip_prefix("id:") {
            return Self::Id(id.into());
        }
        if let Some(kind) = text.strip_prefix("kind:") {
            return Self::Type(written_type(kind));
        }
        let factor_type = written_type(text);
        if matches!(factor_type.kind, Kind::Other(_)) { Self::Word(text.to_owned()) } else { Self::Type(factor_type) }
    }
}

/// Known kinds are read in any case; a provider's own word is kept.
pub(crate) fn written_type(text: &str) -> FactorType {
    let (kind, issuer) = match text.split_once('@') {
        Some((kind, issuer)) => (kind, Some(issuer)),
        None => (text, None),
    };
    let kind = match Kind::from(kind.to_lowercase().as_str()) {
        Kind::Other(_) => Kind::Other(kind.to_owned()),
        known => known,
    };
    issuer.map_or_else(|| FactorType::of(kind.clone()), |issuer| FactorType::by(kind.clone(), issuer))
}
