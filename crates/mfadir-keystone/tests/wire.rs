//! The backend against a tenant that answers one thing at a time: what no real server can be made to say.

mod wire {
    mod enrollment;
    mod inspection;
    mod lists;
    mod lookup;
    mod removal;
    mod sign_in;
    mod tenant;
}
