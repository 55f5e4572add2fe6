//! Who runs the program, and how they come to it.

use std::path::Path;

use tokio::process::Command;

/// The service account.
pub(crate) const SERVICE: (&str, u32) = ("mfadir", 64_101);
/// An agent, who has a key and may act.
pub(crate) const ANN: (&str, u32) = ("ann", 64_102);
/// A lead, whose name would be worth something.
pub(crate) const LENA: (&str, u32) = ("lena", 64_103);

/// A way to the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Caller {
    /// Ann by sudo, whose rules are those of the documentation.
    Sudo,
    /// The service account with what sudo tells it of Ann, and with whatever variables she likes: as a careless sudo would
    /// have it.
    AsService,
    /// The service account, and nobody says for whom.
    Service,
    /// Ann with her own rights.
    Herself,
}

/// Binds the machine's files over this one's, for this process alone, and goes on as the words say.
const ENTER: &str = "mount --bind \"$1/etc\" /etc && mount --bind \"$1/bin\" /usr/local/bin && \
                     mount --bind \"$2\" /usr/local/bin/mfadir && shift 2 && exec \"$@\"";

impl Caller {
    /// The program on the machine that lies in `root`, without its arguments.
    pub(crate) fn command(self, root: &Path) -> Command {
        let mut command = Command::new("unshare");
        command.args(["--mount", "--", "sh", "-c", ENTER, "sh"]).arg(root).arg(env!("CARGO_BIN_EXE_mfadir"));
        let (_, uid) = if matches!(self, Self::Sudo | Self::Herself) { ANN } else { SERVICE };
        command.args(["setpriv", &format!("--reuid={uid}"), &format!("--regid={uid}"), "--init-groups"]);
        if self == Self::Sudo {
            command.args(["sudo", "-n", "-u", SERVICE.0]);
        }
        command.arg("/usr/local/bin/mfadir").current_dir(root.join("home/ann"));
        command.env_clear().env("PATH", "/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        if self == Self::AsService {
            command.env("SUDO_USER", ANN.0);
        }
        command
    }
}
