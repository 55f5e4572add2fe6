//! Addresses of the admin console, Horizon.

use mfadir_core::UserId;
use url::Url;

use crate::id::is_id_shaped;

/// The user whose page in Horizon this is: `https://cloud.acme.example/identity/users/ID/detail/`. Nothing for any other
/// address.
pub fn user_in_console(url: &Url) -> Option<UserId> {
    let mut segments = url.path_segments()?.skip_while(|segment| *segment != "users");
    let id = segments.nth(1)?;
    is_id_shaped(id).then(|| id.into())
}

#[cfg(test)]
mod tests {
    use super::user_in_console;

    const ID: &str = "2617a56a80c34f5a90d0bc88198109a4";

    fn user(address: &str) -> Option<String> {
        user_in_console(&address.parse().expect("a URL")).map(|id| id.to_string())
    }

    #[test]
    fn knows_a_persons_page_and_no_other() {
        assert_eq!(user(&format!("https://cloud.acme.example/identity/users/{ID}/detail/")).as_deref(), Some(ID));
        assert_eq!(user("https://cloud.acme.example/identity/users/create"), None);
        assert_eq!(user(&format!("https://cloud.acme.example/identity/groups/{ID}")), None);
    }
}
