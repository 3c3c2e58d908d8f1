"""Pictures: photos to pixels, cut-outs, colours, and the models' runtime."""
