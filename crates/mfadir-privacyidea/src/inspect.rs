//! What can be told about a tenant's settings and its account, with harmless reads.

use async_trait::async_trait;
use jiff::{SignedDuration, Unit};
use mfadir_core::{
    Credential, Error, Finding, Inspection, Inspector, Operation, Owner, Result, Right, Rights, Severity,
};
use mfadir_http::{Path, Request};

use crate::{directory::PrivacyIdea, wire::Claims};

/// How many people a resolver shows where nobody chose another number (docs/providers/privacyidea.md, "People").
const USUAL_LIMIT: u64 = 500;

/// The actions of a policy, and what they are good for here.
const RIGHTS: &[(&str, &str)] = &[
    ("userlist", "find people"),
    ("tokenlist", "list factors"),
    ("delete", "remove and reset"),
    ("reset", "unlock"),
    ("triggerchallenge", "challenge"),
    ("auditlog", "read the log"),
];

/// The actions without which nothing works.
const NEEDED: &[&str] = &["userlist", "tokenlist"];

/// What an operation takes: one of these actions, or one that begins so where the word ends with `*`.
const TAKES: &[(Operation, &[&str])] = &[
    (Operation::Remove, &["delete"]),
    (Operation::Reset, &["delete"]),
    (Operation::RevokeCode, &["delete"]),
    (Operation::Unlock, &["reset"]),
    (Operation::Enroll, &["enroll*"]),
    (Operation::Activate, &["enroll*"]),
    (Operation::TemporaryCode, &["enrollREGISTRATION", "enrollPW"]),
    (Operation::Challenge, &["triggerchallenge"]),
];

#[async_trait]
impl Inspector for PrivacyIdea {
    async fn inspect(&self) -> Result<Inspection> {
        let server = self.during(Operation::Users, self.server()).await?;
        let claims = self.client.administrator.claims().unwrap_or_default();
        let form = format!("password of the administrator {:?}", self.client.administrator.username());
        let credential = Credential { form, owner: owner(&claims) };
        let realm = self.realm().await;
        let tokens = self.tokens().await;
        let rest = [role(&claims), self.lifetime(), Some(realm), Some(self.people().await), Some(tokens)];
        let findings = [Some(server)].into_iter().chain(rest).flatten().chain(rights(&claims)).collect();
        Ok(Inspection { credential, findings })
    }

    /// The sign-in told it, so that no request is needed once somebody was asked for.
    async fn rights(&self, _most: usize) -> Result<Rights> {
        Ok(allowed(&self.client.administrator.claims().unwrap_or_default()))
    }
}

/// What the policies allow in some realm at least, by operation.
fn allowed(claims: &Claims) -> Rights {
    let untold = Rights::untold("the server does not tell what the administrator may do");
    let Some(rights) = &claims.rights else { return untold };
    let gives = |right: &String, action: &str| match action.strip_suffix('*') {
        Some(start) => right.starts_with(start),
        None => right == action,
    };
    let has =
        |actions: &[&str]| rights.iter().any(|right| right == "*" || actions.iter().any(|action| gives(right, action)));
    TAKES.iter().fold(untold, |told, (operation, actions)| {
        let right = match operation {
            _ if has(actions) => Right::Has,
            Operation::Challenge => Right::CannotTell(
                "no policy gives the action `triggerchallenge`: codes are checked, and nothing is sent".to_owned(),
            ),
            _ => Right::Lacks(format!("no policy gives the action `{}`", actions.join("` or `"))),
        };
        told.with(*operation, right)
    })
}

impl PrivacyIdea {
    /// Signs in and asks for something that every administrator may see, which the version comes with.
    async fn server(&self) -> Result<Finding> {
        let answer = self.client.ask(Request::get(&Path::new("/realm/"))).await?;
        let version = answer.response.any_json().and_then(|body| body["version"].as_str().map(str::to_owned));
        let version = version.map_or_else(|| "an unknown version".to_owned(), |text| answer.response.said(&text));
        Ok(good(format!("signs in to {version}")))
    }

    fn lifetime(&self) -> Option<Finding> {
        let lasts = self.client.administrator.lasts()?.round(Unit::Minute).ok().filter(SignedDuration::is_positive)?;
        Some(good(format!("a sign-in lasts {lasts:#} more, and a new one follows")))
    }

    async fn realm(&self) -> Finding {
        let realm = &self.client.realm;
        match self.client.realms().await {
            Ok(known) if known.contains(realm) => good(format!("the realm {realm:?} is there")),
            Ok(known) => {
                let known = known.join(", ");
                problem(format!("the administrator sees no realm {realm:?}, but {known}; correct `realm`"))
            }
            Err(error) => broken("cannot tell whether the realm is there", &error),
        }
    }

    /// How many people are shown. A resolver stops at its limit without a word.
    async fn people(&self) -> Finding {
        match self.client.count().await {
            Ok(0) => warning("lists users, and the realm shows none".to_owned()),
            Ok(count) if count % USUAL_LIMIT == 0 => warning(format!(
                "lists {count} users, which is what resolvers usually stop at; raise their size limit if there are more"
            )),
            Ok(count) => good(format!("lists users; the realm shows {count}")),
            Err(error) => broken("cannot list users", &error),
        }
    }

    async fn tokens(&self) -> Finding {
        match self.client.sees_tokens().await {
            Ok(()) => good("lists tokens".to_owned()),
            Err(error) => broken("cannot list tokens", &error),
        }
    }
}

/// A realm beside the name is that of a person who is an administrator, too.
fn owner(claims: &Claims) -> Owner {
    let person = claims.username.as_deref().zip(claims.realm.as_deref().filter(|realm| !realm.is_empty()));
    person.map_or(Owner::Unknown, |(name, realm)| Owner::Person(format!("{name}@{realm}")))
}

fn role(claims: &Claims) -> Option<Finding> {
    let role = claims.role.as_deref().filter(|role| *role != "admin")?;
    Some(problem(format!("signs in with the role {role:?}, which sees its own tokens alone; take an administrator")))
}

/// What the policies allow, in some realm at least. The token tells no more.
fn rights(claims: &Claims) -> Vec<Finding> {
    match &claims.rights {
        None => vec![warning("the server does not tell what the administrator may do".to_owned())],
        Some(rights) if rights.iter().any(|right| right == "*") => {
            vec![warning("may do everything; an administrator with fewer rights is enough".to_owned())]
        }
        Some(rights) => told(claims, rights),
    }
}

fn told(claims: &Claims, rights: &[String]) -> Vec<Finding> {
    let (may, lack): (Vec<_>, Vec<_>) = RIGHTS.iter().partition(|(action, _)| claims.allow(action) == Some(true));
    let uses = may.iter().map(|(_, what)| *what).collect::<Vec<_>>().join(", ");
    let kinds = rights.iter().filter_map(|right| right.strip_prefix("enroll")).collect::<Vec<_>>().join(", ");
    let enroll = if kinds.is_empty() { "enroll nothing".to_owned() } else { format!("enroll {kinds}") };
    let missing = lack.into_iter().map(|(action, what)| missing(action, what));
    [good(format!("may {uses}; {enroll}"))].into_iter().chain(missing).collect()
}

fn missing(action: &str, what: &str) -> Finding {
    let text = format!("may not {what}: no policy gives the action `{action}`");
    if NEEDED.contains(&action) { problem(text) } else { warning(text) }
}

fn good(text: String) -> Finding {
    Finding { severity: Severity::Good, text }
}

fn warning(text: String) -> Finding {
    Finding { severity: Severity::Warning, text }
}

fn problem(text: String) -> Finding {
    Finding { severity: Severity::Problem, text }
}

fn broken(what: &str, error: &Error) -> Finding {
    problem(format!("{what}: {error}"))
}

#[cfg(test)]
mod tests {
    use mfadir_core::{Operation, Right};

    use super::{Claims, allowed};

    #[test]
    fn the_actions_of_the_sign_in_say_what_may_be_done() {
        let claims = |rights: &[&str]| {
            let mut claims = Claims::default();
            claims.rights = Some(rights.iter().map(|right| (*right).to_owned()).collect());
            claims
        };
        let some = allowed(&claims(&["delete", "enrollTOTP"]));
        assert_eq!((some.of(Operation::Remove), some.of(Operation::Enroll)), (Right::Has, Right::Has));
        let no = "no policy gives the action `enrollREGISTRATION` or `enrollPW`".to_owned();
        assert_eq!(some.of(Operation::TemporaryCode), Right::Lacks(no));
        assert!(matches!(some.of(Operation::Challenge), Right::CannotTell(_)), "codes are checked without it");
        assert_eq!(allowed(&claims(&["*"])).of(Operation::Unlock), Right::Has);
        assert!(matches!(allowed(&Claims::default()).of(Operation::Unlock), Right::CannotTell(_)));
    }
}
