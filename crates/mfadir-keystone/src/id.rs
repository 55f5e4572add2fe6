//! What an id looks like: the safety of lookups rests on telling ids from anything else.

use mfadir_core::{Error, ErrorKind, FactorId, Result, UserId};

/// Whether a text is one of the server's ids (docs/providers/keystone.md, "Users"): 32 hexadecimal digits, or 64 where
/// the person is kept in a directory behind the server. Only such a text is put into a path.
pub(crate) fn is_id_shaped(text: &str) -> bool {
    let digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    matches!(text.len(), 32 | 64) && text.bytes().all(digit)
}

/// The id as it goes into a path. What is not shaped like one is nobody's, and is not sent.
pub(crate) fn person(user: &UserId) -> Result<&str> {
    if is_id_shaped(user.as_str()) { Ok(user.as_str()) } else { Err(nobody(user)) }
}

/// The same for a factor.
pub(crate) fn credential(factor: &FactorId) -> Result<&str> {
    if is_id_shaped(factor.as_str()) { Ok(factor.as_str()) } else { Err(no_credential(factor)) }
}

/// The error where nobody has the id in this domain.
pub(crate) fn nobody(user: &UserId) -> Error {
    Error::new(ErrorKind::NotFound, format!("nobody in the domain has the id {:?}", user.as_str()))
}

/// The error where the person has no such credential.
pub(crate) fn no_credential(factor: &FactorId) -> Error {
    Error::new(ErrorKind::NotFound, format!("the user has no credential {:?} for codes", factor.as_str()))
}

#[cfg(test)]
mod tests {
    use super::is_id_shaped;

    #[test]
    fn only_ids_as_the_server_writes_them() {
        let id = "2617a56a80c34f5a90d0bc88198109a4";
        assert!(is_id_shaped(id));
        assert!(is_id_shaped(&id.repeat(2)));
        for text in ["", "me", "..", "ada@example.com", &id[1..], &id.to_uppercase(), &format!("{id}/")] {
            assert!(!is_id_shaped(text), "{text}");
        }
    }
}
