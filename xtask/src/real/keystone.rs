//! Keystone. The seed has the domain `people`, and `people-1`, `people-2` … with the same people, for a test each.

use super::server::Server;

/// What is installed is pinned to one version: the facts of docs/providers/keystone.md were tried on that one.
pub(super) const SERVER: Server = Server {
    name: "keystone",
    packages: &["keystone==30.0.0", "waitress==3.0.2"],
    scripts: &[
        ("setup.py", include_str!("keystone/setup.py")),
        ("program.py", include_str!("keystone/program.py")),
        ("api.py", include_str!("keystone/api.py")),
        ("people.py", include_str!("keystone/people.py")),
        ("copies.py", include_str!("keystone/copies.py")),
        ("serve.py", include_str!("keystone/serve.py")),
    ],
};
