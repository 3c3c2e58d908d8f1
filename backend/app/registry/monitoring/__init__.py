"""How the models perform on people's photos: drift against a reference, corrections, likes, latency."""
