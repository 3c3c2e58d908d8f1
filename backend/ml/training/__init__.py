"""What every training shares: checkpoints, the loop over epochs, the history."""
