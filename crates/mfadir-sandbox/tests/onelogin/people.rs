//! People, by both versions.

use std::collections::BTreeSet;

use mfadir_core::UserStatus;
use mfadir_sandbox::CredentialName::Client;
use reqwest::Method;
use serde_json::{Value, json};

use crate::caller::Caller;

fn logins(users: &Value) -> Vec<String> {
    let login = |user: &Value| user["username"].as_str().expect("a login").to_owned();
    users.as_array().expect("a list").iter().map(login).collect()
}

impl Caller {
    async fn found(&self, query: &str) -> Vec<String> {
        logins(&self.get(&format!("/api/1/users?{query}")).await.json()["data"])
    }

    async fn found_v2(&self, query: &str) -> Vec<String> {
        logins(&self.get(&format!("/api/2/users?{query}")).await.json())
    }

    fn everybody(&self) -> BTreeSet<String> {
        self.sandbox.onelogin().world().people().iter().map(|person| person.login.clone()).collect()
    }
}

#[tokio::test]
async fn pages_of_fifty_show_everybody_once() {
    let caller = Caller::new().await;
    let (mut seen, mut path) = (Vec::new(), "/api/1/users".to_owned());
    loop {
        let page = caller.get(&path).await.json();
        let on_page = logins(&page["data"]);
        assert!(on_page.len() <= 50);
        seen.extend(on_page);
        let Some(cursor) = page["pagination"]["after_cursor"].as_str() else { break };
        let link = page["pagination"]["next_link"].as_str().unwrap();
        let origin = caller.sandbox.onelogin().url();
        path = link.strip_prefix(origin).expect("the link leads back").to_owned();
        assert!(path.starts_with("/api/1/users?after_cursor=") && !cursor.is_empty());
    }
    assert_eq!(seen.len(), caller.everybody().len());
    assert_eq!(seen.into_iter().collect::<BTreeSet<_>>(), caller.everybody());
}

#[tokio::test]
async fn a_full_page_may_be_the_last_one() {
    let caller = Caller::new().await;
    let page = caller.get("/api/1/users?username=ada@example.com&limit=1").await.json();
    let pagination = &page["pagination"];
    assert!(pagination["before_cursor"].is_null() && pagination["previous_link"].is_null());
    let cursor = pagination["after_cursor"].as_str().expect("a cursor behind a full page");
    let next = caller.get(&format!("/api/1/users?username=ada@example.com&limit=1&after_cursor={cursor}")).await.json();
    assert_eq!((&next["data"], &next["pagination"]["after_cursor"]), (&json!([]), &json!(null)));
}

#[tokio::test]
async fn pages_of_version_two_are_told_in_headers() {
    let caller = Caller::new().await;
    let total = caller.everybody().len();
    let mut seen = BTreeSet::new();
    let mut path = "/api/2/users".to_owned();
    loop {
        let answer = caller.get(&path).await;
        assert_eq!(answer.header("total-count"), Some(total.to_string().as_str()));
        assert_eq!(answer.header("page-items"), Some("50"));
        seen.extend(logins(&answer.json()));
        let Some(cursor) = answer.header("after-cursor") else { break };
        path = format!("/api/2/users?cursor={}", cursor.replace('=', "%3D").replace('+', "%2B"));
    }
    assert_eq!(seen, caller.everybody());
    let second = caller.get("/api/2/users?limit=7&page=2").await;
    assert_eq!((second.header("current-page"), logins(&second.json()).len()), (Some("2"), 7));
    assert!(second.header("before-cursor").is_some());
}

#[tokio::test]
async fn a_filter_finds_by_pattern_and_in_any_case() {
    let caller = Caller::new().await;
    let ada = ["ada@example.com".to_owned()];
    for query in ["username=ada@example.com", "username=ADA@Example.com", "email=ada@*", "username=ada%2A"] {
        assert_eq!(caller.found(query).await, ada, "{query}");
    }
    assert_eq!(caller.found("username=grace%2Blab@example.com").await, ["grace+lab@example.com"]);
    assert_eq!(caller.found("username=heidi/ops@example.com").await, ["heidi/ops@example.com"]);
    assert!(caller.found("username=ada").await.is_empty());
    assert_eq!(caller.found("username=*&limit=3").await.len(), 3);
    assert!(!caller.found("username=!ada*&firstname=*").await.contains(&ada[0]));
    assert_eq!(caller.found_v2("email=ada@example.com").await, ada);
    assert!(caller.found_v2("email=!ada*").await.is_empty(), "version 2 has no negation");
}

#[tokio::test]
async fn one_person_is_a_list_of_one_or_an_object() {
    let caller = Caller::new().await;
    let ada = caller.id("ada@example.com");
    let v1 = caller.get(&format!("/api/1/users/{ada}")).await.json();
    let v2 = caller.get(&format!("/api/2/users/{ada}")).await.json();
    assert_eq!((&v1["data"][0]["username"], &v2["username"]), (&json!("ada@example.com"), &json!("ada@example.com")));
    assert_eq!(v1["data"][0]["id"].to_string(), ada, "ids are numbers");
    assert!(v1["data"][0]["role_id"].is_array() && v2["role_ids"].is_array());
    assert_eq!((&v2["status"], &v2["manager_ad_id"]), (&json!(1), &Value::Null));
}

#[tokio::test]
async fn nobody_is_said_in_each_version() {
    let caller = Caller::new().await;
    let v1 = caller.get("/api/1/users/999").await;
    assert_eq!(v1.refusal(), (404, json!("User for id 999 was not found")));
    let odd = caller.get("/api/1/users/ada%40example.com").await;
    assert_eq!(odd.refusal(), (400, json!({"attribute": "id", "description": "ID is incorrect"})));
    assert_eq!(caller.get("/api/2/users/999").await.refusal_v2(), (404, json!("NotFound")));
}

#[tokio::test]
async fn only_a_locked_account_is_unlocked() {
    let caller = Caller::new().await;
    let locked = caller.somebody(&UserStatus::Locked);
    let user = format!("/api/2/users/{locked}");
    assert_eq!(caller.get(&user).await.json()["status"], 3);
    let unlock = format!("{user}/unlock");
    let done = caller.call_as(Client, Method::POST, &unlock).await;
    assert_eq!((done.status, done.json()), (200, json!({"messsage": "User unlocked"})));
    let again = caller.call_as(Client, Method::POST, &unlock).await;
    assert_eq!((again.status, again.json()), (422, json!({"message": "User cannot be unlocked"})));
    assert_eq!(caller.get(&user).await.json()["status"], 1);
}

#[tokio::test]
async fn logging_out_ends_the_sessions() {
    let caller = Caller::new().await;
    let ada = caller.id("ada@example.com");
    caller.sandbox.onelogin().world().person_mut(&ada.as_str().into()).unwrap().sessions = 2;
    let done = caller.call_as(Client, Method::PUT, &format!("/api/1/users/{ada}/logout")).await;
    assert_eq!(done.json()["status"]["type"], "success");
    assert_eq!(caller.sandbox.onelogin().world().person(&ada.as_str().into()).unwrap().sessions, 0);
    let nobody = caller.call_as(Client, Method::PUT, "/api/1/users/999/logout").await;
    assert_eq!(nobody.status, 404);
}
