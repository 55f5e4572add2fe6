//! What is offered while somebody types.

use crate::seat::Seat;

const TWO: &str = r#"
[tenant.acme]
provider = "okta"
url = "https://acme.okta.com"
auth = { api_token = { env = "TOKEN" } }
tags = ["customer:acme"]

[tenant.globex]
provider = "onelogin"
url = "https://globex.onelogin.com"
auth = { client_id = "c", client_secret = { env = "TOKEN" } }
"#;

#[tokio::test]
async fn tenants_are_offered_wherever_one_is_named() {
    let seat = Seat::with(TWO);
    let all = ["acme", "globex", "demo-okta", "demo-onelogin", "demo-onelogin-v2"];
    assert_eq!(seat.offered(&["-t", ""]).await, all);
    assert_eq!(seat.offered(&["factor", "list", "--tenant", "g"]).await, ["globex"]);
    assert_eq!(seat.offered(&["reset", "--tenant=a"]).await, ["--tenant=acme"]);
    assert_eq!(seat.offered(&["tenant", "show", "ac"]).await, ["acme"]);
    assert_eq!(seat.offered(&["tenant", "remove", ""]).await, ["acme", "globex"]);
    assert_eq!(seat.offered(&["tenant", "guide", "o"]).await, ["okta", "onelogin"]);
    assert_eq!(seat.offered(&["tenant", "list", "--tag", ""]).await, ["customer:acme"]);
}

#[tokio::test]
async fn a_person_begins_with_a_tenant_that_is_not_named_yet() {
    let seat = Seat::with(TWO);
    assert_eq!(seat.offered(&["explain", "ac"]).await, ["acme:"]);
    assert_eq!(seat.offered(&["-t", "acme", "explain", ""]).await, ["email:", "id:", "login:"]);
    assert_eq!(seat.offered(&["explain", "acme:"]).await, ["acme:email:", "acme:id:", "acme:login:"]);
    assert_eq!(seat.offered(&["explain", "acme:ada"]).await, Vec::<String>::new());
}

#[tokio::test]
async fn factors_are_those_of_the_tenant_that_is_meant() {
    let seat = Seat::with(TWO);
    let of_okta = seat.offered(&["factor", "remove", "acme:ada", "totp"]).await;
    assert_eq!(of_okta, ["totp", "totp@google", "totp@okta"]);
    assert_eq!(
        seat.offered(&["-t", "acme", "factor", "remove", "ada", "sms", "--keep", "push"]).await,
        ["push", "push@okta"]
    );
    assert_eq!(seat.offered(&["factor", "enroll", "globex:ada", "s"]).await, ["sms@onelogin"]);
    let of_all = seat.offered(&["factor", "enroll", "ada", "sms"]).await;
    assert_eq!(of_all, ["sms@okta", "sms@onelogin"]);
}

#[tokio::test]
async fn what_a_new_tenant_needs_is_offered_by_its_provider() {
    let seat = Seat::with("");
    let add = ["tenant", "add", "acme", "--provider"];
    let offered = async |more: &[&str]| seat.offered(&[&add, more].concat()).await;
    assert_eq!(offered(&["one"]).await, ["onelogin"]);
    assert_eq!(offered(&["onelogin", "--set", ""]).await, ["url=", "auth.client_id="]);
    assert_eq!(offered(&["onelogin", "--secret", ""]).await, ["auth.client_secret="]);
    assert_eq!(offered(&["okta", "--auth", ""]).await, ["api-token", "oauth"]);
    let source = offered(&["onelogin", "--secret", "auth.client_secret=k"]).await;
    assert_eq!(source, ["auth.client_secret=keyring:"]);
}

#[tokio::test]
async fn commands_come_by_their_first_name_and_flags_where_a_hyphen_was_typed() {
    let seat = Seat::with("");
    assert_eq!(seat.offered(&["fa"]).await, ["factor"]);
    assert_eq!(seat.offered(&["te"]).await, ["temporary-code", "tenant"]);
    assert_eq!(seat.offered(&["tac", "i"]).await, ["issue"]);
    assert!(seat.offered(&[""]).await.iter().all(|word| !word.starts_with('-') && !word.starts_with('_')));
    let flags = seat.offered(&["factor", "list", "-"]).await;
    assert!(flags.contains(&"--devices".to_owned()) && flags.iter().all(|flag| flag.starts_with("--")), "{flags:?}");
}

#[tokio::test]
async fn a_broken_configuration_shortens_the_answer_and_is_no_error() {
    let seat = Seat::with("[tenant.acme\n");
    assert_eq!(seat.offered(&["-t", ""]).await, ["demo-okta", "demo-onelogin", "demo-onelogin-v2"]);
    let faulty = Seat::with(&TWO.replace("https://acme", "nonsense"));
    assert_eq!(faulty.offered(&["tenant", "show", "g"]).await, ["globex"]);
    assert_eq!(seat.offered(&["--config", "nowhere.toml", "factor", "li"]).await, ["list"]);
}

#[tokio::test]
async fn nothing_is_started_or_written_for_an_answer() {
    let seat = Seat::with(TWO);
    seat.offered(&["-t", "demo-okta", "factor", "remove", "ada@example.com", ""]).await;
    assert!(!seat.path("state").exists());
}
