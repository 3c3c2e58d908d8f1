"""Curator's service: photos of clothes in, outfits out."""
