"""What the trainings of the models share: their data, read from the corpus and from what lies beside the checkout."""
