"""The pytest plugin ``nemo``; everything heavy is imported when it is used."""
