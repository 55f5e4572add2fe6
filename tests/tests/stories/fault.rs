//! What the provider and the way to it can do wrong, and what is said then.

use mfadir_sandbox::Rule;
use mfadir_tests::{Stage, Told, block_on};
use serde_json::{Value, json};

const LIST: &str = "-t okta factor list ada@example.com";

fn rule(rule: Value) -> Rule {
    serde_json::from_value(rule).expect("a good rule")
}

/// Lists Ada's factors while this happens to every request.
async fn list_under(rule: Rule) -> (Stage, Told) {
    let stage = Stage::new().await;
    stage.sandbox().okta().faults().add(rule);
    let told = stage.run(LIST).await;
    assert_ne!(told.exit, 0, "{told}");
    assert!(told.output.is_empty(), "an error is no data: {told}");
    (stage, told)
}

/// Each in a fresh tenant; the transcripts together.
async fn transcripts(rules: impl IntoIterator<Item = (Value, u8)>) -> String {
    let mut text = Vec::new();
    for (what, exit) in rules {
        let (stage, told) = list_under(rule(what.clone())).await;
        assert_eq!(told.exit, exit, "{what}: {told}");
        text.push(format!("# {what}\n{}", stage.transcript(&[told])));
    }
    text.join("\n\n")
}

#[test]
fn garbage_is_told_as_such() {
    block_on(async {
        let text = transcripts([
            (json!({"body": "<html><body>Welcome</body></html>", "headers": {"content-type": "text/html"}}), 1),
            (json!({"status": 200}), 1),
            (json!({"body": "null"}), 1),
            (json!({"body": "{\"id\": 7"}), 1),
        ])
        .await;
        insta::assert_snapshot!(text);
    });
}

#[test]
fn half_a_body_and_a_broken_connection_are_told() {
    block_on(async {
        let text = transcripts([(json!({"cut": true}), 5), (json!({"reset": true}), 5)]).await;
        insta::assert_snapshot!(text);
    });
}

#[test]
fn each_status_has_its_exit_code() {
    block_on(async {
        let text = transcripts([
            (json!({"status": 401, "body": {"errorCode": "E0000011", "errorSummary": "Invalid token provided"}}), 4),
            (
                json!({"status": 403, "body": {"errorCode": "E0000006", "errorSummary": "You do not have permission"}}),
                4,
            ),
            (json!({"status": 404, "body": {"errorCode": "E0000007", "errorSummary": "Not found"}}), 3),
            (json!({"status": 429, "headers": {"retry-after": "7"}}), 5),
            (json!({"status": 429}), 5),
            (json!({"status": 500}), 5),
            (json!({"status": 502, "body": "<html>"}), 5),
            (json!({"status": 503}), 5),
        ])
        .await;
        insta::assert_snapshot!(text);
    });
}

#[test]
fn a_redirect_to_a_stranger_is_not_followed() {
    block_on(async {
        let stage = Stage::new().await;
        let elsewhere = format!("{}/api/v1/users/x", stage.sandbox().onelogin().url());
        stage.sandbox().okta().faults().add(rule(json!({"status": 302, "headers": {"location": elsewhere}})));
        let told = stage.run(LIST).await;
        assert_ne!(told.exit, 0, "{told}");
        assert!(stage.sandbox().onelogin().requests().is_empty(), "the credential went elsewhere");
        insta::assert_snapshot!(stage.transcript(&[told]));
    });
}

#[test]
fn a_next_page_at_a_stranger_is_not_fetched() {
    block_on(async {
        let stage = Stage::new().await;
        let link = format!("<{}/api/v1/users?after=1>; rel=\"next\"", stage.sandbox().onelogin().url());
        stage.sandbox().okta().faults().add(rule(json!({"path": "/api/v1/users", "headers": {"link": link}})));
        let told = stage.run("-t okta user find person").await;
        assert!(stage.sandbox().onelogin().requests().is_empty(), "the credential went elsewhere: {told}");
    });
}

#[test]
fn ten_megabytes_of_garbage_are_not_read() {
    block_on(async {
        let body = Value::from("x".repeat(10_000_000));
        let (stage, told) = list_under(Rule { body: Some(body), ..Rule::default() }).await;
        assert_eq!(told.exit, 1, "{told}");
        assert!(told.error.len() < 1000, "{} bytes of talk", told.error.len());
        insta::assert_snapshot!(stage.transcript(&[told]));
    });
}

#[test]
fn no_answer_at_all_ends_at_the_time_limit() {
    block_on(async {
        let stage = Stage::new().await;
        stage.sandbox().okta().faults().add(rule(json!({"delay": "48h"})));
        let told = stage.run_until_the_limit(LIST).await;
        assert_eq!(told.exit, 5, "{told}");
        insta::assert_snapshot!(stage.transcript(&[told]));
    });
}

#[test]
fn a_short_trouble_is_not_even_noticed() {
    block_on(async {
        let stage = Stage::new().await;
        let faults = stage.sandbox().okta().faults();
        faults.add(rule(json!({"times": 1, "status": 503})));
        faults.add(rule(json!({"times": 1, "reset": true})));
        let reset = stage.sandbox().okta().now().as_second() + 20;
        let mut headers = json!({"x-rate-limit-limit": "100", "x-rate-limit-remaining": "0"});
        headers["x-rate-limit-reset"] = reset.to_string().into();
        faults.add(rule(json!({"times": 1, "status": 429, "headers": headers})));
        let told = stage.run(&format!("{LIST} -o json")).await;
        assert_eq!(told.exit, 0, "{told}");
        assert_eq!(told.factors("factors").len(), 5, "{told}");
    });
}

#[test]
fn each_fault_has_a_hint() {
    block_on(async {
        for what in [
            json!({"status": 401}),
            json!({"status": 403}),
            json!({"status": 404}),
            json!({"status": 429}),
            json!({"status": 500}),
            json!({"status": 503}),
            json!({"body": "<html>"}),
            json!({"cut": true}),
            json!({"reset": true}),
        ] {
            for (tenant, stage) in [("okta", Stage::new().await), ("onelogin", Stage::new().await)] {
                stage.sandbox().okta().faults().add(rule(what.clone()));
                stage.sandbox().onelogin().faults().add(rule(what.clone()));
                let told = stage.run(&LIST.replace("okta", tenant)).await;
                assert_ne!(told.exit, 0, "{what}: {told}");
                assert!(told.error.contains("hint: "), "{what}: {told}");
            }
        }
    });
}

fn envelope(code: u16, message: &str) -> Value {
    let status = json!({"error": true, "code": code, "type": "Unauthorized", "message": message});
    json!({"path": "/api/**", "status": code, "body": {"status": status}})
}

/// OneLogin says "not permitted", "not signed in" and "not found" in its own ways.
#[test]
fn onelogins_refusals_are_told_apart() {
    block_on(async {
        let mut text = Vec::new();
        for (what, exit, tokens) in [
            (envelope(401, "Insufficient Permission"), 4, 1),
            (envelope(401, "Authentication Failure"), 4, 2),
            (envelope(400, "User does not exist"), 3, 1),
            (json!({"path": "/auth/**", "status": 429, "body": "<html>"}), 5, 4),
            (json!({"path": "/auth/**", "status": 500}), 5, 4),
            (json!({"path": "/auth/**", "status": 401, "body": envelope(401, "Authentication Failure")["body"]}), 4, 1),
        ] {
            let stage = Stage::new().await;
            stage.sandbox().onelogin().faults().add(rule(what.clone()));
            let told = stage.run("-t onelogin factor list ada@example.com").await;
            assert_eq!(told.exit, exit, "{what}: {told}");
            let asked = stage.sandbox().onelogin().requests();
            let asked = asked.iter().filter(|seen| seen.path.starts_with("/auth/")).count();
            assert!(asked <= tokens, "{what}: {asked} tokens were asked for");
            text.push(format!("# {what}\n{}", stage.transcript(&[told])));
        }
        insta::assert_snapshot!(text.join("\n\n"));
    });
}
