//! What an id looks like: the safety of lookups rests on telling ids from logins.

/// How long Okta's ids are (docs/providers/okta.md, "Ids").
const ID_LENGTH: usize = 20;

/// Whether a text has the shape of Okta's ids. A login of that shape is never put where an id could stand, and
/// nothing of another shape is taken for an id: Okta would resolve `me` and short names there.
pub(crate) fn is_id_shaped(text: &str) -> bool {
    text.len() == ID_LENGTH && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}
