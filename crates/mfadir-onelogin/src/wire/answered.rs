//! What became of a proof: three words in version 2, an envelope in version 1 and in some answers of version 2
//! (docs/providers/onelogin.md, "Life of a factor").

use mfadir_core::Result;
use mfadir_http::{Response, lenient};
use serde::Deserialize;
use serde_json::Value;

use super::{envelope::check, id::Id, transaction::only};

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    Pending,
    Accepted,
    Rejected,
}

/// How far it is, and which device it is about.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Answered {
    pub(crate) progress: Progress,
    pub(crate) device: Option<String>,
}

#[derive(Deserialize)]
struct DeviceId {
    #[serde(default, deserialize_with = "lenient")]
    device_id: Option<Id>,
}

const DUE: &str = "the outcome of a verification";

/// Reads the answer. Success must be said: an answer without it proves nothing.
pub(crate) fn answered(response: &Response) -> Result<Answered> {
    let body = only(response.json(DUE)?);
    check(response, &body)?;
    let progress = match &body["status"] {
        Value::String(word) => by_word(word),
        Value::Object(_) => by_envelope(&body["status"]),
        _ => return Err(response.unexpected("JSON without a status", DUE)),
    };
    let progress = progress.ok_or_else(|| response.unexpected("a status that nobody knows", DUE))?;
    let device = DeviceId::deserialize(&body).ok().and_then(|body| body.device_id).map(|Id(id)| id);
    Ok(Answered { progress, device })
}

fn by_word(word: &str) -> Option<Progress> {
    match word {
        "pending" => Some(Progress::Pending),
        "accepted" => Some(Progress::Accepted),
        "rejected" => Some(Progress::Rejected),
        _ => None,
    }
}

/// "Authentication pending" may come with the type of a success.
fn by_envelope(status: &Value) -> Option<Progress> {
    let text = |name: &str| status[name].as_str().unwrap_or_default().to_lowercase();
    if text("type") == "pending" || text("message").contains("pending") {
        return Some(Progress::Pending);
    }
    (text("type") == "success").then_some(Progress::Accepted)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Progress, by_envelope, by_word};

    #[test]
    fn success_must_be_said() {
        let status = |kind: &str, message: &str| json!({"type": kind, "message": message, "error": false});
        assert_eq!(by_envelope(&status("success", "Success")), Some(Progress::Accepted));
        assert_eq!(by_envelope(&status("pending", "")), Some(Progress::Pending));
        let pending = status("success", "Authentication pending on OL Protect");
        assert_eq!(by_envelope(&pending), Some(Progress::Pending));
        assert_eq!(by_envelope(&json!({"message": "Success"})), None);
        assert_eq!(by_envelope(&json!({})), None);
        assert_eq!(by_word("done"), None);
    }
}
