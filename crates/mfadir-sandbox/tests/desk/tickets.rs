//! The ticket system.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::office::Office;

const FIELDS: &str = "sysparm_fields=number,active,state,caller_id.email,caller_id.user_name,nothing";

fn numbered(number: &str) -> String {
    format!("/api/now/table/incident?sysparm_query=number={number}&{FIELDS}&sysparm_limit=2")
}

async fn refusal(office: &Office, method: &Method, path: &str, body: &'static str) -> (StatusCode, Value) {
    let answer = office.call(method, path).body(body).send().await.expect("an answer");
    (answer.status(), answer.json().await.expect("JSON"))
}

#[tokio::test]
async fn a_ticket_is_found_by_its_number_with_the_person_behind_it() {
    let office = Office::open().await;
    let expected = |number, state, active, email, name| {
        json!([{ "number": number, "active": active, "state": state,
                 "caller_id.email": email, "caller_id.user_name": name }])
    };
    for (number, state, active, email, name) in [
        ("INC0010001", "2", "true", "ada@example.com", "ada@example.com"),
        ("INC0010003", "7", "false", "ada@example.com", "ada@example.com"),
        ("INC0010005", "6", "true", "ada@example.com", "ada@example.com"),
        ("INC0010007", "1", "true", "", "dan@example.com"),
        ("INC0010009", "1", "true", "", ""),
    ] {
        assert_eq!(office.result(&numbered(number)).await, expected(number, state, active, email, name));
    }
    assert_eq!(office.result(&numbered("INC0019999")).await, json!([]));
}

#[tokio::test]
async fn a_whole_record_has_links_and_a_journal_that_reads_as_empty() {
    let office = Office::open().await;
    let path = format!("/api/now/table/incident/{}", office.sandbox.desk().tickets()[0].sys_id);
    let answer = office.get(&path).await;
    assert_eq!(answer.headers()["content-type"], "application/json;charset=UTF-8");
    assert_eq!(answer.headers()["x-transaction-id"].len(), 12);
    let record = answer.json::<Value>().await.unwrap()["result"].clone();
    let caller = record["caller_id"]["value"].as_str().unwrap();
    assert_eq!(record["caller_id"]["link"], office.url(&format!("/api/now/table/sys_user/{caller}")));
    assert_eq!((&record["work_notes"], &record["opened_at"]), (&json!(""), &json!("2025-10-09 05:53:20")));
}

#[tokio::test]
async fn a_list_is_cut_and_counted() {
    let office = Office::open().await;
    let path = "/api/now/v2/table/incident?sysparm_limit=2&sysparm_offset=1&sysparm_fields=number";
    let answer = office.get(path).await;
    assert_eq!(answer.headers()["x-total-count"], "9");
    let body: Value = answer.json().await.unwrap();
    assert_eq!(body["result"], json!([{ "number": "INC0010002" }, { "number": "INC0010003" }]));
}

#[tokio::test]
async fn a_note_is_kept_with_the_ticket_and_shown_in_the_outbox() {
    let office = Office::open().await;
    let path = format!("/api/now/table/incident/{}", office.sandbox.desk().tickets()[1].sys_id);
    for (method, text) in [(Method::PUT, "factors reset"), (Method::PATCH, "told the user")] {
        let answer = office.call(&method, &path).json(&json!({ "work_notes": text })).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(answer.json::<Value>().await.unwrap()["result"]["number"], "INC0010002");
    }
    let notes = &office.sandbox.desk().tickets()[1].work_notes;
    assert_eq!(notes.iter().map(|note| note.text.as_str()).collect::<Vec<_>>(), ["factors reset", "told the user"]);
    let first = json!({ "at": "2025-10-09T08:53:20Z", "channel": "work-note", "to": "INC0010002", "from": "mfadir.desk",
                        "subject": null, "text": "factors reset", "ticket": "INC0010002" });
    assert_eq!(office.outbox().await[0], first);
    let state = office.client.get(office.url("/_sandbox/state")).send().await.unwrap();
    let ticket = state.json::<Value>().await.unwrap()["tickets"][1].clone();
    assert_eq!(
        (&ticket["caller"], &ticket["work_notes"][1]["text"]),
        (&json!("carol@example.com"), &json!("told the user"))
    );
}

#[tokio::test]
async fn a_ticket_can_be_closed() {
    let office = Office::open().await;
    let path = format!("/api/now/table/incident/{}", office.sandbox.desk().tickets()[0].sys_id);
    let answer = office.call(&Method::PATCH, &path).json(&json!({ "state": "7", "unknown": 1 })).send().await.unwrap();
    assert_eq!(answer.json::<Value>().await.unwrap()["result"]["active"], "false");
    assert_eq!(office.outbox().await, json!([]));
}

#[tokio::test]
async fn whoever_is_not_known_is_refused_first() {
    let office = Office::open().await;
    let expected = json!({ "error": { "message": "User Not Authenticated",
                                      "detail": "Required to provide Auth information" }, "status": "failure" });
    for path in ["/api/now/table/incident", "/api/now/table/nothing", "/api/now/nowhere"] {
        let url = office.url(path);
        let wrong = office.client.get(&url).basic_auth("mfadir.desk", Some("wrong"));
        for call in [office.client.get(&url), wrong, office.client.get(&url).bearer_auth("token")] {
            let answer = call.send().await.unwrap();
            assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
            assert_eq!(answer.headers()["www-authenticate"], "BASIC realm=\"Service-now\"");
            assert_eq!(answer.json::<Value>().await.unwrap(), expected);
        }
    }
    let seen = office.sandbox.desk().requests();
    let names = seen.iter().map(|seen| serde_json::to_value(seen.credential).unwrap());
    assert_eq!(names.take(3).collect::<Vec<_>>(), ["none", "wrong", "wrong"]);
}

#[tokio::test]
async fn what_is_not_there_is_told_in_the_instances_words() {
    let office = Office::open().await;
    let record = "/api/now/table/incident/00000000000000000000000000000000";
    let first = format!("/api/now/table/incident/{}", office.sandbox.desk().tickets()[0].sys_id);
    for (method, path, body, status, message) in [
        (Method::GET, record, "", 404, "No Record found"),
        (Method::PUT, record, "{}", 404, "No Record found"),
        (Method::PUT, first.as_str(), "{", 400, "Exception while reading request"),
        (Method::GET, "/api/now/table/change_request", "", 400, "Invalid table change_request"),
        (Method::GET, "/api/now/tables", "", 400, "Requested URI does not represent any resource"),
        (Method::POST, "/api/now/table/incident", "{}", 405, "Method not supported"),
    ] {
        let (answered, told) = refusal(&office, &method, path, body).await;
        assert_eq!((answered.as_u16(), told["error"]["message"].as_str()), (status, Some(message)), "{method} {path}");
        assert_eq!(told["status"], "failure");
    }
}

#[tokio::test]
async fn a_condition_that_is_not_understood_finds_everything() {
    let office = Office::open().await;
    let found = office.result("/api/now/table/incident?sysparm_query=nummer=INC0010001&sysparm_fields=number").await;
    assert_eq!(found.as_array().map(Vec::len), Some(9));
}

#[tokio::test]
async fn the_ticket_system_can_be_down() {
    let office = Office::open().await;
    office.fault(json!({ "path": "/api/now/**", "status": 503, "times": 1 }));
    assert_eq!(office.get(&numbered("INC0010001")).await.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(office.result(&numbered("INC0010001")).await[0]["number"], "INC0010001");
}
