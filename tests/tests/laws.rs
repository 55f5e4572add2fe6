//! Laws: what holds for any arguments, any mishap and any pace, tried with many.

mod laws {
    mod budget;
    mod lookup;
    mod pages;
    mod removal;
}
