"""`make prove [ONLY=part]`: every proof, or one; ends with 1 where something does not hold.

python -m prove [kill|fuzz|pressure|disk] [--times N] [--seed S] [--minutes M]
"""
