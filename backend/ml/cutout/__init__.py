"""The network that separates a garment from its surroundings: data, network, training and export."""
