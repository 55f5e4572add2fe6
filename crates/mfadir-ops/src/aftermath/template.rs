//! The texts of messages, which the desk can edit.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The words that a template may hold in braces.
const WORDS: [&str; 11] =
    ["name", "login", "tenant", "what", "factors", "ticket", "operator", "lifted", "time", "link", "head"];

/// What stands for a word that there is nothing to say for.
pub(super) const NOTHING: &str = "–";

/// A message with words in braces: `{name}`, `{login}`, `{tenant}`, `{what}`, `{factors}`, `{ticket}`, `{operator}`,
/// `{lifted}` (rules that were lifted, and why), `{time}`, `{link}` (the self-service) and `{head}` (the hash of the log's last entry).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// One line.
    pub subject: String,
    /// The text.
    pub text: String,
}

/// One template for each of those who are told.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Templates {
    /// To the person on whom something was done.
    pub user: Template,
    /// To their manager.
    pub manager: Template,
    /// To those who watch.
    pub security: Template,
    /// To those who watch, about a denied challenge.
    pub denial: Template,
}

/// A template holds a word that means nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the template {template} holds {{{word}}}, which is none of {}", WORDS.join(", "))]
pub struct BadTemplate {
    /// Whose template.
    pub template: &'static str,
    /// The word.
    pub word: String,
}

/// What the words stand for.
#[derive(Clone, Debug)]
pub(super) struct Values(BTreeMap<&'static str, String>);

impl Values {
    /// Nobody's name begins a new line of a message.
    pub(super) fn of(values: [(&'static str, String); WORDS.len()]) -> Self {
        let clean = |text: String| text.chars().filter(|char| !char.is_control()).collect();
        Self(values.into_iter().map(|(word, value)| (word, clean(value))).collect())
    }

    /// Puts the values in. What a value holds in braces stays as it is. An act that is about no factor leaves no empty
    /// parentheses.
    pub(super) fn put_into(&self, text: &str) -> String {
        let text = if self.value("factors") == NOTHING { text.replace(" ({factors})", "") } else { text.to_owned() };
        parts(&text).map(|part| part.map_or_else(str::to_owned, |word| self.value(word))).collect()
    }

    fn value(&self, word: &str) -> String {
        self.0.get(word).cloned().unwrap_or_else(|| format!("{{{word}}}"))
    }
}

impl Templates {
    /// Whether every word means something.
    pub fn check(&self) -> Result<(), BadTemplate> {
        let named =
            [("user", &self.user), ("manager", &self.manager), ("security", &self.security), ("denial", &self.denial)];
        named.into_iter().try_for_each(|(template, written)| {
            let words = parts(&written.subject).chain(parts(&written.text)).filter_map(Part::word);
            match words.into_iter().find(|word| !WORDS.contains(word)) {
                Some(word) => Err(BadTemplate { template, word: word.to_owned() }),
                None => Ok(()),
            }
        })
    }
}

/// A piece of a template.
enum Part<'a> {
    Text(&'a str),
    Word(&'a str),
}

impl<'a> Part<'a> {
    fn word(self) -> Option<&'a str> {
        match self {
            Self::Word(word) => Some(word),
            Self::Text(_) => None,
        }
    }

    fn map_or_else(self, text: impl Fn(&str) -> String, word: impl Fn(&str) -> String) -> String {
        match self {
            Self::Text(piece) => text(piece),
            Self::Word(piece) => word(piece),
        }
    }
}

/// The pieces of a template. A brace that is not closed is text.
fn parts(text: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if let Some((word, after)) = rest.strip_prefix('{').and_then(|inner| inner.split_once('}')) {
            rest = after;
            return Some(Part::Word(word));
        }
        let skip = usize::from(rest.starts_with('{'));
        let end = rest[skip..].find('{').map_or(rest.len(), |at| at + skip);
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(Part::Text(piece))
    })
}

impl Default for Templates {
    fn default() -> Self {
        Self { user: user(), manager: manager(), security: security(), denial: denial() }
    }
}

fn template(subject: &str, text: &str) -> Template {
    Template { subject: subject.to_owned(), text: text.to_owned() }
}

fn user() -> Template {
    template(
        "Your sign-in was changed",
        "Hello {name},\n\non {time} your account {login} was changed by the help desk: {what} ({factors}).\nTicket: \
         {ticket}\n\nIf you did not ask for this, call the help desk now, on the number that you know.\n\nLog: {head}\n",
    )
}

fn manager() -> Template {
    template(
        "The sign-in of {name} was changed",
        "Hello,\n\non {time} the account {login} of {name} was changed by the help desk: {what} ({factors}).\nTicket: \
         {ticket}\n\nIf that surprises you, ask {name}, and call the help desk.\n\nLog: {head}\n",
    )
}

fn security() -> Template {
    template(
        "{tenant}: {login}: {what}",
        "{time}\n{tenant}: {login} ({name}): {what} ({factors})\nOperator: {operator}\nTicket: {ticket}\nRules lifted: {lifted}\n\
         Log: {head}\n",
    )
}

fn denial() -> Template {
    template(
        "{tenant}: {login} denied a challenge",
        "{time}\n{login} ({name}) of {tenant} denied a challenge of {factors} that the help desk sent.\nSomebody may be \
         calling in their name.\nOperator: {operator}\nTicket: {ticket}\nLog: {head}\n",
    )
}

#[cfg(test)]
mod tests {
    use proptest::{prop_assert_eq, proptest};

    use super::{NOTHING, Template, Templates, Values, WORDS};

    fn values() -> Values {
        Values::of(
            WORDS.map(|word| (word, if word == "name" { "{login}\nBcc: x".to_owned() } else { word.to_owned() })),
        )
    }

    #[test]
    fn a_value_is_put_in_once_and_begins_no_line() {
        assert_eq!(values().put_into("Hello {name}, {ticket}"), "Hello {login}Bcc: x, ticket");
    }

    #[test]
    fn a_word_that_means_nothing_is_told_before_anything_is_sent() {
        assert_eq!(Templates::default().check(), Ok(()));
        let slip = Template { subject: "a".to_owned(), text: "Hello {nmae}".to_owned() };
        let bad = Templates { manager: slip, ..Templates::default() }.check().expect_err("a slip");
        assert!(
            bad.to_string().starts_with("the template manager holds {nmae}, which is none of name, login"),
            "{bad}"
        );
    }

    #[test]
    fn an_act_that_is_about_no_factor_leaves_no_empty_parentheses() {
        let none = Values::of(WORDS.map(|word| (word, if word == "factors" { NOTHING } else { word }.to_owned())));
        assert_eq!(none.put_into("{what} ({factors}).\nOf: {factors}"), "what.\nOf: –");
        assert_eq!(values().put_into("{what} ({factors})"), "what (factors)");
    }

    proptest! {
        #[test]
        fn text_without_words_stays_as_it_is(text in "[^{}]{0,20}[{]{0,2}[^{}]{0,10}") {
            prop_assert_eq!(values().put_into(&text), text);
        }
    }
}
