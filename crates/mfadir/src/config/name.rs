//! What a tenant may be called.

use mfadir_core::TenantName;

use super::error::ConfigError;

/// The words that select a user or a factor by something else than a tenant.
const TAKEN: [&str; 4] = ["email", "id", "login", "kind"];

/// The name, if it can stand before the colon of `TENANT:USER` and is not a word that means something there.
pub fn tenant_name(name: &str) -> Result<TenantName, ConfigError> {
    let rule = if name.is_empty() {
        "the name of a tenant cannot be empty".to_owned()
    } else if TAKEN.contains(&name) {
        format!("a tenant cannot be named `{name}`: the word means something else before a colon")
    } else if name.starts_with(['-', '.']) || name.contains(unfit) {
        let name = name.escape_debug();
        format!(
            "a tenant cannot be named `{name}`: a name holds no colon, at sign, slash or blank, and no dot in front"
        )
    } else {
        return Ok(name.into());
    };
    Err(ConfigError::new(rule).with_hint("a name like `acme` or `acme-new`"))
}

fn unfit(letter: char) -> bool {
    matches!(letter, ':' | '@' | '/' | '\\') || letter.is_whitespace() || letter.is_control()
}

#[cfg(test)]
mod tests {
    use super::tenant_name;

    #[test]
    fn names_that_would_be_taken_for_something_else_are_refused() {
        for name in ["", "email", "id", "login", "kind", "a:b", "a@b", "a b", "-a", "..", ".a", "../a", "a\u{7}"] {
            assert!(tenant_name(name).is_err(), "{name:?}");
        }
        for name in ["acme", "acme-new", "Acme_2.eu", "übung"] {
            assert!(tenant_name(name).is_ok(), "{name:?}");
        }
    }
}
