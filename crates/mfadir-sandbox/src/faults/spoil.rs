//! What a rule does to an answer.

use axum::{
    body::{Body, Bytes},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::Response,
};
use serde_json::Value;

use super::{Cut, Rule};

/// The answer that the rule makes up.
pub(crate) fn made_up(rule: &Rule) -> Response {
    let mut response = Response::new(body_of(rule));
    let status = rule.status.and_then(|code| StatusCode::from_u16(code).ok());
    *response.status_mut() = status.unwrap_or(StatusCode::OK);
    if matches!(rule.body, Some(Value::Object(_) | Value::Array(_) | Value::Null)) {
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    response
}

fn body_of(rule: &Rule) -> Body {
    match &rule.body {
        None => Body::empty(),
        Some(Value::String(text)) => Body::from(text.clone()),
        Some(json) => Body::from(json.to_string()),
    }
}

/// Puts the rule's headers in place of those of the same name.
pub(crate) fn rewrite(rule: &Rule, response: &mut Response) {
    for (name, value) in &rule.headers {
        let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) else { continue };
        if value.is_empty() {
            response.headers_mut().remove(name);
        } else {
            response.headers_mut().insert(name, value);
        }
    }
}

/// The body as it leaves, and the length that the header promises.
pub(crate) fn answer_body(rule: &Rule, body: Bytes) -> (Bytes, usize) {
    let body = replaced(rule, doubled(rule, body));
    let promised = body.len();
    let kept = match rule.cut {
        Some(Cut::After(bytes)) => bytes.min(promised),
        Some(Cut::Middle(true)) => promised / 2,
        Some(Cut::Middle(false)) | None => return (body, promised),
    };
    (body.slice(..kept), promised.max(kept + 1))
}

fn replaced(rule: &Rule, body: Bytes) -> Bytes {
    let Some(replacement) = &rule.replace else { return body };
    String::from_utf8_lossy(&body).replace(&replacement.text, &replacement.with).into()
}

fn doubled(rule: &Rule, body: Bytes) -> Bytes {
    let json = rule.duplicate.then(|| serde_json::from_slice(&body).ok()).flatten();
    let Some(mut json) = json else { return body };
    double_lists(&mut json);
    json.to_string().into()
}

fn double_lists(json: &mut Value) {
    match json {
        Value::Array(items) => {
            items.iter_mut().for_each(double_lists);
            *items = items.iter().flat_map(|item| [item.clone(), item.clone()]).collect();
        }
        Value::Object(fields) => fields.values_mut().for_each(double_lists),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Bytes;

    use super::{Rule, answer_body};

    fn spoiled(rule: &str, body: &'static str) -> (String, usize) {
        let rule: Rule = serde_json::from_str(rule).unwrap();
        let (body, promised) = answer_body(&rule, Bytes::from_static(body.as_bytes()));
        (String::from_utf8(body.to_vec()).unwrap(), promised)
    }

    #[test]
    fn rows_come_twice_at_every_depth() {
        assert_eq!(spoiled(r#"{"duplicate":true}"#, r#"{"data":{"rows":[1]}}"#).0, r#"{"data":{"rows":[1,1]}}"#);
    }

    #[test]
    fn a_cut_body_promises_more_than_it_holds() {
        assert_eq!(spoiled(r#"{"cut":3}"#, "abcdef"), ("abc".to_owned(), 6));
        assert_eq!(spoiled(r#"{"cut":true}"#, "abcdef"), ("abc".to_owned(), 6));
        assert_eq!(spoiled(r#"{"cut":true}"#, ""), (String::new(), 1));
        assert_eq!(spoiled(r#"{"cut":false}"#, "abc"), ("abc".to_owned(), 3));
    }

    #[test]
    fn a_text_is_replaced_everywhere() {
        let rule = r#"{"replace":{"text":"push","with":"retina"}}"#;
        assert_eq!(spoiled(rule, r#"["push","push"]"#).0, r#"["retina","retina"]"#);
    }
}
