"""How the models do on people's photos: drift against a reference, corrections, likes, latency."""
