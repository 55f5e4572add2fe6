//! Addresses of the web interface.

use mfadir_core::UserId;
use percent_encoding::percent_decode_str;
use url::Url;

use crate::person::{Person, is_sendable};

/// The person whose page in the web interface this is: `/app/v2/users/details/ada?realm=people`, or, in its older
/// form, `/#!/user/details/people/ada`. Nothing for any other address, nor for a page that does not tell the realm.
pub fn user_in_console(url: &Url) -> Option<UserId> {
    let (login, realm) = newer(url).or_else(|| older(url.fragment()?))?;
    let (login, realm) = (percent_decode_str(&login).decode_utf8().ok()?, realm.to_lowercase());
    let is_whole = is_sendable(&login) && is_sendable(&realm) && !realm.contains('/');
    is_whole.then(|| Person::new(&login, &realm, None).id())
}

/// The address may name the interface's language: `/app/v2/de/users/…`.
fn newer(url: &Url) -> Option<(String, String)> {
    let segments: Vec<_> = url.path_segments()?.collect();
    let [.., "users", "details", login] = segments.as_slice() else { return None };
    let (_, realm) = url.query_pairs().find(|(name, _)| name == "realm")?;
    Some(((*login).to_owned(), realm.into_owned()))
}

/// The older interface writes a slash of a name as `~2F` and a tilde as `~~`.
fn older(fragment: &str) -> Option<(String, String)> {
    let page = fragment.trim_start_matches('!').strip_prefix("/user/details/")?;
    let (realm, login) = page.split_once('/')?;
    Some((login.replace("~2F", "%2F").replace("~~", "~"), realm.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::user_in_console;

    fn user(page: &str) -> Option<String> {
        let address = format!("https://mfa.acme.example{page}").parse().expect("a URL");
        user_in_console(&address).map(|id| id.to_string())
    }

    #[test]
    fn knows_a_persons_page() {
        assert_eq!(user("/app/v2/users/details/ada?realm=people").as_deref(), Some("ada@people"));
        assert_eq!(user("/app/v2/de/users/details/a%20b%2Fc?realm=People").as_deref(), Some("a b/c@people"));
        assert_eq!(user("/#!/user/details/people/ada").as_deref(), Some("ada@people"));
        assert_eq!(user("/#/user/details/people/slash~2Fname").as_deref(), Some("slash/name@people"));
    }

    #[test]
    fn any_other_page_is_nobodys() {
        for page in [
            "/app/v2/users/details/ada",
            "/app/v2/users/details/?realm=people",
            "/app/v2/users/details/ada?realm=",
            "/app/v2/users?realm=people",
            "/app/v2/tokens/details/ada?realm=people",
            "/#!/user/list",
            "/#!/user/details/people",
        ] {
            assert_eq!(user(page), None, "{page}");
        }
    }
}
