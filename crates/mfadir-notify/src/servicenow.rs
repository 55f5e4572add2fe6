//! `ServiceNow`'s Table API, as far as a desk needs it.
//!
//! Read: `GET /api/now/table/incident?sysparm_query=number=…`; written: `work_notes` of that record. A reference is
//! followed with a dot (`caller_id.email`). Source: the vendor's documentation of the Table API.

use async_trait::async_trait;
use mfadir_core::{Environment, Error, ErrorKind, Result, SecretSource};
use mfadir_http::{Authorization, Dialect, Origin, Path, Request, Response, Transport};
use mfadir_policy::{TicketQuestion, TicketState, Tickets};
use serde::Deserialize;
use serde_json::json;

/// Who the ticket is for may stand in either place.
const FIELDS: &str = "sys_id,number,active,state,caller_id.email,caller_id.user_name,opened_by.email";

/// The table where nothing is said.
const INCIDENT: &str = "incident";
/// The state of an incident that is done with, and active until somebody closes it.
const RESOLVED: &str = "6";

/// A `ServiceNow` instance as the configuration describes it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceNowConfig {
    /// The instance's address.
    pub url: Origin,
    /// The table of the tickets; `incident` where nothing is said.
    pub table: Option<String>,
    /// How to sign in.
    pub auth: ServiceNowAuth,
}

/// How to sign in to an instance.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged, expecting = "`{ username = …, password = … }` or `{ token = … }`")]
pub enum ServiceNowAuth {
    /// An account with the right to read the table and to write work notes.
    Password {
        /// Its name.
        username: String,
        /// Its password.
        password: SecretSource,
    },
    /// An OAuth token that something else keeps fresh.
    Token {
        /// The token.
        token: SecretSource,
    },
}

/// Tickets of a `ServiceNow` instance.
#[derive(Debug)]
pub struct ServiceNow {
    table: String,
    auth: ServiceNowAuth,
    transport: Transport,
    environment: Environment,
}

/// A record as it is asked for.
#[derive(Debug, Deserialize)]
struct Record {
    sys_id: String,
    #[serde(default)]
    number: String,
    #[serde(default)]
    active: String,
    #[serde(default)]
    state: String,
    #[serde(default, rename = "caller_id.email")]
    caller_email: String,
    #[serde(default, rename = "caller_id.user_name")]
    caller_name: String,
}

#[derive(Debug, Deserialize)]
struct Records {
    result: Vec<Record>,
}

impl ServiceNow {
    /// Tickets of that instance. `Invalid` for a table's name that is none.
    pub fn connect(config: ServiceNowConfig, environment: Environment) -> Result<Self> {
        let table = config.table.unwrap_or_else(|| INCIDENT.to_owned());
        if !table.chars().all(|char| char.is_ascii_alphanumeric() || char == '_') {
            return Err(Error::new(ErrorKind::Invalid, format!("{table:?} is no table")));
        }
        let dialect = Dialect { request_id: "x-transaction-id", rate: |_, _| None };
        let transport = Transport::new(config.url, dialect, environment.clone());
        Ok(Self { table, auth: config.auth, transport, environment })
    }

    /// The record of that number; nothing where there is none.
    async fn record(&self, ticket: &str) -> Result<Option<Record>> {
        let Some(number) = number(ticket) else { return Ok(None) };
        let path = Path::new("/api/now/table").segment(&self.table)?;
        let request = Request::get(&path)
            .query("sysparm_query", &format!("number={number}"))
            .query("sysparm_fields", FIELDS)
            .query("sysparm_limit", "2");
        let answer = self.send(request).await?;
        let Records { mut result } = answer.object("a list of records")?;
        // An instance that does not understand a condition drops it, and answers with whatever there is.
        if result.iter().any(|record| !record.number.eq_ignore_ascii_case(number)) {
            let message = format!("{} does not look tickets up by their number", self.table);
            return Err(answer.error(ErrorKind::Unexpected, message));
        }
        match result.len() {
            0 => Ok(None),
            1 => Ok(result.pop()),
            _ => Err(answer.error(ErrorKind::Ambiguous, format!("several records have the number {number}"))),
        }
    }

    async fn send(&self, request: Request) -> Result<Response> {
        let answer = self.transport.send(request.authorized(self.authorization().await?)).await?;
        if answer.status().is_success() { Ok(answer) } else { Err(answer.error_by_status()) }
    }

    async fn authorization(&self) -> Result<Authorization> {
        let secrets = &self.environment.secrets;
        Ok(match &self.auth {
            ServiceNowAuth::Password { username, password } => {
                Authorization::basic(username, &secrets.read(password).await?)
            }
            ServiceNowAuth::Token { token } => Authorization::new("Bearer ", &secrets.read(token).await?),
        })
    }
}

#[async_trait]
impl Tickets for ServiceNow {
    fn name(&self) -> &'static str {
        "ServiceNow"
    }

    async fn check(&self, question: &TicketQuestion) -> TicketState {
        match self.record(&question.ticket).await {
            Err(error) => TicketState::CannotTell(error.to_string()),
            Ok(record) => judge(record.as_ref(), &self.table, question),
        }
    }

    async fn note(&self, ticket: &str, text: &str) -> Result<()> {
        let none = || Error::new(ErrorKind::NotFound, format!("ServiceNow has no ticket {ticket}"));
        let record = self.record(ticket).await?.ok_or_else(none)?;
        let path = Path::new("/api/now/table").segment(&self.table)?.segment(&record.sys_id)?;
        self.send(Request::put(&path).json(json!({ "work_notes": text }))).await?;
        Ok(())
    }
}

fn judge(record: Option<&Record>, table: &str, question: &TicketQuestion) -> TicketState {
    let ticket = &question.ticket;
    let Some(record) = record else {
        return TicketState::DoesNotFit(format!("ServiceNow has no ticket {ticket}"));
    };
    if record.active != "true" {
        return TicketState::DoesNotFit(format!("the ticket {ticket} is closed"));
    }
    if table == INCIDENT && record.state == RESOLVED {
        return TicketState::DoesNotFit(format!("the ticket {ticket} is resolved"));
    }
    let same = |one: &str, other: &str| !one.is_empty() && one.to_lowercase() == other.to_lowercase();
    let is_theirs = |name: &String| same(&record.caller_email, name) || same(&record.caller_name, name);
    if question.person.iter().any(is_theirs) {
        return TicketState::Fits;
    }
    TicketState::DoesNotFit(format!("the ticket {ticket} is for somebody else"))
}

/// A number as it may stand in a query: there, `^` begins another condition.
fn number(ticket: &str) -> Option<&str> {
    let plain = |char: char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_');
    (!ticket.is_empty() && ticket.chars().all(plain)).then_some(ticket)
}

#[cfg(test)]
mod tests {
    use mfadir_core::SecretSource;
    use mfadir_http::{
        Origin,
        testing::{Stub, answer, clock, environment},
    };
    use mfadir_policy::{TicketQuestion, TicketState, Tickets};
    use serde_json::json;

    use super::{ServiceNow, ServiceNowAuth, ServiceNowConfig};

    fn tickets(stub: &Stub) -> ServiceNow {
        let password = SecretSource::Env("SNOW".to_owned());
        let auth = ServiceNowAuth::Password { username: "desk".to_owned(), password };
        let url = Origin::parse(&stub.url).expect("an origin");
        ServiceNow::connect(ServiceNowConfig { url, table: None, auth }, environment("pw", clock())).expect("tickets")
    }

    async fn asked(ticket: &str, status: u16, records: serde_json::Value) -> (TicketState, Vec<String>) {
        let body = json!({ "result": records }).to_string();
        let stub = Stub::new(move |_| answer(status, body.clone())).await;
        let question = TicketQuestion { ticket: ticket.to_owned(), person: vec!["Ada@Example.com".to_owned()] };
        (tickets(&stub).check(&question).await, stub.lines())
    }

    fn record(active: &str, email: &str) -> serde_json::Value {
        json!([{ "sys_id": "9d", "number": "INC1", "active": active, "caller_id.email": email }])
    }

    fn resolved() -> serde_json::Value {
        let mut resolved = record("true", "ada@example.com");
        resolved[0]["state"] = "6".into();
        resolved
    }

    #[tokio::test]
    async fn a_ticket_has_to_be_open_and_for_this_person() {
        assert_eq!(asked("INC1", 200, record("true", "ada@example.com")).await.0, TicketState::Fits);
        for (records, why) in [
            (record("false", "ada@example.com"), "the ticket INC1 is closed"),
            (record("true", "bob@example.com"), "the ticket INC1 is for somebody else"),
            (record("true", ""), "the ticket INC1 is for somebody else"),
            (resolved(), "the ticket INC1 is resolved"),
            (json!([]), "ServiceNow has no ticket INC1"),
        ] {
            assert_eq!(asked("INC1", 200, records).await.0, TicketState::DoesNotFit(why.to_owned()));
        }
        let down = asked("INC1", 503, json!([])).await.0;
        assert!(matches!(down, TicketState::CannotTell(why) if why.contains("503")));
    }

    #[tokio::test]
    async fn another_ticket_than_the_one_that_was_asked_for_tells_nothing() {
        let (state, _) = asked("INC2", 200, record("true", "ada@example.com")).await;
        assert!(matches!(state, TicketState::CannotTell(why) if why.contains("by their number")));
    }

    #[tokio::test]
    async fn a_number_cannot_add_a_condition() {
        let (state, lines) = asked("INC1^ORactive=true", 200, record("true", "ada@example.com")).await;
        assert!(matches!(state, TicketState::DoesNotFit(_)));
        assert_eq!(lines, [""; 0]);
    }

    #[tokio::test]
    async fn a_note_goes_to_the_record() {
        let body = json!({ "result": record("true", "ada@example.com") }).to_string();
        let stub = Stub::new(move |_| answer(200, body.clone())).await;
        tickets(&stub).note("INC1", "factors reset").await.expect("noted");
        let last = stub.seen().pop().expect("two requests");
        assert_eq!(last.line, "PUT /api/now/table/incident/9d");
        assert_eq!(last.body, json!({ "work_notes": "factors reset" }));
        assert!(last.authorization.starts_with("Basic "));
    }
}
