"""The learning pipeline: download, preprocess, train, evaluate, release."""
