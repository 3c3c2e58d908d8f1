"""The pictures that training and evaluation read: photos of garments, outfits cut from street photos, feedback."""
