//! The signature over the head.

use std::{fmt, io};

use serde::{Deserialize, Serialize};

/// Signs the head, or does not.
pub trait Seal: fmt::Debug + Send + Sync {
    /// Who signs, and the signature of this text; nothing where nobody signs.
    fn sign(&self, text: &str) -> Option<(String, String)>;
}

/// Nobody signs: whoever can write the folder can write another log.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unsigned;

impl Seal for Unsigned {
    fn sign(&self, _text: &str) -> Option<(String, String)> {
        None
    }
}

/// A text and who signed exactly it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sealed {
    /// The text.
    pub text: String,
    /// The id of who signed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The signature in base64.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<String>,
}

impl Sealed {
    pub(crate) fn new(data: &impl Serialize, seal: &dyn Seal) -> io::Result<Self> {
        let text = serde_json::to_string(data)?;
        let (by, signature) = seal.sign(&text).unzip();
        Ok(Self { text, by, signature })
    }
}
