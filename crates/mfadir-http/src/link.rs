//! `Link` headers (RFC 8288).

use http::{HeaderMap, header::LINK};

/// One link of a `Link` header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it leads, as it was sent.
    pub target: String,
    /// What it is to the answer that carried it, in lower case: `next`, `self`.
    pub relations: Vec<String>,
}

/// All links, in order: a header may come as several lines, each with several links.
pub fn links(headers: &HeaderMap) -> Vec<Link> {
    headers.get_all(LINK).iter().filter_map(|line| line.to_str().ok()).flat_map(parse).collect()
}

/// Where the next page is.
pub fn next(headers: &HeaderMap) -> Option<String> {
    let is_next = |link: &Link| link.relations.iter().any(|relation| relation == "next");
    links(headers).into_iter().find(is_next).map(|link| link.target)
}

fn parse(line: &str) -> Vec<Link> {
    let mut links = Vec::new();
    let mut rest = line;
    while let Some((target, after)) = target(rest) {
        let (parameters, after) = parameters(after);
        links.push(Link { target, relations: relations(&parameters) });
        rest = after;
    }
    links
}

/// The text between the next angle brackets, and what follows them.
fn target(text: &str) -> Option<(String, &str)> {
    let (_, after) = text.split_once('<')?;
    let (target, after) = after.split_once('>')?;
    Some((target.trim().to_owned(), after))
}

/// The parameters up to the comma that ends the link, each with its value unquoted, and what follows.
fn parameters(text: &str) -> (Vec<(String, String)>, &str) {
    let mut parameters = Vec::new();
    let mut rest = text;
    while let Some(after) = rest.trim_start().strip_prefix(';') {
        let (parameter, after) = parameter(after);
        parameters.push(parameter);
        rest = after;
    }
    let end = rest.find(',').map_or(rest.len(), |comma| comma + 1);
    (parameters, &rest[end..])
}

fn parameter(text: &str) -> ((String, String), &str) {
    let end = text.find(['=', ';', ',']).unwrap_or(text.len());
    let name = text[..end].trim().to_lowercase();
    match text[end..].strip_prefix('=') {
        Some(after) => {
            let (value, after) = value(after.trim_start());
            ((name, value), after)
        }
        None => ((name, String::new()), &text[end..]),
    }
}

fn value(text: &str) -> (String, &str) {
    if let Some(quoted) = text.strip_prefix('"') {
        return quoted_value(quoted);
    }
    let end = text.find([';', ',']).unwrap_or(text.len());
    (text[..end].trim().to_owned(), &text[end..])
}

fn quoted_value(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return (value, &text[at + 1..]),
            '\\' => value.extend(characters.next().map(|(_, escaped)| escaped)),
            plain => value.push(plain),
        }
    }
    (value, "")
}

/// RFC 8288 counts the first `rel` alone.
fn relations(parameters: &[(String, String)]) -> Vec<String> {
    let rel = parameters.iter().find(|(name, _)| name == "rel").map_or("", |(_, value)| value);
    rel.split_whitespace().map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, header::LINK};
    use proptest::prelude::*;

    use super::{Link, links, next};

    fn headers(lines: &[String]) -> HeaderMap {
        let value = |line: &String| HeaderValue::from_str(line).expect("a header");
        lines.iter().map(|line| (LINK, value(line))).collect()
    }

    #[test]
    fn finds_next_in_the_second_line() {
        let lines = [
            "<https://o.okta.com/api/v1/users?limit=2>; rel=\"self\"".to_owned(),
            "<https://o.okta.com/api/v1/users?after=00u9&limit=2>; rel=\"next\"".to_owned(),
        ];
        let expected = Some("https://o.okta.com/api/v1/users?after=00u9&limit=2".to_owned());
        assert_eq!(next(&headers(&lines)), expected);
        assert_eq!(next(&headers(&[lines.join(",")])), expected);
        assert_eq!(next(&headers(&lines[..1])), None);
    }

    #[test]
    fn a_next_in_another_parameter_is_none() {
        let lines = ["</a>; title=\"rel=next, <b>; rel=next\"; rel=prev".to_owned()];
        assert_eq!(links(&headers(&lines)), [Link { target: "/a".into(), relations: vec!["prev".into()] }]);
    }

    fn link() -> impl Strategy<Value = Link> {
        let relations = prop::collection::vec("[a-z]{1,6}", 1..3);
        ("[!-;=?-~]{1,20}", relations).prop_map(|(target, relations)| Link { target, relations })
    }

    fn written(link: &Link, title: &str) -> String {
        let title: String = title.chars().flat_map(|c| ['\\', c]).collect();
        format!("<{}>; title=\"{title}\"; REL=\"{}\"", link.target, link.relations.join(" "))
    }

    proptest! {
        #[test]
        fn one_line_or_many_mean_the_same(
            expected in prop::collection::vec(link(), 0..5),
            title in "[ -~]{0,10}",
            separator in " {0,2},[ \t]{0,2}",
        ) {
            let lines: Vec<_> = expected.iter().map(|link| written(link, &title)).collect();
            prop_assert_eq!(&links(&headers(&lines)), &expected);
            prop_assert_eq!(&links(&headers(&[lines.join(&separator)])), &expected);
        }

        #[test]
        fn garbage_never_panics_and_invents_no_next(line in "[ -~]{0,60}") {
            if !line.to_lowercase().contains("next") {
                prop_assert_eq!(next(&headers(&[line])), None);
            }
        }
    }
}
