//! The whole of Stage 1 in plain lines, to the open gate.

use super::Room;

#[test]
fn stage_one_is_walked_from_the_title_to_the_open_gate() {
    let room = Room::new();
    let path = room.project();
    let heard = room.interview(&path, None, &stage_one());
    // The rest is the guidance's own words, question after question.
    let concept = heard.split("Stage 1, step 4 of 4").nth(1).unwrap();
    insta::assert_snapshot!(concept);
    let session = room.open(&path);
    assert!(session.assessment().gate("gate-1-2").unwrap().open, "{heard}");
    assert_eq!(session.assessment().stage_name(), "stage2");
}

/// Everything that somebody types from the title to the second approval.
fn stage_one() -> String {
    let party = |name: &str, kind: &str| {
        format!(
            ":add\n{name}\n{kind}\n\n1 Example Way\n.\nWhat it does.\n.\nA. Example\nLead\na@example.org\n\nA. Example\nA. Example\n\n\n"
        )
    };
    let scoping = "An answer to scoping.\n.\n".repeat(15);
    [
        "\nPeople are seen at home.\n.\nsecondary\nn\n",
        &party("North ICB", "nhs"),
        &party("Acme Pharma", "company"),
        // On from the parties, and from the check.
        "\n\n",
        &scoping,
        // On from equal access, which is only suggested, from the check, and through the checklist.
        "\n\n",
        &"y\n".repeat(15),
        // On from the verdict and the check: without an amber no there are no risks to look at.
        "\n\n",
        ":confirm\n:confirm\n:confirm\n:confirm\nQ3 2027\n18\ngo ahead\nAgreed.\n.\n",
        ":goto 3\n\nBeds.\n.\nExperience.\n.\n:goto check\n\n",
        ":sign 1\nA. Example\n\n:sign 2\nB. Example\n\n\n:quit\n",
    ]
    .concat()
}
