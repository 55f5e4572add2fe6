//! What the frame learns from a request before anybody answers it.

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName, Uri, header},
};

use crate::{
    dialect::{Asked, Dialect},
    recorder::{SeenProof, SeenRequest},
    tenant::Tenant,
};

/// Reads a request that comes while the tenant answers so many others.
pub(super) fn ask(tenant: &Tenant, dialect: &dyn Dialect, request: &Request, beside: usize) -> Asked {
    let (at, headers) = (tenant.now(), request.headers());
    Asked {
        at,
        method: request.method().as_str().to_owned(),
        path: request.uri().path().to_owned(),
        query: request.uri().query().map(str::to_owned),
        origin: origin(tenant, headers),
        request_id: dialect.request_id(tenant),
        credential: dialect.credential(tenant, headers, at),
        user_agent: text(headers, &header::USER_AGENT),
        beside,
    }
}

/// The request as it is remembered.
pub(super) fn seen(asked: &Asked, fault: Option<u64>, dpop: Option<SeenProof>) -> SeenRequest {
    SeenRequest {
        at: asked.at,
        method: asked.method.clone(),
        path: asked.path.clone(),
        query: asked.query.clone(),
        status: None,
        credential: asked.credential,
        request_id: asked.request_id.clone(),
        user_agent: asked.user_agent.clone(),
        fault,
        dpop,
    }
}

/// Whether a `Host` header names this machine. A page in a browser that was led here under another name does not.
pub(crate) fn is_loopback_host(host: &str) -> bool {
    let name = host.parse::<Uri>().ok().and_then(|uri| uri.host().map(str::to_owned));
    let bare = name.as_deref().map(|name| name.trim_start_matches('[').trim_end_matches(']'));
    bare.is_some_and(|name| {
        name.eq_ignore_ascii_case("localhost") || name.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
    })
}

/// Where the caller sees the tenant: links must lead back to the very origin that was called.
fn origin(tenant: &Tenant, headers: &HeaderMap) -> String {
    let host = text(headers, &header::HOST).filter(|host| is_loopback_host(host));
    host.map_or_else(|| tenant.url().to_owned(), |host| format!("http://{host}"))
}

fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::is_loopback_host;

    #[test]
    fn only_names_of_this_machine_are_its_names() {
        for host in ["localhost:8080", "127.0.0.1:1", "127.0.0.1", "[::1]:80", "LOCALHOST"] {
            assert!(is_loopback_host(host), "{host}");
        }
        for host in ["example.com", "localhost.example.com:80", "10.0.0.1", ""] {
            assert!(!is_loopback_host(host), "{host}");
        }
    }
}
