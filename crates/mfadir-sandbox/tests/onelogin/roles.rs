//! Roles and who is in them.

use mfadir_memory::Team;
use serde_json::json;

use crate::caller::Caller;

const ROLE: &str = "771177";

impl Caller {
    fn form_a_role(&self, logins: &[&str]) {
        let ids: Vec<String> = logins.iter().map(|login| self.id(login)).collect();
        let mut world = self.sandbox.onelogin().world();
        world.teams.push(Team { id: ROLE.into(), name: "Night shift".into(), description: None });
        for id in ids {
            world.person_mut(&id.as_str().into()).expect("a seeded person").groups.push(ROLE.into());
        }
    }
}

#[tokio::test]
async fn a_role_is_found_by_name_in_both_versions() {
    let caller = Caller::new().await;
    caller.form_a_role(&["ada@example.com"]);
    let expected = json!({"id": 771_177, "name": "Night shift"});
    let v1 = caller.get("/api/1/roles?name=night%20shift").await.json();
    assert_eq!(v1["data"], json!([expected]));
    assert_eq!(caller.get("/api/1/roles/771177").await.json()["data"], json!([expected]));
    let v2 = caller.get("/api/2/roles?name=Night%20shift").await;
    assert_eq!((&v2.json()[0]["id"], v2.header("total-count")), (&json!(771_177), Some("1")));
}

#[tokio::test]
async fn its_members_are_paged() {
    let caller = Caller::new().await;
    let (ada, bob) = ("ada@example.com", "bob@example.com");
    caller.form_a_role(&[ada, bob]);
    let page = caller.get("/api/2/roles/771177/users?limit=1").await;
    assert_eq!(page.header("total-pages"), Some("2"));
    let next = caller.get("/api/2/roles/771177/users?limit=1&page=2").await;
    assert_eq!((&page.json()[0]["username"], &next.json()[0]["username"]), (&json!(ada), &json!(bob)));
    assert_eq!(caller.get("/api/2/roles/1/users").await.refusal_v2(), (404, json!("NotFound")));
    let of_role = caller.get("/api/1/users?role_id=771177").await.json();
    assert_eq!(of_role["data"].as_array().map(Vec::len), Some(2));
    assert_eq!(of_role["data"][0]["role_id"].as_array().and_then(|ids| ids.last()), Some(&json!(771_177)));
}
