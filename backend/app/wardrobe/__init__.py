"""Garments in, outfits out: intake, items, outfits."""
