//! What a tenant takes as proof of who calls.

use std::time::Duration;

use jiff::Timestamp;
use mfadir_core::{GroupId, UserId};
use mfadir_memory::Masked;
use serde::{Deserialize, Serialize};

use crate::app::App;

const HEX: &[u8; 16] = b"0123456789abcdef";
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Which of the sandbox's credentials a request carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CredentialName {
    /// The token with all rights.
    Token,
    /// The token that only reads.
    ReadOnlyToken,
    /// The token of a help desk, which reaches one group.
    HelpDeskToken,
    /// The token of a second administrator with all rights.
    SuperToken,
    /// The client pair or the application, or a token that was issued to it.
    Client,
    /// The pair that may change people and their factors, but not by the newest API.
    ManageUsersClient,
    /// The pair that only reads.
    ReadUsersClient,
    /// None.
    None,
    /// One that is not ours, or not any more.
    Wrong,
}

/// A credential of the tenant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Key {
    /// Its name.
    pub(crate) name: CredentialName,
    /// What goes with the secret, where it is a pair.
    pub(crate) id: Option<String>,
    /// The secret.
    pub(crate) secret: Masked,
    /// The person whose rights it has.
    pub(crate) owner: Option<UserId>,
    /// The only group whose people it reaches; nothing where it reaches everybody.
    pub(crate) reach: Option<GroupId>,
}

/// A token that was issued for a pair.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct IssuedToken {
    /// For which credential.
    pub(crate) name: CredentialName,
    /// The token.
    pub(crate) token: Masked,
    /// When it was issued.
    pub(crate) created: Timestamp,
    /// When it ends.
    pub(crate) ends: Timestamp,
}

/// All credentials of a tenant. They stay the same for as long as its state is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Keys {
    held: Vec<Key>,
    issued: Vec<IssuedToken>,
    /// The application that signs in with a key of its own, where there is one.
    pub(crate) app: Option<App>,
}

impl Keys {
    /// These and no other.
    pub(crate) fn of(keys: Vec<Key>) -> Self {
        Self { held: keys, issued: Vec::new(), app: None }
    }

    /// These, and an application beside them.
    pub(crate) fn with_app(keys: Vec<Key>, app: App) -> Self {
        Self { app: Some(app), ..Self::of(keys) }
    }

    /// Who acts with the credential, as the tenant's log names them: the owner, or the application itself.
    pub(crate) fn actor(&self, name: CredentialName) -> Option<String> {
        let owner = self.named(name).and_then(|key| key.owner.as_ref().map(ToString::to_string));
        owner.or_else(|| self.app.as_ref().filter(|_| name == CredentialName::Client).map(|app| app.id.clone()))
    }

    /// The credential with this name.
    pub(crate) fn named(&self, name: CredentialName) -> Option<&Key> {
        self.held.iter().find(|key| key.name == name)
    }

    /// The credential with this secret and, for a pair, this id.
    pub(crate) fn holding(&self, id: Option<&str>, secret: &str) -> Option<&Key> {
        self.held.iter().find(|key| key.id.as_deref() == id && key.secret.reveal() == secret)
    }

    /// A token for the credential: the one that is still good, else a new one of 64 hexadecimal digits.
    pub(crate) fn issue(&mut self, name: CredentialName, now: Timestamp, lifetime: Duration) -> IssuedToken {
        self.issued.retain(|issued| issued.ends > now);
        if let Some(issued) = self.issued.iter().find(|issued| issued.name == name) {
            return issued.clone();
        }
        let issued = IssuedToken { name, token: Masked::new(hex(64)), created: now, ends: now + lifetime };
        self.issued.push(issued.clone());
        issued
    }

    /// The token, if it was issued here and is still good.
    pub(crate) fn issued(&self, token: &str, now: Timestamp) -> Option<&IssuedToken> {
        self.issued.iter().find(|issued| issued.token.reveal() == token && issued.ends > now)
    }

    /// Ends a token early. Whether it was good.
    pub(crate) fn revoke(&mut self, token: &str) -> bool {
        let before = self.issued.len();
        self.issued.retain(|issued| issued.token.reveal() != token);
        self.issued.len() < before
    }
}

/// So many random hexadecimal digits.
pub(crate) fn hex(length: usize) -> String {
    random(HEX, length)
}

/// So many random letters and digits.
pub(crate) fn letters(length: usize) -> String {
    random(&LETTERS[..62], length)
}

/// So many random characters of base64url.
pub(crate) fn base64url(length: usize) -> String {
    random(LETTERS, length)
}

fn random(alphabet: &[u8], length: usize) -> String {
    let letter = |_| char::from(alphabet[rand::random_range(0..alphabet.len())]);
    (0..length).map(letter).collect()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::Timestamp;

    use super::{CredentialName, Keys};

    #[test]
    fn a_token_is_the_same_one_until_it_ends_or_is_revoked() {
        let (mut keys, start, lifetime) = (Keys::default(), Timestamp::UNIX_EPOCH, Duration::from_hours(10));
        let first = keys.issue(CredentialName::Client, start, lifetime);
        assert_eq!(keys.issue(CredentialName::Client, start + Duration::from_hours(9), lifetime), first);
        assert!(keys.issued(first.token.reveal(), first.ends).is_none());
        let second = keys.issue(CredentialName::Client, first.ends, lifetime);
        assert_ne!(second.token, first.token);
        assert!(keys.revoke(second.token.reveal()));
        assert!(keys.issued(second.token.reveal(), second.created).is_none());
    }
}
