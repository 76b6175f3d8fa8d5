"""Live exhibits: small simulations that compute their idea while you watch, without any drawing."""
