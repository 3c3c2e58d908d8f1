"""What the models share: photos to pixels, the garment cut out, its colours, and the models' runtime."""
