"""Labels made by looking: contact sheets, answer files, agreement, and the labels they become.

docs/retraining.md, "Label photos", shows the order of the commands.
"""
