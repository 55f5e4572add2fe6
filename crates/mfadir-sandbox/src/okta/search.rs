//! Okta's `search` and `filter`: comparisons over the JSON that the caller would see.

mod language;
mod parser;
mod term;

pub(super) use language::Language;

use serde_json::Value;

use super::refusal::Refusal;
use term::Term;

/// A parsed expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Criteria {
    language: Language,
    term: Term,
}

impl Criteria {
    /// Reads an expression. What the language does not have is Okta's E0000031.
    pub(super) fn parse(text: &str, language: Language) -> Result<Self, Refusal> {
        let term = parser::parse(text, language).ok_or_else(Refusal::bad_search)?;
        Ok(Self { language, term })
    }

    /// Whether this object fits.
    pub(super) fn fit(&self, object: &Value) -> bool {
        self.term.fits(object, self.language.heeds_case())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Criteria, Language};

    fn fits(text: &str, language: Language) -> Option<bool> {
        let ada: Value = json!({
            "id": "00u1", "status": "ACTIVE", "created": "2025-02-03T09:10:11.000Z",
            "profile": { "login": "ada@example.com", "firstName": "Ada", "lastName": "O\"Neil", "mobilePhone": null },
        });
        Criteria::parse(text, language).ok().map(|criteria| criteria.fit(&ada))
    }

    #[test]
    fn comparisons_and_their_combinations() {
        let cases = [
            (r#"profile.login eq "ADA@example.com""#, true),
            (r#"profile.login eq "ada""#, false),
            (r#"profile.firstName sw "a""#, true),
            (r#"profile.login co "EXAMPLE""#, true),
            (r#"profile.lastName eq "O\"Neil""#, true),
            (r#"status eq "STAGED" or id eq "00u1""#, true),
            (r#"status eq "STAGED" or id eq "00u1" and profile.firstName eq "Bob""#, false),
            (r#"(status eq "STAGED" or id eq "00u1") and profile.firstName eq "Ada""#, true),
            (r#"created gt "2025-01-01T00:00:00.000Z" and created lt "2026-01-01T00:00:00.000Z""#, true),
            ("profile.firstName pr", true),
            ("profile.mobilePhone pr", false),
        ];
        for (text, expected) in cases {
            assert_eq!(fits(text, Language::UserSearch), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_the_language_does_not_have_is_refused() {
        let refused = [
            r#"profile.login ne "ada""#,
            r#"profile.Login eq "ada""#,
            r#"profile.shoeSize eq "7""#,
            r#"profile.department co "x""#,
            r#"profile.login eq "ada"#,
            r#"profile.login eq "ada" and"#,
            "profile.login",
            "",
        ];
        for text in refused {
            assert_eq!(fits(text, Language::UserSearch), None, "{text}");
        }
    }

    #[test]
    fn a_filter_heeds_case_and_only_knows_equality() {
        assert_eq!(fits(r#"profile.login eq "ada@example.com""#, Language::UserFilter), Some(true));
        assert_eq!(fits(r#"profile.login eq "Ada@example.com""#, Language::UserFilter), Some(false));
        assert_eq!(fits(r#"profile.login sw "ada""#, Language::UserFilter), None);
        assert_eq!(fits(r#"profile.department eq "x""#, Language::UserFilter), None);
    }
}
