//! Every place that must know a new provider: the whole list.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context, Result};

use super::{Server, Written, name::Name, place::Place};
use crate::providers::providers;

const fn line(file: &'static str, entry: &'static str) -> Place {
    Place { file, entry, between: "" }
}

const fn word(file: &'static str, entry: &'static str) -> Place {
    Place { file, entry, between: ", " }
}

/// For every provider.
const EVERY: &[Place] = &[
    line("Cargo.toml", "mfadir-{{name}} = { path = \"crates/mfadir-{{name}}\" }\n"),
    word("crates/mfadir/Cargo.toml", "\"{{name}}\""),
    line("crates/mfadir/Cargo.toml", "{{name}} = [\"dep:mfadir-{{name}}\"]\n"),
    line("crates/mfadir/Cargo.toml", "mfadir-{{name}} = { workspace = true, optional = true }\n"),
    line("crates/mfadir/src/registry.rs", "#[cfg(feature = \"{{name}}\")]\nmod {{module}};\n"),
    line("crates/mfadir/src/registry.rs", "        #[cfg(feature = \"{{name}}\")]\n        {{module}}::PROVIDER,\n"),
    line("tests/Cargo.toml", "mfadir-{{name}}.workspace = true\n"),
    line("tests/src/subjects.rs", "mod {{module}};\n"),
    line("tests/src/subjects.rs", "    {{module}}::TESTED,\n"),
];

/// For a provider that the sandbox simulates.
const SIMULATED: &[Place] = &[
    line("crates/mfadir-sandbox/src/lib.rs", "mod {{module}};\n"),
    line("crates/mfadir-sandbox/src/seed.rs", "pub(crate) mod {{module}};\n"),
    word("crates/mfadir-sandbox/src/dialects.rs", "crate::{{module}}::SIMULATED"),
];

/// For a provider that is tried on a real server.
const SERVED: &[Place] =
    &[line("xtask/src/real.rs", "mod {{module}};\n"), word("xtask/src/real.rs", "&{{module}}::SERVER")];

/// The files that change, each with its new text. Nothing is written.
pub(super) fn lines(root: &Path, server: Server, name: &Name) -> Result<Vec<Written>> {
    let others = providers(root)?;
    let mut changed = BTreeMap::new();
    let own = match server {
        Server::Sandbox => SIMULATED,
        Server::Real => SERVED,
    };
    for place in EVERY.iter().chain(own) {
        let text = match changed.remove(place.file) {
            Some(text) => text,
            None => {
                fs::read_to_string(root.join(place.file)).with_context(|| format!("could not read {}", place.file))?
            }
        };
        changed.insert(place.file, place.with(&text, &others, name)?);
    }
    Ok(changed.into_iter().map(|(file, text)| (file.to_owned(), text)).collect())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::lines;
    use crate::new_backend::{Server, name::Name};

    #[test]
    fn our_own_workspace_has_every_place() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
        let name = Name::of("acme-id").expect("a name");
        for server in [Server::Sandbox, Server::Real] {
            let changed = lines(root, server, &name).expect("every place is found");
            assert!(changed.iter().all(|(_, text)| text.contains("acme-id") || text.contains("acme_id")));
        }
    }
}
