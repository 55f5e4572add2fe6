//! From text to expressions: `or` binds weaker than `and`, brackets group.

use super::{
    language::Language,
    term::{Comparison, Term},
};

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Word(String),
    Text(String),
    Open,
    Close,
}

/// The expression; nothing where it is none, or uses what the language does not have.
pub(super) fn parse(text: &str, language: Language) -> Option<Term> {
    let mut parser = Parser { tokens: tokens(text)?, next: 0, language };
    let term = parser.any()?;
    (parser.next == parser.tokens.len()).then_some(term)
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    let (mut tokens, mut rest) = (Vec::new(), text.trim_start());
    while let Some(first) = rest.chars().next() {
        let (token, length) = match first {
            '(' => (Token::Open, 1),
            ')' => (Token::Close, 1),
            '"' => quoted(rest)?,
            _ => word(rest),
        };
        tokens.push(token);
        rest = rest[length..].trim_start();
    }
    Some(tokens)
}

fn word(text: &str) -> (Token, usize) {
    let length = text.find([' ', '(', ')', '"']).unwrap_or(text.len());
    (Token::Word(text[..length].to_owned()), length)
}

/// A text in quotes, in which a backslash takes the next character as it is.
fn quoted(text: &str) -> Option<(Token, usize)> {
    let (mut value, mut escaped) = (String::new(), false);
    for (index, letter) in text.char_indices().skip(1) {
        match letter {
            '\\' if !escaped => escaped = true,
            '"' if !escaped => return Some((Token::Text(value), index + 1)),
            _ => {
                value.push(letter);
                escaped = false;
            }
        }
    }
    None
}

struct Parser {
    tokens: Vec<Token>,
    next: usize,
    language: Language,
}

impl Parser {
    fn any(&mut self) -> Option<Term> {
        let mut terms = vec![self.all()?];
        while self.takes("or") {
            terms.push(self.all()?);
        }
        Some(if terms.len() == 1 { terms.remove(0) } else { Term::Any(terms) })
    }

    fn all(&mut self) -> Option<Term> {
        let mut terms = vec![self.one()?];
        while self.takes("and") {
            terms.push(self.one()?);
        }
        Some(if terms.len() == 1 { terms.remove(0) } else { Term::All(terms) })
    }

    fn one(&mut self) -> Option<Term> {
        match self.take()? {
            Token::Open => {
                let term = self.any()?;
                (self.take()? == Token::Close).then_some(term)
            }
            Token::Word(property) => self.comparison(property),
            _ => None,
        }
    }

    fn comparison(&mut self, property: String) -> Option<Term> {
        let Token::Word(operator) = self.take()? else { return None };
        let comparison = Comparison::of(&operator)?;
        let value = if comparison == Comparison::Present { String::new() } else { self.value()? };
        let allowed = self.language.allows(&property, comparison);
        allowed.then_some(Term::Compare { property, comparison, value })
    }

    fn value(&mut self) -> Option<String> {
        match self.take()? {
            Token::Text(value) => Some(value),
            _ => None,
        }
    }

    fn take(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.next).cloned();
        self.next += 1;
        token
    }

    fn takes(&mut self, word: &str) -> bool {
        let matches = matches!(self.tokens.get(self.next), Some(Token::Word(next)) if next.eq_ignore_ascii_case(word));
        self.next += usize::from(matches);
        matches
    }
}
