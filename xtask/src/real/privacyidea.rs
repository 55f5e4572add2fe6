//! privacyIDEA. The seed has the realm `people`, and `people-1`, `people-2` … with the same people, for a test each.

use super::server::Server;

pub(super) const SERVER: Server = Server {
    name: "privacyidea",
    packages: &["privacyidea==3.14", "waitress==3.0.2"],
    scripts: &[
        ("setup.py", include_str!("privacyidea/setup.py")),
        ("api.py", include_str!("privacyidea/api.py")),
        ("people.py", include_str!("privacyidea/people.py")),
        ("tokens.py", include_str!("privacyidea/tokens.py")),
        ("settings.py", include_str!("privacyidea/settings.py")),
        ("copies.py", include_str!("privacyidea/copies.py")),
        ("disk.py", include_str!("privacyidea/disk.py")),
        ("serve.py", include_str!("privacyidea/serve.py")),
        ("post.py", include_str!("privacyidea/post.py")),
    ],
};
