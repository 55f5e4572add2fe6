//! Signed data: who says something, and that nobody changed it.

use std::fmt;

use base64::{Engine, engine::general_purpose::STANDARD};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use secrecy::{ExposeSecret, SecretBox};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

const PREFIX: &str = "ed25519:";

/// An operator's public key, written `ed25519:` and base64.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PublicKey([u8; 32]);

/// The text is no public key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("that is no public key: it is written `ed25519:` and 44 characters of base64")]
pub struct NoKey;

impl TryFrom<String> for PublicKey {
    type Error = NoKey;

    fn try_from(text: String) -> Result<Self, NoKey> {
        let bytes = text.strip_prefix(PREFIX).and_then(|text| STANDARD.decode(text).ok()).ok_or(NoKey)?;
        let bytes: [u8; 32] = bytes.try_into().map_err(|_| NoKey)?;
        VerifyingKey::from_bytes(&bytes).map_err(|_| NoKey)?;
        Ok(Self(bytes))
    }
}

impl From<PublicKey> for String {
    fn from(key: PublicKey) -> Self {
        key.to_string()
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{PREFIX}{}", STANDARD.encode(self.0))
    }
}

impl PublicKey {
    /// Whether the holder of this key signed these bytes.
    pub fn signed(&self, bytes: &[u8], signature: &str) -> bool {
        let parsed = STANDARD.decode(signature).ok().and_then(|bytes| Signature::from_slice(&bytes).ok());
        let key = VerifyingKey::from_bytes(&self.0).ok();
        parsed.zip(key).is_some_and(|(signature, key)| key.verify_strict(bytes, &signature).is_ok())
    }
}

/// An operator's signing key.
pub struct PrivateKey(SecretBox<[u8; 32]>);

impl PrivateKey {
    /// The key of these 32 bytes, which must come from a source of randomness that is fit for keys.
    pub fn of(seed: SecretBox<[u8; 32]>) -> Self {
        Self(seed)
    }

    /// Its public half.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.key().verifying_key().to_bytes())
    }

    /// The signature of these bytes, in base64.
    pub fn sign(&self, bytes: &[u8]) -> String {
        STANDARD.encode(self.key().sign(bytes).to_bytes())
    }

    /// The bytes to be kept where nobody else can read them.
    pub fn seed(&self) -> &SecretBox<[u8; 32]> {
        &self.0
    }

    fn key(&self) -> SigningKey {
        SigningKey::from_bytes(self.0.expose_secret())
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PrivateKey").field(&self.public().to_string()).finish()
    }
}

/// Data, who signed it, and the signature over exactly these bytes.
///
/// The text that was signed is kept as it was, so that no two programs have to agree on how to write JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signed {
    /// The data as JSON text.
    pub text: String,
    /// The id of the operator who signed it.
    pub by: String,
    /// The signature in base64.
    pub signature: String,
}

/// What signed data holds is not what was looked for.
#[derive(Debug, thiserror::Error)]
#[error("the signed text cannot be read")]
pub struct Unreadable(#[from] serde_json::Error);

impl Signed {
    /// Signs data as this operator.
    pub fn new<T: Serialize>(data: &T, by: &str, key: &PrivateKey) -> Result<Self, Unreadable> {
        let text = serde_json::to_string(data)?;
        let signature = key.sign(text.as_bytes());
        Ok(Self { text, by: by.to_owned(), signature })
    }

    /// Whether the holder of this key signed it.
    pub fn is_by(&self, key: &PublicKey) -> bool {
        key.signed(self.text.as_bytes(), &self.signature)
    }

    /// The data. It says nothing about who signed it: ask [`Operators::signer`](crate::Operators::signer).
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Unreadable> {
        Ok(serde_json::from_str(&self.text)?)
    }
}

#[cfg(test)]
mod tests {
    use proptest::{prelude::ProptestConfig, prop_assert, proptest};
    use secrecy::SecretBox;

    use super::{PrivateKey, PublicKey, Signed};

    fn key(byte: u8) -> PrivateKey {
        PrivateKey::of(SecretBox::new(Box::new([byte; 32])))
    }

    proptest! {
        // A signature takes a while without optimisation.
        #![proptest_config(ProptestConfig::with_cases(16))]
        #[test]
        fn only_the_signed_text_passes_and_only_under_its_key(text in ".{1,40}", at in 0usize..40, by in 1u8..250) {
            let signed = Signed::new(&text, "ann", &key(by)).expect("serialises");
            prop_assert!(signed.is_by(&key(by).public()));
            prop_assert!(!signed.is_by(&key(by + 1).public()));
            let mut forged = signed.clone();
            forged.text.insert(at % 2, 'x');
            prop_assert!(!forged.is_by(&key(by).public()));
        }
    }

    #[test]
    fn a_public_key_reads_back_and_nonsense_does_not() {
        let public = key(7).public();
        assert_eq!(PublicKey::try_from(public.to_string()), Ok(public));
        for text in ["", "ed25519:", "ed25519:AAAA", "rsa:AAAA"] {
            assert!(PublicKey::try_from(text.to_owned()).is_err(), "{text}");
        }
        assert!(!format!("{:?}", key(7)).contains("7, 7"));
    }
}
