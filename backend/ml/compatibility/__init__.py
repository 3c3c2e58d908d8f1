"""The compatibility network: model, pairs, training, export, and the protocol it is scored by."""
