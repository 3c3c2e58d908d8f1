"""From a portrait to proportions of a face: detection, three levels of landmarks, measurements, shape."""
