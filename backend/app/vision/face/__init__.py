"""From a portrait to proportions of a face: detection, landmarks on three levels, measurements, shape."""
