//! The files of a new provider. A template is a file with `.in` behind its name, in a folder that is laid out like the
//! workspace; `NAME` and `MODULE` in a path, and `{{…}}` in a text, stand for the name's spellings.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};

use super::{Written, name::Name};
use crate::tree::files as texts;

const FOLDER: &str = "xtask/src/new_backend/template";

/// The files of these folders of templates. Fails where one of them is there already.
pub(super) fn files(root: &Path, folders: &[&str], name: &Name) -> Result<Vec<Written>> {
    let mut written = Vec::new();
    for folder in folders {
        let folder = format!("{FOLDER}/{folder}");
        let templates = texts(root, &[&folder], "in")?;
        ensure!(!templates.is_empty(), "{folder} holds no template");
        for template in templates {
            let path = template.path.strip_prefix(&folder).context("a template lies in its folder")?;
            written.push((path_of(path, name), name.fill(&template.content)));
        }
    }
    let there: Vec<&str> = written.iter().map(|(path, _)| path.as_str()).filter(|path| exists(root, path)).collect();
    ensure!(there.is_empty(), "nothing is made, because this would be overwritten: {}", there.join(", "));
    Ok(written)
}

fn path_of(template: &str, name: &Name) -> String {
    let path = template.trim_start_matches('/').trim_end_matches(".in");
    path.replace("NAME", &name.kebab).replace("MODULE", &name.module)
}

fn exists(root: &Path, path: &str) -> bool {
    fs::symlink_metadata(root.join(path)).is_ok()
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::{FOLDER, files};
    use crate::new_backend::name::Name;

    fn template(root: &Path, path: &str) {
        let path = root.join(FOLDER).join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, "//! {{title}}\n").expect("a template");
    }

    #[test]
    fn a_template_becomes_a_file_of_the_provider() {
        let root = tempfile::tempdir().expect("a temporary folder");
        template(root.path(), "every/crates/mfadir-NAME/src/MODULE.rs.in");
        let name = Name::of("acme-id").expect("a name");
        let made = files(root.path(), &["every"], &name).expect("made");
        assert_eq!(made, [("crates/mfadir-acme-id/src/acme_id.rs".to_owned(), "//! Acme Id\n".to_owned())]);
    }

    #[test]
    fn nothing_is_overwritten() {
        let root = tempfile::tempdir().expect("a temporary folder");
        template(root.path(), "every/docs/NAME.md.in");
        fs::create_dir(root.path().join("docs")).expect("a folder");
        fs::write(root.path().join("docs/acme.md"), "mine").expect("a file");
        let refused = files(root.path(), &["every"], &Name::of("acme").expect("a name")).expect_err("it is there");
        assert!(refused.to_string().contains("docs/acme.md"), "{refused}");
    }

    #[test]
    fn our_own_templates_leave_nothing_to_fill_in() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
        for server in ["sandbox", "real"] {
            let made = files(root, &["every", server], &Name::of("zz-none").expect("a name")).expect("made");
            let left = made
                .iter()
                .find(|(path, text)| path.contains("NAME") || text.contains("{{name") || text.contains("{{t"));
            assert!(left.is_none(), "{left:?}");
        }
    }
}
