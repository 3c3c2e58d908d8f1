"""Records training runs and evaluations in MLflow."""
