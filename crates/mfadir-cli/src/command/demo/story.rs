//! What is played.

use crate::exit::Exit;

/// A part of the story.
#[derive(Debug)]
pub(super) struct Chapter {
    pub(super) title: &'static str,
    pub(super) scenes: &'static [Scene],
}

/// One command: why it is typed, what is typed, and how it ends. Words are parted by blanks alone.
#[derive(Debug)]
pub(super) struct Scene {
    pub(super) why: &'static str,
    pub(super) line: &'static str,
    pub(super) exit: Exit,
}

const fn scene(why: &'static str, line: &'static str) -> Scene {
    ending(why, line, Exit::Done)
}

const fn ending(why: &'static str, line: &'static str, exit: Exit) -> Scene {
    Scene { why, line, exit }
}

/// The whole story.
pub(super) const CHAPTERS: &[Chapter] = &[
    Chapter {
        title: "1. Okta: one code goes, the app stays",
        scenes: &[
            scene(
                "Ada calls. Her app shall ask by push alone, without typed codes. What does she have?",
                "mfadir -t demo-okta explain ada@example.com",
            ),
            scene(
                "What would be done? Nothing is changed by looking.",
                "mfadir -t demo-okta factor remove ada@example.com totp@okta --keep push --dry-run",
            ),
            scene(
                "That is right: do it. What is true afterwards is read back.",
                "mfadir -t demo-okta factor remove ada@example.com totp@okta --keep push --yes",
            ),
            scene("The other app's codes are still there.", "mfadir -t demo-okta factor list ada@example.com"),
            ending(
                "The same once more finds nothing to remove, and says what is there.",
                "mfadir -t demo-okta factor remove ada@example.com totp@okta --keep push --yes",
                Exit::NotFound,
            ),
        ],
    },
    Chapter {
        title: "2. Okta: what is refused",
        scenes: &[
            ending(
                "Okta takes the whole app with its push. Whoever wants to keep a part of it is warned in time.",
                "mfadir -t demo-okta factor remove ada@example.com push --keep device-key --yes",
                Exit::Refused,
            ),
            ending(
                "Bob has one factor. Without it he could not sign in.",
                "mfadir -t demo-okta factor remove bob@example.com sms --yes",
                Exit::Refused,
            ),
            ending(
                "Eve is an administrator. She is not reset on a call.",
                "mfadir -t demo-okta reset eve@example.com --yes",
                Exit::Refused,
            ),
        ],
    },
    Chapter {
        title: "3. Okta: everything goes",
        scenes: &[scene(
            "Ada's phone is lost. One request takes all, and the code comes back when she enrolls again.",
            "mfadir -t demo-okta reset ada@example.com --yes --ticket DEMO-1",
        )],
    },
    Chapter {
        title: "4. Okta: not a matter of factors",
        scenes: &[
            scene("Ivan cannot sign in either. Why?", "mfadir -t demo-okta explain ivan@example.com"),
            scene("So no factor has to go.", "mfadir -t demo-okta user unlock ivan@example.com --yes"),
        ],
    },
    Chapter {
        title: "5. OneLogin: the same words",
        scenes: &[
            scene("Another provider, another Ada.", "mfadir -t demo-onelogin factor list ada@example.com"),
            scene(
                "OneLogin has no reset: each device is removed on its own, and each has its own result.",
                "mfadir -t demo-onelogin reset ada@example.com --yes --ticket DEMO-2",
            ),
            scene(
                "Nothing is left. For programs, the same comes as data.",
                "mfadir -t demo-onelogin -o json factor list ada@example.com",
            ),
        ],
    },
];

/// What comes after the last scene.
pub(super) const END: &str = "\
That was the main job. Nothing of it is left: it ran in a folder of its own.
Try it yourself:        mfadir -t demo-okta factor list ada@example.com
Set a real tenant up:   mfadir tenant add NAME";
