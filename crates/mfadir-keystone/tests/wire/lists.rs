//! Lists, and what is none.

use axum::response::Response;
use mfadir_core::{Error, ErrorKind, MfaDirectory, PageRequest, UserQuery, UserRef};
use mfadir_http::testing::answer;
use serde_json::{Value, json};

use super::tenant::{ADA, TOTP, ada, directory, lines, stub, totp_of, usual};

/// The factors of Ada, whose list of credentials is this.
async fn factors(list: Value) -> Result<Vec<String>, Error> {
    let body = list.to_string();
    let listed = move |seen: &_| credentials(seen, &body);
    let stub = stub(listed).await;
    let factors = directory(&stub).factors(&ADA.into()).await?;
    Ok(factors.into_iter().map(|factor| format!("{} {} {}", factor.id, factor.factor_type, factor.status)).collect())
}

fn credentials(seen: &mfadir_http::testing::Seen, body: &str) -> Response {
    if seen.line.contains("/v3/credentials?") { answer(200, body.to_owned()) } else { usual(seen) }
}

#[tokio::test]
async fn every_credential_for_codes_is_listed_once_and_nobody_elses() {
    let certificate = json!({"id": "c2", "user_id": ADA, "type": "cert"});
    let rows = json!([totp_of(ADA), certificate, totp_of(ADA), totp_of("bob")]);
    let listed = factors(json!({"credentials": rows})).await.expect("a list");
    assert_eq!(listed, [format!("{TOTP} totp active")]);
}

#[tokio::test]
async fn what_is_no_whole_list_is_not_taken_for_one() {
    let cut = json!({"credentials": [totp_of(ADA)], "truncated": true});
    for body in [json!(null), json!({}), json!([]), json!({"credentials": [{"type": "totp"}]}), cut] {
        assert_eq!(factors(body.clone()).await.expect_err("no list").kind(), ErrorKind::Unexpected, "{body}");
    }
}

async fn page(links: Value, cursor: Option<&str>) -> Result<Option<String>, ErrorKind> {
    let body = json!({"users": [ada()], "links": links}).to_string();
    let stub = stub(move |_| answer(200, body.clone())).await;
    let request = PageRequest { limit: Some(1), cursor: cursor.map(Into::into) };
    let page = directory(&stub).users(&UserQuery::All, &request).await.map_err(|error| error.kind())?;
    Ok(page.next.map(|next| next.as_str().to_owned()))
}

#[tokio::test]
async fn a_page_goes_on_where_the_link_says_wherever_it_leads() {
    let link = format!("http://elsewhere.example.com/v3/users?limit=1&marker={ADA}");
    assert_eq!(page(json!({"next": link}), None).await, Ok(Some(ADA.to_owned())));
    assert_eq!(page(json!({"next": null}), None).await, Ok(None));
    assert_eq!(
        page(json!({"next": "http://elsewhere.example.com/?marker=.."}), None).await,
        Err(ErrorKind::Unexpected)
    );
    assert_eq!(page(json!({"next": link}), Some(ADA)).await, Err(ErrorKind::Unexpected), "the same page again");
}

#[tokio::test]
async fn a_login_is_not_nobodys_while_the_list_goes_on() {
    let stub = stub(|_| {
        let link = format!("http://127.0.0.1/v3/users?marker={ADA}");
        answer(200, json!({"users": [ada()], "links": {"next": link}}).to_string())
    })
    .await;
    let error = directory(&stub).user(&UserRef::Login("a".to_owned())).await.expect_err("nobody knows");
    assert_eq!(error.kind(), ErrorKind::Unexpected);
    assert_eq!(lines(&stub).len(), 1);
}
