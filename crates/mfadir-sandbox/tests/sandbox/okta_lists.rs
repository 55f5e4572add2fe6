//! Lists of people and groups: pages, links, searches.

use reqwest::{Response, StatusCode};

use crate::desk::{Desk, column, json};

fn links(response: &Response) -> Vec<(String, String)> {
    let lines = response.headers().get_all("link").iter().map(|line| line.to_str().expect("ASCII"));
    let parts = lines.map(|line| line.split_once(">; rel=").expect("a link"));
    parts.map(|(url, rel)| (rel.trim_matches('"').to_owned(), url.trim_start_matches('<').to_owned())).collect()
}

#[tokio::test]
async fn pages_are_joined_by_two_link_lines_and_hold_everybody_once() {
    let desk = Desk::open().await;
    let (mut path, mut logins) = ("/api/v1/users?limit=5".to_owned(), Vec::new());
    loop {
        let response = desk.get(&path).await;
        let links = links(&response);
        assert_eq!(links[0].0, "self");
        assert!(links.iter().all(|(_, url)| url.starts_with(desk.sandbox.okta().url())));
        logins.extend(column(&json(response).await, "/profile/login"));
        let Some((_, next)) = links.iter().find(|(rel, _)| rel == "next") else { break };
        path = next.trim_start_matches(desk.sandbox.okta().url()).to_owned();
    }
    let world = desk.sandbox.okta().world();
    let there: Vec<&str> = world.people().iter().filter(|p| !p.is_deactivated()).map(|p| p.login.as_str()).collect();
    assert_eq!(logins, there);
}

#[tokio::test]
async fn a_full_last_page_is_followed_by_an_empty_one() {
    let desk = Desk::open().await;
    let search = "/api/v1/users?search=profile.email%20eq%20%22frontdesk%40example.com%22&limit=2";
    let response = desk.get(search).await;
    let links = links(&response);
    assert_eq!(column(&json(response).await, "/profile/login"), ["kai@example.com", "kim@example.com"]);
    assert_eq!(links[1].0, "next");
    assert!(links[1].1.contains("search=profile.email%20eq%20%22frontdesk%40example.com%22"));
    let rest = desk.json(links[1].1.trim_start_matches(desk.sandbox.okta().url())).await;
    assert_eq!(rest, serde_json::json!([]));
}

#[tokio::test]
async fn only_searches_find_people_who_left() {
    let desk = Desk::open().await;
    let searches = ["search=id%20eq%20%22ID%22", "filter=profile.login%20eq%20%22frank%40example.com%22"];
    let id = desk.id("frank@example.com");
    for query in searches {
        let found = desk.json(&format!("/api/v1/users?{}", query.replace("ID", &id))).await;
        assert_eq!(column(&found, "/status"), ["DEPROVISIONED"], "{query}");
    }
    assert_eq!(desk.json("/api/v1/users?q=frank").await, serde_json::json!([]));
    assert_eq!(column(&desk.json("/api/v1/users?q=aDA").await, "/profile/login").len(), 1);
    assert!(!column(&desk.json("/api/v1/users").await, "/profile/login").contains(&"frank@example.com".to_owned()));
}

#[tokio::test]
async fn odd_logins_are_found_by_search_and_a_raw_plus_is_a_space() {
    let desk = Desk::open().await;
    let search = |login: &str| format!("/api/v1/users?search=profile.login%20eq%20%22{login}%22");
    assert_eq!(desk.json(&search("heidi%2Fops%40example.com")).await.as_array().unwrap().len(), 1);
    assert_eq!(desk.json(&search("grace%2Blab%40example.com")).await.as_array().unwrap().len(), 1);
    assert_eq!(desk.json(&search("grace+lab@example.com")).await.as_array().unwrap().len(), 0);
}

#[tokio::test]
async fn bad_criteria_and_cursors_have_their_codes() {
    let desk = Desk::open().await;
    for (query, code) in
        [("search=login%20is%20ada", "E0000031"), ("after=nowhere", "E0000029"), ("limit=x", "E0000029")]
    {
        let response = desk.get(&format!("/api/v1/users?{query}")).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST);
        assert_eq!(json(response).await["errorCode"], code, "{query}");
    }
}

#[tokio::test]
async fn groups_and_their_members() {
    let desk = Desk::open().await;
    let all = desk.json("/api/v1/groups").await;
    assert_eq!(column(&all, "/profile/name").len(), 5);
    let sales = desk.json("/api/v1/groups?search=profile.name%20eq%20%22sales%22").await;
    assert_eq!(column(&sales, "/profile/name"), ["Sales"]);
    assert_eq!(column(&desk.json("/api/v1/groups?q=sa").await, "/profile/name"), ["Sales"]);
    let id = sales[0]["id"].as_str().unwrap();
    let members = column(&desk.json(&format!("/api/v1/groups/{id}/users?limit=200")).await, "/profile/login");
    assert!(members.contains(&"bob@example.com".to_owned()) && !members.contains(&"frank@example.com".to_owned()));
    assert_eq!(desk.get("/api/v1/groups/00gnone/users").await.status(), StatusCode::NOT_FOUND);
}
