//! The HTTP client under the transport.

use std::time::Duration;

use mfadir_core::{Error, ErrorKind, Result};
use reqwest::{Client, redirect::Policy};

use crate::origin::Origin;

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(10);

/// How long a whole exchange may take. Providers cut off at 30 s themselves; the timeout layer asks for less.
const TOTAL: Duration = Duration::from_mins(1);

/// A client for one origin. Redirects are never followed: the transport says where they would have led.
pub(crate) fn client(origin: &Origin, user_agent: &str) -> Result<Client> {
    let builder = Client::builder()
        .user_agent(user_agent)
        .connect_timeout(CONNECT)
        .timeout(TOTAL)
        .redirect(Policy::none())
        .https_only(origin.is_encrypted());
    // Reading the machine's certificates takes time and memory, and no proxy stands before this machine itself.
    let builder = if origin.is_encrypted() { builder } else { builder.tls_certs_only([]).no_proxy() };
    builder
        .build()
        .map_err(|source| Error::new(ErrorKind::Unavailable, "encryption cannot be set up").with_source(source))
}

/// What the vendor's log shows of us: program, version, and the ticket in parentheses. Characters that a header or
/// its comment syntax cannot carry become `_`.
pub(crate) fn user_agent(ticket: Option<&str>) -> String {
    let program = concat!("mfadir/", env!("CARGO_PKG_VERSION"));
    let safe = |c: char| if matches!(c, ' '..='~') && !"()\\".contains(c) { c } else { '_' };
    match ticket {
        Some(ticket) => format!("{program} ({})", ticket.chars().map(safe).collect::<String>()),
        None => program.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::user_agent;

    #[test]
    fn carries_the_ticket() {
        let version = env!("CARGO_PKG_VERSION");
        assert_eq!(user_agent(None), format!("mfadir/{version}"));
        assert_eq!(user_agent(Some("INC-7")), format!("mfadir/{version} (INC-7)"));
    }

    #[test]
    fn whatever_the_ticket_is_it_fits_a_header() {
        let agent = user_agent(Some("INC\r\n(7) für \\ada"));
        assert!(agent.ends_with(" (INC___7_ f_r _ada)"), "{agent}");
        HeaderValue::from_str(&agent).expect("a header");
    }
}
