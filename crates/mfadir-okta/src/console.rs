//! Addresses of the admin console.

use mfadir_core::UserId;
use url::Url;

use crate::id::is_id_shaped;

/// The user whose page in the admin console this is: `https://acme-admin.okta.com/admin/user/profile/view/00u…`.
/// Nothing for any other address.
pub fn user_in_console(url: &Url) -> Option<UserId> {
    let id = url.path().strip_prefix("/admin/user/profile/view/")?.trim_end_matches('/');
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
        let page = "https://acme-admin.okta.com/admin/user/profile/view/00u1a2b3c4d5e6F7G0h7";
        assert_eq!(user(page).as_deref(), Some("00u1a2b3c4d5e6F7G0h7"));
        assert_eq!(user(&format!("{page}#tab-factors")).as_deref(), Some("00u1a2b3c4d5e6F7G0h7"));
        assert_eq!(user("https://acme-admin.okta.com/admin/users"), None);
        assert_eq!(user("https://acme-admin.okta.com/admin/user/profile/view/me"), None);
    }
}
