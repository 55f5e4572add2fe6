//! What privacyIDEA's refusals mean (docs/providers/privacyidea.md, "Errors").

use http::StatusCode;
use mfadir_core::{Applied, Error, ErrorKind};
use mfadir_http::{Response, kind_of};

use crate::wire::Said;

const FORBIDDEN: i64 = 303;

/// The code, and what it means.
const CODES: &[(i64, ErrorKind, &str)] = &[
    (FORBIDDEN, ErrorKind::Forbidden, "the server's policies do not allow it"),
    (601, ErrorKind::NotFound, "there is no such thing"),
    (904, ErrorKind::NotFound, "there is no such user"),
    (905, ErrorKind::Invalid, "the server refuses the request"),
    (1007, ErrorKind::Conflict, "the token is revoked"),
    (4031, ErrorKind::Unauthenticated, "the server does not accept name and password"),
    (4033, ErrorKind::Unauthenticated, "the server asks for a sign-in"),
    (4304, ErrorKind::Unauthenticated, "the server does not accept the sign-in"),
    (4305, ErrorKind::Unauthenticated, "the sign-in is over"),
];

/// The error that an answer other than success stands for.
pub(crate) fn error(response: &Response) -> Error {
    let said = response.any_json().map(|json| Said::in_body(&json)).unwrap_or_default();
    if said == Said::default() && kind_of(response.status()) == ErrorKind::Invalid {
        // The server's own refusals are never a page: this one comes from what stands in front of it.
        return response.unexpected("no result", "a result");
    }
    explained(response, &said)
}

/// The error for a success that says in its body that it is none: it was refused, so nothing was done.
pub(crate) fn error_within(response: &Response, said: &Said) -> Error {
    explained(response, said).with_applied(Applied::No)
}

/// Whether all tokens of somebody were to be deleted who has none: the server then misses the serial numbers.
pub(crate) fn has_no_tokens(error: &Error) -> bool {
    error.code() == Some("905") && error.message().contains("'serials'")
}

/// Whether it is the sign-in that was refused.
pub(crate) fn refuses_token(response: &Response) -> bool {
    response.status() == StatusCode::UNAUTHORIZED
}

fn explained(response: &Response, said: &Said) -> Error {
    let known = CODES.iter().find(|(code, ..)| Some(*code) == said.code);
    let (kind, clause) = match known {
        Some((_, kind, clause)) => (*kind, *clause),
        None => (kind_of(response.status()), "the server refuses it"),
    };
    let error = match &said.text {
        Some(text) => response.error(kind, format!("{clause} (privacyIDEA says: {})", response.said(text))),
        None => response.error_by_status(),
    };
    let error = match said.code {
        Some(code) => error.with_code(code.to_string()),
        None => error,
    };
    match hint(&error, said) {
        Some(hint) => error.with_hint(hint),
        None => error,
    }
}

fn hint(error: &Error, said: &Said) -> Option<String> {
    let text = said.text.as_deref().unwrap_or_default();
    match error.kind() {
        ErrorKind::Forbidden => Some(missing_right(text)),
        ErrorKind::Unauthenticated => {
            Some("check `auth`: the administrator's name, the password and where it is read from".to_owned())
        }
        ErrorKind::Unavailable if said.code.is_some() => Some("look into the server's own log".to_owned()),
        ErrorKind::Unexpected => {
            Some("check that `url` is the server's own address, and that no proxy answers in its place".to_owned())
        }
        _ => None,
    }
}

/// Which action a policy has to give. The server names it in most of its refusals: "…, but the action delete is not
/// allowed!"
fn missing_right(text: &str) -> String {
    let action = text.split_once("the action ").and_then(|(_, rest)| rest.split_whitespace().next());
    match action {
        Some(action) => format!("give the administrator the action `{action}` in a policy of the scope admin"),
        None if text.contains("enroll") => {
            "give the administrator the action that enrolls this kind, as `enrollTOTP`, in a policy of the scope admin"
                .to_owned()
        }
        None => "look at the policies of the scopes admin and enrollment".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::missing_right;

    #[test]
    fn the_hint_names_the_action() {
        let delete = missing_right("Admin actions are defined, but the action delete is not allowed!");
        assert!(delete.contains("`delete`"), "{delete}");
        let enroll = "Admin actions are defined, but you are not allowed to enroll this token type!";
        assert!(missing_right(enroll).contains("enrollTOTP"));
        let seen = "Admin actions are defined, but telling which users own a token requires the action tokenlist in \
                    every realm the users are listed from!";
        assert!(missing_right(seen).contains("`tokenlist`"));
    }
}
