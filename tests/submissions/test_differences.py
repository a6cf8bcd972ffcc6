from coprod_portal.submissions.differences import Run, differences


def test_marks_the_words_that_changed_and_keeps_the_rest() -> None:
    assert differences("We pay people in a week.", "We pay people the same day.") == [
        Run("kept", "We pay people "),
        Run("removed", "in a week."),
        Run("added", "the same day."),
    ]


def test_the_same_words_are_one_run_and_no_words_are_none() -> None:
    assert differences("We pay.", "We pay.") == [Run("kept", "We pay.")]
    assert differences("", "") == []


def test_runs_spell_both_texts() -> None:
    before, after = "One  two\nthree four", "Zero two\n\nthree  five four six"
    runs = differences(before, after)
    assert "".join(run.text for run in runs if run.kind != "added") == before
    assert "".join(run.text for run in runs if run.kind != "removed") == after


def test_a_very_long_text_is_shown_as_a_whole() -> None:
    before, after = "word " * 4000, "other " * 4000
    assert differences(before, after) == [Run("removed", before), Run("added", after)]
