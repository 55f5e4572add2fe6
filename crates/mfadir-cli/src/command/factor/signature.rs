//! What a browser or a key made, from a file.

use std::path::Path;

use mfadir_core::Proof;
use serde_json::Value;

use crate::{
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
};

/// No signature is longer; a file that is was named by mistake.
const LONGEST: u64 = 64 * 1024;

/// The signature in a file, which must hold a JSON object. `-` is standard input.
pub(super) async fn read(file: &Path, context: &Context) -> Outcome<Proof> {
    let read = context.text(file, LONGEST).await;
    let text = read.map_err(|error| Failure::usage(format!("{} cannot be read: {error}", file.display())))?;
    match serde_json::from_str::<Value>(&text) {
        Ok(Value::Object(_)) => Ok(Proof::Signature(text.into())),
        _ => Err(Failure::new(Exit::Proof, format!("{} holds no JSON object", file.display()))
            .with_hint("it holds what the browser's call answered, with its binary fields in base64")),
    }
}
