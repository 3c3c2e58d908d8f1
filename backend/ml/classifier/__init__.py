"""The garment classifier: network, augmentation, training, export."""
