//! What people do with the command, from the first word to the last, and what reached the tenants meanwhile.

mod stories {
    mod demo;
    mod document;
    mod fault;
    mod input;
    mod keep;
    mod last;
    mod list;
    mod removal;
    mod reset;
    mod secret;
    mod tenant;
}
