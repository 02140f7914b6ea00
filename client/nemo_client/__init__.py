"""A client of the video service that keeps every rule of the contract."""
