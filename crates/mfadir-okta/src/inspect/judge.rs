//! What was seen, put into words.

use mfadir_core::{Error, Finding, Result, Role, Severity};

/// Roles that may remove and reset factors of other people; a custom role may too.
const REMOVERS: &[&str] = &["SUPER_ADMIN", "ORG_ADMIN", "USER_ADMIN", "HELP_DESK_ADMIN"];

pub(super) fn judge_engine(configured: &str, told: Result<Option<String>>) -> Finding {
    match told {
        Ok(Some(engine)) if engine == configured => good(&format!("runs on the engine `{engine}`, as configured")),
        Ok(Some(engine)) => warning(&format!(
            "runs on the engine `{engine}`, but `{configured}` is configured, so implied removals are told wrong; set \
             `engine = \"{engine}\"`"
        )),
        Ok(None) => warning("the organisation does not tell its engine"),
        Err(error) => warning(&format!("the engine cannot be told: {error}")),
    }
}

pub(super) fn judge_roles(roles: &[Role]) -> Finding {
    let names: Vec<_> = roles.iter().map(|role| role.name.as_str()).collect();
    let all = names.join(", ");
    if let Some(name) = names.iter().find(|name| REMOVERS.contains(name)) {
        good(&format!("may remove factors as {name}"))
    } else if names.contains(&"CUSTOM") {
        warning("has a custom role, which needs okta.users.credentials.resetFactors to remove factors")
    } else if names.is_empty() {
        problem_text("has no administrator role, so it cannot act on other people".to_owned())
    } else {
        problem_text(format!("may look, but its roles ({all}) do not let it remove factors"))
    }
}

pub(super) fn good(text: &str) -> Finding {
    Finding { severity: Severity::Good, text: text.to_owned() }
}

pub(super) fn warning(text: &str) -> Finding {
    Finding { severity: Severity::Warning, text: text.to_owned() }
}

pub(super) fn problem(what: &str, error: &Error) -> Finding {
    problem_text(format!("{what}: {error}"))
}

pub(super) fn problem_text(text: String) -> Finding {
    Finding { severity: Severity::Problem, text }
}

#[cfg(test)]
mod tests {
    use mfadir_core::{Role, Severity};

    use super::{judge_engine, judge_roles};

    fn severity(roles: &[&str]) -> Severity {
        let role = |name: &&str| Role { name: (*name).to_owned(), label: None, administrator: true };
        judge_roles(&roles.iter().map(role).collect::<Vec<_>>()).severity
    }

    #[test]
    fn a_role_that_cannot_remove_is_a_problem() {
        assert_eq!(severity(&["READ_ONLY_ADMIN", "HELP_DESK_ADMIN"]), Severity::Good);
        assert_eq!(severity(&["READ_ONLY_ADMIN"]), Severity::Problem);
        assert_eq!(severity(&["CUSTOM"]), Severity::Warning);
        assert_eq!(severity(&[]), Severity::Problem);
    }

    #[test]
    fn another_engine_than_configured_is_a_warning() {
        assert_eq!(judge_engine("idx", Ok(Some("idx".into()))).severity, Severity::Good);
        let differs = judge_engine("idx", Ok(Some("v1".into())));
        assert_eq!(differs.severity, Severity::Warning);
        assert!(differs.text.contains("engine = \"v1\""), "{}", differs.text);
    }
}
