//! What a browser or a key made, from a file.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use mfadir_core::Proof;
use serde_json::Value;

use crate::{
    exit::Exit,
    failure::{Failure, Outcome},
};

/// No signature is longer; a file that is was named by mistake.
const LONGEST: u64 = 64 * 1024;

/// The signature in a file, which must hold a JSON object.
pub(super) fn read(file: &Path) -> Outcome<Proof> {
    let text = text(file).map_err(|error| Failure::usage(format!("{} cannot be read: {error}", file.display())))?;
    match serde_json::from_str::<Value>(&text) {
        Ok(Value::Object(_)) => Ok(Proof::Signature(text.into())),
        _ => Err(Failure::new(Exit::Proof, format!("{} holds no JSON object", file.display()))
            .with_hint("it holds what the browser's call answered, with its binary fields in base64")),
    }
}

fn text(file: &Path) -> io::Result<String> {
    let mut text = String::new();
    File::open(file)?.take(LONGEST + 1).read_to_string(&mut text)?;
    if text.len() as u64 > LONGEST { Err(io::Error::other("it is too long to be a signature")) } else { Ok(text) }
}
