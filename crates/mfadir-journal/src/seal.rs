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
    /// Where nobody signed it: the last one before it that somebody did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_signed: Option<Box<Self>>,
}

impl Sealed {
    pub(crate) fn new(data: &impl Serialize, seal: &dyn Seal, before: Option<Self>) -> io::Result<Self> {
        let text = serde_json::to_string(data)?;
        let (by, signature) = seal.sign(&text).unzip();
        let last_signed = before.filter(|_| by.is_none()).and_then(Self::into_signed).map(Box::new);
        Ok(Self { text, by, signature, last_signed })
    }

    /// The text, who signed it, and the signature: of this one, or of the last before it that somebody signed.
    pub(crate) fn signed(&self) -> Option<(&str, &str, &str)> {
        let own = self.by.as_deref().zip(self.signature.as_deref());
        let own = own.map(|(by, signature)| (self.text.as_str(), by, signature));
        own.or_else(|| self.last_signed.as_deref()?.signed())
    }

    fn into_signed(self) -> Option<Self> {
        if self.by.is_some() { Some(self) } else { self.last_signed.map(|last| *last) }
    }
}
