//! Addresses of the admin console.

use mfadir_core::UserId;
use url::Url;

use crate::id::is_id_shaped;

/// The user whose page in the admin console this is: `https://acme.onelogin.com/users/70411823/edit`. Nothing for any
/// other address.
pub fn user_in_console(url: &Url) -> Option<UserId> {
    let mut segments = url.path_segments()?;
    let id = (segments.next() == Some("users")).then(|| segments.next())??;
    is_id_shaped(id).then(|| id.into())
}

#[cfg(test)]
mod tests {
    use super::user_in_console;

    fn user(address: &str) -> Option<String> {
        user_in_console(&address.parse().expect("a URL")).map(|id| id.to_string())
    }

    #[test]
    fn knows_a_persons_page() {
        assert_eq!(user("https://acme.onelogin.com/users/70411823/edit#authentication").as_deref(), Some("70411823"));
        assert_eq!(user("https://acme.onelogin.com/users/70411823").as_deref(), Some("70411823"));
        assert_eq!(user("https://acme.onelogin.com/users/new"), None);
        assert_eq!(user("https://acme.onelogin.com/roles/70411823"), None);
    }
}
