"""Live exhibits: small simulations that compute their idea while you watch; no picture of themselves."""
