//! The security questions that a tenant offers, by the keys that were seen on the wire; the texts are ours.

/// Keys and texts.
pub(super) const QUESTIONS: &[(&str, &str)] = &[
    ("disliked_food", "What is the food you least liked as a child?"),
    ("name_of_first_plush_toy", "What was your first plush toy called?"),
    ("first_award", "What did you get your first award for?"),
    ("favorite_security_question", "Which security question do you like best?"),
    ("favorite_toy", "Which toy did you like best as a child?"),
    ("first_computer_game", "Which computer game did you play first?"),
    ("favorite_movie_quote", "Which line of a film do you like best?"),
    ("first_sports_team_mascot", "What was the mascot of the first team you played on?"),
    ("first_music_purchase", "What music did you buy first?"),
    ("favorite_art_piece", "Which work of art do you like best?"),
    ("grandmother_favorite_desert", "Which dessert did your grandmother like best?"),
    ("first_thing_cooked", "What was the first thing you learned to cook?"),
    ("childhood_dream_job", "What did you want to become as a child?"),
    ("first_kiss_location", "Where was your first kiss?"),
    ("place_where_significant_other_was_met", "Where did you meet your partner?"),
    ("favorite_vacation_location", "Where do you like to go on holiday?"),
    ("new_years_two_thousand", "Where were you when the year 2000 began?"),
    ("favorite_speaker_actor", "Whom do you like best to hear or to see act?"),
    ("favorite_book_movie_character", "Which character of a book or film do you like best?"),
    ("favorite_sports_player", "Which athlete do you like best?"),
];
